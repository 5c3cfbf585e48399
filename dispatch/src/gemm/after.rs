//! What comes after a product, in the same pass: a sum, and an operation.

use crate::inlining;
use crate::level::{Compiled, Level, PerLevel};
use core::any::type_name;
use core::marker::PhantomData;
use tightloop_array_core::{Element, Error, Result, Strided};
use tightloop_kernels::gemm::{Addable, Epilogue, EpilogueFn, Matrix, epilogue};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::op::Unary;
use tightloop_kernels::stored::Stored;

/// `op(c + addend)`, for each element of a product.
#[derive(Clone, Copy)]
pub struct After<'a, C> {
    addend: Option<Strided<'a, C>>,
    op: *const (),
    apply: &'static PerLevel<EpilogueFn>,
    borrowed: PhantomData<&'a ()>,
}

/// The entries of the tables.
struct EpilogueOf<X, C, Op>(PhantomData<fn(X, C, Op)>);

impl<S: Isa, X: Addable, C: Stored<X>, Op: Unary<X>> Compiled<S, EpilogueFn>
    for EpilogueOf<X, C, Op>
{
    const ENTRY: EpilogueFn = epilogue::<S, X, C, Op>;
}

impl<'a, C: Element> After<'a, C> {
    /// `op(c + addend)`, computed in `X`. The addend broadcasts to the shape of the product.
    pub fn new<X: Addable, Op: Unary<X>>(addend: Option<Strided<'a, C>>, op: &'a Op) -> Self
    where
        C: Stored<X>,
    {
        let apply = const { &PerLevel::of::<EpilogueOf<X, C, Op>>() };
        if let Some(trial) = const { inlining::trial::<Op, X, X>() } {
            let (kernel, name) = (type_name::<EpilogueOf<X, C, Op>>(), type_name::<Op>());
            // SAFETY: the trial is that of this operation.
            unsafe { inlining::check(kernel, name, trial, core::ptr::from_ref(op).cast()) };
        }
        After { addend, op: core::ptr::from_ref(op).cast(), apply, borrowed: PhantomData }
    }

    /// Broadcasts what is added to the shape of a product.
    ///
    /// # Errors
    /// [`Error::Broadcast`].
    pub(super) fn fit(self, op: &'static str, shape: &[usize]) -> Result<Self> {
        let Some(addend) = self.addend else { return Ok(self) };
        let addend = addend
            .broadcast_to(shape)
            .map_err(|_| Error::broadcast(op, &[addend.shape(), shape]))?;
        Ok(After { addend: Some(addend), ..self })
    }

    /// The epilogue at a level, and the strides of what it adds.
    pub(super) fn epilogue(&self, level: Level) -> (Epilogue<C>, &[isize]) {
        let (op, apply) = (self.op, self.apply.at(level));
        match &self.addend {
            Some(addend) => {
                let matrix = Matrix::new(addend.as_ptr(), [0, 0]);
                (Epilogue { addend: Some(matrix), op, apply }, addend.strides())
            }
            None => (Epilogue { addend: None, op, apply }, &[]),
        }
    }
}
