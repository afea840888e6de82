//! A group with two leaders, and a company with somebody who represents it: those whom claims concern.

use ovation::points::claim::ClaimVerdict;
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::text::Reason;
use ovation::store::outside::{Account, Channel};
use ovation::store::{
    AwardOrder, Claim, ClaimEnd, ClaimOrder, GroupProposal, LeaderRef, RepresentativeChange, Settles,
};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, RULES, STAFF, Stage, contribution};

/// Who represents the company.
pub const PARTNER: Account = Account::new(14);
/// Another leader.
pub const SECOND: Account = Account::new(12);
/// Where leaders talk among themselves.
pub const LEADERS: Channel = Channel::new(122);

/// A group with two leaders and a channel of theirs, and a company with somebody who represents it.
pub struct Scene {
    pub stage: Stage,
    pub group: GroupId,
    pub partner: PartnerId,
}

impl Scene {
    pub async fn new(database: Database) -> Self {
        Self::with(database, RULES).await
    }

    pub async fn with(database: Database, rules: &str) -> Self {
        let stage = Stage::with(database, rules).await;
        let group = stage.approved(led_by_two(&stage, "Ottawa")).await.id;
        let partner = stage.partner("Litware").await;
        represent(&stage, partner).await;
        Self { stage, group, partner }
    }

    pub fn order(&self, word: &str) -> ClaimOrder {
        ClaimOrder {
            act: self.stage.act(),
            by: PARTNER,
            group: self.group,
            partner: self.partner,
            contribution: contribution(word),
            reason: Reason::parse("We had you in our big room").expect("a reason"),
            day: None,
            link: None,
        }
    }

    pub async fn claim(&self, word: &str) -> Claim {
        self.stage.store.make_claim(self.order(word)).await.expect("a claim that may be made")
    }

    /// What a leader gives to confirm a claim.
    pub fn confirm(&self, claim: &Claim, by: Account) -> AwardOrder {
        let mut order = self.stage.order(claim.group, claim.partner, 80);
        order.request.contribution = claim.contribution.clone();
        order.request.day = Some(claim.day);
        AwardOrder { by, settles: Some(Settles::Claim(claim.record)), ..order }
    }

    pub fn end(&self, claim: &Claim, by: Account, verdict: ClaimVerdict) -> ClaimEnd {
        let reason = Reason::parse("It was another company").expect("a reason");
        let reason = Some(reason).filter(|_| verdict == ClaimVerdict::Decline);
        ClaimEnd { act: self.stage.act(), by, roles: Vec::new(), claim: claim.record, verdict, reason }
    }

    pub async fn shown(&self, claim: RecordId) -> Claim {
        self.stage.store.claim(claim).await.expect("claims").expect("the claim")
    }

    pub async fn awards(&self) -> i64 {
        self.stage.raw().await.number("SELECT COUNT(*) FROM record WHERE kind = 'award'").await
    }

    pub async fn sound(&self) {
        recount(&*self.stage.store, &mut self.stage.raw().await).await;
    }
}

fn led_by_two(stage: &Stage, name: &str) -> GroupProposal {
    let leaders = [LEADER, SECOND].map(LeaderRef::User).to_vec();
    GroupProposal { leaders, leaders_channel: Some(LEADERS), ..stage.proposal(name) }
}

pub async fn represent(stage: &Stage, partner: PartnerId) {
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who: PARTNER, add: true };
    stage.store.change_representative(change).await.expect("a representative");
}
