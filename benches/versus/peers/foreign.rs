//! Shared libraries in C: MKL and OpenBLAS. This is the only file that calls them, and every call
//! checks the lengths of its slices. That a name stands for a function of the type declared here
//! follows from the libraries' documentation; nothing checks it.

use libloading::Library;
use std::ffi::{CStr, c_char, c_int};
use std::path::Path;
use std::rc::Rc;

/// A shared library whose functions have the types that its documentation states.
#[derive(Clone)]
pub struct Shared(Rc<Library>);

impl Shared {
    /// Loads a library. Libraries that are loaded later see its functions.
    ///
    /// # Errors
    ///
    /// Those of the loader.
    pub fn load(path: &Path) -> Result<Self, String> {
        #[cfg(unix)]
        {
            use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_LAZY};
            // SAFETY: the initialisers of MKL, OpenMP, OpenBLAS and our own library only set up
            // their own state.
            let library = unsafe { Library::open(Some(path), RTLD_LAZY | RTLD_GLOBAL) };
            Ok(Shared(Rc::new(library.map_err(|error| error.to_string())?.into())))
        }
        #[cfg(not(unix))]
        {
            // SAFETY: as for Unix.
            let library = unsafe { Library::new(path) };
            Ok(Shared(Rc::new(library.map_err(|error| error.to_string())?)))
        }
    }

    /// Returns a function of the library, if it exists.
    ///
    /// # Safety
    ///
    /// `F` is the function's type, a function pointer, and is not called after the library is
    /// closed.
    unsafe fn function<F: Copy>(&self, name: &str) -> Option<F> {
        // SAFETY: `F` is the type of the function, by this function's contract.
        unsafe { self.0.get::<F>(name.as_bytes()).ok().map(|symbol| *symbol) }
    }

    /// Calls a function that takes a number and returns nothing, or a number, which is ignored.
    pub fn set(&self, name: &str, number: i32) -> Option<()> {
        // SAFETY: the setters of threads, spinning and layers take one `int`. A
        // result comes in a register, which the caller may ignore.
        unsafe { self.function::<unsafe extern "C" fn(c_int)>(name)?(number) };
        Some(())
    }

    /// Calls a function that takes a number and returns whether it can do that.
    pub fn can_set(&self, name: &str, number: i32) -> bool {
        // SAFETY: the setter of instruction sets has this type.
        let set = unsafe { self.function::<unsafe extern "C" fn(c_int) -> c_int>(name) };
        // SAFETY: as above.
        set.is_some_and(|set| unsafe { set(number) } == 1)
    }

    /// Calls a function that returns a text.
    pub fn returned_text(&self, name: &str) -> Option<String> {
        // SAFETY: functions that describe a configuration have this type, and return a static text
        // that ends with a zero byte.
        let text =
            unsafe { CStr::from_ptr(self.function::<extern "C" fn() -> *const c_char>(name)?()) };
        Some(text.to_string_lossy().into_owned())
    }

    /// Calls a function that writes a text into a buffer of a given length.
    pub fn written_text(&self, name: &str) -> Option<String> {
        let mut buffer = [0u8; 256];
        // SAFETY: functions that write a version have this type, and write no more bytes than the
        // length that they are passed, which is less than that of the buffer.
        unsafe {
            self.function::<unsafe extern "C" fn(*mut c_char, c_int)>(name)?(
                buffer.as_mut_ptr().cast(),
                buffer.len() as c_int - 1,
            );
        }
        let end = buffer.iter().position(|&byte| byte == 0)?;
        Some(String::from_utf8_lossy(&buffer[..end]).trim().to_owned())
    }
}

/// Sets a variable that a library reads when it is loaded.
pub fn set_variable(name: &str, value: &str) {
    // SAFETY: libraries are loaded before the first call on several threads, so no other thread
    // reads or writes the environment.
    unsafe { std::env::set_var(name, value) };
}

/// A float type of BLAS.
pub trait Real: Copy + 'static {
    /// Its letter in the names of BLAS.
    const LETTER: char;
}
impl Real for f32 {
    const LETTER: char = 's';
}
impl Real for f64 {
    const LETTER: char = 'd';
}

/// A function of a vector, into another one of the same length.
pub type Unary<T> = Box<dyn Fn(&[T], &mut [T])>;

/// A function of two vectors, into another one of the same length.
pub type Binary<T> = Box<dyn Fn(&[T], &[T], &mut [T])>;

type VmlUnary<T> = unsafe extern "C" fn(c_int, *const T, *mut T, i64);
type VmlBinary<T> = unsafe extern "C" fn(c_int, *const T, *const T, *mut T, i64);

