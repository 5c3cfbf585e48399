//! What `x.slice(..)` takes.

use crate::Slice;
use core::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

/// What to take of each axis: a tuple (or array, or slice) of ranges, indices and [`Slice`]s, or
/// one of them for the first axis.
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
pub trait IntoSlices {
    /// The list of them.
    type Slices: AsRef<[Slice]>;

    /// One [`Slice`] for each axis.
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

/// Lists what is one slice by itself.
macro_rules! single {
    ($($t:ty)*) => {$(
        impl IntoSlices for $t {
            type Slices = [Slice; 1];

            fn into_slices(self) -> [Slice; 1] {
                [self.into()]
            }
        }
    )*};
}
single! {
    Slice isize Range<isize> RangeFrom<isize> RangeTo<isize> RangeFull RangeInclusive<isize> RangeToInclusive<isize>
}

/// Lists the tuples, each with its length.
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
