//! Sequences side by side, whose elements are combined by an elementwise loop: what reductions
//! without a fold of their own share.
//!
//! Elements are copied, block by block, to memory that stays in the caches: a row has the elements
//! at one place of all sequences. So each row is a run of the loop, whatever the strides.

use super::{Operands, for_each_kept_run, run_strides};
use crate::kernel::{MapTable, copy_kernels};
use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::{self, GRANULE, RawCall};
use crate::profile::{self, Path};
use core::array;
use core::mem::MaybeUninit;
use tightloop_array_core::{Inner, LoopAxis, Reduction, Run, Stream};
use tightloop_kernels::isa::{Isa, Lanes};
use tightloop_kernels::loops::{CopyKernels, MAX_STREAMS, MapFn, Storage, copy_run, map_tiled};

/// The bytes of the memory for a block.
pub(super) const ROOM: usize = 1 << 15;

/// The most bytes of a row: some registers, so that a block has many rows of them, too.
pub(super) const ROW: usize = 1 << 9;

/// The bytes of a register, per level; 1 if a level has none.
static REGISTER: PerLevel<usize> = PerLevel::of::<Register>();

/// The entries of [`REGISTER`].
struct Register;

impl<S: Isa> Compiled<S, usize> for Register {
    const ENTRY: usize = <S as Lanes<u8>>::LANES;
}

/// The most bytes of a register.
pub(super) const REGISTER_BYTES: usize = 64;

/// Memory for rows.
#[repr(align(64))]
pub(super) struct Rows<const BYTES: usize>(MaybeUninit<[u8; BYTES]>);

impl<const BYTES: usize> Rows<BYTES> {
    pub(super) const fn uninit() -> Self {
        Rows(MaybeUninit::uninit())
    }

    pub(super) fn ptr(&mut self) -> *mut u8 {
        self.0.as_mut_ptr().cast()
    }
}

/// A loop of two operands on contiguous elements of one size, at one level.
#[derive(Clone, Copy)]
pub(super) struct Pairs {
    entry: MapFn,
    storage: [Storage; MAX_STREAMS],
    is_direct: bool,
    /// The bytes of a register.
    register: usize,
    /// The size of an element of the result.
    pub(super) size: usize,
}

impl Pairs {
    fn new(table: &MapTable, level: Level) -> Self {
        Pairs {
            entry: table.entries.at(level),
            storage: array::from_fn(|k| table.storage(k, level)),
            is_direct: table.is_direct,
            register: *REGISTER.get(level),
            size: table.outputs[0].size(),
        }
    }

    /// Combines `len` elements at `a` and `b` into `to`.
    ///
    /// # Safety
    /// There are these elements, of the types of the table; those at `to` overlap others only if
    /// they are the same. `op` is the operation of the table.
    pub(super) unsafe fn combine(&self, op: *const (), len: usize, [a, b, to]: [*mut u8; 3]) {
        let stride = self.size as isize;
        let streams = [a, b, to].map(|ptr| Stream { ptr, stride, row_stride: 0 });
        // SAFETY: by this method's contract, the streams are a valid run of the table.
        unsafe { self.run(op, &Run::new(len, 1, &streams)) };
    }

