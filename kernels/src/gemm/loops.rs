//! The five loops around the micro-kernel, one function each.

use super::blocking::MOST_COLUMNS;
use super::pack::{MARGIN, Role};
use super::{
    Bytes, Factor, FinishFn, Finished, Gemm, Kernels, Matrix, MatrixMut, MicroKernel, PackPanel,
    Panel, Reading, Sums, Term, Tile,
};
use crate::isa::MAX_FLOATS;
use crate::stored::Stored;
use crate::vector::Vector;
use core::mem::MaybeUninit;
use tightloop_array_core::Element;

/// Which operands are packed, and the sizes of blocks.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    /// The number of rows of a block of A.
    mc: usize,
    /// The number of columns of a block of B.
    nc: usize,
    /// The number of steps of a block: [`Kernels::kc`], or all if there are fewer.
    kc: usize,
    /// Whether full panels of A are packed. Panels at the edge always are.
    packs_a: bool,
    /// Whether B is packed.
    packs_b: bool,
}

impl Schedule {
    /// The schedule of a problem whose vectors lie along the columns of C.
    fn new<E: Factor>(kernels: &Kernels<E::Term>, problem: &Gemm<E::Term, E>) -> Self {
        let &Gemm { m, n, k, a, b, .. } = problem;
        let (mr, nr) = kernels.tile::<E>();
        // A panel of B is read once per panel of A. Contiguous columns pass through the first-level
        // cache well without packing, except at strides at which they evict each other, and so do
        // contiguous rows if there are not many. So packing them pays only if there are many panels
        // of A.
        let panels_in_place = match (b.row_stride, b.col_stride) {
            (1, _) => 16,
            (_, 1) => 8,
            _ => 1,
        };
        let packs_b = !E::IS_TERM || m > panels_in_place * mr;
        let column_bytes = a.col_stride.unsigned_abs().saturating_mul(size_of::<E>());
        // If a register holds all rows, reading B is the limit. CPUs foresee whole lines of it
        // better than a piece of each per block of k, so its panels come one by one.
        let nc = if !packs_b && b.row_stride == 1 && m <= kernels.lanes {
            nr
        } else {
            kernels.nc / E::PARTS
        };
        Schedule {
            mc: evenly(m, kernels.mc / E::PARTS, mr),
            nc: evenly(n, nc, nr),
            kc: k.min(kernels.kc),
            // A panel of A is read once per panel of B. If there are few of these, copying costs
            // more than it gains. It pays earlier if the columns of A are half a page or more
            // apart, so that most are on pages of their own.
            packs_a: !E::IS_TERM
                || a.row_stride != 1
                || n > 12 * nr
                || (n > nr && column_bytes > 2048),
            packs_b,
        }
    }
}

/// The size of the blocks that cut `len` as evenly as multiples of `unit` can. None is larger than
/// `most`.
fn evenly(len: usize, most: usize, unit: usize) -> usize {
    if len <= most {
        return len;
    }
    let count = len.div_ceil(most);
    len.div_ceil(count).next_multiple_of(unit).min(len)
}

impl<T: Term> Kernels<T> {
    /// The number of elements of memory that [`gemm`] needs for this problem. A larger problem with
    /// the same strides never needs less.
    #[inline]
    pub fn workspace<E: Factor<Term = T>>(&self, problem: &Gemm<T, E>) -> usize {
        let &Gemm { m, n, k, a, .. } = problem;
        let m = if a.is_packed { 0 } else { m };
        self.a_space(m * E::PARTS, k) + self.b_space(n * E::PARTS, k) + MARGIN
    }

    /// The rows and columns of a full tile of elements `E`.
    fn tile<E: Factor<Term = T>>(&self) -> (usize, usize) {
        (self.mr().div_ceil(E::PARTS), self.nr() / E::PARTS)
    }

    /// The number of elements of memory for `m` packed lines of `k` steps: see [`pack_all`].
    #[inline]
    pub fn packed_len<E: Factor<Term = T>>(&self, m: usize, k: usize) -> Option<usize> {
        let terms = m.checked_mul(E::PARTS)?.checked_next_multiple_of(self.lanes)?;
        terms.checked_mul(self.line(k))?.checked_add(MARGIN)
    }

