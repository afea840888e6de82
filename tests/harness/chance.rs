//! What chance does in a property test: told by whoever fails, so that it can be played again.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::sync::LazyLock;

use proptest::test_runner::{Config, RngSeed, TestError};

/// As `PROPTEST_RNG_SEED` says, which `.cargo/config.toml` sets; something new without it. The same for a whole run.
static SEED: LazyLock<u64> = LazyLock::new(|| match Config::default().rng_seed {
    RngSeed::Fixed(seed) => seed,
    RngSeed::Random => rand::random(),
});

/// What was asked for in the environment, but of a known seed, and with no file of what failed: that would need the same data.
pub fn config() -> Config {
    Config { failure_persistence: None, rng_seed: RngSeed::Fixed(*SEED), ..Config::default() }
}

/// What was found, and how to find it again.
pub fn told<T: std::fmt::Debug>(found: &TestError<T>) -> String {
    format!("PROPTEST_RNG_SEED={}: {found}", *SEED)
}
