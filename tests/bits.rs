//! The same bits everywhere: results at every level, on several numbers of threads and at several alignments have the hashes of the committed
//! file `bits.txt`, which is the same for all CPUs.
//!
//! After a change that is meant to change results: `WRITE_BITS=1 cargo test --test bits`, and say why in the change log.

mod support;

use std::collections::BTreeMap;
use std::sync::Mutex;
use support::samples::{Sample, sample, samples};
use tightloop::*;

/// Few enough for many runs; not a multiple of any register.
const SHORT: usize = 1003;

/// Enough for any call to be cut over threads.
const LONG: usize = 263_007;

/// FNV-1a over what results are compared by, a word at a time.
fn hash<T: Sample>(results: &Array<T>) -> u64 {
    results.iter().fold(0xcbf2_9ce4_8422_2325, |hash, x| {
        let mixed = (hash ^ x.to_comparable()).wrapping_mul(0x100_0000_01b3);
        mixed ^ mixed >> 32
    })
}

/// The hashes found, by name of function and types.
static FOUND: Mutex<BTreeMap<String, [u64; 2]>> = Mutex::new(BTreeMap::new());

/// Notes the hashes of a function that is given the number of elements and where in memory to begin, after all runs have agreed on them.
/// `BITS_AT_BEST_LEVEL` leaves the other levels and the threads out, for slow emulators of CPUs that are not at hand.
fn note(name: &str, types: &str, run: &dyn Fn(usize, usize) -> u64) {
    let only_best = std::env::var_os("BITS_AT_BEST_LEVEL").is_some();
    let mut hashes = None;
    for level in Level::available() {
        let is_best = Some(level) == Level::available().last();
        if only_best && !is_best {
            continue;
        }
        let found = with_level(level, || {
            let short = with_threads(1, || run(SHORT, 0));
            for offset in 1..4 {
                assert_eq!(
                    run(SHORT, offset),
                    short,
                    "{name} {types} at {level}: begins {offset} elements later"
                );
            }
            let long = with_threads(1, || run(LONG, 0));
            // One level is enough for every number of threads: how a call is cut does not depend on it.
            let several: &[usize] = if is_best { &[2, 3, 7] } else { &[3] };
            for &threads in several.iter().filter(|_| !only_best) {
                let found = with_threads(threads, || run(LONG, 0));
                assert_eq!(found, long, "{name} {types} at {level}: {threads} threads");
            }
            [short, long]
        })
        .unwrap();
        assert_eq!(*hashes.get_or_insert(found), found, "{name} {types} at {level}");
    }
    FOUND.lock().unwrap().insert(format!("{name} {types}"), hashes.unwrap());
}

/// As many samples as any run takes.
fn all<T: Sample>(series: u64) -> Vec<T> {
    (0..LONG).map(|i| sample(series, i)).collect()
}

/// The first `len` of some elements, in memory that begins `offset` elements into an allocation.
fn shifted<T: Sample>(elements: &[T], len: usize, offset: usize) -> Vec<T> {
    [&vec![T::ZERO; offset], &elements[..len]].concat()
}

fn unary<T: Sample, Y: Sample>(name: &str, types: &str, f: fn(&[T]) -> Array<Y>) {
    let x = all::<T>(0);
    note(name, types, &|len, offset| hash(&f(&shifted(&x, len, offset)[offset..])));
}

fn binary<T: Sample, U: Sample, Y: Sample>(name: &str, types: &str, f: fn(&[T], &[U]) -> Array<Y>) {
    let (x, y) = (all::<T>(0), all::<U>(1));
    note(name, types, &|len, offset| hash(&f(&shifted(&x, len, offset)[offset..], &y[..len])));
}

fn pair<T: Sample>(name: &str, types: &str, f: fn(&[T], &[T]) -> (Array<T>, Array<T>)) {
    let (x, y) = (all::<T>(0), all::<T>(1));
    note(name, types, &|len, offset| {
        let (quotient, remainder) = f(&shifted(&x, len, offset)[offset..], &y[..len]);
        hash(&quotient) ^ hash(&remainder).rotate_left(1)
    });
}

fn ternary<T: Sample>(name: &str, types: &str, f: fn(&[T], &[T], &[T]) -> Array<T>) {
    let (x, y, z) = (all::<T>(0), all::<T>(1), all::<T>(2));
    note(name, types, &|len, offset| hash(&f(&shifted(&x, len, offset)[offset..], &y[..len], &z[..len])));
}

