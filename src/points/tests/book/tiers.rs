//! How the plain model moves tiers: by rank, 1 for the lowest.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};

use super::HeldTier;
use super::plain::Plain;
use super::terms::TIERS;
use crate::points::award::PartnerState;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(super) rank: usize,
    since: NaiveDate,
    promised: NaiveDate,
    warned: Option<NaiveDate>,
}

impl Held {
    pub(super) fn plain(self) -> HeldTier {
        (TIERS[self.rank - 1].to_owned(), self.since, self.promised, self.warned)
    }
}

impl Plain<'_> {
    pub(super) fn begun(&self, rank: usize, book: usize, day: NaiveDate) -> Option<Held> {
        let promised = day + Months::new(self.terms.standing[book].1);
        (rank > 0).then_some(Held { rank, since: day, promised, warned: None })
    }

    /// The rules in force as a day begins.
    fn book_of(&self, day: NaiveDate) -> usize {
        self.books.iter().rev().find(|(on, _)| *on < day).unwrap_or(&self.books[0]).1
    }

    /// The evaluation as `day` begins.
    pub(super) fn night(&mut self, partner: usize, day: NaiveDate) {
        let book = self.book_of(day);
        let reached = self.reached(partner, book, day);
        let Some(held) = self.held[partner].clone() else {
            self.held[partner] = self.begun(reached, book, day);
            return;
        };
        if day < held.since {
            return;
        }
        let (_, guarantee, grace) = self.terms.standing[book];
        let guaranteed = day < held.promised.max(held.since + Months::new(guarantee));
        self.held[partner] = if reached > held.rank || (reached == held.rank && held.warned.is_some()) {
            self.begun(reached, book, day)
        } else if reached == held.rank {
            Some(held)
        } else if guaranteed {
            Some(Held { warned: None, ..held })
        } else if held.warned.is_none() && grace > 0 {
            Some(Held { warned: Some(day + Days::new(grace.into())), ..held })
        } else if held.warned.is_some_and(|until| day < until) {
            Some(held)
        } else {
            self.begun(held.rank - 1, book, day)
        };
    }

    /// After an act that gave something.
    pub(super) fn lift(&mut self, partner: usize, at: DateTime<Utc>) {
        let (book, day) = (self.book(), self.day_of(at));
        let reached = self.reached(partner, book, day);
        let (rank, warned) =
            self.held[partner].as_ref().map_or((0, false), |held| (held.rank, held.warned.is_some()));
        if self.states[partner] == PartnerState::Active && (reached > rank || (reached == rank && warned)) {
            self.held[partner] = self.begun(reached, book, day);
        }
    }

    /// After an act that took something away.
    pub(super) fn drop(&mut self, partner: usize, at: DateTime<Utc>) {
        let (book, day) = (self.book(), self.day_of(at));
        let reached = self.reached(partner, book, day);
        if self.held[partner].as_ref().is_some_and(|held| reached < held.rank) {
            self.held[partner] = self.begun(reached, book, day);
        }
    }
}
