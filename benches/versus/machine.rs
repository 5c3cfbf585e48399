//! The machine: what it is, and what it can do at most, measured in the same run.

use crate::cases::{AtLevel, done, local};
use crate::peers::Peers;
use serde::Serialize;
use std::hint::black_box;
use tightloop::{Array, Cost, Element, Isa, Level, Unary, UnaryExt, Vector, max, sum};
use tightloop_harness::{Contender, Effort, Series, measure};

/// What figures depend on, and what they are set against.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// The CPU, by its own name.
    pub cpu: String,
    /// How many threads it runs at a time.
    pub cores: usize,
    /// The level of our calls.
    pub level: &'static str,
    /// Threads that calls may take.
    pub threads: usize,
    /// tightloop's version, and those of its peers.
    pub versions: Vec<(String, String)>,
    /// Peers that are not there.
    pub missing: Vec<(&'static str, String)>,
    /// Memory, by how much of it is gone through.
    pub streams: Vec<Stream>,
    /// Fused multiply-adds from registers, in operations a second: two each.
    pub peak_f32: f64,
    /// The same of `f64`.
    pub peak_f64: f64,
}

/// What memory gives, in bytes a second, where so much of it is gone through again and again.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Stream {
    /// The bytes gone through.
    pub bytes: usize,
    /// The bytes that are read and written by copying half of it to the other half.
    pub copy: f64,
    /// The bytes that are read where nothing is written.
    pub read: f64,
}

/// The amounts of memory that are gone through.
const STREAMS: [usize; 6] = [16 << 10, 160 << 10, 1 << 20, 8 << 20, 64 << 20, 384 << 20];

/// From so many bytes on, operands are large.
const LARGE: usize = 32 << 20;

/// As many bytes as no cache holds.
const EVICTING: usize = 1 << 30;

/// A copy.
struct Same;

impl Unary<f32> for Same {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x
    }
}

/// Multiply-adds in as many chains as hide each other's latency, and no memory.
struct Peak;

const CHAINS: usize = 12;
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

/// A call on two arrays of so many bytes together. Large ones are others each time, so that caches
/// do not hold them: contenders have operands of their own, which push each other out in the same
/// way.
///
/// # Errors
///
/// Where there is not enough memory.
fn through<T: Element>(
    bytes: usize,
    call: impl Fn(&Array<T>, &mut Array<T>) + 'static,
) -> Result<Box<dyn Contender>, String> {
    let sets = if bytes < LARGE { 1 } else { EVICTING.div_ceil(bytes) };
    let new = || Array::<T>::ones(&[bytes / 2 / size_of::<T>()]).map_err(|error| error.to_string());
    let sets: Vec<_> = (0..sets).map(|_| Ok([new()?, new()?])).collect::<Result<_, String>>()?;
    let mut turn = 0;
    let nothing = |_: &Vec<[Array<T>; 2]>| Vec::new();
    Ok(local(sets, nothing, move |sets| {
        turn = (turn + 1) % sets.len();
        let [x, y] = &mut sets[turn];
        call(x, y);
    }))
}

impl Machine {
    /// Looks at the machine and measures its limits, at the best level that it has. `level` is that
    /// of our calls.
    ///
    /// # Errors
    ///
    /// Where there is not enough memory.
    pub fn look(level: Level, peers: &Peers, effort: Effort) -> Result<Self, String> {
        let (best, threads) = (Level::available().last().unwrap_or(level), peers.threads);
        // The best of all rounds: a limit is what the machine does undisturbed.
        let seconds = |mut call: Box<dyn Contender>| -> Result<f64, String> {
            let mut call = AtLevel { call: &mut *call, level: best, threads };
            let Series(seconds) = measure(&mut [&mut call], effort)?.swap_remove(0);
            Ok(seconds.into_iter().fold(f64::INFINITY, f64::min))
        };
        let mut streams = Vec::new();
        for bytes in STREAMS {
            let mapped = through(bytes, |x: &Array<f32>, out: &mut Array<f32>| {
                done(Same.map_into(black_box(x), out))
            });
            let copied = through(bytes, |x: &Array<f32>, out: &mut Array<f32>| {
                out.as_slice_mut().copy_from_slice(black_box(x).as_slice());
            });
            let copied = seconds(mapped?)?.min(seconds(copied?)?);
            let summed = through(bytes, |x: &Array<f32>, y: &mut Array<f32>| {
                black_box(sum(x) + sum(&*y));
            });
            let compared = through(bytes, |x: &Array<u8>, y: &mut Array<u8>| {
                black_box((done(max(x)), done(max(&*y))));
            });
            let read = seconds(summed?)?.min(seconds(compared?)?);
            let rate = |seconds: f64| bytes as f64 / seconds;
            streams.push(Stream { bytes, copy: rate(copied), read: rate(read) });
        }
        let operations = (2 * CHAINS * STEPS) as f64;
        let (x, y) = (vec![0.5f32; 1024 * threads], vec![0.5f64; 1024 * threads]);
        let count = x.len() as f64;
        let single =
            local(x.clone(), |_| Vec::new(), move |out| done(Peak.map_into(black_box(&x), out)));
        let double =
            local(y.clone(), |_| Vec::new(), move |out| done(Peak.map_into(black_box(&y), out)));
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

    /// The stream that goes through about so much memory.
    pub fn stream(&self, bytes: usize) -> Stream {
        let distance = |stream: &&Stream| (stream.bytes as f64 / bytes.max(1) as f64).ln().abs();
        let nearest = self.streams.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        *nearest.expect("memory has been measured")
    }

    /// The operations a second that the machine can do on a dtype, if it has been measured.
    pub fn peak(&self, dtype: &str) -> Option<f64> {
        match dtype {
            "float32" => Some(self.peak_f32),
            "float64" => Some(self.peak_f64),
            _ => None,
        }
    }

    /// The shortest time in which so many bytes can be read and written, and so many operations
    /// done.
    pub fn shortest(&self, work: &crate::cases::Work, dtype: &str) -> f64 {
        let stream = self.stream(work.read + work.written);
        // What is written is read as well by a copy, at one speed for both; the rest is only read.
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
