//! The classic exercises in optimising NumPy code, each as a plain Rust loop, with tightloop, and
//! with NumPy if `python3` has it.
//!
//! ```text
//! cargo run --release --example tour
//! ```

#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tightloop::{
    Array, Element, Level, Ufunc, add_into, exp_into, matmul, matmul_into, mean, multiply,
    multiply_into, ops, square, threads, with_threads,
};

type AnyResult<T> = Result<T, Box<dyn Error>>;

const MILLION: usize = 1_000_000;

fn main() -> AnyResult<()> {
    println!("tightloop: level {}, {} threads", Level::current(), threads());
    let mut numpy = NumPy::start();
    match &numpy {
        Some(numpy) => println!("NumPy: version {}", numpy.version),
        None => {
            println!("NumPy: left out, since `python3 -c 'import numpy'` fails here")
        }
    }
    println!("Times are medians of several rounds. Ratios are to the (first) plain loop,");
    println!("or to one thread.");

    square_a_million(&mut numpy)?;
    mean_of_a_million(&mut numpy)?;
    multiply_matrices(&mut numpy)?;
    store_small(&mut numpy)?;
    preallocate(&mut numpy)?;
    use_all_cores(&mut numpy)
}

/// "Replace loops by operations on whole arrays."
fn square_a_million(numpy: &mut Option<NumPy>) -> AnyResult<()> {
    let x = Array::from_fn(&[MILLION], |index| spread(index[0]))?;
    let by_loop = || {
        let mut y = vec![0.0; x.len()];
        for (y, x) in y.iter_mut().zip(x.as_slice()) {
            *y = x * x;
        }
        y
    };
    assert_eq!(square(&x).as_slice(), by_loop());

    let mut race = Race::new(15);
    race.enter("plain loop", "", by_loop);
    race.enter("tightloop", "square(&x)", || square(&x));
    race.enter_numpy("x = numpy.random.random(1_000_000)", "numpy.square(x)");
    race.run(numpy)?.print("1. Square a million f64, into a new array", Work::Elements(MILLION));
    Ok(())
}

/// "Use built-in functions."
fn mean_of_a_million(numpy: &mut Option<NumPy>) -> AnyResult<()> {
    let x = Array::from_fn(&[MILLION], |index| spread(index[0]) as f32)?;
    let by_loop = || {
        let mut sum = 0.0;
        for x in x.as_slice() {
            sum += x;
        }
        sum / x.len() as f32
    };
    let exact = x.iter().map(|&x| f64::from(x)).sum::<f64>() / x.len() as f64;
    let error = |mean: f32| (f64::from(mean) - exact).abs() / exact;
    let (loop_error, tightloop_error) = (error(by_loop()), error(mean(&x)));
    assert!(tightloop_error < 1e-6);

    let mut race = Race::new(15);
    race.enter("plain loop", "", by_loop);
    race.enter("tightloop", "mean(&x)", || mean(&x));
    race.enter_numpy("x = numpy.random.random(1_000_000).astype('float32')", "numpy.mean(x)");
    race.run(numpy)?.print("2. Mean of a million f32", Work::Elements(MILLION));
    println!(
        "\n   The loop's relative error is {loop_error:.0e}, tightloop's {tightloop_error:.0e}."
    );
    Ok(())
}

/// "Leave linear algebra to a library."
fn multiply_matrices(numpy: &mut Option<NumPy>) -> AnyResult<()> {
    let (m, k, n) = (1000, 500, 1000);
    let a = Array::from_fn(&[m, k], |index| spread(index[0] * k + index[1]))?;
    let b = Array::from_fn(&[k, n], |index| spread(index[0] * n + index[1]))?;
    let by_definition = || {
        let (a, b, mut c) = (a.as_slice(), b.as_slice(), vec![0.0; m * n]);
        for i in 0..m {
            for j in 0..n {
                for l in 0..k {
                    c[i * n + j] += a[i * k + l] * b[l * n + j];
                }
            }
        }
        c
    };
    let row_by_row = || {
        let (a, b, mut c) = (a.as_slice(), b.as_slice(), vec![0.0; m * n]);
        for i in 0..m {
            for l in 0..k {
                for j in 0..n {
                    c[i * n + j] += a[i * k + l] * b[l * n + j];
                }
            }
        }
        c
    };
    let close = |(x, y): (&f64, &f64)| (x - y).abs() <= 1e-12 * y.abs();
    assert!(matmul(&a, &b)?.iter().zip(&row_by_row()).all(close));

    let mut race = Race::new(3);
    race.enter("plain loops", "by the definition", by_definition);
    race.enter("plain loops", "row by row", row_by_row);
    race.enter("tightloop", "matmul(&a, &b)", || matmul(&a, &b));
    race.enter_numpy("a = numpy.random.random((1000, 500)); b = a.reshape(500, 1000)", "a @ b");
    race.run(numpy)?.print("3. (1000 x 500) @ (500 x 1000), f64", Work::Flops(2 * m * n * k));
    Ok(())
}

