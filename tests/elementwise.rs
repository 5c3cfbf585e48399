//! Every ufunc of the catalogue on every dtype, over every form of operands, at every level: against plain Rust, element by element. Large calls
//! are also cut over several threads.

mod support;

use support::forms::{Form, Laid};
use support::oracle::{MixedOracle, Of1, Of2, Of3, Oracle};
use support::samples::Sample;
use tightloop::*;

/// A size that is no multiple of any register, one element, and no elements.
const SIZES: [[usize; 2]; 4] = [[5, 37], [1, 1], [3, 0], [0, 4]];

/// A size that is cut over threads whatever the function costs.
const LARGE: [usize; 2] = [1031, 521];

/// Runs `f` at every level, with its name.
fn at_every_level(f: impl Fn(Level)) {
    for level in Level::available() {
        with_level(level, || f(level)).unwrap();
    }
}

fn comparable<'a, T: Sample>(elements: impl IntoIterator<Item = &'a T>) -> Vec<u64> {
    elements.into_iter().map(|x| x.to_comparable()).collect()
}

/// The oracle, which there must be.
fn found<F>(oracle: Option<F>, name: &str, dtype: DType) -> F {
    oracle.unwrap_or_else(|| panic!("no oracle for {name} of {dtype}: add it to tests/support/oracle.rs"))
}

/// Whether calls on this type are also made on large arrays: one type of each kind is enough.
fn is_tried_large<T: Element>() -> bool {
    matches!(T::DTYPE, DType::Bool | DType::I16 | DType::F32 | DType::C32)
}

fn unary<T: Sample, Y: Sample>(
    name: &str,
    oracle: Option<Of1<T, Y>>,
    new: fn(ArrayView<T>) -> Array<Y>,
    into: fn(ArrayView<T>, ArrayViewMut<Y>) -> Result<()>,
    assign: Option<fn(ArrayViewMut<T>)>,
) {
    let oracle = found(oracle, name, T::DTYPE);
    for size in SIZES {
        for form in Form::ALL {
            let x = Laid::<T>::input(form, size, 0);
            let expected: Vec<u64> =
                x.stretched(size).into_iter().map(|x| oracle(x).to_comparable()).collect();
            at_every_level(|level| {
                let case = || format!("{name} of {} {size:?}, {form:?}, at {level}", T::DTYPE);
                let result = new(x.view());
                assert_eq!(result.shape(), x.view().shape(), "{}", case());
                assert_eq!(comparable(result.broadcast_to(&size).unwrap()), expected, "{}", case());
                for out_form in Form::FULL {
                    let mut out = Laid::<Y>::output(out_form, size);
                    into(x.view(), out.view_mut()).unwrap();
                    assert_eq!(out.results(), expected, "{}, into {out_form:?}", case());
                    assert!(out.gaps_are_untouched(), "{}, into {out_form:?}", case());
                }
                if let Some(assign) = assign.filter(|_| Form::FULL.contains(&form)) {
                    let mut x = x.clone();
                    assign(x.view_mut());
                    assert_eq!(x.results(), expected, "{}, in place", case());
                }
            });
        }
    }
    if is_tried_large::<T>() {
        let x = Laid::<T>::input(Form::Transposed, LARGE, 0);
        on_threads(name, || comparable(&new(x.view())));
    }
}

fn binary<T: Sample, U: Sample, Y: Sample>(
    name: &str,
    oracle: Option<Of2<T, U, Y>>,
    new: fn(ArrayView<T>, ArrayView<U>) -> Array<Y>,
    into: fn(ArrayView<T>, ArrayView<U>, ArrayViewMut<Y>) -> Result<()>,
    assign: Option<fn(ArrayViewMut<T>, ArrayView<U>) -> Result<()>>,
) {
    let oracle = found(oracle, name, T::DTYPE);
    for size in SIZES {
        for (i, (x_form, y_form)) in pairs_of_forms().enumerate() {
            let (x, y) = (Laid::<T>::input(x_form, size, 0), Laid::<U>::input(y_form, size, 1));
            let expected: Vec<u64> = x
                .stretched(size)
                .into_iter()
                .zip(y.stretched(size))
                .map(|(x, y)| oracle(x, y).to_comparable())
                .collect();
            at_every_level(|level| {
                let case =
                    || format!("{name} of {} {size:?}, {x_form:?} and {y_form:?}, at {level}", T::DTYPE);
                let result = new(x.view(), y.view());
                assert_eq!(comparable(result.broadcast_to(&size).unwrap()), expected, "{}", case());
                let out_form = Form::FULL[i % Form::FULL.len()];
                let mut out = Laid::<Y>::output(out_form, size);
                into(x.view(), y.view(), out.view_mut()).unwrap();
                assert_eq!(out.results(), expected, "{}, into {out_form:?}", case());
                assert!(out.gaps_are_untouched(), "{}, into {out_form:?}", case());
                if let Some(assign) = assign.filter(|_| Form::FULL.contains(&x_form)) {
                    let mut x = x.clone();
                    assign(x.view_mut(), y.view()).unwrap();
                    assert_eq!(x.results(), expected, "{}, in place", case());
                }
            });
        }
    }
    if is_tried_large::<T>() {
        for (x_form, y_form) in [(Form::Transposed, Form::Row), (Form::Column, Form::Stride2)] {
            let (x, y) = (Laid::<T>::input(x_form, LARGE, 0), Laid::<U>::input(y_form, LARGE, 1));
            on_threads(name, || comparable(&new(x.view(), y.view())));
        }
    }
}

