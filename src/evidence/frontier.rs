//! What has to be kept to append to the tree: the roots of its perfect subtrees, at most one for each bit of its size.

use super::Hash;
use super::tree::Root;

/// The right edge of a tree: appending takes O(log n) steps and nothing but this.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// From the greatest subtree on the left to the smallest on the right.
    peaks: Vec<Hash>,
}

/// Bytes that are no frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these {0} bytes are no frontier: 8 for its size and 32 for each bit that is set in it are expected")]
pub struct NotAFrontier(pub usize);

impl Frontier {
    /// How many leaves there are.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends the leaf of the next record.
    pub fn append(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each perfect subtree of the new one's size is joined with it, like a carry when one is added.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = Hash::of_node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The tree's root.
    #[must_use]
    pub fn root(&self) -> Root {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| Hash::of_node(&left, &right));
        Root { size: self.size, hash: joined.unwrap_or_else(Hash::of_nothing) }
    }

    /// As it is stored: the size as 8 bytes, most significant first, then each peak, the greatest subtree first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let size = self.size.to_be_bytes();
        size.iter().chain(self.peaks.iter().flat_map(Hash::as_bytes)).copied().collect()
    }

    /// From what [`Frontier::to_bytes`] made.
    ///
    /// # Errors
    /// [`NotAFrontier`] when size and number of peaks don't fit together.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAFrontier> {
        let fault = NotAFrontier(bytes.len());
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(fault)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, left_over) = rest.as_chunks::<32>();
        if !left_over.is_empty() || peaks.len() != size.count_ones() as usize {
            return Err(fault);
        }
        Ok(Self { size, peaks: peaks.iter().copied().map(Hash::from_bytes).collect() })
    }
}
