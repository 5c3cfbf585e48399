//! Memory between two pages that nobody may touch: a loop that reads or writes one byte too much
//! dies.

use std::ptr::null_mut;

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
    /// The usable bytes between the pages.
    pub const ROOM: usize = 1 << 14;

    /// Room for [`Self::ROOM`] bytes.
    pub fn new() -> Self {
        // SAFETY: a fresh mapping, of which the middle is made usable.
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

    /// A copy of `bytes` on one side of the room, aligned as elements are of which they are a
    /// multiple.
    pub fn put(&mut self, bytes: &[u8], side: Side) -> &mut [u8] {
        assert!(bytes.len() <= Self::ROOM);
        let offset = if side == Side::Begin { 0 } else { Self::ROOM - bytes.len() };
        // SAFETY: the room is mapped, large enough, and borrowed exclusively.
        unsafe {
            let at = self.start.add(offset);
            core::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len());
            core::slice::from_raw_parts_mut(at, bytes.len())
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and nothing borrows from it any more.
        unsafe { libc::munmap(self.start.sub(self.page).cast(), Self::ROOM + 2 * self.page) };
    }
}
