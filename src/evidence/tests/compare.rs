//! Whoever changes the database is found out, by the record that they changed.

use proptest::prelude::*;

use super::key::{other_signer, signer};
use super::sample::{head, records};
use crate::evidence::bytes::Bytes;
use crate::evidence::compare::{Agreement, Comparison, Difference, StoredLog, Witness, compare};
use crate::evidence::frontier::Frontier;
use crate::evidence::head::{HeadFault, NotAHead, SignedHead};
use crate::evidence::key::PublicKey;
use crate::evidence::{Hash, LedgerLine};

/// A database with a ledger and its log.
#[derive(Clone)]
struct Database {
    rows: Vec<(LedgerLine, Option<Vec<u8>>)>,
    log: StoredLog,
}

/// 20 records, 17 of them in the log, heads over 0, 5, 12 and twice over 16 of them.
fn database() -> Database {
    let (mut rows, mut frontier) = (Vec::new(), Frontier::default());
    for record in records(20) {
        let leaf = (record.id <= 17).then(|| record.leaf());
        leaf.into_iter().for_each(|leaf| frontier.append(leaf));
        rows.push((record, leaf.map(|leaf| leaf.as_bytes().to_vec())));
    }
    let heads = [16, 5, 0, 12, 16].map(|size| head(size).to_string()).to_vec();
    Database { rows, log: StoredLog { leaves: 17, frontier, heads } }
}

impl Database {
    fn compared(&self) -> Result<Agreement, Difference> {
        self.compared_by(&[other_signer().public(), signer().public()])
    }

    fn compared_by(&self, keys: &[PublicKey]) -> Result<Agreement, Difference> {
        compare(self.rows.clone(), &self.log, keys)
    }

    /// As somebody leaves it who may write everything and knows how the log is made, but has no key.
    fn with_log_made_anew(mut self) -> Self {
        let mut frontier = Frontier::default();
        for (record, leaf) in &mut self.rows {
            if leaf.is_some() {
                frontier.append(record.leaf());
                *leaf = Some(record.leaf().as_bytes().to_vec());
            }
        }
        self.log.leaves = frontier.size();
        self.log.frontier = frontier;
        self
    }
}

/// A database with something changed in it.
fn changed(change: impl FnOnce(&mut Database)) -> Database {
    let mut database = database();
    change(&mut database);
    database
}

fn head_at(covered: u64) -> SignedHead {
    head(i64::try_from(covered).unwrap())
}

#[test]
fn a_ledger_that_nobody_touched_agrees_with_its_log() {
    let agreed = Agreement { records: 20, unsequenced: 3, heads: 5, signatures: 5, signed: 16 };
    assert_eq!(database().compared(), Ok(agreed));
    let unsigned = Agreement { signatures: 0, ..agreed };
    assert_eq!(database().compared_by(&[]), Ok(unsigned));
    let empty = compare([], &StoredLog::default(), &[signer().public()]);
    assert_eq!(empty, Ok(Agreement::default()));
}

#[test]
fn the_number_of_a_changed_record_is_said_with_both_hashes() {
    for at in 0..17 {
        let expected = database().rows[at].0.leaf();
        let touched = changed(|database| database.rows[at].0.points = Some(1_000_000));
        let found = touched.rows[at].0.leaf();
        let record = i64::try_from(at).unwrap() + 1;
        let stored = Bytes::from(expected.as_bytes().to_vec());
        let difference = Difference::Changed { record, expected: stored, found };
        assert_eq!(touched.compared(), Err(difference.clone()));
        let said = difference.to_string();
        assert!(said.contains(&expected.to_string()) && said.contains(&found.to_string()), "{said}");
    }
    let leaf = changed(|database| database.rows[3].1 = Some(vec![1, 2]));
    assert!(matches!(leaf.compared(), Err(Difference::Changed { record: 4, .. })));
}

