//! Indices one after another, and properties of layouts, in the plainest form.

/// Returns the indices of a shape in C order.
pub fn indices(shape: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let len: usize = shape.iter().product();
    let shape = shape.to_vec();
    (0..len).map(move |mut rest| {
        let mut index = vec![0; shape.len()];
        for (i, &len) in index.iter_mut().zip(&shape).rev() {
            *i = rest % len;
            rest /= len;
        }
        index
    })
}

/// Returns the position of an index in memory.
pub fn position(index: &[usize], strides: &[isize], offset: usize) -> usize {
    let steps: isize = index.iter().zip(strides).map(|(&i, &stride)| i as isize * stride).sum();
    offset.wrapping_add_signed(steps)
}

/// Returns whether all elements lie in a buffer of `available` elements, and whether a shape of any
/// dtype (16 bytes at most) fits into the address space.
pub fn is_valid(shape: &[usize], strides: &[isize], offset: usize, available: usize) -> bool {
    let bytes = shape
        .iter()
        .filter(|&&len| len != 0)
        .try_fold(16, |all: isize, &len| all.checked_mul(isize::try_from(len).ok()?));
    if shape.len() != strides.len() || shape.len() > tightloop::MAX_NDIM || bytes.is_none() {
        return false;
    }
    if shape.contains(&0) {
        return true;
    }
    let (mut lowest, mut highest) = (offset as i128, offset as i128);
    for (&len, &stride) in shape.iter().zip(strides) {
        let extent = (len as i128 - 1) * stride as i128;
        lowest += extent.min(0);
        highest += extent.max(0);
    }
    lowest >= 0 && highest < available as i128
}

/// Returns whether two indices have the same position.
pub fn overlaps(shape: &[usize], strides: &[isize]) -> bool {
    let mut positions: Vec<usize> =
        indices(shape).map(|index| position(&index, strides, 0)).collect();
    positions.sort_unstable();
    positions.windows(2).any(|pair| pair[0] == pair[1])
}

/// Returns the shape that shapes broadcast to.
pub fn broadcast<'a>(shapes: impl IntoIterator<Item = &'a [usize]>) -> Option<Vec<usize>> {
    let mut all: Vec<usize> = Vec::new();
    for shape in shapes {
        if shape.len() > all.len() {
            all.splice(0..0, vec![1; shape.len() - all.len()]);
        }
        for (len, &other) in all.iter_mut().rev().zip(shape.iter().rev()) {
            match (*len, other) {
                (a, b) if a == b || b == 1 => {}
                (1, b) => *len = b,
                _ => return None,
            }
        }
    }
    Some(all)
}

/// Returns the index of an operand for an index of the shape that it broadcasts to.
pub fn source(index: &[usize], shape: &[usize]) -> Vec<usize> {
    let index = &index[index.len() - shape.len()..];
    index.iter().zip(shape).map(|(&i, &len)| if len == 1 { 0 } else { i }).collect()
}
