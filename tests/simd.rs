//! Kernels over slices, at every level: compared with plain loops. Slices of all lengths, at all
//! alignments, with nothing read or written beyond.

#[cfg(unix)]
#[path = "catalogue/guarded.rs"]
mod guarded;
#[path = "support/levels.rs"]
mod levels;

use levels::levels;
use tightloop::simd::{self, Isa, Kernel, Mask, MaskOf, Vector};
use tightloop::{C32, Error, Level, Unary, custom, ufunc, with_level};

/// `factor * x + y` over `y`, in whole registers and a rest.
struct Axpy<'a>(f32, &'a [f32], &'a mut [f32]);

impl Kernel for Axpy<'_> {
    /// The number of lanes.
    type Output = usize;

    #[inline(always)]
    fn run<S: Isa>(self, s: S) -> usize {
        let Axpy(factor, x, y) = self;
        let (factor, lanes) = (Vector::splat(s, factor), Vector::<S, f32>::LANES);
        for (x, y) in x.chunks(lanes).zip(y.chunks_mut(lanes)) {
            factor.mul_add(Vector::from_slice(s, x), Vector::from_slice(s, y)).write_to(y);
        }
        lanes
    }
}

/// Copies a register from one slice to another, whatever their lengths.
struct Copy<'a, T>(&'a [T], T, &'a mut [T]);

impl<T: custom::Lane> Kernel for Copy<'_, T> {
    /// The lanes that were loaded, and those of [`Vector::from_slice`].
    type Output = [Vec<T>; 2];

    #[inline(always)]
    fn run<S: Isa>(self, s: S) -> [Vec<T>; 2] {
        let x = Vector::from_slice_or(s, self.0, self.1);
        x.write_to(self.2);
        let padded = Vector::from_slice(s, self.0);
        let mut lanes = [Vec::new(), Vec::new()];
        for i in 0..Vector::<S, T>::LANES {
            lanes[0].push(x.lane(i));
            lanes[1].push(padded.lane(i));
        }
        lanes
    }
}

/// Loads truth values, and writes their opposites.
struct Invert<'a, T>(&'a [bool], &'a mut [bool], core::marker::PhantomData<T>);

impl<T: custom::Lane> Kernel for Invert<'_, T> {
    /// The number of lanes, and the truth values that were loaded, as bits.
    type Output = (usize, u64);

    #[inline(always)]
    fn run<S: Isa>(self, s: S) -> (usize, u64) {
        let mask: MaskOf<S, T> = Mask::from_slice(s, self.0);
        (!mask).write_to(self.1);
        (MaskOf::<S, T>::LANES, mask.to_bits())
    }
}

fn everywhere(check: impl Fn(Level)) {
    for level in levels() {
        with_level(level, || check(level)).unwrap();
    }
}

fn number(i: usize) -> f32 {
    ((i * 37 + 11) % 101) as f32 / 7.0 - 6.0
}

/// Numbers at all alignments, from `start` on, within others.
fn numbers(len: usize) -> Vec<f32> {
    (0..len).map(number).collect()
}

#[test]
fn kernels_run_at_the_level_that_is_current() {
    everywhere(|level| {
        let lanes = match level {
            Level::Scalar => 1,
            Level::Neon => 4,
            Level::Avx2 => 8,
            Level::Avx512 => 16,
        };
        assert_eq!(simd::run(Axpy(1.0, &[], &mut [])), lanes);
    });
}

#[test]
fn kernels_take_slices_of_all_lengths_and_alignments() {
    let memory = numbers(200);
    everywhere(|level| {
        for start in 0..17 {
            for len in 0..70 {
                let mut out = memory.clone();
                let x = &memory[start + 1..start + 1 + len];
                simd::run(Axpy(1.5, x, &mut out[start..start + len]));
                for (i, &found) in out.iter().enumerate() {
                    let is_inside = (start..start + len).contains(&i);
                    // Rounded once, at all levels.
                    let expected = if is_inside {
                        1.5f32.mul_add(memory[i + 1], memory[i])
                    } else {
                        memory[i]
                    };
                    assert_eq!(found.to_bits(), expected.to_bits(), "{level} {start} {len} {i}");
                }
            }
        }
        // The shorter of two slices counts.
        let mut out = [1.0; 40];
        simd::run(Axpy(2.0, &memory[..21], &mut out));
        for (i, &found) in out.iter().enumerate() {
            // Of a register that has some elements, the others are 0.
            let expected = if i < 21 { 2.0 * memory[i] + 1.0 } else { 1.0 };
            assert_eq!(found, expected);
        }
    });
}

