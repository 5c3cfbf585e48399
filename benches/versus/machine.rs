//! The machine, and its limits, which are measured in the same run.

use crate::cases::{AtLevel, local, unwrap};
use crate::peers::Peers;
use serde::Serialize;
use std::hint::black_box;
use tightloop::{Array, Cost, Element, Isa, Level, Unary, UnaryExt, Vector, max, sum};
use tightloop_harness::{Contender, Effort, Series, measure};

/// The machine, the software on it, and the limits that times are compared with.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// The name of the CPU.
    pub cpu: String,
    /// The number of threads that it can run at a time.
    pub cores: usize,
    /// The level of our calls.
    pub level: &'static str,
    /// The number of threads that calls may use.
    pub threads: usize,
    /// tightloop's version, and those of its peers.
    pub versions: Vec<(String, String)>,
    /// Peers that were not found, and why.
    pub missing: Vec<(&'static str, String)>,
    /// The speed of memory, by the size of the working set.
    pub streams: Vec<Stream>,
    /// Operations per second of fused multiply-adds on registers, each counted as two.
    pub peak_f32: f64,
    /// The same for `f64`.
    pub peak_f64: f64,
}

/// The speed of memory for a working set of one size, in bytes per second.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Stream {
    /// The size in bytes.
    pub bytes: usize,
    /// Bytes read and written while one half is copied to the other.
    pub copy: f64,
    /// Bytes read while nothing is written.
    pub read: f64,
}

/// The sizes of working sets, from the first-level cache to main memory.
const STREAMS: [usize; 6] = [16 << 10, 160 << 10, 1 << 20, 8 << 20, 64 << 20, 384 << 20];

/// Working sets of at least this size come in several copies.
const LARGE: usize = 32 << 20;

/// The size of all copies together: more than any cache holds.
const EVICTING: usize = 1 << 30;

/// A copy. As in all operations, `#[inline(always)]` must be there: only inlined code is compiled
/// for the instruction set.
struct Identity;

impl Unary<f32> for Identity {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x
    }
}

/// Multiply-adds on registers, without memory.
struct Peak;

/// Independent chains of multiply-adds: enough to hide the latency of each other.
const CHAINS: usize = 12;

/// The length of a chain: so long that the load and the store beside it do not count.
const STEPS: usize = 256;

macro_rules! peak {
    ($($t:ident)*) => {$(
        impl Unary<$t> for Peak {
            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                let mut chains = [x; CHAINS];
                for _ in 0..STEPS {
                    for chain in &mut chains {
                        *chain = chain.mul_add(x, x);
                    }
                }
                let mut sum = x;
                for chain in chains {
                    sum = sum + chain;
                }
                sum
            }
        }
    )*};
}
peak! { f32 f64 }

/// Returns a call on two arrays of `bytes` bytes together. If they are large, each call gets other
/// ones, so that caches do not hold them. Contenders have operands of their own, which evict each
/// other in the same way.
///
/// # Errors
///
/// If there is not enough memory.
fn streaming<T: Element>(
    bytes: usize,
    call: impl Fn(&Array<T>, &mut Array<T>) + 'static,
) -> Result<Box<dyn Contender>, String> {
    let sets = if bytes < LARGE { 1 } else { EVICTING.div_ceil(bytes) };
    let new = || Array::<T>::ones(&[bytes / 2 / size_of::<T>()]).map_err(|error| error.to_string());
    let sets: Vec<_> = (0..sets).map(|_| Ok([new()?, new()?])).collect::<Result<_, String>>()?;
    let mut turn = 0;
    let no_values = |_: &Vec<[Array<T>; 2]>| Vec::new();
    Ok(local(sets, no_values, move |sets| {
        turn = (turn + 1) % sets.len();
        let [x, y] = &mut sets[turn];
        call(x, y);
    }))
}

