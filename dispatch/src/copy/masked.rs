//! Copies of the elements that a mask names.

use super::MIN_ELEMENTS;
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts, Path};
use tightloop_array_core::{
    Buffer, Element, Layout, Plan, Result, Run, Strided, StridedMut, UninitBuffer,
};

/// Copies the elements of `x` for which the mask is true, in order.
///
/// # Errors
/// [`Error::Allocation`](tightloop_array_core::Error::Allocation).
///
/// # Panics
/// If `x` and `mask` differ in length.
pub fn extract<T: Element>(x: &[T], mask: &[bool]) -> Result<Buffer<T>> {
    assert_eq!(x.len(), mask.len(), "the mask and the elements differ in number");
    let _call = profile::call(|| {
        let (line, out) = (&Facts::line(x.len()), &Facts::line(count_nonzero(mask)));
        Facts::new("extract", &[(T::DTYPE, line), (bool::DTYPE, line)], &[(T::DTYPE, out)])
            .into_new_memory()
    });
    profile::path(|| Path::Masked);
    let mut buffer = UninitBuffer::<T>::new(count_nonzero(mask))?;
    let (from, to, len) = (x.as_ptr().cast(), buffer.as_mut_ptr().cast(), buffer.len());
    // SAFETY: `x` has an element for each of the mask's, and the buffer room for those that are
    // true.
    unsafe {
        match size_of::<T>() {
            1 => extract_as::<u8>(from, mask, to, len),
            2 => extract_as::<u16>(from, mask, to, len),
            4 => extract_as::<u32>(from, mask, to, len),
            8 => extract_as::<u64>(from, mask, to, len),
            _ => extract_as::<u128>(from, mask, to, len),
        }
    }
    // SAFETY: an element has been written for each that was counted.
    Ok(unsafe { buffer.assume_init() })
}

/// Counts the elements that are not zero; of `bool`, those that are true.
pub fn count_nonzero<T: Element>(elements: &[T]) -> usize {
    // 255 at a time, which a byte can count: sums of bytes are vectorised best.
    let count = |part: &[T]| part.iter().map(|&x| u8::from(x != T::ZERO)).sum::<u8>();
    elements.chunks(255).map(|part| usize::from(count(part))).sum()
}

/// How many elements of a mask are compared at once: a word of them.
const GROUP: usize = 8;

/// Does the work of [`extract`] for elements of the size of `W`.
///
/// A group of the mask that is all false is skipped, and one that is all true is copied whole. For
/// any other, each element is written, and the next one overwrites it unless it was wanted:
/// branches on random masks would be mispredicted.
///
/// # Safety
/// `from` has an element for each of the mask's, and `to` has room for the `count` that are true.
unsafe fn extract_as<W: Copy>(from: *const u8, mask: &[bool], to: *mut u8, count: usize) {
    let (from, to) = (from.cast::<W>(), to.cast::<W>());
    let mut done = 0;
    // SAFETY: `done` is below `count` for each element that is wanted. The others are written only
    // if there is room for a whole group.
    let copy = |i: usize, done: usize| unsafe {
        to.add(done).write_unaligned(from.add(i).read_unaligned())
    };
    let (groups, rest) = mask.as_chunks::<GROUP>();
    for (group, truths) in groups.iter().enumerate() {
        let first = group * GROUP;
        match u64::from_ne_bytes(truths.map(u8::from)) {
            0 => {}
            0x0101_0101_0101_0101 => {
                (0..GROUP).for_each(|i| copy(first + i, done + i));
                done += GROUP;
            }
            _ if done + GROUP <= count => {
                for (i, &is_wanted) in truths.iter().enumerate() {
                    copy(first + i, done);
                    done += usize::from(is_wanted);
                }
            }
            _ => {
                for (i, _) in truths.iter().enumerate().filter(|&(_, &is_wanted)| is_wanted) {
                    copy(first + i, done);
                    done += 1;
                }
            }
        }
    }
    for (i, _) in rest.iter().enumerate().filter(|&(_, &is_wanted)| is_wanted) {
        copy(groups.len() * GROUP + i, done);
        done += 1;
    }
}

