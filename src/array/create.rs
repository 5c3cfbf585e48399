//! Arrays from values, functions, slices and progressions.

use super::Array;
use super::progression::Progression;
use crate::infallible::infallible;
use crate::{Element, Error, Result, bf16, f16};
use tightloop_array_core::conversion::{bf16_of_f64, f16_of_f64, f64_of_bf16, f64_of_f16};
use tightloop_array_core::{Buffer, Layout, MAX_NDIM};

impl<T: Element> Array<T> {
    /// Makes an array of the elements of a `Vec`, in C order. They are copied into aligned memory.
    ///
    /// # Errors
    ///
    /// - [`Error::DataLength`] if the shape needs more or fewer elements.
    /// - [`Error::TooManyAxes`] or [`Error::SizeOverflow`] if no array has that shape.
    /// - [`Error::Allocation`] if allocation fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let x = Array::from_vec(&[2, 2], vec![1, 2, 3, 4])?;
    /// assert_eq!(x, Array::from([[1, 2], [3, 4]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn from_vec(shape: &[usize], data: Vec<T>) -> Result<Self> {
        Self::from_slice(shape, &data)
    }

    /// Makes an array of copies of the elements of `data`, in C order.
    ///
    /// # Errors
    ///
    /// Those of [`from_vec`](Self::from_vec).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let x = Array::from_slice(&[2, 2], &[1, 2, 3, 4])?;
    /// assert_eq!(x.slice(1)?, Array::from([3, 4]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn from_slice(shape: &[usize], data: &[T]) -> Result<Self> {
        let layout = Layout::contiguous(shape)?;
        if layout.len() != data.len() {
            return Err(Error::data_length(shape, layout.len(), data.len()));
        }
        Ok(Self::from_parts(layout, Buffer::from_slice(data)?))
    }

    /// Makes an array of elements from their bytes, in C order and in the byte order of the
    /// machine. The bytes may have any alignment;
    /// [`ArrayView::from_bytes`](crate::ArrayView::from_bytes) copies nothing, but needs
    /// aligned ones.
    ///
    /// # Errors
    ///
    /// - [`Error::PartialElement`] if the bytes are not a whole number of elements.
    /// - [`Error::InvalidBool`] if a byte of a `bool` is neither 0 nor 1.
    /// - Those of [`from_vec`](Self::from_vec).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, Error};
    ///
    /// let x = Array::from([1.0f32, 2.0, 3.0]);
    /// assert_eq!(Array::from_bytes(&[3], x.as_bytes())?, x);
    ///
    /// let cut = Array::<f32>::from_bytes(&[2], &x.as_bytes()[..7]);
    /// assert!(matches!(cut, Err(Error::PartialElement { bytes: 7, .. })));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn from_bytes(shape: &[usize], bytes: &[u8]) -> Result<Self> {
        let layout = Layout::contiguous(shape)?;
        let found = bytes.len() / size_of::<T>();
        if layout.len() != found && bytes.len().is_multiple_of(size_of::<T>()) {
            return Err(Error::data_length(shape, layout.len(), found));
        }
        Ok(Self::from_parts(layout, Buffer::from_bytes(bytes)?))
    }

    /// Makes an array of zeros; of `bool`, `false`.
    ///
    /// # Errors
    ///
    /// - [`Error::TooManyAxes`] or [`Error::SizeOverflow`] if no array has that shape.
    /// - [`Error::Allocation`] if allocation fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// assert_eq!(Array::<f32>::zeros(&[2])?, Array::from([0.0, 0.0]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn zeros(shape: &[usize]) -> Result<Self> {
        let layout = Layout::contiguous(shape)?;
        Ok(Self::from_parts(layout, Buffer::zeroed(layout.len())?))
    }

    /// Makes an array of ones; of `bool`, `true`.
    ///
    /// # Errors
    ///
    /// Those of [`zeros`](Self::zeros).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// assert_eq!(Array::<f32>::ones(&[2])?, Array::from([1.0, 1.0]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn ones(shape: &[usize]) -> Result<Self> {
        Self::full(shape, T::ONE)
    }

    /// Makes an array filled with `value`.
    ///
    /// # Errors
    ///
    /// Those of [`zeros`](Self::zeros).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// assert_eq!(Array::full(&[2, 2], 7)?, Array::from([[7, 7], [7, 7]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn full(shape: &[usize], value: T) -> Result<Self> {
        let layout = Layout::contiguous(shape)?;
        Ok(Self::from_parts(layout, Buffer::from_fn(layout.len(), |_| value)?))
    }

    /// Makes an array of the results of `f`, which is called with each index, in C order.
    ///
    /// # Errors
    ///
    /// Those of [`zeros`](Self::zeros).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let x = Array::from_fn(&[2, 3], |index| 10 * index[0] as i32 + index[1] as i32)?;
    /// assert_eq!(x, Array::from([[0, 1, 2], [10, 11, 12]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn from_fn(shape: &[usize], mut f: impl FnMut(&[usize]) -> T) -> Result<Self> {
        let layout = Layout::contiguous(shape)?;
        let mut index = [0; MAX_NDIM];
        let index = &mut index[..shape.len()];
        let buffer = Buffer::from_fn(layout.len(), |_| {
            let element = f(index);
            step(index, shape);
            element
        })?;
        Ok(Self::from_parts(layout, buffer))
    }

    /// Makes an array of one element, without axes.
    ///
    /// # Panics
    ///
    /// If allocation fails, as `Vec` does.
    #[track_caller]
    pub fn scalar(value: T) -> Self {
        infallible(Self::full(&[], value))
    }
}

