//! A clock that is moved by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use ovation::store::Clock;

/// The hand of a clock that stands still until it is moved. Clones move the same one.
#[derive(Clone)]
pub struct Hand {
    shown: Arc<AtomicI64>,
    ticking: Arc<AtomicBool>,
    breaking: Arc<AtomicBool>,
}

impl Hand {
    /// A clock that shows `at`.
    pub fn at(at: DateTime<Utc>) -> Self {
        let shown = Arc::new(AtomicI64::new(at.timestamp_millis()));
        Self { shown, ticking: Arc::default(), breaking: Arc::default() }
    }

    /// What it shows.
    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.shown.load(Ordering::SeqCst))
            .expect("an instant of the calendar")
    }

    /// Moves it, back as well.
    pub fn set(&self, at: DateTime<Utc>) {
        self.shown.store(at.timestamp_millis(), Ordering::SeqCst);
    }

    /// Moves it by so much.
    pub fn pass(&self, time: TimeDelta) {
        self.shown.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
    }

    /// From now on a millisecond passes each time that the store looks.
    pub fn tick(&self) {
        self.ticking.store(true, Ordering::SeqCst);
    }

    /// The store's next look makes it panic.
    pub fn break_once(&self) {
        self.breaking.store(true, Ordering::SeqCst);
    }

    /// For the store.
    pub fn clock(&self) -> Clock {
        let hand = self.clone();
        Arc::new(move || {
            assert!(!hand.breaking.swap(false, Ordering::SeqCst), "the clock breaks, as the test asks");
            if hand.ticking.load(Ordering::SeqCst) {
                hand.pass(TimeDelta::milliseconds(1));
            }
            hand.now()
        })
    }
}

/// An instant, as RFC 3339 writes it.
pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}
