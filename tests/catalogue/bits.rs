//! The same bits everywhere: results at every level, on several numbers of threads and at several
//! alignments have the hashes in `bits.txt`, which are the same for all CPUs.
//!
//! After a change that is meant to change results, run
//! `WRITE_BITS=1 cargo test --test catalogue bits`, and say why in the change log.

use crate::table::{Along, PRODUCTS, Product, Ufunc, along_axes, casts, ufuncs};
use std::cell::RefCell;
use std::collections::BTreeMap;
use tightloop::*;
use tightloop_samples::memory::{Memory, Place, View};
use tightloop_samples::sample;

/// The length of short calls: small enough for many runs, and not a multiple of any register.
const SHORT: usize = 1003;

/// The length of medium calls: enough samples for emulators.
const MEDIUM: usize = 8_209;

/// The length of long calls: large enough that any call is cut over threads.
const LONG: usize = 263_007;

thread_local! {
    /// Samples for long calls, of each dtype and series that were asked for.
    static SAMPLES: RefCell<Vec<(DType, u64, Memory)>> = const { RefCell::new(Vec::new()) };

    /// Results of the function at hand with their hashes: most runs have the bits of another one.
    static HASHED: RefCell<Vec<(Memory, u64)>> = const { RefCell::new(Vec::new()) };
}

/// Hashes results.
fn hash(results: &Memory) -> u64 {
    HASHED.with_borrow_mut(|hashed| {
        if let Some((_, hash)) = hashed.iter().find(|(known, _)| known == results) {
            return *hash;
        }
        let hash = results.hash();
        hashed.push((results.clone(), hash));
        hash
    })
}

/// The hashes of a short, a medium and a long call, by the names of the function and its types.
type Hashes = BTreeMap<String, [Option<u64>; 3]>;

/// Records the hashes of a function after asserting that all runs agree on them. `run` takes the
/// number of elements, and the offset in memory at which they begin. `ONLY_BEST_LEVEL` skips
/// other levels and threads, since emulators are slow, and long calls unless their `order` is what
/// they are for.
fn record(found: &mut Hashes, what: String, order: bool, run: &dyn Fn(usize, usize) -> u64) {
    HASHED.with_borrow_mut(Vec::clear);
    let only_best = std::env::var_os("ONLY_BEST_LEVEL").is_some();
    let mut hashes = None;
    for level in Level::available() {
        let is_best = Some(level) == Level::available().last();
        if only_best && !is_best {
            continue;
        }
        let all = with_level(level, || {
            let short = with_threads(1, || run(SHORT, 0));
            for offset in 1..4 {
                assert_eq!(
                    run(SHORT, offset),
                    short,
                    "{what} at {level}: begins {offset} elements later"
                );
            }
            let medium = with_threads(1, || run(MEDIUM, 0));
            if only_best && !order {
                return [Some(short), Some(medium), None];
            }
            let long = with_threads(1, || run(LONG, 0));
            // How a call is cut does not depend on the level, so one level tries every number of
            // threads.
            let several: &[usize] = if is_best { &[2, 3, 7] } else { &[3] };
            for &threads in several.iter().filter(|_| !only_best) {
                assert_eq!(
                    with_threads(threads, || run(LONG, 0)),
                    long,
                    "{what} at {level}: {threads} threads"
                );
            }
            [short, medium, long].map(Some)
        })
        .unwrap();
        assert_eq!(*hashes.get_or_insert(all), all, "{what} at {level}");
    }
    found.insert(what, hashes.unwrap());
}

/// Returns enough samples for long calls.
fn long_samples(dtype: DType, series: u64) -> Memory {
    SAMPLES.with_borrow_mut(|all| {
        if let Some((.., samples)) = all.iter().find(|known| (known.0, known.1) == (dtype, series))
        {
            return samples.clone();
        }
        let samples = Memory::samples(dtype, series, LONG);
        all.push((dtype, series, samples.clone()));
        samples
    })
}

/// Copies samples to `offset` elements behind the start of an allocation.
fn shifted(samples: &Memory, len: usize, offset: usize) -> Memory {
    let width = samples.dtype.size();
    let mut memory = Memory::canaries(samples.dtype, offset + len);
    memory.bytes_mut()[offset * width..].copy_from_slice(&samples.bytes()[..len * width]);
    memory
}

/// Returns a view that begins at `offset`.
fn from<'a>(memory: &'a Memory, offset: usize, shape: &[usize]) -> View<'a> {
    View { place: Place { offset, ..Place::contiguous(shape) }, ..memory.line() }
}

