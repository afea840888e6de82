//! Gateway v10: connections, what clients say on them, and the first events.
//!
//! A connection is a task. It holds the lock only to say something short; what comes from the state comes through
//! its channel.

mod compress;
mod connection;
mod enter;
mod members;
mod presence;
mod query;
mod ready;

pub use connection::run;
pub use query::Query;
