//! The element types: a run-time tag ([`DType`]) and the trait of the types themselves
//! ([`Element`]).

use core::fmt::{Debug, Display, Formatter};

pub use half::{bf16, f16};
pub use num_complex::Complex;

use crate::conversion::{f64_of_bf16, f64_of_f16};
use crate::format::Scalar;

/// A complex number of two `f32`: NumPy's `complex64`.
pub type C32 = Complex<f32>;

/// A complex number of two `f64`: NumPy's `complex128`.
pub type C64 = Complex<f64>;

/// The type of an array's elements, as a value.
///
/// ```
/// # use tightloop_array_core as tightloop;
/// use tightloop::{DType, Element};
///
/// assert_eq!(f32::DTYPE, DType::F32);
/// assert_eq!(DType::F32.size(), 4);
/// assert_eq!(DType::F32.to_string(), "float32");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DType {
    /// `bool`
    Bool,
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// [`f16`](struct@f16): IEEE 754 binary16
    F16,
    /// [`bf16`]: the upper half of an `f32`
    BF16,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// [`C32`]
    C32,
    /// [`C64`]
    C64,
}

impl DType {
    /// Every dtype, in the order of declaration.
    pub const ALL: [DType; 15] = [
        DType::Bool,
        DType::I8,
        DType::I16,
        DType::I32,
        DType::I64,
        DType::U8,
        DType::U16,
        DType::U32,
        DType::U64,
        DType::F16,
        DType::BF16,
        DType::F32,
        DType::F64,
        DType::C32,
        DType::C64,
    ];

    /// Returns the size of an element, in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(tightloop_array_core::DType::F64.size(), 8);
    /// ```
    pub const fn size(self) -> usize {
        match self {
            DType::Bool | DType::I8 | DType::U8 => 1,
            DType::I16 | DType::U16 | DType::F16 | DType::BF16 => 2,
            DType::I32 | DType::U32 | DType::F32 => 4,
            DType::I64 | DType::U64 | DType::F64 | DType::C32 => 8,
            DType::C64 => 16,
        }
    }

    /// Returns NumPy's name of the dtype.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(tightloop_array_core::DType::F64.name(), "float64");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            DType::Bool => "bool",
            DType::I8 => "int8",
            DType::I16 => "int16",
            DType::I32 => "int32",
            DType::I64 => "int64",
            DType::U8 => "uint8",
            DType::U16 => "uint16",
            DType::U32 => "uint32",
            DType::U64 => "uint64",
            DType::F16 => "float16",
            DType::BF16 => "bfloat16",
            DType::F32 => "float32",
            DType::F64 => "float64",
            DType::C32 => "complex64",
            DType::C64 => "complex128",
        }
    }
}

impl Display for DType {
    fn fmt(&self, f: &mut Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

pub(crate) mod sealed {
    use crate::bytes::Bytes;
    use crate::format::Scalar;

    /// Keeps others from implementing [`Element`](super::Element), and has what the crate itself
    /// needs of elements.
    pub trait Sealed: Bytes {
        /// Returns the value, for printing.
        fn to_scalar(self) -> Scalar;
    }
}

/// A type of array elements. Sealed: exactly one type per [`DType`].
///
/// # Safety
///
/// An implementor has no padding, is `DTYPE.size()` bytes long, and the value of all-zero bytes is
/// [`ZERO`](Self::ZERO).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of elements",
    label = "not a dtype",
    note = "elements are `bool`, `i8` to `i64`, `u8` to `u64`, `f16`, `bf16`, `f32`, `f64`, \
            `Complex<f32>` and `Complex<f64>`; convert `usize` to `i64` or `u64`",
    note = "if it is a `Result`: add `?` to get what it holds"
)]
pub unsafe trait Element:
    sealed::Sealed + Copy + Send + Sync + PartialEq + Debug + Display + Default + 'static
{
    /// The type, as a value.
    const DTYPE: DType;
    /// The number zero; `false`.
    const ZERO: Self;
    /// The number one; `true`.
    const ONE: Self;
}

/// `type: DType variant, zero, one, its value as a `Scalar``, one line per element type.
macro_rules! elements {
    ($($type:ty: $dtype:ident, $zero:expr, $one:expr, $to_scalar:expr;)*) => {
        $(
            impl sealed::Sealed for $type {
                fn to_scalar(self) -> Scalar {
                    $to_scalar(self)
                }
            }

            // SAFETY: a primitive number, a transparent wrapper of one, or a `repr(C)` pair of
            // equal ones has no padding, and its all-zero bytes are +0 (`false`). The size is
            // asserted below.
            unsafe impl Element for $type {
                const DTYPE: DType = DType::$dtype;
                const ZERO: Self = $zero;
                const ONE: Self = $one;
            }

            const _: () = assert!(size_of::<$type>() == DType::$dtype.size());
        )*
    };
}

elements! {
    bool: Bool, false, true, Scalar::Bool;
    i8: I8, 0, 1, |x| Scalar::Int(i128::from(x));
    i16: I16, 0, 1, |x| Scalar::Int(i128::from(x));
    i32: I32, 0, 1, |x| Scalar::Int(i128::from(x));
    i64: I64, 0, 1, |x| Scalar::Int(i128::from(x));
    u8: U8, 0, 1, |x| Scalar::Int(i128::from(x));
    u16: U16, 0, 1, |x| Scalar::Int(i128::from(x));
    u32: U32, 0, 1, |x| Scalar::Int(i128::from(x));
    u64: U64, 0, 1, |x| Scalar::Int(i128::from(x));
    f16: F16, f16::ZERO, f16::ONE, |x: f16| Scalar::Float(f64_of_f16(x));
    bf16: BF16, bf16::ZERO, bf16::ONE, |x: bf16| Scalar::Float(f64_of_bf16(x));
    f32: F32, 0.0, 1.0, |x| Scalar::Float(f64::from(x));
    f64: F64, 0.0, 1.0, Scalar::Float;
    C32: C32, C32::new(0.0, 0.0), C32::new(1.0, 0.0),
        |z: C32| Scalar::Complex(C64::new(z.re.into(), z.im.into()));
    C64: C64, C64::new(0.0, 0.0), C64::new(1.0, 0.0), Scalar::Complex;
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn all_is_in_the_order_of_declaration() {
        for (i, dtype) in DType::ALL.into_iter().enumerate() {
            assert_eq!(dtype as usize, i);
        }
    }

    #[test]
    fn displays_numpys_name() {
        assert_eq!(DType::C32.to_string(), "complex64");
        assert_eq!(alloc::format!("{:>8}|{:<6}|", DType::Bool, DType::I8), "    bool|int8  |");
    }
}
