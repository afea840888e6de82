//! RFC 6962, section 2.1, as it defines things: by recursion over ranges, easy to compare with its text. Hashes are
//! remembered, so that all sizes can be gone through.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::evidence::Hash;

/// D: all leaves.
pub(super) struct Defined<'a> {
    leaves: &'a [Vec<u8>],
    known: RefCell<HashMap<Range<usize>, Hash>>,
}

/// The largest power of two that is smaller than `n`, which is at least 2.
fn split(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

impl<'a> Defined<'a> {
    pub(super) fn over(leaves: &'a [Vec<u8>]) -> Self {
        Self { leaves, known: RefCell::default() }
    }

    /// MTH(D[n]).
    pub(super) fn tree_hash(&self, n: usize) -> Hash {
        self.range_hash(0..n)
    }

    /// PATH(m, D[n]).
    pub(super) fn path(&self, m: usize, n: usize) -> Vec<Hash> {
        self.range_path(m, 0..n)
    }

    fn range_hash(&self, range: Range<usize>) -> Hash {
        if let Some(hash) = self.known.borrow().get(&range) {
            return *hash;
        }
        let hash = match range.len() {
            0 => Hash::of_nothing(),
            1 => Hash::of_leaf(&self.leaves[range.start]),
            n => {
                let middle = range.start + split(n);
                Hash::of_node(&self.range_hash(range.start..middle), &self.range_hash(middle..range.end))
            }
        };
        self.known.borrow_mut().insert(range, hash);
        hash
    }

    fn range_path(&self, m: usize, range: Range<usize>) -> Vec<Hash> {
        if range.len() == 1 {
            return Vec::new();
        }
        let k = split(range.len());
        let (left, right) = (range.start..range.start + k, range.start + k..range.end);
        let (mut path, sibling) =
            if m < k { (self.range_path(m, left), right) } else { (self.range_path(m - k, right), left) };
        path.push(self.range_hash(sibling));
        path
    }
}
