//! Those that tightloop is measured against, each used the fastest way that its users have, on one
//! thread or as many as we have.

pub mod crates;
pub mod foreign;
pub mod plain;
pub mod pulp;
pub mod python;
pub mod vectors;

use foreign::Shared;
use python::Python;
use serde::{Serialize, Serializer};
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tightloop::Level;

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    /// Loops over iterators, for the baseline of the architecture.
    Plain,
    /// `ndarray`: `Zip`, and its own reductions.
    Ndarray,
    /// `lanes`.
    Lanes,
    /// `pulp`: loops as its users write them, with AVX-512 where the CPU has it.
    Pulp,
    /// `gemm`, with AVX-512 where the CPU has it.
    Gemm,
    /// `matrixmultiply`, which `ndarray` multiplies with.
    Matrixmultiply,
    /// NumPy.
    Numpy,
    /// NumPy without AVX-512, against our AVX2.
    NumpyAvx2,
    /// numexpr.
    Numexpr,
    /// Numba.
    Numba,
    /// MKL's CBLAS.
    Mkl,
    /// MKL's vector mathematics, at most 1 ULP.
    VmlHa,
    /// The same at most 4 ULP.
    VmlLa,
    /// The OpenBLAS inside of NumPy.
    Openblas,
}

impl Peer {
    /// All of them, in the order of tables.
    pub const ALL: [Peer; 14] = [
        Peer::Plain,
        Peer::Ndarray,
        Peer::Lanes,
        Peer::Pulp,
        Peer::Gemm,
        Peer::Matrixmultiply,
        Peer::Numpy,
        Peer::NumpyAvx2,
        Peer::Numexpr,
        Peer::Numba,
        Peer::Mkl,
        Peer::VmlHa,
        Peer::VmlLa,
        Peer::Openblas,
    ];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Peer::Plain => "plain Rust",
            Peer::Ndarray => "ndarray",
            Peer::Lanes => "lanes",
            Peer::Pulp => "pulp",
            Peer::Gemm => "gemm",
            Peer::Matrixmultiply => "matrixmultiply",
            Peer::Numpy => "NumPy",
            Peer::NumpyAvx2 => "NumPy AVX2",
            Peer::Numexpr => "numexpr",
            Peer::Numba => "Numba",
            Peer::Mkl => "MKL",
            Peer::VmlHa => "MKL VML HA",
            Peer::VmlLa => "MKL VML LA",
            Peer::Openblas => "OpenBLAS",
        }
    }
}

impl Serialize for Peer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The peers that are not compiled in, as far as they are there.
pub struct Peers {
    /// MKL.
    pub mkl: Option<Shared>,
    /// The OpenBLAS inside of NumPy.
    pub openblas: Option<Shared>,
    /// Our own calls in a shared library.
    pub shared: Option<Shared>,
    /// NumPy and its like.
    pub python: Option<Rc<Python>>,
    /// The same without AVX-512, where there is a difference.
    pub python_avx2: Option<Rc<Python>>,
    /// What is not there, and why.
    pub missing: Vec<(&'static str, String)>,
    /// The versions of what is there.
    pub versions: Vec<(String, String)>,
    /// How many threads all of them take.
    pub threads: usize,
}

/// How to get what is missing.
pub const SETUP: &str = "benches/peers/setup";

/// The highest instruction set that MKL may use, by its numbers.
const MKL_AVX2: i32 = 4;

impl Peers {
    /// Looks for all of them in `home`, a virtual environment, and loads them for so many threads.
    /// `level` is ours: below AVX-512, MKL and NumPy are held to AVX2, too.
    pub fn find(home: &Path, exchange: &Path, threads: usize, level: Level) -> Self {
        let mut missing = Vec::new();
        let mut found = |name: &'static str, result: Result<Shared, String>| match result {
            Ok(library) => Some(library),
            Err(error) => {
                missing.push((name, error));
                None
            }
        };
        let mkl = found("MKL", load_mkl(home, threads, level));
        let openblas = found("OpenBLAS", load_openblas(home, threads));
        let shared = found("tightloop as a shared library", load_shared());