fn pair<T: Sample>(
    name: &str,
    oracle: Option<Of2<T, T, (T, T)>>,
    new: fn(ArrayView<T>, ArrayView<T>) -> (Array<T>, Array<T>),
    into: fn(ArrayView<T>, ArrayView<T>, ArrayViewMut<T>, ArrayViewMut<T>) -> Result<()>,
) {
    let oracle = found(oracle, name, T::DTYPE);
    for size in SIZES {
        for (i, (x_form, y_form)) in pairs_of_forms().enumerate() {
            let (x, y) = (Laid::<T>::input(x_form, size, 0), Laid::<T>::input(y_form, size, 1));
            let pairs = x.stretched(size).into_iter().zip(y.stretched(size)).map(|(x, y)| oracle(x, y));
            let (first, second): (Vec<T>, Vec<T>) = pairs.unzip();
            let (first, second) = (comparable(&first), comparable(&second));
            at_every_level(|level| {
                let case =
                    || format!("{name} of {} {size:?}, {x_form:?} and {y_form:?}, at {level}", T::DTYPE);
                let (a, b) = new(x.view(), y.view());
                assert_eq!(comparable(a.broadcast_to(&size).unwrap()), first, "{}: first", case());
                assert_eq!(comparable(b.broadcast_to(&size).unwrap()), second, "{}: second", case());
                let forms = [i, i / 2].map(|i| Form::FULL[i % Form::FULL.len()]);
                let [mut a, mut b] = forms.map(|form| Laid::<T>::output(form, size));
                into(x.view(), y.view(), a.view_mut(), b.view_mut()).unwrap();
                assert_eq!(
                    (a.results(), b.results()),
                    (first.clone(), second.clone()),
                    "{}, into {forms:?}",
                    case()
                );
                assert!(a.gaps_are_untouched() && b.gaps_are_untouched(), "{}, into {forms:?}", case());
            });
        }
    }
    if is_tried_large::<T>() {
        let (x, y) = (Laid::<T>::input(Form::Transposed, LARGE, 0), Laid::<T>::input(Form::Row, LARGE, 1));
        on_threads(name, || {
            let (a, b) = new(x.view(), y.view());
            comparable(a.iter().chain(&b))
        });
    }
}

fn ternary<T: Sample>(
    name: &str,
    oracle: Option<Of3<T, T>>,
    new: fn([ArrayView<T>; 3]) -> Array<T>,
    into: fn([ArrayView<T>; 3], ArrayViewMut<T>) -> Result<()>,
    assign: fn(ArrayViewMut<T>, [ArrayView<T>; 2]) -> Result<()>,
) {
    let oracle = found(oracle, name, T::DTYPE);
    for size in SIZES {
        for (i, (x_form, y_form)) in pairs_of_forms().enumerate() {
            let forms = [x_form, y_form, Form::ALL[(i / 3) % Form::ALL.len()]];
            let operands = [0, 1, 2].map(|k| Laid::<T>::input(forms[k], size, k as u64));
            let [x, y, z] = operands.each_ref().map(|operand| operand.stretched(size));
            let expected: Vec<u64> = (0..x.len()).map(|i| oracle(x[i], y[i], z[i]).to_comparable()).collect();
            at_every_level(|level| {
                let case = || format!("{name} of {} {size:?}, {forms:?}, at {level}", T::DTYPE);
                let views = operands.each_ref().map(Laid::view);
                assert_eq!(comparable(new(views).broadcast_to(&size).unwrap()), expected, "{}", case());
                let out_form = Form::FULL[i % Form::FULL.len()];
                let mut out = Laid::<T>::output(out_form, size);
                into(views, out.view_mut()).unwrap();
                assert_eq!(out.results(), expected, "{}, into {out_form:?}", case());
                assert!(out.gaps_are_untouched(), "{}, into {out_form:?}", case());
                if Form::FULL.contains(&x_form) {
                    let mut x = operands[0].clone();
                    assign(x.view_mut(), [views[1], views[2]]).unwrap();
                    assert_eq!(x.results(), expected, "{}, in place", case());
                }
            });
        }
    }
    if is_tried_large::<T>() {
        let forms = [Form::Transposed, Form::Row, Form::Single];
        let operands = [0, 1, 2].map(|k| Laid::<T>::input(forms[k], LARGE, k as u64));
        on_threads(name, || comparable(&new(operands.each_ref().map(Laid::view))));
    }
}

