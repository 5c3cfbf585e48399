use crate::addresses;
use crate::strategies::{self, distinct_layouts};
use crate::support::{memory, view, view_mut};
use ::nalgebra::{
    Const, DMatrix, DMatrixView, DMatrixViewMut, DVector, DVectorView, Dyn, Matrix2x3, MatrixView,
    RowDVector, RowVector3, SMatrixView, Vector3, ViewStorageMut,
};
use proptest::prelude::*;
use tightloop::*;
use tightloop_array_core::Layout;

type AnyView<'a, T> = DMatrixView<'a, T, Dyn, Dyn>;
type AnyViewMut<'a, T> = DMatrixViewMut<'a, T, Dyn, Dyn>;

/// Matrices with any strides.
fn matrices() -> impl Strategy<Value = Layout> {
    (0..4usize, 0..4usize).prop_flat_map(|(rows, columns)| {
        let repeated = (0..5isize, 0..5isize).prop_map(move |(row, column)| {
            Layout::new(&[rows, columns], &[row, column], 7, 100).unwrap()
        });
        prop_oneof![repeated, distinct_layouts(vec![rows, columns])]
    })
}

proptest! {
    #![proptest_config(strategies::config(300))]

    #[test]
    fn views_share_every_element(layout in matrices()) {
        let memory = memory::<f32>(1);
        let x = view(&memory, &layout);
        let steps = x.shape().iter().zip(x.strides());
        let is_turned = !x.is_empty() && steps.clone().any(|(&len, &step)| len > 1 && step < 0);
        let theirs = AnyView::try_from(x);
        if is_turned {
            let is_refused = matches!(theirs, Err(Error::UnsupportedStrides { .. }));
            prop_assert!(is_refused);
        } else {
            let theirs = theirs.unwrap();
            prop_assert_eq!([theirs.nrows(), theirs.ncols()], x.shape());
            for row in 0..theirs.nrows() {
                for column in 0..theirs.ncols() {
                    let ours = x.get(&[row, column]).unwrap();
                    prop_assert_eq!(std::ptr::from_ref(&theirs[(row, column)]), ours);
                }
            }
            for back in [ArrayView::try_from(&theirs), ArrayView::try_from(theirs)] {
                let back = back.unwrap();
                prop_assert_eq!((back.shape(), addresses(back)), (x.shape(), addresses(x)));
            }
        }
    }

    #[test]
    fn mutable_views_write_every_element(
        layout in (0..4usize, 0..4usize).prop_flat_map(|(m, n)| distinct_layouts(vec![m, n]))
    ) {
        let mut memory = memory::<f32>(1);
        let mut expected = memory.clone();
        layout.positions().enumerate().for_each(|(number, i)| expected[i] = 1e6 + number as f32);
        if let Ok(mut theirs) = AnyViewMut::try_from(view_mut(&mut memory, &layout)) {
            let (rows, columns) = theirs.shape();
            for row in 0..rows {
                for column in 0..columns {
                    theirs[(row, column)] = 1e6 + (row * columns + column) as f32;
                }
            }
            prop_assert_eq!(&memory, &expected);
            let before = self::memory::<f32>(1);
            memory.copy_from_slice(&before);
            let mut theirs = AnyViewMut::try_from(view_mut(&mut memory, &layout)).unwrap();
            let fill = |ours: ArrayViewMut<'_, f32>| {
                ours.into_iter().enumerate().for_each(|(number, x)| *x = 1e6 + number as f32);
            };
            fill(ArrayViewMut::try_from(&mut theirs).unwrap());
            prop_assert_eq!(&memory, &expected);
            memory.copy_from_slice(&before);
            let theirs = AnyViewMut::try_from(view_mut(&mut memory, &layout)).unwrap();
            fill(ArrayViewMut::try_from(theirs).unwrap());
            prop_assert_eq!(&memory, &expected);
        }
    }
}

#[test]
fn owned_matrices_and_vectors_convert() {
    let x = DMatrix::from_row_slice(2, 3, &[1, 2, 3, 4, 5, 6]);
    let ours = ArrayView::try_from(&x).unwrap();
    assert_eq!((ours.strides(), ours), (&[1, 2][..], Array::from([[1, 2, 3], [4, 5, 6]]).view()));
    assert_eq!(ours.t().as_slice().unwrap().as_ptr(), x.as_ptr());
    assert_eq!(ArrayView::try_from(x.columns(1, 2)).unwrap(), Array::from([[2, 3], [5, 6]]));
    let stepped = x.columns_with_step(0, 2, 1);
    assert_eq!(ArrayView::try_from(&stepped).unwrap(), Array::from([[1, 3], [4, 6]]));
    assert_eq!(Array::try_from(&x.transpose()).unwrap(), ours.t());

    let x = Matrix2x3::new(1, 2, 3, 4, 5, 6);
    assert_eq!(ArrayView::try_from(&x).unwrap(), ours);

    // A column vector has one axis, if its type says so.
    assert_eq!(ArrayView::try_from(&Vector3::new(1, 2, 3)).unwrap().shape(), [3]);
    assert_eq!(ArrayView::try_from(&DVector::from_element(4, 1)).unwrap().shape(), [4]);
    assert_eq!(ArrayView::try_from(x.column(1)).unwrap(), Array::from([2, 5]));
    assert_eq!(ArrayView::try_from(x.row(1)).unwrap(), Array::from([[4, 5, 6]]));
    assert_eq!(ArrayView::try_from(&RowVector3::new(1, 2, 3)).unwrap().shape(), [1, 3]);
    assert_eq!(ArrayView::try_from(&RowDVector::from_element(4, 1)).unwrap().shape(), [1, 4]);
    assert_eq!(ArrayView::try_from(&DMatrix::<u8>::zeros(0, 3)).unwrap().shape(), [0, 3]);
}

