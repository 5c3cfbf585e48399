//! Operands that an operation is not defined for.

use super::operand::UntypedOperand;
use crate::kernel::MapTable;
use tightloop_array_core::{DType, Element, Error, Plan, Result, StridedRef};
use tightloop_kernels::op::Domain;

/// Returns an error if elements are outside of the domain of a table's operation.
///
/// # Safety
/// There is one operand per input of the table, of its element type. Every element is valid for
/// reads, from any thread.
#[inline(never)]
pub(crate) unsafe fn check_domain(
    op: &'static str,
    table: &MapTable,
    inputs: &[UntypedOperand<'_>],
) -> Result<()> {
    let is_fine = match (table.domain, inputs) {
        // SAFETY: by this function's contract, the operand has elements of the table's type.
        (Domain::NonNegativeExponent, [_, exponents]) => unsafe {
            match table.inputs[1].stored() {
                DType::I8 => !has_negative::<i8>(exponents),
                DType::I16 => !has_negative::<i16>(exponents),
                DType::I32 => !has_negative::<i32>(exponents),
                DType::I64 => !has_negative::<i64>(exponents),
                _ => true,
            }
        },
        _ => true,
    };
    if is_fine { Ok(()) } else { Err(Error::NegativeExponent { op }) }
}

/// Returns an error if second operands are outside of the domain of a table's operation.
///
/// # Panics
/// If they are not of the type of the table.
pub(crate) fn check_exponents<T: Element>(
    op: &'static str,
    table: &MapTable,
    exponents: StridedRef<'_, T>,
) -> Result<()> {
    assert_eq!(T::DTYPE, table.inputs[1].stored(), "the type of the table");
    let exponents = UntypedOperand::input(&exponents);
    // SAFETY: the elements of a view exist. Any will do for the first operand.
    unsafe { check_domain(op, table, &[exponents, exponents]) }
}

/// Whether any element is below zero.
///
/// # Safety
/// The elements are of type `T`, and valid for reads.
unsafe fn has_negative<T: Element + PartialOrd>(x: &UntypedOperand<'_>) -> bool {
    let mut found = false;
    let plan = Plan::new(x.layout.shape(), [(x.layout, size_of::<T>())]);
    plan.for_each_run([x.ptr], |run| {
        let [stream] = run.streams else { unreachable!("one operand") };
        for row in 0..run.rows {
            let start = stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize));
            let is_negative = |i: usize, stride: isize| {
                let element = start.wrapping_offset(stride.wrapping_mul(i as isize)).cast::<T>();
                // SAFETY: by this function's contract, for the elements that the plan walks.
                unsafe { element.read() < T::ZERO }
            };
            // No early end, so that compilers vectorise it. A constant stride helps, too.
            let size = size_of::<T>() as isize;
            found |= if stream.stride == size {
                (0..run.len).fold(false, |any, i| any | is_negative(i, size))
            } else {
                (0..run.len).fold(false, |any, i| any | is_negative(i, stream.stride))
            };
        }
    });
    found
}
