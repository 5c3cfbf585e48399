//! Matrices that are packed once and multiplied many times.

use super::fused::{Product, WithPacked};
use crate::{Operand, Result};
use tightloop_dispatch::gemm::{self, GemmElement, Side};

/// A matrix that is packed for products: what they would copy each time is copied once.
///
/// It pays if the other operand has few rows, as a batch in a neural network has: then packing
/// takes about as long as the product. The matrix itself can be dropped.
///
/// It is packed for the level that is current at that time, and its products are computed at that
/// level, whatever the current one is then. Their bits are those of [`matmul`](crate::matmul).
///
/// ```
/// use tightloop::{Array, Packed, matmul};
///
/// let w = Array::from([[1.0, 2.0], [3.0, 4.0]]);
/// let x = Array::from([[10.0, 1.0], [0.0, 2.0], [5.0, 5.0]]);
/// let packed = Packed::right(&w)?;
/// assert_eq!(packed.product(&x).eval()?, matmul(&x, &w)?);
///
/// let packed = Packed::left(&w)?;
/// assert_eq!(packed.product(&[10.0, 1.0]).eval()?, Array::from([12.0, 34.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[derive(Debug)]
pub struct Packed<T: GemmElement> {
    packed: gemm::Packed<T::Read>,
    is_left: bool,
}

impl<T: GemmElement> Packed<T> {
    /// Packs a left operand of products, a matrix.
    ///
    /// # Errors
    ///
    /// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if it does not have two axes.
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
    pub fn left(a: impl Operand<T>) -> Result<Self> {
        Ok(Packed { packed: gemm::Packed::left(a.operand().0)?, is_left: true })
    }

    /// Packs a right operand of products, a matrix.
    ///
    /// # Errors
    ///
    /// Those of [`left`](Self::left).
    pub fn right(b: impl Operand<T>) -> Result<Self> {
        Ok(Packed { packed: gemm::Packed::right(b.operand().0)?, is_left: false })
    }

    /// The shape of the matrix.
    #[inline]
    pub fn shape(&self) -> &[usize] {
        self.packed.shape()
    }

    /// The operand, and whether it is the left one.
    pub(super) fn side(&self) -> (Side<'_, T::Read>, bool) {
        (self.packed.side(), self.is_left)
    }

    /// Describes the product of the matrix, on its side, and the other operand: see
    /// [`product`](crate::product()).
    pub fn product<X>(&self, other: X) -> Product<WithPacked<'_, T, X>> {
        Product::of(WithPacked(self, other))
    }
}