/// "Use the smallest dtype that will do."
fn store_small(numpy: &mut Option<NumPy>) -> AnyResult<()> {
    println!("\n4. Add a million elements to a million others, by dtype\n");
    let last = if numpy.is_some() { "NumPy" } else { "" };
    println!(
        "   {:<8}{:>10}{:>14}{:>14}{:>14}{:>10}{last:>14}",
        "dtype", "moved", "plain loop", "tightloop", "", "ratio"
    );
    add_a_million::<i64>(numpy, "i64", "int64")?;
    add_a_million::<i32>(numpy, "i32", "int32")?;
    add_a_million::<f32>(numpy, "f32", "float32")?;
    add_a_million::<i8>(numpy, "i8", "int8")
}

fn add_a_million<T>(numpy: &mut Option<NumPy>, dtype: &str, numpy_dtype: &str) -> AnyResult<()>
where
    T: Element + std::ops::Add<Output = T>,
    ops::Add: Ufunc<(T, T), Out = (T,)>,
{
    let (x, y) = (vec![T::ONE; MILLION], vec![T::ONE; MILLION]);
    let (mut loop_out, mut out) = (vec![T::ZERO; MILLION], vec![T::ZERO; MILLION]);
    let work = Work::Bytes(3 * size_of_val(&x[..]));

    let mut race = Race::new(15);
    race.enter("plain loop", "", || {
        for ((out, x), y) in loop_out.iter_mut().zip(&x).zip(&y) {
            *out = *x + *y;
        }
    });
    race.enter("tightloop", "add_into(&x, &y, &mut out)", || add_into(&x, &y, &mut out));
    let arrays =
        format!("x, y, out = (numpy.ones(1_000_000, dtype='{numpy_dtype}') for _ in range(3))");
    race.enter_numpy(&arrays, "numpy.add(x, y, out=out)");
    let results = race.run(numpy)?;
    let (by_loop, by_tightloop) = (results.median(0), results.median(1));
    println!(
        "   {dtype:<8}{:>7} MB{:>14}{:>14}{:>14}{:>9.2}x{:>14}",
        3 * size_of::<T>(),
        milliseconds(by_loop),
        milliseconds(by_tightloop),
        work.speed(by_tightloop),
        by_loop.as_secs_f64() / by_tightloop.as_secs_f64(),
        results.numpy().map_or_else(String::new, milliseconds),
    );
    assert_eq!(out, loop_out);
    Ok(())
}

/// "Preallocate."
fn preallocate(numpy: &mut Option<NumPy>) -> AnyResult<()> {
    let x = Array::from_fn(&[MILLION], |index| spread(index[0]) as f32)?;
    let growing = || {
        let mut y = Vec::new();
        for x in x.as_slice() {
            y.push(x * 2.0);
        }
        y
    };
    let with_capacity = || {
        let mut y = Vec::with_capacity(x.len());
        for x in x.as_slice() {
            y.push(x * 2.0);
        }
        y
    };
    let mut out = Array::zeros(&[MILLION])?;

    let mut race = Race::new(15);
    race.enter("plain loop", "push to a Vec that grows", growing);
    race.enter("plain loop", "push to a Vec of this capacity", with_capacity);
    race.enter("tightloop", "multiply(&x, 2.0)", || multiply(&x, 2.0f32));
    race.enter("tightloop", "multiply_into(&x, 2.0, &mut out)", || {
        multiply_into(&x, 2.0f32, &mut out)
    });
    race.enter_numpy(
        "x = numpy.random.random(1_000_000).astype('float32')",
        "numpy.multiply(x, 2)",
    );
    race.enter_numpy("out = numpy.zeros_like(x)", "numpy.multiply(x, 2, out=out)");
    race.run(numpy)?
        .print("5. Double a million f32, into new memory or old", Work::Elements(MILLION));
    assert_eq!(out.as_slice(), growing());
    Ok(())
}

