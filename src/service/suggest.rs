//! What is offered while somebody types.

use chrono::{Days, NaiveDate};

use super::{Answer, Caller, Service};
use crate::points::ids::{ContributionId, GroupId};
use crate::points::text::search_key;
use crate::store::{Candidate, Led};

/// Discord shows at most 25 choices.
const CHOICES: u32 = 25;

/// Points to choose from, and what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointSuggestions {
    /// Amounts, most fitting first, each within the program's limit and what remains.
    pub amounts: Vec<i64>,
    /// What the group has left.
    pub remaining: i64,
}

/// A day to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySuggestion {
    /// How many days ago.
    pub ago: u32,
    /// The day.
    pub day: NaiveDate,
}

impl Service {
    /// Companies for `/award`: those that the caller's group thanked last first.
    ///
    /// # Errors
    /// Faults; who leads nothing gets companies by recency.
    pub async fn suggest_partners(
        &self,
        caller: &Caller,
        typed: &str,
        group: Option<&str>,
    ) -> Answer<Vec<Candidate>> {
        let group = match self.acting_group(caller, group).await {
            Ok(group) => Some(group.id),
            Err(crate::store::Failure::Refused(_)) => None,
            Err(fault) => return Err(fault),
        };
        self.store.suggest_partners(typed, group, CHOICES).await
    }

    /// All companies, for whoever looks at one.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_any_partners(&self, typed: &str) -> Answer<Vec<Candidate>> {
        self.store.suggest_partners(typed, None, CHOICES).await
    }

    /// Companies that the caller represents, for `/mypoints` and `/partner edit`; for staff, all.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_own_partners(&self, caller: &Caller, typed: &str) -> Answer<Vec<Candidate>> {
        if caller.staff {
            return self.store.suggest_partners(typed, None, CHOICES).await;
        }
        self.store.represented_by(caller.account).await
    }

    /// Companies for `/history`: for leaders and staff all, else those that the caller represents.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_history_partners(&self, caller: &Caller, typed: &str) -> Answer<Vec<Candidate>> {
        let led = self.led_ever(caller).await?;
        if led.is_empty() {
            return self.suggest_own_partners(caller, typed).await;
        }
        self.store.suggest_partners(typed, led.first().map(|group| group.id), CHOICES).await
    }

    /// Groups for `/history`: for staff all, else those that the caller leads here and those that awarded a company
    /// that the caller represents.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_history_groups(
        &self,
        caller: &Caller,
        typed: &str,
    ) -> Answer<Vec<(GroupId, String)>> {
        if caller.staff {
            let groups = self.store.suggest_groups(typed, CHOICES).await?;
            return Ok(groups.into_iter().map(|group| (group.id, group.name)).collect());
        }
        let led = self.led_ever(caller).await?;
        let mut groups: Vec<(GroupId, String)> =
            led.into_iter().map(|group| (group.id, group.name)).collect();
        for partner in self.store.represented_by(caller.account).await? {
            for group in self.store.groups_that_awarded(partner.id).await? {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        let typed = search_key(typed);
        groups.retain(|(_, name)| search_key(name).contains(&typed));
        Ok(groups)
    }

    /// Points for `/award`: what the contribution suggests, then round amounts, never more than is left.
    ///
    /// # Errors
    /// Refusals of the group.
    pub async fn suggest_points(
        &self,
        caller: &Caller,
        contribution: Option<&str>,
        group: Option<&str>,
    ) -> Answer<PointSuggestions> {
        let group = self.acting_group(caller, group).await?;
        let remaining = self.store.allocation(group.id).await?.allocation.remaining().get();
        let most = self.rules.award().max_points().get().min(remaining);
        let suggested = contribution
            .and_then(|word| ContributionId::parse(word).ok())
            .and_then(|id| self.rules.contribution(&id).map(|kind| kind.points().get()));
        let mut amounts: Vec<i64> = Vec::new();
        for amount in suggested.into_iter().chain([25, 50, 75, 100, 150, 200, 250, 500, 1000]).chain([most]) {
            if (1..=most).contains(&amount) && !amounts.contains(&amount) {
                amounts.push(amount);
            }
        }
        Ok(PointSuggestions { amounts, remaining })
    }

    /// Days for `/award`: today and the days before, as far back as the rules allow and as a menu holds. Today is the
    /// group's own; the program's while it isn't known which group.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_days(&self, caller: &Caller, group: Option<&str>) -> Answer<Vec<DaySuggestion>> {
        let timezone = match self.acting_group(caller, group).await {
            Ok(group) => group.timezone,
            Err(crate::store::Failure::Refused(_)) => self.rules.timezone(),
            Err(fault) => return Err(fault),
        };
        let today = (self.clock)().with_timezone(&timezone).date_naive();
        let most = self.rules.award().backdate_days().min(CHOICES - 1);
        let day = |ago: u32| Some(DaySuggestion { ago, day: today.checked_sub_days(Days::new(ago.into()))? });
        Ok((0..=most).filter_map(day).collect())
    }

    /// The groups that the caller leads here.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_led(&self, caller: &Caller) -> Answer<Vec<Led>> {
        match caller.server {
            Some(server) => self.store.groups_led(server, caller.account, &caller.roles).await,
            None => Ok(Vec::new()),
        }
    }

    /// All active groups, for staff.
    ///
    /// # Errors
    /// `StaffOnly`.
    pub async fn suggest_groups(&self, caller: &Caller, typed: &str) -> Answer<Vec<crate::store::Group>> {
        caller.must_be_staff()?;
        self.store.suggest_groups(typed, CHOICES).await
    }
}
