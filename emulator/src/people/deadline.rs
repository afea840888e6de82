//! What comes with time: interactions that nobody answered fail, threads that fell silent are archived, external events
//! begin and end.

use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use crate::server::Shared;
use crate::state::State;
use crate::state::interaction::kind;

/// Fails what is overdue by now, and tells the people.
pub fn fail_overdue(state: &mut State, now: Instant) {
    for id in state.interactions.overdue(now) {
        let Some(late) = state.interactions.get(id) else { continue };
        let (user, data) = (late.user, json!({"id": id, "nonce": late.nonce}));
        if late.kind != kind::AUTOCOMPLETE {
            state.emit_to_user(user, "INTERACTION_FAILURE", &data);
        }
    }
}

/// Runs as long as the server: sleeps until the next deadline, or until an earlier one is set.
pub async fn watch(shared: Arc<Shared>) {
    loop {
        let next = {
            let mut state = shared.lock();
            let now = Instant::now();
            fail_overdue(&mut state, now);
            state.archive_quiet(now);
            state.run_events(now);
            shared.watch_next(&mut state)
        };
        match next {
            Some(at) => {
                tokio::select! {
                    () = tokio::time::sleep_until(at.into()) => {}
                    () = shared.deadline.notified() => {}
                }
            }
            None => shared.deadline.notified().await,
        }
    }
}
