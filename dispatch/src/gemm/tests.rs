//! Every path returns the bits of the plain form of [`tightloop_kernels::gemm`], and the plain form
//! computes products.

mod dtypes;
mod fused;
mod small_integers;

use super::*;
use crate::{with_level, with_threads};
use tightloop_array_core::{Slice, StridedMut};
use tightloop_kernels::gemm::Reading;

/// The floats, with the operations that the plain form needs.
trait Real: GemmElement<Out = Self, Read = Self> + Multiplies<Self> + Term {
    fn of(x: f64) -> Self;
    fn bits(self) -> u64;
    fn fma(self, b: Self, c: Self) -> Self;
    fn times(self, b: Self) -> Self;
}

macro_rules! reals {
    ($($t:ident)*) => {$(
        impl Real for $t {
            fn of(x: f64) -> Self {
                x as $t
            }
            fn bits(self) -> u64 {
                self.to_bits().into()
            }
            fn fma(self, b: Self, c: Self) -> Self {
                self.mul_add(b, c)
            }
            fn times(self, b: Self) -> Self {
                self * b
            }
        }
    )*};
}
reals! { f32 f64 }

/// All levels; in an emulator, which is slow, the best one.
fn levels() -> impl Iterator<Item = Level> {
    let is_slow = std::env::var_os("ONLY_BEST_LEVEL").is_some_and(|value| !value.is_empty());
    Level::available().skip(if is_slow { Level::available().count() - 1 } else { 0 })
}

/// Pseudo-random fractions of either sign, whose sums are rounded.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }

    fn many<T: Real>(&mut self, len: usize) -> Vec<T> {
        (0..len).map(|_| T::of(self.next())).collect()
    }

    fn below(&mut self, end: usize) -> usize {
        ((self.next() + 1.0) / 2.0 * end as f64) as usize
    }
}

/// The layout of a matrix in its buffer.
#[derive(Clone, Copy, Debug)]
enum Lie {
    Rows,
    Cols,
    /// Rows with gaps between them.
    PaddedRows,
    PaddedCols,
    /// Rows at distances at which they have the same place in the first-level cache.
    DistantRows,
    /// Neither rows nor columns are contiguous.
    Spread,
    BackwardRows,
    BackwardCols,
    /// One row, repeated by a stride of 0.
    SameRow,
    SameCol,
}

const READ: [Lie; 9] = [
    Lie::Rows,
    Lie::Cols,
    Lie::PaddedRows,
    Lie::PaddedCols,
    Lie::Spread,
    Lie::BackwardRows,
    Lie::BackwardCols,
    Lie::SameRow,
    Lie::SameCol,
];
const WRITTEN: [Lie; 7] = [
    Lie::Rows,
    Lie::Cols,
    Lie::PaddedRows,
    Lie::PaddedCols,
    Lie::Spread,
    Lie::BackwardRows,
    Lie::BackwardCols,
];

impl Lie {
    /// Returns the strides, the offset, and the number of elements that the buffer needs.
    fn layout(self, rows: usize, cols: usize) -> ([isize; 2], usize, usize) {
        let (r, c) = (rows as isize, cols as isize);
        let strides = match self {
            Lie::Rows => [c, 1],
            Lie::Cols => [1, r],
            Lie::PaddedRows => [c + 3, 1],
            Lie::PaddedCols => [1, r + 5],
            Lie::DistantRows => [cols.next_multiple_of(4096) as isize, 1],
            Lie::Spread => [2 * c + 1, 2],
            Lie::BackwardRows => [-c, 1],
            Lie::BackwardCols => [-1, -r],
            Lie::SameRow => [0, 1],
            Lie::SameCol => [1, 0],
        };
        let span = |len: usize, stride: isize| len.saturating_sub(1) * stride.unsigned_abs();
        let before = |len, stride: isize| if stride < 0 { span(len, stride) } else { 0 };
        let offset = before(rows, strides[0]) + before(cols, strides[1]);
        (strides, offset, span(rows, strides[0]) + span(cols, strides[1]) + 1)
    }

    fn buffer<T: Real>(self, numbers: &mut Numbers, rows: usize, cols: usize) -> Vec<T> {
        numbers.many(self.layout(rows, cols).2)
    }

