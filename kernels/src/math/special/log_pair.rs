//! The natural logarithm with more digits than a float has.

use super::Columns;
use crate::math::{Pair, polynomial, pow2};
use crate::{Isa, Vector};

/// The natural logarithm of a positive normal number, within 2^-68 plus 2^-90 of the result.
///
/// As [`Log`](crate::ops::Log), but with `x = 2^k * m`, `m` from 1 to 2, and `c` from a table such
/// that `m * c = 1 + f` with `|f|` up to 1/32. Then `log(x) = k * ln 2 - log(c) + log(1 + f)`, in
/// which `f` and `f^2` are exact, and only the terms from `f^3` on are rounded.
#[inline(always)]
pub fn log_pair<S: Isa>(x: Pair<S, f64>) -> Pair<S, f64> {
    let one = x.high.like(1.0);
    let bits = x.high.to_bits();
    // Setting the low bits of 2^52 to those of a small integer adds that.
    let k = Vector::from_bits((bits >> 52) | x.high.like(4_503_599_627_370_496.0).to_bits())
        - x.high.like(4_503_599_627_370_496.0 + 1023.0);
    let fraction = Vector::splat(x.high.isa, (1_u64 << 52) - 1);
    let m = Vector::from_bits((bits & fraction) | one.to_bits());
    let m_low = x.low * pow2::<S, f64>((-k).to_int());

    let row = (bits >> 48).bitcast();
    let c = TABLE.get(0, row);
    let product = Pair::product(m, c);
    let f = product.high - one;
    let f_low = m_low.mul_add(c, product.low);
    let square = Pair::product(f, f);
    let half = x.high.like(0.5);
    // The derivative of log(1 + f), 1 - f + f^2 - .., times `f_low` is `f_low` less this.
    let square_low = (f - square.high).mul_add(f_low, square.low * half);

    let [ln_2, ln_2_low] = LN_2;
    let whole = k.mul_add(k.like(ln_2), TABLE.get(1, row));
    let first = Pair::sum(whole, f);
    let second = Pair::sum(first.high, -half * square.high);
    let small = k.mul_add(k.like(ln_2_low), TABLE.get(2, row)) + (f_low - square_low);
    let cubic = (square.high * f).mul_add(polynomial(f, &POLYNOMIAL), small);
    Pair::quick_sum(second.high, cubic + (first.low + second.low))
}

/// `ln 2` in so few bits that products with exponents are exact, and the rest.
const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];

/// `(log(1 + f) - f + f^2 / 2) / f^3`, fitted by mpmath at Chebyshev's points. Sollya's best
/// polynomial differs in the 13th digit:
///
/// ```text
/// fpminimax(log(1 + x) - x + x^2/2, [|3,...,12|], [|D...|], [-1/31; 1/31], absolute);
/// ```
const POLYNOMIAL: [f64; 10] = [
    0.3333333333333333,
    -0.25,
    0.2000000000001091,
    -0.1666666666666474,
    0.1428571426680206,
    -0.1250000001139359,
    0.11111116314878251,
    -0.09999975920801281,
    0.09103269142974062,
    -0.08355098245561354,
];

/// By the first four bits of the fraction: `c` near `1 / m`, in eight bits so that few bits of
/// `m * c` are lost, `-log(c)` in 42 bits after the point, and the rest.
static TABLE: Columns<f64, 3> = Columns::of_rows(&[
    [0.96875, 0.03174869831468641, -1.0610652735224087e-13],
    [0.9140625, 0.08985632912185793, 3.1218748807418837e-15],
    [0.86328125, 0.14701474296180095, 8.710783796122478e-15],
    [0.8203125, 0.19806991376208316, 1.0634128304268335e-14],
    [0.78125, 0.2468600779316148, -8.899851356560444e-14],
    [0.74609375, 0.29290401643288533, 4.727452940514406e-14],
    [0.7109375, 0.3411707574027787, -1.156568624616423e-14],
    [0.6796875, 0.3861221452650625, -2.9052332860840534e-14],
    [0.65234375, 0.4271836320629063, -9.895853155747038e-14],
    [0.62890625, 0.463773079495013, 8.647188083899856e-14],
    [0.60546875, 0.5017523275603253, -9.429331319885203e-15],
    [0.58203125, 0.5412311385341582, -5.4828310811468674e-14],
    [0.5625, 0.5753641449034603, 1.0152652766306816e-13],
    [0.54296875, 0.6107035113489019, -3.1165899173794433e-14],
    [0.5234375, 0.6473376445287613, -1.1019610326139043e-13],
    [0.5078125, 0.6776429940239268, 5.32517734371131e-14],
]);