    /// The number of elements of memory that [`matvec`] needs for a problem with few columns. Its
    /// parts never need more.
    #[inline]
    pub fn matvec_workspace(&self, problem: &Gemm<T>) -> usize {
        let of_columns = |n| super::matvec::space::<T>(problem.m, n, problem.k);
        of_columns(1).max(of_columns(problem.n))
    }

    /// The number of terms of a packed line of A: one for each group of steps, and, if terms hold
    /// bytes, the sum of each block.
    const fn line(&self, k: usize) -> usize {
        let sums = if self.bytes.is_some() { k.div_ceil(self.kc) } else { 0 };
        k.div_ceil(self.group) + sums
    }

    /// What is done to bytes of A.
    const fn role_of_a(&self) -> Role {
        if self.bytes.is_some() { Role::Summed } else { Role::Plain }
    }

    /// What is done to bytes of B that are read like this.
    fn role_of_b(&self, reading: Reading) -> Role {
        let kind = if reading == Reading::Signed { Bytes::Signed } else { Bytes::Unsigned };
        if self.bytes.is_none_or(|bytes| bytes == kind) { Role::Plain } else { Role::Flipped }
    }

    /// The memory for a packed block of A, of `m` rows of terms. It is that of the largest block: a
    /// smaller problem may be cut less evenly.
    fn a_space(&self, m: usize, k: usize) -> usize {
        self.mc.min(m).next_multiple_of(self.lanes) * self.line(k.min(self.kc))
    }

    /// The memory for a packed block of B.
    fn b_space(&self, n: usize, k: usize) -> usize {
        self.nc.min(n).next_multiple_of(self.column_step) * k.min(self.kc).div_ceil(self.group)
    }
}

/// Computes a problem on this thread, with vectors along the columns of C. Elements have one part.
///
/// # Safety
/// - The problem is [valid](Gemm#validity).
/// - `workspace` is valid for writes of [`Kernels::workspace`] elements, and does not overlap the
///   matrices. Alignment to cache lines makes it faster.
/// - The CPU has the ISA of the kernels.
pub unsafe fn gemm<E: Factor>(
    kernels: &Kernels<E::Term>,
    pack: PackPanel<E>,
    problem: &Gemm<E::Term, E>,
    workspace: *mut E::Term,
) {
    const { assert!(E::PARTS == 1) };
    if problem.m == 0 || problem.n == 0 {
        return;
    }
    let nest = Nest::new(kernels, pack, problem, workspace, None);
    // SAFETY: the problem is valid, the CPU has the ISA, and the two parts of the workspace have
    // room for the largest packed blocks.
    unsafe {
        if problem.k == 0 || problem.alpha == E::Term::ZERO {
            without_products(problem);
        } else {
            nest.column_blocks(problem);
        }
    }
}

/// Computes a problem on this thread, with vectors along the columns of C. The sums of each block
/// of k become elements of C tile by tile.
///
/// # Safety
/// - The problem is [valid](Gemm#validity).
/// - `workspace` is valid for writes of [`Kernels::workspace`] elements, and does not overlap the
///   matrices.
/// - The CPU has the ISA of the kernels and of `finish`.
pub unsafe fn gemm_finished<E: Finished>(
    kernels: &Kernels<E::Term>,
    pack: PackPanel<E>,
    finish: FinishFn<E>,
    problem: &Gemm<E>,
    workspace: *mut E::Term,
) {
    let &Gemm { m, n, k, alpha, beta, .. } = problem;
    if m == 0 || n == 0 {
        return;
    }
    let finishing = Finishing { finish, alpha, beta };
    // SAFETY: as in `gemm`.
    unsafe {
        if k == 0 || alpha == E::ZERO {
            finishing.without_products(kernels.tile::<E>(), problem);
        } else {
            let in_terms = problem.in_terms(E::Term::ONE, E::Term::ZERO);
            let nest = Nest::new(kernels, pack, &in_terms, workspace, Some(finishing));
            nest.column_blocks(&in_terms);
        }
    }
}

