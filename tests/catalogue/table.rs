//! Every function of the catalogue with every signature, as values that tests iterate over.

use tightloop::*;
use tightloop_samples::memory::{Memory, View, ViewMut};

/// An elementwise function with one signature.
#[derive(Clone, Copy)]
pub struct Ufunc {
    pub name: &'static str,
    pub inputs: &'static [DType],
    pub outputs: &'static [DType],
    /// Returns the shape and the elements of new arrays.
    pub new: fn(&[View]) -> Result<(Vec<usize>, Vec<Memory>)>,
    pub into: fn(&[View], &mut [ViewMut]) -> Result<()>,
    /// Writes over the first input, if the function has such a form.
    pub assign: Option<fn(&mut ViewMut, &[View]) -> Result<()>>,
}

impl Ufunc {
    /// Returns samples for an operand that the function is defined for.
    pub fn samples(&self, operand: usize, series: u64, len: usize) -> Memory {
        self.defined_for(operand, Memory::samples(self.inputs[operand], series, len))
    }

    /// Changes samples for an operand so that the function is defined for them.
    pub fn defined_for(&self, operand: usize, samples: Memory) -> Memory {
        // Integers are raised to no negative power.
        if self.name == "pow" && operand == 1 {
            samples.without_negative_integers()
        } else {
            samples
        }
    }

    /// Whether the function raises complex numbers to complex powers, in numbers of many words.
    pub fn is_complex_power(&self) -> bool {
        self.name.contains("pow") && matches!(self.inputs[0], DType::C32 | DType::C64)
    }
}

/// A function along an axis with one signature.
#[derive(Clone, Copy)]
pub struct Along {
    pub name: &'static str,
    pub input: DType,
    pub output: DType,
    /// Whether there is a result per element. Otherwise there is one per line, and `into` keeps
    /// the axis with length 1.
    pub is_scan: bool,
    pub new: fn(&View, isize) -> Result<Memory>,
    pub into: fn(&View, isize, &mut ViewMut) -> Result<()>,
}

/// The product of two matrices.
#[derive(Clone, Copy)]
pub struct Product {
    pub dtype: DType,
    pub output: DType,
    pub into: fn(&View, &View, &mut ViewMut) -> Result<()>,
}

impl std::fmt::Display for Ufunc {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} of {:?}", self.name, self.inputs)
    }
}

impl std::fmt::Display for Along {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} of {}", self.name, self.input)
    }
}

fn erased<T: Element>(array: Array<T>) -> (Vec<usize>, Vec<Memory>) {
    (array.shape().to_vec(), vec![Memory::of(&array)])
}

/// Makes a [`Ufunc`] of one signature. The last three arguments are its functions.
macro_rules! ufunc {
    ($name:ident ($($t:ty),+) => ($($y:ty),+), $new:expr, $into:expr, $assign:expr) => {
        Ufunc {
            name: stringify!($name),
            inputs: &[$(<$t as Element>::DTYPE),+],
            outputs: &[$(<$y as Element>::DTYPE),+],
            new: $new,
            into: $into,
            assign: $assign,
        }
    };
}

macro_rules! unary {
    ($name:ident $into:ident $t:ty => $y:ty, $assign:expr) => {
        ufunc! { $name ($t) => ($y),
            |x| Ok(erased::<$y>($name(x[0].of::<$t>()))),
            |x, y| $into(x[0].of::<$t>(), y[0].of::<$y>()),
            $assign
        }
    };
}

macro_rules! binary {
    ($name:ident $into:ident $t:ty, $u:ty => $y:ty, $assign:expr) => {
        ufunc! { $name ($t, $u) => ($y),
            |x| $name(x[0].of::<$t>(), x[1].of::<$u>()).map(erased::<$y>),
            |x, y| $into(x[0].of::<$t>(), x[1].of::<$u>(), y[0].of::<$y>()),
            $assign
        }
    };
}

