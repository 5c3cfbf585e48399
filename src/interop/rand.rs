//! Random elements (feature `rand`), by the generators of [`rand`](https://docs.rs/rand/0.10) and
//! distributions such as those of [`rand_distr`](https://docs.rs/rand_distr/0.6).
//!
//! | NumPy | here |
//! |:--|:--|
//! | `rng = np.random.default_rng(7)` | `let mut rng = SmallRng::seed_from_u64(7);` |
//! | `rng.random((2, 3))` | `Array::<f64>::random(&[2, 3], StandardUniform, &mut rng)?` |
//! | `rng.integers(0, 10, 5)` | `Array::random(&[5], Uniform::new(0, 10)?, &mut rng)?` |
//! | `rng.normal(0, 2, 1000)` | `Array::random(&[1000], Normal::new(0.0, 2.0)?, &mut rng)?` |
//! | `rng.random(out=x)` | `x.fill_random(StandardUniform, &mut rng)` |
//!
//! Elements are sampled one after the other in C order, on one thread. They depend on the generator
//! and the distribution alone: not on strides, the CPU, or the number of threads.

use crate::{Array, ArrayViewMut, Element, Result};
use ::rand::Rng;
use ::rand::distr::Distribution;
use tightloop_array_core::{Buffer, Layout};

impl<T: Element> Array<T> {
    /// Makes an array of samples of a distribution (feature `rand`), in C order.
    ///
    /// # Errors
    ///
    /// Those of [`zeros`](Self::zeros).
    ///
    /// # Examples
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand::distr::{StandardUniform, Uniform};
    /// use rand::rngs::SmallRng;
    /// use tightloop::{Array, mean};
    ///
    /// let mut rng = SmallRng::seed_from_u64(7);
    /// let x = Array::<f64>::random(&[100, 100], StandardUniform, &mut rng)?;
    /// assert!((mean(&x) - 0.5).abs() < 0.02);
    ///
    /// let dice = Array::random(&[5], Uniform::new_inclusive(1, 6)?, &mut rng)?;
    /// assert!(dice.iter().all(|eyes| (1..=6).contains(eyes)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn random(
        shape: &[usize],
        distribution: impl Distribution<T>,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let layout = Layout::contiguous(shape)?;
        let buffer = Buffer::from_fn(layout.len(), |_| distribution.sample(rng))?;
        Ok(Self::from_parts(layout, buffer))
    }

    /// Sets every element to a sample of a distribution (feature `rand`), in C order.
    ///
    /// # Examples
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand::distr::StandardUniform;
    /// use rand::rngs::SmallRng;
    /// use tightloop::Array;
    ///
    /// let mut x = Array::<f32>::zeros(&[2, 3])?;
    /// x.fill_random(StandardUniform, &mut SmallRng::seed_from_u64(7));
    /// assert!(x.iter().all(|element| (0.0..1.0).contains(element)));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn fill_random(
        &mut self,
        distribution: impl Distribution<T>,
        rng: &mut (impl Rng + ?Sized),
    ) {
        self.view_mut().fill_random(distribution, rng);
    }
}

impl<T: Element> ArrayViewMut<'_, T> {
    /// Sets every element to a sample of a distribution (feature `rand`), in C order.
    ///
    /// # Examples
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand::distr::Uniform;
    /// use rand::rngs::SmallRng;
    /// use tightloop::Array;
    ///
    /// let mut x = Array::<i32>::zeros(&[2, 3])?;
    /// let mut rng = SmallRng::seed_from_u64(7);
    /// x.view_mut().slice(1)?.fill_random(Uniform::new(1, 9)?, &mut rng);
    /// assert_eq!(x.slice(0)?, Array::from([0, 0, 0]));
    /// assert!(x.slice(1)?.iter().all(|element| (1..9).contains(element)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fill_random(
        &mut self,
        distribution: impl Distribution<T>,
        rng: &mut (impl Rng + ?Sized),
    ) {
        self.iter_mut().for_each(|element| *element = distribution.sample(rng));
    }
}
