//! NumPy, numexpr and Numba, in a child process that gets its requests over a pipe.

use crate::data::{Datum, numpy_name, values_of, write};
use serde::Deserialize;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;
use tightloop::{ArrayView, DType, Element, bf16, f16};
use tightloop_harness::Contender;

/// NumPy's names for all of its code with AVX-512.
const AVX512: &str = "X86_V4 AVX512_ICL AVX512_SPR";

/// How an error starts if a package has no function of a name.
pub const NO_SUCH_FUNCTION: &str = "AttributeError";

/// A Python process and its versions.
pub struct Python {
    process: RefCell<Process>,
    /// Versions by package.
    pub versions: BTreeMap<String, String>,
    /// The SIMD extensions that NumPy uses.
    pub simd: Vec<String>,
    /// The folder of files with arrays for the process.
    exchange: PathBuf,
    /// The number of calls that were prepared.
    prepared: Cell<u64>,
}

struct Process {
    child: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
}

impl Process {
    /// Sends a request, and returns the reply.
    fn ask(&mut self, request: &Value) -> Result<Value, String> {
        let broken = |error: std::io::Error| format!("the Python process is gone: {error}");
        writeln!(self.requests, "{request}").map_err(broken)?;
        let mut line = String::new();
        if self.replies.read_line(&mut line).map_err(broken)? == 0 {
            return Err("the Python process is gone".into());
        }
        let reply: Value =
            serde_json::from_str(&line).map_err(|error| format!("{error}: {line}"))?;
        match reply.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(reply),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Deserialize)]
struct Hello {
    versions: BTreeMap<String, String>,
    simd: Vec<String>,
}

impl Python {
    /// Starts the interpreter of a virtual environment. All packages use `threads` threads; NumPy
    /// uses AVX-512 only if `avx512` is true.
    ///
    /// # Errors
    ///
    /// If there is no interpreter, or if it has no NumPy.
    pub fn start(
        interpreter: &Path,
        script: &Path,
        exchange: PathBuf,
        threads: usize,
        avx512: bool,
    ) -> Result<Rc<Self>, String> {
        std::fs::create_dir_all(&exchange)
            .map_err(|error| format!("{}: {error}", exchange.display()))?;
        let mut command = Command::new(interpreter);
        command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        for name in ["OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA"] {
            command.env(format!("{name}_NUM_THREADS"), threads.to_string());
        }
        command.env("KMP_BLOCKTIME", super::BLOCKTIME.to_string());
        // Settings meant for other programs.
        command
            .env_remove("OPENBLAS_CORETYPE")
            .env_remove("OPENBLAS_L2_SIZE")
            .env_remove("NPY_DISABLE_CPU_FEATURES");
        if !avx512 {
            command.env("NPY_DISABLE_CPU_FEATURES", AVX512);
            command.env("OPENBLAS_CORETYPE", super::OPENBLAS_AVX2);
        }
        let mut child =
            command.spawn().map_err(|error| format!("{}: {error}", interpreter.display()))?;
        let (Some(requests), Some(replies)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("no pipes to the Python process".into());
        };
        let mut process = Process { child, requests, replies: BufReader::new(replies) };
        let hello = process.ask(&json!({ "do": "hello" }))?;
        let Hello { versions, simd } =
            serde_json::from_value(hello).map_err(|error| error.to_string())?;
        Ok(Rc::new(Python {
            process: RefCell::new(process),
            versions,
            simd,
            exchange,
            prepared: Cell::new(0),
        }))
    }

    fn ask(&self, request: &Value) -> Result<Value, String> {
        self.process.borrow_mut().ask(request)
    }

    /// Writes an array to a file for the process.
    ///
    /// # Errors
    ///
    /// If NumPy does not have the dtype, or if the file cannot be written.
    pub fn hand_over<T: Datum>(
        &self,
        name: &'static str,
        memory: &[T],
        view: &ArrayView<'_, T>,
    ) -> Result<Argument, String> {
        let dtype = numpy_name(T::DTYPE).ok_or("NumPy has no such dtype")?;
        let file = self.exchange.join(name);
        write(memory, &file).map_err(|error| format!("{}: {error}", file.display()))?;
        let size = size_of::<T>() as isize;
        Ok(Argument {
            name,
            description: json!({
                "file": file,
                "dtype": dtype,
                "shape": view.shape(),
                "strides": view.strides().iter().map(|stride| stride * size).collect::<Vec<_>>(),
                "offset": 0,
            }),
        })
    }

    /// Runs the Python code `setup`, and prepares the process to run `call`. `result` names the
    /// arrays that hold the results.
    ///
    /// # Errors
    ///
    /// Python's exceptions.
    pub fn prepare(
        self: &Rc<Self>,
        arguments: &[Argument],
        setup: &str,
        call: &str,
        result: &'static str,
    ) -> Result<Prepared, String> {
        let arrays: BTreeMap<&str, &Value> =
            arguments.iter().map(|argument| (argument.name, &argument.description)).collect();
        let case = self.prepared.get();
        self.prepared.set(case + 1);
        self.ask(&json!({
            "do": "prepare",
            "case": case,
            "arrays": arrays,
            "setup": setup,
            "call": call,
        }))?;
        Ok(Prepared { python: Rc::clone(self), case, result })
    }
}

/// An array in a file for the process.
pub struct Argument {
    name: &'static str,
    description: Value,
}

/// A prepared call.
pub struct Prepared {
    python: Rc<Python>,
    /// Its number in the process.
    case: u64,
    /// The names of the arrays that it writes.
    result: &'static str,
}

impl Drop for Prepared {
    fn drop(&mut self) {
        // An error changes nothing.
        let _ = self.python.ask(&json!({ "do": "forget", "case": self.case }));
    }
}

impl Contender for Prepared {
    fn time(&mut self, calls: u64) -> Result<Duration, String> {
        let reply = self.python.ask(&json!({ "do": "time", "case": self.case, "calls": calls }))?;
        let seconds = reply["seconds"].as_f64().ok_or("no time from the Python process")?;
        Ok(Duration::from_secs_f64(seconds))
    }

    fn result(&mut self) -> Result<Vec<f64>, String> {
        let file = self.python.exchange.join("result");
        let request =
            json!({ "do": "result", "case": self.case, "names": self.result, "file": file });
        let reply = self.python.ask(&request)?;
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let dtype = reply["dtype"].as_str().unwrap_or_default();
        read(dtype, &bytes).ok_or_else(|| format!("a result of dtype {dtype}"))
    }
}

/// Returns the values of elements of a dtype from their bytes.
fn read(dtype: &str, bytes: &[u8]) -> Option<Vec<f64>> {
    macro_rules! of {
        ($($t:ident)*) => {
            match DType::ALL.into_iter().find(|known| known.name() == dtype)? {
                $(<$t as Element>::DTYPE => {
                    let elements = bytes.chunks_exact(size_of::<$t>());
                    let elements = elements.map(|bytes| {
                        $t::from_ne_bytes(bytes.try_into().expect("chunks of its size"))
                    });
                    Some(values_of(&elements.collect::<Vec<$t>>()))
                })*
                DType::Bool => Some(bytes.iter().map(|&byte| byte.into()).collect()),
                DType::C32 => read("float32", bytes),
                DType::C64 => read("float64", bytes),
            }
        };
    }
    of!(i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64)
}