#[test]
fn a_record_that_was_changed_together_with_the_log_differs_from_the_next_head() {
    for at in 0..16_u64 {
        let place = usize::try_from(at).unwrap();
        let touched =
            changed(|database| database.rows[place].0.points = Some(1_000_000)).with_log_made_anew();
        let (before, covered) = match at {
            0..5 => (0, 5),
            5..12 => (5, 12),
            _ => (12, 16),
        };
        let signed = head_at(covered).claimed().clone();
        let difference = touched.compared().unwrap_err();
        let Difference::HeadRoot { covered: named, before: last, at: moment, signed: root, .. } = difference
        else {
            panic!("{difference}");
        };
        assert_eq!((named, last, moment, root), (covered, before, signed.at(), signed.root().hash));
        let range = format!("one of the records {} to {covered} was changed", before + 1);
        assert!(difference.to_string().contains(&range), "{difference}");
    }
}

#[test]
fn a_missing_record_is_named_and_one_that_is_there_twice_too() {
    for at in 0..19 {
        let record = i64::try_from(at).unwrap() + 1;
        let gone = changed(|database| drop(database.rows.remove(at)));
        let difference = Difference::Missing { record, next: record + 1 };
        assert_eq!(gone.compared(), Err(difference), "{record}");
        let twice = changed(|database| database.rows.insert(at, database.rows[at].clone()));
        let difference = Difference::OutOfOrder { expected: record + 1, found: record };
        assert_eq!(twice.compared(), Err(difference), "{record}");
    }
    let range = changed(|database| drop(database.rows.drain(6..9)));
    assert_eq!(range.compared(), Err(Difference::Missing { record: 7, next: 10 }));
    let renumbered = changed(|database| {
        database.rows.remove(6);
        (7..).zip(&mut database.rows[6..]).for_each(|(id, row)| row.0.id = id);
    });
    assert!(matches!(renumbered.compared(), Err(Difference::Changed { record: 7, .. })));
    let covered_up = renumbered.with_log_made_anew();
    assert!(matches!(covered_up.compared(), Err(Difference::HeadRoot { covered: 12, before: 5, .. })));
    for id in [0, -1, i64::MIN] {
        let odd = changed(|database| database.rows[0].0.id = id);
        assert_eq!(odd.compared(), Err(Difference::OutOfOrder { expected: 1, found: id }));
    }
    let far = changed(|database| database.rows[0].0.id = i64::MAX);
    assert_eq!(far.compared(), Err(Difference::Missing { record: 1, next: i64::MAX }));
}

#[test]
fn a_ledger_that_was_cut_off_is_told_by_the_head_that_covers_more() {
    for left in 0..16 {
        let cut = changed(|database| database.rows.truncate(left));
        let at = head_at(16).claimed().at();
        let difference = Difference::CutOff { covered: 16, found: left as u64, by: Witness::Head(at) };
        assert_eq!(cut.compared(), Err(difference.clone()));
        assert_eq!(
            cut.with_log_made_anew().compared(),
            Err(difference.clone()),
            "the log was cut off as well"
        );
        let said = difference.to_string();
        assert!(said.contains(&format!("covers 16 records, and only {left} are there")), "{said}");
    }
    // No head covers record 17 yet; the log does.
    let cut = changed(|database| database.rows.truncate(16));
    assert_eq!(cut.compared(), Err(Difference::CutOff { covered: 17, found: 16, by: Witness::Frontier }));
    let frontier = changed(|database| {
        database.rows.truncate(16);
        database.log.frontier = database.clone().with_log_made_anew().log.frontier;
    });
    assert_eq!(frontier.compared(), Err(Difference::CutOff { covered: 17, found: 16, by: Witness::Leaves }));
    // What isn't in the log yet leaves no trace there; that is why the sequencer is never far behind.
    let tail = changed(|database| database.rows.truncate(17));
    assert_eq!(tail.compared().map(|agreed| (agreed.records, agreed.unsequenced)), Ok((17, 0)));
}

#[test]
fn leaves_that_are_missing_or_too_many_are_told() {
    let missing = changed(|database| database.rows[10].1 = None);
    assert_eq!(missing.compared(), Err(Difference::LeafMissing { record: 11, covered: 17 }));
    let beyond = changed(|database| {
        let leaf = database.rows[18].0.leaf();
        database.rows[18].1 = Some(leaf.as_bytes().to_vec());
    });
    assert_eq!(beyond.compared(), Err(Difference::LeafBeyond { record: 19, covered: 17 }));
    let counted = changed(|database| database.log.leaves = 18);
    assert_eq!(counted.compared(), Err(Difference::Leaves { covered: 17, leaves: 18 }));
    let frontier = changed(|database| {
        let mut other = Frontier::default();
        (0..17_u8).for_each(|n| other.append(Hash::of_leaf(&[n])));
        database.log.frontier = other;
    });
    assert!(matches!(frontier.compared(), Err(Difference::Frontier { covered: 17, .. })));
}

