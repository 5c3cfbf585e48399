//! Operands of different dtypes give what the same operands give after `cast` to the common dtype.

use tightloop::prelude::*;

/// Numbers of a dtype.
trait Numbers: Element {
    fn numbers() -> Array<Self>;
}

macro_rules! integers {
    ($($t:ident)*) => {$(
        impl Numbers for $t {
            fn numbers() -> Array<$t> {
                Array::from_fn(&[7, 5], |i| ($t::MAX / 5).wrapping_mul((5 * i[0] + i[1] + 1) as $t))
                    .unwrap()
            }
        }
    )*};
}
integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! floats {
    ($($t:ident by $of:expr;)*) => {$(
        impl Numbers for $t {
            fn numbers() -> Array<$t> {
                let number = |i: &[usize]| $of((5 * i[0] + i[1]) as f32 / 7.0 - 2.05);
                Array::from_fn(&[7, 5], number).unwrap()
            }
        }
    )*};
}
floats! {
    f16 by f16::from_f32;
    bf16 by bf16::from_f32;
    f32 by f32::from;
    f64 by f64::from;
    C32 by |x: f32| C32::new(x, 0.5 - x);
    C64 by |x: f32| C64::new(x.into(), 0.1 * f64::from(x));
}

/// As `cast`, also to complex numbers.
trait To<U: Element>: Element {
    fn to(x: &Array<Self>) -> Array<U>;
}

macro_rules! real {
    ($($t:ident to $($u:ident)*;)*) => {$($(
        impl To<$u> for $t {
            fn to(x: &Array<$t>) -> Array<$u> {
                x.cast()
            }
        }
    )*)*};
}
real! {
    i8 to i16 i32 i64;
    i16 to i16 i32 i64;
    i32 to i32 i64;
    i64 to i64;
    u8 to i16 i32 i64 u16 u32 u64;
    u16 to i32 i64 u16 u32 u64;
    u32 to i64 u32 u64;
    u64 to u64;
    f16 to f32 f64;
    bf16 to f32 f64;
    f32 to f32 f64;
    f64 to f64;
}

macro_rules! complex {
    ($($t:ident to $u:ident: |$x:ident| $y:expr;)*) => {$(
        impl To<$u> for $t {
            fn to(x: &Array<$t>) -> Array<$u> {
                Array::from_fn(x.shape(), |i| { let $x = x[[i[0], i[1]]]; $y }).unwrap()
            }
        }
    )*};
}
complex! {
    f16 to C32: |x| x.to_f32().into();
    bf16 to C32: |x| x.to_f32().into();
    f32 to C32: |x| x.into();
    C32 to C32: |x| x;
    f16 to C64: |x| x.to_f64().into();
    bf16 to C64: |x| x.to_f64().into();
    f32 to C64: |x| f64::from(x).into();
    f64 to C64: |x| x.into();
    C32 to C64: |x| C64::new(x.re.into(), x.im.into());
    C64 to C64: |x| x;
}

type Function<T, U, Y> = fn(ArrayView<T>, ArrayView<U>) -> Result<Array<Y>>;

/// Compares `mixed` with `same` after `cast`: contiguous, transposed, and with one element.
fn check<T: Numbers + To<V>, U: Numbers + To<V>, V: Element, Y: Element + PartialEq>(
    name: &str,
    mixed: Function<T, U, Y>,
    same: Function<V, V, Y>,
) {
    let (x, y) = (T::numbers(), U::numbers());
    let (wide_x, wide_y) = (T::to(&x), U::to(&y));
    let one = |y: ArrayView<U>| y.slice((3, 2)).unwrap().to_array();
    let wide_one = |y: ArrayView<V>| y.slice((3, 2)).unwrap().to_array();
    for level in Level::available() {
        let name = format!("{name} of {} and {} at {level}", T::DTYPE, U::DTYPE);
        with_level(level, || {
            let expected = same(wide_x.view(), wide_y.view());
            assert!(mixed(x.view(), y.view()) == expected, "{name}");
            assert!(mixed(x.t(), y.t()) == same(wide_x.t(), wide_y.t()), "{name}, transposed");
            let expected = same(wide_x.view(), wide_one(wide_y.view()).view());
            assert!(mixed(x.view(), one(y.view()).view()) == expected, "{name}, one element");
        })
        .unwrap();
    }
}

