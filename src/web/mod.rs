//! The wall on the web: what everybody may see of the program, as pages that need no JavaScript and set no cookie, and as
//! an API. The one script has lists narrow down while one types; all pages do without it.
//!
//! It stands beside `discord`, above `service`. No SQL and no rule of the program is here, no Discord type, and no text of
//! its own: words come from `locales/*/wall.ftl`. What people wrote goes through `text` and is escaped where it is drawn.
//! No person is named on any page.

mod api;
mod badge;
mod card;
mod chart;
mod company;
mod feed;
mod groups;
mod guard;
mod home;
mod instead;
mod kept;
mod language;
mod layout;
mod linked;
mod memory;
mod partners;
mod plain;
mod requests;
mod slug;
#[cfg(test)]
mod tests;
mod text;
mod visit;
mod watch;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::gallery::Gallery;
use crate::service::Service;
use crate::words::Words;

use self::memory::{AGED, Memory};

pub use api::Pace;
pub use watch::watched;

/// So many pages are made at once: a crowd on the web must not keep the bot from its database, which answers eight at once. A
/// page asks for two things at a time.
const PAGES_AT_ONCE: usize = 2;
/// So many answers of the API are made at once, beside the pages: neither crowd keeps the other waiting.
const ANSWERS_AT_ONCE: usize = 1;
/// So many cards of companies are drawn at once.
const CARDS_AT_ONCE: usize = 1;
/// Who asks for more cards than can be drawn waits no longer than this.
const CARDS_PATIENCE: Duration = Duration::from_secs(10);
/// So many requests of the API a minute are answered for an address, where the settings say nothing else.
pub const API_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).unwrap();

/// What pages are made of.
#[derive(Clone)]
pub struct Site {
    service: Service,
    words: Words,
    /// Where the wall is, without a slash at the end.
    base: Arc<str>,
    turns: Arc<Semaphore>,
    api_turns: Arc<Semaphore>,
    memory: Arc<Memory>,
    gallery: Gallery,
    pace: Arc<Pace>,
    /// The API's description, made when it is asked for first.
    description: Arc<OnceLock<String>>,
}

impl Site {
    /// The wall that is found at `base`.
    #[must_use]
    pub fn new(service: Service, words: Words, base: &str) -> Self {
        let base = base.trim_end_matches('/').into();
        let pace = Arc::new(Pace::new(API_PER_MINUTE, Vec::new()));
        Self {
            service,
            words,
            base,
            turns: Arc::new(Semaphore::new(PAGES_AT_ONCE)),
            api_turns: Arc::new(Semaphore::new(ANSWERS_AT_ONCE)),
            memory: Arc::new(Memory::new(AGED)),
            gallery: Gallery::new(CARDS_AT_ONCE, CARDS_PATIENCE),
            pace,
            description: Arc::default(),
        }
    }

    /// The same, with another pace of the API.
    #[must_use]
    pub fn with_pace(self, pace: Pace) -> Self {
        Self { pace: Arc::new(pace), ..self }
    }

    /// The same, where an answer that was made is right for so long, if nothing changes.
    #[must_use]
    pub fn with_aging(self, aged: Duration) -> Self {
        Self { memory: Arc::new(Memory::new(aged)), ..self }
    }

    /// The same, with cards from another gallery.
    #[must_use]
    pub fn with_gallery(self, gallery: Gallery) -> Self {
        Self { gallery, ..self }
    }

    /// All its pages.
    pub fn pages(self) -> Router {
        let aside = Router::new()
            .route("/partners/{slug}/card.png", get(card::card))
            .route("/robots.txt", get(plain::robots))
            .route(kept::SHEET_ADDRESS.as_str(), get(kept::sheet))
            .route(kept::SCRIPT_ADDRESS.as_str(), get(kept::script))
            .layer(from_fn_with_state(self.clone(), guard::aside));
        Router::new()
            .route("/", get(home::front))
            .route("/partners", get(partners::list))
            .route("/partners/{slug}", get(company::page))
            .route("/groups", get(groups::list))
            .route("/groups/{slug}", get(groups::page))
            .route("/requests", get(requests::list))
            .route("/badge/{file}", get(badge::badge))
            .route("/feed.atom", get(feed::feed))
            .route("/api", get(api::guide))
            .route("/log/head", get(plain::head))
            .fallback(instead::not_found)
            .layer(from_fn_with_state(self.clone(), guard::guard))
            .merge(aside)
            .merge(api::routes(&self))
            .with_state(self)
    }
}

/// Serves pages until `stop` resolves; then finishes what is under way.
///
/// # Errors
/// What the system says of the listener.
pub async fn serve(
    listener: TcpListener,
    pages: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let pages = pages.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, pages).with_graceful_shutdown(stop).await
}
