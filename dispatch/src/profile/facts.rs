//! What a call is, without its types.

use crate::kernel::{MapTable, OperandType};
use crate::map::UntypedOperand;
use core::fmt;
use tightloop_array_core::{DType, Element, Layout};

/// The way that a call takes through its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Path {
    /// The loop takes contiguous operands as they are, in one run.
    Contiguous,
    /// The loop takes rows of matrices, without a plan.
    Rows,
    /// The loop takes runs in the order of a plan: long or many-dimensional operands.
    Planned,
    /// Operands that are strided or converted go through tiles that stay in the first-level cache.
    Tiles,
    /// Results are computed into tiles, and copied from there where a mask is true.
    Masked,
    /// Elements at lists of indices, one after the other.
    Indexed,
    /// Each result is the reduction of elements along lines.
    Lines,
    /// Results are the reductions of columns, side by side.
    Columns,
    /// The results of an operation are reduced as they are computed.
    Fused,
    /// Elements are combined by an elementwise loop, row by row of a strip of results.
    Strips,
    /// A product of small matrices, read in place.
    Small,
    /// A product of a matrix and a vector, or a few.
    Vector,
    /// A product of matrices that are packed, block by block.
    Blocked,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Path::Contiguous => "contiguous",
            Path::Rows => "rows",
            Path::Planned => "planned",
            Path::Tiles => "tiles",
            Path::Masked => "masked",
            Path::Indexed => "indexed",
            Path::Lines => "lines",
            Path::Columns => "columns",
            Path::Fused => "fused",
            Path::Strips => "strips",
            Path::Small => "small",
            Path::Vector => "vector",
            Path::Blocked => "blocked",
        })
    }
}

/// An operand of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOperand {
    dtype: DType,
    computed: DType,
    len: usize,
    stride: isize,
    is_contiguous: bool,
    is_output: bool,
    is_new: bool,
}

impl CallOperand {
    fn new(dtype: DType, layout: &Layout) -> Self {
        // An axis of length 1 has no neighbours.
        let mut axes = layout.shape().iter().zip(layout.strides()).rev();
        let distinct = layout.shape().iter().zip(layout.strides());
        CallOperand {
            dtype,
            computed: dtype,
            len: distinct
                .map(|(&len, &stride)| if stride == 0 { len.min(1) } else { len })
                .product(),
            stride: axes.find(|(len, _)| **len != 1).map_or(0, |(_, &stride)| stride),
            is_contiguous: layout.is_contiguous(),
            is_output: false,
            is_new: false,
        }
    }

    /// The type of the elements in memory.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// The type that the elements are converted to, or from, on the way.
    pub fn computed_as(&self) -> DType {
        self.computed
    }

    /// The number of elements, without those that are repeated by broadcasting.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The distance of neighbours along the last axis, in elements: 0 if they are the same one, or
    /// if there is only one.
    pub fn stride(&self) -> isize {
        self.stride
    }

    /// Whether all elements follow each other in memory, in C order.
    pub fn is_contiguous(&self) -> bool {
        self.is_contiguous
    }

    /// Whether the call writes the elements.
    pub fn is_output(&self) -> bool {
        self.is_output
    }

    /// Whether the call has allocated the memory.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// The size of the elements, in bytes.
    pub fn bytes(&self) -> usize {
        self.len.saturating_mul(self.dtype.size())
    }
}

/// The type that a loop computes an operand with.
fn computed_as(kind: OperandType) -> DType {
    // Signed integers are computed as unsigned ones where that is the same.
    match (kind.stored(), kind.computed()) {
        (stored, _) if kind.is_direct() => stored,
        (DType::I8 | DType::I16 | DType::I32 | DType::I64, computed) => match computed {
            DType::U8 => DType::I8,
            DType::U16 => DType::I16,
            DType::U32 => DType::I32,
            DType::U64 => DType::I64,
            other => other,
        },
        (_, computed) => computed,
    }
}

/// The most operands of a call: six inputs and two outputs of an operation.
const MAX_OPERANDS: usize = 8;

/// What a call is about to do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(super) op: &'static str,
    operands: [Option<CallOperand>; MAX_OPERANDS],
    /// The number of elements that are computed or, in reductions, read.
    pub(super) elements: usize,
    /// The number of additions and multiplications of a product.
    pub(super) operations: usize,
}

