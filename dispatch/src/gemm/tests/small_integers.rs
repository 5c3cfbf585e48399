//! Products of bytes and of 16-bit integers, in every way that the CPU has, compared with exact
//! integers.

use super::{Lie, Numbers, READ, WRITTEN, levels};
use crate::gemm::elements::Way;
use crate::level::Level;
use core::fmt::Debug;
use tightloop_array_core::{Element, Strided};
use tightloop_kernels::gemm::{
    Factor, Gemm, Kernels, Matrix, MatrixMut, PackPanel, Reading, gemm, pack_all,
};

#[derive(Clone, Copy, Debug)]
struct Case {
    size: [usize; 3],
    lies: [Lie; 3],
    factors: [i32; 2],
}

/// Elements, as which both operands are read, and their numbers.
trait Small: Factor<Term = i32> + Element {
    /// How operands may be read.
    const READINGS: &'static [Reading];
    /// Numbers whose products are the largest, and others.
    const NUMBERS: &'static [Self];

    fn number(self, reading: Reading) -> i32;

    fn kernels(way: Way, left: Reading) -> Vec<(&'static Kernels<i32>, PackPanel<Self>)>;
}

impl Small for u8 {
    const READINGS: &'static [Reading] = &[Reading::Plain, Reading::Signed];
    const NUMBERS: &'static [u8] = &[0x80, 0xff, 0x7f, 0, 1, 0x81, 93];

    fn number(self, reading: Reading) -> i32 {
        if reading == Reading::Signed { i32::from(self as i8) } else { self.into() }
    }

    fn kernels(way: Way, left: Reading) -> Vec<(&'static Kernels<i32>, PackPanel<u8>)> {
        levels_with(way).map(|level| way.of_bytes(level, left)).collect()
    }
}

impl Small for i16 {
    const READINGS: &'static [Reading] = &[Reading::Plain];
    const NUMBERS: &'static [i16] = &[i16::MIN, -1, i16::MAX, 0, 1, -0x7f01, 255];

    fn number(self, _: Reading) -> i32 {
        self.into()
    }