/// Lists the pairs of dtypes by their common dtype, and checks a function on both orders of each.
macro_rules! pairs {
    ($f:ident: $($to:ident: $($t:ident $u:ident),+;)*) => {$($(
        check::<$t, $u, $to, _>(stringify!($f), |x, y| $f(x, y), |x, y| $f(x, y));
        check::<$u, $t, $to, _>(stringify!($f), |x, y| $f(x, y), |x, y| $f(x, y));
    )+)*};
}

macro_rules! integer_pairs {
    ($($f:ident)*) => {$(pairs! { $f:
        i16: i8 i16, i8 u8, i16 u8;
        i32: i8 i32, i16 i32, i8 u16, i16 u16, i32 u8, i32 u16;
        i64: i8 i64, i16 i64, i32 i64, i8 u32, i16 u32, i32 u32, i64 u8, i64 u16, i64 u32;
        u16: u8 u16;
        u32: u8 u32, u16 u32;
        u64: u8 u64, u16 u64, u32 u64;
    })*};
}

#[test]
fn integers() {
    integer_pairs! { add divide less }
}

macro_rules! float_pairs {
    ($($f:ident)*) => {$(pairs! { $f:
        f32: f16 f32, bf16 f32;
        f64: f16 f64, bf16 f64, f32 f64;
    })*};
}

#[test]
fn floats() {
    float_pairs! { add divide less minimum }
}

#[test]
fn complex() {
    pairs! { multiply:
        C32: f16 C32, bf16 C32, f32 C32;
        C64: f16 C64, bf16 C64, f32 C64, f64 C32, f64 C64, C32 C64;
    }
}

#[test]
fn into_existing_memory() -> Result<()> {
    let (x, y) = (Array::from([1.5f32, 2.5]), Array::from([0.25f64, 0.5]));
    let mut out = [0.0f64; 2];
    add_into(&x, &y, &mut out)?;
    assert_eq!(out, [1.75, 3.0]);
    let (x, y) = (Array::from([7i8, -7]), Array::from([200u8, 3]));
    let (mut quotient, mut remainder) = ([0i16; 2], [0i16; 2]);
    divmod_into(&x, &y, &mut quotient, &mut remainder)?;
    assert_eq!((quotient, remainder), ([0, -3], [7, 2]));
    Ok(())
}

#[test]
fn numbers_slices_and_vecs_have_the_dtype_of_the_array() -> Result<()> {
    let x = Array::from([1.5f32, 2.5]);
    let sum: Array<f32> = add(&x, 1.0)?;
    assert_eq!(sum, subtract(3.5, Array::from([1.0, 0.0f32]))?);
    assert_eq!(&x + [1.0, 2.0], Array::from([2.5f32, 4.5]));
    assert_eq!(&x * vec![2.0, 0.5], Array::from([3.0f32, 1.25]));
    assert_eq!(divide(&[3.0, 5.0], &x)?, Array::from([2.0f32, 2.0]));
    assert_eq!(1.0 - x, Array::from([-0.5f32, -1.5]));
    let bytes = Array::from([200u8, 100]);
    assert_eq!(&bytes + 100, Array::from([44u8, 200]));
    assert_eq!(less(&bytes, 150)?, Array::from([false, true]));
    Ok(())
}

#[test]
fn in_place_the_array_keeps_its_dtype() -> Result<()> {
    let (narrow, mut wide) = (Array::from([1.5f32, 2.5]), Array::from([0.25f64, 0.5]));
    wide += &narrow;
    multiply_assign(&mut wide, &narrow)?;
    assert_eq!(wide, Array::from([2.625f64, 7.5]));
    wide -= 0.5;
    assert_eq!(wide, Array::from([2.125f64, 7.0]));
    Ok(())
}
