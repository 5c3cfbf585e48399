//! Bad input gives the error that names it, and nothing is written.

use tightloop::*;

/// What outputs hold before a call that fails, and after it.
const CANARY: f32 = 77.5;

/// The sentence of the error that a call ends with.
fn error<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => panic!("an error was expected"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn shapes_that_do_not_broadcast() {
    let (x, y) = (Array::<f32>::ones(&[2, 3]).unwrap(), Array::<f32>::ones(&[4]).unwrap());
    let sentence = "add: the shapes [2, 3] and [4] do not broadcast together";
    assert_eq!(error(add(&x, &y)), sentence);
    let mut out = Array::full(&[2, 3], CANARY).unwrap();
    assert_eq!(error(add_into(&x, &y, &mut out)), sentence);
    assert_eq!(out, Array::full(&[2, 3], CANARY).unwrap());

    let mut x = Array::full(&[2, 3], CANARY).unwrap();
    assert_eq!(error(add_assign(&mut x, &y)), sentence);
    assert_eq!(
        error(fma_assign(&mut x, 2.0, &y)),
        "fma: the shapes [2, 3], [] and [4] do not broadcast together"
    );
    assert_eq!(x, Array::full(&[2, 3], CANARY).unwrap());

    assert_eq!(error(fma(&x, 2.0, &y)), "fma: the shapes [2, 3], [] and [4] do not broadcast together");
    assert_eq!(error(less(&x, &y)), "less: the shapes [2, 3] and [4] do not broadcast together");
    assert_eq!(error(divmod(&x, &y)), "divmod: the shapes [2, 3] and [4] do not broadcast together");
    assert_eq!(error(ldexp(&x, &[1, 2])), "ldexp: the shapes [2, 3] and [2] do not broadcast together");
}

#[test]
fn outputs_of_the_wrong_shape() {
    let x = Array::<f32>::ones(&[2, 3]).unwrap();
    for shape in [&[2][..], &[3], &[], &[3, 2], &[2, 3, 1], &[6], &[0]] {
        let untouched = Array::full(shape, CANARY).unwrap();
        let mut out = untouched.clone();
        let sentence =
            |name: &str| format!("{name}: the result has shape [2, 3], but the output has shape {shape:?}");
        assert_eq!(error(sqrt_into(&x, &mut out)), sentence("sqrt"));
        assert_eq!(error(add_into(&x, 1.0, &mut out)), sentence("add"));
        assert_eq!(error(fma_into(1.0, &x, 1.0, &mut out)), sentence("fma"));
        assert_eq!(out, untouched);

        // Either output of two.
        let mut fine = Array::full(&[2, 3], CANARY).unwrap();
        assert_eq!(error(divmod_into(&x, &x, &mut out, &mut fine)), sentence("divmod"));
        assert_eq!(error(divmod_into(&x, &x, &mut fine, &mut out)), sentence("divmod"));
        assert_eq!(out, untouched);
        assert_eq!(fine, Array::full(&[2, 3], CANARY).unwrap());
    }
    // In place, the first operand cannot grow.
    let mut row = Array::full(&[3], CANARY).unwrap();
    let sentence = "add: the result has shape [2, 3], but the output has shape [3]";
    assert_eq!(error(add_assign(&mut row, &x)), sentence);
    assert_eq!(row, Array::full(&[3], CANARY).unwrap());
}

#[test]
fn users_operations_check_as_well() {
    struct Mix;
    impl Binary<f32> for Mix {
        #[inline(always)]
        fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
            a * b + a
        }
    }
    impl Unary<[f32; 3], f32> for Mix {
        #[inline(always)]
        fn apply<S: Isa>(&self, [a, b, c]: [Vector<S, f32>; 3]) -> Vector<S, f32> {
            a * b + c
        }
    }
    let (x, y) = (Array::<f32>::ones(&[2, 3]).unwrap(), Array::<f32>::ones(&[2]).unwrap());
    let mut out = Array::full(&[2, 3], CANARY).unwrap();
    assert!(
        error(BinaryExt::map_into(&Mix, &x, &y, &mut out)).contains("Mix: the shapes [2, 3] and [2] do not")
    );
    assert!(
        error(Mix.map_n_into([&x, &x, &y], &mut out))
            .contains("Mix: the shapes [2, 3], [2, 3] and [2] do not")
    );
    assert_eq!(out, Array::full(&[2, 3], CANARY).unwrap());
}

