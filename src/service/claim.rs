//! `/claim`: a company says what it did for a group; a leader of the group confirms it, corrects it first, or declines.

use chrono::TimeDelta;

use super::{Answer, AwardAnswer, AwardAsked, AwardWords, Caller, Service, choice, or_none};
use crate::points::claim::{ClaimRefusal, ClaimVerdict, WAITS_FOR_DAYS};
use crate::points::ids::{ContributionId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::text::{Reason, Website, parse_day, search_key};
use crate::store::{Candidate, Claim, ClaimEnd, ClaimOrder, Failure, Group, GroupState, Led, Settles};

/// Groups offered while somebody types (Discord: 25 choices).
const GROUPS: u32 = 25;

/// What `/claim` was asked, as it was typed or chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimAsked {
    /// The group: a choice, or its name.
    pub group: String,
    /// The contribution's id.
    pub contribution: String,
    /// What was done, in the company's words.
    pub reason: String,
    /// The day of it, `YYYY-MM-DD`; none: today.
    pub date: Option<String>,
    /// Where more is to be read: an https address.
    pub link: Option<String>,
    /// Which company: a choice, or its name; none: the caller's own.
    pub partner: Option<String>,
}

impl Service {
    /// Takes a claim.
    ///
    /// # Errors
    /// Every refusal of `points::claim::decide`, of the texts, of the group and of the company.
    pub async fn claim(&self, caller: &Caller, asked: &ClaimAsked) -> Answer<Claim> {
        let contribution =
            ContributionId::parse(&asked.contribution).map_err(|_| Refusal::UnknownContribution)?;
        let reason = Reason::parse(&asked.reason)?;
        let day = asked.date.as_deref().map(parse_day).transpose()?;
        let link = asked.link.as_deref().map(Website::parse).transpose()?;
        let partner = self.claiming_partner(caller, asked.partner.as_deref()).await?;
        let group = self.group_called(caller, &asked.group).await?.id;
        let act = caller.act(&[
            &"claim",
            &group,
            &partner,
            &contribution,
            &reason.as_str(),
            &or_none(day.as_ref()),
            &or_none(link.as_ref().map(Website::as_str).as_ref()),
        ]);
        let by = caller.account;
        self.store.make_claim(ClaimOrder { act, by, group, partner, contribution, reason, day, link }).await
    }

    /// A claim that waits, for who leads its group here: to be confirmed, corrected or declined.
    ///
    /// # Errors
    /// `UnknownRecord`, `ClaimRefusal::NotYours`, `GroupNotActive`.
    pub async fn claim_to_decide(&self, caller: &Caller, claim: RecordId) -> Answer<Claim> {
        let claim = self.store.claim(claim).await?.ok_or(Refusal::UnknownRecord)?;
        match self.acting_group(caller, Some(&choice(claim.group))).await {
            Ok(Led { .. }) => Ok(claim),
            Err(Failure::Refused(Refusal::NotALeader | Refusal::NoGroupHere | Refusal::UnknownGroup)) => {
                Err(ClaimRefusal::NotYours.into())
            }
            Err(other) => Err(other),
        }
    }

    /// A claim that can still be decided, for who leads its group here.
    ///
    /// # Errors
    /// Those of [`Self::claim_to_decide`], `ClaimRefusal::Decided`.
    pub async fn claim_that_waits(&self, caller: &Caller, claim: RecordId) -> Answer<Claim> {
        let claim = self.claim_to_decide(caller, claim).await?;
        crate::points::claim::check_waits(claim.fate, claim.lapses_at, (self.clock)())?;
        Ok(claim)
    }

    /// Confirms a claim as it was made, with the points that the rules suggest: an award with all its rules.
    ///
    /// # Errors
    /// Those of [`Self::claim_to_decide`] and [`Self::award`], `ClaimRefusal::Decided`.
    pub async fn confirm_claim(&self, caller: &Caller, claim: RecordId) -> Answer<AwardAnswer> {
        let claim = self.claim_to_decide(caller, claim).await?;
        self.award(caller, &confirmation(&claim)).await
    }