    /// Combines rows of `columns` elements one after the other: each row at `x`, and the row that
    /// the last result is in, which is at `acc` for the first.
    ///
    /// Results go to `acc` again if `step` is 0, else to rows that follow it, `step` bytes apart.
    ///
    /// # Safety
    /// There are these rows, of the types of the table; results overlap rows at `x` only if they
    /// are the same. If rows are [widened](Self::widened), elements at the end of a row count as
    /// such, too, those at `x` and `acc` are followed by a register, which is initialised, and
    /// steps are at least a register, or 0. `op` is the operation of the table.
    pub(super) unsafe fn combine_in_order(
        &self,
        op: *const (),
        [columns, rows]: [usize; 2],
        acc: *mut u8,
        x: *mut u8,
        step: usize,
    ) {
        let stream = |ptr, row_bytes: usize| Stream {
            ptr,
            stride: self.size as isize,
            row_stride: row_bytes as isize,
        };
        let pitch = columns * self.size;
        let streams = [stream(acc, step), stream(x, pitch), stream(acc.wrapping_add(step), step)];
        if self.is_direct {
            let len = self.widened(columns);
            // The loop takes rows in order, and has finished one before it reads the next.
            // SAFETY: by this method's contract, each row is a valid run of the table.
            unsafe { (self.entry)(op, &Run::new(len, rows, &streams)) };
            return;
        }
        for row in 0..rows {
            let streams = streams.map(|stream| {
                let offset = stream.row_stride.wrapping_mul(row as isize);
                Stream { ptr: stream.ptr.wrapping_offset(offset), ..stream }
            });
            // SAFETY: as above.
            unsafe { self.run(op, &Run::new(columns, 1, &streams)) };
        }
    }

    /// The number of elements that are computed for a row of `columns`: at least a register, since
    /// a part of one would be loaded with a mask, which has to wait for a store with a mask.
    pub(super) fn widened(&self, columns: usize) -> usize {
        if self.is_direct { columns.max(self.register / self.size) } else { columns }
    }

    /// Runs the loop on lines: through tiles, unless it takes elements as they are.
    ///
    /// # Safety
    /// The run is [valid](Run#validity) for the table, whose operation is `op`.
    unsafe fn run(&self, op: *const (), run: &Run<'_>) {
        // SAFETY: by this method's contract; the CPU has the level.
        unsafe {
            if self.is_direct {
                (self.entry)(op, run);
            } else {
                map_tiled(self.entry, op, run, &self.storage[..3], 2);
            }
        }
    }
}

/// A reduction to which an elementwise loop is applied again and again.
pub(super) struct Combined<'a> {
    /// The operation on what is reduced.
    pub(super) table: &'a MapTable,
    /// What to reduce in place of the elements, if anything: the results of a loop of two operands
    /// on each of them and one number.
    pub(super) start: Option<&'a MapTable>,
}

/// Some results side by side, and the sequences that are reduced into them.
pub(super) struct Strip<'a> {
    reduced: &'a [LoopAxis<1>],
    x: *mut u8,
    /// The number for the start, or null.
    number: *mut u8,
    /// The reduction of no elements, or null.
    pub(super) identity: *mut u8,
    /// The first result.
    pub(super) output: *mut u8,
    pub(super) op: *const (),
    /// The number of results.
    pub(super) columns: usize,
    /// The elements of each sequence.
    pub(super) len: usize,
    /// The distance between results, in bytes.
    pub(super) output_stride: isize,
    column_stride: isize,
    x_size: usize,
    copy: &'static CopyKernels,
    start: Option<&'a Pairs>,
    pub(super) pairs: &'a Pairs,
}

impl Combined<'_> {
    /// Calls `f` for strips of at most `most(len)` columns, given the length of the sequences.
    /// Strips run in parallel.
    ///
    /// The addresses are those of the elements, the results, the number for the start (null if
    /// there is none), and the reduction of no elements (null if there is none).
    ///
    /// # Safety
    /// Those of [`execute`](super::execute), with elements of the types of the tables. The numbers
    /// are of the types of the elements and of the results.
    pub(super) unsafe fn for_each_strip(
        &self,
        call: &RawCall<4>,
        operands: Operands<'_>,
        most: impl Fn(usize) -> usize,
        f: impl Fn(&Strip<'_>) + Sync,
    ) {
        let Operands { x, axes, out } = operands;
        let reduction = Reduction::in_c_order(x.0, x.1, axes, out.0, out.1);
        let (kept, reduced) = (reduction.kept(), reduction.reduced());
        let (results, len) = (reduction.kept_len(), reduction.reduced_len());
        if results == 0 {
            return;
        }
        profile::path(|| Path::Strips);
        let level = Level::current();
        let (pairs, start) =
            (Pairs::new(self.table, level), self.start.map(|table| Pairs::new(table, level)));
        let [column_stride, output_stride] = run_strides(kept);
        let moved = |call: &RawCall<4>, [x, output]: [isize; 2]| call.moved_by([x, output, 0, 0]);
        let call = moved(call, reduction.start());
        let (copy, most) = (copy_kernels(level, x.0), most(len));
        let pieces = parallel::pieces(results.saturating_mul(len.max(1)), self.table.grain);
        let granule = if reduction.inner() == Inner::Kept { GRANULE } else { 1 };
        for_each_kept_run(kept, pieces, granule, |first, count| {
            for offset in (0..count).step_by(most) {
                let call = moved(&call, LoopAxis::offsets(kept, first + offset));
                let [x_ptr, output, number, identity] = call.base();
                f(&Strip {
                    reduced,
                    x: x_ptr,
                    number,
                    identity,
                    output,
                    op: call.op(),
                    columns: most.min(count - offset),
                    len,
                    output_stride,
                    column_stride,
                    x_size: x.1,
                    copy,
                    start: start.as_ref(),
                    pairs: &pairs,
                });
            }
        });
    }
}

