//! Groups that thanked the most companies of the whole program. All that was given in a period has to be read for that, so it is
//! known for as long as the boards follow the ledger no further: whatever makes it another answer is a record.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::store::WideLine;

/// A period and a contribution, empty for any.
pub(super) type Which = (i64, String);

/// What was read, up to which record.
#[derive(Default)]
pub(super) struct Widest(Mutex<(i64, BTreeMap<Which, Vec<WideLine>>)>);

impl Widest {
    /// What is known of the boards up to record `mark`.
    pub(super) fn known(&self, mark: i64, which: &Which) -> Option<Vec<WideLine>> {
        let known = self.0.lock().expect("no panic while held");
        known.1.get(which).filter(|_| known.0 == mark).cloned()
    }

    /// Keeps what was read after the boards were up to record `mark`.
    pub(super) fn keep(&self, mark: i64, which: Which, lines: &[WideLine]) {
        let mut known = self.0.lock().expect("no panic while held");
        if known.0 < mark {
            *known = (mark, BTreeMap::new());
        }
        if known.0 == mark {
            known.1.insert(which, lines.to_vec());
        }
    }
}
