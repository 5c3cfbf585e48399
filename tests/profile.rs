//! The profiler: which calls it sees, and what it says of them.

use proptest::prelude::*;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tightloop::profile::{self, Advice, Call, Path, Report, Totals, explain};
use tightloop::*;

/// Recordings see the calls of all threads, so that only one test at a time may make any.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Records what `f` does.
fn record<R>(f: impl FnOnce() -> R) -> Report {
    profile::start();
    f();
    profile::stop();
    profile::report()
}

/// The row of a function.
fn row<'a>(report: &'a Report, op: &str) -> &'a Totals {
    let mut rows = report.totals().iter().filter(|totals| totals.latest.op() == op);
    let row = rows.next().unwrap_or_else(|| panic!("no row for {op}: {report}"));
    assert!(rows.next().is_none(), "several rows for {op}: {report}");
    row
}

/// The only call that `f` makes.
fn call<R>(f: impl FnOnce() -> R) -> Call {
    let explanation = explain(f);
    let [call] = explanation.calls() else { panic!("not one call: {explanation}") };
    *call
}

fn ones(shape: &[usize]) -> Array<f32> {
    Array::ones(shape).unwrap()
}

#[test]
fn calls_are_added_up() {
    let _alone = alone();
    let x = ones(&[100, 200]);
    let mut out = ones(&[100, 200]);
    let report = with_threads(1, || {
        record(|| {
            for _ in 0..7 {
                add_into(&x, &x, &mut out).unwrap();
            }
            add(&x, 1.0).unwrap();
            add(&x.cast::<f64>(), 1.0).unwrap();
        })
    });
    let rows: Vec<&Totals> =
        report.totals().iter().filter(|totals| totals.latest.op() == "add").collect();
    let [singles, doubles] = rows[..] else { panic!("{report}") };
    let (singles, doubles) =
        if singles.calls == 8 { (singles, doubles) } else { (doubles, singles) };
    // The number is one element.
    let bytes = 7 * 3 * 80_000 + 2 * 80_000 + 4;
    assert_eq!((singles.calls, singles.elements, singles.bytes), (8, 8 * 20_000, bytes));
    assert_eq!((singles.allocations, singles.allocated), (1, 80_000));
    assert_eq!((singles.operations, singles.threads), (0, 1));
    assert_eq!(singles.latest.level(), *Level::available().last().as_ref().unwrap());
    assert_eq!((doubles.calls, doubles.allocated), (1, 160_000));
    assert!(!singles.time.is_zero());
    assert!(report.time() >= singles.time + doubles.time);
    let times: Vec<_> = report.totals().iter().map(|totals| totals.time).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    assert!(report.totals().iter().all(|totals| report.share_of_limit(totals).unwrap() > 0.0));
}

#[test]
fn nothing_is_recorded_unless_asked_for() {
    let _alone = alone();
    let x = ones(&[10]);
    profile::start();
    assert!(profile::is_recording());
    profile::stop();
    assert!(!profile::is_recording());
    add(&x, &x).unwrap();
    explain(|| add(&x, &x));
    assert!(profile::report().totals().is_empty());
    // Stopped twice, started twice: as once.
    profile::stop();
    profile::start();
    profile::start();
    add(&x, &x).unwrap();
    profile::stop();
    add(&x, &x).unwrap();
    assert_eq!(row(&profile::report(), "add").calls, 1);
    profile::start();
    profile::stop();
    assert!(profile::report().totals().is_empty());
    assert_eq!(explain(|| ()).to_string(), "No call was made on this thread.\n");
}

#[test]
fn calls_of_all_threads_are_recorded() {
    let _alone = alone();
    let report = record(|| {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..25).for_each(|_| drop(sqrt(ones(&[50])))));
            }
        });
    });
    assert_eq!(row(&report, "sqrt").calls, 100);
}

