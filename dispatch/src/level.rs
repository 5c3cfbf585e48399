//! Which ISA a call runs on: detection, the user's choice, and tables with one entry per level.

use core::cell::Cell;
use core::fmt::{Display, Formatter};
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::io::Write;
use std::sync::OnceLock;
use tightloop_array_core::{Error, Result};
#[cfg(target_arch = "aarch64")]
use tightloop_kernels::isa::Neon;
#[cfg(target_arch = "x86_64")]
use tightloop_kernels::isa::{Avx2, Avx512};
use tightloop_kernels::isa::{Isa, Scalar};

/// Whether the CPU has all features of a list. The lists are in `kernels`, beside the tokens that
/// are compiled for them.
#[cfg(target_arch = "x86_64")]
macro_rules! detected {
    ($($feature:tt)*) => { $(std::is_x86_feature_detected!($feature))&&* };
}

#[cfg(target_arch = "aarch64")]
macro_rules! detected {
    ($($feature:tt)*) => { $(std::arch::is_aarch64_feature_detected!($feature))&&* };
}

/// An instruction set that kernels are compiled for. Results have the same bits on all of them.
///
/// All levels exist on every target, so that programs can name them. [`Level::available`] lists
/// those that this CPU has, and the best one is used unless another is chosen: by [`with_level`],
/// or by the environment variable `TIGHTLOOP_LEVEL` (`scalar`, `neon`, `avx2` or `avx512`). If the
/// variable names no level, or one that this CPU does not have, it is ignored, and the first call
/// says so on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// One element at a time, on any CPU.
    Scalar,
    /// 16-byte vectors, on every 64-bit ARM CPU.
    Neon,
    /// 32-byte vectors with FMA and F16C, on x86-64 CPUs since Haswell and Zen.
    Avx2,
    /// 64-byte vectors (AVX-512 F, BW, CD, DQ, VL), on x86-64 CPUs since Skylake-X and Zen 4.
    Avx512,
}

impl Level {
    /// Every level, slowest first.
    pub const ALL: [Level; 4] = [Level::Scalar, Level::Neon, Level::Avx2, Level::Avx512];

    /// The levels that this CPU has, slowest first.
    ///
    /// ```
    /// # use tightloop_dispatch as tightloop;
    /// use tightloop::Level;
    ///
    /// assert!(Level::available().any(|level| level == Level::Scalar));
    /// ```
    pub fn available() -> impl Iterator<Item = Level> {
        Level::ALL.into_iter().filter(|level| level.is_available())
    }

    /// The level that calls on this thread run on: that of the innermost [`with_level`], else the
    /// one that the environment variable `TIGHTLOOP_LEVEL` names, else the best one that the CPU
    /// has.
    #[inline]
    pub fn current() -> Level {
        // Reads the thread-local cell only if it may be set: in a shared library, that is a call.
        if CHOICES.load(Ordering::Relaxed) == 0 { Level::default_level() } else { Level::chosen() }
    }

    /// Whether this CPU has the level.
    pub fn is_available(self) -> bool {
        match self {
            Level::Scalar => true,
            #[cfg(target_arch = "aarch64")]
            Level::Neon => tightloop_kernels::neon_features!(detected),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => tightloop_kernels::avx2_features!(detected),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => tightloop_kernels::avx512_features!(detected),
            #[allow(unreachable_patterns, reason = "no target has all levels")]
            _ => false,
        }
    }

    /// Whether this CPU has the instructions for dot products of small integers that go with the
    /// level, but are not part of it: AVX-512 VNNI or AVX-VNNI.
    #[inline]
    pub(crate) fn has_dots(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => tightloop_kernels::avx2_dots_features!(detected),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => tightloop_kernels::avx512_dots_features!(detected),
            _ => false,
        }
    }

    /// The name that `TIGHTLOOP_LEVEL` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Scalar => "scalar",
            Level::Neon => "neon",
            Level::Avx2 => "avx2",
            Level::Avx512 => "avx512",
        }
    }

    /// The level of this thread while any thread is inside [`with_level`].
    #[cold]
    fn chosen() -> Level {
        CHOSEN.get().unwrap_or_else(Level::default_level)
    }

    /// The level of this process, which is detected once.
    #[inline]
    fn default_level() -> Level {
        match Level::ALL.get(usize::from(DEFAULT.load(Ordering::Relaxed))) {
            Some(&level) => level,
            None => detect(),
        }
    }
}

// `DEFAULT` holds a level as its index in the list.
const _: () = {
    let mut place = 0;
    while place < Level::ALL.len() {
        assert!(Level::ALL[place] as usize == place, "a level is not at its place in the list");
        place += 1;
    }
};