/// Moves to the next index in C order, and from the last one to the first.
fn step(index: &mut [usize], shape: &[usize]) {
    for (i, &len) in index.iter_mut().zip(shape).rev() {
        *i += 1;
        if *i < len {
            return;
        }
        *i = 0;
    }
}

impl<T: Number> Array<T> {
    /// Makes an array of `start`, `start + step`, `start + 2 * step`, .. up to, and without,
    /// `stop`.
    ///
    /// Each element is the exact number rounded to nearest: errors do not accumulate. As in NumPy,
    /// the number of elements is `(stop - start) / step` in `f64`, rounded up, so the last element
    /// may reach `stop`. Use [`linspace`](Self::linspace) if that matters.
    ///
    /// # Errors
    ///
    /// - [`Error::InvalidParameter`] if the step is zero, or the bounds or the step are not finite.
    /// - [`Error::SizeOverflow`] or [`Error::Allocation`] if there are too many elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// assert_eq!(Array::arange(0, 5, 2)?, Array::from([0, 2, 4]));
    /// assert_eq!(Array::arange(1.0, 0.0, -0.25)?, Array::from([1.0, 0.75, 0.5, 0.25]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn arange(start: T, stop: T, step: T) -> Result<Self> {
        let refused = |what| Error::InvalidParameter { op: "arange", what };
        if step == T::ZERO {
            return Err(refused("the step is zero"));
        }
        let len =
            T::steps(start, stop, step).ok_or(refused("the bounds or the step are not finite"))?;
        let layout = Layout::contiguous(&[len])?;
        Ok(Self::from_parts(layout, Buffer::from_fn(len, T::progression(start, stop, step))?))
    }
}

