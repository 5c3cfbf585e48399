use arrow_array::types::{Float16Type, Float64Type, TimestampMillisecondType, UInt8Type};
use arrow_array::{
    Array as _, BooleanArray, Date32Array, Float64Array, Int32Array, NullArray, PrimitiveArray,
    StringArray,
};
use tightloop::interop::arrow::{bools, validity, values, with_validity};
use tightloop::*;

#[test]
fn columns_are_viewed_in_place() {
    let x = Float64Array::from((0..1000).map(f64::from).collect::<Vec<_>>());
    let view = ArrayView::try_from(&x).unwrap();
    assert_eq!(view.as_slice().unwrap().as_ptr(), x.values().as_ptr());
    assert_eq!((view.shape(), sum(view)), (&[1000][..], 499_500.0));
    // A part of a column begins within its buffer.
    let part = x.slice(10, 3);
    let view = ArrayView::try_from(&part).unwrap();
    assert_eq!(view, Array::from([10.0, 11.0, 12.0]));
    assert_eq!(view.as_slice().unwrap().as_ptr(), &raw const x.values()[10]);
    assert_eq!(ArrayView::try_from(&x.slice(5, 0)).unwrap().shape(), [0]);
    // Dates are their integers.
    assert_eq!(values(&Date32Array::from(vec![19_000, 7])), Array::from([19_000, 7]));
}

#[test]
fn memory_is_taken_over() {
    fn check<P: arrow_array::ArrowPrimitiveType<Native: Element>>(x: Array<P::Native>) {
        let (address, expected) = (x.as_slice().as_ptr(), x.clone());
        let column = PrimitiveArray::<P>::try_from(x).unwrap();
        assert_eq!((column.len(), column.null_count()), (expected.len(), 0));
        assert_eq!(column.values().as_ptr(), address);
        assert_eq!(values(&column), expected);
        // Other owners keep the memory alive, too.
        let part = column.slice(1, 1);
        drop(column);
        assert_eq!(values(&part), expected.slice(1..2).unwrap());
    }
    check::<Float64Type>(Array::from([1.0, 2.0]));
    check::<Float16Type>(Array::from([f16::ZERO, f16::ONE]));
    check::<TimestampMillisecondType>(Array::from([1, 2, 3]));
    check::<UInt8Type>(Array::from([1, 2, 3]));
    let empty = PrimitiveArray::<Float64Type>::try_from(Array::default()).unwrap();
    assert_eq!(empty.len(), 0);
    let empty = Array::<f64>::zeros(&[0]).unwrap();
    assert_eq!(PrimitiveArray::<Float64Type>::try_from(empty).unwrap().len(), 0);
}

#[test]
fn bits_become_masks_and_masks_bits() {
    // Across the ends of bytes and words, and from the middle of them.
    let x: Int32Array = (0..300).map(|i| (i % 3 != 0).then_some(i)).collect();
    for (offset, len) in [(0, 300), (1, 7), (13, 200), (299, 1), (7, 0)] {
        let part = x.slice(offset, len);
        let mask = validity(&part).unwrap();
        let expected: Vec<bool> = (0..len).map(|i| part.is_valid(i)).collect();
        assert_eq!((mask.shape(), mask.to_vec()), (&[len][..], expected));
        let back: Int32Array = with_validity(values(&part).to_array(), &mask).unwrap();
        assert_eq!(back, part);
    }
    let is_even: BooleanArray = (0..100).map(|i| Some(i % 2 == 0)).collect();
    assert_eq!(bools(&is_even.slice(3, 2)).unwrap(), Array::from([false, true]));
    assert_eq!(
        validity(&StringArray::from(vec![None, Some("x")])).unwrap().to_vec(),
        [false, true]
    );
    assert_eq!(validity(&NullArray::new(2)).unwrap(), Array::from([false, false]));
    assert_eq!(validity(&Int32Array::from(vec![1, 2])).unwrap(), Array::from([true, true]));
}

#[test]
fn what_does_not_fit_is_an_error() {
    let nulls = Int32Array::from(vec![Some(1), None]);
    assert!(matches!(
        ArrayView::try_from(&nulls),
        Err(Error::InvalidParameter { op: "arrow", what: "the array has nulls" })
    ));
    // Only what is in the part counts.
    assert!(ArrayView::try_from(&nulls.slice(0, 1)).is_ok());
    let unequal = |found| Some(Error::UnequalNdim { op: "arrow", expected: 1, found });
    assert_eq!(Int32Array::try_from(Array::from([[1]])).err(), unequal(2));
    assert_eq!(Int32Array::try_from(Array::scalar(1)).err(), unequal(0));
    let matrix = with_validity::<Float64Type>(Array::from([[1.0]]), &[[true]]);
    assert_eq!(matrix.err(), unequal(2));
    let short = with_validity::<Float64Type>(Array::from([1.0, 2.0]), &[true]);
    assert!(matches!(short, Err(Error::UnequalShapes { op: "arrow", .. })));
}