#[test]
fn every_path() {
    let _alone = alone();
    let (x, long) = (ones(&[100, 100]), ones(&[300, 1000]));
    let (line, mask) = (ones(&[100]), Array::full(&[100], true).unwrap());
    let matrix = ones(&[200, 200]);
    let (halves, mut out) = (line.cast::<f16>(), ones(&[100, 100]));
    let paths = with_threads(1, || {
        [
            call(|| add(&x, &x)).path(),
            call(|| add(&x, &line)).path(),
            call(|| add(&long, &long)).path(),
            call(|| add(&x.t(), &x)).path(),
            call(|| add(&halves, f16::ONE)).path(),
            call(|| ops::Add.masked_into((&line, &line), &mask, &mut ones(&[100]))).path(),
            call(|| ops::Negative.at_unary(&mut out, ([3, 5],))).path(),
            call(|| take(&x, [3, 5], 1)).path(),
            call(|| extract(&line, &mask)).path(),
            call(|| sum(&x)).path(),
            call(|| sum_axis(&x, 1)).path(),
            call(|| sum_axis(&x, 0)).path(),
            call(|| max_axis(&long, 0)).path(),
            call(|| argmax_axis(&long, 0)).path(),
            call(|| (lazy(&x) * &x).sum()).path(),
            call(|| ops::Subtract.reduce(&x, 0)).path(),
            call(|| matmul(&x.slice((..4, ..4)).unwrap(), &x.slice((..4, ..4)).unwrap())).path(),
            call(|| matmul(&x, &line)).path(),
            call(|| matmul(&matrix, &matrix)).path(),
            call(|| cumulative_sum(&x, 1)).path(),
            call(|| cumulative_sum(&x, 0)).path(),
            call(|| x.t().to_array()).path(),
        ]
    });
    use Path::*;
    assert_eq!(
        paths,
        [
            Contiguous, Rows, Planned, Tiles, Tiles, Masked, Indexed, Indexed, Masked, Lines,
            Lines, Columns, Columns, Columns, Fused, Strips, Small, Vector, Blocked, Lines,
            Columns, Planned
        ]
    );
}

#[test]
fn large_calls_are_cut() {
    let _alone = alone();
    let x = ones(&[4_000_000]);
    let call_on = |n: usize| with_threads(n, || call(|| exp(&x)));
    let (one, several) = (call_on(1), call_on(4));
    assert_eq!(one.threads(), 1);
    // No more than the pool has.
    assert_eq!(several.threads(), with_threads(4, threads).min(threads()));
    assert_eq!(row(&record(|| exp(&x)), "exp").threads, threads());
}

#[test]
fn products_count_operations() {
    let _alone = alone();
    let (a, b) = (ones(&[30, 40]), ones(&[40, 50]));
    let product = call(|| matmul(&a, &b));
    assert_eq!(product.operations(), 2 * 30 * 40 * 50);
    assert_eq!((product.elements(), product.allocated()), (30 * 50, 4 * 30 * 50));
    let (stack, mut c) = (ones(&[5, 30, 40]), ones(&[5, 30, 50]));
    let product = call(|| matmul_into(&stack, &b, &mut c));
    assert_eq!((product.operations(), product.allocated()), (5 * 2 * 30 * 40 * 50, 0));
    let complex = Array::<C32>::ones(&[10, 10]).unwrap();
    assert_eq!(call(|| matmul(&complex, &complex)).operations(), 8 * 1000);
    assert_eq!(call(|| add(&a, &a)).operations(), 0);
}

proptest! {
    /// Sizes of any operands, broadcast or not, against what the shapes say.
    #[test]
    fn sizes(rows in 1_usize..40, columns in 1_usize..40, is_row: bool, is_reversed: bool) {
        let _alone = alone();
        let x = Array::<f64>::ones(&[rows, columns]).unwrap();
        let y = Array::<f64>::ones(&[if is_row { 1 } else { rows }, columns]).unwrap();
        let view = if is_reversed { x.slice(s![..;-1]).unwrap() } else { x.view() };
        let added = call(|| add(&view, &y));
        let (all, read) = (rows * columns, if is_row { columns } else { rows * columns });
        prop_assert_eq!(added.elements(), all);
        prop_assert_eq!(added.bytes(), 8 * (2 * all + read));
        prop_assert_eq!(added.allocated(), 8 * all);
        let reduced = call(|| sum_axis(&view, 0));
        prop_assert_eq!(reduced.elements(), all);
        prop_assert_eq!(reduced.bytes(), 8 * (all + columns));
        // Repeated elements are folded as often, but read once.
        let repeated = y.broadcast_to(&[rows, columns]).unwrap();
        let reduced = call(|| sum_axis(&repeated, 0));
        prop_assert_eq!((reduced.elements(), reduced.bytes()), (all, 8 * (read + columns)));
    }
}