impl<T: RealFloat> Array<T> {
    /// Makes an array of `len` numbers at equal distances from `start` to `stop`, both included; of
    /// `start` alone, if `len` is 1.
    ///
    /// The numbers in between are the exact ones rounded to nearest. If `start` or `stop` is
    /// infinite or NaN, they are `start + stop`.
    ///
    /// # Errors
    ///
    /// [`Error::SizeOverflow`] or [`Error::Allocation`] if there are too many elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// assert_eq!(Array::linspace(0.0, 1.0, 5)?, Array::from([0.0, 0.25, 0.5, 0.75, 1.0]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn linspace(start: T, stop: T, len: usize) -> Result<Self> {
        let layout = Layout::contiguous(&[len])?;
        let (first, last) = (start.to_f64(), stop.to_f64());
        let intervals = len.saturating_sub(1);
        let progression = Progression::between(first, last, intervals.max(1));
        let is_finite = first.is_finite() && last.is_finite();
        let element = |i| match i {
            0 => start,
            _ if i == intervals => stop,
            _ if is_finite => progression.element(i),
            _ => T::nearest(first + last),
        };
        Ok(Self::from_parts(layout, Buffer::from_fn(len, element)?))
    }
}

/// The dtypes of [`Array::arange`]: all except `bool` and the complex ones.
pub trait Number: Element {
    /// Returns the number of elements of the progression from `start` to before `stop`, or `None`
    /// if a number is not finite.
    #[doc(hidden)]
    fn steps(start: Self, stop: Self, step: Self) -> Option<usize>;

    /// `start + i * step` for each `i` below the number of [`steps`](Self::steps).
    #[doc(hidden)]
    fn progression(start: Self, stop: Self, step: Self) -> impl FnMut(usize) -> Self;
}

/// The dtypes of [`Array::linspace`]: `f16`, `bf16`, `f32` and `f64`.
pub trait RealFloat: Number {
    /// Returns exactly this number.
    fn to_f64(self) -> f64;

    /// Returns the nearest number to `x`; of two, the even one.
    fn nearest(x: f64) -> Self;
}

/// [`Number::steps`] of integers. The step is not zero.
fn integer_steps(start: i128, stop: i128, step: i128) -> usize {
    let (distance, stride) = if step > 0 { (stop - start, step) } else { (start - stop, -step) };
    if distance <= 0 {
        0
    } else {
        usize::try_from((distance + stride - 1) / stride).unwrap_or(usize::MAX)
    }
}

/// [`Number::steps`] of floats.
fn float_steps(start: f64, stop: f64, step: f64) -> Option<usize> {
    let span = stop - start;
    // A span beyond the largest number is halved.
    let steps =
        if span.is_finite() { span / step } else { (stop / 2.0 - start / 2.0) / step * 2.0 };
    // Negative numbers become 0, and what is too large the largest, which is refused as a size.
    [start, stop, step].iter().all(|x| x.is_finite()).then_some(steps.ceil() as usize)
}

macro_rules! integers {
    ($($t:ident)*) => {$(
        impl Number for $t {
            fn steps(start: Self, stop: Self, step: Self) -> Option<usize> {
                Some(integer_steps(i128::from(start), i128::from(stop), i128::from(step)))
            }

            fn progression(start: Self, _: Self, step: Self) -> impl FnMut(usize) -> Self {
                move |i| (i128::from(start) + i as i128 * i128::from(step)) as $t
            }
        }
    )*};
}
integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! floats {
    ($($t:ident: $to_f64:expr, $from_f64:expr;)*) => {$(
        impl Number for $t {
            fn steps(start: Self, stop: Self, step: Self) -> Option<usize> {
                let [start, stop, step] = [start, stop, step].map(RealFloat::to_f64);
                float_steps(start, stop, step)
            }

            fn progression(start: Self, stop: Self, step: Self) -> impl FnMut(usize) -> Self {
                let [first, limit, step] = [start, stop, step].map(RealFloat::to_f64);
                let progression = Progression::before(limit, first, step);
                move |i| if i == 0 { start } else { progression.element(i) }
            }
        }

        impl RealFloat for $t {
            fn to_f64(self) -> f64 {
                $to_f64(self)
            }

            fn nearest(x: f64) -> Self {
                $from_f64(x)
            }
        }
    )*};
}
floats! {
    f16: f64_of_f16, f16_of_f64;
    bf16: f64_of_bf16, bf16_of_f64;
    f32: f64::from, |x| x as f32;
    f64: |x| x, |x| x;
}
