//! The tree over all leaves: roots at each size, proofs, and checking them.
//!
//! Which nodes a proof is made of, and whether it leads to the root, is ct-merkle's business; here are the nodes.

use ct_merkle::{RootHash, indices_for_inclusion_proof};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::Hash;

/// More leaves than a JSON number is exact for are no size of a tree.
pub const MAX_SIZE: u64 = 1 << 53;

/// How a tree stands: so many leaves, and the hash over all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Root {
    /// The number of leaves.
    pub size: u64,
    /// The root hash.
    pub hash: Hash,
}

/// The siblings on the way from a leaf to the root, from below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InclusionProof(Vec<Hash>);

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// The leaf isn't one of the tree.
    #[error("it is about something outside of the tree")]
    Outside,
    /// There are not as many hashes as the sizes ask for.
    #[error("it has the wrong number of hashes")]
    Length,
    /// It leads to another root.
    #[error("it leads to another root")]
    OtherRoot,
}

/// A tree with all its perfect subtrees: 64 bytes a leaf.
#[derive(Debug, Clone)]
pub struct Tree {
    /// On level k, node i is the root over the leaves from i·2^k, 2^k of them.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The tree over all leaves, the first record's first. About n hashes.
    #[must_use]
    pub fn new(leaves: Vec<Hash>) -> Self {
        let mut levels = vec![leaves];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let (pairs, _) = below.as_chunks::<2>();
            let above = pairs.iter().map(|[left, right]| Hash::of_node(left, right)).collect();
            levels.push(above);
        }
        Self { levels }
    }

    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// A leaf, counted from 0.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.levels.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The root when there were `size` leaves; `None` when there never were so many.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Root> {
        let hash = if size == 0 { Hash::of_nothing() } else { self.over(0, size)? };
        Some(Root { size, hash })
    }

    /// Proves that leaf `index` is in the tree of the first `size` leaves; `None` when it isn't.
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<InclusionProof> {
        if index >= size || size > self.size() {
            return None;
        }
        let nodes = indices_for_inclusion_proof(size, index).into_iter();
        nodes.map(|node| self.node(node, size)).collect::<Option<_>>().map(InclusionProof)
    }

    /// A node by ct-merkle's number (RFC 9420, appendix C): as many ones at its end as levels are below it.
    fn node(&self, number: u64, size: u64) -> Option<Hash> {
        let level = number.trailing_ones();
        let start = (number >> (level + 1)) << level;
        self.over(start, size.min(start + (1 << level)))
    }

    /// The root over the leaves from `start` to before `end`, where `start` is a multiple of the least power of two
    /// that is not less than their number: as in a tree it always is.
    fn over(&self, start: u64, end: u64) -> Option<Hash> {
        let leaves = end.checked_sub(start)?;
        let level = leaves.checked_ilog2()?;
        if leaves.is_power_of_two() {
            return self.levels.get(level as usize)?.get(usize::try_from(start >> level).ok()?).copied();
        }
        let middle = start + (1 << level);
        Some(Hash::of_node(&self.over(start, middle)?, &self.over(middle, end)?))
    }
}

impl InclusionProof {
    /// Checks that the leaf with these bytes is leaf `index` of the tree with this root.
    ///
    /// # Errors
    /// [`ProofFault`].
    pub fn check(&self, bytes: &[u8], index: u64, root: &Root) -> Result<(), ProofFault> {
        use ct_merkle::InclusionVerifError as Fault;
        let whole = known(root)?;
        let proof =
            ct_merkle::InclusionProof::try_from_bytes(joined(&self.0)).map_err(|_| ProofFault::Length)?;
        whole.verify_inclusion(&bytes, index, &proof).map_err(|fault| match fault {
            Fault::IndexOutOfRange | Fault::TreeEmpty => ProofFault::Outside,
            Fault::MalformedProof => ProofFault::Length,
            Fault::IncorrectHash => ProofFault::OtherRoot,
        })
    }
}

fn known(root: &Root) -> Result<RootHash<Sha256>, ProofFault> {
    if root.size > MAX_SIZE {
        return Err(ProofFault::Outside);
    }
    Ok(RootHash::new((*root.hash.as_bytes()).into(), root.size))
}

fn joined(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(Hash::as_bytes).copied().collect()
}
