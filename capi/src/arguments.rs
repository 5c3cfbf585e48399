//! What arguments mean, and what is wrong with them.

use core::ffi::{CStr, c_int};
use std::borrow::Cow;
use std::ffi::CString;
use tightloop_array_core::Complex;
use tightloop_kernels::gemm::{Matrix, MatrixMut, Reading};

/// An argument that cannot be, or memory that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The number of the argument, from 1, as netlib's CBLAS passes it to `cblas_xerbla`: a
    /// row-major call is numbered as the column-major one that it is turned into. 0 if no argument
    /// is wrong.
    pub info: c_int,
    /// Whether the call is row-major.
    pub is_row_major: bool,
    /// What else there is to say: a line, or nothing. It has no conversions of `printf`.
    pub text: Cow<'static, CStr>,
}

impl Refusal {
    /// A setting that is none of those in the standard.
    fn setting(info: c_int, is_row_major: bool, name: &str, value: c_int) -> Self {
        let text = CString::new(format!("Illegal {name} setting, {value}\n"));
        Self { info, is_row_major, text: text.unwrap_or_default().into() }
    }

    /// There is no memory to work with.
    pub fn memory() -> Self {
        Self { info: 0, is_row_major: false, text: c"Not enough memory\n".into() }
    }
}

/// Which elements of a matrix are neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    RowMajor,
    ColMajor,
}

impl Layout {
    /// The layout that an argument names.
    ///
    /// # Errors
    /// The argument is wrong: it is always the first.
    pub fn new(layout: c_int) -> Result<Self, Refusal> {
        match layout {
            101 => Ok(Layout::RowMajor),
            102 => Ok(Layout::ColMajor),
            _ => Err(Refusal::setting(1, false, "layout", layout)),
        }
    }

    /// Exchanges two things if matrices are row-major: such a call is checked as the column-major
    /// one that computes the transposed result.
    pub fn in_columns<T>(self, [first, second]: [T; 2]) -> [T; 2] {
        match self {
            Layout::RowMajor => [second, first],
            Layout::ColMajor => [first, second],
        }
    }

    /// Returns the number of the first condition that does not hold.
    pub fn demand(self, conditions: &[(c_int, bool)]) -> Result<(), Refusal> {
        match conditions.iter().find(|(_, holds)| !holds) {
            None => Ok(()),
            Some(&(info, _)) => {
                let is_row_major = self == Layout::RowMajor;
                Err(Refusal { info, is_row_major, text: c"".into() })
            }
        }
    }

    /// The strides between rows and between columns.
    fn strides(self, ld: c_int) -> [isize; 2] {
        let [col_stride, row_stride] = self.in_columns([ld as isize, 1]);
        [row_stride, col_stride]
    }

    /// A matrix that is written.
    pub fn matrix_mut<T>(self, ptr: *mut T, ld: c_int) -> MatrixMut<T> {
        MatrixMut::new(ptr, self.strides(ld))
    }
}

/// How a matrix is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    NoTrans,
    Trans,
    ConjTrans,
}

impl Op {
    /// What the argument of this name, which has this number, says.
    ///
    /// # Errors
    /// The argument is wrong.
    pub fn new(op: c_int, layout: Layout, info: c_int, name: &str) -> Result<Self, Refusal> {
        match op {
            111 => Ok(Op::NoTrans),
            112 => Ok(Op::Trans),
            113 => Ok(Op::ConjTrans),
            _ => Err(Refusal::setting(info, layout == Layout::RowMajor, name, op)),
        }
    }

    /// The rows and columns of the matrix in memory, from those that it has in the product.
    pub fn stored(self, [rows, cols]: [c_int; 2]) -> [c_int; 2] {
        if self == Op::NoTrans { [rows, cols] } else { [cols, rows] }
    }

    /// The least leading dimension of a matrix with these rows and columns in the product.
    pub fn least_ld(self, layout: Layout, shape: [c_int; 2]) -> c_int {
        layout.in_columns(self.stored(shape))[0].max(1)
    }

    /// The matrix as it is in the product.
    pub fn matrix<T>(self, layout: Layout, ptr: *const T, ld: c_int) -> Matrix<T> {
        let stored = Matrix::new(ptr, layout.strides(ld));
        match self {
            Op::NoTrans => stored,
            Op::Trans => stored.t(),
            // Real numbers are read as they are in any case.
            Op::ConjTrans => stored.t().read(Reading::Conjugated),
        }
    }
}

/// The distance of the first element of a vector from the address that is passed: with a negative
/// increment, it is the last one in memory.
fn first(len: c_int, inc: c_int) -> isize {
    if inc < 0 { (1 - len as isize) * inc as isize } else { 0 }
}

/// A vector as a column.
pub(crate) fn column<T>(ptr: *const T, len: c_int, inc: c_int) -> Matrix<T> {
    Matrix::new(ptr.wrapping_offset(first(len, inc)), [inc as isize; 2])
}

/// A vector as a column that is written.
pub(crate) fn column_mut<T>(ptr: *mut T, len: c_int, inc: c_int) -> MatrixMut<T> {
    MatrixMut::new(ptr.wrapping_offset(first(len, inc)), [inc as isize; 2])
}

/// A factor: real ones are passed by value, complex ones by address.
pub(crate) trait Factor<T>: Copy {
    /// The factor.
    ///
    /// # Safety
    /// The address, if it is one, is valid for reads.
    unsafe fn read(self) -> T;
}

/// Lists the real factors.
macro_rules! by_value {
    ($($t:ident)*) => {$(
        impl Factor<$t> for $t {
            unsafe fn read(self) -> $t {
                self
            }
        }
    )*};
}
by_value! { f32 f64 }

impl<T: Copy> Factor<Complex<T>> for *const Complex<T> {
    unsafe fn read(self) -> Complex<T> {
        // SAFETY: it is valid for reads, by this function's contract.
        unsafe { *self }
    }
}
