//! A small ledger: rules first, then awards of two partners and a reversal now and then.

use super::key::signer;
use crate::evidence::bytes::Bytes;
use crate::evidence::head::{Head, SignedHead};
use crate::evidence::statement::{Draft, Named, SealedStatement};
use crate::evidence::text::LineText;
use crate::evidence::tree::Tree;
use crate::evidence::{LedgerLine, Moment};

/// The partner whose statement is made.
pub(super) const CONTOSO: i64 = 1;

/// 2026-01-01T00:00:00.000Z
const BEGIN: i64 = 1_767_225_600_000;

pub(super) fn text(id: i64) -> LineText {
    LineText {
        salt: Bytes::from(id.to_be_bytes().repeat(2)),
        text: format!("Merci pour tout, no {id}"),
        event: if id % 3 == 0 { "=Meetup, \"spring\"".to_owned() } else { String::new() },
        link: String::new(),
    }
}

pub(super) fn record(id: i64) -> LedgerLine {
    let reverses = (id % 5 == 0).then_some(id - 2);
    let kind = match (id, reverses) {
        (1, _) => "rules",
        (_, Some(_)) => "reversal",
        _ => "award",
    };
    let given = (id > 1).then_some(());
    LedgerLine {
        id,
        kind: kind.to_owned(),
        at: BEGIN + id * 1000,
        rules: given.map(|()| 1),
        actor_id: given.map(|()| 7),
        subject_id: None,
        group_id: given.map(|()| 3),
        partner_id: given.map(|()| if id % 2 == 0 { CONTOSO } else { 2 }),
        period_id: given.map(|()| 1),
        contribution: given.map(|()| "venue".to_owned()),
        day: given.map(|()| 20_454),
        points: given.map(|()| 10 * id),
        reverses,
        cause: None,
        act: given.map(|()| format!("10{id}")),
        content_hash: given.map(|()| Bytes::from(vec![9; 32])),
        detail: "{}".to_owned(),
        text_hash: given.map(|()| Bytes::from(text(id).hash().as_bytes().to_vec())),
    }
}

pub(super) fn records(count: i64) -> Vec<LedgerLine> {
    (1..=count).map(record).collect()
}

pub(super) fn tree(count: i64) -> Tree {
    Tree::new(records(count).iter().map(LedgerLine::leaf).collect())
}

pub(super) fn at(millis: i64) -> Moment {
    Moment::from_millis(BEGIN + millis).unwrap()
}

pub(super) fn head(size: i64) -> SignedHead {
    let root = tree(size).root_at(u64::try_from(size).unwrap()).unwrap();
    Head::new(root, at(1_000_000), "Northwind Partner Network").unwrap().sign(&signer())
}

fn named(id: i64, name: &str) -> Named {
    Named { id, name: name.to_owned() }
}

/// Contoso's records of the first `count`; the text of record 4 is erased.
pub(super) fn draft(count: i64) -> Draft {
    let lines = records(count).into_iter().filter(|record| record.partner_id == Some(CONTOSO));
    Draft {
        made_at: at(2_000_000),
        partner: named(CONTOSO, "Contoso Cloud"),
        merged: vec![named(9, "Fabrikam")],
        groups: vec![named(3, "+Gatineau, les amis")],
        lines: lines
            .map(|record| (record.id, record))
            .map(|(id, record)| (record, (id != 4).then(|| text(id))))
            .collect(),
    }
}

pub(super) fn statement() -> SealedStatement {
    draft(13).seal(&head(13), &tree(13), &signer()).unwrap()
}
