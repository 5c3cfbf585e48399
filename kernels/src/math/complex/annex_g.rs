//! The tables of C99, Annex G, one by one. Signs that it leaves open are those of the results here.

use super::testing::{assert_odd, assert_table};
use super::*;
use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

#[test]
fn exponentials() {
    let table = [
        ([0.0, 0.0], [1.0, 0.0]),
        ([-0.0, 0.0], [1.0, 0.0]),
        ([1.0, INF], [NAN, NAN]),
        ([1.0, NAN], [NAN, NAN]),
        ([INF, 0.0], [INF, 0.0]),
        ([-INF, 1.0], [0.0, 0.0]),
        ([-INF, 2.0], [-0.0, 0.0]),
        ([INF, 1.0], [INF, INF]),
        ([INF, 2.0], [-INF, INF]),
        ([-INF, INF], [0.0, 0.0]),
        ([INF, INF], [INF, NAN]),
        ([-INF, NAN], [0.0, 0.0]),
        ([INF, NAN], [INF, NAN]),
        ([NAN, 0.0], [NAN, 0.0]),
        ([NAN, 1.0], [NAN, NAN]),
        ([NAN, NAN], [NAN, NAN]),
        ([1e300, 1.0], [INF, INF]),
        ([-1e300, 1.0], [0.0, 0.0]),
    ];
    assert_table(exponential, &table);
}

#[test]
fn hyperbolic_sines() {
    let table = [
        ([0.0, 0.0], [0.0, 0.0]),
        ([0.0, INF], [0.0, NAN]),
        ([0.0, NAN], [0.0, NAN]),
        ([1.0, INF], [NAN, NAN]),
        ([1.0, NAN], [NAN, NAN]),
        ([INF, 0.0], [INF, 0.0]),
        ([INF, 1.0], [INF, INF]),
        ([INF, 2.0], [-INF, INF]),
        ([INF, INF], [INF, NAN]),
        ([INF, NAN], [INF, NAN]),
        ([NAN, 0.0], [NAN, 0.0]),
        ([NAN, 1.0], [NAN, NAN]),
        ([NAN, NAN], [NAN, NAN]),
    ];
    assert_table(sinh, &table);
    assert_odd(sinh, &table);
}

#[test]
fn hyperbolic_cosines() {
    let table = [
        ([0.0, 0.0], [1.0, 0.0]),
        ([0.0, INF], [NAN, 0.0]),
        ([0.0, NAN], [NAN, 0.0]),
        ([1.0, INF], [NAN, NAN]),
        ([1.0, NAN], [NAN, NAN]),
        ([INF, 0.0], [INF, 0.0]),
        ([INF, 1.0], [INF, INF]),
        ([INF, 2.0], [-INF, INF]),
        ([INF, INF], [INF, NAN]),
        ([INF, NAN], [INF, NAN]),
        ([NAN, 0.0], [NAN, 0.0]),
        ([NAN, 1.0], [NAN, NAN]),
        ([NAN, NAN], [NAN, NAN]),
    ];
    assert_table(cosh, &table);
    assert_table(cosh, &table.map(|([x, y], value)| ([-x, -y], value)));
}

#[test]
fn hyperbolic_tangents() {
    let table = [
        ([0.0, 0.0], [0.0, 0.0]),
        ([0.0, INF], [0.0, NAN]),
        ([0.0, NAN], [0.0, NAN]),
        ([1.0, INF], [NAN, NAN]),
        ([1.0, NAN], [NAN, NAN]),
        ([INF, 1.0], [1.0, 0.0]),
        ([INF, 2.0], [1.0, -0.0]),
        ([INF, INF], [1.0, 0.0]),
        ([INF, NAN], [1.0, 0.0]),
        ([NAN, 0.0], [NAN, 0.0]),
        ([NAN, 1.0], [NAN, NAN]),
        ([NAN, NAN], [NAN, NAN]),
        ([400.0, 1.0], [1.0, 0.0]),
    ];
    assert_table(tanh, &table);
    assert_odd(tanh, &table);
}

#[test]
fn inverse_hyperbolic_sines() {
    let table = [
        ([0.0, 0.0], [0.0, 0.0]),
        ([1.0, INF], [INF, FRAC_PI_2]),
        ([1.0, NAN], [NAN, NAN]),
        ([INF, 1.0], [INF, 0.0]),
        ([INF, INF], [INF, FRAC_PI_4]),
        ([INF, NAN], [INF, NAN]),
        ([NAN, 0.0], [NAN, 0.0]),
        ([NAN, 1.0], [NAN, NAN]),
        ([NAN, INF], [INF, NAN]),
        ([NAN, NAN], [NAN, NAN]),
    ];
    assert_table(asinh, &table);
    assert_odd(asinh, &table);
}

#[test]
fn inverse_hyperbolic_cosines_and_arccosines() {
    let table = [
        ([0.0, 0.0], [0.0, FRAC_PI_2]),
        ([-0.0, 0.0], [0.0, FRAC_PI_2]),
        ([1.0, INF], [INF, FRAC_PI_2]),
        ([0.0, NAN], [NAN, FRAC_PI_2]),
        ([1.0, NAN], [NAN, NAN]),
        ([-INF, 1.0], [INF, PI]),
        ([INF, 1.0], [INF, 0.0]),
        ([-INF, INF], [INF, 3.0 * FRAC_PI_4]),
        ([INF, INF], [INF, FRAC_PI_4]),
        ([INF, NAN], [INF, NAN]),
        ([-INF, NAN], [INF, NAN]),
        ([NAN, 1.0], [NAN, NAN]),
        ([NAN, INF], [INF, NAN]),
        ([NAN, NAN], [NAN, NAN]),
    ];
    assert_table(acosh, &table);
    assert_table(acos, &table.map(|(z, [size, angle])| (z, [angle, -size])));
}

#[test]
fn inverse_hyperbolic_tangents() {
    let table = [
        ([0.0, 0.0], [0.0, 0.0]),
        ([0.0, NAN], [0.0, NAN]),
        ([1.0, 0.0], [INF, 0.0]),
        ([1.0, INF], [0.0, FRAC_PI_2]),
        ([1.0, NAN], [NAN, NAN]),
        ([INF, 1.0], [0.0, FRAC_PI_2]),
        ([INF, INF], [0.0, FRAC_PI_2]),
        ([INF, NAN], [0.0, NAN]),
        ([NAN, 1.0], [NAN, NAN]),
        ([NAN, INF], [0.0, FRAC_PI_2]),
        ([NAN, NAN], [NAN, NAN]),
    ];
    assert_table(atanh, &table);
    assert_odd(atanh, &table);
}

/// Results that are finite although the exponential overflows, and the smallest results.
#[test]
fn far_out() {
    let (least, small) = (f64::from_bits(1), 2_f64.powi(-1060));
    assert_table(exponential, &[([1.0, least], [core::f64::consts::E, 3.0 * least])]);
    assert_table(
        asinh,
        &[([small, small], [small, small]), ([1e308, 0.0], [709.889_355_822_726, 0.0])],
    );
    assert_table(atanh, &[([least, least], [least, least]), ([0.0, 1e308], [0.0, FRAC_PI_2])]);
    assert_table(tanh, &[([least, least], [least, least])]);
}
