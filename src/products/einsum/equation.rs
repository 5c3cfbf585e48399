//! The text that says what `einsum` computes.

use tightloop_array_core::{Error, Result};

/// The name of an axis. Axes of the same name are walked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Index {
    /// An axis that `...` stands for, counted from the last one of these. They broadcast together.
    Ellipsis(usize),
    /// An axis with a letter of its own.
    Letter(char),
}

/// What `einsum` computes, for operands of known shapes.
#[derive(Debug)]
pub(super) struct Equation<const N: usize> {
    /// The names of the axes of each operand.
    pub(super) operands: [Vec<Index>; N],
    /// The names of the axes of the result, none twice, each of which an operand has.
    pub(super) result: Vec<Index>,
    /// The shape of the result.
    pub(super) shape: Vec<usize>,
}

impl<const N: usize> Equation<N> {
    /// Returns what the text means for operands of these shapes.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidParameter`] if the text has no meaning for them, [`Error::UnequalShapes`] or
    /// [`Error::Broadcast`] if axes of the same name differ in length.
    pub(super) fn new(text: &str, shapes: [&[usize]; N]) -> Result<Self> {
        let text: String = text.chars().filter(|letter| *letter != ' ').collect();
        let (operands, result) = match text.split_once("->") {
            Some((operands, result)) => (operands, Some(result)),
            None => (&text[..], None),
        };
        if operands.split(',').count() != N {
            return invalid("there is not one list of indices per operand");
        }
        let mut named = [const { Vec::new() }; N];
        for ((named, text), shape) in named.iter_mut().zip(operands.split(',')).zip(shapes) {
            *named = indices_of_operand(text, shape.len())?;
        }
        let result = match result {
            Some(text) => explicit_result(text, &named)?,
            None => implicit_result(&named),
        };
        let lengths = Lengths { operands: &named, shapes };
        for &index in named.iter().flatten() {
            lengths.of(index)?;
        }
        let shape = result.iter().map(|&index| lengths.of(index)).collect::<Result<_>>()?;
        Ok(Equation { operands: named, result, shape })
    }
}

fn invalid<R>(what: &'static str) -> Result<R> {
    Err(Error::InvalidParameter { op: super::NAME, what })
}

/// Returns the indices of an operand of `ndim` axes.
fn indices_of_operand(text: &str, ndim: usize) -> Result<Vec<Index>> {
    let letters = text.replacen("...", "", 1).len();
    match ndim.checked_sub(letters) {
        Some(others) if others == 0 || text.contains("...") => indices(text, others),
        _ => {
            // What is no letter is the better reason.
            indices(text, 0)?;
            invalid("an operand does not have one axis per index")
        }
    }
}

/// Returns the indices that a text names, with `count` of them for an ellipsis.
fn indices(text: &str, count: usize) -> Result<Vec<Index>> {
    let (before, after) = text.split_once("...").unwrap_or((text, ""));
    if !(before.chars().chain(after.chars())).all(|letter| letter.is_ascii_alphabetic()) {
        return invalid("an index is not a letter, or there is more than one `...` or `->`");
    }
    let mut indices: Vec<Index> = before.chars().map(Index::Letter).collect();
    if text.contains("...") {
        indices.extend((0..count).rev().map(Index::Ellipsis));
    }
    indices.extend(after.chars().map(Index::Letter));
    Ok(indices)
}

/// The number of axes that `...` stands for in the operand where it stands for most.
fn ellipsis_len(operands: &[Vec<Index>]) -> usize {
    let of_operand = |indices: &Vec<Index>| {
        indices.iter().filter(|index| matches!(index, Index::Ellipsis(_))).count()
    };
    operands.iter().map(of_operand).max().unwrap_or(0)
}

/// Returns the indices of a result that is spelled out.
fn explicit_result(text: &str, operands: &[Vec<Index>]) -> Result<Vec<Index>> {
    let count = ellipsis_len(operands);
    let result = indices(text, count)?;
    if count > 0 && !text.contains("...") {
        return invalid("the result lacks the `...` of an operand");
    }
    for (place, index) in result.iter().enumerate() {
        if result[..place].contains(index) {
            return invalid("an index of the result is repeated");
        }
        if !operands.iter().flatten().any(|other| other == index) {
            return invalid("an index of the result is not one of an operand");
        }
    }
    Ok(result)
}

/// Returns the indices of a result that is not spelled out: `...`, and then the letters that occur
/// once, in the order of the alphabet.
fn implicit_result(operands: &[Vec<Index>]) -> Vec<Index> {
    let mut result = indices("...", ellipsis_len(operands)).unwrap_or_default();
    let all: Vec<Index> = operands.iter().flatten().copied().collect();
    let occurs_once = |index: &Index| all.iter().filter(|other| *other == index).count() == 1;
    let is_letter = |index: &Index| matches!(index, Index::Letter(_));
    let mut letters: Vec<Index> =
        all.iter().copied().filter(|index| is_letter(index) && occurs_once(index)).collect();
    letters.sort_unstable();
    result.extend(letters);
    result
}

/// The lengths of named axes.
struct Lengths<'a, const N: usize> {
    operands: &'a [Vec<Index>; N],
    shapes: [&'a [usize]; N],
}

impl<const N: usize> Lengths<'_, N> {
    /// Returns the common length of all axes of this name, which an operand has.
    ///
    /// # Errors
    ///
    /// If there is none.
    fn of(&self, index: Index) -> Result<usize> {
        let mut common: Option<(usize, usize)> = None;
        for (operand, (indices, shape)) in self.operands.iter().zip(self.shapes).enumerate() {
            for (&other, &len) in indices.iter().zip(shape) {
                if other != index {
                    continue;
                }
                match common {
                    Some((first, _)) if first == len => {}
                    None => common = Some((len, operand)),
                    Some((first, _)) if matches!(index, Index::Ellipsis(_)) => {
                        // An axis of length 1 is stretched.
                        match (first, len) {
                            (_, 1) => {}
                            (1, _) => common = Some((len, operand)),
                            _ => return Err(Error::broadcast(super::NAME, &self.shapes)),
                        }
                    }
                    Some((_, before)) if before == operand => {
                        return invalid("an index is repeated along axes of different lengths");
                    }
                    Some(_) => return Err(Error::unequal_shapes(super::NAME, &self.shapes)),
                }
            }
        }
        Ok(common.map_or(1, |(len, _)| len))
    }
}
