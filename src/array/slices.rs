//! The arguments of `x.slice(..)`.

use crate::{AxisIndex, Slice};
use core::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

/// The parts of the axes that `x.slice(..)` takes: a tuple, array or slice with a range, an index
/// or a [`Slice`] per axis, or one of them for the first axis. Indices are `usize`, `isize`,
/// `i32` or `i64`; negative ones count from the end.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, Slice};
///
/// let x = Array::from([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]);
/// assert_eq!(x.slice((1.., 1..3))?, Array::from([[5, 6], [9, 10]]));
/// assert_eq!(x.slice((.., -1))?, Array::from([3, 7, 11]));
/// assert_eq!(x.slice(1)?, Array::from([4, 5, 6, 7]));
/// assert_eq!(x.slice((0, Slice::step(.., -2)))?, Array::from([3, 1]));
/// assert_eq!(x.slice((Slice::NewAxis, .., 0))?.shape(), [1, 3]);
/// # Ok::<(), tightloop::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not select a part of an array",
    label = "not slices",
    note = "slices are an index, a range, or a tuple or `s![..]` of these, with indices of type \
            `usize`, `isize`, `i32` or `i64`"
)]
pub trait IntoSlices {
    /// A list of slices.
    type Slices: AsRef<[Slice]>;

    /// Returns one [`Slice`] per axis.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{IntoSlices, Slice};
    ///
    /// assert_eq!((1, ..).into_slices(), [Slice::Index(1), Slice::FULL]);
    /// ```
    fn into_slices(self) -> Self::Slices;
}

impl<'a> IntoSlices for &'a [Slice] {
    type Slices = &'a [Slice];

    fn into_slices(self) -> &'a [Slice] {
        self
    }
}

impl<'a, const N: usize> IntoSlices for &'a [Slice; N] {
    type Slices = &'a [Slice];

    fn into_slices(self) -> &'a [Slice] {
        self
    }
}

impl<S: Into<Slice>, const N: usize> IntoSlices for [S; N] {
    type Slices = [Slice; N];

    fn into_slices(self) -> [Slice; N] {
        self.map(Into::into)
    }
}

/// Lists the slices that stand for themselves.
macro_rules! single {
    ($([$($i:ident)?] $slice:ty;)*) => {$(
        impl$(<$i: AxisIndex>)? IntoSlices for $slice {
            type Slices = [Slice; 1];

            fn into_slices(self) -> [Slice; 1] {
                [self.into()]
            }
        }
    )*};
}
single! {
    [] Slice;
    [] usize;
    [] isize;
    [] i32;
    [] i64;
    [] RangeFull;
    [I] Range<I>;
    [I] RangeFrom<I>;
    [I] RangeTo<I>;
    [I] RangeInclusive<I>;
    [I] RangeToInclusive<I>;
}

/// Lists tuples by their lengths.
macro_rules! tuples {
    ($($len:literal: $($s:ident $n:tt),+;)*) => {$(
        impl<$($s: Into<Slice>),+> IntoSlices for ($($s,)+) {
            type Slices = [Slice; $len];

            fn into_slices(self) -> [Slice; $len] {
                [$(self.$n.into()),+]
            }
        }
    )*};
}
tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}

/// Makes an array of [`Slice`]s, one per axis, for [`Array::slice`](crate::Array::slice): from
/// indices, ranges, ranges with a step after a semicolon, and `NewAxis`.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, s};
///
/// let x = Array::from([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]);
/// assert_eq!(x.slice(s![1.., ..;2])?, Array::from([[4, 6], [8, 10]]));
/// assert_eq!(x.slice(s![-1, ..;-1])?, Array::from([11, 10, 9, 8]));
/// assert_eq!(x.slice(s![.., NewAxis, 0])?.shape(), [3, 1]);
/// # Ok::<(), tightloop::Error>(())
/// ```
#[macro_export]
macro_rules! s {
    (@one $slice:expr) => {
        $crate::Slice::from($slice)
    };
    (@one $range:expr; $step:expr) => {
        $crate::Slice::step($range, $step)
    };
    ($($slice:expr $(; $step:expr)?),+ $(,)?) => {{
        #[allow(unused_imports)]
        use $crate::Slice::NewAxis;
        // With a negative step, `3..=1` is not empty.
        #[allow(clippy::reversed_empty_ranges)]
        let slices = [$($crate::s!(@one $slice $(; $step)?)),+];
        slices
    }};
}
