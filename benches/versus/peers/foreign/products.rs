//! Matrix products of MKL and OpenBLAS.

use super::{Blas, Shared};
use half::{bf16, f16};
use std::cell::RefCell;
use std::ffi::{c_int, c_void};
use std::ptr;

/// The product of matrices without gaps, `c = a @ b`, or a batch of such products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Rows of C.
    pub m: usize,
    /// Columns of C.
    pub n: usize,
    /// Columns of A.
    pub k: usize,
    /// Whether A is stored column by column.
    pub a_transposed: bool,
    /// Whether A is multiplied with its columns in reverse order.
    pub a_reversed: bool,
    /// Whether B is stored column by column.
    pub b_transposed: bool,
    /// The number of products, whose matrices are stored one after the other.
    pub batch: usize,
}

impl Product {
    /// Returns the product of contiguous matrices with `m` rows and `n` columns in the result, and
    /// sums of `k` terms.
    pub fn new(m: usize, n: usize, k: usize) -> Self {
        Product { m, n, k, a_transposed: false, a_reversed: false, b_transposed: false, batch: 1 }
    }

    /// Returns the length of the longest side.
    pub fn longest(&self) -> usize {
        self.m.max(self.n).max(self.k)
    }

    /// BLAS's leading dimension of A: the distance between its rows, or columns if transposed.
    fn lda(&self) -> usize {
        if self.a_transposed { self.m } else { self.k }
    }

    /// The same of B.
    fn ldb(&self) -> usize {
        if self.b_transposed { self.k } else { self.n }
    }

    /// Panics unless the slices have exactly the elements of all matrices of the batch, in an
    /// order that BLAS knows.
    fn check<A, B, C>(&self, a: &[A], b: &[B], c: &[C]) {
        let Product { m, n, k, batch, .. } = *self;
        assert!(a.len() == m * k * batch && b.len() == k * n * batch && c.len() == m * n * batch);
        assert!(!self.a_reversed, "BLAS has no negative strides");
    }
}

/// A function that multiplies matrices: A, B, then C.
pub type Gemm<A, B = A, C = A> = Box<dyn Fn(&Product, &[A], &[B], &mut [C])>;

/// CBLAS's number for row-major matrices.
const ROW_MAJOR: c_int = 101;

/// Returns CBLAS's number for an operand that is transposed or not.
const fn transposition(transposed: bool) -> c_int {
    if transposed { 112 } else { 111 }
}

/// An integer of a BLAS.
trait Integer: Copy + 'static {
    fn of(x: usize) -> Self;
}
impl Integer for i32 {
    fn of(x: usize) -> Self {
        x as i32
    }
}
impl Integer for i64 {
    fn of(x: usize) -> Self {
        x as i64
    }
}

/// `gemm` of two matrices of `A` into one of `C`, with factors of type `F`.
type CblasGemm<I, F, A, C> =
    unsafe extern "C" fn(c_int, c_int, c_int, I, I, I, F, *const A, I, *const A, I, F, *mut C, I);

type CblasGemv<I, F, T> =
    unsafe extern "C" fn(c_int, c_int, I, I, F, *const T, I, *const T, I, F, *mut T, I);

type CblasBatch<I, F, T> = unsafe extern "C" fn(
    c_int,
    c_int,
    c_int,
    I,
    I,
    I,
    F,
    *const T,
    I,
    I,
    *const T,
    I,
    I,
    F,
    *mut T,
    I,
    I,
    I,
);

/// The CBLAS of a library.
pub struct Cblas<'a> {
    library: &'a Shared,
    /// What surrounds the usual names.
    affixes: [&'static str; 2],
    /// Whether its integers have 64 bits.
    is_ilp64: bool,
}

impl<'a> Cblas<'a> {
    /// That of MKL.
    pub fn mkl(library: &'a Shared) -> Self {
        Cblas { library, affixes: ["", ""], is_ilp64: false }
    }

    /// That of the OpenBLAS that comes with NumPy.
    pub fn openblas(library: &'a Shared) -> Self {
        Cblas { library, affixes: ["scipy_", "64_"], is_ilp64: true }
    }