/// A line, then columns and rows. Without the specials, or all sums would be NaN.
fn along_axes<T: Sample, Y: Sample>(name: &str, types: &str, f: fn(ArrayView<T>, isize) -> Array<Y>) {
    let x = all::<T>(0);
    note(name, types, &|len, offset| {
        let x = shifted(&x, len, offset);
        let line = &x[offset + 130..];
        let matrix = ArrayView::new(&line[..line.len() / 77 * 77], &[line.len() / 77, 77]).unwrap();
        let line = ArrayView::new(line, &[line.len()]).unwrap();
        hash(&f(line, 0)) ^ hash(&f(matrix, 0)).rotate_left(1) ^ hash(&f(matrix, 1)).rotate_left(2)
    });
}

/// Lists the runs of one line of the catalogue.
macro_rules! runs {
    (unary $op:ident [$name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] [$(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*]) => {
        $(unary::<$t, $t>(stringify!($name), stringify!($t), |x| $name(x));)*
        $(unary::<$in, $out>(stringify!($name), stringify!($in), |x| $name(x));)*
    };
    (predicate $op:ident [$name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(unary::<$t, bool>(stringify!($name), stringify!($t), |x| $name(x));)*
    };
    (binary $op:ident [$name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] [$(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*]) => {
        $(binary::<$t, $t, $t>(stringify!($name), concat!(stringify!($t), " ", stringify!($t)), |x, y| $name(x, y).unwrap());)*
        $(binary::<$in, $jn, $out>(stringify!($name), concat!(stringify!($in), " ", stringify!($jn)), |x, y| $name(x, y).unwrap());)*
    };
    (compare $op:ident [$name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(binary::<$t, $t, bool>(stringify!($name), concat!(stringify!($t), " ", stringify!($t)), |x, y| $name(x, y).unwrap());)*
    };
    (pair $op:ident [$name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(pair::<$t>(stringify!($name), concat!(stringify!($t), " ", stringify!($t)), |x, y| $name(x, y).unwrap());)*
    };
    (ternary $op:ident [$name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(ternary::<$t>(stringify!($name), stringify!($t), |x, y, z| $name(x, y, z).unwrap());)*
    };
    (scan $op:ident [$name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [] [$(($in:ty) => ($out:ty) as $a:tt;)*]) => {
        $(along_axes::<$in, $out>(stringify!($name), stringify!($in), |x, axis| $name(x, axis).unwrap());)*
    };
    ($reduction:ident $op:ident [$all:ident $name:ident $($form:ident)*] $what:literal $x:tt => $y:tt [] [$(($in:ty) => ($out:ty) as $a:tt;)*]) => {
        $(along_axes::<$in, $out>(stringify!($name), stringify!($in), |x, axis| $name(x, axis).unwrap());)*
    };
}

macro_rules! casts {
    ($t:ident to $($u:ident)*) => {
        $(unary::<$t, $u>("cast", concat!(stringify!($t), " ", stringify!($u)), |x| cast(x).unwrap());)*
    };
    ($($t:ident)*) => {
        $(casts! { $t to bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 })*
    };
}

/// Products of a size that is cut, and of one that ends in every edge.
fn products<T: Sample + GemmElement>(types: &str) {
    let elements = [all::<T>(0), all(1)];
    note("matmul", types, &|len, offset| {
        let n = if len == SHORT { 29 } else { 200 };
        // Without the specials.
        let [a, b] = elements.each_ref().map(|x| shifted(&x[130..], n * n, offset));
        let [a, b] = [&a, &b].map(|x| ArrayView::new(&x[offset..], &[n, n]).unwrap());
        hash(&matmul(a, b.t()).unwrap())
    });
}

#[test]
fn results_have_the_committed_hashes() {
    tightloop::catalogue! { runs }
    casts! { bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 }
    products::<f32>("f32");
    products::<f64>("f64");

    let found = FOUND.lock().unwrap();
    let text: String =
        found.iter().map(|(name, [short, long])| format!("{name} {short:016x} {long:016x}\n")).collect();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bits.txt");
    if std::env::var_os("WRITE_BITS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    for (committed, found) in committed.lines().zip(text.lines()) {
        assert_eq!(found, committed, "not the committed bits");
    }
    assert_eq!(
        text.lines().count(),
        committed.lines().count(),
        "functions without committed hashes, or gone"
    );
}

#[test]
fn samples_are_what_they_say() {
    let x = samples::<f32>(0, &[1000]);
    assert!(
        x.iter().any(|x| x.is_nan())
            && x.iter().any(|x| *x == f32::INFINITY)
            && x.iter().any(|x| x.is_subnormal())
    );
}
