//! Errors of views name the method that was called.

use tightloop_array_core::{Strided, StridedMut};

#[test]
fn sentences_name_the_method() {
    let mut data = [1, 2];
    let far = usize::MAX;
    let more = "9223372036854775807 or more";
    let mut x = StridedMut::line(&mut data);
    let said = |error: tightloop_array_core::Error| error.to_string();
    let inserted = format!("insert_axis: axis {more} is out of range for an array of 1 axis");
    assert_eq!(x.reborrow().insert_axis(far).map(drop).map_err(said), Err(inserted.clone()));
    let x = x.view();
    assert_eq!(x.insert_axis(far).map(drop).map_err(said), Err(inserted));
    assert_eq!(
        x.remove_axis(0).map(drop).map_err(said),
        Err("remove_axis: the axis has a length other than 1".into())
    );
    assert_eq!(
        x.permuted(&[far]).map(drop).map_err(said),
        Err(format!("permuted: axis {more} is out of range for an array of 1 axis"))
    );
    assert_eq!(
        x.subview(0, far).map(drop).map_err(said),
        Err(format!("index {more} is out of bounds for axis 0 of length 2"))
    );
    assert_eq!(
        Strided::with_strides(&[1, 2], &[2], &[], 0).map(drop).map_err(said),
        Err("with_strides: there is not one stride for each axis".into())
    );
}
