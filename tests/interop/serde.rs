use crate::strategies::{self, shapes, stretched_layouts};
use crate::support::{memory, view};
use proptest::prelude::*;
use serde_json::{Value, json};
use tightloop::interop::serde::SerialElement;
use tightloop::*;

/// Checks the structure in JSON, and that both formats give the array back.
fn survives<T: SerialElement>(x: Array<T>, data: Value) {
    let value = serde_json::to_value(&x).unwrap();
    assert_eq!(value, json!({ "shape": x.shape(), "data": data }));
    assert_eq!(serde_json::from_value::<Array<T>>(value).unwrap(), x);
    assert_eq!(serde_json::from_str::<Array<T>>(&serde_json::to_string(&x).unwrap()).unwrap(), x);
    let bytes = postcard::to_allocvec(&x).unwrap();
    assert_eq!(postcard::from_bytes::<Array<T>>(&bytes).unwrap(), x);
    for end in 0..bytes.len() {
        assert!(postcard::from_bytes::<Array<T>>(&bytes[..end]).is_err());
    }
}

#[test]
fn every_dtype_survives() {
    survives(Array::from([true, false]), json!([true, false]));
    survives(Array::from([i8::MIN, 7]), json!([-128, 7]));
    survives(Array::from([i16::MIN, 7]), json!([-32768, 7]));
    survives(Array::from([i32::MIN, 7]), json!([i32::MIN, 7]));
    survives(Array::from([i64::MIN, 7]), json!([i64::MIN, 7]));
    survives(Array::from([u8::MAX]), json!([255]));
    survives(Array::from([u16::MAX]), json!([65535]));
    survives(Array::from([u32::MAX]), json!([u32::MAX]));
    survives(Array::from([u64::MAX]), json!([u64::MAX]));
    survives(Array::from([0.1f32, -0.0]), json!([0.1f32, -0.0]));
    survives(Array::from([0.1f64, 5e-324]), json!([0.1f64, 5e-324]));
    survives(Array::from([f16::from_bits(0x2e66)]), json!([0.0999755859375]));
    survives(Array::from([bf16::from_bits(0x3dcd)]), json!([0.10009765625]));
    survives(Array::from([C32::new(1.0, -2.5)]), json!([[1.0, -2.5]]));
    survives(Array::from([C64::new(1.0, -2.5)]), json!([[1.0, -2.5]]));
}

#[test]
fn bytes_hold_the_bits_of_halves() {
    let x = Array::from([f16::from_bits(0x7e01), f16::from_bits(1)]);
    let bytes = postcard::to_allocvec(&x).unwrap();
    let back: Array<f16> = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(back.as_bytes(), x.as_bytes());
    // What people write is rounded.
    let text = r#"{"shape": [2], "data": [0.1, 1e9]}"#;
    let x: Array<f16> = serde_json::from_str(text).unwrap();
    assert_eq!(x.to_vec(), [f16::from_bits(0x2e66), f16::INFINITY]);
}

proptest! {
    #![proptest_config(strategies::config(100))]

    #[test]
    fn every_layout_survives(layout in shapes().prop_flat_map(stretched_layouts)) {
        let mut memory = memory::<i64>(1);
        let x = view(&memory, &layout).to_array();
        let bytes = postcard::to_allocvec(&view(&memory, &layout)).unwrap();
        prop_assert_eq!(&postcard::from_bytes::<Array<i64>>(&bytes).unwrap(), &x);
        let text = serde_json::to_string(&view(&memory, &layout)).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Array<i64>>(&text).unwrap(), &x);
        let mut line = x.clone();
        prop_assert_eq!(serde_json::to_string(&line.view_mut()).unwrap(), text);
    }
}

#[test]
fn fields_come_in_any_order_and_once() {
    let read = |text: &str| serde_json::from_str::<Array<i32>>(text);
    let x = Array::from([[1], [2]]);
    assert_eq!(read(r#"{"data": [1, 2], "what": {"x": [3]}, "shape": [2, 1]}"#).unwrap(), x);
    assert_eq!(read("[[2, 1], [1, 2]]").unwrap(), x);
    for (text, message) in [
        (r#"{"data": [1]}"#, "missing field `shape`"),
        (r#"{"shape": [1]}"#, "missing field `data`"),
        (r#"{"shape": [1], "shape": [1], "data": [1]}"#, "duplicate field `shape`"),
        (r#"{"shape": [1], "data": [1], "data": [1]}"#, "duplicate field `data`"),
        ("[[1]]", "invalid length 1, expected an array: its shape and its elements in C order"),
        ("7", "invalid type: integer `7`, expected an array"),
        (
            r#"{"shape": [2, 2], "data": [1, 2, 3]}"#,
            "shape [2, 2] needs 4 elements, but there are 3",
        ),
        (r#"{"shape": [], "data": []}"#, "shape [] needs 1 element, but there are 0"),
        (r#"{"shape": [0], "data": [1]}"#, "shape [0] needs 0 elements, but there are 1"),
        (r#"{"shape": [-1], "data": [1]}"#, "invalid value: integer `-1`, expected usize"),
        (r#"{"shape": [4294967296, 4294967296], "data": [1]}"#, "is too large to be addressed"),
        (r#"{"shape": [1.5], "data": [1]}"#, "invalid type: floating point"),
        (r#"{"shape": [1], "data": [3000000000]}"#, "expected i32"),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
    let many = format!(r#"{{"shape": {:?}, "data": [1]}}"#, [1; 17]);
    assert!(read(&many).unwrap_err().to_string().contains("17 axes are more than the 16"));
    // A length that is announced, but not there, allocates next to nothing.
    let bytes = [1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f];
    assert!(postcard::from_bytes::<Array<u8>>(&bytes).is_err());
}
