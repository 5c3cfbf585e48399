//! What is known of some elements if more may follow: for programs that get their data in pieces,
//! or that give pieces to several machines.
//!
//! A state is plain data, and can be copied and stored byte by byte. `update` adds elements,
//! `merge` adds those of another state, as elements that follow, and `finish` returns the result.
//!
//! ```
//! use tightloop::states::{ArgMin, Moments, PartialSum};
//!
//! let pieces = [[1.0, 5.0, 3.0], [4.0, -1.0, 6.0]];
//! let mut moments = Moments::new();
//! for piece in &pieces {
//!     moments.update(piece);
//! }
//! assert_eq!(moments.mean(), 3.0);
//!
//! let mut best = ArgMin::new();
//! let [first, second] = pieces.map(|piece| {
//!     let mut state = ArgMin::new();
//!     state.update(&piece);
//!     state
//! });
//! best.merge(&first);
//! best.merge(&second);
//! assert_eq!(best.finish(), Some((4, -1.0)));
//!
//! let mut sum = PartialSum::new();
//! pieces.iter().for_each(|piece| sum.update(piece));
//! assert_eq!(sum.finish(), 18.0);
//! ```

use crate::infallible::infallible;
use crate::reductions::pairs;
use crate::{Array, ArrayView, Element, Operand, ops};
use tightloop_dispatch::{FoldUfunc, SearchUfunc, reduce_all};
use tightloop_kernels::Float;

/// The number, the mean and the squared distances of some numbers: mean and variance, in `f64`.
///
/// # Method
///
/// Pieces are folded as by [`var`](crate::var), and merged by the formula of Chan, Golub and
/// LeVeque (1979).
///
/// # Special values
///
/// NaN if an element is NaN or infinite.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Moments {
    /// The number of elements.
    pub count: u64,
    /// Their mean; 0 if there are none.
    pub mean: f64,
    /// The sum of the squares of their distances from the mean.
    pub squares: f64,
}

impl Moments {
    /// Those of no elements.
    pub const fn new() -> Self {
        Moments { count: 0, mean: 0.0, squares: 0.0 }
    }

    /// Adds elements, of any real dtype.
    pub fn update<T: Element>(&mut self, x: impl Operand<T>)
    where
        ops::CentralMoments: FoldUfunc<T, Out = [f64; 2]>,
    {
        let x = x.operand();
        if !x.is_empty() {
            let reduction = ("update", ops::CentralMoments::fold_kernel(), &ops::CentralMoments);
            let count = x.len() as u64;
            let (mean, squares) = infallible(pairs::of_all(reduction, x));
            self.merge(&Moments { count, mean, squares });
        }
    }

    /// Adds the elements of another state.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let count = self.count + other.count;
        let (first, second) = (self.count as f64, other.count as f64);
        let (distance, ratio) = (other.mean - self.mean, second / count as f64);
        self.mean = distance.mul_add(ratio, self.mean);
        self.squares += (distance * distance).mul_add(first * ratio, other.squares);
        self.count = count;
    }

    /// The mean. That of no elements is NaN.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.mean }
    }

    /// The variance with the divisor `n - ddof`; if that is not positive, the divisor is 0.
    pub fn variance(&self, ddof: f64) -> f64 {
        self.squares / (self.count as f64 - ddof).max(0.0)
    }

    /// The mean, and the variance with the divisor `n - ddof`.
    pub fn finish(&self, ddof: f64) -> (f64, f64) {
        (self.mean(), self.variance(ddof))
    }
}

/// Lists the searches, each with the operation and the name of the function.
macro_rules! searches {
    ($($(#[$doc:meta])* $state:ident $op:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// The first of equal elements counts, and the first NaN, if there is one.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        #[repr(C)]
        pub struct $state<T> {
            /// The number of elements.
            pub count: u64,
            /// The place of the element among all of them.
            pub index: u64,
            /// The element; 0 if there are none.
            pub value: T,
        }

        impl<T: Element> $state<T>
        where
            ops::$op: SearchUfunc<T, Out = i64> + FoldUfunc<T, Out = T>,
        {
            /// Of no elements.
            pub const fn new() -> Self {
                $state { count: 0, index: 0, value: T::ZERO }
            }

            /// Adds elements, in C order.
            pub fn update(&mut self, x: impl Operand<T>) {
                let x = x.operand();
                if x.is_empty() {
                    return;
                }
                let kernel = <ops::$op>::search_kernel();
                let place: i64 = infallible(x.lend(|x| reduce_all("update", kernel, &ops::$op, x)));
                let (count, index) = (x.len() as u64, place as u64);
                let value = x.iter().nth(index as usize).copied().unwrap_or(T::ZERO);
                self.merge(&$state { count, index, value });
            }

            /// Adds the elements of another state, which follow those of this one.
            pub fn merge(&mut self, other: &Self) {
                let count = self.count + other.count;
                if self.count == 0 {
                    *self = *other;
                } else if other.count > 0 {
                    let both = [self.value, other.value];
                    let kernel = <ops::$op>::search_kernel();
                    let place: i64 = infallible(
                        (&both).lend(|x| reduce_all("merge", kernel, &ops::$op, x)),
                    );
                    if place == 1 {
                        (self.value, self.index) = (other.value, self.count + other.index);
                    }
                }
                self.count = count;
            }

            /// The place and the element, if there are elements.
            pub fn finish(&self) -> Option<(u64, T)> {
                (self.count > 0).then_some((self.index, self.value))
            }
        }
    )*};
}
searches! {
    /// The smallest of some elements, and its place.
    ArgMin Minimum;
    /// The largest of some elements, and its place.
    ArgMax Maximum;
}

/// The most blocks, as a power of two: more elements than fit into any memory.
const ORDERS: usize = 56;

/// The sum of some numbers, `f32` or `f64`, as parts of the tree in which [`sum`](crate::sum) adds.
///
/// The result has the bits of `sum` of all elements, however they are cut into pieces. So it does
/// with [`merge`](Self::merge) if each state but the last has `2^n` times [`BLOCK`](Self::BLOCK)
/// elements, the same number. Otherwise, merging adds blocks as they are: the result is as
/// accurate, and depends on the pieces.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct PartialSum<T> {
    /// The number of elements.
    pub count: u64,
    /// The sums of `2^k` blocks and their errors, for each bit `k` of the number of whole blocks.
    pub blocks: [[T; 2]; ORDERS],
    /// The elements after the last whole block.
    pub rest: [T; 512],
}