impl Strip<'_> {
    /// The bytes of a row.
    pub(super) fn row_bytes(&self) -> usize {
        self.columns * self.pairs.size
    }

    /// Writes what is reduced at places `first` to `first + count - 1` of all sequences to rows
    /// at `to`.
    ///
    /// # Safety
    /// As for [`Combined::for_each_strip`]; there are these places, and room for the rows.
    pub(super) unsafe fn load(&self, first: usize, count: usize, to: *mut u8) {
        let single = LoopAxis { len: 1, strides: [0] };
        let inner = self.reduced.last().unwrap_or(&single);
        let (size, row) = (self.pairs.size as isize, self.row_bytes());
        let mut done = 0;
        while done < count {
            let rows = (inner.len - (first + done) % inner.len).min(count - done);
            let [offset] = LoopAxis::offsets(self.reduced, first + done);
            let x = Stream {
                ptr: self.x.wrapping_offset(offset),
                stride: self.column_stride,
                row_stride: inner.strides[0],
            };
            let to =
                Stream { ptr: to.wrapping_add(done * row), stride: size, row_stride: row as isize };
            let number = Stream { ptr: self.number, stride: 0, row_stride: 0 };
            // SAFETY: by this method's contract, for the elements of these places.
            unsafe {
                match self.start {
                    None => {
                        let streams = [x, to];
                        let run = Run::new(self.columns, rows, &streams);
                        copy_run(&run, self.x_size, self.copy, false);
                    }
                    Some(start) => {
                        let streams = [x, number, to];
                        let run = Run::new(self.columns, rows, &streams);
                        let mut storage = start.storage;
                        storage[0].copy = self.copy;
                        map_tiled(start.entry, self.op, &run, &storage[..3], 2);
                    }
                }
            }
            done += rows;
        }
    }

    /// Writes a row at `from` into the results.
    ///
    /// # Safety
    /// As for [`Combined::for_each_strip`]; there is a row.
    pub(super) unsafe fn store(&self, from: *mut u8) {
        // SAFETY: by this method's contract.
        unsafe { self.store_rows([from, self.output], 1, 0, 0) };
    }

    /// Writes `count` rows, `pitch` bytes apart, to places `step` bytes apart.
    ///
    /// # Safety
    /// As for [`Combined::for_each_strip`]; there are these rows, and these places for results.
    pub(super) unsafe fn store_rows(
        &self,
        [from, to]: [*mut u8; 2],
        count: usize,
        pitch: usize,
        step: isize,
    ) {
        let size = self.pairs.size;
        let streams = [
            Stream { ptr: from, stride: size as isize, row_stride: pitch as isize },
            Stream { ptr: to, stride: self.output_stride, row_stride: step },
        ];
        let run = Run::new(self.columns, count, &streams);
        // SAFETY: by this method's contract.
        unsafe { copy_run(&run, size, self.copy, false) };
    }
}
