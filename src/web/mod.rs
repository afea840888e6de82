//! The wall on the web: what everybody may see of the program, as pages that need no JavaScript and set no cookie.
//!
//! It stands beside `discord`, above `service`. No SQL and no rule of the program is here, no Discord type, and no text of
//! its own: words come from `locales/*/wall.ftl`. What people wrote goes through `text` and is escaped where it is drawn.
//! No person is named on any page.

mod badge;
mod card;
mod chart;
mod company;
mod feed;
mod groups;
mod guard;
mod home;
mod language;
mod layout;
mod linked;
mod partners;
mod plain;
mod requests;
mod style;
mod text;
mod visit;
mod watch;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::gallery::Gallery;
use crate::service::Service;
use crate::words::Words;

pub use watch::watched;

/// So many pages are made at once: a crowd on the web must not keep the bot from its database.
const AT_ONCE: usize = 2;

/// What pages are made of.
#[derive(Clone)]
pub struct Site {
    service: Service,
    words: Words,
    /// Where the wall is, without a slash at the end.
    base: Arc<str>,
    turns: Arc<Semaphore>,
    gallery: Gallery,
}

impl Site {
    /// The wall that is found at `base`.
    #[must_use]
    pub fn new(service: Service, words: Words, base: &str) -> Self {
        let base = base.trim_end_matches('/').into();
        let (turns, gallery) = (Arc::new(Semaphore::new(AT_ONCE)), Gallery::default());
        Self { service, words, base, turns, gallery }
    }

    /// The same, with the pictures that others draw, too.
    #[must_use]
    pub fn with_gallery(self, gallery: Gallery) -> Self {
        Self { gallery, ..self }
    }

    /// All its pages.
    pub fn pages(self) -> Router {
        Router::new()
            .route("/", get(home::front))
            .route("/partners", get(partners::list))
            .route("/partners/{slug}", get(company::page))
            .route("/partners/{slug}/card.png", get(card::card))
            .route("/groups", get(groups::list))
            .route("/groups/{slug}", get(groups::page))
            .route("/requests", get(requests::list))
            .route("/badge/{file}", get(badge::badge))
            .route("/feed.atom", get(feed::feed))
            .route("/log/head", get(plain::head))
            .route("/robots.txt", get(plain::robots))
            .route("/healthz", get(watch::healthy))
            .route(style::ADDRESS.as_str(), get(style::sheet))
            .fallback(layout::not_found)
            .layer(from_fn_with_state(self.clone(), guard::guard))
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
    axum::serve(listener, pages).with_graceful_shutdown(stop).await
}
