use proptest::prelude::*;

use super::rfc::Defined;
use super::{hashes, leaf, leaves};
use crate::evidence::Hash;
use crate::evidence::tree::{InclusionProof, MAX_SIZE, ProofFault, Root, Tree};

/// A proof's hashes; they have no other way out than the one by which a statement takes them.
fn inside<T: serde::Serialize>(proof: &T) -> Vec<Hash> {
    serde_json::from_value(serde_json::to_value(proof).unwrap()).unwrap()
}

fn proof_of<T: serde::de::DeserializeOwned>(hashes: &[Hash]) -> T {
    serde_json::from_value(serde_json::to_value(hashes).unwrap()).unwrap()
}

#[test]
fn every_root_and_every_proof_of_every_size_to_300_is_that_of_the_definition() {
    let all = leaves(300);
    let (defined, tree) = (Defined::over(&all), Tree::new(hashes(300)));
    for size in 0..=300_usize {
        let root = tree.root_at(size as u64).unwrap();
        assert_eq!(root, Root { size: size as u64, hash: defined.tree_hash(size) });
        for (index, bytes) in all[..size].iter().enumerate() {
            let proof = tree.inclusion(index as u64, size as u64).unwrap();
            assert_eq!(inside(&proof), defined.path(index, size), "{index} of {size}");
            assert_eq!(proof.check(bytes, index as u64, &root), Ok(()), "{index} of {size}");
        }
    }
}

#[test]
fn what_is_not_there_has_no_proof() {
    let tree = Tree::new(hashes(5));
    assert!(
        tree.inclusion(5, 5).is_none() && tree.inclusion(0, 6).is_none() && tree.inclusion(0, 0).is_none()
    );
    assert!(tree.root_at(6).is_none() && tree.leaf(5).is_none());
    assert_eq!(Tree::new(Vec::new()).root_at(0).unwrap().hash, Hash::of_nothing());
}

#[test]
fn sizes_that_no_tree_has_are_refused_and_do_no_harm() {
    let hash = Hash::of_nothing();
    let empty: InclusionProof = proof_of(&[]);
    for size in [0, 1, MAX_SIZE, MAX_SIZE + 1, u64::MAX / 2, u64::MAX / 2 + 1, u64::MAX] {
        let root = Root { size, hash };
        for index in [0, 1, size.wrapping_sub(1), size, u64::MAX] {
            assert!(empty.check(b"x", index, &root).is_err());
        }
    }
}

proptest! {
    #[test]
    fn random_sizes_have_the_roots_and_proofs_of_the_definition(
        size in 1..2_000_usize, pick in any::<prop::sample::Index>(),
    ) {
        let all = leaves(size);
        let (defined, tree) = (Defined::over(&all), Tree::new(hashes(size)));
        let index = pick.index(size);
        let root = tree.root_at(size as u64).unwrap();
        prop_assert_eq!(root.hash, defined.tree_hash(size));
        prop_assert_eq!(inside(&tree.inclusion(index as u64, size as u64).unwrap()), defined.path(index, size));
    }

    #[test]
    fn a_proof_holds_for_its_own_leaf_place_and_root_alone(
        size in 2..300_usize, pick in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        bit in 0..256_usize, touched in any::<prop::sample::Index>(),
    ) {
        let tree = Tree::new(hashes(size));
        let (index, other) = (pick.index(size), other.index(size));
        let root = tree.root_at(size as u64).unwrap();
        let proof = tree.inclusion(index as u64, size as u64).unwrap();
        if other != index {
            prop_assert!(proof.check(&leaf(other), index as u64, &root).is_err());
            prop_assert!(proof.check(&leaf(index), other as u64, &root).is_err());
        }
        let mut hashes = inside(&proof);
        let at = touched.index(hashes.len());
        let mut bytes = *hashes[at].as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        hashes[at] = Hash::from_bytes(bytes);
        let changed: InclusionProof = proof_of(&hashes);
        prop_assert_eq!(changed.check(&leaf(index), index as u64, &root), Err(ProofFault::OtherRoot));
        hashes.push(Hash::of_nothing());
        let longer: InclusionProof = proof_of(&hashes);
        prop_assert_eq!(longer.check(&leaf(index), index as u64, &root), Err(ProofFault::Length));
        let past = proof.check(&leaf(index), size as u64, &root);
        prop_assert_eq!(past, Err(ProofFault::Outside));
    }
}
