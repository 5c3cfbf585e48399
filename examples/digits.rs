//! Recognises handwritten digits by leave-one-out nearest neighbours: each image gets the label of
//! the image nearest to it.
//!
//! The squared distance of two images is `|a|^2 + |b|^2 - 2 a.b`, so one matrix product does nearly
//! all of the work. Pixels are whole numbers from 0 to 16. All intermediate results are therefore
//! integers below 2^24, which `f32` holds exactly, and the number of correct answers is known.
//!
//! ```text
//! cargo run --release --example digits
//! ```

#![forbid(unsafe_code)]

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use tightloop::{
    Array, ArrayView, ArrayViewMut, Level, Result, add_assign, argmin_axis, fma_assign, matmul,
    threads,
};

/// How many images are recognised correctly, according to exact integer arithmetic.
const KNOWN_ANSWER: usize = 1776;

/// The side of an image, in pixels.
const SIDE: usize = 8;

/// The number of misclassified images to draw.
const DRAWN: usize = 3;

fn main() -> std::result::Result<ExitCode, Box<dyn Error>> {
    let images = read_npy("digits_images.npy")?;
    let labels = read_npy("digits_labels.npy")?;
    let count = images.shape()[0];
    println!("{count} handwritten digits of {SIDE} x {SIDE} pixels, each compared with all others");
    println!("level {}, {} threads\n", Level::current(), threads());

    let mut steps = Steps::default();
    let pixels = steps.run("cast: u8 to f32", || images.cast::<f32>());
    let products = steps.run("matmul: all dot products", || matmul(&pixels, pixels.t()))?;
    let distances = steps.run("broadcasting: all distances", || squared_distances(products))?;
    let nearest = steps.run("argmin: nearest neighbours", || argmin_axis(&distances, 1))?;
    let total = steps.finish();

    let guesses: Vec<u8> = nearest.iter().map(|&neighbour| labels[[neighbour as usize]]).collect();
    let wrong: Vec<usize> = (0..count).filter(|&image| guesses[image] != labels[[image]]).collect();
    let right = count - wrong.len();
    let pairs = (count * count) as f64;
    println!("\n{:.0} million distances a second", pairs / total.as_secs_f64() / 1e6);
    println!("{right} of {count} right: {:.2} %", 100.0 * right as f64 / count as f64);

    print_confusion(labels.as_slice(), &guesses);
    for &image in wrong.iter().take(DRAWN) {
        let neighbour = nearest[[image]] as usize;
        println!(
            "\nImage {image} is a {}, but image {neighbour} is nearest, and is a {}:\n",
            labels[[image]],
            guesses[image]
        );
        print_side_by_side(images.subview(0, image)?, images.subview(0, neighbour)?);
    }

    if right != KNOWN_ANSWER {
        eprintln!("\nThe answer should be {KNOWN_ANSWER}.");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads an array of bytes in C order.
fn read_npy(name: &str) -> std::result::Result<Array<u8>, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    let file = File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let file = npyz::NpyFile::new(BufReader::new(file))?;
    let shape: Vec<usize> = file.shape().iter().map(|&len| len as usize).collect();
    Ok(Array::from_vec(&shape, file.into_vec()?)?)
}

/// Replaces the dot products of all pairs of points by their squared distances. The distance of a
/// point to itself becomes infinite, so that no point is its own neighbour.
fn squared_distances(mut products: Array<f32>) -> Result<Array<f32>> {
    // The diagonal holds the squared norms. A view of it moves one row and one column per step.
    let count = products.shape()[0];
    let step = count as isize + 1;
    let norms = ArrayView::with_strides(products.as_slice(), &[count], &[step], 0)?.to_array();

    // Broadcasting: the norms are added as a column first, then as a row.
    fma_assign(&mut products, -2.0f32, norms.insert_axis(1)?)?;
    add_assign(&mut products, &norms)?;

    let diagonal = ArrayViewMut::with_strides(products.as_slice_mut(), &[count], &[step], 0)?;
    add_assign(diagonal, f32::INFINITY)?;
    Ok(products)
}

/// Runs steps and prints how long each takes.
#[derive(Default)]
struct Steps {
    total: Duration,
}

impl Steps {
    fn run<R>(&mut self, name: &str, step: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let result = step();
        let time = start.elapsed();
        self.total += time;
        Self::print(name, time);
        result
    }

    /// Prints and returns the total time.
    fn finish(self) -> Duration {
        Self::print("total", self.total);
        self.total
    }

    fn print(name: &str, time: Duration) {
        println!("  {name:<30}{:>9.3} ms", time.as_secs_f64() * 1e3);
    }
}

/// Prints how often each digit was taken for each of the ten.
fn print_confusion(labels: &[u8], guesses: &[u8]) {
    let mut counts = [[0; 10]; 10];
    for (&label, &guess) in labels.iter().zip(guesses) {
        counts[usize::from(label)][usize::from(guess)] += 1;
    }
    println!("\n  taken for{}", (0..10).map(|digit| format!("{digit:>5}")).collect::<String>());
    for (digit, row) in counts.iter().enumerate() {
        let cells =
            row.map(|count| if count == 0 { "    .".to_string() } else { format!("{count:>5}") });
        println!("        a {digit}{}", cells.concat());
    }
}

/// Draws two images, one shade per pixel.
fn print_side_by_side(left: ArrayView<'_, u8>, right: ArrayView<'_, u8>) {
    let line = |image: &[u8]| image.iter().map(|&pixel| shade(pixel)).collect::<String>();
    for (left, right) in left.to_vec().chunks(SIDE).zip(right.to_vec().chunks(SIDE)) {
        println!("    {}    {}", line(left), line(right));
    }
}

/// Returns two characters, together about as wide as high, as dark as a pixel from 0 to 16.
fn shade(pixel: u8) -> &'static str {
    match pixel {
        0..3 => "  ",
        3..7 => "░░",
        7..11 => "▒▒",
        11..15 => "▓▓",
        _ => "██",
    }
}
