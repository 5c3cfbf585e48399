//! Errors and their messages.

use alloc::boxed::Box;
use core::fmt;

use crate::{AxisSet, DType, MAX_NDIM, Shape, Strides};

/// The result of an operation that checks its operands.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// An error: the operation, and the shapes, axis or size at fault.
///
/// Operations check before they write: on an error, no element of the output has been touched.
///
/// ```
/// # use tightloop_array_core as tightloop;
/// use tightloop::Error;
///
/// let error = Error::broadcast("add", &[&[2, 3], &[4]]);
/// assert_eq!(error.to_string(), "add: the shapes [2, 3] and [4] do not broadcast together");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The operands' shapes do not broadcast together.
    Broadcast {
        /// The operation.
        op: &'static str,
        /// The shape of each operand.
        shapes: Box<[Shape]>,
    },
    /// An output does not have the shape of the result.
    OutputShape {
        /// The operation.
        op: &'static str,
        /// The shape of the result.
        expected: Box<Shape>,
        /// The shape of the output given.
        found: Box<Shape>,
    },
    /// The inner sizes of a matrix product differ.
    InnerSizes {
        /// The operation.
        op: &'static str,
        /// The shape of the left operand.
        left: Box<Shape>,
        /// The shape of the right operand.
        right: Box<Shape>,
    },
    /// The array has no such axis.
    AxisOutOfRange {
        /// The operation.
        op: &'static str,
        /// The axis as it was given; negative ones count from the end. `isize::MAX` also stands
        /// for larger ones.
        axis: isize,
        /// The number of axes of the array.
        ndim: usize,
    },
    /// An axis is named twice.
    RepeatedAxis {
        /// The operation.
        op: &'static str,
        /// The axis.
        axis: usize,
    },
    /// There are more axes than [`MAX_NDIM`].
    TooManyAxes {
        /// The number of axes.
        ndim: usize,
    },
    /// An array is too large: the same number of 16-byte elements would not fit into `isize::MAX`
    /// bytes.
    SizeOverflow {
        /// The shape.
        shape: Box<Shape>,
    },
    /// The shape needs more or fewer elements.
    DataLength {
        /// The shape.
        shape: Box<Shape>,
        /// The number of elements of that shape.
        needed: usize,
        /// The number of elements given.
        found: usize,
    },
    /// The text is not an element.
    InvalidText {
        /// The number of the line, from 1.
        line: usize,
        /// The type of the elements.
        dtype: DType,
        /// The text.
        text: Box<str>,
    },
    /// The bytes are not a whole number of elements.
    PartialElement {
        /// The type of the elements.
        dtype: DType,
        /// The number of bytes.
        bytes: usize,
    },
    /// The bytes are not aligned for elements. They can be copied.
    MisalignedBytes {
        /// The type of the elements.
        dtype: DType,
        /// The alignment of elements, in bytes.
        align: usize,
        /// The distance from the last aligned address to the first byte.
        past: usize,
    },
    /// A `bool` is neither 0 nor 1.
    InvalidBool {
        /// The position of the byte.
        position: usize,
        /// The byte.
        byte: u8,
    },
    /// A view reaches elements that its buffer does not have.
    ViewPastBuffer {
        /// The shape of the view.
        shape: Box<Shape>,
        /// The strides of the view, in elements.
        strides: Box<Strides>,
        /// The position of the view's first element in the buffer.
        offset: usize,
        /// The number of elements of the buffer.
        available: usize,
    },
    /// Two indices of a mutable view would reach the same element.
    OverlappingStrides {
        /// The shape of the view.
        shape: Box<Shape>,
        /// The strides of the view, in elements.
        strides: Box<Strides>,
    },
    /// An index is out of bounds, or does not have one number per axis.
    IndexOutOfBounds {
        /// The index.
        index: Box<[usize]>,
        /// The shape of the array.
        shape: Box<Shape>,
    },
    /// An index along one axis is out of bounds.
    AxisIndexOutOfBounds {
        /// The axis.
        axis: usize,
        /// The index as it was given; negative ones count from the end. `isize::MAX` also stands
        /// for larger ones.
        index: isize,
        /// The length of the axis.
        len: usize,
    },
    /// A slice has a step of zero.
    ZeroStep {
        /// The axis.
        axis: usize,
    },
    /// There are more slices than axes.
    TooManySlices {
        /// The number of slices, without new axes.
        slices: usize,
        /// The number of axes of the array.
        ndim: usize,
    },
    /// The shapes before and after a reshape have different numbers of elements.
    ReshapeLength {
        /// The shape before.
        from: Box<Shape>,
        /// The shape after.
        to: Box<Shape>,
    },
    /// No strides show these elements in the new shape: that needs a copy.
    ReshapeNeedsCopy {
        /// The shape before.
        from: Box<Shape>,
        /// The shape after.
        to: Box<Shape>,
    },
    /// A reduction without an identity, such as `max`, has no elements.
    EmptyReduction {
        /// The operation.
        op: &'static str,
        /// The shape of the operand.
        shape: Box<Shape>,
        /// The axes reduced.
        axes: AxisSet,
    },
    /// The place of the smallest or largest number is wanted among elements that are all NaN.
    OnlyNan {
        /// The operation.
        op: &'static str,
    },
    /// An integer is raised to a negative power.
    NegativeExponent {
        /// The operation.
        op: &'static str,
    },
    /// A parameter is outside of its domain.
    InvalidParameter {
        /// The operation.
        op: &'static str,
        /// The rest of the message.
        what: &'static str,
    },
    /// Slices that are processed together differ in length.
    UnequalLengths {
        /// The operation.
        op: &'static str,
        /// The length of the shortest.
        shortest: usize,
        /// The length of the longest.
        longest: usize,
    },
    /// Shapes differ that must be the same, or the same except along one axis.
    UnequalShapes {
        /// The operation.
        op: &'static str,
        /// The shapes.
        shapes: Box<[Shape]>,
    },
    /// A type of views has another number of axes.
    UnequalNdim {
        /// The operation.
        op: &'static str,
        /// The number of axes of the type.
        expected: usize,
        /// The number of axes of the array.
        found: usize,
    },
    /// A type of views cannot have these strides. Elements can be copied.
    UnsupportedStrides {
        /// The operation.
        op: &'static str,
        /// The shape.
        shape: Box<Shape>,
        /// The strides, in elements.
        strides: Box<Strides>,
    },
    /// Elements are of another type.
    UnequalDTypes {
        /// The operation.
        op: &'static str,
        /// The type asked for.
        expected: DType,
        /// The type of the elements, as their format names it.
        found: Box<str>,
    },
    /// Bytes do not have the format that they should have.
    InvalidFormat {
        /// The name of the format.
        format: &'static str,
        /// The rest of the message.
        what: Box<str>,
    },
    /// Allocation failed.
    ///
    /// Functions that can fail for other reasons, too, return this error. Functions that can fail
    /// for this reason alone return no `Result`, but panic, as `Vec` does.
    Allocation {
        /// The size asked for, in bytes.
        bytes: usize,
    },
    /// The CPU or this build does not have the level.
    LevelUnavailable {
        /// The level's name.
        level: &'static str,
    },
}

