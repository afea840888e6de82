//! The ledger, read page by page: each record once, whatever comes meanwhile, and nothing of others.

use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::text::GroupName;
use ovation::store::outside::Account;
use ovation::store::{
    Change, GroupProposal, HistoryPage, LeaderRef, PastRecord, Records, RepresentativeChange, Turn,
};

use crate::database::Database;
use crate::stage::{LEADER, ROLE, STAFF, Stage};

const ALL: Records = Records { group: None, partner: None };

fn of_group(group: GroupId) -> Records {
    Records { group: Some(group), ..ALL }
}

fn of_partner(partner: PartnerId) -> Records {
    Records { partner: Some(partner), ..ALL }
}

async fn page(stage: &Stage, of: Records, turn: Turn) -> HistoryPage {
    stage.store.history(of, turn, 3).await.expect("a page")
}

fn numbers(records: &[PastRecord]) -> Vec<i64> {
    records.iter().map(|record| record.record.get()).collect()
}

/// What the ledger itself has, newest first.
async fn expected(stage: &Stage, of: Records) -> Vec<i64> {
    let group = of.group.map(|group| format!(" AND group_id = {group}")).unwrap_or_default();
    let partner = of.partner.map(|partner| format!(" AND partner_id = {partner}")).unwrap_or_default();
    let question = format!("SELECT id FROM record WHERE 1 = 1{group}{partner} ORDER BY id DESC");
    stage.raw().await.numbers(&question).await.concat()
}

/// Two groups, two companies, awards of each to each, two of them taken back.
async fn busy(database: Database) -> (Stage, [GroupId; 2], [PartnerId; 2]) {
    let stage = Stage::new(database).await;
    let groups = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let partners = [stage.partner("Litware").await, stage.partner("Contoso").await];
    for round in 0..4 {
        for group in groups {
            for partner in partners {
                let award = stage.award(group, partner, 30).await.record;
                if round == 1 && group == groups[0] {
                    stage.store.reverse(stage.reversal(award)).await.expect("staff can");
                }
            }
        }
    }
    stage.store.grant(stage.grant(groups[0], 40, false)).await.expect("extra points");
    (stage, groups, partners)
}

pub async fn pages_hold_each_record_once_forth_and_back(database: Database) {
    let (stage, groups, partners) = busy(database).await;
    for group in [None, Some(groups[0]), Some(groups[1])] {
        for partner in [None, Some(partners[0]), Some(partners[1])] {
            let of = Records { group, partner };
            let expected = expected(&stage, of).await;
            let (mut forth, mut pages) = (Vec::new(), vec![page(&stage, of, Turn::Newest).await]);
            assert!(!pages[0].newer);
            while let Some(last) = pages.last().filter(|page| page.older) {
                let border = last.records.last().expect("a record").record;
                pages.push(page(&stage, of, Turn::Older(border)).await);
                assert!(pages.last().expect("a page").newer);
            }
            pages.iter().for_each(|page| forth.extend(numbers(&page.records)));
            assert_eq!(forth, expected, "{of:?}");
            for (at, known) in pages.iter().enumerate().rev().skip(1) {
                let border = pages[at + 1].records.first().expect("a record").record;
                assert_eq!(
                    &page(&stage, of, Turn::Newer(border)).await,
                    known,
                    "back to page {at} of {of:?}"
                );
            }
        }
    }
}

pub async fn a_page_stays_where_it_is_while_records_come(database: Database) {
    let (stage, groups, partners) = busy(database).await;
    let of = of_group(groups[0]);
    let first = page(&stage, of, Turn::Newest).await;
    let border = first.records.last().expect("a record").record;
    let second = page(&stage, of, Turn::Older(border)).await;
    let newest = stage.award(groups[0], partners[0], 5).await.record;
    stage.award(groups[1], partners[0], 5).await;
    assert_eq!(page(&stage, of, Turn::Older(border)).await, second);
    let back = page(&stage, of, Turn::Newer(second.records[0].record)).await;
    assert_eq!(HistoryPage { newer: true, ..first.clone() }, back);
    let top = page(&stage, of, Turn::Newer(first.records[0].record)).await;
    assert_eq!(top, page(&stage, of, Turn::Newest).await, "the newest page is a full one");
    assert_eq!(top.records[0].record, newest);
}

