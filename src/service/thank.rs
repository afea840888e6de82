//! "Thank for this message" and "Award this person": an award that begins with who helped.

use super::{Answer, AwardAnswer, AwardAsked, Caller, Service, choice};
use crate::points::award::PartnerState;
use crate::points::ids::{ContributionId, GroupId, PartnerId};
use crate::points::refusal::Refusal;
use crate::store::outside::{Account, Message};
use crate::store::{Candidate, Failure, Led};

/// Discord shows at most 25 options in a select.
const OPTIONS: u32 = 25;

/// What is known so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThanksAsked {
    /// The message that is thanked for, in the channel in which this is asked.
    pub message: Option<Message>,
    /// Who helped.
    pub person: Account,
    /// The group that says thanks, once it was chosen.
    pub group: Option<GroupId>,
    /// The company, once it was chosen.
    pub partner: Option<PartnerId>,
}

/// What there is to choose, and what is chosen.
#[derive(Clone, Debug)]
pub struct ThanksPanel {
    /// The groups that the caller leads here, where it has to be asked which one is meant.
    pub groups: Vec<Led>,
    /// The group that says thanks.
    pub group: Option<Led>,
    /// The companies to choose from: the person's; else those that the group thanked last.
    pub companies: Vec<Candidate>,
    /// Whether the companies are the person's.
    pub of_person: bool,
    /// The company.
    pub partner: Option<(PartnerId, String)>,
}

/// The form, as it was filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThanksFilled {
    /// The group.
    pub group: GroupId,
    /// The company.
    pub partner: PartnerId,
    /// The contribution.
    pub contribution: ContributionId,
    /// The points.
    pub points: String,
    /// Why.
    pub reason: String,
    /// The day; empty: today.
    pub day: String,
    /// Where more is to be read; empty: nowhere.
    pub link: String,
}

impl Service {
    /// What is to be chosen before a person's company can be thanked.
    ///
    /// # Errors
    /// Refusals of the group, `OwnThanks`, `ThanksToBot`, `Conflict`, `UnknownPartner`.
    pub async fn thanks_panel(&self, caller: &Caller, asked: &ThanksAsked, bot: bool) -> Answer<ThanksPanel> {
        let named = asked.group.map(choice);
        let group = match self.acting_group(caller, named.as_deref()).await {
            Ok(group) => Some(group),
            Err(Failure::Refused(Refusal::WhichGroup { .. })) => None,
            Err(other) => return Err(other),
        };
        if bot {
            return Err(Refusal::ThanksToBot.into());
        }
        if asked.person == caller.account {
            return Err(Refusal::OwnThanks.into());
        }
        let groups = self.groups_to_choose(caller, group.is_none() || asked.group.is_some()).await?;
        let (own, all_conflict) = self.companies_of(caller, asked.person).await?;
        if all_conflict {
            return Err(Refusal::Conflict.into());
        }
        let of_person = !own.is_empty();
        let companies = if of_person {
            own
        } else {
            self.store.suggest_partners("", group.as_ref().map(|group| group.id), OPTIONS).await?
        };
        let partner = match (asked.partner, companies.as_slice()) {
            (Some(chosen), _) => {
                let partner = self.partner_asked(&choice(chosen)).await?;
                Some((partner.id, partner.name))
            }
            (None, [only]) if of_person => Some((only.id, only.name.clone())),
            _ => None,
        };
        Ok(ThanksPanel { groups, group, companies, of_person, partner })
    }

    async fn groups_to_choose(&self, caller: &Caller, asked: bool) -> Answer<Vec<Led>> {
        let mut groups = if asked { self.suggest_led(caller).await? } else { Vec::new() };
        groups.truncate(OPTIONS as usize);
        Ok(if groups.len() > 1 { groups } else { Vec::new() })
    }

    /// The companies that a person represents and that can be awarded by the caller, and whether there are none for the
    /// one reason that the caller represents them, too.
    async fn companies_of(&self, caller: &Caller, person: Account) -> Answer<(Vec<Candidate>, bool)> {
        let (mut kept, mut conflicts) = (Vec::new(), 0);
        for candidate in self.store.represented_by(person).await? {
            let Some(partner) = self.store.partner(candidate.id).await? else { continue };
            if !matches!(partner.state, PartnerState::Active | PartnerState::Nominated) {
                continue;
            }
            if partner.representatives.contains(&caller.account) {
                conflicts += 1;
            } else {
                kept.push(candidate);
            }
        }
        kept.truncate(OPTIONS as usize);
        let all_conflict = kept.is_empty() && conflicts > 0;
        Ok((kept, all_conflict))
    }

    /// Gives what the form says, as `/award` does.
    ///
    /// # Errors
    /// Those of [`Service::award`].
    pub async fn give_thanks(&self, caller: &Caller, filled: &ThanksFilled) -> Answer<AwardAnswer> {
        let some = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        let asked = AwardAsked {
            settles: None,
            partner: choice(filled.partner),
            contribution: filled.contribution.as_str().to_owned(),
            reason: filled.reason.clone(),
            points: Some(self.points_asked(&filled.points)?.get()),
            date: some(&filled.day),
            group: Some(choice(filled.group)),
            event: None,
            link: some(&filled.link),
        };
        self.award(caller, &asked).await
    }
}
