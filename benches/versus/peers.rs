//! The peers, each called in the fastest way that its users have, on as many threads as tightloop.

pub mod crates;
pub mod foreign;
pub mod native;
pub mod plain;
pub mod pulp;
pub mod python;
pub mod vectors;

use foreign::Shared;
use python::Python;
use serde::{Serialize, Serializer};
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use tightloop::Level;

/// A library or a style of code that tightloop is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    /// Loops over iterators.
    Plain,
    /// The same for the instruction set of the CPU.
    Native,
    /// The crate `ndarray`.
    Ndarray,
    /// The crate `lanes`.
    Lanes,
    /// The crate `pulp`.
    Pulp,
    /// The crate `gemm`.
    Gemm,
    /// The crate `matrixmultiply`.
    Matrixmultiply,
    /// The crate `nano-gemm`.
    NanoGemm,
    /// The crate `faer`.
    Faer,
    /// NumPy.
    Numpy,
    /// NumPy without AVX-512.
    NumpyAvx2,
    /// numexpr.
    Numexpr,
    /// Numba.
    Numba,
    /// MKL's CBLAS.
    Mkl,
    /// MKL's products that are compiled at run time.
    MklJit,
    /// MKL's vector mathematics, high accuracy.
    VmlHa,
    /// The same, low accuracy.
    VmlLa,
    /// OpenBLAS.
    Openblas,
}

impl Peer {
    /// All peers, in the order of tables.
    pub const ALL: [Peer; 18] = [
        Peer::Plain,
        Peer::Native,
        Peer::Ndarray,
        Peer::Lanes,
        Peer::Pulp,
        Peer::Gemm,
        Peer::Matrixmultiply,
        Peer::NanoGemm,
        Peer::Faer,
        Peer::Numpy,
        Peer::NumpyAvx2,
        Peer::Numexpr,
        Peer::Numba,
        Peer::Mkl,
        Peer::MklJit,
        Peer::VmlHa,
        Peer::VmlLa,
        Peer::Openblas,
    ];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Peer::Plain => "plain Rust",
            Peer::Native => "native Rust",
            Peer::Ndarray => "ndarray",
            Peer::Lanes => "lanes",
            Peer::Pulp => "pulp",
            Peer::Gemm => "gemm",
            Peer::Matrixmultiply => "matrixmultiply",
            Peer::NanoGemm => "nano-gemm",
            Peer::Faer => "faer",
            Peer::Numpy => "NumPy",
            Peer::NumpyAvx2 => "NumPy AVX2",
            Peer::Numexpr => "numexpr",
            Peer::Numba => "Numba",
            Peer::Mkl => "MKL",
            Peer::MklJit => "MKL JIT",
            Peer::VmlHa => "MKL VML HA",
            Peer::VmlLa => "MKL VML LA",
            Peer::Openblas => "OpenBLAS",
        }
    }

    /// What is measured, in a few words.
    pub fn description(self) -> &'static str {
        match self {
            Peer::Plain => "loops over iterators, compiled for the architecture's baseline",
            Peer::Native => "loops written by hand, compiled for this CPU (target-cpu=native)",
            Peer::Ndarray => "the crate: its Zip, and its own reductions",
            Peer::Lanes => "the crate lanes: SIMD functions of slices, with run-time dispatch",
            Peer::Pulp => "the crate: loops as its users write them",
            Peer::Gemm => "the crate: matrix products",
            Peer::Matrixmultiply => "the crate: matrix products, used by ndarray",
            Peer::NanoGemm => "the crate: small matrix products, by a plan that is made once",
            Peer::Faer => "the crate: matmul",
            Peer::Numpy => "NumPy as installed, with out=",
            Peer::NumpyAvx2 => "NumPy with AVX-512 switched off, compared with our AVX2 level",
            Peer::Numexpr => "compiled expressions, by re_evaluate",
            Peer::Numba => "loops compiled by njit with fastmath",
            Peer::Mkl => "MKL's matrix products (CBLAS), of batches by one call",
            Peer::MklJit => "MKL's small matrix products, compiled once at run time",
            Peer::VmlHa => "MKL's vector mathematics, high accuracy: within 1 ULP",
            Peer::VmlLa => "MKL's vector mathematics, low accuracy: within 4 ULP",
            Peer::Openblas => "the OpenBLAS that comes with NumPy",
        }
    }

    /// The entry of [`Peers::versions`] with its version.
    pub fn package(self) -> &'static str {
        match self {
            Peer::Plain | Peer::Native => "rustc",
            Peer::NumpyAvx2 => "NumPy",
            Peer::MklJit | Peer::VmlHa | Peer::VmlLa => "MKL",
            _ => self.name(),
        }
    }
}

