//! Pictures that were drawn: few at once, aside from what answers people, and kept, so that the same facts are drawn once.
//!
//! A picture is never worth waiting for without end: who asks gets one, or nothing and a line in the log. The bot's messages and
//! the web have a gallery each, because visitors may ask for more than can be drawn, and no message is to go bare for that.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use tokio::sync::Semaphore;

use crate::picture::Picture;

/// So much is kept: some hundreds of pictures.
const KEPT: u64 = 32 * 1024 * 1024;
/// A PNG.
pub type Png = Arc<[u8]>;

/// What was drawn. Cheap to clone: clones share what they keep.
#[derive(Clone)]
pub struct Gallery {
    drawn: Cache<Picture, Png>,
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Gallery {
    /// Draws so many at once, each of which takes a processor whole. Nobody waits for one longer than `patience`.
    #[must_use]
    pub fn new(at_once: usize, patience: Duration) -> Self {
        let weight = |_: &Picture, png: &Png| u32::try_from(png.len()).unwrap_or(u32::MAX);
        let drawn = Cache::builder().weigher(weight).max_capacity(KEPT).build();
        Self { drawn, turns: Arc::new(Semaphore::new(at_once)), patience }
    }

    /// A picture, drawn if it wasn't before; who asks for the same at the same time waits for the same drawing. Nothing if it
    /// can't be drawn, which is logged.
    pub async fn draw(&self, picture: &Picture) -> Option<Png> {
        let drawing = self.drawn.try_get_with_by_ref(picture, self.drawing(picture.clone()));
        match tokio::time::timeout(self.patience, drawing).await {
            Ok(Ok(png)) => Some(png),
            Ok(Err(fault)) => {
                tracing::error!(%fault, "a picture can't be drawn");
                None
            }
            Err(_) => {
                tracing::error!("a picture isn't drawn in time");
                None
            }
        }
    }

    async fn drawing(&self, picture: Picture) -> Result<Png, String> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|error| error.to_string())?;
        let drawn = tokio::task::spawn_blocking(move || {
            // Held by the work itself: who asked may be gone before it is done.
            let _turn = turn;
            picture.png()
        });
        let drawn = drawn.await.map_err(|error| error.to_string())?;
        drawn.map(Png::from).map_err(|fault| fault.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Picture, TierCard};

    /// Drawn at once in these tests.
    const AT_ONCE: usize = 2;

    fn gallery() -> Gallery {
        Gallery::new(AT_ONCE, Duration::from_secs(60))
    }

    fn card(partner: &str) -> Picture {
        let text = str::to_owned;
        Picture::Tier(TierCard {
            program: text("Northwind"),
            partner: text(partner),
            label: text("New tier"),
            tier: text("Gold"),
            color: 0xD4_AF_37,
            note: text("today"),
        })
    }

    #[tokio::test]
    async fn the_same_facts_are_drawn_once_also_for_many_at_a_time() {
        let gallery = gallery();
        assert!(gallery.drawn.get(&card("Contoso")).await.is_none());
        let asked: Vec<_> = (0..8).map(|_| gallery.clone()).collect();
        let all = futures_util::future::join_all(
            asked.iter().map(async |gallery| gallery.draw(&card("Contoso")).await.expect("a picture")),
        );
        let all = all.await;
        assert!(all.iter().all(|png| Arc::ptr_eq(png, &all[0])));
        assert!(Arc::ptr_eq(&gallery.drawn.get(&card("Contoso")).await.expect("kept"), &all[0]));
        let other = gallery.draw(&card("Adatum")).await.expect("another picture");
        assert_ne!(other, all[0]);
        assert_eq!(gallery.turns.available_permits(), AT_ONCE);
    }

    #[tokio::test]
    async fn who_is_gone_leaves_no_turn_taken() {
        let gallery = gallery();
        for number in 0..4 {
            let drawing = gallery.clone();
            let asked = tokio::spawn(async move { drawing.draw(&card(&format!("Contoso {number}"))).await });
            tokio::task::yield_now().await;
            asked.abort();
            let _ = asked.await;
        }
        assert!(gallery.draw(&card("Adatum")).await.is_some());
        let _all = gallery.turns.acquire_many(2).await.expect("what was begun ends");
    }
}
