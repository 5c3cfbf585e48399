use crate::addresses;
use crate::strategies::{self, distinct_layouts, stretched_layouts};
use crate::support::{memory, view, view_mut};
use ::faer::{Col, ColMut, ColRef, Mat, MatMut, MatRef, Row, RowMut, RowRef, col, mat, row};
use proptest::prelude::*;
use tightloop::*;

proptest! {
    #![proptest_config(strategies::config(300))]

    #[test]
    fn views_share_every_element(
        layout in (0..4usize, 0..4usize).prop_flat_map(|(m, n)| stretched_layouts(vec![m, n]))
    ) {
        let memory = memory::<f32>(1);
        let x = view(&memory, &layout);
        match MatRef::try_from(x) {
            Ok(theirs) => {
                prop_assert_eq!([theirs.nrows(), theirs.ncols()], x.shape());
                for row in 0..theirs.nrows() {
                    for column in 0..theirs.ncols() {
                        let ours = x.get(&[row, column]).unwrap();
                        prop_assert_eq!(std::ptr::from_ref(&theirs[(row, column)]), ours);
                    }
                }
                let back = ArrayView::try_from(theirs).unwrap();
                prop_assert_eq!((back.shape(), addresses(back)), (x.shape(), addresses(x)));
            }
            Err(error) => {
                let found = x.ndim();
                prop_assert_ne!(found, 2);
                prop_assert_eq!(error, Error::UnequalNdim { op: "faer", expected: 2, found });
            }
        }
        match (ColRef::try_from(x), RowRef::try_from(x)) {
            (Ok(column), Ok(row)) => {
                prop_assert_eq!([column.nrows()], x.shape());
                prop_assert_eq!([row.ncols()], x.shape());
                for i in 0..row.ncols() {
                    let ours = x.get(&[i]).unwrap();
                    prop_assert_eq!(std::ptr::from_ref(&column[i]), ours);
                    prop_assert_eq!(std::ptr::from_ref(&row[i]), ours);
                }
                for back in [column.try_into(), row.try_into()] {
                    let back: ArrayView<'_, f32> = back.unwrap();
                    prop_assert_eq!((back.shape(), addresses(back)), (x.shape(), addresses(x)));
                }
            }
            (Err(error), Err(other)) => {
                let found = x.ndim();
                prop_assert_ne!(found, 1);
                prop_assert_eq!(&error, &Error::UnequalNdim { op: "faer", expected: 1, found });
                prop_assert_eq!(error, other);
            }
            _ => prop_assert!(false, "a column and a row differ"),
        }
    }

    #[test]
    fn mutable_views_write_every_element(
        layout in (0..4usize, 0..4usize).prop_flat_map(|(m, n)| distinct_layouts(vec![m, n]))
    ) {
        let before = memory::<f32>(1);
        let (mut memory, mut expected) = (before.clone(), before.clone());
        layout.positions().enumerate().for_each(|(number, i)| expected[i] = 1e6 + number as f32);
        let mut theirs = MatMut::try_from(view_mut(&mut memory, &layout)).unwrap();
        let (rows, columns) = (theirs.nrows(), theirs.ncols());
        for row in 0..rows {
            for column in 0..columns {
                theirs[(row, column)] = 1e6 + (row * columns + column) as f32;
            }
        }
        prop_assert_eq!(&memory, &expected);
        memory.copy_from_slice(&before);
        let theirs = MatMut::try_from(view_mut(&mut memory, &layout)).unwrap();
        let ours = ArrayViewMut::try_from(theirs).unwrap();
        ours.into_iter().enumerate().for_each(|(number, x)| *x = 1e6 + number as f32);
        prop_assert_eq!(&memory, &expected);
    }
}

#[test]
fn owned_matrices_columns_and_rows_convert() {
    let x = mat![[1, 2, 3], [4, 5, 6]];
    let ours = ArrayView::try_from(x.as_ref()).unwrap();
    assert_eq!(ours, Array::from([[1, 2, 3], [4, 5, 6]]));
    assert_eq!(addresses(ours)[0], x.as_ptr());
    assert_eq!(ArrayView::try_from(x.transpose()).unwrap(), ours.t());
    let turned = x.as_ref().reverse_rows_and_cols();
    assert_eq!(ArrayView::try_from(turned).unwrap(), Array::from([[6, 5, 4], [3, 2, 1]]));
    assert_eq!(ArrayView::try_from(x.col(2)).unwrap(), Array::from([3, 6]));
    assert_eq!(ArrayView::try_from(x.row(1)).unwrap(), Array::from([4, 5, 6]));
    let empty = Mat::<f64>::zeros(0, 3);
    assert_eq!(ArrayView::try_from(empty.as_ref()).unwrap().shape(), [0, 3]);
}

#[test]
fn vectors_are_written() {
    let mut x = Array::from([[1, 2], [3, 4]]);
    ColMut::try_from(x.view_mut().slice((.., 1)).unwrap()).unwrap().fill(7);
    RowMut::try_from(x.view_mut().slice((0, ..)).unwrap().flip(0).unwrap()).unwrap()[0] = 8;
    assert_eq!(x, Array::from([[1, 8], [3, 7]]));
    let (mut column, mut row) = (col![1, 2, 3], row![1, 2, 3]);
    ArrayViewMut::try_from(column.as_mut()).unwrap().fill(4);
    ArrayViewMut::try_from(row.as_mut().reverse_cols_mut()).unwrap()[[0]] = 4;
    assert_eq!((column, row), (col![4, 4, 4], row![1, 2, 4]));
    let two = Error::UnequalNdim { op: "faer", expected: 1, found: 2 };
    assert_eq!(ColMut::try_from(x.view_mut()).err(), Some(two));
    let cube = Error::UnequalNdim { op: "faer", expected: 2, found: 3 };
    assert_eq!(
        MatMut::try_from(Array::<u8>::zeros(&[1, 1, 1]).unwrap().view_mut()).err(),
        Some(cube)
    );
}

#[test]
fn matrices_are_operands_and_outputs() {
    let x = mat![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let mut z = Mat::<f64>::zeros(2, 2);
    matmul_into(&x, x.transpose(), &mut z).unwrap();
    assert_eq!(z, &x * x.transpose());
    square_into(&[[1.0, 2.0]], z.as_mut().subrows_mut(1, 1)).unwrap();
    assert_eq!(z.row(1), row![1.0, 4.0]);
    let (mut column, mut row) = (Col::<f64>::zeros(3), Row::<f64>::zeros(3));
    matvec_into(x.transpose(), &col![1.0, -1.0], &mut column).unwrap();
    square_into(&row![1.0, 2.0, 3.0], &mut row).unwrap();
    assert_eq!((column, row), (col![-3.0, -3.0, -3.0], row![1.0, 4.0, 9.0]));
    let mut w = Mat::<f64>::zeros(2, 3);
    exp_into(&x, w.as_mut()).unwrap();
    exp_into(x.col(0), w.col_mut(0)).unwrap();
    exp_into(x.row(1), w.row_mut(1)).unwrap();
    assert_eq!(
        ArrayView::try_from(w.as_ref()).unwrap(),
        exp(ArrayView::try_from(x.as_ref()).unwrap())
    );
}