        let interpreter = home.join("bin/python");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../peers/serve.py");
        let mut python = |what: &'static str, avx512: bool| {
            let exchange = exchange.join(if avx512 { "best" } else { "avx2" });
            match Python::start(&interpreter, &script, exchange, threads, avx512) {
                Ok(python) => Some(python),
                Err(error) => {
                    missing.push((what, error));
                    None
                }
            }
        };
        let has_avx512 = Level::Avx512.is_available();
        let best = python("NumPy, numexpr, Numba", level == Level::Avx512 || !has_avx512);
        let python_avx2 = if level == Level::Avx512 { python("NumPy AVX2", false) } else { None };

        let mut versions: Vec<(String, String)> = Vec::new();
        if let Some(python) = &best {
            versions.extend(
                python.versions.iter().map(|(name, version)| (name.clone(), version.clone())),
            );
            versions.push(("NumPy's SIMD".into(), python.simd.join(" ")));
        }
        if let Some(text) = mkl.as_ref().and_then(|mkl| mkl.text("MKL_Get_Version_String")) {
            versions.push(("MKL".into(), text));
        }
        Peers { mkl, openblas, shared, python: best, python_avx2, missing, versions, threads }
    }
}

impl Peers {
    /// NumPy as it is and, where there is a difference, without AVX-512.
    pub fn numpys(&self) -> impl Iterator<Item = (Peer, &Rc<Python>)> {
        let both = [(Peer::Numpy, &self.python), (Peer::NumpyAvx2, &self.python_avx2)];
        both.into_iter().filter_map(|(peer, python)| Some((peer, python.as_ref()?)))
    }
}

fn load_mkl(home: &Path, threads: usize, level: Level) -> Result<Shared, String> {
    let lib = home.join("lib");
    let path =
        newest(&lib, "libmkl_rt.so").ok_or_else(|| format!("no libmkl_rt in {}", lib.display()))?;
    if threads > 1 {
        // MKL's threads need their run time, which the loader does not find by itself.
        let openmp = Shared::load(&lib.join("libiomp5.so"))?;
        // Milliseconds that they spin, in case there is more to do.
        openmp.set("kmp_set_blocktime", 20);
    }
    let mkl = Shared::load(&path)?;
    if level < Level::Avx512 {
        mkl.set("MKL_Enable_Instructions", MKL_AVX2);
    }
    // 1 is sequential, 0 Intel's OpenMP.
    mkl.set("MKL_Set_Threading_Layer", i32::from(threads == 1));
    mkl.set("MKL_Set_Num_Threads", threads as i32).ok_or("it cannot set the number of threads")?;
    Ok(mkl)
}

fn load_openblas(home: &Path, threads: usize) -> Result<Shared, String> {
    let lib = home.join("lib");
    let packages =
        newest(&lib, "python3").ok_or_else(|| format!("no Python in {}", lib.display()))?;
    let libraries = packages.join("site-packages/numpy.libs");
    let path = newest(&libraries, "libscipy_openblas64_")
        .ok_or_else(|| format!("no OpenBLAS in {}", libraries.display()))?;
    let openblas = Shared::load(&path)?;
    openblas
        .set("scipy_openblas_set_num_threads64_", threads as i32)
        .ok_or("it cannot set the number of threads")?;
    Ok(openblas)
}

/// Our own shared library, beside this program.
fn load_shared() -> Result<Shared, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let built = program.ancestors().nth(2).ok_or("this program lies in no folder")?;
    let name = format!("{DLL_PREFIX}shared{DLL_SUFFIX}");
    Shared::load(&built.join("examples").join(name)).map_err(|error| {
        format!("{error}; `cargo build --release -p tightloop-versus --example shared` makes it")
    })
}

/// The last entry of a folder whose name begins so.
fn newest(folder: &Path, prefix: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
        })
        .max()
}
