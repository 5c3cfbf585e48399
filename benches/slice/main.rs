//! What `cargo bench` measures: a few calls of each kind, at every level that the CPU has, in one
//! thread. Ends with a table, and with the headline of the last run against peers.

#![forbid(unsafe_code)]

mod cases;
mod table;

use cases::{Case, Work};
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use std::hint::black_box;
use std::time::{Duration, Instant};
use table::Table;
use tightloop::{Level, with_level, with_threads};

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(400))
        .sample_size(20)
        .nresamples(1000)
        .without_plots()
        .configure_from_args();
    let mut table = Table::default();
    for mut case in cases::all() {
        measure(&mut criterion, &mut table, &mut case);
    }
    criterion.final_summary();
    print!("{table}{}", table::headline());
}

/// Measures a case at each level that it is meant for.
fn measure(criterion: &mut Criterion, table: &mut Table, case: &mut Case) {
    let mut group = criterion.benchmark_group(&case.name);
    group.throughput(match case.work {
        Work::Bytes(bytes) => Throughput::Bytes(bytes as u64),
        Work::Flops(flops) => Throughput::Elements(flops as u64),
    });
    if case.is_long {
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
    }
    for level in Level::available() {
        // Seconds a call, and nothing to learn that shorter calls do not show.
        if case.is_long && level == Level::Scalar {
            continue;
        }
        let mut samples = Vec::new();
        group.bench_function(BenchmarkId::from_parameter(level), |bencher| {
            bencher.iter_custom(|calls| {
                let began = Instant::now();
                let done = with_level(level, || {
                    with_threads(1, || {
                        for _ in 0..calls {
                            black_box(&mut *case).run();
                        }
                    })
                });
                done.expect("the level is available");
                let elapsed = began.elapsed();
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

/// The median, if there are any: a benchmark that is filtered out has no samples.
fn median(samples: &mut [f64]) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied()
}