/// Writes `values` to the elements of `x` for which the mask is true.
///
/// # Panics
/// If the mask or the values do not broadcast to the shape of `x`.
pub fn put_where<T: Element>(
    x: &mut StridedMut<'_, T>,
    mask: &Strided<'_, bool>,
    values: &Strided<'_, T>,
) {
    let (shape, len) = (x.layout().shape(), x.len());
    let does_broadcast = |x: &Layout| x.broadcast_to(shape).is_ok();
    assert!(does_broadcast(mask.layout()) && does_broadcast(values.layout()), "shapes broadcast");
    let _call = profile::call(|| {
        let inputs = [(bool::DTYPE, mask.layout()), (T::DTYPE, values.layout())];
        Facts::new("put_mask", &inputs, &[(T::DTYPE, x.layout())])
    });
    profile::path(|| Path::Masked);
    let layouts =
        [(mask.layout(), 1), (values.layout(), size_of::<T>()), (x.layout(), size_of::<T>())];
    let plan = Plan::new(shape, layouts);
    let base =
        [mask.as_ptr().cast_mut().cast(), values.as_ptr().cast_mut().cast(), x.as_mut_ptr().cast()];
    // SAFETY: while pieces run, nothing writes the mask and the values, which are borrowed, or uses
    // `x`, which is borrowed exclusively.
    let base = unsafe { RawCall::new(base, core::ptr::null()) };
    let split = plan.split(parallel::pieces(len, MIN_ELEMENTS), MIN_ELEMENTS, parallel::GRANULE);
    parallel::for_each_piece(split.count(), |index| {
        split.piece(index).for_each_run(base.base(), |run| {
            // SAFETY: the operands are views, checked when they were made, and of one shape, once
            // broadcast; pieces are disjoint.
            unsafe { put_run(run, size_of::<T>()) };
        });
    });
}

/// Does a run of a mask, values and outputs, the last two of `size` bytes.
///
/// # Safety
/// The run is [valid](Run#validity), and its output is initialised.
pub(crate) unsafe fn put_run(run: &Run<'_>, size: usize) {
    // SAFETY: the contract is the same, and the integers have the size of the elements.
    unsafe {
        match size {
            1 => put_run_as::<u8>(run),
            2 => put_run_as::<u16>(run),
            4 => put_run_as::<u32>(run),
            8 => put_run_as::<u64>(run),
            _ => put_run_as::<u128>(run),
        }
    }
}

/// [`put_run`] for elements of the size of `W`.
///
/// # Safety
/// As for [`put_run`].
unsafe fn put_run_as<W: Copy>(run: &Run<'_>) {
    let [mask, values, out] = run.streams else { unreachable!("a mask, values and an output") };
    let size = size_of::<W>() as isize;
    for row in 0..run.rows {
        let [mask_row, value_row, out_row] = [mask, values, out]
            .map(|stream| stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize)));
        // SAFETY: by this function's contract, for element `i` of this row.
        let put = |i: usize, strides: [isize; 3]| unsafe {
            let [mask, value, out] =
                [(mask_row, strides[0]), (value_row, strides[1]), (out_row, strides[2])]
                    .map(|(row, stride)| row.wrapping_offset(stride.wrapping_mul(i as isize)));
            let (value, out) = (value.cast::<W>(), out.cast::<W>());
            let new = if mask.read() != 0 { value } else { out };
            out.write_unaligned(new.read_unaligned());
        };
        match [mask.stride, values.stride, out.stride] {
            strides if strides == [1, size, size] => {
                (0..run.len).for_each(|i| put(i, [1, size, size]))
            }
            strides if strides == [1, 0, size] => (0..run.len).for_each(|i| put(i, [1, 0, size])),
            strides => (0..run.len).for_each(|i| put(i, strides)),
        }
    }
}
