//! Elements as bytes, and bytes as elements.

use bytemuck::checked::{self, CheckedBitPattern};
use bytemuck::{NoUninit, cast_slice};
use half::slice::{HalfBitsSliceExt, HalfFloatSliceExt};

use crate::{C32, C64, DType, Element, Error, Result, bf16, f16};

/// Casts between elements and the types whose bytes `bytemuck` casts.
pub trait Bytes: Copy {
    /// The type that `bytemuck` casts: the type itself, or the bits of a type of `half`, whose own
    /// support for `bytemuck` compiles a derive macro.
    type Plain: CheckedBitPattern + NoUninit;

    /// Returns the elements.
    fn of_plain(plain: &[Self::Plain]) -> &[Self];

    /// Returns the elements.
    fn of_plain_mut(plain: &mut [Self::Plain]) -> &mut [Self];

    /// Returns the elements as the type that `bytemuck` casts.
    fn plain(elements: &[Self]) -> &[Self::Plain];
}

/// Lists the types that `bytemuck` casts.
macro_rules! known {
    ($($type:ty)*) => {$(
        impl Bytes for $type {
            type Plain = Self;

            #[inline]
            fn of_plain(plain: &[Self]) -> &[Self] {
                plain
            }

            #[inline]
            fn of_plain_mut(plain: &mut [Self]) -> &mut [Self] {
                plain
            }

            #[inline]
            fn plain(elements: &[Self]) -> &[Self] {
                elements
            }
        }
    )*};
}
known! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 C32 C64 }

/// Lists the types of `half`.
macro_rules! halves {
    ($($type:ty)*) => {$(
        impl Bytes for $type {
            type Plain = u16;

            #[inline]
            fn of_plain(plain: &[u16]) -> &[Self] {
                plain.reinterpret_cast()
            }

            #[inline]
            fn of_plain_mut(plain: &mut [u16]) -> &mut [Self] {
                plain.reinterpret_cast_mut()
            }

            #[inline]
            fn plain(elements: &[Self]) -> &[u16] {
                elements.reinterpret_cast()
            }
        }
    )*};
}
halves! { f16 bf16 }

/// Returns the bytes of elements.
#[inline]
pub(crate) fn bytes_of<T: Element>(elements: &[T]) -> &[u8] {
    cast_slice(T::plain(elements))
}

/// Returns bytes as elements.
///
/// # Errors
///
/// [`Error::PartialElement`] if they are not a whole number of elements; [`Error::InvalidBool`] if
/// a `bool` is neither 0 nor 1; [`Error::MisalignedBytes`] if they are not aligned for elements.
pub(crate) fn elements_of<T: Element>(bytes: &[u8]) -> Result<&[T]> {
    check::<T>(bytes)?;
    check_bytes_alignment::<T>(bytes)?;
    // Empty bytes need no alignment.
    Ok(if bytes.is_empty() { &[] } else { T::of_plain(checked::cast_slice(bytes)) })
}

/// Returns bytes as elements; see [`elements_of`].
pub(crate) fn elements_of_mut<T: Element>(bytes: &mut [u8]) -> Result<&mut [T]> {
    check::<T>(bytes)?;
    check_bytes_alignment::<T>(bytes)?;
    Ok(if bytes.is_empty() { &mut [] } else { T::of_plain_mut(checked::cast_slice_mut(bytes)) })
}

/// Returns copies of the elements in bytes of any alignment.
///
/// # Errors
///
/// [`Error::PartialElement`] if they are not a whole number of elements; [`Error::InvalidBool`] if
/// a `bool` is neither 0 nor 1.
pub(crate) fn copies_of<T: Element>(bytes: &[u8]) -> Result<impl ExactSizeIterator<Item = T>> {
    check::<T>(bytes)?;
    let copy = |bytes: &[u8]| T::of_plain(&[checked::pod_read_unaligned(bytes)])[0];
    Ok(bytes.chunks_exact(size_of::<T>()).map(copy))
}

/// Checks that bytes are a whole number of elements, and that each is valid.
fn check<T: Element>(bytes: &[u8]) -> Result<()> {
    if !bytes.len().is_multiple_of(size_of::<T>()) {
        return Err(Error::PartialElement { dtype: T::DTYPE, bytes: bytes.len() });
    }
    let invalid =
        if T::DTYPE == DType::Bool { bytes.iter().position(|&byte| byte > 1) } else { None };
    invalid.map_or(Ok(()), |position| Err(Error::InvalidBool { position, byte: bytes[position] }))
}

fn check_bytes_alignment<T: Element>(bytes: &[u8]) -> Result<()> {
    if bytes.is_empty() { Ok(()) } else { check_alignment::<T>(bytes.as_ptr()) }
}

/// Checks that an address is aligned for elements.
pub(crate) fn check_alignment<T: Element>(first: *const u8) -> Result<()> {
    let (align, address) = (align_of::<T>(), first.addr());
    if address.is_multiple_of(align) {
        return Ok(());
    }
    Err(Error::MisalignedBytes { dtype: T::DTYPE, align, past: address % align })
}
