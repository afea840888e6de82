use proptest::prelude::*;

use super::rfc::Defined;
use super::{hashes, leaves};
use crate::evidence::Hash;
use crate::evidence::frontier::{Frontier, NotAFrontier};

#[test]
fn appending_gives_the_root_of_the_definition_at_every_size() {
    let all = leaves(300);
    let defined = Defined::over(&all);
    let mut frontier = Frontier::default();
    for (size, bytes) in all.iter().enumerate() {
        assert_eq!(frontier.size(), size as u64);
        assert_eq!(frontier.root().hash, defined.tree_hash(size), "{size}");
        frontier.append(Hash::of_leaf(bytes));
    }
    assert_eq!(frontier.root().hash, defined.tree_hash(300));
}

#[test]
fn a_tree_of_nothing_and_of_one_leaf_have_the_hashes_that_the_rfc_gives() {
    // SHA-256 of no bytes, and of the one byte 0x00.
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let empty_leaf = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    let mut frontier = Frontier::default();
    assert_eq!(frontier.root().hash.to_string(), nothing);
    frontier.append(Hash::of_leaf(b""));
    assert_eq!(frontier.root().hash.to_string(), empty_leaf);
}

#[test]
fn a_frontier_goes_on_from_its_bytes_as_if_it_had_never_been_stored() {
    let all = hashes(300);
    let (mut kept, mut stored) = (Frontier::default(), Frontier::default());
    for leaf in all {
        kept.append(leaf);
        stored.append(leaf);
        let bytes = stored.to_bytes();
        assert_eq!(bytes.len(), 8 + 32 * stored.size().count_ones() as usize);
        stored = Frontier::from_bytes(&bytes).unwrap();
        assert_eq!(stored, kept);
    }
}

proptest! {
    #[test]
    fn bytes_that_are_no_frontier_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        match Frontier::from_bytes(&bytes) {
            Ok(frontier) => prop_assert_eq!(frontier.to_bytes(), bytes),
            Err(NotAFrontier(length)) => prop_assert_eq!(length, bytes.len()),
        }
    }

    #[test]
    fn a_frontier_that_lost_or_gained_a_byte_is_refused(size in 0..300_usize, cut in 1..40_usize) {
        let mut frontier = Frontier::default();
        hashes(size).into_iter().for_each(|leaf| frontier.append(leaf));
        let mut bytes = frontier.to_bytes();
        prop_assert!(Frontier::from_bytes(&bytes[..bytes.len().saturating_sub(cut)]).is_err());
        bytes.push(0);
        prop_assert!(Frontier::from_bytes(&bytes).is_err());
    }
}