/// Returns a function of MKL's vector mathematics. `function` is its name in MKL, such as `Exp`;
/// `mode` sets the accuracy and the handling of errors.
pub fn vml_unary<T: Real>(mkl: &Shared, function: &str, mode: i64) -> Option<Unary<T>> {
    // SAFETY: the type of all unary functions of VML in mode `vm`.
    let call: VmlUnary<T> = unsafe { mkl.function(&format!("vm{}{function}", T::LETTER))? };
    let mkl = mkl.clone();
    Some(Box::new(move |x, y| {
        let _alive = &mkl;
        assert_eq!(x.len(), y.len());
        // SAFETY: both slices have `x.len()` elements, as just checked.
        unsafe { call(x.len() as c_int, x.as_ptr(), y.as_mut_ptr(), mode) }
    }))
}

/// Like [`vml_unary`], for functions of two vectors.
pub fn vml_binary<T: Real>(mkl: &Shared, function: &str, mode: i64) -> Option<Binary<T>> {
    // SAFETY: the type of all binary functions of VML in mode `vm`.
    let call: VmlBinary<T> = unsafe { mkl.function(&format!("vm{}{function}", T::LETTER))? };
    let mkl = mkl.clone();
    Some(Box::new(move |a, b, y| {
        let _alive = &mkl;
        assert!(a.len() == y.len() && b.len() == y.len());
        // SAFETY: all slices have `a.len()` elements, as just checked.
        unsafe { call(a.len() as c_int, a.as_ptr(), b.as_ptr(), y.as_mut_ptr(), mode) }
    }))
}

/// A call on two operands of eight elements and an output. It returns whether it succeeded.
pub type OfEight = Box<dyn Fn(&[f32; 8], &[f32; 8], &mut [f32; 8]) -> bool>;

/// Returns a function of our own shared library, `shared.rs`.
pub fn of_eight(ours: &Shared, function: &str) -> Option<OfEight> {
    // SAFETY: the macro in `shared.rs` defines all functions with this type.
    let call: extern "C" fn(&[f32; 8], &[f32; 8], &mut [f32; 8]) -> bool =
        unsafe { ours.function(function)? };
    let ours = ours.clone();
    Some(Box::new(move |a, b, out| {
        let _alive = &ours;
        call(a, b, out)
    }))
}

/// The product of contiguous matrices `c = a @ b`, or a batch of such products.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Rows of C.
    pub m: usize,
    /// Columns of C.
    pub n: usize,
    /// Columns of A.
    pub k: usize,
    /// Whether A is stored column by column.
    pub a_transposed: bool,
    /// Whether B is stored column by column.
    pub b_transposed: bool,
    /// The number of products, whose matrices are stored one after the other.
    pub batch: usize,
}

impl Product {
    /// BLAS's leading dimension of A: the distance between its rows, or columns if transposed.
    fn lda(&self) -> usize {
        if self.a_transposed { self.m } else { self.k }
    }

    /// The same of B.
    fn ldb(&self) -> usize {
        if self.b_transposed { self.k } else { self.n }
    }

    /// Panics unless the slices have exactly the elements of all matrices of the batch.
    fn check<A, B, C>(&self, a: &[A], b: &[B], c: &[C]) {
        let Product { m, n, k, batch, .. } = *self;
        assert!(a.len() == m * k * batch && b.len() == k * n * batch && c.len() == m * n * batch);
    }
}

/// CBLAS's number for row-major matrices.
const ROW_MAJOR: c_int = 101;

/// Returns CBLAS's number for an operand that is transposed or not.
const fn transposition(transposed: bool) -> c_int {
    if transposed { 112 } else { 111 }
}

/// The size of a BLAS's integers.
#[derive(Clone, Copy, Debug)]
pub enum Integers {
    /// 32 bits.
    Lp64,
    /// 64 bits.
    Ilp64,
}

/// A function that multiplies matrices: A, B, then C.
pub type Gemm<T> = Box<dyn Fn(&Product, &[T], &[T], &mut [T])>;

type CblasGemm<I, T> =
    unsafe extern "C" fn(c_int, c_int, c_int, I, I, I, T, *const T, I, *const T, I, T, *mut T, I);

/// Returns the CBLAS `gemm` of a library. `prefix` and `suffix` surround the usual name.
pub fn cblas_gemm<T: Real + From<u8>>(
    library: &Shared,
    prefix: &str,
    suffix: &str,
    integers: Integers,
) -> Option<Gemm<T>> {
    let name = format!("{prefix}cblas_{}gemm{suffix}", T::LETTER);
    match integers {
        Integers::Lp64 => {
            // SAFETY: the type of `gemm` in CBLAS with integers of 32 bits.
            let call = unsafe { library.function(&name)? };
            Some(gemm_of::<i32, T>(library, call, |x| x as i32))
        }
        Integers::Ilp64 => {
            // SAFETY: the type of `gemm` in CBLAS with integers of 64 bits.
            let call = unsafe { library.function(&name)? };
            Some(gemm_of::<i64, T>(library, call, |x| x as i64))
        }
    }
}