#[test]
fn arrays_of_impossible_sizes() {
    for shape in [&[usize::MAX][..], &[1 << 32, 1 << 32], &[0, usize::MAX]] {
        assert!(matches!(Array::<u8>::zeros(shape), Err(Error::SizeOverflow { .. })), "{shape:?}");
        assert!(matches!(Array::<u8>::from_slice(shape, &[]), Err(Error::SizeOverflow { .. })), "{shape:?}");
        assert!(matches!(ArrayView::<u8>::new(&[], shape), Err(Error::SizeOverflow { .. })), "{shape:?}");
    }
    // More than there is, but not more than there can be.
    let huge = [1 << 55];
    assert!(matches!(Array::<f64>::zeros(&huge), Err(Error::Allocation { .. })));
    let stretched = ArrayView::scalar(&1.0).broadcast_to(&huge).unwrap();
    assert!(matches!(add(stretched, 1.0), Err(Error::Allocation { .. })));
    assert!(matches!(Array::<f64>::zeros(&[1; 17]), Err(Error::TooManyAxes { ndim: 17 })));
    assert!(matches!(
        Array::from_vec(&[2, 3], vec![1.0; 5]),
        Err(Error::DataLength { needed: 6, found: 5, .. })
    ));
    // Two shapes that can be, whose combination cannot.
    let (rows, columns) = (1usize << 32, 1usize << 33);
    let one = ArrayView::scalar(&1u8);
    let (tall, wide) = (one.broadcast_to(&[rows, 1]).unwrap(), one.broadcast_to(&[columns]).unwrap());
    assert!(matches!(add(tall, wide), Err(Error::SizeOverflow { .. })));
}

#[test]
fn progressions_that_cannot_be() {
    let sentence = "arange: the step is zero";
    assert_eq!(error(Array::arange(0, 5, 0)), sentence);
    assert_eq!(error(Array::arange(0.0, 5.0, -0.0)), sentence);
    for (start, stop, step) in [(f64::NAN, 1.0, 1.0), (0.0, f64::INFINITY, 1.0), (0.0, 1.0, f64::NAN)] {
        assert_eq!(error(Array::arange(start, stop, step)), "arange: the bounds or the step are not finite");
    }
    assert!(matches!(Array::arange(0.0, 1e300, 1.0), Err(Error::SizeOverflow { .. })));
    assert!(matches!(Array::<f32>::linspace(0.0, 1.0, usize::MAX), Err(Error::SizeOverflow { .. })));
}

#[test]
fn views_past_their_memory() {
    let mut data = [CANARY; 6];
    for (shape, strides, offset) in [
        (&[7][..], &[1][..], 0),
        (&[2, 3], &[3, 1], 1),
        (&[3], &[-1], 1),
        (&[2], &[isize::MAX], 0),
        (&[], &[], 6),
    ] {
        let view = ArrayView::with_strides(&data, shape, strides, offset);
        assert!(
            matches!(view, Err(Error::ViewPastBuffer { available: 6, .. })),
            "{shape:?} {strides:?} {offset}"
        );
        let view = ArrayViewMut::with_strides(&mut data, shape, strides, offset);
        assert!(
            matches!(view, Err(Error::ViewPastBuffer { available: 6, .. })),
            "{shape:?} {strides:?} {offset}"
        );
    }
    assert!(matches!(
        ArrayView::with_strides(&data, &[2], &[1, 1], 0),
        Err(Error::InvalidParameter { op: "strides", .. })
    ));
    for (shape, strides) in
        [(&[2][..], &[0][..]), (&[2, 2], &[1, 1]), (&[2, 3], &[2, 1]), (&[3, 2], &[-1, 1])]
    {
        let offset = if strides[0] < 0 { 2 } else { 0 };
        assert!(ArrayView::with_strides(&data, shape, strides, offset).is_ok());
        let view = ArrayViewMut::with_strides(&mut data, shape, strides, offset);
        assert!(matches!(view, Err(Error::OverlappingStrides { .. })), "{shape:?} {strides:?}");
    }
    assert_eq!(data, [CANARY; 6]);
}

