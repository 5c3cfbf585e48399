//! Summaries of many figures.

use serde::Serialize;

/// The median and the quartiles of some figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// A quarter of the figures is below.
    pub low: f64,
    /// Half of the figures are below.
    pub median: f64,
    /// A quarter of the figures is above.
    pub high: f64,
}

impl Spread {
    /// Summarises one or more figures.
    ///
    /// # Panics
    ///
    /// If there are none.
    pub fn of(figures: &[f64]) -> Self {
        let mut sorted = figures.to_vec();
        sorted.sort_by(f64::total_cmp);
        Spread {
            low: quantile(&sorted, 0.25),
            median: quantile(&sorted, 0.5),
            high: quantile(&sorted, 0.75),
        }
    }

    /// Returns half the distance of the quartiles, relative to the median.
    pub fn relative(&self) -> f64 {
        (self.high - self.low) / 2.0 / self.median
    }
}

/// Returns the value that a fraction `part` of the sorted figures is below, interpolated between
/// neighbours.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// Returns the geometric mean, in which 2 and 1/2 make 1, or `None` without ratios.
pub fn geometric_mean(ratios: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0);
    for ratio in ratios {
        sum += ratio.ln();
        count += 1;
    }
    (count > 0).then(|| (sum / f64::from(count)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_neighbours() {
        assert_eq!(
            Spread::of(&[4.0, 1.0, 3.0, 2.0]),
            Spread { low: 1.75, median: 2.5, high: 3.25 }
        );
        assert_eq!(Spread::of(&[7.0]), Spread { low: 7.0, median: 7.0, high: 7.0 });
        assert_eq!(Spread::of(&[1.0, 2.0, 3.0]).relative(), 0.25);
    }

    #[test]
    fn a_ratio_and_its_inverse_cancel() {
        assert!((geometric_mean([2.0, 0.5]).unwrap() - 1.0).abs() < 1e-15);
        assert!((geometric_mean([1.0, 8.0, 1.0]).unwrap() - 2.0).abs() < 1e-15);
        assert_eq!(geometric_mean([]), None);
    }
}
