//! The table of NumPy's names has every ufunc of NumPy.

/// The names of all ufuncs of NumPy 2.4, as this prints them:
///
/// ```text
/// python -c "import numpy as np; print(*sorted(name for name in dir(np)
///     if isinstance(getattr(np, name), np.ufunc)), sep='\n')"
/// ```
const UFUNCS: &str = include_str!("numpy_ufuncs.txt");

#[test]
fn no_ufunc_of_numpy_is_missing() {
    let table = include_str!("../src/from_numpy.rs");
    let has = |name: &str| ["`", "("].iter().any(|end| table.contains(&format!("`np.{name}{end}")));
    let missing: Vec<&str> = UFUNCS.lines().filter(|name| !has(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(UFUNCS.lines().count() > 100);
}
