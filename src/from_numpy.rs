//! NumPy's functions, and ours. [`guide::numpy`](crate::guide::numpy) has programs, line by line.
//!
//! # Every ufunc of NumPy
//!
//! | NumPy | here |
//! |:--|:--|
//! | `np.add` | [`add`](crate::add) |
//! | `np.subtract` | [`subtract`](crate::subtract) |
//! | `np.multiply` | [`multiply`](crate::multiply) |
//! | `np.divide`, `np.true_divide` | [`divide`](crate::divide) |
//! | `np.floor_divide` | [`floor_divide`](crate::floor_divide) |
//! | `np.remainder`, `np.mod` | [`remainder`](crate::remainder) |
//! | `np.fmod` | [`fmod`](crate::fmod) |
//! | `np.divmod` | [`divmod`](crate::divmod) |
//! | `np.negative` | [`negative`](crate::negative) |
//! | `np.positive` | [`positive`](crate::positive) |
//! | `np.abs`, `np.absolute` | [`abs`](crate::abs) |
//! | `np.fabs` | [`fabs`](crate::fabs) |
//! | `np.square` | [`square`](crate::square) |
//! | `np.sqrt` | [`sqrt`](crate::sqrt) |
//! | `np.cbrt` | [`cbrt`](crate::cbrt) |
//! | `np.reciprocal` | [`reciprocal`](crate::reciprocal) |
//! | `np.sign` | [`sign`](crate::sign) |
//! | `np.heaviside` | [`heaviside`](crate::heaviside) |
//! | `np.hypot` | [`hypot`](crate::hypot) |
//! | `np.exp` | [`exp`](crate::exp) |
//! | `np.exp2` | [`exp2`](crate::exp2) |
//! | `np.expm1` | [`expm1`](crate::expm1) |
//! | `np.log` | [`log`](crate::log) |
//! | `np.log2` | [`log2`](crate::log2) |
//! | `np.log10` | [`log10`](crate::log10) |
//! | `np.log1p` | [`log1p`](crate::log1p) |
//! | `np.logaddexp` | [`logaddexp`](crate::logaddexp) |
//! | `np.logaddexp2` | [`logaddexp2`](crate::logaddexp2) |
//! | `np.pow`, `np.power` | [`pow`](crate::pow) |
//! | `np.float_power` | [`float_power`](crate::float_power) |
//! | `np.sin` | [`sin`](crate::sin) |
//! | `np.cos` | [`cos`](crate::cos) |
//! | `np.tan` | [`tan`](crate::tan) |
//! | `np.asin`, `np.arcsin` | [`asin`](crate::asin) |
//! | `np.acos`, `np.arccos` | [`acos`](crate::acos) |
//! | `np.atan`, `np.arctan` | [`atan`](crate::atan) |
//! | `np.atan2`, `np.arctan2` | [`atan2`](crate::atan2) |
//! | `np.deg2rad`, `np.radians` | [`deg2rad`](crate::deg2rad) |
//! | `np.rad2deg`, `np.degrees` | [`rad2deg`](crate::rad2deg) |
//! | `np.sinh` | [`sinh`](crate::sinh) |
//! | `np.cosh` | [`cosh`](crate::cosh) |
//! | `np.tanh` | [`tanh`](crate::tanh) |
//! | `np.asinh`, `np.arcsinh` | [`asinh`](crate::asinh) |
//! | `np.acosh`, `np.arccosh` | [`acosh`](crate::acosh) |
//! | `np.atanh`, `np.arctanh` | [`atanh`](crate::atanh) |
//! | `np.floor` | [`floor`](crate::floor) |
//! | `np.ceil` | [`ceil`](crate::ceil) |
//! | `np.trunc` | [`trunc`](crate::trunc) |
//! | `np.rint` | [`round`](crate::round) |
//! | `np.copysign` | [`copysign`](crate::copysign) |
//! | `np.nextafter` | [`nextafter`](crate::nextafter) |
//! | `np.spacing` | [`spacing`](crate::spacing) |
//! | `np.signbit` | [`signbit`](crate::signbit) |
//! | `np.isnan` | [`isnan`](crate::isnan) |
//! | `np.isinf` | [`isinf`](crate::isinf) |
//! | `np.isfinite` | [`isfinite`](crate::isfinite) |
//! | `np.frexp` | [`frexp`](crate::frexp) |
//! | `np.ldexp` | [`ldexp`](crate::ldexp) |
//! | `np.modf` | [`modf`](crate::modf) |
//! | `np.bitwise_and` | [`bitwise_and`](crate::bitwise_and) |
//! | `np.bitwise_or` | [`bitwise_or`](crate::bitwise_or) |
//! | `np.bitwise_xor` | [`bitwise_xor`](crate::bitwise_xor) |
//! | `np.bitwise_invert`, `np.bitwise_not`, `np.invert` | [`bitwise_invert`](crate::bitwise_invert) |
//! | `np.bitwise_left_shift`, `np.left_shift` | [`bitwise_left_shift`](crate::bitwise_left_shift) |
//! | `np.bitwise_right_shift`, `np.right_shift` | [`bitwise_right_shift`](crate::bitwise_right_shift) |
//! | `np.bitwise_count` | [`bitwise_count`](crate::bitwise_count) |
//! | `np.gcd` | [`gcd`](crate::gcd) |
//! | `np.lcm` | [`lcm`](crate::lcm) |
//! | `np.equal` | [`equal`](crate::equal) |
//! | `np.not_equal` | [`not_equal`](crate::not_equal) |
//! | `np.less` | [`less`](crate::less) |
//! | `np.less_equal` | [`less_equal`](crate::less_equal) |
//! | `np.greater` | [`greater`](crate::greater) |
//! | `np.greater_equal` | [`greater_equal`](crate::greater_equal) |
//! | `np.logical_and` | [`logical_and`](crate::logical_and) |
//! | `np.logical_or` | [`logical_or`](crate::logical_or) |
//! | `np.logical_xor` | [`logical_xor`](crate::logical_xor) |
//! | `np.logical_not` | [`logical_not`](crate::logical_not) |
//! | `np.maximum` | [`maximum`](crate::maximum) |
//! | `np.minimum` | [`minimum`](crate::minimum) |
//! | `np.fmax` | [`fmax`](crate::fmax) |
//! | `np.fmin` | [`fmin`](crate::fmin) |
//! | `np.conj`, `np.conjugate` | [`conj`](crate::conj) |
//! | `np.matmul` | [`matmul`](crate::matmul) |
//! | `np.vecdot` | [`vecdot`](crate::vecdot) |
//! | `np.matvec` | [`matvec`](crate::matvec) |
//! | `np.vecmat` | [`vecmat`](crate::vecmat) |
//! | `np.isnat` | none: there are no dates |
//!
//! # Arguments of ufuncs
//!
//! | NumPy | here |
//! |:--|:--|
//! | `np.add(x, y, out=z)` | `add_into(&x, &y, &mut z)?` |
//! | `x += y`, `np.add(x, y, out=x)` | `x += &y`, `add_assign(&mut x, &y)?` |
//! | `np.add(x, y, out=z, where=mask)` | [`Add.masked_into((&x, &y), &mask, &mut z)?`](crate::UfuncExt::masked_into) |
//! | `np.add.outer(x, y)` | [`Add.outer(&x, &y)?`](crate::UfuncExt::outer) |
//! | `np.add.at(x, [0, 0, 2], y)` | [`Add.at(&mut x, ([0, 0, 2],), &y)?`](crate::UfuncExt::at) |
//! | `np.add.reduce(x, axis=0)` | [`sum_axis(&x, 0)?`](crate::sum_axis) |
//! | `np.multiply.reduce(x)`, `np.logical_or.reduce(x)` | [`prod_axis(&x, 0)?`](crate::prod_axis), [`any_axis(&x, 0)?`](crate::any_axis) |
//! | `np.subtract.reduce(x)`, `np.gcd.reduce(x, axis=None)` | [`Subtract.reduce(&x, 0)?`](crate::ReduceExt::reduce), `Gcd.reduce(&x, AllAxes)?` |
//! | `np.subtract.accumulate(x)` | [`Subtract.accumulate(&x, 0)?`](crate::ReduceExt::accumulate) |
//! | `np.add.reduceat(x, [0, 4])` | [`Add.reduceat(&x, &[0, 4], 0)?`](crate::ReduceExt::reduceat) |
//! | `np.add.reduce(x, where=mask, initial=0)` | [`Add.masked_reduce(&x, 0, &mask, 0)?`](crate::ReduceExt::masked_reduce) |
//! | `np.add.accumulate(x)` | [`cumulative_sum(&x, 0)?`](crate::cumulative_sum) |
//! | `np.multiply.accumulate(x)` | [`cumulative_prod(&x, 0)?`](crate::cumulative_prod) |
//! | `np.minimum.accumulate(x)` | [`cumulative_min(&x, 0)?`](crate::cumulative_min) |
//! | `np.maximum.accumulate(x)` | [`cumulative_max(&x, 0)?`](crate::cumulative_max) |
//! | `np.add(x, y, dtype=np.float64)` | `add(x.cast::<f64>(), &y)?` |
//!
//! # Reductions
//!
//! Each has a function of the whole array, and one along axes: `sum(&x)`, `sum_axis(&x, 0)?`.
//!
//! | NumPy | here |
//! |:--|:--|
//! | `np.sum`, `np.prod`, `np.mean` | [`sum`](crate::sum), [`prod`](crate::prod), [`mean`](crate::mean) |
//! | `np.var(x, ddof=1)`, `np.std(x, ddof=1)` | [`var(&x, 1.0)`](crate::var), [`std(&x, 1.0)`](fn@crate::std) |
//! | `np.sum(x, axis=0, dtype=np.float64)` | [`Sum.reduce_as::<f64, _>(&x, 0)?`](crate::AccumulatorExt::reduce_as), and so `Multiply`, `Mean`, `Variance::new(1.0)`, `StandardDeviation::new(1.0)` |
//! | `np.cumsum(x, axis=0, dtype=np.float64)` | [`Add.accumulate_as::<f64, _>(&x, 0)?`](crate::AccumulatorExt::accumulate_as) |
//! | `np.mean(x, axis=0, where=mask)` | [`masked_mean(&x, 0, &mask)?`](crate::masked_mean), [`masked_var`](crate::masked_var), [`masked_std`](crate::masked_std) |
//! | `np.min`, `np.max`, `np.ptp` | [`min`](crate::min), [`max`](crate::max), [`ptp`](crate::ptp) |
//! | `np.argmin`, `np.argmax` | [`argmin`](crate::argmin), [`argmax`](crate::argmax) |
//! | `np.any`, `np.all` | [`any`](crate::any), [`all`](crate::all) |
//! | `np.count_nonzero` | [`count_nonzero`](crate::count_nonzero), [`count_nonzero_axis`](crate::count_nonzero_axis) |
//! | `np.nansum`, `np.nanprod`, `np.nanmean` | [`nansum`](crate::nansum), [`nanprod`](crate::nanprod), [`nanmean`](crate::nanmean) |
//! | `np.nanvar`, `np.nanstd` | [`nanvar`](crate::nanvar), [`nanstd`](crate::nanstd) |
//! | `np.nanmin`, `np.nanmax` | [`nanmin`](crate::nanmin), [`nanmax`](crate::nanmax) |
//! | `np.nanargmin`, `np.nanargmax` | [`nanargmin`](crate::nanargmin), [`nanargmax`](crate::nanargmax) |
//! | `np.nancumsum`, `np.nancumprod` | [`nan_cumulative_sum`](crate::nan_cumulative_sum), [`nan_cumulative_prod`](crate::nan_cumulative_prod) |
//! | `np.average(x, weights=w)` | [`average`](crate::average), [`average_axis`](crate::average_axis) |
//! | `scipy.special.logsumexp` | [`logsumexp`](crate::logsumexp), [`logsumexp_axis`](crate::logsumexp_axis) |
//! | `np.linalg.vector_norm`, with `ord=1` or `ord=np.inf` | [`norm_2`](crate::norm_2), [`norm_1`](crate::norm_1), [`norm_inf`](crate::norm_inf) |
//!
//! # Functions that are no ufuncs in NumPy
//!
//! | NumPy | here |
//! |:--|:--|
//! | `np.clip(x, low, high)` | [`clip(&x, low, high)?`](crate::clip) |
//! | `np.where(mask, x, y)` | [`select(&mask, &x, &y)?`](crate::select) |
//! | `np.isclose(x, y)` | [`isclose(&x, &y)?`](crate::isclose) |
//! | `np.dot(x, y)`, `np.outer(x, y)` of vectors | [`dot(&x, &y)?`](crate::dot), [`outer(&x, &y)?`](crate::outer) |
//! | `np.tensordot(a, b, ([0, 1], [2, 0]))` | [`tensordot(&a, &b, ([0, 1], [2, 0]))?`](crate::tensordot) |
//! | `np.einsum("ij,kj->ik", a, b)` | [`einsum("ij,kj->ik", (&a, &b))?`](crate::einsum) |
//! | `x.real`, `x.imag`, `np.angle(x)` | [`real`](crate::real), [`imag`](crate::imag), [`angle`](crate::angle) |
//! | `x + (y - x) * t` | [`lerp`](crate::lerp) |
//! | `x * y + z` | [`fma`](crate::fma), rounded once |
//! | `1 / np.sqrt(x)`, `10.0**x` | [`rsqrt`](crate::rsqrt), [`exp10`](crate::exp10) |
//! | `np.log(x) / np.log(b)` | [`log_base`](crate::log_base) |
//! | `np.sin(np.pi * x)` and the like | [`sinpi`](crate::sinpi), [`cospi`](crate::cospi), [`tanpi`](crate::tanpi) |
//! | `np.sin(x), np.cos(x)` | [`sincos`](crate::sincos), in one pass |
//! | `np.diff(x, axis=0)`, `np.diff(x, 2, 0)` | [`diff(&x, 0)?`](crate::diff), [`diff_n(&x, 2, 0)?`](crate::diff_n) |
//! | `scipy.special.softmax`, `.log_softmax` | [`softmax`](crate::softmax), [`log_softmax`](crate::log_softmax) |
//! | `scipy.special.erf`, `.erfc`, `.gamma`, `.gammaln` | [`erf`](crate::erf), [`erfc`](crate::erfc), [`gamma`](crate::gamma), [`lgamma`](crate::lgamma) |
//! | `scipy.special.expit`; `softplus`, `silu`, `gelu` and `relu` of PyTorch | [`sigmoid`](crate::sigmoid), [`softplus`](crate::softplus), [`silu`](crate::silu), [`gelu`](crate::gelu), [`relu`](crate::relu) |
