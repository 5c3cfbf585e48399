//! Arrays and views: construction, access, and views of views.

use tightloop::prelude::*;
use tightloop::{DType, Error, KeepDims, bf16, cumulative_sum, f16, s, sum_axis};

#[test]
fn arrays_are_aligned_and_in_c_order() {
    for len in [1, 7, 1000] {
        let x = Array::<u8>::zeros(&[len]).unwrap();
        assert_eq!(x.as_slice().as_ptr().addr() % 64, 0);
    }
    let x = Array::from_fn(&[2, 3, 2], |index| (index[0] * 100 + index[1] * 10 + index[2]) as i32)
        .unwrap();
    assert_eq!(x.as_slice(), [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]);
    assert_eq!(x.strides(), [6, 2, 1]);
    assert_eq!((x.ndim(), x.len(), x.is_empty()), (3, 12, false));
    assert_eq!(x[[1, 2, 0]], 120);
    assert_eq!(x.clone().into_shape(&[4, 3]).unwrap()[[3, 0]], 111);
    assert_eq!(x.clone().into_vec(), x.to_vec());
}

#[test]
fn values_become_arrays() {
    assert_eq!(Array::from(3.5).shape(), [0usize; 0]);
    assert_eq!(Array::from(vec![1, 2]).shape(), [2]);
    assert_eq!(Array::from([[1, 2, 3]]).shape(), [1, 3]);
    assert_eq!(Array::from([[[1], [2]]]).shape(), [1, 2, 1]);
    assert_eq!(Array::<f32>::default().shape(), [0]);
    assert_eq!(Array::<bool>::ones(&[2]).unwrap().to_vec(), [true, true]);
    assert_eq!(Array::full(&[2, 2], 7u8).unwrap().to_vec(), [7; 4]);
    assert_eq!(Array::<f32>::zeros(&[0, 3]).unwrap().to_vec(), []);
    assert_eq!(<bf16 as Element>::DTYPE, DType::BF16);
}

#[test]
fn arrays_convert_to_and_from_bytes() {
    let x = Array::from([[1u16, 2], [3, 4]]);
    let bytes = x.as_bytes().to_vec();
    assert_eq!(bytes, [1u16, 2, 3, 4].map(u16::to_ne_bytes).concat());
    assert_eq!(Array::from_bytes(&[2, 2], &bytes).unwrap(), x);
    assert_eq!(x.view().as_bytes(), Some(&bytes[..]));
    assert_eq!(x.t().as_bytes(), None);
    assert_eq!(ArrayView::<u16>::from_bytes(x.as_bytes(), &[4]).unwrap().to_vec(), [1, 2, 3, 4]);

    // Arrays are aligned, so a view that begins one byte later is not.
    let odd = &x.as_bytes()[1..7];
    let misaligned = ArrayView::<u16>::from_bytes(odd, &[3]).map(|view| view.to_vec());
    assert!(
        matches!(misaligned, Err(Error::MisalignedBytes { align: 2, past: 1, .. })),
        "{misaligned:?}"
    );
    assert_eq!(Array::<u16>::from_bytes(&[3], odd).unwrap().as_bytes(), odd);
    let few = Array::<u16>::from_bytes(&[5], &bytes);
    assert!(matches!(few, Err(Error::DataLength { needed: 5, found: 4, .. })), "{few:?}");
}

#[test]
fn arange_and_linspace_do_not_accumulate_errors() {
    let x = Array::arange(0.0, 1.0, 0.1).unwrap();
    assert_eq!(x.len(), 10);
    assert!(x.iter().enumerate().all(|(i, &x)| x == i as f64 * 0.1));
    assert_eq!(Array::arange(5u8, 0, 1).unwrap().len(), 0);
    assert_eq!(
        Array::arange(i64::MIN, i64::MAX, i64::MAX).unwrap().to_vec(),
        [i64::MIN, -1, i64::MAX - 1]
    );
    assert_eq!(Array::arange(-3i8, 4, 3).unwrap().to_vec(), [-3, 0, 3]);
    let half = f16::from_f32;
    assert_eq!(Array::arange(half(0.0), half(1.0), half(0.25)).unwrap().len(), 4);

    let x = Array::<f32>::linspace(0.0, 0.3, 4).unwrap();
    assert_eq!((x[[0]], x[[3]]), (0.0, 0.3));
    assert_eq!(Array::<f32>::linspace(1.0, 2.0, 1).unwrap().to_vec(), [1.0]);
    assert_eq!(Array::<f32>::linspace(1.0, 2.0, 0).unwrap().len(), 0);
}