/// Packs the left operand of a problem as a whole, in panels that [`gemm`] reads from start to end:
/// all steps of a panel, then those of the next one. Returns the matrix to put in its place.
///
/// # Safety
/// - The operand is valid for reads.
/// - `packed` is valid for writes of [`Kernels::packed_len`] elements, and does not overlap it.
/// - The CPU has the ISA of the kernels.
pub unsafe fn pack_all<E: Factor>(
    kernels: &Kernels<E::Term>,
    pack: PackPanel<E>,
    [m, k]: [usize; 2],
    a: Matrix<E>,
    packed: *mut E::Term,
) -> Matrix<E> {
    let ((mr, _), row) = (kernels.tile::<E>(), E::PARTS * kernels.line(k));
    for i in (0..m).step_by(mr) {
        let lines = mr.min(m - i);
        let width = (lines * E::PARTS).next_multiple_of(kernels.lanes) / E::PARTS;
        for p in (0..k).step_by(kernels.kc) {
            let panel = Panel {
                source: a.from(i, p).ptr,
                line_stride: a.row_stride,
                k_stride: a.col_stride,
                reading: a.reading,
                lines,
                readable: m - i,
                k: kernels.kc.min(k - p),
                packed: packed.wrapping_add(i * row + kernels.line(p) * width * E::PARTS),
                width,
                role: kernels.role_of_a(),
                panels: 1,
            };
            // SAFETY: the operand has these rows and steps, and the memory room for all panels.
            unsafe { pack(&panel) };
        }
    }
    let row_stride = row * size_of::<E::Term>() / size_of::<E>();
    let packed = Matrix::new(packed.cast_const().cast(), [row_stride as isize, 0]);
    Matrix { reading: a.reading, is_packed: true, ..packed }
}

/// Computes a problem with [few columns](Gemm::has_few_columns), or a part of one, on this thread.
///
/// # Safety
/// - The problem is [valid](Gemm#validity).
/// - `workspace` is valid for writes of [`Kernels::matvec_workspace`] elements, and does not
///   overlap the matrices.
/// - The CPU has the ISA of the kernels.
pub unsafe fn matvec<T: Term>(kernels: &Kernels<T>, problem: &Gemm<T>, workspace: *mut T) {
    if problem.m == 0 || problem.n == 0 {
        return;
    }
    // SAFETY: the problem is valid and has one column, the CPU has the ISA, and the workspace is
    // large enough.
    unsafe {
        if problem.k == 0 || problem.alpha == T::ZERO {
            without_products(problem);
        } else {
            super::matvec::multiply(kernels, problem, workspace);
            if let Some(epilogue) = problem.epilogue {
                epilogue.finish(problem.m, problem.n, problem.c);
            }
        }
    }
}

/// What stays the same throughout the loops.
struct Nest<'a, E: Factor> {
    kernels: &'a Kernels<E::Term>,
    pack: PackPanel<E>,
    schedule: Schedule,
    /// Memory for a packed block of A.
    a_space: *mut E::Term,
    /// Memory for a packed block of B.
    b_space: *mut E::Term,
    /// What makes elements of C of the sums of a tile, if they are not these.
    finish: Option<Finishing<E>>,
}

/// What makes elements of C of the sums of a tile.
#[derive(Clone, Copy)]
struct Finishing<E: Factor> {
    finish: FinishFn<E>,
    /// The factor of the sums.
    alpha: E,
    /// The factor of the old C, before the first block of k.
    beta: E,
}

/// Room for the sums of a tile.
#[repr(align(64))]
struct TileSums<T>(MaybeUninit<[[T; 2 * MAX_FLOATS]; MOST_COLUMNS]>);

/// Where the panels of an operand are.
#[derive(Clone, Copy)]
enum Operand<T> {
    /// Packed, one after the other.
    Packed(Panels<T>),
    /// In the matrix itself, whose elements are terms.
    InPlace(Matrix<T>),
}

/// Packed panels.
#[derive(Clone, Copy)]
struct Panels<T> {
    /// The first panel.
    ptr: *const T,
    /// The terms of a line.
    line: usize,
    /// The step at which the block begins, within each panel.
    first: usize,
}