    fn view<T>(self, data: &[T], rows: usize, cols: usize) -> Strided<'_, T> {
        let (strides, offset, _) = self.layout(rows, cols);
        Strided::with_strides(data, &[rows, cols], &strides, offset).unwrap()
    }

    fn view_mut<T>(self, data: &mut [T], rows: usize, cols: usize) -> StridedMut<'_, T> {
        let (strides, offset, _) = self.layout(rows, cols);
        StridedMut::with_strides(data, &[rows, cols], &strides, offset).unwrap()
    }
}

/// The plain form.
fn plain<T: Real>(
    alpha: T,
    a: Strided<'_, T>,
    b: Strided<'_, T>,
    beta: T,
    mut c: StridedMut<'_, T>,
) {
    let (m, k, n) = (a.shape()[0], a.shape()[1], b.shape()[1]);
    for i in 0..m {
        for j in 0..n {
            let c = c.get_mut(&[i, j]).unwrap();
            let mut old = if beta == T::ZERO { None } else { Some(beta.times(*c)) };
            *c = old.unwrap_or(T::ZERO);
            // If alpha is 0, there are no products.
            let k = if alpha == T::ZERO { 0 } else { k };
            for start in (0..k).step_by(T::KC) {
                let mut sum = T::ZERO;
                for p in start..k.min(start + T::KC) {
                    sum = a.get(&[i, p]).unwrap().fma(*b.get(&[p, j]).unwrap(), sum);
                }
                *c = old.map_or_else(|| alpha.times(sum), |old| alpha.fma(sum, old));
                old = Some(*c);
            }
        }
    }
}

/// The bits of a whole buffer, so that the gaps between elements are compared, too.
fn bits<T: Real>(data: &[T]) -> Vec<u64> {
    data.iter().map(|x| x.bits()).collect()
}

#[derive(Clone, Copy, Debug)]
struct Case {
    m: usize,
    n: usize,
    k: usize,
    a: Lie,
    b: Lie,
    c: Lie,
    alpha: f64,
    beta: f64,
}

/// Checks a case at every level and in different numbers of pieces.
fn check<T: Real>(case: Case) {
    let Case { m, n, k, .. } = case;
    let mut numbers = Numbers((m * 1_000_000 + n * 1000 + k) as u64);
    let (a, b) = (case.a.buffer::<T>(&mut numbers, m, k), case.b.buffer::<T>(&mut numbers, k, n));
    let before = case.c.buffer::<T>(&mut numbers, m, n);
    let (a, b) = (case.a.view(&a, m, k), case.b.view(&b, k, n));
    let (alpha, beta) = (T::of(case.alpha), T::of(case.beta));
    let mut expected = before.clone();
    plain(alpha, a, b, beta, case.c.view_mut(&mut expected, m, n));
    for level in levels() {
        for pieces in [1, [2, 3, 7][(m + n + k) % 3]] {
            let mut found = before.clone();
            let mut c = case.c.view_mut(&mut found, m, n);
            let problem =
                problem([alpha, beta], &a.by_ref(), &b.by_ref(), &mut c.by_mut()).unwrap();
            // SAFETY: the problem is that of the views, and the CPU has the level.
            unsafe { multiply_in(pieces, level, &Stack::one(problem)).unwrap() };
            assert!(
                bits(&found) == bits(&expected),
                "{case:?} of {}, {level}, {pieces} pieces",
                T::DTYPE
            );
        }
        // The public function, too, which takes another path for small products.
        let mut found = before.clone();
        let mut c = case.c.view_mut(&mut found, m, n);
        with_level(level, || gemm_into(alpha, a.by_ref(), b.by_ref(), beta, c.by_mut()))
            .unwrap()
            .unwrap();
        assert!(bits(&found) == bits(&expected), "{case:?} of {}, {level}", T::DTYPE);
    }
}

fn check_both(case: Case) {
    check::<f32>(case);
    check::<f64>(case);
}

const SIMPLE: Case =
    Case { m: 1, n: 1, k: 1, a: Lie::Rows, b: Lie::Rows, c: Lie::Rows, alpha: 1.0, beta: 0.0 };

