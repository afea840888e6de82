//! What the last batches of awards left companies with, so that the next one needn't sum it again.
//!
//! Kept standings hold only while the ledger's newest record is the one that the writer left, and the window begins on
//! the same day: nothing changes a standing without a record, whichever process it comes from. So who keeps them after a
//! commit, and asks for them under the lock, is told what the ledger says.

use std::collections::HashMap;

use crate::points::ids::PartnerId;
use crate::points::standing::Standing;

/// Groups and kinds, over all standings, beyond which only the last batch's are kept: some megabytes.
const MOST: usize = 100_000;

/// Standings as of a moment of the ledger.
#[derive(Default)]
pub(super) struct Kept {
    as_of: Moment,
    standings: HashMap<PartnerId, Standing>,
    size: usize,
}

/// The ledger's newest record, and the first day of the window (in days since 1970-01-01).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) record: i64,
    pub(super) since: i64,
}

impl Kept {
    /// These, if they hold at that moment; none otherwise.
    pub(super) fn at(self, moment: Moment) -> Self {
        if self.as_of == moment { self } else { Self { as_of: moment, ..Self::default() } }
    }

    /// The standing of a company, given away: it comes back with [`Self::keep`].
    pub(super) fn take(&mut self, partner: PartnerId) -> Option<Standing> {
        let standing = self.standings.remove(&partner)?;
        self.size -= size(&standing);
        Some(standing)
    }

    /// Has these as of another record; what isn't among them is as it was.
    pub(super) fn keep(&mut self, record: i64, standings: HashMap<PartnerId, Standing>) {
        self.as_of.record = record;
        let more: usize = standings.values().map(size).sum();
        if self.size + more > MOST {
            (self.standings, self.size) = (HashMap::new(), 0);
        }
        for (partner, standing) in standings {
            self.size += size(&standing);
            if let Some(old) = self.standings.insert(partner, standing) {
                self.size -= size(&old);
            }
        }
    }
}

fn size(standing: &Standing) -> usize {
    1 + standing.groups() + standing.contributions().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(record: i64) -> Kept {
        let mut kept = Kept::default().at(Moment { record: 1, since: 20_000 });
        kept.keep(record, HashMap::from([(PartnerId::from_raw(3), Standing::default())]));
        kept
    }

    #[test]
    fn what_others_wrote_and_another_day_end_it() {
        let partner = PartnerId::from_raw(3);
        let asked = |record, since| kept(7).at(Moment { record, since }).take(partner).is_some();
        assert!(asked(7, 20_000));
        assert!(!asked(8, 20_000), "somebody else wrote a record");
        assert!(!asked(6, 20_000), "the record was never written");
        assert!(!asked(7, 20_001), "the window has moved");
    }

    #[test]
    fn a_standing_that_was_taken_is_gone_until_it_comes_back() {
        let mut kept = kept(7);
        assert!(kept.take(PartnerId::from_raw(3)).is_some());
        assert!(kept.take(PartnerId::from_raw(3)).is_none());
        assert_eq!(kept.size, 0);
    }
}
