//! Operands that an operation is not defined for.

use super::operand::UntypedOperand;
use crate::kernel::MapTable;
use crate::reduce::{FoldUfunc, smallest};
use tightloop_array_core::{DType, Element, Error, Result};
use tightloop_kernels::op::Domain;
use tightloop_kernels::ops::Minimum;

/// Returns an error if elements are outside of the domain of a table's operation.
///
/// # Safety
/// There is one operand per input of the table, of its element type. Every element is valid for
/// reads, from any thread.
#[inline(never)]
pub(super) unsafe fn check_domain(
    op: &'static str,
    table: &MapTable,
    inputs: &[UntypedOperand<'_>],
) -> Result<()> {
    let is_fine = match (table.domain, inputs) {
        // SAFETY: by this function's contract, the operand has elements of the table's type.
        (Domain::NonNegativeExponent, [_, exponents]) => unsafe {
            match table.inputs[1].stored() {
                DType::I8 => !has_negative::<i8>(exponents)?,
                DType::I16 => !has_negative::<i16>(exponents)?,
                DType::I32 => !has_negative::<i32>(exponents)?,
                DType::I64 => !has_negative::<i64>(exponents)?,
                _ => true,
            }
        },
        _ => true,
    };
    if is_fine { Ok(()) } else { Err(Error::NegativeExponent { op }) }
}

/// Whether any element is below zero.
///
/// # Safety
/// The elements are of type `T`, and valid for reads, from any thread.
unsafe fn has_negative<T: Element + PartialOrd>(x: &UntypedOperand<'_>) -> Result<bool>
where
    Minimum: FoldUfunc<T, Out = T>,
{
    // SAFETY: by this function's contract. A single element is one that exists.
    unsafe {
        if x.is_single() {
            return Ok(x.ptr.cast::<T>().read() < T::ZERO);
        }
        Ok(!x.layout.is_empty() && smallest::<T>(x.ptr.cast(), x.layout)? < T::ZERO)
    }
}
