//! Memory between two pages that nobody may touch: a loop that reads or writes one byte too much dies.

use std::ptr::null_mut;
use tightloop::Element;

/// The usable bytes between the pages.
const ROOM: usize = 1 << 14;

/// What lies between the pages begins after the first, or ends before the last.
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
    /// Room for [`ROOM`] bytes.
    pub fn new() -> Self {
        // SAFETY: a fresh mapping, of which the middle is made usable.
        unsafe {
            let page = usize::try_from(libc::sysconf(libc::_SC_PAGESIZE)).unwrap();
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
            let mapped = libc::mmap(null_mut(), ROOM + 2 * page, libc::PROT_NONE, flags, -1, 0);
            assert_ne!(mapped, libc::MAP_FAILED);
            let start = mapped.cast::<u8>().add(page);
            assert_eq!(libc::mprotect(start.cast(), ROOM, libc::PROT_READ | libc::PROT_WRITE), 0);
            Self { start, page }
        }
    }

    /// A copy of `elements` on one side of the room.
    pub fn put<T: Element>(&mut self, elements: &[T], side: Side) -> &mut [T] {
        let bytes = size_of_val(elements);
        assert!(bytes <= ROOM);
        let offset = if side == Side::Begin { 0 } else { ROOM - bytes };
        // SAFETY: the room is mapped, large enough, aligned to a page less a multiple of the element, and borrowed exclusively.
        unsafe {
            let at = self.start.add(offset).cast::<T>();
            core::ptr::copy_nonoverlapping(elements.as_ptr(), at, elements.len());
            core::slice::from_raw_parts_mut(at, elements.len())
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and nothing borrows from it any more.
        unsafe { libc::munmap(self.start.sub(self.page).cast(), ROOM + 2 * self.page) };
    }
}
