//! `cblas_xerbla`, which is told what is wrong with a call. Programs may define their own.

use crate::arguments::Refusal;
use core::ffi::{CStr, c_char, c_int};
use core::sync::atomic::{AtomicI32, Ordering};

/// 1 while `cblas_xerbla` is told about a row-major call, and 0 otherwise: netlib's CBLAS has this
/// variable, too, so that such functions can find out which argument a number stands for.
#[allow(non_upper_case_globals)]
#[unsafe(no_mangle)]
pub static RowMajorStrg: AtomicI32 = AtomicI32::new(0);

/// Writes what is wrong with a call to standard error and ends the program with the status 255, as
/// netlib's CBLAS does.
///
/// A program that defines a function of this name gets these calls instead: it is declared as
/// `void cblas_xerbla(int info, const char *routine, const char *form, ...)`, where `form` is that
/// of `printf`. If it returns, the routine returns, too, and has written nothing.
///
/// # Safety
/// `routine` and `form` are strings that end with 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cblas_xerbla(info: c_int, routine: *const c_char, form: *const c_char) {
    // SAFETY: they are strings, by this function's contract.
    let (routine, form) = unsafe { (CStr::from_ptr(routine), CStr::from_ptr(form)) };
    let (routine, form) = (routine.to_string_lossy(), form.to_string_lossy());
    if info != 0 {
        let is_row_major = RowMajorStrg.load(Ordering::Relaxed) != 0;
        let number = if is_row_major { by_rows(info, &routine) } else { info };
        eprintln!("Parameter {number} to routine {routine} was incorrect");
    } else {
        eprintln!("{routine} failed");
    }
    eprint!("{form}");
    std::process::exit(-1);
}

/// The number of an argument of a row-major call, from the one that it has in the column-major
/// call that computes the transposed result.
fn by_rows(info: c_int, routine: &str) -> c_int {
    let exchanged: &[[c_int; 2]] = if routine.contains("gemm") {
        &[[4, 5], [9, 11]]
    } else if routine.contains("gemv") {
        &[[3, 4]]
    } else if routine.contains("ger") {
        &[[2, 3], [6, 8]]
    } else {
        &[]
    };
    for &[first, second] in exchanged {
        if info == first {
            return second;
        }
        if info == second {
            return first;
        }
    }
    info
}

/// The function that is told, as this library has it.
type Handler = unsafe extern "C" fn(c_int, *const c_char, *const c_char);

/// The same, as C declares it.
type VariadicHandler = unsafe extern "C" fn(c_int, *const c_char, *const c_char, ...);

/// The program's own `cblas_xerbla`, if it has one: the dynamic linker writes the address here.
static HANDLER: Handler = cblas_xerbla;

/// Tells `cblas_xerbla` what is wrong with a call of a routine.
#[cold]
pub(crate) fn report(routine: &CStr, refusal: &Refusal) {
    RowMajorStrg.store(refusal.is_row_major.into(), Ordering::Relaxed);
    // SAFETY: the program's function is declared as C declares it. Ours lacks the dots, and is
    // called in the same way if there are no arguments for them, as here: the text has no
    // conversions. Both get strings. A volatile read is not replaced by the function that is
    // written above.
    unsafe {
        let handler = core::ptr::read_volatile(&HANDLER);
        let handler = core::mem::transmute::<Handler, VariadicHandler>(handler);
        handler(refusal.info, routine.as_ptr(), refusal.text.as_ptr());
    }
    RowMajorStrg.store(0, Ordering::Relaxed);
}

/// The name of a function as a string of C.
macro_rules! c_name {
    ($name:ident) => {
        const {
            match core::ffi::CStr::from_bytes_with_nul(concat!(stringify!($name), "\0").as_bytes())
            {
                Ok(name) => name,
                Err(_) => unreachable!(),
            }
        }
    };
}
pub(crate) use c_name;
