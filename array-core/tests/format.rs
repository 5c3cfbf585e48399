//! Printing, against what NumPy 2.4.6 prints: `Display` against `str`, `Debug` against `repr`.

use tightloop_array_core::{C32, C64, Element, Slice, Strided, bf16, f16};

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// The array of this shape that holds `data` prints as `str` and `repr`.
#[track_caller]
fn check<T: Element>(shape: &[usize], data: &[T], str: &str, repr: &str) {
    let array = Strided::new(data, shape).unwrap();
    assert_eq!(array.to_string(), str);
    assert_eq!(format!("{array:?}"), repr);
}

/// The line that holds `data` prints as these with the options `.2`, `+.3` and `+`.
#[track_caller]
fn check_options<T: Element>(data: &[T], two: &str, signed_three: &str, signed: &str) {
    let array = Strided::line(data);
    assert_eq!(format!("{array:.2}"), two);
    assert_eq!(format!("{array:+.3}"), signed_three);
    assert_eq!(format!("{array:+}"), signed);
}

fn h(x: f64) -> f16 {
    f16::from_f32(x as f32)
}

/// `0, 1, ..` as `f64`.
fn count(n: usize) -> Vec<f64> {
    (0..n).map(|i| i as f64).collect()
}

#[test]
fn bools() {
    check(&[], &[true], "True", "array(True)");
    check(&[], &[false], "False", "array(False)");
    check(&[1], &[true], "[ True]", "array([ True])");
    check(
        &[2, 2],
        &[true, false, false, false],
        "[[ True False]\n [False False]]",
        "array([[ True, False],\n       [False, False]])",
    );
    check(&[2], &[true, true], "[ True  True]", "array([ True,  True])");
}

#[test]
fn integers() {
    check::<i8>(&[3], &[-128, 0, 127], "[-128    0  127]", "array([-128,    0,  127], dtype=int8)");
    check::<i16>(
        &[2, 2],
        &[1, -2, 300, 4],
        "[[  1  -2]\n [300   4]]",
        "array([[  1,  -2],\n       [300,   4]], dtype=int16)",
    );
    check::<i32>(
        &[2],
        &[2147483647, -1],
        "[2147483647         -1]",
        "array([2147483647,         -1], dtype=int32)",
    );
    check::<i64>(&[], &[-7], "-7", "array(-7)");
    check::<i64>(
        &[2, 3],
        &[1, 2, 3, 4, 5, 6],
        "[[1 2 3]\n [4 5 6]]",
        "array([[1, 2, 3],\n       [4, 5, 6]])",
    );
    check::<u8>(&[3], &[0, 7, 255], "[  0   7 255]", "array([  0,   7, 255], dtype=uint8)");
    check::<u16>(&[], &[65535], "65535", "array(65535, dtype=uint16)");
    check::<u32>(
        &[1, 1, 1],
        &[4294967295],
        "[[[4294967295]]]",
        "array([[[4294967295]]], dtype=uint32)",
    );
    check::<u64>(
        &[2],
        &[18446744073709551615, 0],
        "[18446744073709551615                    0]",
        "array([18446744073709551615,                    0], dtype=uint64)",
    );
}

#[test]
fn halves() {
    check(&[], &[h(0.1)], "0.1", "array(0.1, dtype=float16)");
    check(&[], &[h(65504.0)], "6.55e+04", "array(6.55e+04, dtype=float16)");
    check(&[], &[h(1000.0)], "1e+03", "array(1.e+03, dtype=float16)");
    check(
        &[3],
        &[h(0.1), h(1.5), h(-2.0)],
        "[ 0.1  1.5 -2. ]",
        "array([ 0.1,  1.5, -2. ], dtype=float16)",
    );
    check(&[2], &[h(1000.0), h(1.0)], "[1.e+03 1.e+00]", "array([1.e+03, 1.e+00], dtype=float16)");
    check(&[2], &[h(999.5), h(1.0)], "[999.5   1. ]", "array([999.5,   1. ], dtype=float16)");
    check(&[2], &[h(6e-08), h(1.0)], "[6.e-08 1.e+00]", "array([6.e-08, 1.e+00], dtype=float16)");
    check(
        &[2],
        &[h(0.015625), h(0.00667)],
        "[0.01563 0.00667]",
        "array([0.01563, 0.00667], dtype=float16)",
    );
    check(
        &[3],
        &[h(NAN), h(INF), h(-INF)],
        "[ nan  inf -inf]",
        "array([ nan,  inf, -inf], dtype=float16)",
    );
}