    /// Confirms a claim as it should have been.
    ///
    /// # Errors
    /// Those of [`Self::confirm_claim`], and of what was filled in.
    pub async fn confirm_changed(
        &self,
        caller: &Caller,
        claim: RecordId,
        words: &AwardWords,
    ) -> Answer<AwardAnswer> {
        let claim = self.claim_to_decide(caller, claim).await?;
        self.award(caller, &self.as_typed(confirmation(&claim), words)?).await
    }

    /// Declines a claim, with a reason that the company reads.
    ///
    /// # Errors
    /// Every refusal of `points::claim::end`, and of the text.
    pub async fn decline_claim(&self, caller: &Caller, claim: RecordId, reason: &str) -> Answer<Claim> {
        let reason = Reason::parse(reason)?;
        self.end_claim(caller, claim, ClaimVerdict::Decline, Some(reason)).await
    }

    /// Takes a claim of the caller's company back.
    ///
    /// # Errors
    /// Every refusal of `points::claim::end`.
    pub async fn withdraw_claim(&self, caller: &Caller, claim: RecordId) -> Answer<Claim> {
        self.end_claim(caller, claim, ClaimVerdict::Withdraw, None).await
    }

    async fn end_claim(
        &self,
        caller: &Caller,
        claim: RecordId,
        verdict: ClaimVerdict,
        reason: Option<Reason>,
    ) -> Answer<Claim> {
        let word = match verdict {
            ClaimVerdict::Decline => "decline",
            ClaimVerdict::Withdraw => "withdraw",
        };
        let act = caller.act(&[&claim, &word, &or_none(reason.as_ref().map(Reason::as_str).as_ref())]);
        let (by, roles) = (caller.account, caller.roles.clone());
        self.store.end_claim(ClaimEnd { act, by, roles, claim, verdict, reason }).await
    }

    /// The claims of a company that wait, and those that were decided lately; newest first.
    ///
    /// # Errors
    /// Faults.
    pub async fn claims_of(&self, partner: PartnerId) -> Answer<Vec<Claim>> {
        let since = (self.clock)() - TimeDelta::days(WAITS_FOR_DAYS);
        self.store.claims_of(partner, since).await
    }

    /// Companies that the caller represents, for `/claim`.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_claiming(&self, caller: &Caller, typed: &str) -> Answer<Vec<Candidate>> {
        let typed = search_key(typed);
        let mut mine = self.store.represented_by(caller.account).await?;
        mine.retain(|one| search_key(&one.name).contains(&typed));
        Ok(mine)
    }

    /// Active groups wherever they are: those of this server first.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_any_group(&self, caller: &Caller, typed: &str) -> Answer<Vec<Group>> {
        let key = search_key(typed);
        let mut groups = match caller.server {
            Some(server) => self.store.groups_of(server).await?,
            None => Vec::new(),
        };
        groups.retain(|group| group.state == GroupState::Active && search_key(&group.name).contains(&key));
        let others = self.store.suggest_groups(typed, GROUPS).await?;
        groups.extend(others.into_iter().filter(|group| caller.server != Some(group.server)));
        Ok(groups)
    }

    /// The company that was named, or the only one that the caller represents. Whether they do is asked under the lock.
    async fn claiming_partner(&self, caller: &Caller, named: Option<&str>) -> Answer<PartnerId> {
        if let Some(named) = named {
            return Ok(self.partner_asked(named).await?.id);
        }
        let mine = self.store.represented_by(caller.account).await?;
        match mine.as_slice() {
            [] => Err(Refusal::NotARepresentative.into()),
            [only] => Ok(only.id),
            several => {
                let names = several.iter().map(|one| one.name.clone()).collect();
                Err(ClaimRefusal::WhichCompany { names }.into())
            }
        }
    }
}

/// What a claim asks to be given, as it was made.
fn confirmation(claim: &Claim) -> AwardAsked {
    AwardAsked {
        partner: choice(claim.partner),
        contribution: claim.contribution.to_string(),
        reason: claim.reason.clone().unwrap_or_default(),
        date: Some(claim.day.to_string()),
        group: Some(choice(claim.group)),
        link: Some(claim.link.clone()).filter(|link| !link.is_empty()),
        settles: Some(Settles::Claim(claim.record)),
        ..AwardAsked::default()
    }
}