impl<T: Float> Default for PartialSum<T>
where
    ops::SumAndError: FoldUfunc<T, Out = [T; 2]>,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Float> PartialSum<T>
where
    ops::SumAndError: FoldUfunc<T, Out = [T; 2]>,
{
    /// The number of elements in a block.
    pub const BLOCK: usize = ops::SumAndError::block::<T>();

    /// The sum of no elements.
    pub const fn new() -> Self {
        PartialSum { count: 0, blocks: [[T::ZERO; 2]; ORDERS], rest: [T::ZERO; 512] }
    }

    /// Adds elements, in C order. Those of several axes whose strides do not merge are copied
    /// first.
    pub fn update(&mut self, x: impl Operand<T>) {
        let x = x.operand();
        let copy: Array<T>;
        let line = match x.reshape(&[x.len()]) {
            Ok(line) => line,
            Err(_) => {
                copy = infallible(x.to_array().into_shape(&[x.len()]));
                copy.view()
            }
        };
        self.add_line(line);
    }

    /// Adds the elements of another state, which follow those of this one.
    pub fn merge(&mut self, other: &Self) {
        let blocks = other.count / Self::BLOCK as u64;
        for order in (0..ORDERS).rev().filter(|order| blocks >> order & 1 == 1) {
            self.push(order, other.blocks[order]);
        }
        let rest = (other.count % Self::BLOCK as u64) as usize;
        self.add_line((&other.rest[..rest]).operand());
    }

    /// The sum. That of no elements is 0.
    pub fn finish(&self) -> T {
        let mut total = None;
        let rest = (self.count % Self::BLOCK as u64) as usize;
        if rest > 0 {
            total = Some(sum_and_error((&self.rest[..rest]).operand()));
        }
        let blocks = self.count / Self::BLOCK as u64;
        for order in (0..ORDERS).filter(|order| blocks >> order & 1 == 1) {
            let block = self.blocks[order];
            total = Some(total.map_or(block, |total| ops::SumAndError::add(block, total)));
        }
        total.map_or(T::ZERO, ops::SumAndError::total)
    }

    /// Adds the elements along an axis.
    fn add_line(&mut self, mut line: ArrayView<'_, T>) {
        while !line.is_empty() {
            let rest = (self.count % Self::BLOCK as u64) as usize;
            let blocks = line.len() / Self::BLOCK;
            if rest == 0 && blocks > 0 {
                // The most blocks that are a part of the tree.
                let order = (self.count / Self::BLOCK as u64).trailing_zeros().min(blocks.ilog2());
                let (part, after) = infallible(line.split_at(0, Self::BLOCK << order));
                self.push(order as usize, sum_and_error(part));
                line = after;
            } else {
                let left = (Self::BLOCK - rest).min(line.len());
                let (part, after) = infallible(line.split_at(0, left));
                for (place, &x) in self.rest[rest..].iter_mut().zip(part.iter()) {
                    *place = x;
                }
                if rest + left == Self::BLOCK {
                    let block = sum_and_error((&self.rest[..Self::BLOCK]).operand());
                    self.push(0, block);
                    self.count -= rest as u64;
                } else {
                    self.count += left as u64;
                }
                line = after;
            }
        }
    }

    /// Adds `2^order` blocks.
    fn push(&mut self, order: usize, mut pair: [T; 2]) {
        let blocks = self.count / Self::BLOCK as u64;
        let mut place = order;
        while blocks >> place & 1 == 1 {
            pair = ops::SumAndError::add(self.blocks[place], pair);
            place += 1;
        }
        self.blocks[place] = pair;
        self.count += (Self::BLOCK as u64) << order;
    }
}

/// The sum of a line as a pair.
fn sum_and_error<T: Float>(line: ArrayView<'_, T>) -> [T; 2]
where
    ops::SumAndError: FoldUfunc<T, Out = [T; 2]>,
{
    let reduction = ("update", ops::SumAndError::fold_kernel(), &ops::SumAndError);
    let (sum, error) = infallible(pairs::of_all(reduction, line));
    [sum, error]
}