impl Machine {
    /// Describes the machine and measures its limits, at its best level. `level` is the one that
    /// our calls run at.
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn measure(level: Level, peers: &Peers, effort: Effort) -> Result<Self, String> {
        let (best, threads) = (Level::available().last().unwrap_or(level), peers.threads);
        // The best round counts: a limit is the speed of an undisturbed machine.
        let seconds = |mut call: Box<dyn Contender>| -> Result<f64, String> {
            let mut call = AtLevel { call: &mut *call, level: best, threads };
            let Series(seconds) = measure(&mut [&mut call], effort)?.swap_remove(0);
            Ok(seconds.into_iter().fold(f64::INFINITY, f64::min))
        };
        let mut streams = Vec::new();
        for bytes in STREAMS {
            let mapped = streaming(bytes, |x: &Array<f32>, out: &mut Array<f32>| {
                unwrap(Identity.map_into(black_box(x), out))
            });
            let copied = streaming(bytes, |x: &Array<f32>, out: &mut Array<f32>| {
                out.as_slice_mut().copy_from_slice(black_box(x).as_slice());
            });
            let copied = seconds(mapped?)?.min(seconds(copied?)?);
            let summed = streaming(bytes, |x: &Array<f32>, y: &mut Array<f32>| {
                black_box(sum(x) + sum(&*y));
            });
            let compared = streaming(bytes, |x: &Array<u8>, y: &mut Array<u8>| {
                black_box((unwrap(max(x)), unwrap(max(&*y))));
            });
            let read = seconds(summed?)?.min(seconds(compared?)?);
            let rate = |seconds: f64| bytes as f64 / seconds;
            streams.push(Stream { bytes, copy: rate(copied), read: rate(read) });
        }
        let operations = (2 * CHAINS * STEPS) as f64;
        let (x, y) = (vec![0.5f32; 1024 * threads], vec![0.5f64; 1024 * threads]);
        let count = x.len() as f64;
        let single =
            local(x.clone(), |_| Vec::new(), move |out| unwrap(Peak.map_into(black_box(&x), out)));
        let double =
            local(y.clone(), |_| Vec::new(), move |out| unwrap(Peak.map_into(black_box(&y), out)));
        let mut versions = vec![("tightloop".into(), env!("CARGO_PKG_VERSION").into())];
        versions.extend(peers.versions.iter().cloned());
        Ok(Machine {
            cpu: cpu_name(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            level: level.name(),
            threads,
            versions,
            missing: peers.missing.clone(),
            streams,
            peak_f32: count * operations / seconds(single)?,
            peak_f64: count * operations / seconds(double)?,
        })
    }

    /// Returns the speed of memory for the working set whose size is nearest to `bytes`.
    pub fn stream(&self, bytes: usize) -> Stream {
        let distance = |stream: &&Stream| (stream.bytes as f64 / bytes.max(1) as f64).ln().abs();
        let nearest = self.streams.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        *nearest.expect("memory has been measured")
    }

    /// Returns the peak operations per second for a dtype, if they were measured.
    pub fn peak(&self, dtype: &str) -> Option<f64> {
        match dtype {
            "f32" => Some(self.peak_f32),
            "f64" => Some(self.peak_f64),
            _ => None,
        }
    }

    /// Returns the shortest time in which the machine could do some work.
    pub fn shortest_time(&self, work: &crate::cases::Work, dtype: &str) -> f64 {
        let stream = self.stream(work.read + work.written);
        // As many bytes as are written count as a copy, the remaining ones as reads.
        let copied = 2 * work.written.min(work.read);
        let read = work.read + work.written - copied;
        let moved = copied as f64 / stream.copy + read as f64 / stream.read;
        let computed = match (work.operations, self.peak(dtype)) {
            (Some(operations), Some(peak)) => operations as f64 / peak,
            _ => 0.0,
        };
        moved.max(computed)
    }
}

fn cpu_name() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.trim().to_owned())
}
