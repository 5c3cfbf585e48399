//! Memory that ends at a page which is not there, and memory that begins right after one: whoever reads or writes one byte too many does
//! not live to tell.

use core::ffi::c_void;
use core::marker::PhantomData;
use core::ptr;
use tightloop::Element;

/// Room for elements between two pages that are not there.
pub struct Guarded<T> {
    /// Three mappings in a row: no access, `bytes` to read and write, no access.
    mapping: *mut c_void,
    page: usize,
    bytes: usize,
    elements: PhantomData<T>,
}

impl<T: Element> Guarded<T> {
    /// Room for at least `len` elements.
    pub fn new(len: usize) -> Self {
        // SAFETY: asks for a number.
        let page = usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap();
        let bytes = (len * size_of::<T>()).next_multiple_of(page).max(page);
        // SAFETY: a new mapping that overlaps nothing.
        let mapping = unsafe {
            libc::mmap(
                ptr::null_mut(),
                bytes + 2 * page,
                libc::PROT_NONE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        assert_ne!(mapping, libc::MAP_FAILED, "no memory");
        // SAFETY: within the mapping above.
        let status =
            unsafe { libc::mprotect(mapping.byte_add(page), bytes, libc::PROT_READ | libc::PROT_WRITE) };
        assert_eq!(status, 0, "no access to memory");
        Guarded { mapping, page, bytes, elements: PhantomData }
    }

    /// The whole room.
    fn room(&mut self) -> &mut [T] {
        let len = self.bytes / size_of::<T>();
        // SAFETY: `bytes` bytes to read and write, aligned to a page, that this owns; zeros at first, which are an `Element`.
        unsafe { core::slice::from_raw_parts_mut(self.mapping.byte_add(self.page).cast(), len) }
    }

    /// `len` elements, at one end of the room.
    pub fn at(&mut self, end: End, len: usize) -> &mut [T] {
        let room = self.room();
        match end {
            End::First => &mut room[..len],
            End::Last => {
                let start = room.len() - len;
                &mut room[start..]
            }
        }
    }
}

impl<T> Drop for Guarded<T> {
    fn drop(&mut self) {
        // SAFETY: the mapping made in `new`, which nothing borrows any more.
        unsafe { libc::munmap(self.mapping, self.bytes + 2 * self.page) };
    }
}

/// Which page is next to the elements.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// The one before them.
    First,
    /// The one after them.
    Last,
}

impl End {
    pub const BOTH: [End; 2] = [End::First, End::Last];
}
