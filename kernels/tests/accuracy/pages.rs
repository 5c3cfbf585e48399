//! What the documentation of functions and operations says about errors is what their rows promise.

use std::fs;
use std::path::Path;

/// The name of each function of the catalogue, and what its page says about accuracy.
fn pages() -> Vec<(&'static str, &'static str)> {
    let mut pages = Vec::new();
    macro_rules! page {
        ($kind:ident $op:ident [$name:ident $($form:ident)*] {
            $title:literal accuracy $accuracy:literal $($docs:tt)*
        } $($types:tt)*) => {
            pages.push((stringify!($name), $accuracy));
        };
        ($($without_accuracy:tt)*) => {};
    }
    tightloop_kernels::catalogue! { page }
    pages
}

/// The file of an operation, which is in the folder of its family.
fn source(name: &str) -> String {
    let families = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops");
    let families = fs::read_dir(families).expect("there is a folder of operations");
    let paths = families.map(|family| family.expect("a family").path().join(name));
    let path = paths.map(|path| path.with_extension("rs")).find(|path| path.exists());
    fs::read_to_string(path.expect(name)).expect("a file of text")
}

/// The largest error seen for a dtype, if the page says it.
fn seen(page: &str, dtype: &str) -> Option<f64> {
    let (before, _) = page.split_once("seen: ")?.1.split_once(&format!(" in `{dtype}`"))?;
    Some(before.rsplit(' ').next()?.parse().expect("an error is a number"))
}

/// Hundredths of a unit, rounded up.
fn hundredths(error: f64) -> u32 {
    (error * 100.0 - 1e-9).ceil() as u32
}

#[test]
fn pages_say_what_rows_promise() {
    let pages = pages();
    let mut faults = Vec::new();
    let mut check = |name: &str, dtype: &str, max_ulp: f64| {
        let page = pages.iter().find(|page| page.0 == name);
        let said = page.and_then(|page| seen(page.1, dtype));
        if said.map(hundredths) != Some(hundredths(max_ulp)) {
            faults.push(format!("{name} of {dtype}: {max_ulp}, but its page says {page:?}"));
        }
        let source = source(name);
        let ways = [format!(" {max_ulp:.2} ULP"), format!(" {max_ulp} ULP")];
        if !ways.iter().any(|way| source.contains(way)) {
            faults.push(format!("{name} of {dtype}: {max_ulp}, but its operation does not say so"));
        }
    };
    macro_rules! rows {
        ($list:ident of $dtype:literal: $($family:ident)*) => {
            for row in [$(crate::$family::$list),*].into_iter().flatten() {
                check(row.name, $dtype, row.max_ulp);
            }
        };
    }
    rows! { SINGLE of "f32": activations arithmetic exponential hyperbolic special trigonometric }
    rows! { DOUBLE of "f64": activations arithmetic exponential hyperbolic special trigonometric }
    rows! { SINGLE_PAIRS of "f32": arithmetic exponential trigonometric }
    rows! { DOUBLE_PAIRS of "f64": arithmetic exponential trigonometric }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