#[test]
fn types_that_name_sizes_take_them_alone() {
    let x = Array::from([[1, 2], [3, 4], [5, 6]]);
    let fixed = SMatrixView::<_, 2, 3>::try_from(x.t()).unwrap();
    assert_eq!(fixed, Matrix2x3::new(1, 3, 5, 2, 4, 6));
    assert_eq!(fixed.as_slice().as_ptr(), x.as_slice().as_ptr());
    let row_major = MatrixView::<_, Const<3>, Const<2>, Const<2>, Const<1>>::try_from(x.view());
    assert_eq!(row_major.unwrap()[(2, 0)], 5);

    let unequal = Error::UnequalShapes {
        op: "nalgebra",
        shapes: [&[2, 3][..], &[2, 2]]
            .iter()
            .map(|shape| tightloop_array_core::Shape::from_slice(shape).unwrap())
            .collect(),
    };
    assert_eq!(SMatrixView::<_, 2, 2>::try_from(x.t()).err(), Some(unequal));
    let strided = |x: ArrayView<'_, i32>| SMatrixView::<_, 3, 2>::try_from(x).err();
    assert!(matches!(strided(x.view()), Some(Error::UnsupportedStrides { .. })));
}

#[test]
fn vectors_take_one_axis_or_two() {
    let x = Array::from([1, 2, 3, 4]);
    let every_second = x.slice(s![..;2]).unwrap();
    let strided = DVectorView::<_, Dyn, Dyn>::try_from(every_second).unwrap();
    assert_eq!(strided, DVector::from_column_slice(&[1, 3]));
    assert!(matches!(
        DVectorView::<i32>::try_from(every_second),
        Err(Error::UnsupportedStrides { .. })
    ));
    assert_eq!(DVectorView::<_>::try_from(x.view()).unwrap().as_ptr(), x.as_slice().as_ptr());
    let column = x.view().insert_axis(1).unwrap();
    assert_eq!(DVectorView::<_>::try_from(column).unwrap().as_ptr(), x.as_slice().as_ptr());
    let row: MatrixView<'_, _, Const<1>, Dyn> = x.view().try_into().unwrap();
    assert_eq!(row, RowDVector::from_row_slice(&[1, 2, 3, 4]));

    let unequal = |expected, found| Some(Error::UnequalNdim { op: "nalgebra", expected, found });
    assert_eq!(AnyView::try_from(x.view()).err(), unequal(2, 1));
    assert_eq!(AnyView::try_from(ArrayView::scalar(&1)).err(), unequal(2, 0));
    let cube = Array::<i32>::zeros(&[1, 1, 1]).unwrap();
    assert_eq!(DVectorView::<i32>::try_from(cube.view()).err(), unequal(1, 3));
    assert_eq!(AnyViewMut::try_from(cube.clone().view_mut()).err(), unequal(2, 3));
}

#[test]
fn overlapping_elements_are_refused() {
    let mut data = [1, 2, 3, 4];
    // SAFETY: the elements are those of `data`. None of them is read or written through the view.
    let storage = unsafe {
        ViewStorageMut::from_raw_parts(data.as_mut_ptr(), (Dyn(2), Dyn(2)), (Dyn(1), Dyn(1)))
    };
    let mut overlapping = AnyViewMut::from_data(storage);
    assert!(matches!(
        ArrayViewMut::try_from(&mut overlapping),
        Err(Error::OverlappingStrides { .. })
    ));
    assert!(matches!(ArrayViewMut::try_from(overlapping), Err(Error::OverlappingStrides { .. })));
}

#[test]
fn matrices_are_operands_and_outputs() {
    let x = Matrix2x3::new(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    let y = DMatrix::from_row_slice(3, 2, &[1.0, 0.0, 2.0, 1.0, 0.0, 3.0]);
    let mut z = DMatrix::zeros(2, 2);
    matmul_into(&x, &y, &mut z).unwrap();
    assert_eq!(z, x * &y);
    assert_eq!(matvec(&x, &Vector3::new(1.0, 2.0, 3.0)).unwrap(), Array::from([14.0, 32.0]));
    assert_eq!(sum_axis(x.columns(1, 2), 0).unwrap(), Array::from([7.0, 9.0]));
    assert_eq!(sum(x.transpose()), 21.0);
    let mut v = DVector::zeros(3);
    square_into(&[1.0, 2.0, 3.0], &mut v).unwrap();
    assert_eq!(v, DVector::from_column_slice(&[1.0, 4.0, 9.0]));
    square_into(&[[5.0, 6.0]], z.row_mut(0)).unwrap();
    add_assign(&mut z, 1.0).unwrap();
    assert_eq!(z.row(0), RowDVector::from_row_slice(&[26.0, 37.0]));
    assert_eq!(z[(1, 0)], (x * &y)[(1, 0)] + 1.0);
}
