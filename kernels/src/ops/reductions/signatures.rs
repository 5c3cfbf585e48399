//! The signatures of reductions, by what they result in.

/// Adds to a line of the catalogue the signatures of a reduction, by what it results in: `sums` (of
/// at least 64 bits), `widened` elements (the same of products and scans), `means`, `spreads`,
/// `elements`, `differences`, `floats`
/// (elements of floats only), `numbers` and `nan_spreads` (those that are not NaN), `places`,
/// `float_places`, `truths`, `counts` or `norms`.
#[doc(hidden)]
#[macro_export]
macro_rules! reduction {
    ($each:ident sums: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u64; (i8) => (i64) as u64; (i16) => (i64) as u64;
            (i32) => (i64) as u64; (i64) => (i64) as u64;
            (u8) => (u64) as u64; (u16) => (u64) as u64; (u32) => (u64) as u64;
            (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
            (C32) => (C32) as Interleaved<f32>; (C64) => (C64) as Interleaved<f64>;
        ] }
    };
    ($each:ident widened: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u64; (i8) => (i64) as u64; (i16) => (i64) as u64;
            (i32) => (i64) as u64; (i64) => (i64) as u64;
            (u8) => (u64) as u64; (u16) => (u64) as u64; (u32) => (u64) as u64;
            (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
            (C32) => (C32) as Cplx<f32>; (C64) => (C64) as Cplx<f64>;
        ] }
    };
    ($each:ident means: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (f64) as f64; (i8) => (f64) as f64; (i16) => (f64) as f64;
            (i32) => (f64) as f64; (i64) => (f64) as f64;
            (u8) => (f64) as f64; (u16) => (f64) as f64; (u32) => (f64) as f64;
            (u64) => (f64) as f64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
            (C32) => (C32) as Interleaved<f32>; (C64) => (C64) as Interleaved<f64>;
        ] }
    };
    ($each:ident spreads: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (f64) as f64; (i8) => (f64) as f64; (i16) => (f64) as f64;
            (i32) => (f64) as f64; (i64) => (f64) as f64;
            (u8) => (f64) as f64; (u16) => (f64) as f64; (u32) => (f64) as f64;
            (u64) => (f64) as f64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
            (C32) => (f32) as Cplx<f64>; (C64) => (f64) as Cplx<f64>;
        ] }
    };
    ($each:ident elements: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (bool) as u8; (i8) => (i8) as i8; (i16) => (i16) as i16;
            (i32) => (i32) as i32; (i64) => (i64) as i64;
            (u8) => (u8) as u8; (u16) => (u16) as u16; (u32) => (u32) as u32; (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
        ] }
    };
    ($each:ident differences: $($line:tt)*) => {
        $each! { $($line)* [] [
            (i8) => (i8) as i8; (i16) => (i16) as i16;
            (i32) => (i32) as i32; (i64) => (i64) as i64;
            (u8) => (u8) as u8; (u16) => (u16) as u16; (u32) => (u32) as u32; (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
        ] }
    };
    ($each:ident floats: $($line:tt)*) => {
        $each! { $($line)* [] [
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
        ] }
    };
    ($each:ident numbers: $($line:tt)*) => {
        $each! { $($line)* [] [
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
            (C32) => (C32) as Cplx<f64>; (C64) => (C64) as Cplx<f64>;
        ] }
    };
    ($each:ident nan_spreads: $($line:tt)*) => {
        $each! { $($line)* [] [
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f64;
            (f64) => (f64) as f64;
            (C32) => (f32) as Cplx<f64>; (C64) => (f64) as Cplx<f64>;
        ] }
    };
    ($each:ident float_places: $($line:tt)*) => {
        $each! { $($line)* [] [
            (f16) => (i64) as f32; (bf16) => (i64) as f32; (f32) => (i64) as f32;
            (f64) => (i64) as f64;
        ] }
    };
    ($each:ident truths: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (bool) as u8; (i8) => (bool) as u8; (i16) => (bool) as u16;
            (i32) => (bool) as u32; (i64) => (bool) as u64;
            (u8) => (bool) as u8; (u16) => (bool) as u16; (u32) => (bool) as u32;
            (u64) => (bool) as u64;
            (f16) => (bool) as Bits<f16>; (bf16) => (bool) as Bits<f16>;
            (f32) => (bool) as f32; (f64) => (bool) as f64;
            (C32) => (bool) as Cplx<f32>; (C64) => (bool) as Cplx<f64>;
        ] }
    };
    ($each:ident counts: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u64; (i8) => (i64) as u64; (i16) => (i64) as u64;
            (i32) => (i64) as u64; (i64) => (i64) as u64; (u8) => (i64) as u64;
            (u16) => (i64) as u64; (u32) => (i64) as u64; (u64) => (i64) as u64;
            (f16) => (i64) as f64; (bf16) => (i64) as f64; (f32) => (i64) as f64;
            (f64) => (i64) as f64; (C32) => (i64) as Cplx<f64>; (C64) => (i64) as Cplx<f64>;
        ] }
    };
    ($each:ident norms: $($line:tt)*) => {
        $each! { $($line)* [] [
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
            (C32) => (f32) as Cplx<f64>; (C64) => (f64) as Cplx<f64>;
        ] }
    };
    ($each:ident places: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u8; (i8) => (i64) as i8; (i16) => (i64) as i16;
            (i32) => (i64) as i32; (i64) => (i64) as i64;
            (u8) => (i64) as u8; (u16) => (i64) as u16; (u32) => (i64) as u32;
            (u64) => (i64) as u64;
            (f16) => (i64) as f32; (bf16) => (i64) as f32; (f32) => (i64) as f32;
            (f64) => (i64) as f64;
        ] }
    };
}