/// Checks registers of `T`, from slices and to slices of all lengths.
fn check_registers<T: custom::Lane>(numbers: &[T], fill: T) {
    everywhere(|level| {
        for from in 0..numbers.len() {
            for to in 0..numbers.len() {
                let x = &numbers[1..][..from.min(numbers.len() - 1)];
                let mut out = vec![fill; to];
                let [lanes, padded] = simd::run(Copy(x, fill, &mut out));
                for i in 0..lanes.len() {
                    assert_eq!(lanes[i], *x.get(i).unwrap_or(&fill), "{level} {from}");
                    assert_eq!(padded[i], *x.get(i).unwrap_or(&T::ZERO), "{level} {from}");
                }
                for (i, &found) in out.iter().enumerate() {
                    assert_eq!(found, *lanes.get(i).unwrap_or(&fill), "{level} {from} {to}");
                }
            }
        }
    });
}

#[test]
fn registers_are_loaded_and_stored_in_part() {
    check_registers::<f32>(&numbers(35), 99.0);
    check_registers::<f64>(&numbers(20).iter().map(|&x| x.into()).collect::<Vec<_>>(), 99.0);
    check_registers::<u8>(&(1..=130).collect::<Vec<_>>(), 200);
    check_registers::<i16>(&(-40..30).collect::<Vec<_>>(), 99);
    check_registers::<i32>(&(-17..18).collect::<Vec<_>>(), 99);
    check_registers::<u64>(&(1..20).collect::<Vec<_>>(), 99);
}