fn gemm_of<I: Copy + 'static, T: Real + From<u8>>(
    library: &Shared,
    call: CblasGemm<I, T>,
    int: fn(usize) -> I,
) -> Gemm<T> {
    let library = library.clone();
    Box::new(move |product, a, b, c| {
        let _alive = &library;
        product.check(a, b, c);
        let &Product { m, n, k, .. } = product;
        for i in 0..product.batch {
            // SAFETY: by `check`, the slices hold `batch` matrices, so matrix `i` is in bounds.
            unsafe {
                call(
                    ROW_MAJOR,
                    transposition(product.a_transposed),
                    transposition(product.b_transposed),
                    int(m),
                    int(n),
                    int(k),
                    T::from(1),
                    a.as_ptr().add(i * m * k),
                    int(product.lda()),
                    b.as_ptr().add(i * k * n),
                    int(product.ldb()),
                    T::from(0),
                    c.as_mut_ptr().add(i * m * n),
                    int(n),
                );
            }
        }
    })
}

type CblasBatch<T> = unsafe extern "C" fn(
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    T,
    *const T,
    c_int,
    c_int,
    *const T,
    c_int,
    c_int,
    T,
    *mut T,
    c_int,
    c_int,
    c_int,
);

/// Returns MKL's function that multiplies a batch in one call.
pub fn mkl_batched_gemm<T: Real + From<u8>>(mkl: &Shared) -> Option<Gemm<T>> {
    // SAFETY: the type of `cblas_?gemm_batch_strided` in MKL's documentation.
    let call: CblasBatch<T> =
        unsafe { mkl.function(&format!("cblas_{}gemm_batch_strided", T::LETTER))? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        product.check(a, b, c);
        let &Product { m, n, k, batch, .. } = product;
        // SAFETY: by `check`, the slices hold all matrices of the batch.
        unsafe {
            call(
                ROW_MAJOR,
                transposition(product.a_transposed),
                transposition(product.b_transposed),
                m as c_int,
                n as c_int,
                k as c_int,
                T::from(1),
                a.as_ptr(),
                product.lda() as c_int,
                (m * k) as c_int,
                b.as_ptr(),
                product.ldb() as c_int,
                (k * n) as c_int,
                T::from(0),
                c.as_mut_ptr(),
                n as c_int,
                (m * n) as c_int,
                batch as c_int,
            );
        }
    }))
}

/// A function that multiplies matrices of two types into a third one.
pub type WideningGemm<A, B, C> = Box<dyn Fn(&Product, &[A], &[B], &mut [C])>;

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

/// Returns MKL's product of unsigned and signed bytes. Its name `s8u8` is for column-major order;
/// in row-major order, A is unsigned.
pub fn mkl_gemm_u8i8(mkl: &Shared) -> Option<WideningGemm<u8, i8, i32>> {
    // SAFETY: the type of this function in MKL's documentation.
    let call: CblasGemmS8U8S32 = unsafe { mkl.function("cblas_gemm_s8u8s32")? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        product.check(a, b, c);
        let &Product { m, n, k, .. } = product;
        // SAFETY: by `check`, the slices hold the matrices. 173 (`CblasFixOffset`) makes it read
        // one offset for C, which the last argument points to.
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
                0,
                b.as_ptr(),
                product.ldb() as c_int,
                0,
                0.0,
                c.as_mut_ptr(),
                n as c_int,
                &0,
            );
        }
    }))
}

type CblasGemmBf16 = unsafe extern "C" fn(
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    f32,
    *const half::bf16,
    c_int,
    *const half::bf16,
    c_int,
    f32,
    *mut f32,
    c_int,
);

/// Returns MKL's product of `bf16` matrices into `f32`.
pub fn mkl_gemm_bf16(mkl: &Shared) -> Option<WideningGemm<half::bf16, half::bf16, f32>> {
    // SAFETY: the type of this function in MKL's documentation.
    let call: CblasGemmBf16 = unsafe { mkl.function("cblas_gemm_bf16bf16f32")? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        product.check(a, b, c);
        let &Product { m, n, k, .. } = product;
        // SAFETY: by `check`, the slices hold the matrices.
        unsafe {
            call(
                ROW_MAJOR,
                transposition(product.a_transposed),
                transposition(product.b_transposed),
                m as c_int,
                n as c_int,
                k as c_int,
                1.0,
                a.as_ptr(),
                product.lda() as c_int,
                b.as_ptr(),
                product.ldb() as c_int,
                0.0,
                c.as_mut_ptr(),
                n as c_int,
            );
        }
    }))
}
