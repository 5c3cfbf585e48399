//! Elementwise functions.

use crate::odometer::{broadcast, indices, source};
use crate::operand::{BaseShape, Spec};
use crate::sample::Sample;
use arbitrary::Arbitrary;
use tightloop::*;

#[derive(Arbitrary, Debug)]
pub struct Input {
    dtype: Dtype,
    function: u8,
    shape: BaseShape,
    inputs: [Spec; 3],
    output: Spec,
}

#[derive(Arbitrary, Debug)]
enum Dtype {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F16,
    Bf16,
    F32,
    F64,
}

/// A function of `N` operands, and its oracle for one element of each.
struct Function<T: 'static, Y: 'static, const N: usize> {
    call: fn([ArrayView<'_, T>; N], ArrayViewMut<'_, Y>) -> Result<()>,
    plain: fn([T; N]) -> Y,
}

/// Runs a function on the operands of an input.
type Check = Box<dyn Fn(&Input)>;

impl<T: Sample, Y: Sample, const N: usize> Function<T, Y, N> {
    fn check(&self, input: &Input) {
        let base = input.shape.shape();
        let operands: Vec<_> =
            input.inputs[..N].iter().map(|spec| spec.operand::<T>(&base)).collect();
        let views: Option<Vec<_>> = operands.iter().map(|operand| operand.view()).collect();
        let Some(views) = views else { return };
        let views: [ArrayView<'_, T>; N] =
            views.try_into().ok().expect("as many views as operands");

        let shape = broadcast(operands.iter().map(|operand| &operand.shape[..]));
        let mut out = input.output.output::<Y>(shape.clone().unwrap_or(base));
        if out.view_mut().is_none() {
            return;
        }
        let fits = shape.is_some_and(|shape| {
            broadcast([&shape[..], &out.shape]).is_some_and(|shape| shape == out.shape)
        });
        let expected = fits.then(|| {
            let mut data = out.data.clone();
            for index in indices(&out.shape) {
                let elements =
                    std::array::from_fn(|i| operands[i].at(&source(&index, &operands[i].shape)));
                data[out.place(&index)] = (self.plain)(elements);
            }
            data
        });
        out.check(expected.as_deref(), Y::same, |out| (self.call)(views, out));
    }
}

fn function<T: Sample, Y: Sample, const N: usize>(
    call: fn([ArrayView<'_, T>; N], ArrayViewMut<'_, Y>) -> Result<()>,
    plain: fn([T; N]) -> Y,
) -> Check {
    let function = Function { call, plain };
    Box::new(move |input| function.check(input))
}

/// Lists the functions of every real dtype.
macro_rules! real {
    ($t:ident, $minimum:expr, $maximum:expr) => {
        vec![
            function::<$t, bool, 2>(|[x, y], out| equal_into(x, y, out), |[x, y]| x == y),
            function::<$t, bool, 2>(|[x, y], out| less_into(x, y, out), |[x, y]| x < y),
            function::<$t, bool, 2>(|[x, y], out| greater_into(x, y, out), |[x, y]| x > y),
            function::<$t, $t, 2>(|[x, y], out| minimum_into(x, y, out), |[x, y]| $minimum(x, y)),
            function::<$t, $t, 2>(|[x, y], out| maximum_into(x, y, out), |[x, y]| $maximum(x, y)),
        ]
    };
}

macro_rules! int {
    ($t:ident) => {{
        let mut functions = real!($t, Ord::min, Ord::max);
        functions.extend([
            function::<$t, $t, 2>(|[x, y], out| add_into(x, y, out), |[x, y]| x.wrapping_add(y)),
            function::<$t, $t, 2>(
                |[x, y], out| subtract_into(x, y, out),
                |[x, y]| x.wrapping_sub(y),
            ),
            function::<$t, $t, 2>(
                |[x, y], out| multiply_into(x, y, out),
                |[x, y]| x.wrapping_mul(y),
            ),
            function::<$t, f64, 2>(
                |[x, y], out| divide_into(x, y, out),
                |[x, y]| x as f64 / y as f64,
            ),
            function::<$t, $t, 1>(|[x], out| negative_into(x, out), |[x]| x.wrapping_neg()),
            function::<$t, $t, 1>(|[x], out| square_into(x, out), |[x]| x.wrapping_mul(x)),
            function::<$t, f32, 1>(|[x], out| cast_into(x, out), |[x]| x as f32),
            function::<$t, u8, 1>(|[x], out| cast_into(x, out), |[x]| x as u8),
            function::<$t, i64, 1>(|[x], out| cast_into(x, out), |[x]| x as i64),
        ]);
        functions
    }};
}

macro_rules! float {
    ($t:ident) => {{
        let mut functions = real!($t, minimum_of, maximum_of);
        functions.extend([
            function::<$t, $t, 2>(|[x, y], out| add_into(x, y, out), |[x, y]| x + y),
            function::<$t, $t, 2>(|[x, y], out| subtract_into(x, y, out), |[x, y]| x - y),
            function::<$t, $t, 2>(|[x, y], out| multiply_into(x, y, out), |[x, y]| x * y),
            function::<$t, $t, 2>(|[x, y], out| divide_into(x, y, out), |[x, y]| x / y),
            function::<$t, $t, 1>(|[x], out| negative_into(x, out), |[x]| -x),
            function::<$t, $t, 1>(|[x], out| square_into(x, out), |[x]| x * x),
            function::<$t, bool, 1>(|[x], out| isnan_into(x, out), |[x]| x.is_nan()),
        ]);
        functions
    }};
}

/// Lists the functions of the floats that Rust computes with.
macro_rules! native_float {
    ($t:ident) => {{
        let mut functions = float!($t);
        functions.extend([
            function::<$t, $t, 1>(|[x], out| abs_into(x, out), |[x]| x.abs()),
            function::<$t, $t, 1>(|[x], out| sqrt_into(x, out), |[x]| x.sqrt()),
            function::<$t, $t, 3>(
                |[x, y, z], out| fma_into(x, y, z, out),
                |[x, y, z]| x.mul_add(y, z),
            ),
            function::<$t, f32, 1>(|[x], out| cast_into(x, out), |[x]| x as f32),
            function::<$t, f64, 1>(|[x], out| cast_into(x, out), |[x]| x as f64),
            function::<$t, u8, 1>(|[x], out| cast_into(x, out), |[x]| x as u8),
            function::<$t, i32, 1>(|[x], out| cast_into(x, out), |[x]| x as i32),
            function::<$t, i64, 1>(|[x], out| cast_into(x, out), |[x]| x as i64),
            function::<$t, u64, 1>(|[x], out| cast_into(x, out), |[x]| x as u64),
        ]);
        functions
    }};
}

/// A float with the order of `minimum`: -0 is below +0, and NaN comes before all numbers.
trait Order: Copy + PartialOrd {
    fn is_nan(self) -> bool;
    fn is_negative(self) -> bool;
}

macro_rules! order {
    ($($t:ident)*) => {$(
        impl Order for $t {
            fn is_nan(self) -> bool {
                $t::is_nan(self)
            }

            fn is_negative(self) -> bool {
                self.is_sign_negative()
            }
        }
    )*};
}
order! { f16 bf16 f32 f64 }

fn minimum_of<T: Order>(x: T, y: T) -> T {
    if x.is_nan() || x < y || x == y && x.is_negative() { x } else { y }
}

fn maximum_of<T: Order>(x: T, y: T) -> T {
    if x.is_nan() || x > y || x == y && !x.is_negative() { x } else { y }
}

impl Input {
    pub fn check(&self) {
        let functions = match self.dtype {
            Dtype::I8 => int!(i8),
            Dtype::I16 => int!(i16),
            Dtype::I32 => int!(i32),
            Dtype::I64 => int!(i64),
            Dtype::U8 => int!(u8),
            Dtype::U16 => int!(u16),
            Dtype::U32 => int!(u32),
            Dtype::U64 => int!(u64),
            Dtype::F16 => float!(f16),
            Dtype::Bf16 => float!(bf16),
            Dtype::F32 => native_float!(f32),
            Dtype::F64 => native_float!(f64),
        };
        functions[usize::from(self.function) % functions.len()](self);
    }
}
