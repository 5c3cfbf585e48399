//! Bad input gives an error that names it, at every level, before anything is written.

use tightloop::*;

/// The value of outputs that must not change.
const CANARY: f64 = -1234.5;

fn canaries(shape: &[usize]) -> Array<f64> {
    Array::full(shape, CANARY).unwrap()
}

fn assert_untouched(x: &Array<f64>) {
    assert!(x.iter().all(|&x| x == CANARY), "{x}");
}

/// Runs a test at every level.
fn everywhere(f: impl Fn()) {
    for level in Level::available() {
        with_level(level, &f).unwrap();
    }
}

#[test]
fn shapes_that_do_not_broadcast() {
    everywhere(|| {
        let (x, y) =
            (Array::<f64>::ones(&[2, 3]).unwrap(), Array::<f64>::ones(&[4, 1, 2]).unwrap());
        let error = add(&x, &y).unwrap_err();
        let Error::Broadcast { op: "add", shapes } = &error else { panic!("{error:?}") };
        assert_eq!((&*shapes[0], &*shapes[1]), (&[2, 3][..], &[4, 1, 2][..]));
        assert!(error.to_string().contains("add") && error.to_string().contains('3'), "{error}");

        let mut out = canaries(&[2, 3]);
        assert!(matches!(
            multiply_into(&x, &y, &mut out),
            Err(Error::Broadcast { op: "multiply", .. })
        ));
        assert_untouched(&out);
        assert!(matches!(fma_into(&x, &x, &y, &mut out), Err(Error::Broadcast { op: "fma", .. })));
        assert_untouched(&out);
        assert!(matches!(
            add_assign(&mut out, &y),
            Err(Error::Broadcast { .. } | Error::OutputShape { .. })
        ));
        assert_untouched(&out);
    });
}

#[test]
fn outputs_of_another_shape() {
    everywhere(|| {
        let x = Array::<f64>::ones(&[2, 3]).unwrap();
        for shape in [&[3, 2][..], &[6], &[2, 1], &[2, 3, 1], &[]] {
            let mut out = canaries(shape);
            for result in [
                add_into(&x, 1.0, &mut out),
                exp_into(&x, &mut out),
                cumulative_sum_into(&x, 0, &mut out),
                cast_into(&x, &mut out),
                matmul_into(&x, [1.0, 2.0, 3.0], &mut out),
            ] {
                let Err(Error::OutputShape { expected, found, .. }) = result else {
                    panic!("{shape:?}: {result:?}");
                };
                assert_eq!(found[..], *shape);
                assert!(expected[..] == [2, 3] || expected[..] == [2]);
            }
            assert_untouched(&out);
        }
        // The operand that is written to is not stretched.
        let mut narrow = canaries(&[1, 3]);
        assert!(matches!(add_assign(&mut narrow, &x), Err(Error::OutputShape { op: "add", .. })));
        assert_untouched(&narrow);
        // The second of two outputs.
        let (mut first, mut second) = (canaries(&[2, 3]), canaries(&[3, 2]));
        assert!(matches!(
            divmod_into(&x, 2.0, &mut first, &mut second),
            Err(Error::OutputShape { op: "divmod", .. })
        ));
        assert_untouched(&first);
        assert_untouched(&second);
    });
}

#[test]
fn negative_exponents_of_integers() {
    everywhere(|| {
        let x = Array::from([[1, 2, 3], [4, 5, 6]]);
        let exponents = Array::from([[1, 2, 3], [4, -5, 6]]);
        assert!(matches!(pow(&x, &exponents), Err(Error::NegativeExponent { op: "pow" })));
        let mut out = Array::<i32>::full(&[2, 3], 7).unwrap();
        assert!(pow_into(&x, -1, &mut out).is_err());
        assert!(pow_into(&x, exponents.permuted(&[1, 0]).unwrap().t(), &mut out).is_err());
        assert!(pow_assign(&mut out, [2, -3, 4]).is_err());
        assert_eq!(out, Array::full(&[2, 3], 7).unwrap());
        assert!(pow_into(&x, [2, 3, 4], &mut out).is_ok());
        assert_eq!(out, Array::from([[1, 8, 81], [16, 125, 1296]]));
        // Without elements, nothing is raised to the power.
        assert!(pow(&Array::<i32>::zeros(&[0]).unwrap(), [-1]).is_ok());
        assert_eq!(pow(&[2_u8][..], u8::MAX).unwrap(), Array::from([0_u8]));
    });
}

