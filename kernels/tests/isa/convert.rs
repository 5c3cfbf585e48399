//! Conversions in one step, on every ISA, of every length: against `as`.

use crate::on_every_isa;
use crate::plain::{Plain, Same};
use std::any::type_name;
use std::marker::PhantomData;
use std::ptr;
use tightloop_array_core::{Element, Run, Stream, bf16, f16};
use tightloop_kernels::isa::{Isa, Vectorize};
use tightloop_kernels::loops::{As, Convert, Copied, Saturated, convert};

/// A conversion, samples, and the function that returns the expected results.
struct Conversion<'a, C: Convert> {
    from: &'a [C::From],
    to: fn(C::From) -> C::To,
    conversion: PhantomData<C>,
}

impl<C: Convert> Clone for Conversion<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C: Convert> Copy for Conversion<'_, C> {}

impl<C: Convert<To: Same>> Vectorize for Conversion<'_, C> {
    type Output = ();

    fn call<S: Isa>(self, _: S) {
        let lengths = (0..70).chain([self.from.len()]);
        for len in lengths {
            let from = &self.from[self.from.len() - len..];
            let mut found = vec![C::To::ONE; len + 1];
            let stream = |ptr, size: usize| Stream { ptr, stride: size as isize, row_stride: 0 };
            let streams = [
                stream(from.as_ptr().cast_mut().cast(), size_of::<C::From>()),
                stream(found.as_mut_ptr().cast(), size_of::<C::To>()),
            ];
            // SAFETY: the streams are lines of these types and of this length.
            unsafe { convert::<S, C>(ptr::null(), &Run::new(len, 1, &streams)) };
            let what = || format!("{}: {}, {len} elements", type_name::<S>(), type_name::<C>());
            for (&x, &found) in from.iter().zip(&found) {
                let expected = (self.to)(x);
                assert!(
                    found.same(expected),
                    "{}: {x:?} gives {found:?}, not {expected:?}",
                    what()
                );
            }
            assert!(
                found[len].same(C::To::ONE),
                "{}: the element after them is overwritten",
                what()
            );
        }
    }
}

/// Lists the types of samples, and the expected results of each conversion.
macro_rules! conversions {
    ($($conversion:ty: |$x:ident: $t:ident| $expected:expr;)*) => {$({
        let from = <$t as Plain>::samples(2_000);
        on_every_isa(Conversion::<$conversion> {
            from: &from,
            to: |$x| $expected,
            conversion: PhantomData,
        });
    })*};
}

/// Lists conversions with the results of `as`.
macro_rules! by_as {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        conversions! { As<$t, $u>: |x: $t| x as $u; }
    )*)*};
}

#[test]
fn as_rust_does() {
    by_as! {
        i8 => u16 u32 u64 f32 f64;
        u8 => u16 u32 u64 f32 f64;
        i16 => u32 u64 f32 f64;
        u16 => u8 u32 u64 f32 f64;
        i32 => u64 f32 f64;
        u32 => u8 u16 u64 f32 f64;
        i64 => f32 f64;
        u64 => u8 u16 u32 f32 f64;
        f32 => i32 i64 u32 u64 f64;
        f64 => i32 i64 u32 u64 f32;
    }
}

#[test]
fn to_the_ends_of_the_range() {
    conversions! {
        Saturated<i32, i8>: |x: i32| x.clamp(-128, 127) as i8;
        Saturated<i32, i16>: |x: i32| x.clamp(-32768, 32767) as i16;
        Saturated<i32, u8>: |x: i32| x.clamp(0, 255) as u8;
        Saturated<i32, u16>: |x: i32| x.clamp(0, 65535) as u16;
    }
}

#[test]
fn bytes_as_they_are() {
    conversions! {
        Copied<u8>: |x: u8| x;
        Copied<u16>: |x: u16| x;
        Copied<u32>: |x: u32| x;
        Copied<u64>: |x: u64| x;
    }
}

#[test]
fn truths() {
    conversions! {
        As<u8, bool>: |x: u8| x != 0;
        As<u16, bool>: |x: u16| x != 0;
        As<u32, bool>: |x: u32| x != 0;
        As<u64, bool>: |x: u64| x != 0;
        As<f32, bool>: |x: f32| x != 0.0;
        As<f64, bool>: |x: f64| x != 0.0;
    }
}

#[test]
fn sixteen_bit_floats() {
    let halves: Vec<f16> = (0..=u16::MAX).map(f16::from_bits).collect();
    let brains: Vec<bf16> = (0..=u16::MAX).map(bf16::from_bits).collect();
    let conversion = PhantomData;
    on_every_isa(Conversion::<As<f16, i32>> {
        from: &halves,
        to: |x| x.to_f32() as i32,
        conversion,
    });
    let conversion = PhantomData;
    on_every_isa(Conversion::<As<f16, bool>> {
        from: &halves,
        to: |x| x.to_f32() != 0.0,
        conversion,
    });
    let conversion = PhantomData;
    on_every_isa(Conversion::<As<bf16, i32>> {
        from: &brains,
        to: |x| x.to_f32() as i32,
        conversion,
    });
    let conversion = PhantomData;
    on_every_isa(Conversion::<As<bf16, f32>> { from: &brains, to: |x| x.to_f32(), conversion });
}