/// Returns the elementwise functions.
pub fn ufuncs() -> Vec<Ufunc> {
    let mut table = Vec::new();
    /// Lists one line of the catalogue.
    macro_rules! list {
        (unary $op:ident [$name:ident $into:ident $assign:ident] $docs:tt [$($t:ident)*] [
            $(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            table.extend_from_slice(&[
                $(unary!($name $into $t => $t, Some(|x, _| { $assign(x.of::<$t>()); Ok(()) })),)*
                $(unary!($name $into $in => $out, None),)*
            ]);
        };
        (unary $op:ident [$name:ident $into:ident] $docs:tt [] [
            $(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            table.extend_from_slice(&[$(unary!($name $into $in => $out, None)),*]);
        };
        (predicate $op:ident [$name:ident $into:ident] $docs:tt [$($t:ident)*] []) => {
            table.extend_from_slice(&[$(unary!($name $into $t => bool, None),)*]);
        };
        (binary $op:ident [$name:ident $into:ident $assign:ident] $docs:tt [$($t:ident)*] [
            $(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            table.extend_from_slice(&[
                $(binary!($name $into $t, $t => $t,
                    Some(|x, y| $assign(x.of::<$t>(), y[0].of::<$t>()))),)*
                $(binary!($name $into $in, $jn => $out, None),)*
            ]);
        };
        (mixed $($line:tt)*) => {
            list! { binary $($line)* }
        };
        (compare $op:ident [$name:ident $into:ident] $docs:tt [$($t:ident)*] []) => {
            table.extend_from_slice(&[$(binary!($name $into $t, $t => bool, None),)*]);
        };
        (pair $op:ident [$name:ident $into:ident] $docs:tt [$($t:ident)*] []) => {
            table.extend_from_slice(&[$(
                ufunc! { $name ($t, $t) => ($t, $t),
                    |x| {
                        let (first, second) = $name(x[0].of::<$t>(), x[1].of::<$t>())?;
                        assert_eq!(first.shape(), second.shape());
                        Ok((first.shape().to_vec(), vec![Memory::of(&first), Memory::of(&second)]))
                    },
                    |x, y| {
                        let [first, second] = y else { panic!("two results") };
                        $into(x[0].of::<$t>(), x[1].of::<$t>(), first.of::<$t>(), second.of::<$t>())
                    },
                    None
                },
            )*]);
        };
        (split $op:ident [$name:ident $into:ident] $docs:tt [] [
            $(($in:ty) => ($first:ty, $second:ty) as $a:tt => $b:tt;)*
        ]) => {
            table.extend_from_slice(&[$(
                ufunc! { $name ($in) => ($first, $second),
                    |x| {
                        let (first, second) = $name(x[0].of::<$in>());
                        assert_eq!(first.shape(), second.shape());
                        Ok((first.shape().to_vec(), vec![Memory::of(&first), Memory::of(&second)]))
                    },
                    |x, y| {
                        let [first, second] = y else { panic!("two results") };
                        $into(x[0].of::<$in>(), first.of::<$first>(), second.of::<$second>())
                    },
                    None
                },
            )*]);
        };
        (ternary $op:ident [$name:ident $into:ident $($assign:ident)?] $docs:tt [$($t:ident)*] [
            $(($in:ty, $jn:ty, $kn:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            table.extend_from_slice(&[$(
                ufunc! { $name ($in, $jn, $kn) => ($out),
                    |x| $name(x[0].of::<$in>(), x[1].of::<$jn>(), x[2].of::<$kn>())
                        .map(erased::<$out>),
                    |x, y| {
                        let (a, b, c) = (x[0].of::<$in>(), x[1].of::<$jn>(), x[2].of::<$kn>());
                        $into(a, b, c, y[0].of::<$out>())
                    },
                    None
                },
            )*]);
            list! { @assigned $name $into [$($assign)?] [$($t)*] }
        };
        (@assigned $name:ident $into:ident [] []) => {};
        (@assigned $name:ident $into:ident [$assign:ident] [$($t:ident)*]) => {
            table.extend_from_slice(&[$(
                ufunc! { $name ($t, $t, $t) => ($t),
                    |x| $name(x[0].of::<$t>(), x[1].of::<$t>(), x[2].of::<$t>()).map(erased::<$t>),
                    |x, y| {
                        $into(x[0].of::<$t>(), x[1].of::<$t>(), x[2].of::<$t>(), y[0].of::<$t>())
                    },
                    Some(|x, y| $assign(x.of::<$t>(), y[0].of::<$t>(), y[1].of::<$t>()))
                },
            )*]);
        };
        // Functions along axes.
        (fold $($line:tt)*) => {};
        (fold1 $($line:tt)*) => {};
        (spread $($line:tt)*) => {};
        (count $($line:tt)*) => {};
        (search $($line:tt)*) => {};
        (nan_search $($line:tt)*) => {};
        (scan $($line:tt)*) => {};
    }
    tightloop::catalogue! { list }
    table
}

/// Returns the casts from each dtype to each.
pub fn casts() -> Vec<Ufunc> {
    let mut table = Vec::new();
    macro_rules! list {
        ($t:ident to $($u:ident)*) => {
            table.extend_from_slice(&[$(
                ufunc! { cast ($t) => ($u),
                    |x| Ok(erased::<$u>(cast::<$u, $t>(x[0].of::<$t>()))),
                    |x, y| cast_into(x[0].of::<$t>(), y[0].of::<$u>()),
                    None
                },
            )*]);
        };
        ($($t:ident)*) => {
            $(list! { $t to bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 })*
        };
    }
    list! { bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 }
    table
}

/// Returns the functions along an axis.
pub fn along_axes() -> Vec<Along> {
    let mut table = Vec::new();
    macro_rules! along {
        ($name:ident $into:ident $axis:ident => $axes:expr, $is_scan:literal, $t:ty => $y:ty
            $(, $parameter:expr)?
        ) => {
            Along {
                name: stringify!($name),
                input: <$t as Element>::DTYPE,
                output: <$y as Element>::DTYPE,
                is_scan: $is_scan,
                new: |x, axis| Ok(Memory::of::<$y>(&$name(x.of::<$t>(), axis $(, $parameter)?)?)),
                into: |x, $axis, y| $into(x.of::<$t>(), $axes, $($parameter,)? y.of::<$y>()),
            }
        };
    }
    /// Lists one line of the catalogue.
    macro_rules! list {
        (scan $op:ident [$name:ident $into:ident] $docs:tt [] [
            $(($in:ty) => ($out:ty) as $a:ty;)*
        ]) => {
            table.extend_from_slice(&[$(along!($name $into axis => axis, true, $in => $out),)*]);
        };
        (spread $op:ident [$all:ident $name:ident $into:ident] $docs:tt [] [
            $(($in:ty) => ($out:ty) as $a:ty;)*
        ]) => {
            table.extend_from_slice(&[
                $(along!($name $into axis => KeepDims(axis), false, $in => $out, 1.0),)*
            ]);
        };
        (nan_search $op:ident [$all:ident $name:ident $into:ident] $docs:tt [] [
            $(($in:ty) => ($out:ty) as $a:ty;)*
        ]) => {
            table.extend_from_slice(&[$(Along {
                // If all elements of a line are NaN, that is an error.
                into: |x, axis, y| match $into(x.of::<$in>(), KeepDims(axis), y.of::<$out>()) {
                    Err(Error::OnlyNan { .. }) => { y.of::<$out>().fill(0); Ok(()) }
                    result => result,
                },
                ..along!($name $into axis => KeepDims(axis), false, $in => $out)
            },)*]);
        };
        ($kind:ident $op:ident [$all:ident $name:ident $into:ident] $docs:tt [] [
            $(($in:ty) => ($out:ty) as $a:ty;)*
        ]) => {
            table.extend_from_slice(&[
                $(along!($name $into axis => KeepDims(axis), false, $in => $out),)*
            ]);
        };
        ($($elementwise:tt)*) => {};
    }
    tightloop::catalogue! { list }
    table
}

/// Lists the matrix products. The second operand is transposed.
macro_rules! products {
    ($($t:ty => $out:ty;)*) => {
        &[$(Product {
            dtype: <$t as Element>::DTYPE,
            output: <$out as Element>::DTYPE,
            into: |a, b, c| matmul_into(a.of::<$t>(), b.of::<$t>().t(), c.of::<$out>()),
        },)*]
    };
}

pub const PRODUCTS: &[Product] = products! {
    f32 => f32;
    f64 => f64;
    f16 => f16;
    bf16 => bf16;
    C32 => C32;
    C64 => C64;
    i8 => i32;
    u8 => i32;
    i16 => i32;
    u16 => i32;
    i32 => i32;
    u32 => u32;
    i64 => i64;
    u64 => u64;
};