impl<T> Panels<T> {
    /// The panel of `width` terms that begins with line `i`.
    fn panel(&self, i: usize, width: usize) -> *const T {
        self.ptr.wrapping_add(i * self.line + self.first * width)
    }
}

impl<'a, E: Factor> Nest<'a, E> {
    /// The loops of a problem, with room for packed blocks in this workspace.
    fn new(
        kernels: &'a Kernels<E::Term>,
        pack: PackPanel<E>,
        problem: &Gemm<E::Term, E>,
        workspace: *mut E::Term,
        finish: Option<Finishing<E>>,
    ) -> Self {
        let schedule = Schedule::new(kernels, problem);
        let a_space = workspace.wrapping_add(kernels.b_space(problem.n * E::PARTS, problem.k));
        Nest { kernels, pack, schedule, a_space, b_space: workspace, finish }
    }
}

/// Every method relies on the contract of [`gemm`]. Each loop passes a part of a valid problem on
/// to the next.
impl<E: Factor> Nest<'_, E> {
    /// The fifth loop: blocks of columns, for the last-level cache.
    unsafe fn column_blocks(&self, problem: &Gemm<E::Term, E>) {
        for j in (0..problem.n).step_by(self.schedule.nc) {
            let end = problem.n.min(j + self.schedule.nc);
            // SAFETY: these columns are part of a valid problem.
            unsafe { self.steps(&problem.part(0..problem.m, j..end)) };
        }
    }

    /// The fourth loop: blocks of steps along k. Its order is part of the definition of the result.
    unsafe fn steps(&self, problem: &Gemm<E::Term, E>) {
        for p in (0..problem.k).step_by(self.schedule.kc) {
            let k = self.schedule.kc.min(problem.k - p);
            let block = Gemm {
                k,
                a: problem.a.from(0, p),
                b: problem.b.from(p, 0),
                beta: if p == 0 { problem.beta } else { E::Term::ONE },
                epilogue: if p + k == problem.k { problem.epilogue } else { None },
                ..*problem
            };
            // SAFETY: these steps are part of a valid problem, and the workspace has room for the
            // block; `b` is B for these steps.
            unsafe {
                let b = self.pack_b(&block);
                self.row_blocks(&block, p, b);
            }
        }
    }

    /// The third loop: blocks of rows, for the second-level cache. `first` is the first step.
    unsafe fn row_blocks(&self, problem: &Gemm<E::Term, E>, first: usize, b: Operand<E::Term>) {
        for i in (0..problem.m).step_by(self.schedule.mc) {
            let end = problem.m.min(i + self.schedule.mc);
            let block = problem.part(i..end, 0..problem.n);
            // SAFETY: the block is part of a valid problem, and the workspace has room for it.
            unsafe {
                let a = self.pack_a(&block, first);
                self.column_panels(&block, a, b);
            }
        }
    }

    /// The second loop: panels of B, for the first-level cache.
    unsafe fn column_panels(
        &self,
        problem: &Gemm<E::Term, E>,
        a: Operand<E::Term>,
        b: Operand<E::Term>,
    ) {
        let (_, nr) = self.kernels.tile::<E>();
        for j in (0..problem.n).step_by(nr) {
            let end = problem.n.min(j + nr);
            let width = ((end - j) * E::PARTS).next_multiple_of(self.kernels.column_step);
            let panel = match b {
                Operand::Packed(b) => Matrix::new(b.panel(j, width), [width as isize, 1]),
                Operand::InPlace(b) => b.from(0, j),
            };
            // SAFETY: these columns are part of a valid problem, and `panel` is B for them.
            unsafe { self.row_panels(&problem.part(0..problem.m, j..end), a, panel) };
        }
    }

    /// The first loop: panels of A, tile by tile.
    unsafe fn row_panels(
        &self,
        problem: &Gemm<E::Term, E>,
        a: Operand<E::Term>,
        b: Matrix<E::Term>,
    ) {
        let (kernels, (mr, _)) = (self.kernels, self.kernels.tile::<E>());
        let steps = problem.k.div_ceil(kernels.group);
        let columns = (problem.n * E::PARTS).div_ceil(kernels.column_step) - 1;
        for i in (0..problem.m).step_by(mr) {
            let rows = mr.min(problem.m - i) * E::PARTS;
            let vectors = rows.div_ceil(kernels.lanes);
            let width = vectors * kernels.lanes;
            let (panel, a_stride) = match a {
                Operand::Packed(a) => (a.panel(i, width), width as isize),
                Operand::InPlace(_) if rows < width => (self.a_space.cast_const(), width as isize),
                Operand::InPlace(a) => (a.from(i, 0).ptr, a.col_stride),
            };
            let c = problem.c.from(i, 0);
            let tile = Tile {
                k: steps,
                a: panel,
                a_stride,
                b: b.ptr,
                b_row_stride: b.row_stride,
                b_col_stride: b.col_stride,
                c: c.ptr,
                c_row_stride: c.row_stride,
                c_col_stride: c.col_stride,
                rows,
                cols: problem.n * E::PARTS,
                alpha: problem.alpha,
                beta: problem.beta,
                is_flipped: kernels.role_of_b(problem.b.reading) == Role::Flipped,
            };
            if let Some(finishing) = &self.finish {
                let part = problem.part(i..problem.m.min(i + mr), 0..problem.n);
                // SAFETY: the panels are those of the tile, which C has.
                unsafe { finishing.tile(kernels.micro[vectors - 1][columns], &tile, &part) };
                continue;
            }
            // SAFETY: the panel of A has `k` steps of `width` rows, that of B `k` steps of `n`
            // columns, and C has the tile, which is complete if there is an epilogue.
            unsafe {
                kernels.micro[vectors - 1][columns](&tile);
                if let Some(epilogue) = problem.epilogue {
                    epilogue.from(i, 0).finish(rows, problem.n, c);
                }
            }
        }
    }

    /// Packs a block of A, unless it is packed already. If it is to be read in place, packs only
    /// the panel at its edge, as vectors would reach past it.
    unsafe fn pack_a(&self, problem: &Gemm<E::Term, E>, first: usize) -> Operand<E::Term> {
        let &Gemm { m, k, a, .. } = problem;
        let ((mr, _), lanes) = (self.kernels.tile::<E>(), self.kernels.lanes);
        if a.is_packed {
            let line = a.row_stride as usize * size_of::<E>() / size_of::<E::Term>();
            let first = self.kernels.line(first);
            return Operand::Packed(Panels { ptr: a.ptr.cast(), line, first });
        }
        let in_place = if self.schedule.packs_a { 0 } else { m / mr * mr };
        let line = E::PARTS * self.kernels.line(k);
        let panels = Panels { ptr: self.a_space.cast_const(), line, first: 0 };
        for i in (in_place..m).step_by(mr) {
            let lines = mr.min(m - i);
            let width = (lines * E::PARTS).next_multiple_of(lanes);
            let panel = Panel {
                source: a.from(i, 0).ptr,
                line_stride: a.row_stride,
                k_stride: a.col_stride,
                reading: a.reading,
                lines,
                readable: m - i,
                k,
                packed: panels.panel(i - in_place, width).cast_mut(),
                width: width / E::PARTS,
                role: self.kernels.role_of_a(),
                panels: 1,
            };
            // SAFETY: A has these rows, and the workspace has room for all panels.
            unsafe { (self.pack)(&panel) };
        }
        if in_place == 0 { Operand::Packed(panels) } else { Operand::InPlace(a.cast()) }
    }

    /// Packs a block of B, unless it is to be read in place.
    unsafe fn pack_b(&self, problem: &Gemm<E::Term, E>) -> Operand<E::Term> {
        let &Gemm { n, k, b, .. } = problem;
        if !self.schedule.packs_b {
            return Operand::InPlace(b.cast());
        }
        let (_, nr) = self.kernels.tile::<E>();
        let line = E::PARTS * k.div_ceil(self.kernels.group);
        let packed = Panels { ptr: self.b_space.cast_const(), line, first: 0 };
        let mut j = 0;
        while j < n {
            let lines = nr.min(n - j);
            let panels = if self.kernels.group > 1 { ((n - j) / nr).max(1) } else { 1 };
            let width = (lines * E::PARTS).next_multiple_of(self.kernels.column_step);
            let panel = Panel {
                source: b.from(0, j).ptr,
                line_stride: b.col_stride,
                k_stride: b.row_stride,
                reading: b.reading,
                lines,
                readable: n - j,
                k,
                packed: packed.panel(j, width).cast_mut(),
                width: width / E::PARTS,
                role: self.kernels.role_of_b(b.reading),
                panels,
            };
            // SAFETY: B has these columns, and the workspace has room for all panels.
            unsafe { (self.pack)(&panel) };
            j += lines * panels;
        }
        Operand::Packed(packed)
    }
}