#[test]
fn explanations_say_why() {
    let _alone = alone();
    let x = Array::<i16>::ones(&[1000, 8]).unwrap();
    let column = x.slice((.., 1)).unwrap();
    let text = explain(|| add(&column, Array::<i32>::ones(&[1000]).unwrap())).to_string();
    assert!(text.starts_with("add i16 i32 -> i32, tiles:"), "{text}");
    assert!(text.contains("operand 1 is converted from i16 to i32"), "{text}");
    assert!(text.contains("operand 3 is new memory"), "{text}");
    assert!(text.contains("1,000 elements, 1 thread, level "), "{text}");
    // Each call of a function of several steps, in order; inner explanations are parts of outer
    // ones.
    let mut inner = None;
    let outer = explain(|| {
        sqrt(&x.cast::<f32>());
        inner = Some(explain(|| sin(ones(&[5]))));
    });
    let ops = |explanation: &profile::Explanation| {
        explanation.calls().iter().map(Call::op).collect::<Vec<_>>()
    };
    assert_eq!(ops(&inner.unwrap()), ["sin"]);
    assert_eq!(ops(&outer), ["cast", "sqrt", "sin"]);
    // Other threads are not explained.
    let other = explain(|| std::thread::scope(|scope| drop(scope.spawn(|| sin(ones(&[5]))))));
    assert!(other.calls().is_empty());
}

#[test]
fn a_panic_ends_what_it_leaves() {
    let _alone = alone();
    let panicked = std::panic::catch_unwind(|| {
        explain(|| {
            sqrt(ones(&[3]));
            panic!("on purpose")
        })
    });
    assert!(panicked.is_err());
    assert_eq!(call(|| sqrt(ones(&[3]))).op(), "sqrt");
    // A failed call ends, too.
    assert_eq!(explain(|| add(ones(&[3]), ones(&[2]))).calls().len(), 0);
    assert_eq!(explain(|| add_into(ones(&[3]), 1.0, &mut ones(&[2]))).calls().len(), 1);
}

/// The advice about `f`, at one thread.
fn advice_about(f: impl FnMut()) -> Vec<Advice> {
    with_threads(1, || record(f)).advice()
}

#[test]
fn advice() {
    let _alone = alone();
    let (few, some) = (ones(&[10]), ones(&[2000]));
    let has = |list: &[Advice], text: &str| {
        assert!(list.iter().any(|advice| advice.to_string().contains(text)), "{text}: {list:?}");
    };
    let many = |f: &dyn Fn()| advice_about(|| (0..1000).for_each(|_| f()));

    let list = many(&|| drop(add(&some, &some)));
    assert_eq!(list, [Advice::Reuse { op: "add", calls: 1000, bytes: 8_000_000 }]);
    has(&list, "`add_into` writes into memory that is there");
    let list = many(&|| drop((lazy(&some) + 1.0).eval()));
    has(&list, "`eval_into` writes");
    let mut out = ones(&[2000]);
    assert_eq!(advice_about(|| (0..9).for_each(|_| drop(add(&some, &some)))), []);

    let list = many(&|| _ = sum(&few));
    assert_eq!(list, [Advice::Batch { op: "sum", calls: 1000, elements: 10 }]);

    let matrix = ones(&[500, 500]);
    let mut sums = ones(&[500]);
    let list = advice_about(|| add_into(matrix.t(), &matrix, &mut ones(&[500, 500])).unwrap());
    assert_eq!(list, [Advice::Arrange { op: "add", operand: 1, stride: 500 }]);

    let doubles = some.cast::<f64>();
    let list = advice_about(|| drop(add(&some, &doubles)));
    assert_eq!(list, [Advice::Convert { op: "add", from: DType::F32, to: DType::F64 }]);

    let list = advice_about(|| {
        (0..200).for_each(|_| matmul_into(&matrix, &matrix.slice(0).unwrap(), &mut sums).unwrap());
    });
    assert_eq!(list, [Advice::Stack { op: "matmul", calls: 200 }]);

    let list = with_level(Level::Scalar, || advice_about(|| drop(sin(&some)))).unwrap();
    let best = *Level::available().last().as_ref().unwrap();
    let raise = Advice::Raise { level: Level::Scalar, best };
    assert_eq!(list.contains(&raise), best > Level::Scalar, "{list:?}");
    drop(add_into(&some, &some, &mut out));
}

