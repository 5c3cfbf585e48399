//! A loop of your own, on plain slices: Conway's Game of Life.
//!
//! A cell looks at its eight neighbours, so this is no formula of one element. `simd::run` compiles
//! the loop for every level, and runs it at the best one: up to 64 cells at a time.
//!
//! ```text
//! cargo run --release --example own_loop
//! ```

#![forbid(unsafe_code)]

use std::time::Instant;
use tightloop::simd::{self, Isa, Kernel, Vector};
use tightloop::{Level, with_level};

/// The next generation of a row: 1 for a live cell, 0 for a dead one.
struct NextRow<'a> {
    /// The row, between those above and below. Each has a cell more on both sides than `next`.
    rows: [&'a [u8]; 3],
    next: &'a mut [u8],
}

impl Kernel for NextRow<'_> {
    type Output = ();

    // Must be there, on helpers like `load` too: only inlined code is compiled for the instruction
    // set.
    #[inline(always)]
    fn run<S: Isa>(self, s: S) {
        let [above, row, below] = self.rows;
        let lanes = Vector::<S, u8>::LANES;
        for (k, next) in self.next.chunks_mut(lanes).enumerate() {
            let at = k * lanes;
            let is_live = load(s, row, at + 1);
            let mut count = load(s, row, at) + load(s, row, at + 2);
            for row in [above, below] {
                count = count + load(s, row, at) + load(s, row, at + 1) + load(s, row, at + 2);
            }
            // Cells live on with two or three neighbours, and are born with three.
            let lives = (count + is_live).eq(count.like(3)) | (count.eq(count.like(3)));
            lives.select(count.like(1), count.like(0)).write_to(next);
        }
    }
}

/// The cells of a row from `at` on.
#[inline(always)]
fn load<S: Isa>(s: S, row: &[u8], at: usize) -> Vector<S, u8> {
    Vector::from_slice(s, row.get(at..).unwrap_or(&[]))
}

/// The number of rows and of columns, without a border of dead cells.
const SIZE: usize = 1000;
const WIDTH: usize = SIZE + 2;

/// Computes the next generation of a board.
fn step(board: &[u8], next: &mut [u8]) {
    for i in 1..=SIZE {
        let row = |i: usize| &board[i * WIDTH..][..WIDTH];
        let rows = [row(i - 1), row(i), row(i + 1)];
        simd::run(NextRow { rows, next: &mut next[i * WIDTH + 1..][..SIZE] });
    }
}

/// Returns a board after some generations from a random one.
fn play(generations: usize) -> Vec<u8> {
    let (mut board, mut next) = (vec![0; WIDTH * WIDTH], vec![0; WIDTH * WIDTH]);
    let mut state = 1_u64;
    for i in 1..=SIZE {
        for cell in &mut board[i * WIDTH + 1..][..SIZE] {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *cell = (state >> 63) as u8;
        }
    }
    for _ in 0..generations {
        step(&board, &mut next);
        std::mem::swap(&mut board, &mut next);
    }
    board
}

fn main() -> Result<(), tightloop::Error> {
    const GENERATIONS: usize = 100;
    let mut boards = Vec::new();
    for level in Level::available() {
        let start = Instant::now();
        let board = with_level(level, || play(GENERATIONS))?;
        let time = start.elapsed() / GENERATIONS as u32;
        let live = board.iter().filter(|&&cell| cell == 1).count();
        let name = level.name();
        println!("{name:>6}: {time:>8.1?} per generation of 10^6 cells, {live} of them live");
        boards.push(board);
    }
    assert!(boards.iter().all(|board| *board == boards[0]), "the same at every level");
    Ok(())
}