impl<E: Factor> Finishing<E> {
    /// Computes `C = beta * C`, and what comes after.
    ///
    /// # Safety
    /// The problem is [valid](Gemm#validity).
    unsafe fn without_products(&self, (mr, nr): (usize, usize), problem: &Gemm<E>) {
        let zeros = [[E::Term::ZERO; 2 * MAX_FLOATS]; MOST_COLUMNS];
        let (sums, stride) = (zeros.as_ptr().cast(), 2 * MAX_FLOATS);
        let (alpha, beta) = (E::ZERO, self.beta);
        for j in (0..problem.n).step_by(nr) {
            for i in (0..problem.m).step_by(mr) {
                let part = problem.part(i..problem.m.min(i + mr), j..problem.n.min(j + nr));
                let (rows, cols, c) = (part.m, part.n, part.c);
                // SAFETY: there are the sums of a tile, and C has its elements.
                unsafe {
                    (self.finish)(&Sums { sums, stride, rows, cols, alpha, beta, c });
                    if let Some(epilogue) = part.epilogue {
                        epilogue.finish(rows, cols, c);
                    }
                }
            }
        }
    }

    /// Computes a tile, which is all of C that `part` has.
    ///
    /// # Safety
    /// The tile is valid but for C, and the part is that of a problem [in
    /// terms](Gemm::in_terms).
    unsafe fn tile(
        &self,
        kernel: MicroKernel<E::Term>,
        tile: &Tile<E::Term>,
        part: &Gemm<E::Term, E>,
    ) {
        let parts = E::PARTS as isize;
        let mut sums = TileSums::<E::Term>(MaybeUninit::uninit());
        let memory = (&raw mut sums.0).cast::<E::Term>();
        let stride = tile.rows;
        let MatrixMut { ptr, row_stride, col_stride } = part.c;
        let c = MatrixMut::new(ptr.cast(), [row_stride / parts, col_stride / parts]);
        let is_first = part.beta == E::Term::ZERO;
        let beta = if is_first { self.beta } else { E::ONE };
        let (rows, cols, alpha) = (part.m, part.n, self.alpha);
        // SAFETY: there is room for the sums of a tile, and C has its elements.
        unsafe {
            kernel(&Tile {
                c: memory,
                c_row_stride: 1,
                c_col_stride: stride as isize,
                beta: E::Term::ZERO,
                ..*tile
            });
            (self.finish)(&Sums { sums: memory, stride, rows, cols, alpha, beta, c });
            if let Some(epilogue) = part.epilogue {
                epilogue.gathered(parts).finish(rows, cols, c);
            }
        }
    }
}

/// Computes `C = beta * C`, for problems without steps, or whose factor of products is 0. An
/// epilogue follows.
///
/// # Safety
/// The problem is [valid](Gemm#validity).
unsafe fn without_products<T: Term, E: Copy>(problem: &Gemm<T, E>) {
    let s = crate::isa::Scalar::new();
    for j in 0..problem.n {
        for i in 0..problem.m {
            // SAFETY: C has this element, which is initialised unless beta is 0.
            unsafe {
                let c = problem.c.from(i, j).ptr;
                let new = if problem.beta == T::ZERO {
                    Vector::splat(s, T::ZERO)
                } else {
                    Vector::splat(s, problem.beta) * T::load(s, c)
                };
                T::store(s, c, new);
            }
        }
    }
    if let Some(epilogue) = problem.epilogue {
        // SAFETY: the epilogue is that of a valid problem, and C has been written.
        unsafe { epilogue.finish(problem.m, problem.n, problem.c) };
    }
}