pub async fn a_group_and_a_company_have_what_is_theirs_and_of_both_what_is_of_both(database: Database) {
    let (stage, groups, partners) = busy(database).await;
    let name = |record: &PastRecord| (record.group_name.clone(), record.partner_name.clone());
    let whole = async |of| stage.store.history(of, Turn::Newest, 1000).await.expect("all").records;
    assert!(
        whole(of_group(groups[0])).await.iter().all(|record| name(record).0.as_deref() == Some("Ottawa"))
    );
    let theirs = whole(of_partner(partners[1])).await;
    assert!(theirs.iter().all(|record| name(record).1.as_deref() == Some("Contoso")));
    assert!(theirs.iter().any(|record| record.kind == "partner-approved"));
    let both = whole(Records { group: Some(groups[0]), partner: Some(partners[1]) }).await;
    let kinds: Vec<&str> = both.iter().map(|record| record.kind.as_str()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "award").count(), 4);
    assert_eq!(kinds.iter().filter(|kind| **kind == "reversal").count(), 1);
    assert!(both.iter().all(|record| name(record) == (Some("Ottawa".into()), Some("Contoso".into()))));
    let nobody = whole(of_group(GroupId::from_raw(77))).await;
    assert_eq!(nobody, []);
    let awarded = stage.store.groups_that_awarded(partners[0]).await.expect("groups");
    assert_eq!(awarded, [(groups[0], "Ottawa".to_owned()), (groups[1], "Toronto".to_owned())]);
    let never = stage.partner("Litmus").await;
    assert_eq!(stage.store.groups_that_awarded(never).await.expect("groups"), []);
}

pub async fn a_record_says_who_what_and_why(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 30).await.record;
    let whole = async |of| stage.store.history(of, Turn::Newest, 1000).await.expect("all").records;
    let of = Records { group: Some(group), partner: Some(partner) };
    let given = whole(of).await.remove(0);
    assert_eq!((given.kind.as_str(), given.points, given.by), ("award", Some(30), Some(LEADER)));
    assert_eq!(given.reason.as_deref(), Some("A talk that was no sales pitch"));
    assert_eq!(
        (given.contribution.as_ref().map(|kind| kind.as_str()), given.reversed),
        (Some("talk"), false)
    );
    assert_eq!(given.day, Some(given.at.date_naive()), "15:00 UTC is the same day in Toronto");
    stage.store.reverse(stage.reversal(award)).await.expect("staff can");
    let records = whole(of).await;
    assert_eq!((records[0].kind.as_str(), records[0].reverses), ("reversal", Some(award)));
    assert_eq!(records[0].reason.as_deref(), Some("The talk was another company's"));
    assert_eq!(
        records.iter().find(|record| record.record == award),
        Some(&PastRecord { reversed: true, ..given })
    );
    stage.store.grant(stage.grant(group, 40, false)).await.expect("extra points");
    stage.store.grant(stage.grant(group, 15, true)).await.expect("some back");
    stage.store.set_base(stage.base(group, Some(800))).await.expect("another base");
    let leaders = vec![LeaderRef::Role(ROLE)];
    let name = GroupName::parse("Ottawa").expect("a name");
    let proposal = GroupProposal { group: Some(group), leaders, name, ..stage.proposal("Ottawa") };
    stage.store.propose_group(proposal).await.expect("other leaders");
    let who = Account::new(14);
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who, add: true };
    stage.store.change_representative(change).await.expect("a representative");
    let records = whole(of_group(group)).await;
    let told: Vec<_> =
        records.iter().take(6).map(|one| (one.kind.as_str(), one.points, &one.change)).collect();
    let base = Change::Base(ovation::points::Points::new(800));
    let leads = |role, added| Some(Change::Leader { added, role });
    let (came, went) = (leads(Some(ROLE), true), leads(None, false));
    assert_eq!(told[0], ("leaders", None, &came));
    assert_eq!(told[1], ("leaders", None, &went));
    assert_eq!((records[0].whom, records[1].whom), (None, Some(LEADER)));
    assert_eq!(told[2].0, "group-changed");
    assert_eq!(told[3], ("base", Some(800), &Some(base)));
    assert_eq!((told[4], told[5]), (("grant", Some(-15), &None), ("grant", Some(40), &None)));
    let newest = whole(of_partner(partner)).await.remove(0);
    assert_eq!(
        (newest.kind.as_str(), newest.whom, newest.by),
        ("representative-added", Some(who), Some(STAFF))
    );
    let tier = whole(of_partner(partner)).await.into_iter().find(|record| record.kind == "tier");
    let Some(Change::Tier { from: None, to: Some(to) }) = tier.expect("a tier").change else {
        panic!("a tier")
    };
    assert_eq!(to.as_str(), "registered");
}

pub async fn borders_that_are_no_record_are_borders_all_the_same(database: Database) {
    let (stage, groups, _) = busy(database).await;
    let of = of_group(groups[0]);
    let newest = page(&stage, of, Turn::Newest).await;
    for number in [i64::MIN, -1, 0, i64::MAX] {
        let record = RecordId::from_raw(number);
        let older = page(&stage, of, Turn::Older(record)).await;
        if number == i64::MAX {
            assert_eq!(older, newest);
        } else {
            assert_eq!(older, HistoryPage { records: Vec::new(), newer: true, older: false });
        }
        let newer = page(&stage, of, Turn::Newer(record)).await;
        assert_eq!(newer.records.len(), 3);
        assert_eq!((newer.newer, newer.older), (number != i64::MAX, number == i64::MAX));
    }
}

crate::contract!(
    pages_hold_each_record_once_forth_and_back,
    a_page_stays_where_it_is_while_records_come,
    a_group_and_a_company_have_what_is_theirs_and_of_both_what_is_of_both,
    a_record_says_who_what_and_why,
    borders_that_are_no_record_are_borders_all_the_same,
);
