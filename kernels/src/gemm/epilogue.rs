//! The end of a product, in the same pass: what is done to elements of C once they are complete.
//!
//! A tile of C is in the first-level cache when its last block of k has been added. There it is
//! read and written once more, which costs little beside the product itself; and as the
//! micro-kernels know nothing of it, operations of users are compiled in a small loop only.

use super::lines::{load_line, store_line};
use super::{Matrix, MatrixMut};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::lane::{Float, Lane};
use crate::op::Unary;
use crate::stored::Stored;
use crate::value::{Cplx, Value};
use crate::vector::{ComplexVector, Vector};

/// `op(c + addend)`, for each element of C.
///
/// # Validity
///
/// - `op` points to the operation that `apply` is compiled for, and the CPU has the ISA.
/// - The addend, if there is one, has an initialised element that is valid for reads for each one
///   of C, and nothing writes to it meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Epilogue<T> {
    /// What is added to C: for each element one, at strides that may be 0.
    pub addend: Option<Matrix<T>>,
    /// The operation.
    pub op: *const (),
    /// Applies it.
    pub apply: EpilogueFn,
}

/// Applies an epilogue to a block of C.
///
/// # Safety
/// The first argument points to the operation, and the second one to a valid block of the
/// elements that it is compiled for; the CPU has the ISA.
pub type EpilogueFn = unsafe fn(*const (), *const ());

/// A block of C, whose elements are initialised, and valid for reads and writes.
#[repr(C)]
struct Block<T> {
    rows: usize,
    cols: usize,
    c: MatrixMut<T>,
    addend: Option<Matrix<T>>,
}

impl<T: Copy> Epilogue<T> {
    /// The epilogue of the part of C that begins at element `[i, j]`.
    #[inline]
    pub(super) const fn from(self, i: usize, j: usize) -> Self {
        let addend = match self.addend {
            Some(addend) => Some(addend.from(i, j)),
            None => None,
        };
        Self { addend, ..self }
    }

    /// The epilogue of a C of the parts of its elements, at the distances of elements.
    pub(super) const fn spread<U>(self, parts: isize) -> Epilogue<U> {
        self.at_distances(parts, 1)
    }

    /// The inverse of [`spread`](Self::spread).
    pub(super) const fn gathered<U>(self, parts: isize) -> Epilogue<U> {
        self.at_distances(1, parts)
    }

    const fn at_distances<U>(self, times: isize, over: isize) -> Epilogue<U> {
        let addend = match self.addend {
            Some(addend) => {
                let mut addend = addend.cast::<U>();
                addend.row_stride = addend.row_stride.wrapping_mul(times) / over;
                addend.col_stride = addend.col_stride.wrapping_mul(times) / over;
                Some(addend)
            }
            None => None,
        };
        Epilogue { addend, op: self.op, apply: self.apply }
    }

    /// The epilogue of C with rows and columns exchanged.
    #[inline]
    pub(super) const fn t(self) -> Self {
        let addend = match self.addend {
            Some(addend) => Some(addend.t()),
            None => None,
        };
        Self { addend, ..self }
    }

    /// The same epilogue of elements of another type, of the same size.
    #[inline]
    pub(super) const fn cast<U>(self) -> Epilogue<U> {
        let addend = match self.addend {
            Some(addend) => Some(addend.cast()),
            None => None,
        };
        Epilogue { addend, op: self.op, apply: self.apply }
    }

    /// Moves the addend on by some elements.
    #[inline]
    pub(super) const fn move_by(&mut self, distance: isize) {
        if let Some(addend) = &mut self.addend {
            addend.ptr = addend.ptr.wrapping_offset(distance);
        }
    }

    /// Applies the epilogue to a block of C, which begins where the epilogue does.
    ///
    /// # Safety
    /// The epilogue is [valid](Self#validity) for these rows and columns, and so is C, whose
    /// elements are initialised.
    #[inline]
    pub unsafe fn finish(&self, rows: usize, cols: usize, c: MatrixMut<T>) {
        let block = Block { rows, cols, c, addend: self.addend };
        // SAFETY: the epilogue is valid, and the block is one of its elements.
        unsafe { (self.apply)(self.op, (&raw const block).cast()) }
    }
}

/// The operation that changes nothing: for epilogues that only add.
#[derive(Clone, Copy, Debug)]
pub struct Unchanged;

impl<X: Value> Unary<X> for Unchanged {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: X::Of<S>) -> X::Of<S> {
        x
    }
}

/// Values that can be added.
pub trait Addable: Value {
    /// Returns the sums.
    fn add<S: Isa>(a: Self::Of<S>, b: Self::Of<S>) -> Self::Of<S>;
}

impl<T: Lane> Addable for T {
    #[inline(always)]
    fn add<S: Isa>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a + b
    }
}

impl<T: Float> Addable for Cplx<T> {
    #[inline(always)]
    fn add<S: Isa>(a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        a + b
    }
}

entry_points! {
    /// Applies an operation to a block of C with the ISA `S`. Elements `E` are computed as `X`.
    ///
    /// # Safety
    /// As for every [`EpilogueFn`].
    pub unsafe fn epilogue<S, X: Addable, E: Stored<X>, Op: Unary<X>>(
        op: *const (),
        block: *const (),
    ) = apply;
}

/// See [`epilogue`].
///
/// # Safety
/// As for every [`EpilogueFn`].
#[inline(always)]
unsafe fn apply<S: Isa, X: Addable, E: Stored<X>, Op: Unary<X>>(
    s: S,
    op: *const (),
    block: *const (),
) {
    // SAFETY: by this function's contract, these are an operation and a block.
    let (op, block) = unsafe { (&*op.cast::<Op>(), &*block.cast::<Block<E>>()) };
    let &Block { rows, cols, c, addend } = block;
    for j in 0..cols {
        let c = c.from(0, j);
        // SAFETY: C has these rows, and so has what is added to it.
        unsafe {
            match addend {
                None => {
                    finish_column::<S, X, E, Op, false>(s, op, rows, c, Matrix::new(c.ptr, [0, 0]))
                }
                Some(addend) => {
                    finish_column::<S, X, E, Op, true>(s, op, rows, c, addend.from(0, j));
                }
            }
        }
    }
}

/// Applies the operation to the first column of C, after what is in that of the addend, if `ADDS`.
///
/// # Safety
/// Both have these rows.
#[inline(always)]
unsafe fn finish_column<S: Isa, X: Addable, E: Stored<X>, Op: Unary<X>, const ADDS: bool>(
    s: S,
    op: &Op,
    rows: usize,
    c: MatrixMut<E>,
    addend: Matrix<E>,
) {
    let (lanes, mut i) = (X::lanes::<S>(), 0);
    // SAFETY: both have these rows.
    unsafe {
        if c.row_stride == 1 && (!ADDS || addend.row_stride == 1) {
            while rows - i >= lanes {
                let mut x = E::load(s, c.ptr.add(i));
                if ADDS {
                    x = X::add::<S>(x, E::load(s, addend.ptr.add(i)));
                }
                E::store(s, c.ptr.add(i), op.apply::<S>(x));
                i += lanes;
            }
        }
        while i < rows {
            let (count, to) = (lanes.min(rows - i), c.from(i, 0).ptr);
            let mut x = load_line::<S, X, E>(s, to, c.row_stride, count);
            if ADDS {
                let from = addend.from(i, 0).ptr;
                x = X::add::<S>(x, load_line::<S, X, E>(s, from, addend.row_stride, count));
            }
            store_line::<S, X, E>(s, to, c.row_stride, count, op.apply::<S>(x));
            i += count;
        }
    }
}