/// The peers whose versions are those of crates.
const CRATES: [Peer; 7] = [
    Peer::Ndarray,
    Peer::Lanes,
    Peer::Pulp,
    Peer::Gemm,
    Peer::Matrixmultiply,
    Peer::NanoGemm,
    Peer::Faer,
];

/// The versions of all crates that this program is built from.
const LOCK_FILE: &str = include_str!("../../Cargo.lock");

/// Returns the version of a crate that occurs once in the lock file.
fn crate_version(name: &str) -> Option<&'static str> {
    let (_, entry) = LOCK_FILE.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(entry.split_once('"')?.0)
}

/// Returns the version of the compiler, if it can be asked.
fn rustc_version() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.split_whitespace().nth(1)?.to_owned())
}

impl Serialize for Peer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The peers that are not compiled in, as far as they are installed.
pub struct Peers {
    /// MKL.
    pub mkl: Option<Shared>,
    /// The OpenBLAS that comes with NumPy.
    pub openblas: Option<Shared>,
    /// Our own calls in a shared library.
    pub shared: Option<Shared>,
    /// The process for NumPy, numexpr and Numba.
    pub python: Option<Rc<Python>>,
    /// The same without AVX-512, if that makes a difference.
    pub python_avx2: Option<Rc<Python>>,
    /// The missing peers, and why they are missing.
    pub missing: Vec<(&'static str, String)>,
    /// The versions of all peers, by name.
    pub versions: Vec<(String, String)>,
    /// The number of threads that all of them use.
    pub threads: usize,
    /// Whether they are limited to AVX2, although the CPU has AVX-512.
    pub limited: bool,
}

/// The hint at the command that installs missing peers.
const SETUP: &str = "`benches/peers/setup` installs it";

/// How many milliseconds the threads of OpenMP spin after a call before they sleep: about as long
/// as those of OpenBLAS, so that one pause before a turn is enough for all.
pub const BLOCKTIME: i32 = 20;

/// MKL's number for AVX2 (4 is that of AVX-512).
const MKL_AVX2: i32 = 2;

/// OpenBLAS's name for the CPUs with AVX2. It reads an environment variable when it is loaded.
pub const OPENBLAS_AVX2: &str = "Haswell";

/// The crates whose products use AVX-512 if the CPU has it.
const UNLIMITED: &str = "products of gemm, matrixmultiply, nano-gemm, faer";

impl Peers {
    /// Loads the peers that are installed in `home`, a virtual environment, to run on `threads`
    /// threads. `level` is ours: if it is below AVX-512, MKL, OpenBLAS and NumPy are limited to
    /// AVX2.
    pub fn find(home: &Path, exchange: &Path, threads: usize, level: Level) -> Self {
        let limited = level < Level::Avx512 && Level::Avx512.is_available();
        let mut missing = Vec::new();
        let mut load = |name: &'static str, result: Result<Shared, String>| match result {
            Ok(library) => Some(library),
            Err(error) => {
                missing.push((name, error));
                None
            }
        };
        let with_hint = |error| format!("{error}; {SETUP}");
        let mkl = load("MKL", load_mkl(home, threads, limited).map_err(with_hint));
        let openblas = load("OpenBLAS", load_openblas(home, threads, limited).map_err(with_hint));
        let shared = load("tightloop as a shared library", load_shared());

        let interpreter = home.join("bin/python");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../peers/serve.py");
        let mut python = |name: &'static str, avx512: bool| {
            let exchange = exchange.join(if avx512 { "best" } else { "avx2" });
            match Python::start(&interpreter, &script, exchange, threads, avx512) {
                Ok(python) => Some(python),
                Err(error) => {
                    missing.push((name, with_hint(error)));
                    None
                }
            }
        };
        let best = python("NumPy, numexpr, Numba", !limited);
        let python_avx2 = if level == Level::Avx512 { python("NumPy AVX2", false) } else { None };
        if limited {
            let reason = "they choose AVX-512 themselves, and cannot be limited to AVX2";
            missing.push((UNLIMITED, reason.into()));
        }