#[test]
fn few_rows_and_columns_of_any_strides() {
    for (m, n, k) in [(2, 2, 2), (3, 5, 4), (8, 2, 1), (9, 8, 8), (17, 33, 20), (64, 65, 64)] {
        for (i, a) in READ.into_iter().enumerate() {
            for (j, b) in READ.into_iter().enumerate() {
                let (c, beta) =
                    (WRITTEN[(i + j) % WRITTEN.len()], [0.0, 1.0, 2.5][(i + 2 * j) % 3]);
                check_both(Case { m, n, k, a, b, c, alpha: [1.0, -0.5][j % 2], beta });
            }
        }
    }
}

#[test]
fn all_small_shapes() {
    let sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 16, 17, 23, 25, 32, 33, 40];
    for (i, m) in sizes.into_iter().enumerate() {
        for (j, n) in sizes.into_iter().enumerate() {
            for k in [0, 1, 3, 17] {
                let beta = [0.0, 1.0, 2.5][(i + j + k) % 3];
                check_both(Case { m, n, k, a: READ[(i + k) % 2], b: READ[j % 2], beta, ..SIMPLE });
            }
        }
    }
}

#[test]
fn all_layouts() {
    for a in READ {
        for b in READ {
            for c in WRITTEN {
                check_both(Case { m: 35, n: 14, k: 5, a, b, c, alpha: 2.5, beta: -1.0 });
            }
        }
    }
}

#[test]
fn matrices_times_vectors() {
    for len in [1, 3, 4, 5, 31, 32, 33, 130, 300] {
        for k in [1, 2, 5, 8, 15, 31, 32, 33, 63, 64, 100, 300] {
            for (a, b) in
                [(Lie::Rows, Lie::Cols), (Lie::Cols, Lie::Rows), (Lie::Spread, Lie::BackwardRows)]
            {
                check_both(Case { m: len, k, a, b, alpha: 2.5, ..SIMPLE });
                check_both(Case { n: len, k, a, b, c: Lie::Spread, beta: 2.5, ..SIMPLE });
            }
        }
    }
}

#[test]
fn matrices_times_a_few_vectors() {
    for (m, k) in [(64, 16), (65, 17), (100, 300), (700, 20), (130, 530), (1100, 33)] {
        for (i, n) in [2, 3, 4, 5, 8, 16, 17].into_iter().enumerate() {
            let (a, b, c) = (READ[(m + i) % 9], READ[(k + i) % 9], WRITTEN[(m + k + i) % 7]);
            for (a, b) in [(Lie::Cols, Lie::Rows), (Lie::Rows, Lie::Cols), (a, b)] {
                check_both(Case { m, n, k, a, b, c, alpha: 2.5, beta: (i % 2) as f64 });
                check_both(Case { m: n, n: m, k, a, b, c, alpha: -1.0, beta: 0.0 });
            }
        }
    }
}

#[test]
fn few_rows_of_many_steps_times_vectors() {
    for k in [2 * f32::KC - 1, 2 * f32::KC, 17 * f32::KC + 100] {
        for m in [1, 2, 7, 15, 16, 20, 33, 50] {
            for (a, b) in [
                (Lie::Rows, Lie::Cols),
                (Lie::PaddedRows, Lie::Spread),
                (Lie::BackwardCols, Lie::BackwardRows),
                (Lie::Cols, Lie::Rows),
            ] {
                check_both(Case { m, k, a, b, beta: (m % 2) as f64 * 1.5, ..SIMPLE });
            }
        }
    }
}

#[test]
fn distant_rows_times_vectors() {
    for k in [f32::KC - 1, f32::KC, f32::KC + 1, 2 * f32::KC + 50, 1000] {
        for m in [15, 16, 17, 32, 50] {
            let (a, b) = (Lie::DistantRows, if m == 17 { Lie::Spread } else { Lie::Cols });
            check_both(Case { m, k, a, b, alpha: 2.5, beta: (m % 2) as f64 * 1.5, ..SIMPLE });
        }
    }
}

