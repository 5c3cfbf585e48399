//! Blurs a picture of a handwritten digit with a Gaussian, and prints it: the port of
//! `numpy/blur.py`.

use tightloop::prelude::*;

fn blur_columns(image: ArrayView<f64>, weights: &Array<f64>) -> Result<Array<f64>> {
    let radius = weights.len() / 2;
    let padded = pad(image, &[(radius, radius), (0, 0)], Pad::Edge)?;
    let mut blurred = Array::zeros(image.shape())?;
    for (k, &weight) in weights.iter().enumerate() {
        blurred += weight * padded.slice(k..k + image.shape()[0])?;
    }
    Ok(blurred)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let digit: Array<f64> = std::fs::read_to_string("data/digit.csv")?.parse()?;
    let image = repeat(repeat(&digit, 4, 0)?, 4, 1)?;
    let offsets = Array::arange(-4.0, 5.0, 1.0)?;
    let mut weights = exp(-square(&offsets) / 8.0);
    weights /= sum(&weights);
    let blurred = blur_columns(blur_columns(image.view(), &weights)?.t(), &weights)?;
    println!("mean {:.4} before, {:.4} after", mean(&image), mean(&blurred));
    for row in blurred.t().slice(s![..;2])?.rows() {
        let shades = row.iter().map(|shade| b" .:-=+*#%@"[(shade * 0.6) as usize] as char);
        println!("{}", shades.collect::<String>());
    }
    Ok(())
}
