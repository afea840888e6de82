//! The program that is measured: the sample's rules with enough to give, groups, companies, and orders that never ask
//! twice for the same.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{Days, NaiveDate, Utc};
use ovation::points::Points;
use ovation::points::award::AwardRequest;
use ovation::points::ids::{ContributionId, GroupId, PartnerId};
use ovation::points::text::{CompanyName, GroupName, Note, Reason};
use ovation::store::outside::{Account, Channel, Server};
use ovation::store::sql::SqlStore;
use ovation::store::{
    Act, Approval, AwardOrder, Awarded, Awards, Grant, GroupKind, GroupProposal, Groups, LeaderRef,
    Particulars, Partners, Program as _, Registration,
};
use sqlx::{AnyConnection, Connection, Row};

use crate::{Extent, Failure};

/// The sample's rules with as much to give as rules allow: share cap, approval above a limit and carry-over are all in
/// force.
pub static RULES: LazyLock<String> = LazyLock::new(|| {
    include_str!("../../config/program.toml")
        .replace("points = 500                          #", "points = 1000000 #")
        .replace("# carry_over = 100 ", "carry_over = 100 ")
});

/// Kinds of contribution in those rules.
pub const KINDS: [&str; 6] = ["presentation", "sponsorship", "travel", "prizes", "venue", "mentoring"];
/// Days back to which an award may be for.
pub const DAYS: u64 = 30;
/// What each award gives: enough to count for a tier, and below the limit above which somebody approves.
pub const POINTS: i64 = 50;
/// Why.
pub const REASON: &str =
    "A talk on how to test what waits, that sold nothing and was asked about for an hour";

const STAFF: Account = Account::new(16);
const SERVERS: u64 = 1_000;
/// So many groups are asked for all they have: what staff give them beside the base lasts for any run.
const BUSY: usize = 100;
const GRANTED: i64 = 100_000_000;

/// What is in the database.
pub struct Program {
    pub groups: Vec<GroupId>,
    pub partners: Vec<PartnerId>,
    /// What every award of one shape writes, taken from one that the store wrote.
    pub wrote: Wrote,
    /// Acts so far; each award's company, kind and day follow from how many its group has given.
    acts: AtomicU64,
    given: Vec<AtomicU64>,
}

/// The columns of an award that are the same for all in this bench.
#[derive(Clone)]
pub struct Wrote {
    pub rules: i64,
    pub period: i64,
    pub person: i64,
    pub day: i64,
    pub detail: String,
}

impl Program {
    /// Fills an empty database through the store.
    pub async fn found(store: &SqlStore, url: &str, extent: &Extent) -> Result<Self, Failure> {
        let acts = AtomicU64::new(0);
        let (mut groups, mut partners) = (Vec::new(), Vec::new());
        for number in 0..extent.partners {
            let name =
                CompanyName::parse(&format!("Company {number}")).map_err(|fault| format!("{fault:?}"))?;
            let description = Note::parse("").map_err(|fault| format!("{fault:?}"))?;
            let asked = Registration {
                act: next(&acts),
                by: STAFF,
                name,
                website: None,
                description,
                represents: false,
            };
            let partner = store.register_partner(asked).await?.id;
            store.decide_partner(next(&acts), STAFF, partner, Approval::Approve).await?;
            partners.push(partner);
        }
        for number in 0..extent.groups {
            let group = store.propose_group(proposal(number as u64, next(&acts))?).await?.id;
            store.decide_group(next(&acts), STAFF, group, Approval::Approve).await?;
            if groups.len() < BUSY {
                store.grant(grant(group, next(&acts))?).await?;
            }
            groups.push(group);
        }
        let given = groups.iter().map(|_| AtomicU64::new(0)).collect();
        let wrote = Wrote { rules: 0, period: 0, person: 0, day: 0, detail: String::new() };
        let mut program = Self { groups, partners, wrote, acts, given };
        store.award(program.order(0, true)).await?;
        program.wrote = Wrote::read(url).await?;
        Ok(program)
    }

