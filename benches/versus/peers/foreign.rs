//! Shared libraries in C: MKL and OpenBLAS, loaded where they are found. The only file here with
//! their calls; all of them are checked for lengths. That the names which `peers` asks for are
//! functions of these types is taken on trust.

use libloading::Library;
use std::ffi::{c_char, c_int};
use std::path::Path;
use std::rc::Rc;

/// A shared library whose functions are trusted to be what their names say.
#[derive(Clone)]
pub struct Shared(Rc<Library>);

impl Shared {
    /// Loads a library, with its functions visible to those that are loaded later.
    ///
    /// # Errors
    ///
    /// The loader's.
    pub fn load(path: &Path) -> Result<Self, String> {
        #[cfg(unix)]
        {
            use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_LAZY};
            // SAFETY: initialisers of the libraries that this is called for do nothing but set
            // themselves up.
            let library = unsafe { Library::open(Some(path), RTLD_LAZY | RTLD_GLOBAL) };
            Ok(Shared(Rc::new(library.map_err(|error| error.to_string())?.into())))
        }
        #[cfg(not(unix))]
        {
            // SAFETY: as above.
            let library = unsafe { Library::new(path) };
            Ok(Shared(Rc::new(library.map_err(|error| error.to_string())?)))
        }
    }

    /// A function of the library, if it has it.
    ///
    /// # Safety
    ///
    /// It has the type `F`, a function pointer, which is not called once the library is gone.
    unsafe fn function<F: Copy>(&self, name: &str) -> Option<F> {
        // SAFETY: the caller's promise.
        unsafe { self.0.get::<F>(name.as_bytes()).ok().map(|symbol| *symbol) }
    }

    /// Calls a function that takes a number, and gives one or nothing.
    pub fn set(&self, name: &str, number: i32) -> Option<()> {
        // SAFETY: functions that set numbers of threads, layers and instruction sets have this
        // type; a result is left in its register.
        unsafe { self.function::<unsafe extern "C" fn(c_int)>(name)?(number) };
        Some(())
    }

    /// Calls a function that writes text into a buffer of a given length.
    pub fn text(&self, name: &str) -> Option<String> {
        let mut buffer = [0u8; 256];
        // SAFETY: functions that give versions have this type, and write no more than that.
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

/// A number type that the libraries have functions for.
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

/// MKL's vector mathematics. `function` is its name there (`Exp`), `mode` the accuracy and the
/// handling of errors.
pub fn vml_unary<T: Real>(mkl: &Shared, function: &str, mode: i64) -> Option<Unary<T>> {
    // SAFETY: the type of all unary functions of VML in mode `vm`.
    let call: VmlUnary<T> = unsafe { mkl.function(&format!("vm{}{function}", T::LETTER))? };
    let mkl = mkl.clone();
    Some(Box::new(move |x, y| {
        let _alive = &mkl;
        assert_eq!(x.len(), y.len());
        // SAFETY: both have so many elements.
        unsafe { call(x.len() as c_int, x.as_ptr(), y.as_mut_ptr(), mode) }
    }))
}

/// As [`vml_unary`], of two vectors.
pub fn vml_binary<T: Real>(mkl: &Shared, function: &str, mode: i64) -> Option<Binary<T>> {
    // SAFETY: the type of all binary functions of VML in mode `vm`.
    let call: VmlBinary<T> = unsafe { mkl.function(&format!("vm{}{function}", T::LETTER))? };
    let mkl = mkl.clone();
    Some(Box::new(move |a, b, y| {
        let _alive = &mkl;
        assert!(a.len() == y.len() && b.len() == y.len());
        // SAFETY: all have so many elements.
        unsafe { call(a.len() as c_int, a.as_ptr(), b.as_ptr(), y.as_mut_ptr(), mode) }
    }))
}

/// A call on two operands of eight elements, and whether it went well.
pub type OfEight = Box<dyn Fn(&[f32; 8], &[f32; 8], &mut [f32; 8]) -> bool>;

/// A call in our own shared library, `shared.rs`.
pub fn of_eight(ours: &Shared, function: &str) -> Option<OfEight> {
    // SAFETY: the type of all functions there.
    let call: extern "C" fn(&[f32; 8], &[f32; 8], &mut [f32; 8]) -> bool =
        unsafe { ours.function(function)? };
    let ours = ours.clone();
    Some(Box::new(move |a, b, out| {
        let _alive = &ours;
        call(a, b, out)
    }))
}

/// A product of matrices without strides other than those of rows: `c = a @ b`.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Rows of C.
    pub m: usize,
    /// Columns of C.
    pub n: usize,
    /// Columns of A.
    pub k: usize,
    /// Whether A lies column after column.
    pub a_transposed: bool,
    /// Whether B lies column after column.
    pub b_transposed: bool,
    /// How many such products there are, one after the other.
    pub batch: usize,
}