#[test]
fn singles() {
    check::<f32>(&[], &[0.1], "0.1", "array(0.1, dtype=float32)");
    check::<f32>(&[], &[1000000.0], "1e+06", "array(1.e+06, dtype=float32)");
    check::<f32>(&[], &[999999.0], "999999.0", "array(999999., dtype=float32)");
    check::<f32>(&[], &[0.0001], "1e-04", "array(0.0001, dtype=float32)");
    check::<f32>(&[], &[-0.0], "-0.0", "array(-0., dtype=float32)");
    check::<f32>(&[3], &[1.0, 2.5, 3.0], "[1.  2.5 3. ]", "array([1. , 2.5, 3. ], dtype=float32)");
    check::<f32>(
        &[2],
        &[0.33333334, -100.0],
        "[   0.33333334 -100.        ]",
        "array([   0.33333334, -100.        ], dtype=float32)",
    );
    check::<f32>(
        &[2],
        &[10_140_341.0 / 4.0, 524448.7],
        "[2.5350852e+06 5.2444869e+05]",
        "array([2.5350852e+06, 5.2444869e+05], dtype=float32)",
    );
    check::<f32>(&[2], &[1e-05, 1.0], "[1.e-05 1.e+00]", "array([1.e-05, 1.e+00], dtype=float32)");
    check::<f32>(
        &[2],
        &[1000000.0, 100000.0],
        "[1.e+06 1.e+05]",
        "array([1.e+06, 1.e+05], dtype=float32)",
    );
    check::<f32>(
        &[2, 2],
        &[1.0, f32::NAN, -f32::INFINITY, 0.5],
        "[[ 1.   nan]\n [-inf  0.5]]",
        "array([[ 1. ,  nan],\n       [-inf,  0.5]], dtype=float32)",
    );
}

#[test]
fn doubles() {
    check(&[], &[1.0], "1.0", "array(1.)");
    check(&[], &[1000000000000000.0], "1000000000000000.0", "array(1.e+15)");
    check(&[], &[1e16], "1e+16", "array(1.e+16)");
    check(&[], &[1e-05], "1e-05", "array(1.e-05)");
    check(&[], &[0.3333333333333333], "0.3333333333333333", "array(0.33333333)");
    check(&[], &[NAN], "nan", "array(nan)");
    check(&[], &[-INF], "-inf", "array(-inf)");
    check(&[3], &[1.0, 2.5, 3.0], "[1.  2.5 3. ]", "array([1. , 2.5, 3. ])");
    check(
        &[3],
        &[0.1, 0.25, -0.123456789123],
        "[ 0.1         0.25       -0.12345679]",
        "array([ 0.1       ,  0.25      , -0.12345679])",
    );
    check(&[2], &[-0.0, 0.0], "[-0.  0.]", "array([-0.,  0.])");
    check(&[2], &[100000000.0, 1.0], "[1.e+08 1.e+00]", "array([1.e+08, 1.e+00])");
    check(&[2], &[99999999.0, 1000000.0], "[99999999.  1000000.]", "array([99999999.,  1000000.])");
    check(&[2], &[1000.0, 1.0], "[1000.    1.]", "array([1000.,    1.])");
    check(&[2], &[1001.0, 1.0], "[1.001e+03 1.000e+00]", "array([1.001e+03, 1.000e+00])");
    check(&[2], &[0.0001, 0.01], "[0.0001 0.01  ]", "array([0.0001, 0.01  ])");
    check(&[2], &[9.9e-05, 0.01], "[9.9e-05 1.0e-02]", "array([9.9e-05, 1.0e-02])");
    check(
        &[3],
        &[1e100, -1e-100, 0.0],
        "[ 1.e+100 -1.e-100  0.e+000]",
        "array([ 1.e+100, -1.e-100,  0.e+000])",
    );
    check(
        &[3],
        &[1e300, NAN, -INF],
        "[1.e+300     nan    -inf]",
        "array([1.e+300,     nan,    -inf])",
    );
    check(&[2], &[NAN, NAN], "[nan nan]", "array([nan, nan])");
    check(&[2], &[INF, -INF], "[ inf -inf]", "array([ inf, -inf])");
    check(&[2], &[NAN, 123456.5], "[     nan 123456.5]", "array([     nan, 123456.5])");
    check(&[2], &[0.123456785, 0.5], "[0.12345678 0.5       ]", "array([0.12345678, 0.5       ])");
    check(&[2], &[0.999999999999, 1.0], "[1. 1.]", "array([1., 1.])");
    check(
        &[2, 1],
        &[10000000000.0, 5e-324],
        "[[1.e+010]\n [5.e-324]]",
        "array([[1.e+010],\n       [5.e-324]])",
    );
}

