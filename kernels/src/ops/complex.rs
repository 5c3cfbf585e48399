//! The parts of complex numbers.

mod angle;
mod conj;
mod functions;
mod imag;
mod real;

pub use angle::Angle;
pub use conj::Conj;
pub use imag::Imag;
pub use real::Real;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_complex {
    ($each:ident) => {
        $each! { unary Conj [conj conj_into conj_assign] {
            "Computes the complex conjugate of each element"
            accuracy "exact; real numbers stay as they are"
            special "the sign of an imaginary part changes even if it is 0"
            numpy "`np.conj`"
            alias "conjugate"
            example ("[[0.0, 1.0], [2.0, 3.0]].map(|row| row.map(|x| tightloop::C64::new(x, 5.0)))")
                => ("[[0.0, 1.0], [2.0, 3.0]].map(|row| row.map(|x| tightloop::C64::new(x, -5.0)))")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Real [real real_into] {
            "Returns the real part of each complex number"
            accuracy "exact"
            special "as they are"
            numpy "`np.real`, which returns a view"
            example ("[[0.0, 1.0], [2.0, 3.0]].map(|row| row.map(|x| tightloop::C64::new(x, 5.0)))")
                => ("[[0.0, 1.0], [2.0, 3.0]]")
        } [] [
            (C32) => (f32) as (Cplx<f32>) => (f32);
            (C64) => (f64) as (Cplx<f64>) => (f64);
        ] }
        $each! { unary Imag [imag imag_into] {
            "Returns the imaginary part of each complex number"
            accuracy "exact"
            special "as they are"
            numpy "`np.imag`, which returns a view"
            example ("[[0.0, 1.0], [2.0, 3.0]].map(|row| row.map(|y| tightloop::C64::new(5.0, y)))")
                => ("[[0.0, 1.0], [2.0, 3.0]]")
        } [] [
            (C32) => (f32) as (Cplx<f32>) => (f32);
            (C64) => (f64) as (Cplx<f64>) => (f64);
        ] }
        $each! { unary Angle [angle angle_into] {
            "Computes the angle of each complex number in radians, from `-pi` to `pi`"
            accuracy "within 1 ULP, that of `atan2`"
            special "as of `atan2(im, re)`: -0 counts as below 0"
            numpy "`np.angle`"
            example ("[[0.0, 1.0], [-1.0, -0.0]].map(|row| row.map(|x| tightloop::C64::from(x)))")
                => ("[[0.0, 0.0], [std::f64::consts::PI, std::f64::consts::PI]]")
        } [] [
            (C32) => (f32) as (Cplx<f32>) => (f32);
            (C64) => (f64) as (Cplx<f64>) => (f64);
        ] }
    };
}