    fn kernels(way: Way, _: Reading) -> Vec<(&'static Kernels<i32>, PackPanel<i16>)> {
        levels_with(way).map(|level| way.of_words(level)).collect()
    }
}

/// The levels at which the CPU has the way.
fn levels_with(way: Way) -> impl Iterator<Item = Level> {
    levels().filter(move |level| way == Way::Plain || *level == Level::Scalar || level.has_dots())
}

/// Checks a case in all ways and readings. Elements are the numbers given, if there are any.
fn check<E: Small + Debug>(case: Case, [usual_a, usual_b]: [Option<E>; 2]) {
    let Case { size: [m, n, k], lies: [lie_a, lie_b, lie_c], factors: [alpha, beta] } = case;
    let mut numbers = Numbers((m * 1_000_000 + n * 1000 + k) as u64);
    let mut buffer = |lie: Lie, rows, cols, usual: Option<E>| -> Vec<E> {
        let mut element = || E::NUMBERS[numbers.below(E::NUMBERS.len())];
        (0..lie.layout(rows, cols).2).map(|_| usual.unwrap_or_else(&mut element)).collect()
    };
    let (a, b) = (buffer(lie_a, m, k, usual_a), buffer(lie_b, k, n, usual_b));
    let before: Vec<i32> = (0..lie_c.layout(m, n).2).map(|i| (i as i32) << 20).collect();
    let (a, b) = (lie_a.view(&a, m, k), lie_b.view(&b, k, n));
    for &left in E::READINGS {
        for &right in E::READINGS {
            let expected = plain(case, (a, left), (b, right), before.clone());
            for way in Way::ALL {
                for (kernels, pack) in E::kernels(way, left) {
                    for is_packed in [false, true] {
                        let mut found = before.clone();
                        let mut c = lie_c.view_mut(&mut found, m, n);
                        let strides = [c.strides()[0], c.strides()[1]];
                        let c = MatrixMut::new(c.by_mut().as_mut_ptr(), strides);
                        let (a, b) = (matrix(a, left), matrix(b, right));
                        let mut problem = Gemm::new([m, n, k], [alpha, beta], [a, b], c);
                        let mut terms = vec![-1; kernels.packed_len::<E>(m, k).unwrap()];
                        // SAFETY: the problem is that of the views, there is as much memory as the
                        // kernels ask for, and the CPU has their instructions.
                        unsafe {
                            if is_packed {
                                problem.a = pack_all(kernels, pack, [m, k], a, terms.as_mut_ptr());
                            }
                            let mut workspace = vec![-1; kernels.workspace(&problem)];
                            gemm(kernels, pack, &problem, workspace.as_mut_ptr());
                        }
                        assert!(
                            found == expected,
                            "{case:?} of {}, {left:?} {right:?}, {way:?}, {} lanes, {is_packed}",
                            E::DTYPE,
                            kernels.lanes,
                        );
                    }
                }
            }
        }
    }
}

fn matrix<E>(x: Strided<'_, E>, reading: Reading) -> Matrix<E> {
    Matrix::new(x.as_ptr(), [x.strides()[0], x.strides()[1]]).read(reading)
}

/// The plain form.
fn plain<E: Small>(
    case: Case,
    (a, left): (Strided<'_, E>, Reading),
    (b, right): (Strided<'_, E>, Reading),
    mut c: Vec<i32>,
) -> Vec<i32> {
    let Case { size: [m, n, k], lies: [_, _, lie_c], factors: [alpha, beta] } = case;
    let numbers = |x: Strided<'_, E>, i: usize, axis: usize, reading| -> Vec<i32> {
        let line = x.subview(axis, i).unwrap();
        (0..k).map(|p| line.get(&[p]).unwrap().number(reading)).collect()
    };
    let rows: Vec<_> = (0..m).map(|i| numbers(a, i, 0, left)).collect();
    let cols: Vec<_> = (0..n).map(|j| numbers(b, j, 1, right)).collect();
    let mut view = lie_c.view_mut(&mut c, m, n);
    for (i, row) in rows.iter().enumerate() {
        for (j, col) in cols.iter().enumerate() {
            let sum: i64 = row.iter().zip(col).map(|(&a, &b)| i64::from(a) * i64::from(b)).sum();
            let c = view.get_mut(&[i, j]).unwrap();
            *c = alpha.wrapping_mul(sum as i32).wrapping_add(beta.wrapping_mul(*c));
        }
    }
    c
}

/// Checks a case of bytes and of 16-bit integers.
fn check_all(case: Case) {
    check::<u8>(case, [None; 2]);
    check::<i16>(case, [None; 2]);
}

const FACTORS: [[i32; 2]; 5] = [[1, 0], [1, 1], [-3, 0], [i32::MAX, 7], [1 << 30, -1]];

#[test]
fn few_steps() {
    for k in 0..=9 {
        for (i, m) in [1, 4, 7, 16, 17, 33].into_iter().enumerate() {
            for (j, n) in [1, 3, 4, 7, 13, 25].into_iter().enumerate() {
                let place = i + 3 * j + k;
                let lies = [READ[place % 2], READ[place / 2 % 2], WRITTEN[place % 2]];
                check_all(Case { size: [m, n, k], lies, factors: FACTORS[place % FACTORS.len()] });
            }
        }
    }
}

#[test]
fn all_layouts() {
    for (i, a) in READ.into_iter().enumerate() {
        for (j, b) in READ.into_iter().enumerate() {
            for (size, c) in [([35, 15, 70], WRITTEN[(i + j) % 7]), ([5, 20, 9], WRITTEN[i % 7])] {
                let factors = FACTORS[(i + 2 * j) % FACTORS.len()];
                check_all(Case { size, lies: [a, b, c], factors });
            }
        }
    }
}

#[test]
fn around_the_borders_of_blocks() {
    for k in [15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 255, 256, 257, 511, 512, 513, 1022, 1023]
        .into_iter()
        .chain([1024, 1025, 1026, 1027, 1028, 2047, 2048, 2050])
    {
        for (place, lie) in [Lie::Rows, Lie::Cols, Lie::Spread].into_iter().enumerate() {
            for size in [[19, 14, k], [33, 5, k]] {
                let lies = [lie, READ[(place + k) % 2], WRITTEN[k % 2]];
                check_all(Case { size, lies, factors: FACTORS[(place + k) % FACTORS.len()] });
            }
        }
    }
}

#[test]
fn many_rows_and_columns() {
    for (size, c) in
        [([530, 9, 20], Lie::Cols), ([5, 2060, 9], Lie::Cols), ([130, 140, 300], Lie::Rows)]
    {
        for (a, b) in [(Lie::Rows, Lie::Cols), (Lie::Cols, Lie::Rows), (Lie::Rows, Lie::Rows)] {
            check_all(Case { size, lies: [a, b, c], factors: [1, 0] });
        }
    }
}

/// Sums of the largest products are the first to overflow.
#[test]
fn extremes() {
    for k in [1, 3, 4, 2060] {
        let case =
            Case { size: [18, 13, k], lies: [Lie::Rows, Lie::Rows, Lie::Cols], factors: [1, 0] };
        for &a in u8::NUMBERS {
            for &b in u8::NUMBERS {
                check::<u8>(case, [Some(a), Some(b)]);
            }
        }
        for &a in i16::NUMBERS {
            for &b in i16::NUMBERS {
                check::<i16>(case, [Some(a), Some(b)]);
            }
        }
    }
}