#[test]
fn complexes() {
    check(&[], &[C32::new(1.0, 2.0)], "(1+2j)", "array(1.+2.j, dtype=complex64)");
    check(&[], &[C32::new(0.0, 2.0)], "2j", "array(0.+2.j, dtype=complex64)");
    check(&[], &[C32::new(-0.0, -1.0)], "(-0-1j)", "array(-0.-1.j, dtype=complex64)");
    check(&[], &[C64::new(1e20, 1e-07)], "(1e+20+1e-07j)", "array(1.e+20+1.e-07j)");
    check(&[], &[C64::new(NAN, -INF)], "(nan-infj)", "array(nan-infj)");
    check(
        &[2],
        &[C32::new(1.0, 2.0), C32::new(-1.5, -0.25)],
        "[ 1. +2.j   -1.5-0.25j]",
        "array([ 1. +2.j  , -1.5-0.25j], dtype=complex64)",
    );
    check(
        &[2],
        &[C64::new(1.0, 2.0), C64::new(10000000000.0, -3.0)],
        "[1.e+00+2.j 1.e+10-3.j]",
        "array([1.e+00+2.j, 1.e+10-3.j])",
    );
    check(
        &[2],
        &[C64::new(NAN, INF), C64::new(0.0, NAN)],
        "[nan+infj  0.+nanj]",
        "array([nan+infj,  0.+nanj])",
    );
    check(
        &[2, 1],
        &[C64::new(0.0, 0.0), C64::new(-0.0, -0.0)],
        "[[ 0.+0.j]\n [-0.-0.j]]",
        "array([[ 0.+0.j],\n       [-0.-0.j]])",
    );
}

#[test]
fn empty_arrays() {
    check::<f64>(&[0], &[], "[]", "array([], dtype=float64)");
    check::<i8>(&[0], &[], "[]", "array([], dtype=int8)");
    check::<f64>(&[0, 3], &[], "[]", "array([], shape=(0, 3), dtype=float64)");
    check::<bool>(&[2, 0, 3], &[], "[]", "array([], shape=(2, 0, 3), dtype=bool)");
}