/// "Use all cores."
fn use_all_cores(numpy: &mut Option<NumPy>) -> AnyResult<()> {
    println!("\n6. tightloop on one thread and on {}\n", threads());
    let last = if numpy.is_some() { "NumPy" } else { "" };
    println!("   {:<36}{:>12}{:>12}{:>10}{last:>14}", "", "one", "all", "ratio");

    let x = Array::from_fn(&[MILLION], |index| spread(index[0]))?;
    let mut out = Array::zeros(&[MILLION])?;
    let numpy_setup = "x = numpy.random.random(1_000_000); out = numpy.zeros_like(x)";
    let exp = || exp_into(&x, &mut out);
    one_and_all("exp of a million f64", exp, numpy_setup, "numpy.exp(x, out=out)", numpy)?;

    let a = Array::from_fn(&[1000, 1000], |index| spread(index[0] * 1000 + index[1]))?;
    let mut out = Array::zeros(&[1000, 1000])?;
    let numpy_setup = "a = numpy.random.random((1000, 1000)); out = numpy.zeros_like(a)";
    let product = || matmul_into(&a, &a, &mut out);
    one_and_all(
        "(1000 x 1000) @ (1000 x 1000), f64",
        product,
        numpy_setup,
        "numpy.matmul(a, a, out=out)",
        numpy,
    )?;

    let x = Array::from_fn(&[16 * MILLION], |index| spread(index[0]))?;
    let mut out = Array::zeros(&[16 * MILLION])?;
    let numpy_setup = "x = numpy.random.random(16_000_000); out = numpy.zeros_like(x)";
    let sum = || add_into(&x, &x, &mut out);
    one_and_all(
        "add 16 million f64: memory's limit",
        sum,
        numpy_setup,
        "numpy.add(x, x, out=out)",
        numpy,
    )
}

/// Prints a line: ours on one thread and on all, in turns, and then NumPy.
fn one_and_all(
    title: &str,
    run: impl FnMut() -> tightloop::Result<()>,
    numpy_setup: &str,
    numpy_code: &str,
    numpy: &mut Option<NumPy>,
) -> AnyResult<()> {
    let run = RefCell::new(run);
    let mut ours = Race::new(7);
    ours.enter("one", "", || with_threads(1, &mut *run.borrow_mut()));
    ours.enter("all", "", || run.borrow_mut()());
    let ours = ours.run(numpy)?;
    let (one, all) = (ours.median(0), ours.median(1));
    // Not in turns with ours: if its threads still spun, ours would have no core to spread to.
    let mut theirs = Race::new(7);
    theirs.enter_numpy(numpy_setup, numpy_code);
    let theirs = theirs.run(numpy)?;
    println!(
        "   {title:<36}{:>12}{:>12}{:>9.2}x{:>14}",
        milliseconds(one),
        milliseconds(all),
        one.as_secs_f64() / all.as_secs_f64(),
        theirs.numpy().map_or_else(String::new, milliseconds),
    );
    Ok(())
}

/// Returns number `i` of a sequence that is spread evenly over 0 to 1.
fn spread(i: usize) -> f64 {
    const GOLDEN_RATIO: f64 = 1.618_033_988_749_895;
    (i as f64 * GOLDEN_RATIO).fract()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

/// The work that a time is divided by.
#[derive(Clone, Copy)]
enum Work {
    Elements(usize),
    Flops(usize),
    Bytes(usize),
}

impl Work {
    fn speed(self, time: Duration) -> String {
        let nanoseconds = time.as_secs_f64() * 1e9;
        match self {
            Work::Elements(count) => format!("{:.3} ns each", nanoseconds / count as f64),
            Work::Flops(count) => format!("{:.1} GFLOP/s", count as f64 / nanoseconds),
            Work::Bytes(count) => format!("{:.1} GB/s", count as f64 / nanoseconds),
        }
    }
}

/// Several ways to compute the same result, which take turns.
struct Race<'a> {
    rounds: usize,
    ways: Vec<Way<'a>>,
}

struct Way<'a> {
    who: &'static str,
    code: String,
    run: Run<'a>,
}

enum Run<'a> {
    Rust(Box<dyn FnMut() + 'a>),
    NumPy { setup: String },
}

impl<'a> Race<'a> {
    fn new(rounds: usize) -> Self {
        Race { rounds, ways: Vec::new() }
    }

    fn enter<R>(&mut self, who: &'static str, code: &str, mut run: impl FnMut() -> R + 'a) {
        let run = Run::Rust(Box::new(move || drop(black_box(run()))));
        self.ways.push(Way { who, code: code.to_string(), run });
    }

    /// Enters a Python statement, which may use the names that `setup` defines.
    fn enter_numpy(&mut self, setup: &str, code: &str) {
        let run = Run::NumPy { setup: setup.to_string() };
        self.ways.push(Way { who: "NumPy", code: code.to_string(), run });
    }