#[test]
fn a_head_that_is_not_the_programs_is_told() {
    let text = |covered: u64| head_at(covered).to_string();
    let unreadable = changed(|database| database.log.heads[2].push(' '));
    let difference = Difference::HeadUnreadable { position: 3, fault: NotAHead::Shape };
    assert_eq!(unreadable.compared(), Err(difference));
    let forged = changed(|database| {
        database.log.heads[1] = text(5).replace("at 2026-01-01T00:1", "at 2026-01-01T00:2")
    });
    let at = forged.log.heads[1].parse::<SignedHead>().unwrap().claimed().at();
    let difference = Difference::HeadSignature { covered: 5, at, fault: HeadFault::Signature };
    assert_eq!(forged.compared(), Err(difference));
    let stranger = head_at(12).claimed().clone().sign(&other_signer()).to_string();
    let foreign = changed(|database| database.log.heads[3] = stranger);
    let foreign = foreign.compared_by(&[signer().public()]);
    assert!(matches!(
        foreign,
        Err(Difference::HeadSignature { covered: 12, fault: HeadFault::OtherKey, .. })
    ));
    // A made-up head over more records than there are is no proof that records were cut off.
    let grown = changed(|database| database.log.heads.push(text(16).replace("\n16\n", "\n160\n")));
    assert!(matches!(grown.compared(), Err(Difference::HeadSignature { covered: 160, .. })));
    let nothing = changed(|database| {
        let zero = text(5).replace("\n5\n", "\n0\n");
        database.log.heads.push(zero);
    });
    assert!(matches!(nothing.compared_by(&[]), Err(Difference::HeadRoot { covered: 0, .. })));
}

#[test]
fn the_first_of_several_differences_is_told() {
    let touched = changed(|database| {
        database.rows[14].0.points = None;
        database.rows[8].0.detail = "{\"x\": 1}".to_owned();
        database.rows.truncate(15);
    });
    assert!(matches!(touched.compared(), Err(Difference::Changed { record: 9, .. })));
}

#[test]
fn rows_can_be_fed_page_by_page() {
    let (database, keys) = (database(), [signer().public()]);
    let mut comparison = Comparison::begin(&database.log, &keys).unwrap();
    for page in database.rows.chunks(3) {
        for (record, leaf) in page {
            comparison.record(record, leaf.as_deref()).unwrap();
        }
    }
    assert_eq!(comparison.finish(), database.compared());
}

/// Something that can be done to a row.
#[derive(Debug, Clone)]
enum Touch {
    Change(Box<LedgerLine>),
    Remove,
    Leaf(Option<Vec<u8>>),
    Swap,
}

fn touch() -> impl Strategy<Value = Touch> {
    let leaf = prop::option::of(prop::collection::vec(any::<u8>(), 0..40));
    prop_oneof![
        super::any_line().prop_map(|line| Touch::Change(Box::new(line))),
        Just(Touch::Remove),
        leaf.prop_map(Touch::Leaf),
        Just(Touch::Swap),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_to_a_record_that_a_head_covers_is_noticed(
        touch in touch(), at in 0..16_usize, keeps_id in any::<bool>(), covers_up in any::<bool>(),
    ) {
        let mut touched = database();
        match touch {
            Touch::Change(mut line) => {
                if keeps_id {
                    line.id = touched.rows[at].0.id;
                }
                touched.rows[at].0 = *line;
            }
            Touch::Remove => drop(touched.rows.remove(at)),
            Touch::Leaf(leaf) => touched.rows[at].1 = leaf,
            Touch::Swap => touched.rows.swap(at, at + 1),
        }
        let untouched_records = touched.rows.iter().map(|row| &row.0).eq(database().rows.iter().map(|row| &row.0));
        if covers_up {
            // Making the log anew mends a leaf that was changed; a leaf that was removed shortens the log.
            touched = touched.with_log_made_anew();
        }
        let mended = untouched_records && covers_up && touched.log.leaves == 17;
        prop_assert_eq!(touched.compared().is_ok(), mended);
    }
}