    /// Returns the function for a product: the one for a batch, if the library has it, that of a
    /// matrix and a vector, or that of two matrices.
    pub fn function<T: Blas>(&self, product: &Product) -> Option<Gemm<T>> {
        if self.is_ilp64 { self.of::<i64, T>(product) } else { self.of::<i32, T>(product) }
    }

    fn of<I: Integer, T: Blas>(&self, product: &Product) -> Option<Gemm<T>> {
        match product {
            Product { batch: 2.., .. } => self.batched::<I, T>().or_else(|| self.gemm::<I, T>()),
            Product { m: 1, .. } | Product { n: 1, .. } => self.gemv::<I, T>(),
            _ => self.gemm::<I, T>(),
        }
    }

    /// Returns the full name of a function for elements of type `T`.
    fn name<T: Blas>(&self, name: &str) -> String {
        let [prefix, suffix] = self.affixes;
        format!("{prefix}cblas_{}{name}{suffix}", T::LETTER)
    }

    fn gemm<I: Integer, T: Blas>(&self) -> Option<Gemm<T>> {
        // SAFETY: the type of `gemm` in CBLAS with integers of type `I`.
        let call: CblasGemm<I, T::Number, T, T> =
            unsafe { self.library.function(&self.name::<T>("gemm"))? };
        let library = self.library.clone();
        Some(Box::new(move |product, a, b, c| {
            let _alive = &library;
            gemm_all(product, a, b, c, call, [T::ONE.number(), T::ZERO.number()]);
        }))
    }

    /// Returns the product of a matrix and a vector. If A is the vector, it is that of B
    /// transposed and A.
    fn gemv<I: Integer, T: Blas>(&self) -> Option<Gemm<T>> {
        // SAFETY: the type of `gemv` in CBLAS with integers of type `I`.
        let call: CblasGemv<I, T::Number, T> =
            unsafe { self.library.function(&self.name::<T>("gemv"))? };
        let library = self.library.clone();
        Some(Box::new(move |product, a, b, c| {
            let _alive = &library;
            product.check(a, b, c);
            let &Product { m, n, k, a_transposed, b_transposed, batch, .. } = product;
            assert!(batch == 1 && (m == 1 || n == 1));
            let (matrix, vector, rows, transposed) =
                if n == 1 { (a, b, m, a_transposed) } else { (b, a, n, !b_transposed) };
            // The matrix as it is stored.
            let [rows, columns] = if transposed { [k, rows] } else { [rows, k] };
            let one = I::of(1);
            // SAFETY: by `check`, the matrix has `rows * columns` elements without gaps, and the
            // vectors have as many as its rows and columns. The factors outlive the call.
            unsafe {
                call(
                    ROW_MAJOR,
                    transposition(transposed),
                    I::of(rows),
                    I::of(columns),
                    T::ONE.number(),
                    matrix.as_ptr(),
                    I::of(columns),
                    vector.as_ptr(),
                    one,
                    T::ZERO.number(),
                    c.as_mut_ptr(),
                    one,
                );
            }
        }))
    }

    /// Returns the function that multiplies a batch in one call.
    fn batched<I: Integer, T: Blas>(&self) -> Option<Gemm<T>> {
        // SAFETY: the type of `gemm_batch_strided` with integers of type `I`.
        let call: CblasBatch<I, T::Number, T> =
            unsafe { self.library.function(&self.name::<T>("gemm_batch_strided"))? };
        let library = self.library.clone();
        Some(Box::new(move |product, a, b, c| {
            let _alive = &library;
            product.check(a, b, c);
            let &Product { m, n, k, batch, .. } = product;
            // SAFETY: by `check`, the slices hold all matrices of the batch, one after the other.
            // The factors outlive the call.
            unsafe {
                call(
                    ROW_MAJOR,
                    transposition(product.a_transposed),
                    transposition(product.b_transposed),
                    I::of(m),
                    I::of(n),
                    I::of(k),
                    T::ONE.number(),
                    a.as_ptr(),
                    I::of(product.lda()),
                    I::of(m * k),
                    b.as_ptr(),
                    I::of(product.ldb()),
                    I::of(k * n),
                    T::ZERO.number(),
                    c.as_mut_ptr(),
                    I::of(n),
                    I::of(m * n),
                    I::of(batch),
                );
            }
        }))
    }
}