    /// Times all ways in turns. A turn is an untimed run, which warms up caches and threads, and
    /// then a timed one.
    fn run(mut self, numpy: &mut Option<NumPy>) -> AnyResult<Results> {
        if numpy.is_none() {
            self.ways.retain(|way| matches!(way.run, Run::Rust(_)));
        }
        for way in &self.ways {
            if let (Run::NumPy { setup }, Some(numpy)) = (&way.run, numpy.as_mut()) {
                numpy.time(setup)?;
            }
        }
        let mut times = vec![Vec::new(); self.ways.len()];
        for _ in 0..self.rounds {
            for (way, times) in self.ways.iter_mut().zip(&mut times) {
                match (&mut way.run, numpy.as_mut()) {
                    (Run::NumPy { .. }, Some(numpy)) => {
                        numpy.time(&way.code)?;
                        times.push(numpy.time(&way.code)?);
                    }
                    (Run::NumPy { .. }, None) => {}
                    (Run::Rust(run), _) => {
                        run();
                        let start = Instant::now();
                        run();
                        times.push(start.elapsed());
                    }
                }
            }
        }
        let medians = times.into_iter().map(|mut times| {
            times.sort();
            times[times.len() / 2]
        });
        let names = self.ways.into_iter().map(|way| (way.who, way.code));
        Ok(Results(
            names.zip(medians).map(|((who, code), median)| Timed { who, code, median }).collect(),
        ))
    }
}

/// How long each way took, in the order in which they were entered.
struct Results(Vec<Timed>);

struct Timed {
    who: &'static str,
    code: String,
    median: Duration,
}

impl Results {
    fn median(&self, way: usize) -> Duration {
        self.0[way].median
    }

    /// The median time of NumPy's first way, if it ran.
    fn numpy(&self) -> Option<Duration> {
        self.0.iter().find(|way| way.who == "NumPy").map(|way| way.median)
    }

    /// Prints a table, with the speed of each way relative to the first one.
    fn print(&self, title: &str, work: Work) {
        println!("\n{title}\n");
        let first = self.median(0).as_secs_f64();
        for Timed { who, code, median } in &self.0 {
            println!(
                "   {who:<13}{code:<34}{:>12}{:>16}{:>9.2}x",
                milliseconds(*median),
                work.speed(*median),
                first / median.as_secs_f64(),
            );
        }
    }
}

/// A running `python3` with NumPy.
struct NumPy {
    python: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
    version: String,
}

impl NumPy {
    /// Runs each line of input as Python code, and answers with the nanoseconds that it took.
    const SCRIPT: &str = "\
import sys, time, numpy
print(numpy.__version__, flush=True)
names = {'numpy': numpy}
for line in sys.stdin:
    code = compile(line, '<tour>', 'exec')
    start = time.perf_counter_ns()
    exec(code, names)
    print(time.perf_counter_ns() - start, flush=True)
";

    /// By default, threads of OpenBLAS and MKL spin for up to 200 ms after a call, and would take
    /// cores away from whoever runs next. With these settings, they go to sleep at once.
    const NO_SPINNING: [(&str, &str); 3] =
        [("OPENBLAS_THREAD_TIMEOUT", "4"), ("KMP_BLOCKTIME", "0"), ("OMP_WAIT_POLICY", "passive")];

    fn start() -> Option<NumPy> {
        let mut python = Command::new("python3")
            .args(["-c", Self::SCRIPT])
            .envs(Self::NO_SPINNING)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let requests = python.stdin.take()?;
        let replies = BufReader::new(python.stdout.take()?);
        let mut numpy = NumPy { python, requests, replies, version: String::new() };
        numpy.version = numpy.reply().ok()?;
        Some(numpy)
    }

    /// Runs one line of code, and returns how long it took.
    fn time(&mut self, code: &str) -> AnyResult<Duration> {
        writeln!(self.requests, "{code}")?;
        let reply = self.reply().map_err(|error| format!("python3, at `{code}`: {error}"))?;
        Ok(Duration::from_nanos(reply.parse()?))
    }

    fn reply(&mut self) -> AnyResult<String> {
        let mut line = String::new();
        match self.replies.read_line(&mut line)? {
            0 => Err("no reply".into()),
            _ => Ok(line.trim_end().to_string()),
        }
    }
}

impl Drop for NumPy {
    fn drop(&mut self) {
        // Errors mean that it has already exited.
        let _ = self.python.kill();
        let _ = self.python.wait();
    }
}