#[test]
fn views_of_views() {
    let x = Array::from_fn(&[4, 5], |index| (index[0] * 10 + index[1]) as i64).unwrap();
    let backwards = x.slice((Slice::step(.., -1), Slice::step(.., 2))).unwrap();
    assert_eq!(
        backwards.to_array(),
        Array::from([[30, 32, 34], [20, 22, 24], [10, 12, 14], [0, 2, 4]])
    );
    assert_eq!(backwards.t().slice((-1, 1..3)).unwrap().to_vec(), [24, 14]);
    assert_eq!(x.permuted(&[1, 0]).unwrap(), x.t());
    assert_eq!(x.subview(1, 2).unwrap(), x.slice((.., 2)).unwrap());
    assert_eq!(x.insert_axis(1).unwrap().shape(), [4, 1, 5]);
    assert_eq!(x.insert_axis(2).unwrap().remove_axis(2).unwrap(), x);
    assert_eq!(x.reshape(&[2, 10]).unwrap()[[1, 9]], 34);
    assert_eq!(
        x.slice(1).unwrap().broadcast_to(&[2, 5]).unwrap().to_vec(),
        [10, 11, 12, 13, 14, 10, 11, 12, 13, 14]
    );
    assert!(x.as_slice().as_ptr() == x.view().as_slice().unwrap().as_ptr());
    assert_eq!(x.t().as_slice(), None);
    let elements = x.t().into_iter();
    assert_eq!((elements.len(), elements.sum::<i64>()), (20, 340));
}

#[test]
fn slices_and_axes_take_any_index() {
    let x = Array::from_fn(&[4, 5], |index| (index[0] * 10 + index[1]) as i64).unwrap();
    let (n, m, k) = (2_usize, -2_isize, 2_i32);
    for row in [x.slice(n), x.slice(m), x.slice(k), x.slice(2), x.slice((n,)), x.slice((-2, ..))] {
        assert_eq!(row.unwrap().to_vec(), [20, 21, 22, 23, 24]);
    }
    for rows in [x.slice(..n), x.slice(..m), x.slice(..k), x.slice(..-2), x.slice(..=1)] {
        assert_eq!(rows.unwrap(), x.slice(0..2).unwrap());
    }
    assert_eq!(x.slice((1, ..-1)).unwrap().to_vec(), [10, 11, 12, 13]);
    assert_eq!(x.slice((n, 1..n + 1)).unwrap().to_vec(), [21, 22]);
    assert_eq!(x.slice((m.., 0..=n)).unwrap().shape(), [2, 3]);
    assert_eq!(x.slice([n, 1]).unwrap()[[]], 21);
    assert_eq!(x.slice((0, Slice::step(1..x.shape()[1], 2))).unwrap().to_vec(), [1, 3]);
    assert_eq!(x.slice((0, Slice::step(.., n))).unwrap().to_vec(), [0, 2, 4]);

    assert_eq!(x.slice(..usize::MAX).unwrap(), x);
    let error = x.slice(usize::MAX).unwrap_err();
    assert!(matches!(error, Error::AxisIndexOutOfBounds { index: isize::MAX, .. }), "{error}");

    assert_eq!(x.permuted(&[-1, 0]).unwrap(), x.t());
    assert_eq!(x.permuted(&[1_usize, 0]).unwrap(), x.t());
    assert_eq!(x.insert_axis(-1).unwrap().shape(), [4, 5, 1]);
    assert_eq!(x.insert_axis(-3).unwrap().shape(), [1, 4, 5]);
    assert!(x.insert_axis(-4).is_err() && x.insert_axis(3).is_err());
    assert_eq!(x.insert_axis(0).unwrap().remove_axis(-3).unwrap(), x);
    assert_eq!(x.subview(-1, -1).unwrap(), x.slice((.., 4)).unwrap());
    assert_eq!(x.subview(n - 1, m + 1).unwrap(), x.subview(1, 4).unwrap());

    let column = sum_axis(&x, 1).unwrap();
    let axes = [1_usize];
    for sum in [sum_axis(&x, -1), sum_axis(&x, n - 1), sum_axis(&x, m + 1), sum_axis(&x, axes)] {
        assert_eq!(sum.unwrap(), column);
    }
    assert_eq!(sum_axis(&x, &axes[..]).unwrap(), column);
    assert_eq!(sum_axis(&x, KeepDims(&axes)).unwrap().shape(), [4, 1]);
    assert_eq!(cumulative_sum(&x, n - 1).unwrap(), cumulative_sum(&x, -1).unwrap());
}