#[test]
fn nested_brackets_and_long_lines() {
    check(
        &[2, 2, 2],
        &count(8),
        "\
[[[0. 1.]
  [2. 3.]]

 [[4. 5.]
  [6. 7.]]]",
        "\
array([[[0., 1.],
        [2., 3.]],

       [[4., 5.],
        [6., 7.]]])",
    );
    check(
        &[2, 1, 1, 2],
        &count(4),
        "\
[[[[0. 1.]]]


 [[[2. 3.]]]]",
        "\
array([[[[0., 1.]]],


       [[[2., 3.]]]])",
    );
    check(
        &[60],
        &count(60).iter().map(|&x| x as i64).collect::<Vec<_>>(),
        "\
[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47
 48 49 50 51 52 53 54 55 56 57 58 59]",
        "\
array([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16,
       17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
       34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50,
       51, 52, 53, 54, 55, 56, 57, 58, 59])",
    );
    check(
        &[2, 13],
        &count(26).iter().map(|&x| (x / 7.0) as f32).collect::<Vec<_>>(),
        "\
[[0.         0.14285715 0.2857143  0.42857143 0.5714286  0.71428573
  0.85714287 1.         1.1428572  1.2857143  1.4285715  1.5714285
  1.7142857 ]
 [1.8571428  2.         2.142857   2.2857144  2.4285715  2.5714285
  2.7142856  2.857143   3.         3.142857   3.2857144  3.4285715
  3.5714285 ]]",
        "\
array([[0.        , 0.14285715, 0.2857143 , 0.42857143, 0.5714286 ,
        0.71428573, 0.85714287, 1.        , 1.1428572 , 1.2857143 ,
        1.4285715 , 1.5714285 , 1.7142857 ],
       [1.8571428 , 2.        , 2.142857  , 2.2857144 , 2.4285715 ,
        2.5714285 , 2.7142856 , 2.857143  , 3.        , 3.142857  ,
        3.2857144 , 3.4285715 , 3.5714285 ]], dtype=float32)",
    );
    check(
        &[4],
        &count(4).iter().map(|&x| C64::new(x / 3.0, -x / 7.0)).collect::<Vec<_>>(),
        "\
[0.        -0.j         0.33333333-0.14285714j 0.66666667-0.28571429j
 1.        -0.42857143j]",
        "\
array([0.        -0.j        , 0.33333333-0.14285714j,
       0.66666667-0.28571429j, 1.        -0.42857143j])",
    );
    check(
        &[1, 17],
        &count(17).iter().map(|&x| x as u16 + 100).collect::<Vec<_>>(),
        "\
[[100 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116]]",
        "\
array([[100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112,
        113, 114, 115, 116]], dtype=uint16)",
    );
}

