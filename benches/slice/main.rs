//! `cargo bench`: measures a few calls of each kind on one thread, at every level that the CPU has.
//! Ends with a table, and with the summary of the last run against peers.

#![forbid(unsafe_code)]

mod cases;
mod table;

use cases::{Case, Work};
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use std::hint::black_box;
use std::time::{Duration, Instant};
use table::Table;
use tightloop::{Level, with_level, with_threads};

/// How long criterion measures a case at a level, if that is enough for all samples.
const MEASUREMENT_TIME: Duration = Duration::from_millis(400);

/// The number of samples, and the least that criterion accepts, for calls of more than [`LONG`].
const SAMPLES: usize = 20;
const SAMPLES_OF_LONG: usize = 10;
const LONG: Duration = Duration::from_millis(10);

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(100))
        // Criterion advises against 1000 or fewer.
        .nresamples(2000)
        .without_plots()
        .configure_from_args();
    let mut table = Table::default();
    for mut case in cases::all() {
        measure(&mut criterion, &mut table, &mut case);
    }
    criterion.final_summary();
    print!("{table}{}", table::headline());
}

/// Measures a case at each level.
fn measure(criterion: &mut Criterion, table: &mut Table, case: &mut Case) {
    let mut group = criterion.benchmark_group(format!("{}, {}", case.name, case.shape));
    group.throughput(match case.work {
        Work::Bytes(bytes) => Throughput::Bytes(bytes as u64),
        Work::Flops(flops) => Throughput::Elements(flops as u64),
    });
    for level in Level::available() {
        if case.skips_scalar && level == Level::Scalar {
            continue;
        }
        // All samples make the same number of calls, two or more: criterion warns of fewer.
        let call = time(case, level, 1);
        let samples = if call > LONG { SAMPLES_OF_LONG } else { SAMPLES };
        group.sampling_mode(SamplingMode::Flat).sample_size(samples);
        group.measurement_time(MEASUREMENT_TIME.max(2 * call * samples as u32));
        let mut samples = Vec::new();
        group.bench_function(BenchmarkId::from_parameter(level), |bencher| {
            bencher.iter_custom(|calls| {
                let elapsed = time(case, level, calls);
                samples.push(elapsed.as_secs_f64() / calls as f64);
                elapsed
            });
        });
        if let Some(seconds) = median(&mut samples) {
            table.add(case, level, seconds);
        }
    }
    group.finish();
}

/// Returns how long a number of calls take on one thread.
fn time(case: &mut Case, level: Level, calls: u64) -> Duration {
    let began = Instant::now();
    let done = with_level(level, || {
        with_threads(1, || {
            for _ in 0..calls {
                black_box(&mut *case).run();
            }
        })
    });
    done.expect("the level is available");
    began.elapsed()
}

/// Returns the median, or `None` without samples: a filter may have skipped the benchmark.
fn median(samples: &mut [f64]) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied()
}