fn pairs_of_forms() -> impl Iterator<Item = (Form, Form)> {
    Form::ALL.into_iter().flat_map(|x| Form::ALL.map(|y| (x, y)))
}

/// Whether `run` gives the same on every number of threads.
fn on_threads(name: &str, run: impl Fn() -> Vec<u64>) {
    let expected = with_threads(1, &run);
    for threads in [2, 3, 7] {
        assert!(with_threads(threads, &run) == expected, "{name} on {threads} threads");
    }
}

/// Lists the calls of one line of the catalogue.
macro_rules! calls {
    (unary $op:ident [$name:ident $into:ident $assign:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] [
        $(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*
    ]) => {
        let name = stringify!($name);
        $(unary::<$t, $t>(name, <$t>::unary(name), |x| $name(x), |x, out| $into(x, out), Some(|x| $assign(x)));)*
        $(unary::<$in, $out>(name, <$in>::mixed(name), |x| $name(x), |x, out| $into(x, out), None);)*
    };
    (predicate $op:ident [$name:ident $into:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        let name = stringify!($name);
        $(unary::<$t, bool>(name, <$t>::predicate(name), |x| $name(x), |x, out| $into(x, out), None);)*
    };
    (binary $op:ident [$name:ident $into:ident $assign:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] [
        $(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*
    ]) => {
        let name = stringify!($name);
        $(binary::<$t, $t, $t>(
            name,
            <$t>::binary(name),
            |x, y| $name(x, y).unwrap(),
            |x, y, out| $into(x, y, out),
            Some(|x, y| $assign(x, y)),
        );)*
        $(binary::<$in, $jn, $out>(
            name,
            <($in, $jn)>::mixed(name).map(|f| Box::new(move |x, y| f((x, y))) as _),
            |x, y| $name(x, y).unwrap(),
            |x, y, out| $into(x, y, out),
            None,
        );)*
    };
    (compare $op:ident [$name:ident $into:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        let name = stringify!($name);
        $(binary::<$t, $t, bool>(
            name,
            <$t>::compare(name),
            |x, y| $name(x, y).unwrap(),
            |x, y, out| $into(x, y, out),
            None,
        );)*
    };
    (pair $op:ident [$name:ident $into:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        let name = stringify!($name);
        $(pair::<$t>(
            name,
            <$t>::pair(name),
            |x, y| $name(x, y).unwrap(),
            |x, y, first, second| $into(x, y, first, second),
        );)*
    };
    (ternary $op:ident [$name:ident $into:ident $assign:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        let name = stringify!($name);
        $(ternary::<$t>(
            name,
            <$t>::ternary(name),
            |[x, y, z]| $name(x, y, z).unwrap(),
            |[x, y, z], out| $into(x, y, z, out),
            |x, [y, z]| $assign(x, y, z),
        );)*
    };
    // These go along axes: see reductions.rs.
    (fold $($line:tt)*) => {};
    (fold1 $($line:tt)*) => {};
    (search $($line:tt)*) => {};
    (scan $($line:tt)*) => {};
}

#[test]
fn every_ufunc_gives_what_plain_rust_gives() {
    tightloop::catalogue! { calls }
}

#[test]
fn complex_magnitudes_are_within_one_unit_in_the_last_place() {
    let x: Vec<C32> = (0..20_000).map(|i| support::samples::sample(0, i)).collect();
    for (x, found) in x.iter().zip(&abs(&x)) {
        let exact = f64::from(x.re).hypot(f64::from(x.im));
        let nearest = exact as f32;
        let is_close = found.to_bits().abs_diff(nearest.to_bits()) <= 1;
        assert!(is_close || (found.is_nan() && nearest.is_nan()), "|{x}| is {nearest:e}, not {found:e}");
    }
}
