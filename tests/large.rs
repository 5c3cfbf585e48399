//! Results so large that stores bypass the caches: at every level, aligned or not, in one piece and
//! in several.

#[path = "support/levels.rs"]
mod levels;

use levels::levels;
use tightloop::{Array, add_into, equal_into, negative_assign, with_level, with_threads};

/// More than 32 MiB of `f32`: stores bypass the caches from that size on.
const LEN: usize = (9 << 20) + 13;

#[test]
fn sums_past_the_caches() {
    let x: Vec<f32> = (0..LEN).map(|i| (i % 1021) as f32).collect();
    let y: Vec<f32> = (0..LEN).map(|i| (i % 509) as f32 * 0.5).collect();
    let is_sum = |out: &[f32]| out.iter().zip(x.iter().zip(&y)).all(|(out, (x, y))| *out == x + y);
    // Arrays begin at multiples of 64 bytes.
    let mut memory = Array::zeros(&[LEN + 16]).unwrap();
    let memory = memory.as_slice_mut();
    for level in levels() {
        for start in [0, 1, 3, 16] {
            let out = &mut memory[start..][..LEN];
            out.fill(0.0);
            with_level(level, || with_threads(1 + start % 4, || add_into(&x, &y, &mut *out)))
                .unwrap()
                .unwrap();
            assert!(is_sum(out), "level {level}, element {start} on");
        }
    }
}

#[test]
fn integers_and_bools_past_the_caches() {
    let x = Array::from_fn(&[3 << 11, 6 << 10], |index| (index[0] * 7 + index[1]) as u16).unwrap();
    let mut sums = Array::zeros(x.shape()).unwrap();
    add_into(&x, x.slice((0, ..)).unwrap(), &mut sums).unwrap();
    let is_sum = |i: usize, j: usize| *sums.get(&[i, j]).unwrap() == ((i * 7 + 2 * j) as u16);
    assert!((0..3 << 11).step_by(97).all(|i| (0..6 << 10).all(|j| is_sum(i, j))));
    // Results of one byte.
    let mut equals = Array::zeros(x.shape()).unwrap();
    equal_into(&x, &sums, &mut equals).unwrap();
    assert_eq!(equals.iter().filter(|&&equal| equal).count(), 3 << 11);
    let mut negated = x.clone();
    negative_assign(&mut negated);
    assert!(negated.iter().zip(x.iter()).all(|(a, &b)| *a == b.wrapping_neg()));
}