impl Error {
    /// Returns [`Error::Broadcast`] of these shapes. Axes beyond [`MAX_NDIM`] are left out.
    #[doc(hidden)]
    #[cold]
    pub fn broadcast(op: &'static str, shapes: &[&[usize]]) -> Self {
        Error::Broadcast { op, shapes: shapes.iter().map(|shape| clipped(shape)).collect() }
    }

    /// Returns [`Error::UnequalShapes`] of these shapes. Axes beyond [`MAX_NDIM`] are left out.
    #[doc(hidden)]
    #[cold]
    pub fn unequal_shapes(op: &'static str, shapes: &[&[usize]]) -> Self {
        Error::UnequalShapes { op, shapes: shapes.iter().map(|shape| clipped(shape)).collect() }
    }

    /// Returns [`Error::OutputShape`] of these shapes. Axes beyond [`MAX_NDIM`] are left out.
    #[doc(hidden)]
    #[cold]
    pub fn output_shape(op: &'static str, expected: &[usize], found: &[usize]) -> Self {
        Error::OutputShape { op, expected: boxed(expected), found: boxed(found) }
    }

    /// Returns [`Error::InnerSizes`] of these shapes. Axes beyond [`MAX_NDIM`] are left out.
    #[doc(hidden)]
    #[cold]
    pub fn inner_sizes(op: &'static str, left: &[usize], right: &[usize]) -> Self {
        Error::InnerSizes { op, left: boxed(left), right: boxed(right) }
    }