#[test]
fn arrays_of_more_than_a_thousand_elements_show_their_corners() {
    check(
        &[2000],
        &count(2000).iter().map(|&x| x as i64).collect::<Vec<_>>(),
        "\
[   0    1    2 ... 1997 1998 1999]",
        "\
array([   0,    1,    2, ..., 1997, 1998, 1999], shape=(2000,))",
    );
    check(
        &[40, 50],
        &count(2000).iter().map(|&x| x as f32).collect::<Vec<_>>(),
        "\
[[0.000e+00 1.000e+00 2.000e+00 ... 4.700e+01 4.800e+01 4.900e+01]
 [5.000e+01 5.100e+01 5.200e+01 ... 9.700e+01 9.800e+01 9.900e+01]
 [1.000e+02 1.010e+02 1.020e+02 ... 1.470e+02 1.480e+02 1.490e+02]
 ...
 [1.850e+03 1.851e+03 1.852e+03 ... 1.897e+03 1.898e+03 1.899e+03]
 [1.900e+03 1.901e+03 1.902e+03 ... 1.947e+03 1.948e+03 1.949e+03]
 [1.950e+03 1.951e+03 1.952e+03 ... 1.997e+03 1.998e+03 1.999e+03]]",
        "\
array([[0.000e+00, 1.000e+00, 2.000e+00, ..., 4.700e+01, 4.800e+01,
        4.900e+01],
       [5.000e+01, 5.100e+01, 5.200e+01, ..., 9.700e+01, 9.800e+01,
        9.900e+01],
       [1.000e+02, 1.010e+02, 1.020e+02, ..., 1.470e+02, 1.480e+02,
        1.490e+02],
       ...,
       [1.850e+03, 1.851e+03, 1.852e+03, ..., 1.897e+03, 1.898e+03,
        1.899e+03],
       [1.900e+03, 1.901e+03, 1.902e+03, ..., 1.947e+03, 1.948e+03,
        1.949e+03],
       [1.950e+03, 1.951e+03, 1.952e+03, ..., 1.997e+03, 1.998e+03,
        1.999e+03]], shape=(40, 50), dtype=float32)",
    );
    check(
        &[2, 7, 100],
        &count(1400).iter().map(|&x| x as i16).collect::<Vec<_>>(),
        "\
[[[   0    1    2 ...   97   98   99]
  [ 100  101  102 ...  197  198  199]
  [ 200  201  202 ...  297  298  299]
  ...
  [ 400  401  402 ...  497  498  499]
  [ 500  501  502 ...  597  598  599]
  [ 600  601  602 ...  697  698  699]]

 [[ 700  701  702 ...  797  798  799]
  [ 800  801  802 ...  897  898  899]
  [ 900  901  902 ...  997  998  999]
  ...
  [1100 1101 1102 ... 1197 1198 1199]
  [1200 1201 1202 ... 1297 1298 1299]
  [1300 1301 1302 ... 1397 1398 1399]]]",
        "\
array([[[   0,    1,    2, ...,   97,   98,   99],
        [ 100,  101,  102, ...,  197,  198,  199],
        [ 200,  201,  202, ...,  297,  298,  299],
        ...,
        [ 400,  401,  402, ...,  497,  498,  499],
        [ 500,  501,  502, ...,  597,  598,  599],
        [ 600,  601,  602, ...,  697,  698,  699]],

       [[ 700,  701,  702, ...,  797,  798,  799],
        [ 800,  801,  802, ...,  897,  898,  899],
        [ 900,  901,  902, ...,  997,  998,  999],
        ...,
        [1100, 1101, 1102, ..., 1197, 1198, 1199],
        [1200, 1201, 1202, ..., 1297, 1298, 1299],
        [1300, 1301, 1302, ..., 1397, 1398, 1399]]],
      shape=(2, 7, 100), dtype=int16)",
    );
    check(
        &[6, 167],
        &count(1002).iter().map(|&x| x == 3.0).collect::<Vec<_>>(),
        "\
[[False False False ... False False False]
 [False False False ... False False False]
 [False False False ... False False False]
 [False False False ... False False False]
 [False False False ... False False False]
 [False False False ... False False False]]",
        "\
array([[False, False, False, ..., False, False, False],
       [False, False, False, ..., False, False, False],
       [False, False, False, ..., False, False, False],
       [False, False, False, ..., False, False, False],
       [False, False, False, ..., False, False, False],
       [False, False, False, ..., False, False, False]], shape=(6, 167))",
    );
}

#[test]
fn strided_views_print_their_own_order() {
    let data = [0i64, 1, 2, 3, 4, 5];
    let array = Strided::new(&data, &[2, 3]).unwrap();
    assert_eq!(array.t().to_string(), "[[0 3]\n [1 4]\n [2 5]]");
    let reversed = array.slice(&[Slice::FULL, Slice::step(.., -2)]).unwrap();
    assert_eq!(format!("{reversed:?}"), "array([[2, 0],\n       [5, 3]])");
}

#[test]
fn bf16_follows_the_rules_of_the_other_floats() {
    let b = bf16::from_f32;
    check(
        &[3],
        &[b(0.1), b(1.5), b(-2.0)],
        "[ 0.1  1.5 -2. ]",
        "array([ 0.1,  1.5, -2. ], dtype=bfloat16)",
    );
    check(&[2], &[b(100.0), b(1.0)], "[1.e+02 1.e+00]", "array([1.e+02, 1.e+00], dtype=bfloat16)");
}

#[test]
fn lone_halves_read_back() {
    for bits in 0..=u16::MAX {
        let (x, y) = (f16::from_bits(bits), bf16::from_bits(bits));
        if x.is_finite() {
            assert_eq!(f16::from_f32(Strided::scalar(&x).to_string().parse().unwrap()), x);
        }
        if y.is_finite() {
            assert_eq!(bf16::from_f32(Strided::scalar(&y).to_string().parse().unwrap()), y);
        }
    }
}