#[test]
fn axes_indices_and_shapes_that_are_not_there() {
    let x = Array::<f32>::zeros(&[2, 3]).unwrap();
    assert_eq!(error(x.permuted(&[0, 2])), "permuted: axis 2 is out of range for an array of 2 axes");
    assert_eq!(error(x.permuted(&[1, 1])), "permuted: axis 1 is named twice");
    assert_eq!(error(x.permuted(&[1])), "permuted: not every axis is named");
    assert_eq!(error(x.slice((0, 3))), "index 3 is out of bounds for axis 1 of length 3");
    assert_eq!(error(x.slice((-3, ..))), "index -3 is out of bounds for axis 0 of length 2");
    assert_eq!(error(x.slice((.., Slice::step(.., 0)))), "the slice of axis 1 has a step of zero");
    assert_eq!(error(x.slice((0, 0, 0))), "3 slices are too many for an array of 2 axes");
    assert_eq!(error(x.subview(1, 3)), "index 3 is out of bounds for axis 1 of length 3");
    assert!(matches!(x.subview(2, 0), Err(Error::AxisOutOfRange { axis: 2, ndim: 2, .. })));
    assert!(matches!(x.insert_axis(3), Err(Error::AxisOutOfRange { axis: 3, ndim: 2, .. })));
    assert!(matches!(x.remove_axis(0), Err(Error::InvalidParameter { .. })));
    assert_eq!(error(x.reshape(&[4])), "shape [2, 3] cannot become [4]: the numbers of elements differ");
    assert_eq!(
        error(x.t().reshape(&[6])),
        "shape [3, 2] cannot become [6] with these strides: that needs a copy"
    );
    assert_eq!(
        error(x.broadcast_to(&[3, 3])),
        "broadcast_to: the shapes [2, 3] and [3, 3] do not broadcast together"
    );
    assert_eq!(
        error(x.clone().into_shape(&[7])),
        "shape [2, 3] cannot become [7]: the numbers of elements differ"
    );
    assert_eq!(x.get(&[1, 3]), None);
    assert_eq!(x.get(&[1]), None);
    assert_eq!(x.t().get(&[2, 1]), Some(&0.0));
}

#[test]
fn reductions_of_nothing_and_along_no_axis() {
    let empty = Array::<f32>::zeros(&[2, 0]).unwrap();
    assert!(error(max_axis(&empty, 1)).contains("max: shape [2, 0] has no elements along the axes {1}"));
    assert!(error(sum_axis(&empty, 2)).contains("axis 2 is out of range for an array of 2 axes"));
    assert_eq!(sum_axis(&empty, 1).unwrap().to_vec(), [0.0, 0.0]);
}

#[test]
fn levels_that_this_machine_does_not_have() {
    for level in Level::ALL {
        let is_available = Level::available().any(|other| other == level);
        let mut has_run = false;
        let result = with_level(level, || has_run = true);
        assert_eq!(result.is_ok(), is_available);
        assert_eq!(has_run, is_available);
        if !is_available {
            assert_eq!(error(result), format!("the level {level} is not available on this machine"));
        }
    }
}

#[test]
fn operators_and_indices_panic_with_the_same_sentences() {
    let said = |f: &(dyn Fn() + std::panic::RefUnwindSafe)| {
        let panic = std::panic::catch_unwind(f).expect_err("a panic was expected");
        panic.downcast_ref::<String>().cloned().unwrap_or_default()
    };
    let (x, y) = (Array::<f32>::ones(&[2, 3]).unwrap(), Array::<f32>::ones(&[4]).unwrap());
    let subtract_in_place = |mut x: Array<f32>, y: &Array<f32>| x -= y;
    assert_eq!(said(&|| drop(&x + &y)), "add: the shapes [2, 3] and [4] do not broadcast together");
    assert_eq!(said(&|| drop(x.t() / &y)), "divide: the shapes [3, 2] and [4] do not broadcast together");
    assert_eq!(
        said(&|| subtract_in_place(y.clone(), &x)),
        "subtract: the shapes [4] and [2, 3] do not broadcast together"
    );
    assert_eq!(said(&|| _ = x[[2, 0]]), "index [2, 0] is out of bounds for shape [2, 3]");
    assert_eq!(said(&|| _ = x.t()[[0]]), "index [0] is out of bounds for shape [3, 2]");
}