#[test]
fn s_makes_slices_of_all_kinds() {
    let x = Array::from_fn(&[4, 5], |index| (index[0] * 10 + index[1]) as i64).unwrap();
    let n = 2_usize;
    assert_eq!(x.slice(s![.., 1..3]).unwrap(), x.slice((.., 1..3)).unwrap());
    assert_eq!(x.slice(s![n, ..;-1]).unwrap().to_vec(), [24, 23, 22, 21, 20]);
    assert_eq!(x.slice(s![1..;n, n + 1]).unwrap().to_vec(), [13, 33]);
    assert_eq!(x.slice(s![NewAxis, 3..=1;-2, NewAxis, 0,]).unwrap().shape(), [1, 2, 1]);
    let slices: [Slice; 2] = s![-1, Slice::FULL];
    assert_eq!(x.slice(slices).unwrap(), x.slice(3).unwrap());
}

#[test]
fn views_write_through() {
    let mut x = Array::<i32>::zeros(&[3, 4]).unwrap();
    x.view_mut().slice((.., 1)).unwrap().fill(7);
    x.view_mut().t().subview(0, 3).unwrap()[[2]] = 9;
    for (i, element) in x.view_mut().slice((0, ..2)).unwrap().into_iter().enumerate() {
        *element = 50 + i as i32;
    }
    assert_eq!(x, Array::from([[50, 51, 0, 0], [0, 7, 0, 0], [0, 7, 0, 9]]));
    let mut view = x.view_mut();
    *view.reborrow().get_mut(&[2, 0]).unwrap() = 1;
    view[[2, 2]] = 2;
    assert_eq!(view.view().slice(2).unwrap().to_vec(), [1, 7, 2, 9]);
    for element in &mut x {
        *element = -*element;
    }
    assert_eq!(x[[0, 1]], -51);
}