#[test]
fn advice_about_memory() {
    let _alone = alone();
    let x = Array::<f64>::ones(&[1 << 22]).unwrap();
    let mut y = Array::<f64>::ones(&[1 << 22]).unwrap();
    let list = advice_about(|| {
        for _ in 0..3 {
            add_into(&x, 1.0, &mut y).unwrap();
            multiply_assign(&mut y, 2.0).unwrap();
        }
    });
    // Whether calls wait for memory is measured, and an emulator or a debug build may be too slow:
    // but if both do, they can be fused and halved.
    let halved = list.iter().filter(|advice| matches!(advice, Advice::Halve { .. })).count();
    let fused = list.iter().find(|advice| matches!(advice, Advice::Fuse { .. }));
    assert_eq!(fused.is_some(), halved == 2, "{list:?}");
    if let Some(Advice::Fuse { ops, bytes }) = fused {
        assert_eq!((ops.len(), *bytes), (2, (2 << 25) + 8));
    }
}

#[test]
fn the_table_is_sorted_by_time() {
    let _alone = alone();
    let (x, matrix) = (ones(&[100_000]), ones(&[100, 100]));
    let report = with_threads(1, || {
        record(|| {
            (0..20).for_each(|_| drop(exp(&x)));
            matmul(&matrix, &matrix).unwrap();
            add(&matrix.t(), 1.0).unwrap();
        })
    });
    let text = report.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("22 calls took "), "{text}");
    assert!(lines[2].trim_start().starts_with("time      %"), "{text}");
    let level = Level::available().last().unwrap().name();
    let row = |call: &str| {
        let call = format!("  {call}, {level}");
        lines.iter().position(|line| line.ends_with(&call)).unwrap_or_else(|| panic!("{text}"))
    };
    assert_eq!(row("exp f32 -> f32, planned"), 3);
    assert!(lines[3].contains(" 20 ") && lines[3].contains("100 k"), "{text}");
    assert!(lines[3].contains("8.00 MB"), "{text}");
    let (product, added) =
        (row("matmul f32 f32 -> f32, blocked"), row("add f32 f32 -> f32, tiles"));
    assert!(product > 3 && added > 3);
    assert!(lines[product].contains("GFLOP/s"), "{text}");
    assert!(lines[added].contains("B/s"), "{text}");
}

/// Subscribers of `tracing` see calls: here one that writes a file which Chrome and Perfetto open.
#[test]
fn a_chrome_trace() {
    use tracing_subscriber::prelude::*;

    let _alone = alone();
    let path = std::env::temp_dir().join(format!("tightloop-{}.json", std::process::id()));
    let (layer, guard) =
        tracing_chrome::ChromeLayerBuilder::new().file(&path).include_args(true).build();
    tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
        let x = ones(&[64, 100]);
        add(&x, 1.0).unwrap();
        profile::start();
        {
            let _step = tracing::info_span!("my step").entered();
            sqrt(&x);
            sum_axis(&x, 1).unwrap();
        }
        profile::stop();
        add(&x, 1.0).unwrap();
    });
    drop(guard);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let events: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();

    // Spans begin and end in order, the calls within the program's own.
    let spans: Vec<(&str, &str)> = events
        .iter()
        .filter(|event| ["B", "E"].contains(&event["ph"].as_str().unwrap()))
        .map(|event| (event["ph"].as_str().unwrap(), event["name"].as_str().unwrap()))
        .collect();
    assert_eq!(
        spans,
        [
            ("B", "my step"),
            ("B", "call"),
            ("E", "call"),
            ("B", "call"),
            ("E", "call"),
            ("E", "my step")
        ]
    );
    let ends: Vec<_> = events
        .iter()
        .filter(|event| event["ph"] == "E" && event["name"] == "call")
        .map(|event| &event["args"])
        .collect();
    let level = Level::available().last().unwrap().name();
    for (args, (op, path)) in ends.iter().zip([("sqrt", "contiguous"), ("sum", "lines")]) {
        assert_eq!(args["op"], op);
        assert_eq!(args["path"], path);
        assert_eq!(args["level"], level);
        assert_eq!((&args["elements"], &args["threads"]), (&"6400".into(), &"1".into()));
    }
}