    /// The next order of one of the groups, for what it hasn't thanked for yet; when it has for everything, it says that
    /// it means another one.
    pub fn order(&self, group: usize, announce: bool) -> AwardOrder {
        let number = self.given[group].fetch_add(1, Ordering::Relaxed);
        let (partners, kinds) = (self.partners.len() as u64, KINDS.len() as u64);
        let (partner, rest) = ((number + group as u64) % partners, number / partners);
        let (kind, rest) = (rest % kinds, rest / kinds);
        let (back, round) = (rest % DAYS, rest / DAYS);
        let request = AwardRequest {
            group: self.groups[group],
            partner: self.partners[usize::try_from(partner).unwrap_or(0)],
            contribution: contribution(KINDS[usize::try_from(kind).unwrap_or(0)]),
            points: Points::new(POINTS),
            reason: Reason::parse(REASON).expect("a reason"),
            day: today().checked_sub_days(Days::new(back)),
            confirmed: round > 0,
        };
        AwardOrder {
            act: next(&self.acts),
            by: leader(group as u64),
            roles: Vec::new(),
            request,
            particulars: Particulars::default(),
            announce,
            settles: None,
        }
    }
}

/// Gives points; anything but an award is a fault of the bench.
pub async fn give(store: &SqlStore, order: AwardOrder) -> Result<(), Failure> {
    match store.award(order).await? {
        Awarded::Given(_) => Ok(()),
        Awarded::Reserved(reserved) => Err(format!("set aside: {reserved:?}").into()),
    }
}

/// Today, where the groups live; the day before, so that it is never in the future.
fn today() -> NaiveDate {
    (Utc::now() - chrono::TimeDelta::days(1)).date_naive()
}

fn leader(group: u64) -> Account {
    Account::new(1_000_000 + group)
}

fn contribution(word: &str) -> ContributionId {
    ContributionId::parse(word).expect("a short name")
}

fn next(acts: &AtomicU64) -> Act {
    let number = acts.fetch_add(1, Ordering::Relaxed);
    Act { key: format!("i:{}", 1_300_000_000_000_000_000 + number), hash: format!("{number:064x}") }
}

fn proposal(number: u64, act: Act) -> Result<GroupProposal, Failure> {
    Ok(GroupProposal {
        act,
        by: leader(number),
        server: Server::new(1 + number % SERVERS),
        group: None,
        name: GroupName::parse(&format!("Group {number}")).map_err(|fault| format!("{fault:?}"))?,
        kind: GroupKind::UserGroup,
        language: "en".to_owned(),
        timezone: chrono_tz::America::Toronto,
        shout_out_channel: Channel::new(121),
        leaders_channel: None,
        requests_channel: None,
        choices: ovation::store::GroupChoices::default(),
        leaders: vec![LeaderRef::User(leader(number))],
    })
}

fn grant(group: GroupId, act: Act) -> Result<Grant, Failure> {
    let reason = Reason::parse("So that nobody runs out").map_err(|fault| format!("{fault:?}"))?;
    let points = Points::new(GRANTED).ok_or("points")?;
    Ok(Grant { act, by: STAFF, group, points, take_back: false, reason })
}

impl Wrote {
    async fn read(url: &str) -> Result<Self, Failure> {
        let mut raw = AnyConnection::connect(url).await?;
        let asked = "SELECT rules, period_id, actor_id, day, detail FROM record WHERE kind = 'award' ORDER BY id DESC LIMIT 1";
        let row = sqlx::query(asked).fetch_one(&mut raw).await?;
        let wrote = Self {
            rules: row.get(0),
            period: row.get(1),
            person: row.get(2),
            day: row.get(3),
            detail: row.get(4),
        };
        raw.close().await?;
        Ok(wrote)
    }
}