#[test]
fn axes_out_of_range() {
    everywhere(|| {
        let (x, mut out) = (Array::<f64>::ones(&[2, 3]).unwrap(), canaries(&[3]));
        assert!(matches!(
            sum_axis_into(&x, 2, &mut out),
            Err(Error::AxisOutOfRange { op: "sum", axis: 2, ndim: 2 })
        ));
        assert!(matches!(
            mean_axis_into(&x, -3, &mut out),
            Err(Error::AxisOutOfRange { op: "mean", axis: -3, .. })
        ));
        assert!(matches!(
            max_axis_into(&x, [1, -1], &mut out),
            Err(Error::RepeatedAxis { op: "max", axis: 1 })
        ));
        assert!(matches!(
            sum_axis_into(&x, 1, &mut out),
            Err(Error::OutputShape { op: "sum", .. })
        ));
        assert_untouched(&out);
        assert!(matches!(
            cumulative_sum(&x, 5),
            Err(Error::AxisOutOfRange { op: "cumulative_sum", .. })
        ));
        assert!(
            x.permuted(&[0, 2]).is_err()
                && x.permuted(&[0, 0]).is_err()
                && x.permuted(&[0]).is_err()
        );
        assert!(x.subview(2, 0).is_err() && x.subview(0, 2).is_err());
    });
}

#[test]
fn extremes_of_empty_arrays() {
    everywhere(|| {
        let x = Array::<f64>::zeros(&[3, 0]).unwrap();
        assert!(matches!(max(&x), Err(Error::EmptyReduction { op: "max", .. })));
        assert!(matches!(min(&x), Err(Error::EmptyReduction { op: "min", .. })));
        assert!(matches!(nanmin(&x), Err(Error::EmptyReduction { op: "nanmin", .. })));
        assert!(matches!(argmax(&x), Err(Error::EmptyReduction { op: "argmax", .. })));
        let mut out = canaries(&[3]);
        assert!(matches!(
            max_axis_into(&x, 1, &mut out),
            Err(Error::EmptyReduction { op: "max", .. })
        ));
        assert_untouched(&out);
        // Without results, an empty axis is no error.
        assert_eq!(max_axis(&x, 0).unwrap().len(), 0);
        assert_eq!(sum_axis(&x, 1).unwrap().to_vec(), [0.0; 3]);
    });
}

#[test]
fn products_of_mismatched_shapes() {
    everywhere(|| {
        let (a, b) = (Array::<f64>::ones(&[2, 3]).unwrap(), Array::<f64>::ones(&[4, 5]).unwrap());
        let error = matmul(&a, &b).unwrap_err();
        let Error::InnerSizes { op: "matmul", left, right } = &error else { panic!("{error:?}") };
        assert_eq!((&left[..], &right[..]), (&[2, 3][..], &[4, 5][..]));
        let mut c = canaries(&[2, 5]);
        assert!(matches!(
            gemm(1.0, &a, &b, 1.0, &mut c),
            Err(Error::InnerSizes { op: "gemm", .. })
        ));
        assert!(matches!(
            gemm(1.0, &a, a.t(), 1.0, &mut c),
            Err(Error::OutputShape { op: "gemm", .. })
        ));
        assert!(matches!(
            gemm(1.0, &a, [1.0, 1.0, 1.0], 1.0, &mut c),
            Err(Error::InvalidParameter { op: "gemm", .. })
        ));
        assert!(matches!(matmul(&a, 1.0), Err(Error::InvalidParameter { op: "matmul", .. })));
        assert_untouched(&c);
    });
}

#[test]
fn sizes_that_overflow() {
    let huge = usize::MAX / 2;
    for shape in [&[huge, huge][..], &[huge, 3], &[huge]] {
        assert!(matches!(Array::<f64>::zeros(shape), Err(Error::SizeOverflow { .. })), "{shape:?}");
    }
    // A size that fits into the address space, but not into memory.
    assert!(matches!(Array::<u8>::zeros(&[1 << 58]), Err(Error::Allocation { .. })));
    // Broadcasting makes the result too large.
    let x = Array::<f64>::ones(&[1 << 20, 1]).unwrap();
    assert!(matches!(
        add(x.broadcast_to(&[1 << 20, 1 << 38]).unwrap(), 1.0),
        Err(Error::Allocation { .. })
    ));
    assert!(matches!(x.broadcast_to(&[1 << 20, 1 << 60]), Err(Error::SizeOverflow { .. })));
    assert!(matches!(Array::<f64>::zeros(&[1; MAX_NDIM + 1]), Err(Error::TooManyAxes { .. })));
}

