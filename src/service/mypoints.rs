//! `/mypoints`: what a company has, for those who represent it.

use super::{Answer, Caller, Service};
use crate::points::refusal::Refusal;
use crate::points::tier::{self, Progress};
use crate::store::PartnerStanding;

/// How many of the newest awards are shown.
const THANKS: u32 = 5;

/// Standing, and the way to the next tier.
#[derive(Clone, Debug)]
pub struct MyPoints {
    /// The standing.
    pub standing: PartnerStanding,
    /// The next tier and what is there of it; none at the highest tier.
    pub next: Option<(crate::points::ids::TierId, Progress)>,
}

impl Service {
    /// The standing of a company that the caller represents (staff: of any).
    ///
    /// # Errors
    /// `NotARepresentative`, `UnknownPartner`; with several companies and none named, the first by name.
    pub async fn mypoints(&self, caller: &Caller, partner: Option<&str>) -> Answer<MyPoints> {
        let mine = self.store.represented_by(caller.account).await?;
        let partner = match partner {
            None => mine.first().map(|first| first.id).ok_or(Refusal::NotARepresentative)?,
            Some(asked) => {
                let partner = self.partner_asked(asked).await?;
                if !caller.staff && !partner.representatives.contains(&caller.account) {
                    return Err(Refusal::NotARepresentative.into());
                }
                partner.id
            }
        };
        let standing = self.store.standing(partner, THANKS).await?;
        let next = self.rules.next_tier(standing.partner.tier.as_ref());
        let next =
            next.map(|next| (next.id().clone(), tier::progress(&self.rules, &standing.standing, next)));
        Ok(MyPoints { standing, next })
    }
}
