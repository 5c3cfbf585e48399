//! Shared libraries in C: MKL and OpenBLAS. Only this file and `foreign/` call them, and every call
//! checks the lengths of its slices. That a name stands for a function of the type declared here
//! follows from the libraries' documentation; nothing checks it.

pub mod products;

use libloading::Library;
use std::ffi::{CStr, c_char, c_int};
use std::path::Path;
use std::rc::Rc;
use tightloop::{C32, C64, Element};

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

/// An element type of BLAS.
pub trait Blas: Element {
    /// Its letter in the names of functions.
    const LETTER: char;
    /// How functions take a number: real ones by value, complex ones by address.
    type Number: Copy;
    /// Returns a number as functions take it. It is not used after the borrow.
    fn number(&self) -> Self::Number;
}

macro_rules! blas {
    ($($t:ident $letter:literal $number:ty, |$x:ident| $as_number:expr;)*) => {$(
        impl Blas for $t {
            const LETTER: char = $letter;
            type Number = $number;
            fn number(&self) -> $number {
                let $x = self;
                $as_number
            }
        }
    )*};
}
blas! {
    f32 's' f32, |x| *x;
    f64 'd' f64, |x| *x;
    C32 'c' *const C32, |x| x;
    C64 'z' *const C64, |x| x;
}

/// A function of a vector, into another one of the same length.
pub type Unary<T> = Box<dyn Fn(&[T], &mut [T])>;

/// A function of two vectors, into another one of the same length.
pub type Binary<T> = Box<dyn Fn(&[T], &[T], &mut [T])>;

type VmlUnary<T> = unsafe extern "C" fn(c_int, *const T, *mut T, i64);
type VmlBinary<T> = unsafe extern "C" fn(c_int, *const T, *const T, *mut T, i64);

/// Returns a function of MKL's vector mathematics. `function` is its name in MKL, such as `Exp`;
/// `mode` sets the accuracy and the handling of errors.
pub fn vml_unary<T: Blas>(mkl: &Shared, function: &str, mode: i64) -> Option<Unary<T>> {
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
pub fn vml_binary<T: Blas>(mkl: &Shared, function: &str, mode: i64) -> Option<Binary<T>> {
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
