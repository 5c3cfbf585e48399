//! Measures contenders against each other, in turns.
//!
//! The speed of a machine drifts, and other programs take their share of it. The reported figure is
//! therefore the *ratio* of two contenders that ran one right after the other, as the median over
//! all rounds, with quartiles. Every other round goes backwards, so that nobody gains by being
//! first.

#![forbid(unsafe_code)]

pub mod agree;
pub mod stats;

use stats::Spread;
use std::time::Duration;

/// A call that can be measured.
pub trait Contender {
    /// Makes the call `calls` times, and returns how long that took.
    ///
    /// # Errors
    ///
    /// If a call fails.
    fn time(&mut self, calls: u64) -> Result<Duration, String>;

    /// Makes the call, and returns the elements of its result in C order. The real part of a
    /// complex number comes before the imaginary one.
    ///
    /// # Errors
    ///
    /// If the call fails.
    fn result(&mut self) -> Result<Vec<f64>, String>;
}

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// The number of turns per contender.
    pub rounds: usize,
    /// The least duration of a turn. It should be much longer than a tick of the clock.
    pub turn: Duration,
    /// The pause before each turn, in which threads of the previous contender stop spinning.
    pub pause: Duration,
}

/// The smallest number of rounds: enough for quartiles, and even, so that as many rounds go forward
/// as backward.
pub const FEWEST_ROUNDS: usize = 8;

/// Seconds per call in each round.
#[derive(Clone, Debug, PartialEq)]
pub struct Series(pub Vec<f64>);

impl Series {
    /// Returns the median time of a call in seconds.
    pub fn median(&self) -> f64 {
        Spread::of(&self.0).median
    }

    /// Returns the ratio of these times to those of `other`, round by round.
    pub fn ratio_to(&self, other: &Series) -> Spread {
        let ratios: Vec<f64> = self.0.iter().zip(&other.0).map(|(a, b)| a / b).collect();
        Spread::of(&ratios)
    }
}

/// Measures contenders in turns, and returns a series for each.
///
/// # Errors
///
/// The first error of a contender.
pub fn measure(
    contenders: &mut [&mut dyn Contender],
    effort: Effort,
) -> Result<Vec<Series>, String> {
    let mut calls = Vec::new();
    for contender in contenders.iter_mut() {
        calls.push(calls_for(&mut **contender, effort.turn)?);
    }
    let mut series = vec![Series(Vec::new()); contenders.len()];
    for round in 0..effort.rounds.max(FEWEST_ROUNDS) {
        for i in order(round, contenders.len()) {
            if !effort.pause.is_zero() {
                std::thread::sleep(effort.pause);
            }
            let elapsed = contenders[i].time(calls[i])?;
            series[i].0.push(elapsed.as_secs_f64() / calls[i] as f64);
        }
    }
    Ok(series)
}

/// Returns the order of turns in a round. Every other round goes backwards, and every two rounds
/// the first contender changes.
fn order(round: usize, count: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |i| {
        let place = if round.is_multiple_of(2) { i } else { count - 1 - i };
        (place + round / 2) % count
    })
}

