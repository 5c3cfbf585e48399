//! The functions of the catalogue, as functions on columns of doubles.

use crate::parts::{Format, Parts};
use tightloop::*;

/// A function with one signature. Operands and results are columns of doubles, one for a real
/// number and two for a complex number, which hold every element exactly.
pub struct Function {
    pub name: &'static str,
    pub inputs: Vec<Format>,
    pub outputs: Vec<Format>,
    pub run: fn(&[Vec<f64>]) -> Vec<Vec<f64>>,
}

impl Function {
    pub fn is_complex(&self) -> bool {
        self.inputs[0].parts == 2
    }
}

/// Makes a [`Function`] of one signature. `$columns` returns the columns of what it returns.
macro_rules! function {
    ($name:ident ($($in:ty),+) => ($($out:ty),+), $columns:expr) => {
        Function {
            name: stringify!($name),
            inputs: vec![$(<$in>::FORMAT),+],
            outputs: vec![$(<$out>::FORMAT),+],
            run: |mut columns| $columns($name($(&next_operand::<$in>(&mut columns)),+)),
        }
    };
}

/// Takes the columns of the next operand.
fn next_operand<T: Parts>(columns: &mut &[Vec<f64>]) -> Vec<T> {
    let (mine, rest) = columns.split_at(T::FORMAT.parts);
    *columns = rest;
    let element = |i| T::of_parts([mine[0][i], mine[mine.len() - 1][i]]);
    (0..mine[0].len()).map(element).collect()
}

/// Returns the columns of a result.
fn one<T: Parts>(y: Array<T>) -> Vec<Vec<f64>> {
    let parts: Vec<[f64; 2]> = y.to_vec().into_iter().map(T::parts).collect();
    (0..T::FORMAT.parts).map(|k| parts.iter().map(|parts| parts[k]).collect()).collect()
}

/// Returns the columns of a result, which fits into memory.
fn checked<T: Parts>(y: Result<Array<T>>) -> Vec<Vec<f64>> {
    one(y.expect("operands of one shape"))
}

/// Returns the columns of two results.
fn both<T: Parts, U: Parts>((y, z): (Array<T>, Array<U>)) -> Vec<Vec<f64>> {
    [one(y), one(z)].concat()
}

/// Returns the columns of two results, which fit into memory.
fn checked_both<T: Parts, U: Parts>(results: Result<(Array<T>, Array<U>)>) -> Vec<Vec<f64>> {
    both(results.expect("operands of one shape"))
}

/// Returns the elementwise functions of floats and complex numbers.
pub fn all() -> Vec<Function> {
    let mut table = Vec::new();
    /// Lists one line of the catalogue.
    macro_rules! list {
        (unary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
            $(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            $(table.push(function!($name ($t) => ($t), one));)*
            $(table.push(function!($name ($in) => ($out), one));)*
        };
        (binary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
            $(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            $(table.push(function!($name ($t, $t) => ($t), checked));)*
            $(table.push(function!($name ($in, $jn) => ($out), checked));)*
        };
        (ternary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
            $(($in:ty, $jn:ty, $kn:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            $(table.push(function!($name ($t, $t, $t) => ($t), checked));)*
            $(table.push(function!($name ($in, $jn, $kn) => ($out), checked));)*
        };
        (pair $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] []) => {
            $(table.push(function!($name ($t, $t) => ($t, $t), checked_both));)*
        };
        (split $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
            $(($in:ty) => ($out:ty, $out2:ty) as $a:tt => $b:tt;)*
        ]) => {
            $(table.push(function!($name ($in) => ($out, $out2), both));)*
        };
        (mixed $($line:tt)*) => {
            list! { binary $($line)* }
        };
        // Truth values are right or wrong, and reductions depend on an order.
        (predicate $($line:tt)*) => {};
        (compare $($line:tt)*) => {};
        (fold $($line:tt)*) => {};
        (fold1 $($line:tt)*) => {};
        (spread $($line:tt)*) => {};
        (count $($line:tt)*) => {};
        (search $($line:tt)*) => {};
        (nan_search $($line:tt)*) => {};
        (scan $($line:tt)*) => {};
    }
    tightloop::catalogue! { list }
    table.retain(|function| function.inputs[0].is_float());
    table
}