    /// Returns [`Error::EmptyReduction`] of an operand of this shape. Axes beyond [`MAX_NDIM`] are
    /// left out.
    #[doc(hidden)]
    #[cold]
    pub fn empty_reduction(op: &'static str, shape: &[usize], axes: AxisSet) -> Self {
        Error::EmptyReduction { op, shape: boxed(shape), axes }
    }

    /// Returns [`Error::UnsupportedStrides`] of this shape and these strides. Axes beyond
    /// [`MAX_NDIM`] are left out.
    #[doc(hidden)]
    #[cold]
    pub fn unsupported_strides(op: &'static str, shape: &[usize], strides: &[isize]) -> Self {
        Error::UnsupportedStrides { op, shape: boxed(shape), strides: boxed(strides) }
    }

    /// Returns [`Error::DataLength`] of this shape. Axes beyond [`MAX_NDIM`] are left out.
    #[doc(hidden)]
    #[cold]
    pub fn data_length(shape: &[usize], needed: usize, found: usize) -> Self {
        Error::DataLength { shape: boxed(shape), needed, found }
    }
}

/// Returns the first [`MAX_NDIM`] items of `shape`.
fn clipped<T: Copy>(shape: &[T]) -> crate::Dims<T> {
    let mut list = crate::Dims::new();
    for &len in shape.iter().take(MAX_NDIM) {
        list.push(len);
    }
    list
}

/// Boxes the first [`MAX_NDIM`] items of `shape` for an [`Error`].
#[cold]
pub(crate) fn boxed<T: Copy>(shape: &[T]) -> Box<crate::Dims<T>> {
    Box::new(clipped(shape))
}

impl core::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Broadcast { op, shapes } => {
                write!(f, "{op}: the shapes ")?;
                write_list(f, shapes)?;
                write!(f, " do not broadcast together")
            }
            Error::OutputShape { op, expected, found } => {
                write!(
                    f,
                    "{op}: the result has shape {expected:?}, but the output has shape {found:?}"
                )
            }
            Error::InnerSizes { op, left, right } => {
                write!(f, "{op}: the inner sizes of shapes {left:?} and {right:?} differ")
            }
            Error::AxisOutOfRange { op, axis, ndim } => {
                write!(
                    f,
                    "{op}: axis {axis}{} is out of range for an array of {ndim} {}",
                    or_more(*axis),
                    plural(*ndim, "axis", "axes")
                )
            }
            Error::RepeatedAxis { op, axis } => write!(f, "{op}: axis {axis} is named twice"),
            Error::TooManyAxes { ndim } => {
                write!(f, "{ndim} axes are more than the {MAX_NDIM} that an array can have")
            }
            Error::SizeOverflow { shape } => {
                write!(f, "an array of shape {shape:?} is too large to be addressed")
            }
            Error::DataLength { shape, needed, found } => {
                let elements = plural(*needed, "element", "elements");
                write!(f, "shape {shape:?} needs {needed} {elements}, but there are {found}")
            }
            Error::InvalidText { line, dtype, text } => {
                write!(f, "line {line}: {text:?} is not of type {dtype}")
            }
            Error::PartialElement { dtype, bytes } => write!(
                f,
                "{bytes} {} not a whole number of {dtype} elements, of {} bytes each",
                plural(*bytes, "byte is", "bytes are"),
                dtype.size()
            ),
            Error::MisalignedBytes { dtype, align, past } => write!(
                f,
                "{dtype} elements lie at multiples of {align} bytes, \
                 but these bytes begin {past} past one"
            ),
            Error::InvalidBool { position, byte } => {
                write!(f, "byte {position} is {byte}, but a bool is 0 or 1")
            }
            Error::ViewPastBuffer { shape, strides, offset, available } => write!(
                f,
                "a view of shape {shape:?}, strides {strides:?} and offset {offset} \
                 reaches past its buffer of {available} {}",
                plural(*available, "element", "elements")
            ),
            Error::OverlappingStrides { shape, strides } => write!(
                f,
                "a mutable view of shape {shape:?} and strides {strides:?} \
                 would reach an element by two indices"
            ),
            Error::IndexOutOfBounds { index, shape } => {
                write!(f, "index {index:?} is out of bounds for shape {shape:?}")
            }
            Error::AxisIndexOutOfBounds { axis, index, len } => {
                let or_more = or_more(*index);
                write!(f, "index {index}{or_more} is out of bounds for axis {axis} of length {len}")
            }
            Error::ZeroStep { axis } => write!(f, "the slice of axis {axis} has a step of zero"),
            Error::TooManySlices { slices, ndim } => {
                write!(
                    f,
                    "{slices} slices are too many for an array of {ndim} {}",
                    plural(*ndim, "axis", "axes")
                )
            }
            Error::ReshapeLength { from, to } => {
                write!(f, "shape {from:?} cannot become {to:?}: the numbers of elements differ")
            }
            Error::ReshapeNeedsCopy { from, to } => {
                write!(
                    f,
                    "shape {from:?} cannot become {to:?} with these strides: that needs a copy"
                )
            }
            Error::EmptyReduction { op, shape, axes } => {
                write!(
                    f,
                    "{op}: shape {shape:?} has no elements along the axes {axes:?}, \
                     and {op} has no identity"
                )
            }
            Error::OnlyNan { op } => write!(f, "{op}: all elements of a result are NaN"),
            Error::NegativeExponent { op } => {
                write!(f, "{op}: an integer cannot be raised to a negative power")
            }
            Error::InvalidParameter { op, what } => write!(f, "{op}: {what}"),
            Error::UnequalLengths { op, shortest, longest } => {
                write!(f, "{op}: the lengths of the slices differ, from {shortest} to {longest}")
            }
            Error::UnequalShapes { op, shapes } => {
                write!(f, "{op}: the shapes ")?;
                write_list(f, shapes)?;
                write!(f, " do not match")
            }
            Error::UnequalNdim { op, expected, found } => {
                let axes = plural(*found, "axis", "axes");
                write!(f, "{op}: the array has {found} {axes}, not {expected}")
            }
            Error::UnsupportedStrides { op, shape, strides } => {
                write!(
                    f,
                    "{op}: a view of this type cannot have shape {shape:?} and strides {strides:?}"
                )
            }
            Error::UnequalDTypes { op, expected, found } => {
                write!(f, "{op}: the elements are of type {found}, not {expected}")
            }
            Error::InvalidFormat { format, what } => write!(f, "{format}: {what}"),
            Error::Allocation { bytes } => write!(f, "an allocation of {bytes} bytes failed"),
            Error::LevelUnavailable { level } => {
                write!(f, "the level {level} is not available on this machine")
            }
        }
    }
}