/// Returns the names of types in Rust.
fn types<'a>(dtypes: impl IntoIterator<Item = &'a DType>) -> String {
    let name = |dtype: &DType| match dtype {
        DType::C32 | DType::C64 => format!("{dtype:?}"),
        _ => format!("{dtype:?}").to_lowercase(),
    };
    dtypes.into_iter().map(name).collect::<Vec<_>>().join(" ")
}

fn elementwise(found: &mut Hashes, ufunc: &Ufunc, types: String) {
    // As few are cut into as many pieces, and each takes microseconds.
    let longest = if ufunc.is_complex_power() { LONG / 4 } else { LONG };
    let samples =
        |(k, &dtype): (usize, &DType)| ufunc.defined_for(k, long_samples(dtype, k as u64));
    let x: Vec<Memory> = ufunc.inputs.iter().enumerate().map(samples).collect();
    record(found, format!("{} {types}", ufunc.name), false, &|len, offset| {
        let len = len.min(longest);
        let first = shifted(&x[0], len, offset);
        let mut views = vec![from(&first, offset, &[len])];
        views.extend(x[1..].iter().map(|x| from(x, 0, &[len])));
        let (_, results) = (ufunc.new)(&views).unwrap();
        results.iter().zip(0..).fold(0, |all, (result, k)| all ^ hash(result).rotate_left(k))
    });
}

/// Hashes results along a line, columns and rows. Skips the special values (the first 130 samples),
/// which would make all sums NaN.
fn along(found: &mut Hashes, function: &Along) {
    let x = long_samples(function.input, 0);
    record(
        found,
        format!("{} {}", function.name, types([&function.input])),
        true,
        &|len, offset| {
            let (x, begin) = (shifted(&x, len, offset), offset + 130);
            let (line, rows) = (len - 130, (len - 130) / 77);
            let run = |shape: &[usize], axis| {
                hash(&(function.new)(&from(&x, begin, shape), axis).unwrap())
            };
            run(&[line], 0)
                ^ run(&[rows, 77], 0).rotate_left(1)
                ^ run(&[rows, 77], 1).rotate_left(2)
        },
    );
}

/// Hashes a product that is cut over threads, and a small one whose sizes end in partial tiles.
fn product(found: &mut Hashes, product: &Product) {
    let samples = [0, 1].map(|series| long_samples(product.dtype, series));
    record(found, format!("matmul {}", types([&product.dtype])), true, &|len, offset| {
        let n = match len {
            SHORT => 29,
            MEDIUM => 64,
            _ => 200,
        };
        // Skips the special values.
        let elements = samples.each_ref().map(|x| shifted(x, 130 + n * n, offset));
        let [a, b] = elements.each_ref().map(|x| from(x, offset + 130, &[n, n]));
        let mut c = Memory::canaries(product.output, n * n);
        let mut out = c.line_mut();
        out.place = Place::contiguous(&[n, n]);
        (product.into)(&a, &b, &mut out).unwrap();
        hash(&c)
    });
}

#[test]
fn results_have_the_committed_hashes() {
    let mut found = Hashes::new();
    for ufunc in ufuncs() {
        // Most operands of ternary functions have the same type.
        let is_one_type = ufunc.inputs.iter().all(|&dtype| dtype == ufunc.inputs[0]);
        let named = if ufunc.inputs.len() == 3 && is_one_type { 1 } else { 3 };
        elementwise(&mut found, &ufunc, types(ufunc.inputs.iter().take(named)));
    }
    for cast in casts() {
        elementwise(&mut found, &cast, types(cast.inputs.iter().chain(cast.outputs)));
    }
    for function in along_axes() {
        along(&mut found, &function);
    }
    for one in PRODUCTS {
        product(&mut found, one);
    }

    let text: String = found
        .iter()
        .map(|(name, hashes)| {
            let hashes = hashes.map(|hash| hash.map_or("-".into(), |hash| format!("{hash:016x}")));
            format!("{name} {}\n", hashes.join(" "))
        })
        .collect();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bits.txt");
    if std::env::var_os("WRITE_BITS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    for (committed, found) in committed.lines().zip(text.lines()) {
        // Hashes that were not computed may be any.
        let mut words = found.split(' ').zip(committed.split(' '));
        let is_same = words.all(|(found, committed)| found == committed || found == "-");
        assert!(is_same, "not the committed bits: {found}, not {committed}");
    }
    assert_eq!(
        text.lines().count(),
        committed.lines().count(),
        "functions without committed hashes, or gone"
    );
}

#[test]
fn samples_include_special_values() {
    let x: Vec<f32> = (0..1000).map(|i| sample(0, i)).collect();
    assert!(
        x.iter().any(|x| x.is_nan())
            && x.contains(&f32::INFINITY)
            && x.iter().any(|x| x.is_subnormal())
    );
}