impl Facts {
    /// A call of `op` on inputs and outputs, each with its layout.
    pub(crate) fn new(
        op: &'static str,
        inputs: &[(DType, &Layout)],
        outputs: &[(DType, &Layout)],
    ) -> Self {
        let inputs = inputs.iter().map(|&(dtype, layout)| CallOperand::new(dtype, layout));
        let outputs = outputs.iter().map(|&(dtype, layout)| CallOperand {
            is_output: true,
            ..CallOperand::new(dtype, layout)
        });
        Self::of(op, inputs.chain(outputs))
    }

    /// A product of matrices that adds up so many products of elements.
    pub(crate) fn product(
        op: &'static str,
        inputs: [(DType, &Layout); 2],
        out: (DType, &Layout),
        products: usize,
    ) -> Self {
        let facts = Self::new(op, &inputs, &[out]);
        // A complex product is four real ones, and a sum two.
        let each = if matches!(out.0, DType::C32 | DType::C64) { 8 } else { 2 };
        Facts { elements: out.1.len(), operations: products.saturating_mul(each), ..facts }
    }

    /// The layout of so many elements, one after the other.
    pub(crate) fn line(len: usize) -> Layout {
        Layout::contiguous(&[len]).unwrap_or(Layout::scalar())
    }

    /// So many copies of elements.
    pub(crate) fn copies<T: Element>(op: &'static str, len: usize) -> Self {
        let line = (T::DTYPE, &Self::line(len));
        Self::new(op, &[line], &[line])
    }

    /// A reduction of elements `T` to results `U`.
    pub(crate) fn reduction<T: Element, U: Element>(
        op: &'static str,
        x: &Layout,
        out: &Layout,
    ) -> Self {
        let facts = Self::new(op, &[(T::DTYPE, x)], &[(U::DTYPE, out)]);
        // Also those that are repeated: they are folded as often.
        Facts { elements: x.len(), ..facts }
    }

    /// A reduction of the results, which have this shape, of an elementwise operation.
    pub(crate) fn mapped(
        op: &'static str,
        table: &MapTable,
        inputs: &[UntypedOperand<'_>],
        shape: &[usize],
        (dtype, out): (DType, &Layout),
    ) -> Self {
        let read = Self::map(op, table, inputs, &[]);
        let out = CallOperand { is_output: true, ..CallOperand::new(dtype, out) };
        let elements = shape.iter().product();
        Facts { elements, ..Self::of(op, read.operands.into_iter().flatten().chain([out])) }
    }

    /// A call of an elementwise operation.
    pub(crate) fn map(
        op: &'static str,
        table: &MapTable,
        inputs: &[UntypedOperand<'_>],
        outputs: &[UntypedOperand<'_>],
    ) -> Self {
        let operand = |(x, kind): (&UntypedOperand<'_>, &OperandType)| CallOperand {
            computed: computed_as(*kind),
            is_new: x.is_new(),
            ..CallOperand::new(kind.stored(), x.layout())
        };
        let read = inputs.iter().zip(&*table.inputs).map(operand);
        let written = outputs.iter().zip(&*table.outputs).map(operand);
        Self::of(op, read.chain(written.map(|x| CallOperand { is_output: true, ..x })))
    }

    fn of(op: &'static str, operands: impl Iterator<Item = CallOperand>) -> Self {
        let mut list = [None; MAX_OPERANDS];
        for (place, operand) in list.iter_mut().zip(operands) {
            *place = Some(operand);
        }
        let elements = list.iter().flatten().map(CallOperand::len).max().unwrap_or(0);
        Facts { op, operands: list, elements, operations: 0 }
    }

    /// The same call, whose outputs are in new memory.
    pub(crate) fn into_new_memory(mut self) -> Self {
        for operand in self.operands.iter_mut().flatten().filter(|operand| operand.is_output) {
            operand.is_new = true;
        }
        self
    }
}

impl Facts {
    pub(super) fn operands(&self) -> impl Iterator<Item = &CallOperand> {
        self.operands.iter().flatten()
    }

    /// The size of what is read and written, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.operands().map(CallOperand::bytes).fold(0, usize::saturating_add)
    }

    /// The size of new memory, in bytes.
    pub(super) fn allocated(&self) -> usize {
        self.operands().filter(|operand| operand.is_new).map(CallOperand::bytes).sum()
    }
}