impl Product {
    /// The distance between rows of A as it lies in memory, or between columns.
    fn lda(&self) -> usize {
        if self.a_transposed { self.m } else { self.k }
    }

    fn ldb(&self) -> usize {
        if self.b_transposed { self.k } else { self.n }
    }

    fn check<A, B, C>(&self, a: &[A], b: &[B], c: &[C]) {
        let Product { m, n, k, batch, .. } = *self;
        assert!(a.len() == m * k * batch && b.len() == k * n * batch && c.len() == m * n * batch);
    }
}

/// CBLAS's numbers for row-major matrices, and for operands that are and are not transposed.
const ROW_MAJOR: c_int = 101;
const fn transposition(transposed: bool) -> c_int {
    if transposed { 112 } else { 111 }
}

/// How large the integers of a BLAS are.
#[derive(Clone, Copy, Debug)]
pub enum Integers {
    /// 32 bits.
    Lp64,
    /// 64 bits.
    Ilp64,
}

/// `gemm` of a CBLAS.
pub type Gemm<T> = Box<dyn Fn(&Product, &[T], &[T], &mut [T])>;

type CblasGemm<I, T> =
    unsafe extern "C" fn(c_int, c_int, c_int, I, I, I, T, *const T, I, *const T, I, T, *mut T, I);

/// The CBLAS `gemm` of a library: `prefix`, the letter of the type and `suffix` around its name.
pub fn cblas_gemm<T: Real + From<u8>>(
    library: &Shared,
    prefix: &str,
    suffix: &str,
    integers: Integers,
) -> Option<Gemm<T>> {
    let name = format!("{prefix}cblas_{}gemm{suffix}", T::LETTER);
    match integers {
        Integers::Lp64 => {
            // SAFETY: the type of CBLAS.
            let call = unsafe { library.function(&name)? };
            Some(gemm_of::<i32, T>(library, call, |x| x as i32))
        }
        Integers::Ilp64 => {
            // SAFETY: as above.
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
            // SAFETY: the slices have the elements of so many matrices.
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

/// MKL's product of many matrices in one call.
pub fn mkl_batched_gemm<T: Real + From<u8>>(mkl: &Shared) -> Option<Gemm<T>> {
    // SAFETY: its type.
    let call: CblasBatch<T> =
        unsafe { mkl.function(&format!("cblas_{}gemm_batch_strided", T::LETTER))? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        product.check(a, b, c);
        let &Product { m, n, k, batch, .. } = product;
        // SAFETY: the slices have the elements of so many matrices.
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

/// A product of one kind of matrices into another.
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

/// MKL's product of unsigned and signed bytes. Its name is that for column-major order; in
/// row-major order, A is the unsigned one.
pub fn mkl_gemm_u8i8(mkl: &Shared) -> Option<WideningGemm<u8, i8, i32>> {
    // SAFETY: its type.
    let call: CblasGemmS8U8S32 = unsafe { mkl.function("cblas_gemm_s8u8s32")? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        product.check(a, b, c);
        let &Product { m, n, k, .. } = product;
        // SAFETY: the slices have the elements of the matrices; 173 is one offset for all of C, of
        // which there is one.
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

/// MKL's product of `bf16` to `f32`.
pub fn mkl_gemm_bf16(mkl: &Shared) -> Option<WideningGemm<half::bf16, half::bf16, f32>> {
    // SAFETY: its type.
    let call: CblasGemmBf16 = unsafe { mkl.function("cblas_gemm_bf16bf16f32")? };
    let mkl = mkl.clone();
    Some(Box::new(move |product, a, b, c| {
        let _alive = &mkl;
        product.check(a, b, c);
        let &Product { m, n, k, .. } = product;
        // SAFETY: the slices have the elements of the matrices.
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