/// A row has the same bits alone and among others, and so has a column, in every path.
#[test]
fn a_row_alone_is_a_row_among_others() {
    let mut numbers = Numbers(4);
    for (m, n, k) in [(3, 5, 7), (8, 8, 8), (20, 33, 40), (70, 45, 600), (5, 300, 2000)] {
        let (a, b) = (numbers.many::<f32>(m * k), numbers.many::<f32>(k * n));
        let (a, b) = (Strided::new(&a, &[m, k]).unwrap(), Strided::new(&b, &[k, n]).unwrap());
        let all = matmul_new(a, b).unwrap().1;
        for level in levels() {
            let part = |a, b| bits(&with_level(level, || matmul_new(a, b)).unwrap().unwrap().1);
            for i in 0..m {
                let row = a.subview(0, i).unwrap();
                assert_eq!(part(row, b), bits(&all[i * n..][..n]), "row {i} of {m}, {n}, {k}");
            }
            for j in 0..n {
                let column: Vec<f32> = (0..m).map(|i| all[i * n + j]).collect();
                let b = b.subview(1, j).unwrap();
                assert_eq!(part(a, b), bits(&column), "column {j} of {m}, {n}, {k}");
            }
        }
    }
}

#[test]
fn all_factors() {
    for alpha in [0.0, 1.0, -1.0, 2.5] {
        for beta in [0.0, -0.0, 1.0, -1.0, 2.5] {
            for k in [0, 1, 5, 300] {
                check_both(Case { m: 19, n: 7, k, alpha, beta, ..SIMPLE });
                check_both(Case { m: 19, n: 7, k, alpha, beta, c: Lie::Spread, ..SIMPLE });
            }
        }
    }
}

#[test]
fn around_the_borders_of_blocks() {
    for kc in [f32::KC, f64::KC] {
        for k in [kc - 1, kc, kc + 1, 2 * kc, 2 * kc + 3] {
            for lie in [Lie::Rows, Lie::Cols, Lie::Spread] {
                check_both(Case { m: 13, n: 17, k, a: lie, b: lie, beta: 2.5, ..SIMPLE });
            }
        }
    }
    for level in levels() {
        let (f32s, f64s) =
            (f32::kernels(level, Reading::Plain), f64::kernels(level, Reading::Plain));
        for block in [f32s.mc, f64s.mc, f32s.nc, f64s.nc] {
            for size in [block, block + 1] {
                check_both(Case { m: size, n: 3, k: 2, c: Lie::Cols, ..SIMPLE });
                check_both(Case { m: 3, n: size, k: 2, c: Lie::Cols, ..SIMPLE });
            }
        }
    }
}

#[test]
fn shapes_by_chance() {
    let mut numbers = Numbers(1);
    for _ in 0..20 {
        let [m, n, k] = [130, 130, 50].map(|end| numbers.below(end));
        let [a, b] = [0; 2].map(|_| READ[numbers.below(READ.len())]);
        let c = WRITTEN[numbers.below(WRITTEN.len())];
        check_both(Case { m, n, k, a, b, c, alpha: numbers.next(), beta: numbers.next() });
    }
}

#[test]
fn products_of_integers_are_exact() {
    let (m, n, k) = (33, 29, 300);
    let a: Vec<i64> = (0..m * k).map(|i| (i * 7919 % 201) as i64 - 100).collect();
    let b: Vec<i64> = (0..k * n).map(|i| (i * 104_729 % 193) as i64 - 96).collect();
    let expected: Vec<i64> =
        (0..m * n).map(|ij| (0..k).map(|p| a[ij / n * k + p] * b[p * n + ij % n]).sum()).collect();
    let [a, b, expected] =
        [a, b, expected].map(|x| x.into_iter().map(|x| x as f32).collect::<Vec<_>>());
    let (shape, product) =
        matmul_new(Strided::new(&a, &[m, k]).unwrap(), Strided::new(&b, &[k, n]).unwrap()).unwrap();
    assert_eq!(shape[..], [m, n]);
    assert_eq!(product[..], expected[..]);
}

#[test]
fn sums_have_small_errors() {
    let (m, n, k) = (20, 20, 3000);
    let mut numbers = Numbers(2);
    let (a, b) = (numbers.many::<f32>(m * k), numbers.many::<f32>(k * n));
    let (_, product) =
        matmul_new(Strided::new(&a, &[m, k]).unwrap(), Strided::new(&b, &[k, n]).unwrap()).unwrap();
    for i in 0..m {
        for j in 0..n {
            let terms = (0..k).map(|p| f64::from(a[i * k + p]) * f64::from(b[p * n + j]));
            let (sum, magnitude) =
                terms.fold((0.0, 0.0), |(sum, size), x| (sum + x, size + x.abs()));
            let error = (f64::from(product[i * n + j]) - sum).abs();
            let steps = f32::KC.min(k) + k.div_ceil(f32::KC);
            assert!(error <= steps as f64 * f64::from(f32::EPSILON) * magnitude);
        }
    }
}

