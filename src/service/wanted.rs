//! Help wanted, as the wall on the web lists it.
//!
//! The database has no key to compare these texts by: it would have to be erased as well. So all that is asked for passes by
//! here, once for all who look within some seconds.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

use super::wall::Page;
use super::{Answer, Service};
use crate::points::request::RequestKind;
use crate::points::text::search_key;
use crate::store::{RequestsWanted, StoreFault, WallRequest};

/// Requests on a page.
const PAGE: u32 = 30;
/// So many are read at a time.
const READ: u32 = 1_000;
/// After so long all are read again in any case: another replica may have changed something. Pages are kept for a time beside that.
const AGED: TimeDelta = TimeDelta::seconds(1);

/// What a group asks for, and the words of it that are looked through.
struct Wanted {
    request: WallRequest,
    key: String,
}

/// All that was asked for at a time.
struct Seen {
    changes: u64,
    at: DateTime<Utc>,
    wanted: Arc<[Wanted]>,
}

/// What was seen last. Clones share it.
#[derive(Clone, Default)]
pub(super) struct LastSeen(Arc<Mutex<Option<Seen>>>);

impl Service {
    /// A page of help wanted: of a kind, if one is named, and where what was typed is in topic, group, place or text. A page
    /// beyond the last is the last.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_requests(
        &self,
        typed: &str,
        kind: Option<RequestKind>,
        page: u32,
    ) -> Answer<Page<WallRequest>> {
        let wanted = self.all_wanted().await?;
        let (typed, now) = (search_key(typed), (self.clock)());
        // Texts are looked through aside from what answers people.
        let found = spawn_blocking(move || found(&wanted, &typed, kind, page, now)).await;
        Ok(found.map_err(|_| StoreFault::Panicked)?)
    }

    async fn all_wanted(&self) -> Answer<Arc<[Wanted]>> {
        // Who comes meanwhile waits for the same.
        let mut last = self.wanted.0.lock().await;
        let (changes, at) = (self.changes(), (self.clock)());
        let is_fresh = |seen: &&Seen| seen.changes == changes && (at - seen.at).abs() < AGED;
        if let Some(seen) = last.as_ref().filter(is_fresh) {
            return Ok(Arc::clone(&seen.wanted));
        }
        let (mut requests, mut after) = (Vec::new(), None);
        loop {
            let part = self.store.requests_part(&RequestsWanted::default(), after, READ).await?;
            requests.extend(part.lines);
            after = part.next;
            if after.is_none() {
                break;
            }
        }
        let wanted = spawn_blocking(|| requests.into_iter().map(Wanted::of).collect::<Arc<[_]>>()).await;
        let wanted = wanted.map_err(|_| StoreFault::Panicked)?;
        *last = Some(Seen { changes, at, wanted: Arc::clone(&wanted) });
        Ok(wanted)
    }
}

impl Wanted {
    fn of(request: WallRequest) -> Self {
        let wording = request.wording.as_deref().unwrap_or_default();
        let texts = [&request.topic, &request.group.name, &request.place, wording];
        // No key has a line's end in it, so nothing is found across two texts.
        Self { key: texts.map(search_key).join("\n"), request }
    }
}

fn found(
    wanted: &[Wanted],
    typed: &str,
    kind: Option<RequestKind>,
    page: u32,
    now: DateTime<Utc>,
) -> Page<WallRequest> {
    let is_found = |one: &&Wanted| {
        one.request.ends_at > now
            && kind.is_none_or(|kind| one.request.kind == kind)
            && one.key.contains(typed)
    };
    let found: Vec<&Wanted> = wanted.iter().filter(is_found).collect();
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let pages = total.div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let behind = usize::try_from((page - 1) * PAGE).unwrap_or(usize::MAX);
    let lines = found.into_iter().skip(behind).take(PAGE as usize).map(|one| one.request.clone()).collect();
    Page { lines, page, pages, total }
}