        let mut versions: Vec<(String, String)> = Vec::new();
        versions.extend(rustc_version().map(|version| ("rustc".into(), version)));
        for peer in CRATES {
            let version = crate_version(peer.name());
            versions.extend(version.map(|version| (peer.name().into(), version.into())));
        }
        if let Some(python) = &best {
            versions.extend(python.versions.clone());
            versions.push(("NumPy's SIMD".into(), python.simd.join(" ")));
        }
        if let Some(text) = mkl.as_ref().and_then(mkl_version) {
            versions.push(("MKL".into(), text));
        }
        if let Some(text) = openblas.as_ref().and_then(openblas_version) {
            versions.push(("OpenBLAS".into(), text));
        }
        Peers {
            mkl,
            openblas,
            shared,
            python: best,
            python_avx2,
            missing,
            versions,
            threads,
            limited,
        }
    }
}

impl Peers {
    /// Returns NumPy as installed and, if that makes a difference, without AVX-512.
    pub fn numpys(&self) -> impl Iterator<Item = (Peer, &Rc<Python>)> {
        let both = [(Peer::Numpy, &self.python), (Peer::NumpyAvx2, &self.python_avx2)];
        both.into_iter().filter_map(|(peer, python)| Some((peer, python.as_ref()?)))
    }
}

fn load_mkl(home: &Path, threads: usize, limited: bool) -> Result<Shared, String> {
    let lib = home.join("lib");
    let path =
        newest(&lib, "libmkl_rt.so").ok_or_else(|| format!("no libmkl_rt in {}", lib.display()))?;
    if threads > 1 {
        // MKL's threads need this runtime, which the loader does not find by itself.
        let openmp = Shared::load(&lib.join("libiomp5.so"))?;
        openmp.set("kmp_set_blocktime", BLOCKTIME);
    }
    let mkl = Shared::load(&path)?;
    if limited && !mkl.can_set("MKL_Enable_Instructions", MKL_AVX2) {
        return Err("it cannot be limited to AVX2".into());
    }
    // 1 is sequential, 0 is Intel's OpenMP.
    mkl.set("MKL_Set_Threading_Layer", i32::from(threads == 1));
    mkl.set("MKL_Set_Num_Threads", threads as i32).ok_or("it cannot set the number of threads")?;
    Ok(mkl)
}

/// Returns the number in a text such as "Intel(R) oneAPI Math Kernel Library Version 2026.2-Product
/// Build ..".
fn mkl_version(mkl: &Shared) -> Option<String> {
    let text = mkl.written_text("MKL_Get_Version_String")?;
    let (_, version) = text.split_once("Version ")?;
    Some(version.split(['-', ' ']).next()?.to_owned())
}

/// Returns the number in a text such as "OpenBLAS 0.3.31  USE64BITINT ..".
fn openblas_version(openblas: &Shared) -> Option<String> {
    let text = openblas.returned_text("scipy_openblas_get_config64_")?;
    let version = text.split_whitespace().nth(1)?;
    let kernels = openblas.returned_text("scipy_openblas_get_corename64_")?;
    Some(format!("{version} ({kernels})"))
}

fn load_openblas(home: &Path, threads: usize, limited: bool) -> Result<Shared, String> {
    let lib = home.join("lib");
    let packages =
        newest(&lib, "python3").ok_or_else(|| format!("no Python in {}", lib.display()))?;
    let libraries = packages.join("site-packages/numpy.libs");
    let path = newest(&libraries, "libscipy_openblas64_")
        .ok_or_else(|| format!("no OpenBLAS in {}", libraries.display()))?;
    if limited {
        foreign::set_variable("OPENBLAS_CORETYPE", OPENBLAS_AVX2);
    }
    let openblas = Shared::load(&path)?;
    openblas
        .set("scipy_openblas_set_num_threads64_", threads as i32)
        .ok_or("it cannot set the number of threads")?;
    Ok(openblas)
}

/// Loads our own shared library, which is built beside this program.
fn load_shared() -> Result<Shared, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let built = program.ancestors().nth(2).ok_or("this program is in no build folder")?;
    let name = format!("{DLL_PREFIX}shared{DLL_SUFFIX}");
    Shared::load(&built.join("examples").join(name)).map_err(|error| {
        format!("{error}; `cargo build --release -p tightloop-versus --example shared` builds it")
    })
}

/// Returns the entry of a folder that starts with `prefix` and sorts last.
fn newest(folder: &Path, prefix: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
        })
        .max()
}
