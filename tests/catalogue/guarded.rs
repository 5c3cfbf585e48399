//! Memory between two inaccessible pages: a loop that reads or writes one byte too many crashes.

use std::ptr::null_mut;

/// The side of the room at which bytes are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Right after an unmapped page.
    Begin,
    /// Right before an unmapped page.
    End,
}

/// Memory between two unmapped pages.
pub struct Guarded {
    start: *mut u8,
    page: usize,
}

impl Guarded {
    /// The number of usable bytes between the pages: enough for the longest operand of `guard.rs`.
    pub const ROOM: usize = 1 << 15;

    /// Maps room for [`Self::ROOM`] bytes.
    pub fn new() -> Self {
        // SAFETY: the mapping is new, so nothing else uses it. `start` and the room lie inside it.
        unsafe {
            let page = usize::try_from(libc::sysconf(libc::_SC_PAGESIZE)).unwrap();
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
            let mapped =
                libc::mmap(null_mut(), Self::ROOM + 2 * page, libc::PROT_NONE, flags, -1, 0);
            assert_ne!(mapped, libc::MAP_FAILED);
            let start = mapped.cast::<u8>().add(page);
            assert_eq!(
                libc::mprotect(start.cast(), Self::ROOM, libc::PROT_READ | libc::PROT_WRITE),
                0
            );
            Self { start, page }
        }
    }

    /// Copies `bytes` to one side of the room. The copy is aligned for elements whose size divides
    /// the number of bytes.
    pub fn put(&mut self, bytes: &[u8], side: Side) -> &mut [u8] {
        assert!(bytes.len() <= Self::ROOM);
        let offset = if side == Side::Begin { 0 } else { Self::ROOM - bytes.len() };
        // SAFETY: `bytes.len()` bytes at `at` lie in the room, which is mapped for reading and
        // writing, borrowed exclusively, and apart from `bytes`.
        unsafe {
            let at = self.start.add(offset);
            core::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len());
            core::slice::from_raw_parts_mut(at, bytes.len())
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: `new` mapped exactly these pages, and nothing borrows from them any more.
        unsafe { libc::munmap(self.start.sub(self.page).cast(), Self::ROOM + 2 * self.page) };
    }
}