#[test]
fn views_past_their_memory() {
    let mut data = [0.0; 10];
    let (short, strided) =
        (ArrayView::new(&data, &[3, 4]), ArrayView::with_strides(&data, &[3], &[5], 0));
    assert!(matches!(short, Err(Error::DataLength { needed: 12, found: 10, .. })));
    assert!(matches!(strided, Err(Error::ViewPastBuffer { offset: 0, available: 10, .. })));
    assert!(matches!(
        ArrayView::with_strides(&data, &[2], &[-1], 0),
        Err(Error::ViewPastBuffer { .. })
    ));
    assert!(matches!(
        ArrayView::with_strides(&data, &[2], &[isize::MAX], 0),
        Err(Error::ViewPastBuffer { .. })
    ));
    assert!(ArrayView::with_strides(&data, &[2, 5], &[0, 2], 1).is_ok());
    // Overlapping elements can be read, but not written.
    for (shape, strides) in [([2, 5], [0, 2]), ([2, 2], [1, 1]), ([3, 3], [2, 1])] {
        let view = ArrayViewMut::with_strides(&mut data, &shape, &strides, 0);
        assert!(matches!(view, Err(Error::OverlappingStrides { .. })), "{shape:?} {strides:?}");
    }
    assert!(ArrayViewMut::with_strides(&mut data, &[3, 2], &[3, 1], 0).is_ok());
}

#[test]
fn invalid_reshapes_and_slices() {
    let x = Array::<f64>::ones(&[4, 6]).unwrap();
    assert!(matches!(x.reshape(&[5, 5]), Err(Error::ReshapeLength { .. })));
    assert!(matches!(x.t().reshape(&[24]), Err(Error::ReshapeNeedsCopy { .. })));
    assert!(matches!(
        x.slice((4, ..)),
        Err(Error::AxisIndexOutOfBounds { axis: 0, index: 4, len: 4 })
    ));
    assert!(matches!(x.slice((.., .., ..)), Err(Error::TooManySlices { slices: 3, ndim: 2 })));
    assert!(matches!(x.slice([Slice::step(.., 0)]), Err(Error::ZeroStep { axis: 0 })));
    assert!(matches!(Array::from_vec(&[2, 2], vec![1.0; 3]), Err(Error::DataLength { .. })));
    assert_eq!(x.get(&[4, 0]), None);
    assert_eq!(x.get(&[0]), None);
}

#[test]
fn unavailable_levels() {
    let missing = Level::ALL.into_iter().find(|level| !level.is_available());
    if let Some(level) = missing {
        let mut ran = false;
        let error = with_level(level, || ran = true).unwrap_err();
        assert!(matches!(error, Error::LevelUnavailable { level: name } if name == level.name()));
        assert!(!ran);
    }
}

/// Returns the message of the error of a call.
fn message<T>(result: Result<T>) -> String {
    result.err().expect("an error").to_string()
}

#[test]
fn user_operations_check_shapes_too() {
    struct Mix;
    impl Binary<f64> for Mix {
        #[inline(always)]
        fn apply<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
            a * b + a
        }
    }
    impl Unary<[f64; 3], f64> for Mix {
        #[inline(always)]
        fn apply<S: Isa>(&self, [a, b, c]: [Vector<S, f64>; 3]) -> Vector<S, f64> {
            a * b + c
        }
    }
    let (x, y) = (Array::<f64>::ones(&[2, 3]).unwrap(), Array::<f64>::ones(&[2]).unwrap());
    let mut out = canaries(&[2, 3]);
    assert!(
        message(BinaryExt::map_into(&Mix, &x, &y, &mut out))
            .contains("Mix: the shapes [2, 3] and [2] do not")
    );
    assert!(
        message(Mix.map_n_into([&x, &x, &y], &mut out))
            .contains("Mix: the shapes [2, 3], [2, 3] and [2] do not")
    );
    assert_untouched(&out);
}

#[test]
fn invalid_progressions() {
    assert_eq!(message(Array::arange(0, 5, 0)), "arange: the step is zero");
    assert_eq!(message(Array::arange(0.0, 5.0, -0.0)), "arange: the step is zero");
    for (start, stop, step) in
        [(f64::NAN, 1.0, 1.0), (0.0, f64::INFINITY, 1.0), (0.0, 1.0, f64::NAN)]
    {
        assert_eq!(
            message(Array::arange(start, stop, step)),
            "arange: the bounds or the step are not finite"
        );
    }
    assert!(matches!(Array::arange(0.0, 1e300, 1.0), Err(Error::SizeOverflow { .. })));
    assert!(matches!(
        Array::<f64>::linspace(0.0, 1.0, usize::MAX),
        Err(Error::SizeOverflow { .. })
    ));
}

