//! Which language a browser asks for.

use axum::http::HeaderValue;

use super::Site;
use crate::words::{Speaker, Words};

/// The speaker of a browser's language, or else of the program's first.
pub(super) fn of(site: &Site, accepted: Option<&HeaderValue>) -> Speaker {
    chosen(site, None, accepted)
}

/// The speaker of the language that was chosen, if it is one, or else of a browser's, or else of the program's first.
pub(super) fn chosen(site: &Site, chosen: Option<&str>, accepted: Option<&HeaderValue>) -> Speaker {
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let otherwise = site.service.rules().languages().first().map_or("en", String::as_str);
    speaker(&site.words, chosen, accepted, otherwise)
}

/// The speaker of the language that `chosen` names, or of the first known one of an `Accept-Language`, or of `otherwise`.
fn speaker(words: &Words, chosen: Option<&str>, accepted: &str, otherwise: &str) -> Speaker {
    let known = |wanted: &str| {
        let primary = wanted.split('-').next().unwrap_or_default().to_ascii_lowercase();
        words.languages().find(|language| *language == primary)
    };
    let language = chosen.and_then(known).or_else(|| wanted(accepted).into_iter().find_map(known));
    words.speak(language.unwrap_or(otherwise))
}

/// The languages of an `Accept-Language`, the most wanted first (RFC 9110, 12.5.4).
fn wanted(accepted: &str) -> Vec<&str> {
    let mut wanted: Vec<(f32, &str)> = accepted
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (language, parameter) = part.split_once(';').unwrap_or((part, ""));
            let quality = parameter.trim().strip_prefix("q=").map_or(Some(1.0), |text| text.parse().ok())?;
            (quality > 0.0).then_some((quality, language.trim()))
        })
        .collect();
    wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
    wanted.into_iter().map(|(_, language)| language).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_language_that_is_known_is_spoken() {
        let words = Words::load().expect("the texts");
        let spoken = |chosen, accepted| speaker(&words, chosen, accepted, "en").language();
        assert_eq!(spoken(None, "fr-CA,fr;q=0.9,en;q=0.8"), "fr");
        assert_eq!(spoken(None, "de, en;q=0.5, fr;q=0.7"), "fr");
        assert_eq!(spoken(None, "fr;q=0, en"), "en");
        assert_eq!(spoken(None, "FR"), "fr");
        assert_eq!(spoken(Some("en"), "fr"), "en");
        assert_eq!(spoken(Some("xx"), "fr"), "fr", "what isn't known isn't chosen");
        for odd in ["", "*", ";;;", "q=1", "fr;q=nan"] {
            assert_eq!(spoken(None, odd), "en", "{odd}");
        }
    }
}