/// NumPy's options `precision=2, floatmode='fixed'`, then `precision=3` and `sign='+'`, then
/// `sign='+'` alone.
#[test]
fn options_of_the_formatter_reach_the_elements() {
    check_options(
        &[1.0 / 3.0, 2.0 / 3.0, 100.0],
        "[  0.33   0.67 100.00]",
        "[  +0.333   +0.667 +100.000]",
        "[  +0.33333333   +0.66666667 +100.        ]",
    );
    check_options(
        &[0.125, -0.375, 2.5],
        "[ 0.12 -0.38  2.50]",
        "[+0.125 -0.375 +2.500]",
        "[+0.125 -0.375 +2.5  ]",
    );
    check_options(
        &[1e10, 1.25e5],
        "[1.00e+10 1.25e+05]",
        "[+1.000e+10 +1.250e+05]",
        "[+1.00e+10 +1.25e+05]",
    );
    check_options(
        &[1e10, 1.999999e5],
        "[1.00e+10 2.00e+05]",
        "[+1.000e+10 +2.000e+05]",
        "[+1.000000e+10 +1.999999e+05]",
    );
    check_options(
        &[1e-5, 0.0, 12345.6789],
        "[1.00e-05 0.00e+00 1.23e+04]",
        "[+1.000e-05 +0.000e+00 +1.235e+04]",
        "[+1.00000000e-05 +0.00000000e+00 +1.23456789e+04]",
    );
    check_options(
        &[0.1f32, 99.5, f32::NAN, f32::INFINITY],
        "[ 0.10 99.50   nan   inf]",
        "[ +0.100 +99.500    +nan    +inf]",
        "[ +0.1 +99.5  +nan  +inf]",
    );
    check_options(&[0.1f32, -f32::INFINITY], "[0.10 -inf]", "[+0.100   -inf]", "[+0.1 -inf]");
    check_options(&[NAN, INF], "[nan inf]", "[+nan +inf]", "[+nan +inf]");
    check_options(&[h(0.1), h(0.3)], "[0.10 0.30]", "[+0.100 +0.300]", "[+0.1 +0.3]");
    check_options(
        &[C64::new(1.0, 2.5), C64::new(-0.25, -100.0)],
        "[ 1.00  +2.50j -0.25-100.00j]",
        "[+1.000  +2.500j -0.250-100.000j]",
        "[+1.    +2.5j -0.25-100.j ]",
    );
    check_options(
        &[C32::new(1e-6, 2.5), C32::new(1.0, 0.1)],
        "[1.00e-06+2.50j 1.00e+00+0.10j]",
        "[+1.000e-06+2.500j +1.000e+00+0.100j]",
        "[+1.e-06+2.5j +1.e+00+0.1j]",
    );
    check_options(&[1i64, -2, 300], "[  1  -2 300]", "[  +1   -2 +300]", "[  +1   -2 +300]");
    check_options(&[true, false], "[ True False]", "[ True False]", "[ True False]");
    let x = [1.5, 2.0, -3.0, 1.0 / 3.0];
    let x = Strided::new(&x, &[2, 2]).unwrap();
    assert_eq!(format!("{x:.2}"), "[[ 1.50  2.00]\n [-3.00  0.33]]");
    assert_eq!(format!("{x:.2?}"), "array([[ 1.50,  2.00],\n       [-3.00,  0.33]])");
    // As `array2string`.
    assert_eq!(format!("{:.2}", Strided::scalar(&3.15159)), "3.15");
    assert_eq!(format!("{:.2}", Strided::scalar(&1e20)), "1.00e+20");
    // NumPy has no width.
    assert_eq!(
        format!("{:4}|{:6.1}", Strided::line(&[1, 20]), Strided::scalar(&2.5)),
        "[   1   20]|   2.5"
    );
}
