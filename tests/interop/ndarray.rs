use crate::addresses;
use crate::strategies::{self, distinct_layouts, layouts, shapes, stretched_layouts};
use crate::support::{Numbered, indices, memory, view, view_mut};
use ::ndarray::{
    ArcArray2, Array0, Array2, ArrayD, ArrayView1, ArrayView2, ArrayViewD, ArrayViewMut1,
    ArrayViewMutD, Axis, IxDyn, ShapeBuilder, arr0, arr1, arr2, s,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tightloop::*;
use tightloop_array_core::Layout;

/// Checks that both views have the same elements at the same addresses, both ways.
fn shares<T: Numbered>(layout: &Layout) {
    let memory = memory::<T>(1);
    let x = view(&memory, layout);
    let theirs = ArrayViewD::try_from(x).unwrap();
    assert_eq!(theirs.shape(), x.shape());
    for index in indices(x.shape()) {
        assert_eq!(std::ptr::from_ref(&theirs[&index[..]]), x.get(&index).unwrap());
    }
    let ours = ArrayView::try_from(theirs.clone()).unwrap();
    assert_eq!((ours.shape(), addresses(ours)), (x.shape(), addresses(x)));
    if !x.is_empty() {
        assert_eq!(ours.strides(), x.strides());
    }
    assert_eq!(addresses(ArrayView::try_from(&theirs).unwrap()), addresses(x));
}

/// Checks that what is written through a view of the one is read at the same places of the other.
fn writes<T: Numbered>(layout: &Layout) {
    let mut memory = memory::<T>(2);
    let mut expected = memory.clone();
    for (number, position) in layout.positions().enumerate() {
        expected[position] = T::of(number as i64);
    }
    let before = memory.clone();
    let mut theirs = ArrayViewMutD::try_from(view_mut(&mut memory, layout)).unwrap();
    theirs.iter_mut().enumerate().for_each(|(number, place)| *place = T::of(number as i64));
    assert_eq!(memory, expected);

    memory.copy_from_slice(&before);
    let mut theirs = ArrayViewMutD::try_from(view_mut(&mut memory, layout)).unwrap();
    let ours = ArrayViewMut::try_from(&mut theirs).unwrap();
    ours.into_iter().enumerate().for_each(|(number, place)| *place = T::of(number as i64));
    assert_eq!(memory, expected);

    memory.copy_from_slice(&before);
    let theirs = ArrayViewMutD::try_from(view_mut(&mut memory, layout)).unwrap();
    let ours = ArrayViewMut::try_from(theirs).unwrap();
    ours.into_iter().enumerate().for_each(|(number, place)| *place = T::of(number as i64));
    assert_eq!(memory, expected);
}

proptest! {
    #![proptest_config(strategies::config(200))]

    #[test]
    fn views_share_every_element(layout in shapes().prop_flat_map(stretched_layouts)) {
        shares::<u8>(&layout);
        shares::<C64>(&layout);
    }

    #[test]
    fn mutable_views_write_every_element(layout in layouts()) {
        writes::<u8>(&layout);
        writes::<C64>(&layout);
    }

    /// Views that `ndarray` has made of its own arrays.
    #[test]
    fn views_of_theirs_share_every_element(
        shape in shapes(),
        is_fortran: bool,
        cuts in vec((0..3isize, select(vec![1isize, -1, 2, -3])), 6),
        turns in vec((0..6usize, 0..6usize), 3),
    ) {
        let len: usize = shape.iter().product();
        let strided = IxDyn(&shape).set_f(is_fortran);
        let mut x = ArrayD::from_shape_vec(strided, (0..len as i64).collect()).unwrap();
        for (&(from, step), axis) in cuts.iter().zip(0..shape.len()) {
            let from = from.min(x.len_of(Axis(axis)) as isize);
            x.slice_axis_inplace(Axis(axis), ::ndarray::Slice::new(from, None, step));
        }
        for (a, b) in turns {
            if a.max(b) < shape.len() {
                x.swap_axes(a, b);
            }
        }
        let ours = ArrayView::try_from(&x).unwrap();
        prop_assert_eq!(ours.shape(), x.shape());
        prop_assert_eq!(addresses(ours), x.iter().map(std::ptr::from_ref).collect::<Vec<_>>());
        prop_assert_eq!(ours.to_vec(), x.iter().copied().collect::<Vec<_>>());
        prop_assert_eq!(Array::try_from(&x).unwrap(), ours);
        let sum = x.sum();
        prop_assert_eq!(tightloop::sum(ours), sum);
    }
}

#[test]
fn scalars_and_empty_arrays_convert() {
    let x = arr0(7);
    assert_eq!(addresses(ArrayView::try_from(&x).unwrap()), [x.as_ptr()]);
    assert_eq!(ArrayView::try_from(&x).unwrap().ndim(), 0);
    let back = ::ndarray::ArrayView0::try_from(ArrayView::scalar(&7)).unwrap();
    assert_eq!(back.into_scalar(), &7);

    for shape in [[0, 3], [3, 0], [0, 0]] {
        let x = Array2::<f64>::zeros(shape);
        assert_eq!(ArrayView::try_from(&x).unwrap().shape(), shape);
        assert_eq!(ArrayView::try_from(x.slice(s![..;-1, ..])).unwrap().shape(), shape);
        let ours = Array::<f64>::zeros(&shape).unwrap();
        assert_eq!(ArrayView2::try_from(ours.t()).unwrap().shape(), ours.t().shape());
    }
    // The strides of empty views may be anything.
    let empty = ArrayView::with_strides(&[1u8], &[0, 3], &[isize::MIN, 7], 99).unwrap();
    assert_eq!(ArrayView2::try_from(empty).unwrap().shape(), [0, 3]);
    // So may those of axes of length 1.
    let one = ArrayView::with_strides(&[1u8], &[1, 1], &[isize::MIN, -7], 0).unwrap();
    assert_eq!(ArrayView2::try_from(one).unwrap(), arr2(&[[1]]));
}

#[test]
fn repeated_elements_convert() {
    let row = arr1(&[1, 2, 3]);
    let x = row.broadcast((2, 3)).unwrap();
    let ours = ArrayView::try_from(x).unwrap();
    assert_eq!((ours.strides(), ours), (&[0, 1][..], Array::from([[1, 2, 3], [1, 2, 3]]).view()));
    let x = Array::from([1, 2, 3]);
    let stretched = ArrayView2::try_from(x.broadcast_to(&[2, 3]).unwrap()).unwrap();
    assert_eq!((stretched.strides(), stretched.sum()), (&[0, 1][..], 12));
}

#[test]
fn shared_arrays_are_copied_before_they_are_written() {
    let mut x = arr2(&[[1, 2], [3, 4]]).into_shared();
    let other = x.clone();
    ArrayViewMut::try_from(&mut x).unwrap().fill(0);
    assert_eq!((x, other), (ArcArray2::zeros((2, 2)), arr2(&[[1, 2], [3, 4]]).into_shared()));
}

#[test]
fn arrays_are_operands_and_outputs() {
    let x = arr2(&[[1.0f32, 4.0], [9.0, 16.0]]);
    assert_eq!(sqrt(&x), Array::from([[1.0, 2.0], [3.0, 4.0]]));
    assert_eq!(sqrt(x.clone()), sqrt(x.view()));
    assert_eq!(add(&x, x.t()).unwrap(), Array::from([[2.0, 13.0], [13.0, 32.0]]));
    // The dtype of arrays counts.
    assert_eq!(add(&x, &Array::from([0.5f64, 1.5])).unwrap()[[0, 1]], 5.5f64);
    let mut y = arr2(&[[0.0f32; 4]; 2]);
    sqrt_into(&x, y.slice_mut(s![..;-1, ..;2])).unwrap();
    assert_eq!(y, arr2(&[[3.0, 0.0, 4.0, 0.0], [1.0, 0.0, 2.0, 0.0]]));
    let mut z = Array2::<f32>::zeros((2, 2).f());
    matmul_into(&x, x.t(), &mut z).unwrap();
    assert_eq!(z, x.dot(&x.t()));
    add_assign(&mut z, &[[1.0], [2.0]]).unwrap();
    assert_eq!(z, x.dot(&x.t()) + arr2(&[[1.0], [2.0]]));
    let mut scalar = Array0::<f32>::zeros(());
    sum_axis_into(&[1.0f32, 2.0], 0, &mut scalar).unwrap();
    assert_eq!(scalar, arr0(3.0));
}

#[test]
fn columns_are_written_on_their_own_threads() {
    let mut x = Array2::from_shape_fn((64, 8), |(i, j)| (i * 8 + j) as f32);
    let expected = x.map(|x| x * x);
    std::thread::scope(|scope| {
        for column in x.axis_iter_mut(Axis(1)) {
            scope.spawn(|| square_assign(&mut ArrayViewMut::try_from(column).unwrap()));
        }
    });
    assert_eq!(x, expected);
}

#[test]
fn what_one_side_lacks_is_an_error() {
    let x = ArrayD::<u8>::zeros(vec![1; 17]);
    assert_eq!(ArrayView::try_from(&x).err(), Some(Error::TooManyAxes { ndim: 17 }));
    let huge = arr0(1u8);
    let huge = huge.broadcast(isize::MAX as usize).unwrap();
    assert!(matches!(ArrayView::try_from(huge), Err(Error::SizeOverflow { .. })));

    let mut x = Array::from([[1, 2], [3, 4]]);
    let unequal = |expected| Some(Error::UnequalNdim { op: "ndarray", expected, found: 2 });
    assert_eq!(ArrayView1::try_from(x.view()).err(), unequal(1));
    assert_eq!(::ndarray::ArrayView0::try_from(x.view()).err(), unequal(0));
    assert_eq!(::ndarray::ArrayView6::try_from(x.view()).err(), unequal(6));
    assert_eq!(ArrayViewMut1::try_from(x.view_mut()).err(), unequal(1));
}