#[test]
fn operators_and_indices_panic_with_messages() {
    let panic_message = |f: &(dyn Fn() + std::panic::RefUnwindSafe)| {
        let panic = std::panic::catch_unwind(f).expect_err("a panic was expected");
        panic.downcast_ref::<String>().cloned().unwrap_or_default()
    };
    let (x, y) = (Array::<f64>::ones(&[2, 3]).unwrap(), Array::<f64>::ones(&[4]).unwrap());
    let subtract_in_place = |mut x: Array<f64>, y: &Array<f64>| x -= y;
    assert_eq!(
        panic_message(&|| drop(&x + &y)),
        "add: the shapes [2, 3] and [4] do not broadcast together"
    );
    assert_eq!(
        panic_message(&|| drop(x.t() / &y)),
        "divide: the shapes [3, 2] and [4] do not broadcast together"
    );
    assert_eq!(
        panic_message(&|| subtract_in_place(y.clone(), &x)),
        "subtract: the shapes [4] and [2, 3] do not broadcast together"
    );
    assert_eq!(panic_message(&|| _ = x[[2, 0]]), "index [2, 0] is out of bounds for shape [2, 3]");
    assert_eq!(panic_message(&|| _ = x.t()[[0]]), "index [0] is out of bounds for shape [3, 2]");
}

/// Small rows of matrices are checked without a plan, and shapes that do not broadcast are still
/// errors, even if they have the same number of elements or axes.
#[test]
fn rows_that_do_not_broadcast() {
    let mut out = Array::<f32>::zeros(&[3, 40]).unwrap();
    let x = Array::<f32>::ones(&[3, 40]).unwrap();
    for shape in [&[2, 40][..], &[3, 41], &[3], &[40, 3], &[1, 3, 40], &[1, 1, 1], &[3, 0]] {
        let y = Array::<f32>::ones(shape).unwrap();
        assert!(add_into(&x, &y, &mut out).is_err(), "{shape:?}");
        assert!(add_into(&y, &x, &mut out).is_err(), "{shape:?}");
        assert!(add_assign(&mut out, &y).is_err(), "{shape:?}");
    }
    assert_eq!(out, Array::zeros(&[3, 40]).unwrap());
    for shape in [&[][..], &[1], &[40], &[1, 1], &[3, 1], &[1, 40], &[3, 40]] {
        add_into(&x, Array::<f32>::ones(shape).unwrap(), &mut out).unwrap();
        assert_eq!(out, Array::full(&[3, 40], 2.0).unwrap(), "{shape:?}");
    }
    // A second output with another shape than the first.
    let (mut first, mut second) =
        (Array::<f32>::zeros(&[1, 40]).unwrap(), Array::<f32>::zeros(&[40]).unwrap());
    let row = Array::<f32>::ones(&[40]).unwrap();
    assert!(divmod_into(&row, &row, &mut first, &mut second).is_err());
    assert!(divmod_into(&row, &row, &mut second, &mut first).is_err());
    assert!(add_into(&first, &row, &mut second).is_err());
    divmod_into(&row, &row, &mut first, second.view_mut().reshape(&[1, 40]).unwrap()).unwrap();
    assert_eq!(second, Array::zeros(&[40]).unwrap());
}

/// Panics name the line of the caller: operators, indices, and functions that fail for memory.
#[test]
fn panics_name_the_caller() {
    use std::cell::RefCell;
    use std::panic::{catch_unwind, set_hook, take_hook};

    // Of this thread: other tests may panic meanwhile.
    thread_local! {
        static FILES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }
    let (x, y) = (Array::from([1.0, 2.0]), Array::from([1.0, 2.0, 3.0]));
    // Too many elements for any memory, but not for addresses.
    let endless = Array::from([1.0]);
    let endless = endless.broadcast_to(&[isize::MAX as usize / 16]).unwrap();
    let calls: [&(dyn Fn() + std::panic::RefUnwindSafe); 8] = [
        &|| drop(&x + &y),
        &|| drop(1.0 - endless),
        &|| drop(-endless),
        &|| x.clone().view_mut()[[7]] = 0.0,
        &|| println!("{}", x[[7]]),
        &|| drop(tightloop::exp(endless)),
        &|| drop(endless.to_array()),
        &|| drop(tightloop::cast::<f32, f64>(endless)),
    ];
    let hook = take_hook();
    set_hook(Box::new(|info| {
        let file = info.location().map_or(String::new(), |location| location.file().into());
        FILES.with_borrow_mut(|files| files.push(file));
    }));
    let results = calls.map(catch_unwind);
    set_hook(hook);
    assert!(results.iter().all(Result::is_err));
    let files = FILES.take();
    let here = files.iter().filter(|file| file.ends_with("errors.rs")).count();
    assert_eq!(here, calls.len(), "{files:?}");
}
