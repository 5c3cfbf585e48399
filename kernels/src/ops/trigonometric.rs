//! Trigonometric functions and their inverses; angles.

mod deg2rad;
mod rad2deg;

pub use deg2rad::Deg2Rad;
pub use rad2deg::Rad2Deg;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_trigonometric {
    ($each:ident) => {
        $each! { unary Deg2Rad [deg2rad deg2rad_into deg2rad_assign] {
            "Converts each element from degrees to radians"
            accuracy "within 0.51 ULP (0.66 if the result is subnormal or nearly so); 16-bit \
floats are computed in `f32`, then rounded"
            special "zeros and infinities stay as they are"
            numpy "`np.deg2rad`" alias "radians"
            example ("[[180.0, -180.0], [0.0, 1.0]]") =>
                ("[[std::f64::consts::PI, -std::f64::consts::PI], [0.0, 0.017453292519943295]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Rad2Deg [rad2deg rad2deg_into rad2deg_assign] {
            "Converts each element from radians to degrees"
            accuracy "within 0.51 ULP (0.99 if the result is subnormal or nearly so); 16-bit \
floats are computed in `f32`, then rounded"
            special "zeros and infinities stay as they are"
            numpy "`np.rad2deg`" alias "degrees"
            example ("[[std::f64::consts::PI, -std::f64::consts::FRAC_PI_2], [0.0, f64::MAX]]") =>
                ("[[180.0, -90.0], [0.0, f64::INFINITY]]")
        } [f16 bf16 f32 f64] [] }
    };
}
