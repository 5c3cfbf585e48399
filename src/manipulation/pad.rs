//! Arrays with a margin.

use crate::{Array, Element, Error, Operand, Result, Slice};
use tightloop_array_core::{Layout, Strided};
use tightloop_dispatch::assemble;

/// What [`pad`] fills a margin with: the modes of the same names of `np.pad`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pad<T> {
    /// This element: `0 0 | 1 2 3 | 0 0`.
    Constant(T),
    /// The element at the edge: `1 1 | 1 2 3 | 3 3`.
    Edge,
    /// The elements mirrored at the edge, without the one on it: `3 2 | 1 2 3 | 2 1`.
    Reflect,
    /// The elements mirrored at the edge, with the one on it: `2 1 | 1 2 3 | 3 2`.
    Symmetric,
    /// The elements from the other end: `2 3 | 1 2 3 | 1 2`.
    Wrap,
}

/// Adds a margin to each axis.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | any; each axis becomes longer by its two widths |
/// | **NumPy** | `np.pad` |
///
/// `widths` lists, per axis, the numbers of elements to add before and after it, or one pair for
/// all axes.
///
/// # Errors
///
/// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if there are neither one pair of
/// widths nor one per axis, or if an axis of length 0 is padded with its own elements, and
/// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, Pad, pad};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
/// let y = pad(&x, &[(1, 0), (2, 1)], Pad::Constant(0))?;
/// assert_eq!(y, Array::from([[0, 0, 0, 0, 0, 0], [0, 0, 1, 2, 3, 0], [0, 0, 4, 5, 6, 0]]));
///
/// let y = pad(&x, &[(0, 1), (2, 2)], Pad::Reflect)?;
/// let expected = [[3, 2, 1, 2, 3, 2, 1], [6, 5, 4, 5, 6, 5, 4], [3, 2, 1, 2, 3, 2, 1]];
/// assert_eq!(y, Array::from(expected));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn pad<T: Element>(
    x: impl Operand<T>,
    widths: &[(usize, usize)],
    mode: Pad<T>,
) -> Result<Array<T>> {
    let x = x.operand().0;
    let refused = |what| Err(Error::InvalidParameter { op: "pad", what });
    if widths.len() != x.ndim() && widths.len() != 1 {
        return refused("there is neither one pair of widths nor one per axis");
    }
    let width = |axis: usize| widths[if widths.len() == 1 { 0 } else { axis }];
    let padded = |(axis, len): (usize, &usize)| {
        len.saturating_add(width(axis).0).saturating_add(width(axis).1)
    };
    Layout::contiguous(&x.shape().iter().enumerate().map(padded).collect::<Vec<_>>())?;
    let mut parts = Vec::new();
    for (axis, &len) in x.shape().iter().enumerate() {
        if len == 0 && width(axis) != (0, 0) && !matches!(mode, Pad::Constant(_)) {
            return refused("an axis of length 0 has no elements to pad it with");
        }
        parts.push(parts_of(mode, len, width(axis))?);
    }
    let lengths = |parts: &Vec<Part>| parts.iter().map(|part| part.len).collect();
    let cuts: Vec<Vec<usize>> = parts.iter().map(lengths).collect();
    let constant = match mode {
        Pad::Constant(value) => value,
        _ => T::ZERO,
    };
    let (layout, buffer) = assemble("pad", &cuts, |index| {
        let parts = index.iter().zip(&parts).map(|(&i, parts)| parts[i].elements);
        match parts.collect::<Option<Vec<_>>>() {
            Some(slices) => x.slice(&slices),
            None => Ok(Strided::scalar(&constant)),
        }
    })?;
    Ok(Array::from_parts(layout, buffer))
}

/// A part of a padded axis.
struct Part {
    len: usize,
    /// The elements of the array that it copies, or repeats if there is one; none if constant.
    elements: Option<Slice>,
}

/// Returns the parts of an axis of length `len`, from one margin to the other.
fn parts_of<T>(mode: Pad<T>, len: usize, (before, after): (usize, usize)) -> Result<Vec<Part>> {
    // The length of the padded axis fits into `isize`.
    let end = (len + after) as isize;
    let mut place = -(before as isize);
    let mut parts = Vec::new();
    while place < end {
        let (elements, longest) = elements_from(&mode, len as isize, place);
        let part = longest.min(end - place);
        let elements = elements.map(|(first, step)| match step {
            0 => Slice::new(Some(first), Some(first + 1), 1),
            1 => Slice::new(Some(first), Some(first + part), 1),
            // No index is before the first one.
            _ => Slice::new(Some(first), (first >= part).then_some(first - part), -1),
        });
        let bytes = size_of_val(&parts[..]);
        parts.try_reserve(1).map_err(|_| Error::Allocation { bytes })?;
        parts.push(Part { len: part as usize, elements });
        place += part;
    }
    if parts.is_empty() {
        parts.push(Part { len: 0, elements: None });
    }
    Ok(parts)
}

/// Returns the index of the element for a place on a padded axis, with the step to the following
/// ones, and for how many places that step holds. Place 0 is that of the first element.
fn elements_from<T>(mode: &Pad<T>, len: isize, place: isize) -> (Option<(isize, isize)>, isize) {
    let is_within = (0..len).contains(&place);
    let to_next_edge = if place < 0 { -place } else { isize::MAX };
    match mode {
        _ if is_within => (Some((place, 1)), len - place),
        Pad::Constant(_) => (None, to_next_edge),
        Pad::Wrap if len > 1 => {
            let first = place.rem_euclid(len);
            (Some((first, 1)), len - first)
        }
        Pad::Symmetric if len > 1 => mirrored(place, len, 2 * len, 0),
        Pad::Reflect if len > 1 => mirrored(place, len, 2 * len - 2, 1),
        // One element is its own mirror image.
        _ => (Some((if place < 0 { 0 } else { len - 1 }, 0)), to_next_edge),
    }
}

/// Does the same for indices that, in each period, go up from 0 to the last one and down to
/// `lowest`.
fn mirrored(
    place: isize,
    len: isize,
    period: isize,
    lowest: isize,
) -> (Option<(isize, isize)>, isize) {
    let place = place.rem_euclid(period);
    let left = period - place;
    if place < len {
        (Some((place, 1)), len - place)
    } else {
        (Some((left - 1 + lowest, -1)), left)
    }
}