/// Calls a `gemm` once per product of a batch. The factors are one and zero.
fn gemm_all<I: Integer, F: Copy, A, C>(
    product: &Product,
    a: &[A],
    b: &[A],
    c: &mut [C],
    call: CblasGemm<I, F, A, C>,
    [one, zero]: [F; 2],
) {
    product.check(a, b, c);
    let &Product { m, n, k, .. } = product;
    for i in 0..product.batch {
        // SAFETY: by `check`, the slices hold `batch` matrices, so matrix `i` is in bounds.
        unsafe {
            call(
                ROW_MAJOR,
                transposition(product.a_transposed),
                transposition(product.b_transposed),
                I::of(m),
                I::of(n),
                I::of(k),
                one,
                a.as_ptr().add(i * m * k),
                I::of(product.lda()),
                b.as_ptr().add(i * k * n),
                I::of(product.ldb()),
                zero,
                c.as_mut_ptr().add(i * m * n),
                I::of(n),
            );
        }
    }
}

/// A real type that MKL compiles products for at run time.
pub trait Compiled: Blas<Number = Self> {}
impl Compiled for f32 {}
impl Compiled for f64 {}

type CreateJit<T> = unsafe extern "C" fn(
    *mut *mut c_void,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    T,
    c_int,
    c_int,
    T,
    c_int,
) -> c_int;

type JitKernel<T> = unsafe extern "C" fn(*mut c_void, *mut T, *mut T, *mut T);

/// Code that MKL has compiled for a product.
struct Jit {
    code: *mut c_void,
    destroy: unsafe extern "C" fn(*mut c_void) -> c_int,
    /// The code lives in this library's memory.
    _mkl: Shared,
}

impl Drop for Jit {
    fn drop(&mut self) {
        // SAFETY: `code` was created by the same library, and nobody else destroys it.
        unsafe { (self.destroy)(self.code) };
    }
}

/// Returns code that MKL compiles for one product; `None` if it would call its usual function.
pub fn mkl_jit<T: Compiled>(mkl: &Shared, product: &Product) -> Option<Gemm<T>> {
    let only = *product;
    let Product { m, n, k, .. } = only;
    // SAFETY: the types of these functions in MKL's header. `mkl_cblas_jit_create_?gemm` is what C
    // programs call as `mkl_jit_create_?gemm`; the function of that name is for Fortran.
    let (create, get_kernel, destroy): (
        CreateJit<T>,
        unsafe extern "C" fn(*const c_void) -> Option<JitKernel<T>>,
        _,
    ) = unsafe {
        (
            mkl.function(&format!("mkl_cblas_jit_create_{}gemm", T::LETTER))?,
            mkl.function(&format!("mkl_jit_get_{}gemm_ptr", T::LETTER))?,
            mkl.function("mkl_jit_destroy")?,
        )
    };
    let mut code = ptr::null_mut();
    // SAFETY: `code` is where the function writes an address.
    let status = unsafe {
        create(
            &mut code,
            ROW_MAJOR,
            transposition(only.a_transposed),
            transposition(only.b_transposed),
            m as c_int,
            n as c_int,
            k as c_int,
            T::ONE,
            only.lda() as c_int,
            only.ldb() as c_int,
            T::ZERO,
            n as c_int,
        )
    };
    // On errors (2), there is nothing to destroy.
    if status == 2 || code.is_null() {
        return None;
    }
    let jit = Jit { code, destroy, _mkl: mkl.clone() };
    // SAFETY: `code` was created just now.
    let kernel = unsafe { get_kernel(jit.code) }?;
    // 1 means that the kernel is the usual function.
    if status != 0 {
        return None;
    }
    Some(Box::new(move |product, a, b, c| {
        // All of it: a closure that only names a field does not own the code.
        let jit = &jit;
        assert_eq!(*product, only);
        product.check(a, b, c);
        for i in 0..product.batch {
            // SAFETY: the code is for matrices of this size, and by `check`, the slices hold
            // `batch` of them. It only reads A and B.
            unsafe {
                kernel(
                    jit.code,
                    a.as_ptr().add(i * m * k).cast_mut(),
                    b.as_ptr().add(i * k * n).cast_mut(),
                    c.as_mut_ptr().add(i * m * n),
                );
            }
        }
    }))
}