/// Checks that slices may begin right after an unmapped page, and end right before one.
#[cfg(unix)]
fn check_guarded<T: custom::Lane>(fill: T) {
    use guarded::{Guarded, Side};
    let (mut from, mut to) = (Guarded::new(), Guarded::new());
    for level in levels() {
        for len in 0..70 {
            for side in [Side::Begin, Side::End] {
                let bytes = vec![1; len * size_of::<T>()];
                // SAFETY: any bytes are a number, and these are aligned for `T`.
                let (_, x, _) = unsafe { from.put(&bytes, side).align_to::<T>() };
                // SAFETY: as above.
                let (_, out, _) = unsafe { to.put(&bytes, side).align_to_mut::<T>() };
                assert_eq!((x.len(), out.len()), (len, len));
                out.fill(fill);
                let [lanes, _] = with_level(level, || simd::run(Copy(x, fill, out))).unwrap();
                let count = len.min(lanes.len());
                assert_eq!((&out[..count], &lanes[..count]), (&x[..count], &x[..count]));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_beyond_a_slice_is_touched() {
    check_guarded::<u8>(9);
    check_guarded::<i16>(9);
    check_guarded::<f32>(9.0);
    check_guarded::<f64>(9.0);
}

/// Checks masks of lanes as wide as `T`.
fn check_masks<T: custom::Lane>() {
    let truths: Vec<bool> = (0..70).map(|i| i * 7 % 5 < 2).collect();
    everywhere(|level| {
        for from in 0..70 {
            for to in 0..70 {
                let mut out = vec![true; to];
                let (lanes, bits) =
                    simd::run(Invert::<T>(&truths[..from], &mut out, core::marker::PhantomData));
                let truth = |i: usize| i < from && truths[i];
                let expected = (0..lanes).fold(0, |bits, i| bits | u64::from(truth(i)) << i);
                assert_eq!(bits, expected, "{level} {from}");
                for (i, &found) in out.iter().enumerate() {
                    assert_eq!(found, i >= lanes || !truth(i), "{level} {from} {to} {i}");
                }
            }
        }
    });
}

#[test]
fn masks_are_loaded_and_stored_in_part() {
    check_masks::<u8>();
    check_masks::<i16>();
    check_masks::<f32>();
    check_masks::<f64>();
}

ufunc! {
    struct Cube(x: T) -> T where T: f32 | i64 { x * x * x }
    struct IsNegative(x: f64) -> bool { x.lt(x.like(0.0)) }
    struct Shift(x: f32, bits: i32) -> f32 {
        Vector::<_, f32>::from_bits((x.to_bits().bitcast::<i32>() + bits).bitcast())
    }
    struct Root(x: f32) -> f32 { x.sqrt() }
}

/// `i * x`.
struct Turn;

impl Unary<custom::Cplx<f32>> for Turn {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: custom::ComplexVector<S, f32>) -> custom::ComplexVector<S, f32> {
        custom::ComplexVector { re: -x.im, im: x.re }
    }
}

#[test]
fn operations_run_over_slices() {
    let memory = numbers(200);
    everywhere(|_| {
        for start in [0, 1, 3] {
            for len in 0..70 {
                let x = &memory[start..start + len];
                let mut out = memory.clone();
                simd::map_into(x, &mut out[start + 1..start + 1 + len], &Cube).unwrap();
                for (i, &found) in out.iter().enumerate() {
                    let is_inside = (start + 1..start + 1 + len).contains(&i);
                    let cube = |x: f32| x * x * x;
                    assert_eq!(found, if is_inside { cube(memory[i - 1]) } else { memory[i] });
                }
                let mut out = memory.clone();
                simd::map_assign(&mut out[start..start + len], &Cube);
                for (i, &found) in out.iter().enumerate() {
                    let (x, is_inside) = (memory[i], (start..start + len).contains(&i));
                    assert_eq!(found, if is_inside { x * x * x } else { x });
                }
                let doubles: Vec<f64> = x.iter().map(|&x| x.into()).collect();
                let mut truths = vec![true; len];
                simd::map_into(&doubles, &mut truths, &IsNegative).unwrap();
                assert!(truths.iter().zip(x).all(|(&found, &x)| found == (x < 0.0)));
                let bits: Vec<i32> = (0..len as i32).map(|i| i - 5).collect();
                let mut out = vec![0.0; len];
                simd::map2_into(x, &bits, &mut out, &Shift).unwrap();
                for i in 0..len {
                    let expected = x[i].to_bits().wrapping_add_signed(i as i32 - 5);
                    assert_eq!(out[i].to_bits(), expected);
                }
                let mut integers: Vec<i64> = bits.iter().map(|&i| i.into()).collect();
                simd::map_assign(&mut integers, &Cube);
                assert!(integers.iter().zip(&bits).all(|(&y, &x)| y == i64::from(x).pow(3)));
                let complex: Vec<_> = x.iter().map(|&x| C32::new(x, 1.0 - x)).collect();
                let mut out = vec![C32::new(0.0, 0.0); len];
                simd::map_into(&complex, &mut out, &Turn).unwrap();
                assert!(out.iter().zip(&complex).all(|(y, x)| *y == C32::new(-x.im, x.re)));
            }
        }
    });
}

#[test]
fn lengths_that_differ_are_an_error() {
    let (x, mut out) = ([1.0f32; 9], [7.0f32; 8]);
    let error = simd::map_into(&x, &mut out, &Root).unwrap_err();
    assert!(matches!(error, Error::UnequalLengths { shortest: 8, longest: 9, .. }));
    assert!(error.to_string().starts_with("simd::map_into"), "{error}");
    let error = simd::map2_into(&x[..8], &[1; 7], &mut out, &Shift).unwrap_err();
    assert!(matches!(error, Error::UnequalLengths { shortest: 7, longest: 8, .. }));
    assert!(simd::map2_into(&x, &[1; 8], &mut out, &Shift).is_err());
    assert_eq!(out, [7.0; 8]);
}

#[test]
fn kernels_pass_results_and_panics_on() {
    struct Panics;
    impl Kernel for Panics {
        type Output = ();
        #[inline(always)]
        fn run<S: Isa>(self, _: S) {
            panic!("from the kernel");
        }
    }
    assert!(std::panic::catch_unwind(|| simd::run(Panics)).is_err());
}
