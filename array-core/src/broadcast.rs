//! Broadcasting of shapes.

use crate::{Error, MAX_NDIM, Result, Shape};

/// Returns the shape that `shapes` broadcast to. They are aligned at their last axes; an axis that
/// is missing or has length 1 is stretched to the length of the others. Without shapes, the result
/// is that of a scalar.
///
/// ```
/// use tightloop_array_core::broadcast_shapes;
///
/// assert_eq!(broadcast_shapes("add", &[&[4, 1], &[3]])?[..], [4, 3]);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Broadcast`] if two lengths differ and neither is 1; [`Error::TooManyAxes`] if a shape
/// has more axes than [`MAX_NDIM`].
pub fn broadcast_shapes(op: &'static str, shapes: &[&[usize]]) -> Result<Shape> {
    let widest = shapes.iter().copied().max_by_key(|shape| shape.len()).unwrap_or(&[]);
    if widest.len() > MAX_NDIM {
        return Err(Error::TooManyAxes { ndim: widest.len() });
    }
    let mut result = Shape::from_slice(widest)?;
    for &shape in shapes {
        let aligned = result.len() - shape.len();
        for (common, &len) in result[aligned..].iter_mut().zip(shape) {
            if *common == 1 {
                *common = len;
            } else if len != 1 && len != *common {
                return Err(Error::broadcast(op, shapes));
            }
        }
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broadcast(shapes: &[&[usize]]) -> Option<Shape> {
        broadcast_shapes("add", shapes).ok()
    }

    #[test]
    fn stretches_missing_axes_and_lengths_of_one() {
        let cases: [(&[&[usize]], &[usize]); 8] = [
            (&[], &[]),
            (&[&[]], &[]),
            (&[&[], &[3]], &[3]),
            (&[&[3], &[1]], &[3]),
            (&[&[2, 1, 4], &[3, 1]], &[2, 3, 4]),
            (&[&[1], &[0]], &[0]),
            (&[&[5, 0], &[1, 1], &[0]], &[5, 0]),
            (&[&[1, 3], &[2, 1], &[1]], &[2, 3]),
        ];
        for (shapes, expected) in cases {
            assert_eq!(broadcast(shapes).unwrap()[..], *expected, "{shapes:?}");
        }
    }

    #[test]
    fn refuses_other_lengths() {
        assert!(broadcast(&[&[2], &[3]]).is_none());
        assert!(broadcast(&[&[0], &[2]]).is_none());
        assert!(broadcast(&[&[1, 2], &[2, 3]]).is_none());
        assert!(matches!(
            broadcast_shapes("add", &[&[1; 17]]),
            Err(Error::TooManyAxes { ndim: 17 })
        ));
    }
}