/// Returns MKL's product of narrow floats.
///
/// # Safety
///
/// The function of this name has the type `CblasGemm<c_int, F, A, C>`.
unsafe fn mkl_narrow<F: Copy + 'static, A: 'static, C: 'static>(
    mkl: &Shared,
    name: &str,
    factors: [F; 2],
) -> Option<Gemm<A, A, C>> {
    // SAFETY: by this function's contract.
    let call: CblasGemm<c_int, F, A, C> = unsafe { mkl.function(name)? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        gemm_all(product, a, b, c, call, factors);
    }))
}

/// Returns MKL's product of `bf16` matrices into `f32`.
pub fn mkl_gemm_bf16(mkl: &Shared) -> Option<Gemm<bf16, bf16, f32>> {
    // SAFETY: its type in MKL's header, where `MKL_BF16` is an integer of 16 bits, as in `half`.
    unsafe { mkl_narrow(mkl, "cblas_gemm_bf16bf16f32", [1.0f32, 0.0]) }
}

/// Returns MKL's product of `f16` matrices into `f32`.
pub fn mkl_gemm_f16(mkl: &Shared) -> Option<Gemm<f16, f16, f32>> {
    // SAFETY: its type in MKL's header, where `MKL_F16` is an integer of 16 bits, as in `half`.
    unsafe { mkl_narrow(mkl, "cblas_gemm_f16f16f32", [1.0f32, 0.0]) }
}

/// Returns MKL's product of `f16` matrices into `f16`.
pub fn mkl_hgemm(mkl: &Shared) -> Option<Gemm<f16>> {
    // SAFETY: as above; its factors are passed as such integers, too.
    unsafe { mkl_narrow(mkl, "cblas_hgemm", [f16::ONE.to_bits(), f16::ZERO.to_bits()]) }
}

type CblasGemmS8U8S32 = unsafe extern "C" fn(
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    f32,
    *const u8,
    c_int,
    i8,
    *const i8,
    c_int,
    i8,
    f32,
    *mut i32,
    c_int,
    *const i32,
);

/// Calls MKL's product of unsigned and signed bytes. `offset` is added to the elements of A.
fn gemm_s8u8s32(
    call: CblasGemmS8U8S32,
    product: &Product,
    a: &[u8],
    offset: i8,
    b: &[i8],
    c: &mut [i32],
) {
    product.check(a, b, c);
    let &Product { m, n, k, batch, .. } = product;
    assert_eq!(batch, 1);
    // SAFETY: by `check`, the slices hold the matrices. 173 (`CblasFixOffset`) makes it read one
    // offset for C, which the last argument points to.
    unsafe {
        call(
            ROW_MAJOR,
            transposition(product.a_transposed),
            transposition(product.b_transposed),
            173,
            m as c_int,
            n as c_int,
            k as c_int,
            1.0,
            a.as_ptr(),
            product.lda() as c_int,
            offset,
            b.as_ptr(),
            product.ldb() as c_int,
            0,
            0.0,
            c.as_mut_ptr(),
            n as c_int,
            &0,
        );
    }
}

/// Returns MKL's product of unsigned and signed bytes. Its name `s8u8` is for column-major order;
/// in row-major order, A is unsigned.
pub fn mkl_gemm_u8i8(mkl: &Shared) -> Option<Gemm<u8, i8, i32>> {
    // SAFETY: the type of this function in MKL's documentation.
    let call: CblasGemmS8U8S32 = unsafe { mkl.function("cblas_gemm_s8u8s32")? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        gemm_s8u8s32(call, product, a, 0, b, c);
    }))
}

/// Returns the product of signed bytes as MKL's users make it: each call adds 128 to the elements
/// of A, so that they are unsigned, and passes the offset -128.
pub fn mkl_gemm_i8i8(mkl: &Shared) -> Option<Gemm<i8, i8, i32>> {
    // SAFETY: the type of this function in MKL's documentation.
    let call: CblasGemmS8U8S32 = unsafe { mkl.function("cblas_gemm_s8u8s32")? };
    let mkl = mkl.clone();
    let unsigned = RefCell::new(Vec::new());
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        let mut unsigned = unsigned.borrow_mut();
        unsigned.clear();
        unsigned.extend(a.iter().map(|&x| x as u8 ^ 0x80));
        gemm_s8u8s32(call, product, &unsigned, i8::MIN, b, c);
    }))
}