#[test]
fn what_c_holds_does_not_count_if_beta_is_0() {
    for level in levels() {
        for (m, n, k) in [(5, 7, 3), (64, 64, 4), (5, 7, 0), (1, 9, 300)] {
            let (a, b) = (vec![1.0_f64; m * k], vec![1.0; k * n]);
            let mut c = vec![f64::NAN; m * n];
            let (a, b) = (Strided::new(&a, &[m, k]).unwrap(), Strided::new(&b, &[k, n]).unwrap());
            let mut into = StridedMut::new(&mut c, &[m, n]).unwrap();
            with_level(level, || gemm_into(1.0, a.by_ref(), b.by_ref(), 0.0, into.by_mut()))
                .unwrap()
                .unwrap();
            assert!(c.iter().all(|&x| x == k as f64));
        }
    }
}

#[test]
fn infinities_and_nan_go_where_they_belong() {
    let mut a = vec![1.0_f32; 50 * 20];
    a[3 * 20 + 7] = f32::NAN;
    a[9 * 20 + 2] = f32::INFINITY;
    let b = vec![1.0; 20 * 30];
    let (_, c) =
        matmul_new(Strided::new(&a, &[50, 20]).unwrap(), Strided::new(&b, &[20, 30]).unwrap())
            .unwrap();
    for (i, row) in c.chunks(30).enumerate() {
        assert!(row.iter().all(|&x| match i {
            3 => x.is_nan(),
            9 => x == f32::INFINITY,
            _ => x == 20.0,
        }));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let (m, n, k) = (190, 210, 300);
    let mut numbers = Numbers(3);
    let (a, b) = (numbers.many::<f32>(m * k), numbers.many::<f32>(k * n));
    let (a, b) = (Strided::new(&a, &[m, k]).unwrap(), Strided::new(&b, &[k, n]).unwrap());
    let products =
        [1, 2, 3, 7, 100].map(|threads| with_threads(threads, || matmul_new(a, b).unwrap().1));
    assert!(products.iter().all(|product| bits(product) == bits(&products[0])));
}

#[test]
fn products_within_a_pool() {
    let x = vec![0.5_f64; 200 * 200];
    let x = Strided::new(&x, &[200, 200]).unwrap();
    crate::parallel::for_each_piece(8, |_| {
        let (_, product) = with_threads(3, || matmul_new(x, x)).unwrap();
        assert!(product.iter().all(|&x| x == 50.0));
    });
}

/// The shape of the product of arrays of these shapes.
fn shape_of(a: &[usize], b: &[usize]) -> Result<Vec<usize>> {
    let data = [1.0_f32; 1000];
    let view = |shape: &[usize]| Strided::new(&data[..shape.iter().product()], shape);
    matmul_new(view(a)?, view(b)?).map(|(shape, product)| {
        let k = *a.last().unwrap();
        assert!(product.len() == shape.iter().product() && product.iter().all(|&x| x == k as f32));
        shape.to_vec()
    })
}

#[test]
fn shapes_follow_numpy() {
    let cases: [(&[usize], &[usize], &[usize]); 12] = [
        (&[2, 3], &[3, 4], &[2, 4]),
        (&[3], &[3, 4], &[4]),
        (&[2, 3], &[3], &[2]),
        (&[3], &[3], &[]),
        (&[0], &[0], &[]),
        (&[2, 0], &[0, 3], &[2, 3]),
        (&[5, 2, 3], &[3, 4], &[5, 2, 4]),
        (&[2, 3], &[5, 3, 4], &[5, 2, 4]),
        (&[5, 1, 2, 3], &[6, 3, 4], &[5, 6, 2, 4]),
        (&[3], &[5, 3, 4], &[5, 4]),
        (&[5, 2, 3], &[3], &[5, 2]),
        (&[0, 2, 3], &[3, 4], &[0, 2, 4]),
    ];
    for (a, b, expected) in cases {
        assert_eq!(shape_of(a, b).unwrap(), expected, "{a:?} @ {b:?}");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let message = |a: &[usize], b: &[usize]| shape_of(a, b).unwrap_err().to_string();
    assert_eq!(
        message(&[2, 3], &[4, 5]),
        "matmul: the inner sizes of shapes [2, 3] and [4, 5] differ"
    );
    assert_eq!(message(&[3], &[4]), "matmul: the inner sizes of shapes [3] and [4] differ");
    assert_eq!(message(&[], &[1]), "matmul: an operand has no axes");
    assert_eq!(
        message(&[2, 1, 3], &[4, 3, 1]),
        "matmul: the shapes [2, 1, 3] and [4, 3, 1] do not broadcast together"
    );
    let ones = [1.0_f32; 6];
    let (a, b) = (Strided::new(&ones, &[2, 3]).unwrap(), Strided::new(&ones, &[3, 2]).unwrap());
    let mut c = [9.0; 6];
    let error =
        matmul_into(a.by_ref(), b.by_ref(), StridedMut::new(&mut c, &[2, 3]).unwrap().by_mut())
            .unwrap_err();
    assert_eq!(
        error.to_string(),
        "matmul: the result has shape [2, 2], but the output has shape [2, 3]"
    );
    let error =
        gemm_into(1.0, a.by_ref(), b.by_ref(), 1.0, StridedMut::line(&mut c).by_mut()).unwrap_err();
    assert_eq!(error.to_string(), "gemm: an operand does not have two axes");
    assert!(
        gemm_into(
            1.0,
            a.by_ref(),
            a.by_ref(),
            1.0,
            StridedMut::new(&mut c, &[2, 3]).unwrap().by_mut()
        )
        .is_err()
    );
    assert!(
        gemm_into(
            1.0,
            a.by_ref(),
            b.by_ref(),
            1.0,
            StridedMut::new(&mut c, &[3, 2]).unwrap().by_mut()
        )
        .is_err()
    );
    assert_eq!(c, [9.0; 6]);
    let none: [f32; 0] = [];
    let tall = Strided::new(&none, &[1 << 40, 0]).unwrap();
    assert!(matches!(matmul_new(tall, tall.t()), Err(Error::SizeOverflow { .. })));
}

#[test]
fn stacks_are_products_one_by_one() {
    let mut numbers = Numbers(4);
    let (a, b) = (numbers.many::<f64>(5 * 3 * 20 * 30), numbers.many::<f64>(3 * 30 * 25));
    let a = Strided::new(&a, &[5, 3, 20, 30]).unwrap();
    let b = Strided::new(&b, &[3, 30, 25]).unwrap();
    let backward = a.slice(&[Slice::step(.., -1), Slice::FULL]).unwrap();
    for a in [a, backward] {
        let (shape, expected) = matmul_new(a, b).unwrap();
        assert_eq!(shape[..], [5, 3, 20, 25]);
        for pieces in [1, 2, 7, 15, 40] {
            let mut again = vec![f64::NAN; expected.len()];
            let memory = again.as_mut_ptr();
            let (a, b) = (left::<f64, f64>(a), right::<f64, f64>(b));
            let product = Product::new("matmul", a, b).unwrap();
            let stack = product.writing_to(memory, &[1500, 500, 25, 1], None);
            // SAFETY: the buffer has room for the result.
            unsafe { multiply_in(pieces, Level::current(), &stack).unwrap() };
            assert_eq!(bits(&again), bits(&expected));
        }
        for i in 0..15 {
            let one = a.subview(0, i / 3).unwrap().subview(0, i % 3).unwrap();
            let (_, product) = matmul_new(one, b.subview(0, i % 3).unwrap()).unwrap();
            assert_eq!(bits(&product), bits(&expected[i * 500..][..500]));
        }
    }
}

/// Tiny products of a stack are computed side by side if the memory of each matrix is one piece.
#[test]
fn stacks_of_tiny_products() {
    fn check<T: Real>([m, n, k]: [usize; 3], is_turned: [bool; 3], is_shared: bool) {
        const COUNT: usize = 37;
        let mut numbers = Numbers((m * 100 + n * 10 + k) as u64);
        let (a, b) = (numbers.many::<T>(COUNT * m * k), numbers.many::<T>(COUNT * k * n));
        let stack = |rows: usize, cols: usize, is_turned: bool| {
            let turned = if is_turned { [1, rows as isize] } else { [cols as isize, 1] };
            ([COUNT, rows, cols], [(rows * cols) as isize, turned[0], turned[1]])
        };
        let (shape, mut strides) = stack(m, k, is_turned[0]);
        strides[0] = if is_shared { 0 } else { strides[0] };
        let a = Strided::with_strides(&a, &shape, &strides, 0).unwrap();
        let (shape, strides) = stack(k, n, is_turned[1]);
        let b = Strided::with_strides(&b, &shape, &strides, 0).unwrap();
        let (shape, strides) = stack(m, n, is_turned[2]);
        let mut c = vec![T::of(f64::NAN); COUNT * m * n];
        let mut all = StridedMut::with_strides(&mut c, &shape, &strides, 0).unwrap();
        matmul_into(a.by_ref(), b.by_ref(), all.by_mut()).unwrap();
        let all = Strided::with_strides(&c, &shape, &strides, 0).unwrap();
        for i in 0..COUNT {
            let [a, b] = [a, b].map(|x| x.subview(0, i).unwrap());
            let (_, one) = matmul_new(a, b).unwrap();
            let got: Vec<T> = all.subview(0, i).unwrap().iter().copied().collect();
            assert_eq!(bits(&got), bits(&one), "{m} x {k} @ {k} x {n}, number {i}");
        }
    }
    for level in levels() {
        with_level(level, || {
            for m in 1..=5 {
                for n in 1..=5 {
                    for k in [1, 2, 3, 4, 5, 16] {
                        for turned in 0..8 {
                            let turned = [turned & 1, turned & 2, turned & 4].map(|x| x != 0);
                            check::<f32>([m, n, k], turned, k == 3);
                            check::<f64>([m, n, k], turned, k == 2);
                        }
                    }
                }
            }
        })
        .unwrap();
    }
}

#[test]
fn stacks_of_tiny_products_of_integers() {
    let mut numbers = Numbers(9);
    let mut many = || -> Vec<i32> { (0..40 * 9).map(|_| numbers.below(1 << 20) as i32).collect() };
    let (a, b) = (many(), many());
    for level in levels() {
        let [x, y] = [&a, &b].map(|x| Strided::new(x, &[40, 3, 3]).unwrap());
        let (_, c) = with_level(level, || matmul_new(x, y)).unwrap().unwrap();
        for (i, &c) in c.iter().enumerate() {
            let (one, row, col) = (i / 9 * 9, i / 3 % 3, i % 3);
            let products = (0..3).map(|p| a[one + row * 3 + p].wrapping_mul(b[one + p * 3 + col]));
            assert_eq!(c, products.fold(0, i32::wrapping_add));
        }
    }
}

#[test]
fn into_strided_outputs() {
    let (a, b) = ([1.0_f32, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]);
    let (a, b) = (Strided::new(&a, &[2, 2]).unwrap(), Strided::new(&b, &[2, 2]).unwrap());
    let mut c = [0.0; 8];
    matmul_into(
        a.by_ref(),
        b.by_ref(),
        StridedMut::with_strides(&mut c, &[2, 2], &[-4, 2], 4).unwrap().by_mut(),
    )
    .unwrap();
    assert_eq!(c, [43.0, 0.0, 50.0, 0.0, 19.0, 0.0, 22.0, 0.0]);
    let mut y = [0.0; 4];
    let x = Strided::line(&[1.0, 10.0]);
    matmul_into(
        a.by_ref(),
        x.by_ref(),
        StridedMut::with_strides(&mut y, &[2], &[2], 0).unwrap().by_mut(),
    )
    .unwrap();
    assert_eq!(y, [21.0, 0.0, 43.0, 0.0]);
    matmul_into(
        x.by_ref(),
        a.by_ref(),
        StridedMut::with_strides(&mut y, &[2], &[-1], 3).unwrap().by_mut(),
    )
    .unwrap();
    assert_eq!(y, [21.0, 0.0, 42.0, 31.0]);
}

#[test]
fn pieces_are_not_more_than_threads_can_use() {
    let most = PIECES_PER_THREAD * crate::parallel::pool_threads();
    crate::with_threads(1_000_000_000, || {
        assert_eq!(pieces(GRAIN), 1);
        assert_eq!(pieces(usize::MAX), most);
    });
}
