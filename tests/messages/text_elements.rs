//! Elements are numbers or `bool`.

use tightloop::Array;

fn main() {
    Array::from(["one", "two"]);
    Array::from(vec![String::new()]);
    Array::from(['a', 'b']);
}