/// Returns how many calls fill a turn. This also warms the contender up.
fn calls_for(contender: &mut dyn Contender, turn: Duration) -> Result<u64, String> {
    let mut calls = 1;
    loop {
        let elapsed = contender.time(calls)?;
        if elapsed >= turn {
            return Ok(calls);
        }
        // Aims a tenth above the turn. Short measurements are imprecise, so one step makes at most
        // 16 times as many calls.
        let missing = 1.1 * turn.as_secs_f64() / elapsed.as_secs_f64().max(1e-9);
        calls = (calls as f64 * missing.clamp(1.2, 16.0)).ceil() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine with a simulated clock. It grows slower all the time, and other programs interrupt
    /// it now and then.
    struct Machine {
        now: f64,
        random: u64,
        disturbed: bool,
    }

    impl Machine {
        fn random(&mut self) -> f64 {
            self.random = self
                .random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.random >> 11) as f64 / (1u64 << 53) as f64
        }

        /// Runs a call that takes `seconds` on a fresh machine without disturbances.
        fn run(&mut self, seconds: f64) -> Duration {
            let mut taken = seconds * (1.0 + self.now);
            if self.disturbed {
                taken *= 1.0 + 0.02 * self.random();
                if self.random() < 0.2 {
                    taken *= 1.0 + 5.0 * self.random();
                }
            }
            self.now += taken;
            Duration::from_secs_f64(taken)
        }
    }

    struct Simulated<'a> {
        machine: &'a std::cell::RefCell<Machine>,
        seconds: f64,
    }

    impl Contender for Simulated<'_> {
        fn time(&mut self, calls: u64) -> Result<Duration, String> {
            Ok(self.machine.borrow_mut().run(self.seconds * calls as f64))
        }

        fn result(&mut self) -> Result<Vec<f64>, String> {
            Err("nothing is computed".into())
        }
    }

    /// Returns the measured ratio of the second contender to the first, on a machine with random
    /// numbers from `seed`.
    fn ratio(first: f64, second: f64, disturbed: bool, seed: u64) -> Spread {
        let machine = std::cell::RefCell::new(Machine { now: 0.0, random: seed, disturbed });
        let mut a = Simulated { machine: &machine, seconds: first };
        let mut b = Simulated { machine: &machine, seconds: second };
        let effort = Effort { rounds: 16, turn: Duration::from_millis(2), pause: Duration::ZERO };
        let series = measure(&mut [&mut a, &mut b], effort).unwrap();
        assert!(series.iter().all(|series| series.0.len() == 16));
        series[1].ratio_to(&series[0])
    }

    #[test]
    fn drift_favours_nobody() {
        for (first, second) in [(3e-6, 3e-6), (3e-6, 4.5e-6), (4.5e-6, 3e-6), (1e-7, 1e-3)] {
            let found = ratio(first, second, false, 1);
            assert!((found.median / (second / first) - 1.0).abs() < 0.002, "{found:?}");
        }
    }

    #[test]
    fn disturbances_do_not_hide_a_factor_or_make_one_up() {
        for seed in 1..200 {
            for (first, second) in [(3e-6, 3e-6), (3e-6, 4.5e-6), (4.5e-6, 3e-6)] {
                let found = ratio(first, second, true, seed);
                assert!((found.median / (second / first) - 1.0).abs() < 0.04, "{found:?}");
                assert!(found.low <= found.median && found.median <= found.high);
            }
        }
    }

    #[test]
    fn turns_are_long_enough() {
        for seconds in [1e-8, 1e-5, 3e-3, 0.5] {
            let machine =
                std::cell::RefCell::new(Machine { now: 0.0, random: 1, disturbed: false });
            let turn = Duration::from_millis(2);
            let calls = calls_for(&mut Simulated { machine: &machine, seconds }, turn).unwrap();
            assert!(calls as f64 * seconds > 1.9e-3, "{calls} calls of {seconds} s");
            assert!(calls == 1 || calls as f64 * seconds < 5e-3, "{calls} calls of {seconds} s");
        }
    }

    #[test]
    fn everyone_has_each_place_as_often() {
        let count = 3;
        let mut places = [[0; 3]; 3];
        for round in 0..2 * count {
            let turns: Vec<usize> = order(round, count).collect();
            for (place, &i) in turns.iter().enumerate() {
                places[i][place] += 1;
            }
        }
        assert_eq!(places, [[2; 3]; 3]);
    }

    #[test]
    fn an_error_ends_it() {
        struct Broken;
        impl Contender for Broken {
            fn time(&mut self, _: u64) -> Result<Duration, String> {
                Err("broken".into())
            }
            fn result(&mut self) -> Result<Vec<f64>, String> {
                Err("broken".into())
            }
        }
        let effort = Effort { rounds: 7, turn: Duration::from_millis(1), pause: Duration::ZERO };
        assert_eq!(measure(&mut [&mut Broken], effort).unwrap_err(), "broken");
    }
}
