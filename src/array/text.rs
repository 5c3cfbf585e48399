//! Arrays from text.

use super::Array;
use crate::{Element, Error, Result};
use core::str::FromStr;

/// Reads a table of numbers: a row per line, with commas or spaces between the numbers, as
/// `np.loadtxt` does. Always two axes. Empty lines, and what follows a `#`, are skipped.
///
/// # Errors
///
/// - [`Error::InvalidText`] if an element cannot be read.
/// - [`Error::UnequalLengths`] if the rows differ in length.
/// - [`Error::Allocation`] if allocation fails.
///
/// # Examples
///
/// ```
/// use tightloop::Array;
///
/// let x: Array<f64> = "# length, width\n1.5, 2\n3, 4e2\n".parse()?;
/// assert_eq!(x, Array::from([[1.5, 2.0], [3.0, 400.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
impl<T: Element + FromStr> FromStr for Array<T> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut elements = Vec::new();
        let (mut rows, mut shortest, mut longest) = (0, usize::MAX, 0);
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default();
            let before = elements.len();
            for element in words(line) {
                elements.push(element.parse().map_err(|_| Error::InvalidText {
                    line: number + 1,
                    dtype: T::DTYPE,
                    text: element.into(),
                })?);
            }
            let columns = elements.len() - before;
            if columns > 0 {
                rows += 1;
                (shortest, longest) = (shortest.min(columns), longest.max(columns));
            }
        }
        if rows > 0 && shortest != longest {
            return Err(Error::UnequalLengths { op: "from_str", shortest, longest });
        }
        Array::from_slice(&[rows, longest], &elements)
    }
}

/// The parts of a line between commas, or between spaces. A comma at the end counts as a space;
/// nothing between two commas is an empty part.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim().trim_end_matches(',');
    line.split(',').flat_map(|field| {
        let is_empty = field.trim().is_empty() && !line.is_empty();
        is_empty.then_some("").into_iter().chain(field.split_whitespace())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read() {
        let read = |text: &str| text.parse::<Array<i32>>();
        assert_eq!(read("1 2\n3\t4"), Ok(Array::from([[1, 2], [3, 4]])));
        assert_eq!(read("  1,2,\r\n\n3, 4 # rest\n# all\n"), Ok(Array::from([[1, 2], [3, 4]])));
        assert_eq!(read("7").unwrap().shape(), [1, 1]);
        assert_eq!(read("").unwrap().shape(), [0, 0]);
        assert_eq!(read("\n#\n").unwrap().shape(), [0, 0]);
    }

    #[test]
    fn faults_name_the_line() {
        let read = |text: &str| text.parse::<Array<f32>>().unwrap_err().to_string();
        assert_eq!(read("1\n2\nthree"), "line 3: \"three\" is not of type float32");
        assert_eq!(read("1,,2"), "line 1: \"\" is not of type float32");
        assert_eq!(read("1 2 3\n4 5"), "from_str: the lengths of the slices differ, from 2 to 3");
    }
}