impl Display for Level {
    fn fmt(&self, f: &mut Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

/// The level of this process, as its index in [`Level::ALL`]; before detection, no valid index.
static DEFAULT: AtomicU8 = AtomicU8::new(u8::MAX);

/// The number of calls of [`with_level`] that are running, on all threads. Relaxed accesses
/// suffice: a thread sees those that it made itself.
static CHOICES: AtomicUsize = AtomicUsize::new(0);

std::thread_local! {
    /// The level that [`with_level`] has chosen on this thread.
    static CHOSEN: Cell<Option<Level>> = const { Cell::new(None) };
}

/// Finds the level of this process. Threads that come at the same time wait for the first, so that
/// it is said once if `TIGHTLOOP_LEVEL` is ignored.
#[cold]
fn detect() -> Level {
    static DETECTED: OnceLock<Level> = OnceLock::new();
    let level = *DETECTED.get_or_init(|| {
        let best = Level::available().last().unwrap_or(Level::Scalar);
        match std::env::var_os("TIGHTLOOP_LEVEL") {
            Some(name) if !name.is_empty() => named(&name.to_string_lossy(), best),
            _ => best,
        }
    });
    DEFAULT.store(level as u8, Ordering::Relaxed);
    level
}

/// The level with this name, or `best` if it is not available, which is said on standard error.
fn named(name: &str, best: Level) -> Level {
    let why = match Level::ALL.into_iter().find(|level| level.name() == name) {
        Some(level) if level.is_available() => return level,
        Some(_) => "is not available on this CPU".to_owned(),
        None => format!("is not a level ({})", Level::ALL.map(Level::name).join(", ")),
    };
    // A program goes on without its standard error, too.
    let _ = writeln!(
        std::io::stderr(),
        "tightloop: TIGHTLOOP_LEVEL={name} {why}: ignored; using {best}"
    );
    best
}

/// Runs `f` with every call that it makes on this thread at `level`.
///
/// # Errors
///
/// [`Error::LevelUnavailable`] if the CPU does not have the level; `f` is not run then.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::{Level, with_level};
///
/// assert_eq!(with_level(Level::Scalar, Level::current)?, Level::Scalar);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn with_level<R>(level: Level, f: impl FnOnce() -> R) -> Result<R> {
    if !level.is_available() {
        return Err(Error::LevelUnavailable { level: level.name() });
    }
    struct Choice;
    impl Drop for Choice {
        fn drop(&mut self) {
            CHOICES.fetch_sub(1, Ordering::Relaxed);
        }
    }
    CHOICES.fetch_add(1, Ordering::Relaxed);
    let _choice = Choice;
    Ok(with_cell(&CHOSEN, Some(level), f))
}

/// Runs `f` with a thread-local cell set to `value`, and restores the cell, even if `f` panics.
pub(crate) fn with_cell<T: Copy + 'static, R>(
    cell: &'static std::thread::LocalKey<Cell<T>>,
    value: T,
    f: impl FnOnce() -> R,
) -> R {
    struct Restore<T: Copy + 'static>(&'static std::thread::LocalKey<Cell<T>>, T);
    impl<T: Copy + 'static> Drop for Restore<T> {
        fn drop(&mut self) {
            self.0.set(self.1);
        }
    }
    let _restore = Restore(cell, cell.replace(value));
    f()
}

/// Code compiled for the ISA `S`: an entry of a table.
pub trait Compiled<S: Isa, F> {
    /// The entry.
    const ENTRY: F;
}

/// One entry per level of this target.
#[derive(Clone, Copy, Debug)]
pub struct PerLevel<F> {
    scalar: F,
    #[cfg(target_arch = "aarch64")]
    neon: F,
    #[cfg(target_arch = "x86_64")]
    avx2: F,
    #[cfg(target_arch = "x86_64")]
    avx512: F,
}

#[cfg(target_arch = "x86_64")]
mod every {
    use super::*;
    /// Code compiled for every level of this target.
    pub trait CompiledForAll<F>:
        Compiled<Scalar, F> + Compiled<Avx2, F> + Compiled<Avx512, F>
    {
    }
    impl<F, K> CompiledForAll<F> for K where
        K: Compiled<Scalar, F> + Compiled<Avx2, F> + Compiled<Avx512, F>
    {
    }
}

#[cfg(target_arch = "aarch64")]
mod every {
    use super::*;
    /// Code compiled for every level of this target.
    pub trait CompiledForAll<F>: Compiled<Scalar, F> + Compiled<Neon, F> {}
    impl<F, K: Compiled<Scalar, F> + Compiled<Neon, F>> CompiledForAll<F> for K {}
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod every {
    use super::*;
    /// Code compiled for every level of this target.
    pub trait CompiledForAll<F>: Compiled<Scalar, F> {}
    impl<F, K: Compiled<Scalar, F>> CompiledForAll<F> for K {}
}

pub use every::CompiledForAll;

impl<F: Copy> PerLevel<F> {
    /// The entries of `K`.
    pub const fn of<K: CompiledForAll<F>>() -> Self {
        Self {
            scalar: <K as Compiled<Scalar, F>>::ENTRY,
            #[cfg(target_arch = "aarch64")]
            neon: <K as Compiled<Neon, F>>::ENTRY,
            #[cfg(target_arch = "x86_64")]
            avx2: <K as Compiled<Avx2, F>>::ENTRY,
            #[cfg(target_arch = "x86_64")]
            avx512: <K as Compiled<Avx512, F>>::ENTRY,
        }
    }

    /// Returns the entry for `level`: the scalar one if this target does not have the level.
    #[inline(always)]
    pub fn at(&self, level: Level) -> F {
        *self.get(level)
    }

    /// Returns a reference to the entry for `level`: see [`at`](Self::at).
    #[inline(always)]
    pub fn get(&self, level: Level) -> &F {
        match level {
            Level::Scalar => &self.scalar,
            #[cfg(target_arch = "aarch64")]
            Level::Neon => &self.neon,
            #[cfg(not(target_arch = "aarch64"))]
            Level::Neon => &self.scalar,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => &self.avx2,
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => &self.avx512,
            #[cfg(not(target_arch = "x86_64"))]
            Level::Avx2 | Level::Avx512 => &self.scalar,
        }
    }
}