#[test]
fn subviews_share_an_array() {
    let x = Array::from_fn(&[2, 3, 4], |index| (index[0] * 100 + index[1] * 10 + index[2]) as i64)
        .unwrap();
    assert_eq!(x.rows().len(), 2);
    assert_eq!(x.rows().next_back().unwrap(), x.slice(1).unwrap());
    assert_eq!(x.axis_iter(-1).unwrap().nth(2).unwrap(), x.subview(2, 2).unwrap());
    let lanes: Vec<_> = x.lanes(1).unwrap().map(|lane| lane.to_vec()).collect();
    assert_eq!((lanes.len(), &lanes[5][..]), (8, &[101, 111, 121][..]));
    assert!(x.axis_iter(3).is_err() && x.lanes(-4).is_err());
    assert_eq!(Array::from(7).rows().map(|row| row[[]]).collect::<Vec<_>>(), [7]);

    // Interleaved lanes are written at the same time, on several threads.
    let mut y = Array::<i64>::zeros(&[3, 4]).unwrap();
    std::thread::scope(|scope| {
        for (i, mut lane) in y.lanes_mut(0).unwrap().enumerate() {
            scope.spawn(move || lane.fill(i as i64));
        }
    });
    assert_eq!(y, Array::from([[0, 1, 2, 3]; 3]));
    for mut row in y.view_mut().slice((.., 1..3)).unwrap().rows_mut() {
        row += 10;
    }
    assert_eq!(y, Array::from([[0, 11, 12, 3]; 3]));
    let (left, mut right) = y.split_at_mut(-1, -2).unwrap();
    right -= &left;
    assert_eq!(y, Array::from([[0, 11, 12, -8]; 3]));
    assert!(y.split_at(0, 4).is_err() && y.split_at(0, 3).is_ok());
    y.view_mut().diagonal().unwrap().flip(0).unwrap()[[0]] = 5;
    assert_eq!(y[[2, 2]], 5);
    assert!(x.diagonal().is_err());

    assert_eq!(x.clone().into_iter().sum::<i64>(), x.iter().sum());
    let mut elements = Array::from([[1, 2], [3, 4]]).into_iter();
    assert_eq!((elements.next(), elements.next_back(), elements.len()), (Some(1), Some(4), 2));
    assert_eq!(elements.collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn arrays_are_equal_if_shapes_and_elements_are() {
    let x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(x.t().t(), x);
    assert_ne!(x.t(), x);
    assert_ne!(x, x.reshape(&[4]).unwrap());
    assert_ne!(Array::from([f32::NAN]), Array::from([f32::NAN]));
    assert_eq!(Array::<f32>::zeros(&[0, 2]).unwrap(), Array::<f32>::zeros(&[0, 2]).unwrap());
    assert_ne!(Array::<f32>::zeros(&[0, 2]).unwrap(), Array::<f32>::zeros(&[2, 0]).unwrap());
}

#[test]
fn arrays_print_as_numpy_prints() {
    let x = Array::from([[1.0, 2.5], [-3.0, 1e-3]]);
    assert_eq!(format!("{x}"), "[[ 1.0e+00  2.5e+00]\n [-3.0e+00  1.0e-03]]");
    assert_eq!(format!("{:?}", x.slice(0).unwrap()), "array([1. , 2.5])");
    assert_eq!(format!("{:?}", Array::from([1u8, 2])), "array([1, 2], dtype=uint8)");
}

#[test]
fn operators_of_bits_and_remainders() {
    let x = Array::from([12u8, 10]);
    assert_eq!(&x & 6, Array::from([4, 2]));
    assert_eq!(&x | x.view() >> 1, Array::from([14, 15]));
    assert_eq!(1 ^ &x, Array::from([13, 11]));
    assert_eq!(3 << &x, Array::from([0, 0]));
    assert_eq!(!&x, Array::from([243, 245]));
    assert_eq!(&x & Array::from([260i16, -1]), Array::from([4i16, 10]));
    let mut y = Array::from([-7i32, 7]);
    y %= 4;
    assert_eq!(y, Array::from([1, 3]));
    y <<= &[1, 2];
    y |= 1;
    y ^= Array::from([2i8, 4]);
    y &= 13;
    y >>= 1;
    assert_eq!(y, Array::from([0, 4]));
    assert_eq!(Array::from([7.5, -7.5]) % 2.0, Array::from([1.5, 0.5]));
    assert_eq!(7.5 % Array::from([2.0, -2.0]), Array::from([1.5, -0.5]));
    let mask = Array::from([true, false]);
    assert_eq!(!(&mask ^ true), mask);
    assert_eq!(true & &mask, mask);
}

#[test]
fn operators_take_the_operands_of_functions() {
    let x = Array::from([[1.0f32, 2.0], [3.0, 4.0]]);
    let row = Array::from([10.0f32, 20.0]);
    assert_eq!(&x + &row, Array::from([[11.0, 22.0], [13.0, 24.0]]));
    assert_eq!(x.t() - x.view(), Array::from([[0.0, 1.0], [-1.0, 0.0]]));
    assert_eq!(&x * 2.0 + 1.0, Array::from([[3.0, 5.0], [7.0, 9.0]]));
    assert_eq!(12.0 / &x, Array::from([[12.0, 6.0], [4.0, 3.0]]));
    assert_eq!(1.0 - (&x + [1.0, 0.0]), Array::from([[-1.0, -1.0], [-3.0, -3.0]]));
    assert_eq!(-&x, -1.0 * &x);
    assert_eq!(-x.t(), -(x.t().to_array()));
    let mut y = x.clone();
    y += &row;
    y -= 1.0;
    y *= &[2.0, 0.5];
    y /= x.t();
    assert_eq!(y, Array::from([[20.0, 3.5], [12.0, 2.875]]));
    let mut column = y.view_mut().slice((.., 0)).unwrap();
    column += 0.5;
    assert_eq!(y.slice((.., 0)).unwrap().to_vec(), [20.5, 12.5]);
    // Integers are divided as `f64`.
    let i = Array::from([1i32, 2, 4]);
    assert_eq!(&i / 2, Array::from([0.5, 1.0, 2.0]));
    assert_eq!(4 / &i, Array::from([4.0, 2.0, 1.0]));
    assert_eq!(3 - &i, Array::from([2, 1, -1]));
}

#[test]
fn user_operations_run_on_views_and_in_place() {
    struct Affine {
        slope: f32,
        offset: f32,
    }
    impl Unary<f32> for Affine {
        #[inline(always)]
        fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
            x * self.slope + self.offset
        }
    }
    let op = Affine { slope: 2.0, offset: 1.0 };
    let x = Array::from_fn(&[7, 9], |index| (index[0] * 9 + index[1]) as f32).unwrap();
    for level in Level::available() {
        with_level(level, || {
            assert_eq!(op.map(x.t()), 2.0 * x.t() + 1.0);
            // 16-bit floats are computed as `f32` and rounded back.
            let halves = Array::from([1.5, 2.5].map(f16::from_f32));
            assert_eq!(op.map(&halves), Array::from([4.0, 6.0].map(f16::from_f32)));
            let mut y = x.clone();
            op.map_assign(y.view_mut().slice((.., 3)).unwrap());
            assert_eq!(y.slice((.., 3)).unwrap(), op.map(x.slice((.., 3)).unwrap()));
        })
        .unwrap();
    }
}

#[test]
fn catalogue_operations_are_values_too() {
    use tightloop::ops::{Add, Fma, Less, Sqrt};
    let x = Array::from([1.0, 4.0, 9.0]);
    assert_eq!(Sqrt.map(&x), Array::from([1.0, 2.0, 3.0]));
    assert_eq!(Add.map(&x, 1.0).unwrap(), Array::from([2.0, 5.0, 10.0]));
    assert_eq!(Less.map(&x, &[2.0, 4.0, 10.0]).unwrap(), Array::from([true, false, true]));
    assert_eq!(Fma.map(&x, 2.0, 1.0).unwrap(), Array::from([3.0, 9.0, 19.0]));
}

#[test]
fn user_operations_take_six_inputs() {
    struct Sum;
    impl Unary<[f64; 6], f64> for Sum {
        #[inline(always)]
        fn apply<S: Isa>(&self, [a, b, c, d, e, f]: [Vector<S, f64>; 6]) -> Vector<S, f64> {
            ((a + b) + (c + d)) + (e + f)
        }
    }
    let x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
    let (view, transposed) = (x.view(), x.t());
    let row = x.slice(0).unwrap();
    let expected = Array::from([[6.0, 14.0], [14.0, 22.0]]);
    assert_eq!(Sum.map_n([view, transposed, view, transposed, row, view]).unwrap(), expected);
}

/// Lanes of one array, which interleave, are used on several threads: no call may touch what lies
/// between its elements.
#[test]
fn columns_are_computed_on_threads() {
    let mut x = Array::from_fn(&[1000, 2], |index| (index[0] * 2 + index[1]) as u8).unwrap();
    let expected = x.clone();
    std::thread::scope(|scope| {
        for (k, mut column) in x.lanes_mut(0).unwrap().enumerate() {
            scope.spawn(move || {
                for _ in 0..100 {
                    tightloop::add_assign(&mut column, k as u8 + 1).unwrap();
                    tightloop::subtract_assign(&mut column, k as u8).unwrap();
                }
            });
        }
    });
    assert_eq!(x, expected + 100u8);
}
