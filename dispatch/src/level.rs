//! Which ISA a call runs on: detection, the user's choice, and tables with one entry a level.

use core::cell::Cell;
use core::fmt::{Display, Formatter};
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use tightloop_array_core::{Error, Result};
#[cfg(target_arch = "aarch64")]
use tightloop_kernels::isa::Neon;
#[cfg(target_arch = "x86_64")]
use tightloop_kernels::isa::{Avx2, Avx512};
use tightloop_kernels::isa::{Isa, Scalar};

/// Whether the CPU has all features of a list; the lists stand beside the tokens that are compiled
/// for them.
#[cfg(target_arch = "x86_64")]
macro_rules! detected {
    ($($feature:tt)*) => { $(std::is_x86_feature_detected!($feature))&&* };
}

#[cfg(target_arch = "aarch64")]
macro_rules! detected {
    ($($feature:tt)*) => { $(std::arch::is_aarch64_feature_detected!($feature))&&* };
}

/// An instruction set that kernels are compiled for.
///
/// All of them exist on every target, so that programs can name them;
/// [`available`](Self::available) says which ones this CPU has. Results have the same bits on all.
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
    /// use tightloop_dispatch::Level;
    ///
    /// assert!(Level::available().any(|level| level == Level::Scalar));
    /// ```
    pub fn available() -> impl Iterator<Item = Level> {
        Level::ALL.into_iter().filter(|level| level.is_available())
    }

    /// The level that calls on this thread run on: that of the innermost [`with_level`], else the
    /// one that the environment variable `TIGHTLOOP_LEVEL` names (`scalar`, `neon`, `avx2`,
    /// `avx512`; ignored where unknown or not available), else the best that the CPU has.
    #[inline]
    pub fn current() -> Level {
        // The cell of a thread is read only where it may hold something: in a shared library that
        // is a call by itself.
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

    /// The name that `TIGHTLOOP_LEVEL` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Scalar => "scalar",
            Level::Neon => "neon",
            Level::Avx2 => "avx2",
            Level::Avx512 => "avx512",
        }
    }

    /// The level of this thread, while some thread has chosen one.
    #[cold]
    fn chosen() -> Level {
        CHOSEN.get().unwrap_or_else(Level::default_level)
    }

    /// The level of this process, found once.
    #[inline]
    fn default_level() -> Level {
        match Level::ALL.get(usize::from(DEFAULT.load(Ordering::Relaxed))) {
            Some(&level) => level,
            None => detect(),
        }
    }
}

// The level of the process is kept as a place in the list.
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

/// The process's level as a number, or one that is no level until it is known.
static DEFAULT: AtomicU8 = AtomicU8::new(u8::MAX);

/// How many calls of [`with_level`] are running, on all threads. A thread sees its own.
static CHOICES: AtomicUsize = AtomicUsize::new(0);

std::thread_local! {
    /// What [`with_level`] has chosen on this thread.
    static CHOSEN: Cell<Option<Level>> = const { Cell::new(None) };
}

#[cold]
fn detect() -> Level {
    let named = std::env::var("TIGHTLOOP_LEVEL").ok();
    let named = Level::available().find(|level| named.as_deref() == Some(level.name()));
    let level = named.or(Level::available().last()).unwrap_or(Level::Scalar);
    DEFAULT.store(level as u8, Ordering::Relaxed);
    level
}

/// Runs `f` with every call that it makes on this thread at `level`.
///
/// # Errors
/// [`Error::LevelUnavailable`] where the CPU does not have the level; `f` is not run then.
///
/// ```
/// use tightloop_dispatch::{Level, with_level};
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

/// Runs `f` with a thread-local cell set to `value`, and puts back what was there, also where `f`
/// panics.
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

/// Code compiled for the ISA `S`: how a table gets its entry for one level.
pub trait Compiled<S: Isa, F> {
    /// The function.
    const ENTRY: F;
}

/// One entry for each level of this target.
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
    impl<F, K: Compiled<Scalar, F> + Compiled<Avx2, F> + Compiled<Avx512, F>> CompiledForAll<F> for K {}
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

    /// The entry for `level`. Levels that this target does not have give the scalar one.
    #[inline(always)]
    pub fn at(&self, level: Level) -> F {
        *self.get(level)
    }

    /// As [`at`](Self::at), where it is.
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
