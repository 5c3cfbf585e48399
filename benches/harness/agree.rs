//! Compares the results of two contenders.

use std::fmt;

/// How far results may differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// The allowed difference relative to the larger of the two.
    relative: f64,
    /// A difference that is always allowed.
    absolute: f64,
}

impl Tolerance {
    /// No difference.
    pub const EXACT: Tolerance = Tolerance { relative: 0.0, absolute: 0.0 };

    /// Allows a relative difference of `count` times `epsilon`, the distance from 1 to the next
    /// number of the dtype.
    pub fn epsilons(count: f64, epsilon: f64) -> Self {
        Tolerance { relative: count * epsilon, absolute: f64::MIN_POSITIVE }
    }

    /// Measures the difference relative to `size`, if that allows more. For sums whose terms of
    /// about this size cancel.
    pub fn of_size(self, size: f64) -> Self {
        Tolerance { absolute: self.relative * size, ..self }
    }
}

/// How two results differ.
#[derive(Clone, Debug, PartialEq)]
pub enum Disagreement {
    /// The numbers of elements differ.
    Length(usize, usize),
    /// The elements at an index differ too much. It is the first such index.
    At(usize, f64, f64),
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Disagreement::Length(ours, theirs) => write!(f, "{ours} elements against {theirs}"),
            Disagreement::At(place, ours, theirs) => {
                write!(f, "element {place} is {ours:e} against {theirs:e}")
            }
        }
    }
}

/// Compares results element by element. NaN equals NaN.
///
/// # Errors
///
/// The first difference that `tolerance` does not allow.
pub fn agree(ours: &[f64], theirs: &[f64], tolerance: Tolerance) -> Result<(), Disagreement> {
    if ours.len() != theirs.len() {
        return Err(Disagreement::Length(ours.len(), theirs.len()));
    }
    let apart = |&(_, (a, b)): &(usize, (&f64, &f64))| !close(*a, *b, tolerance);
    match ours.iter().zip(theirs).enumerate().find(apart) {
        Some((place, (&a, &b))) => Err(Disagreement::At(place, a, b)),
        None => Ok(()),
    }
}

fn close(a: f64, b: f64, tolerance: Tolerance) -> bool {
    let distance = (a - b).abs();
    let allowed = tolerance.absolute.max(tolerance.relative * a.abs().max(b.abs()));
    a == b || a.is_nan() && b.is_nan() || distance.is_finite() && distance <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_large_difference_is_reported() {
        let loose = Tolerance::epsilons(4.0, f64::EPSILON);
        let ours = [1.0, f64::NAN, 0.0, f64::INFINITY];
        assert_eq!(agree(&ours, &ours, Tolerance::EXACT), Ok(()));
        assert_eq!(
            agree(&ours, &[1.0 + 4.0 * f64::EPSILON, f64::NAN, 0.0, f64::INFINITY], loose),
            Ok(())
        );
        let found = agree(&ours, &[1.0 + 8.0 * f64::EPSILON, f64::NAN, 0.0, f64::INFINITY], loose);
        assert!(matches!(found, Err(Disagreement::At(0, ..))));
        assert!(matches!(agree(&ours, &[1.0, 0.0, 0.0, 0.0], loose), Err(Disagreement::At(1, ..))));
        assert!(matches!(
            agree(&ours, &[1.0, f64::NAN, 1e-300, f64::INFINITY], loose),
            Err(Disagreement::At(2, ..))
        ));
        assert!(matches!(
            agree(&ours, &[1.0, f64::NAN, 0.0, 1e308], loose),
            Err(Disagreement::At(3, ..))
        ));
        assert_eq!(agree(&[1.0], &[], loose), Err(Disagreement::Length(1, 0)));
    }

    #[test]
    fn cancelling_sums_are_measured_by_their_terms() {
        let tolerance = Tolerance::epsilons(2.0, 1e-7).of_size(100.0);
        assert_eq!(agree(&[1e-6], &[-1e-6], tolerance), Ok(()));
        assert!(agree(&[1e-4], &[-1e-4], tolerance).is_err());
    }
}
