//! Arrays of every element size, and loops over indices to compare results with.

#[allow(clippy::duplicate_mod, reason = "some tests have both of the modules that need it")]
mod levels;

use levels::levels;
use tightloop::*;
use tightloop_array_core::Layout;

/// Enough elements for the layouts of every strategy, whose positions go up to some thousands.
pub const MEMORY: usize = 1 << 15;

/// An element type that can be made from numbers.
pub trait Numbered: Element {
    /// Returns a different element for each of several numbers.
    fn of(number: i64) -> Self;
}

/// Lists the types, each with its conversion.
macro_rules! numbered {
    ($($t:ty: $of:expr;)*) => {$(
        impl Numbered for $t {
            fn of(number: i64) -> Self {
                let of: fn(i64) -> Self = $of;
                of(number)
            }
        }
    )*};
}
numbered! {
    u8: |n| n as u8;
    f16: |n| f16::from_bits(n as u16 & 0x7bff);
    f32: |n| n as f32 / 8.0;
    i64: |n| n;
    C32: |n| C32::new(n as f32, -n as f32);
    C64: |n| C64::new(n as f64, -n as f64);
}

/// Makes a property of each generic function, for a type of every size. There are two types of 8
/// bytes, with alignments of 8 and 4.
macro_rules! every_size {
    ($(fn $name:ident<T>($($arguments:tt)*) $body:block)*) => {$(
        mod $name {
            use super::*;

            support::for_type! { bytes_1, u8, ($($arguments)*) $body }
            support::for_type! { bytes_2, f16, ($($arguments)*) $body }
            support::for_type! { bytes_4, f32, ($($arguments)*) $body }
            support::for_type! { bytes_8, i64, ($($arguments)*) $body }
            support::for_type! { pairs_of_4_bytes, C32, ($($arguments)*) $body }
            support::for_type! { pairs_of_8_bytes, C64, ($($arguments)*) $body }
        }
    )*};
}
pub(crate) use every_size;

/// Makes a property for one type of [`every_size`].
macro_rules! for_type {
    ($name:ident, $t:ty, ($($arguments:tt)*) $body:block) => {
        mod $name {
            use super::*;

            type T = $t;

            proptest! {
                #![proptest_config(strategies::config(100))]
                #[test]
                fn holds($($arguments)*) $body
            }
        }
    };
}
pub(crate) use for_type;

/// Returns numbers from -1000 to 1000, converted by `of`, that differ between positions.
pub fn memory_of<T>(seed: u64, of: fn(i64) -> T) -> Vec<T> {
    let scramble = |i: usize| (i as u64 ^ seed << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 17;
    (0..MEMORY).map(|i| of(scramble(i) as i64 % 2001 - 1000)).collect()
}

/// Returns elements that differ between positions.
pub fn memory<T: Numbered>(seed: u64) -> Vec<T> {
    memory_of(seed, T::of)
}

/// Returns the view of `memory` with a layout.
pub fn view<'a, T: Element>(memory: &'a [T], layout: &Layout) -> ArrayView<'a, T> {
    ArrayView::with_strides(memory, layout.shape(), layout.strides(), layout.offset()).unwrap()
}

/// Returns the mutable view of `memory` with a layout.
pub fn view_mut<'a, T: Element>(memory: &'a mut [T], layout: &Layout) -> ArrayViewMut<'a, T> {
    let (shape, strides, offset) = (layout.shape(), layout.strides(), layout.offset());
    ArrayViewMut::with_strides(memory, shape, strides, offset).unwrap()
}

/// Returns the indices of a shape, in C order.
pub fn indices(shape: &[usize]) -> impl Iterator<Item = Vec<usize>> + '_ {
    (0..shape.iter().product()).map(move |mut place: usize| {
        let mut index = vec![0; shape.len()];
        for (index, len) in index.iter_mut().zip(shape).rev() {
            *index = place % len;
            place /= len;
        }
        index
    })
}

/// Returns the position in memory of the element at `index`.
pub fn position(layout: &Layout, index: &[usize]) -> usize {
    let steps = index.iter().zip(layout.strides()).map(|(&i, &stride)| i as isize * stride);
    layout.offset().wrapping_add_signed(steps.sum())
}

/// Returns the array of this shape whose elements are made from their indices.
pub fn by_index<T: Element>(shape: &[usize], element: impl FnMut(&[usize]) -> T) -> Array<T> {
    Array::from_fn(shape, element).unwrap()
}

/// Runs a check at every level, in one piece and in several.
pub fn everywhere(check: impl Fn()) {
    for level in levels() {
        for pieces in [1, 3] {
            with_level(level, || with_threads(pieces, &check)).unwrap();
        }
    }
}