/// Writes a list of shapes as in a sentence.
fn write_list(f: &mut fmt::Formatter<'_>, shapes: &[Shape]) -> fmt::Result {
    for (i, shape) in shapes.iter().enumerate() {
        let separator = match i {
            0 => "",
            _ if i + 1 == shapes.len() => " and ",
            _ => ", ",
        };
        write!(f, "{separator}{shape:?}")?;
    }
    Ok(())
}

/// Returns the words after an axis or index that may have been larger.
fn or_more(given: isize) -> &'static str {
    if given == isize::MAX { " or more" } else { "" }
}

/// Returns the form of a noun that goes with `count`.
fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn is_small() {
        assert!(size_of::<Error>() <= 40);
    }

    #[test]
    fn sentences_name_the_operation_and_what_is_at_fault() {
        let cases = [
            (
                Error::broadcast("where", &[&[2], &[3, 1], &[4]]),
                "where: the shapes [2], [3, 1] and [4] do not broadcast together",
            ),
            (
                Error::output_shape("add", &[2, 3], &[6]),
                "add: the result has shape [2, 3], but the output has shape [6]",
            ),
            (
                Error::inner_sizes("matmul", &[2, 3], &[4, 5]),
                "matmul: the inner sizes of shapes [2, 3] and [4, 5] differ",
            ),
            (
                Error::AxisOutOfRange { op: "sum", axis: -3, ndim: 2 },
                "sum: axis -3 is out of range for an array of 2 axes",
            ),
            (
                Error::AxisOutOfRange { op: "sum", axis: 1, ndim: 1 },
                "sum: axis 1 is out of range for an array of 1 axis",
            ),
            (Error::RepeatedAxis { op: "permuted", axis: 1 }, "permuted: axis 1 is named twice"),
            (
                Error::TooManyAxes { ndim: 17 },
                "17 axes are more than the 16 that an array can have",
            ),
            (
                Error::SizeOverflow { shape: boxed(&[usize::MAX, 2]) },
                "an array of shape [18446744073709551615, 2] is too large to be addressed",
            ),
            (Error::data_length(&[2, 3], 6, 5), "shape [2, 3] needs 6 elements, but there are 5"),
            (
                Error::PartialElement { dtype: DType::F32, bytes: 7 },
                "7 bytes are not a whole number of float32 elements, of 4 bytes each",
            ),
            (
                Error::PartialElement { dtype: DType::I16, bytes: 1 },
                "1 byte is not a whole number of int16 elements, of 2 bytes each",
            ),
            (
                Error::MisalignedBytes { dtype: DType::C64, align: 8, past: 3 },
                "complex128 elements lie at multiples of 8 bytes, but these bytes begin 3 past one",
            ),
            (
                Error::InvalidText { line: 3, dtype: DType::F32, text: "abc".into() },
                "line 3: \"abc\" is not of type float32",
            ),
            (Error::InvalidBool { position: 5, byte: 2 }, "byte 5 is 2, but a bool is 0 or 1"),
            (
                Error::ViewPastBuffer {
                    shape: boxed(&[2]),
                    strides: boxed(&[-3]),
                    offset: 2,
                    available: 9,
                },
                "a view of shape [2], strides [-3] and offset 2 reaches past its buffer of 9 \
                 elements",
            ),
            (
                Error::OverlappingStrides { shape: boxed(&[2]), strides: boxed(&[0]) },
                "a mutable view of shape [2] and strides [0] would reach an element by two indices",
            ),
            (
                Error::IndexOutOfBounds { index: [2, 0].into(), shape: boxed(&[2, 2]) },
                "index [2, 0] is out of bounds for shape [2, 2]",
            ),
            (
                Error::AxisIndexOutOfBounds { axis: 1, index: -5, len: 4 },
                "index -5 is out of bounds for axis 1 of length 4",
            ),
            (
                Error::AxisIndexOutOfBounds { axis: 0, index: isize::MAX, len: 4 },
                "index 9223372036854775807 or more is out of bounds for axis 0 of length 4",
            ),
            (Error::ZeroStep { axis: 0 }, "the slice of axis 0 has a step of zero"),
            (
                Error::TooManySlices { slices: 3, ndim: 2 },
                "3 slices are too many for an array of 2 axes",
            ),
            (
                Error::ReshapeLength { from: boxed(&[6]), to: boxed(&[4]) },
                "shape [6] cannot become [4]: the numbers of elements differ",
            ),
            (
                Error::ReshapeNeedsCopy { from: boxed(&[2, 3]), to: boxed(&[6]) },
                "shape [2, 3] cannot become [6] with these strides: that needs a copy",
            ),
            (
                Error::empty_reduction("max", &[2, 0], AxisSet::all(2)),
                "max: shape [2, 0] has no elements along the axes {0, 1}, and max has no identity",
            ),
            (
                Error::NegativeExponent { op: "pow" },
                "pow: an integer cannot be raised to a negative power",
            ),
            (
                Error::InvalidParameter { op: "arange", what: "the step is zero" },
                "arange: the step is zero",
            ),
            (
                Error::UnequalLengths { op: "with_simd_chunks", shortest: 3, longest: 5 },
                "with_simd_chunks: the lengths of the slices differ, from 3 to 5",
            ),
            (
                Error::unequal_shapes("concatenate", &[&[2, 3], &[2, 4, 1]]),
                "concatenate: the shapes [2, 3] and [2, 4, 1] do not match",
            ),
            (
                Error::UnequalNdim { op: "ndarray", expected: 2, found: 1 },
                "ndarray: the array has 1 axis, not 2",
            ),
            (
                Error::unsupported_strides("nalgebra", &[2, 3], &[-3, 1]),
                "nalgebra: a view of this type cannot have shape [2, 3] and strides [-3, 1]",
            ),
            (
                Error::UnequalDTypes { op: "npy", expected: DType::F64, found: ">f8".into() },
                "npy: the elements are of type >f8, not float64",
            ),
            (
                Error::InvalidFormat { format: "npy", what: "the header has no shape".into() },
                "npy: the header has no shape",
            ),
            (Error::Allocation { bytes: 64 }, "an allocation of 64 bytes failed"),
            (
                Error::LevelUnavailable { level: "avx512" },
                "the level avx512 is not available on this machine",
            ),
        ];
        for (error, sentence) in cases {
            assert_eq!(error.to_string(), sentence);
        }
    }
}
