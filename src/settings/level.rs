//! What `log.level` may say.

use tracing_subscriber::EnvFilter;

/// The levels, loudest last.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// What is expected of a level.
pub(super) const EXPECTED: &str =
    "expected off, error, warn, info, debug or trace, or levels by part such as \"info,ovation=debug\"";

/// The filter of a level; `None` when it can't be read.
///
/// A word alone has to be a level: a filter would take any other one for the name of a part, so that a slip of the
/// keys would turn the log off.
pub(crate) fn filter(level: &str) -> Option<EnvFilter> {
    let is_level = |word: &str| LEVELS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let sound = |part: &str| part.contains('=') || is_level(part);
    let parts: Vec<&str> = level.split(',').map(str::trim).collect();
    // The filter itself stumbles over a space behind a comma.
    if parts.iter().all(|part| sound(part)) { EnvFilter::try_new(parts.join(",")).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::filter;

    #[test]
    fn a_slip_of_the_keys_is_no_level() {
        for good in ["info", "WARN", "info,ovation=debug", "off", "warn, ovation=trace"] {
            assert!(filter(good).is_some(), "{good}");
        }
        for bad in ["", "debugg", "info,", "ovation", "ovation=loud", "no[", "3"] {
            assert!(filter(bad).is_none(), "{bad}");
        }
    }
}
