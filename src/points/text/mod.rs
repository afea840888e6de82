//! Texts that people type, cleaned and measured once, at the edge.
//!
//! Here: what a text may be made of and how long it may be. Not here: escaping for the place where it is shown
//! (Discord's markdown, HTML); a cleaned text is still what the person wrote, marks and mentions with it.

mod clean;
mod website;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::Refusal;
use super::refusal::Field;

pub use clean::clean;
pub use website::Website;

/// A number of so many digits stands for a person or a place elsewhere (Discord's ids have at least so many).
pub const ID: usize = 17;

/// Longer input than this many bytes isn't even cleaned: it is too long for every field by far.
const CLEANED_AT_MOST: usize = 64 * 1024;

/// How much of an unreadable input a refusal repeats, in characters.
const REPEATED_AT_MOST: usize = 60;

/// Makes a text with a least and a greatest length in characters, counted after cleaning.
macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $field:expr, $min:literal..=$max:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The least length in characters, after cleaning.
            pub const MIN: usize = $min;
            /// The greatest length in characters, after cleaning.
            pub const MAX: usize = $max;

            /// Cleans and measures what a person typed.
            ///
            /// # Errors
            /// [`Refusal::TooShort`], [`Refusal::TooLong`].
            pub fn parse(typed: &str) -> Result<Self, Refusal> {
                measured($field, typed, Self::MIN, Self::MAX).map(Self)
            }

            /// The cleaned text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

text! {
    /// Why an award or a reversal is made.
    Reason, Field::Reason, 3..=300
}
text! {
    /// The name of a company.
    CompanyName, Field::CompanyName, 2..=60
}
text! {
    /// The name of a group.
    GroupName, Field::GroupName, 2..=60
}
text! {
    /// The event at which something was contributed.
    EventName, Field::EventName, 2..=100
}
text! {
    /// A note; may be empty.
    Note, Field::Note, 0..=200
}

text! {
    /// What a group asks help for, in a line.
    Topic, Field::Topic, 3..=90
}
text! {
    /// Where something is to be; may be empty.
    PlaceName, Field::Place, 0..=100
}
text! {
    /// What a group asks for, or a company offers, in their words.
    Wording, Field::Wording, 3..=800
}

fn measured(what: Field, typed: &str, min: usize, max: usize) -> Result<String, Refusal> {
    if typed.len() > CLEANED_AT_MOST {
        return Err(Refusal::TooLong { what, actual: typed.chars().count(), allowed: max });
    }
    let text = clean(typed);
    let actual = text.chars().count();
    if actual < min {
        return Err(Refusal::TooShort { what, actual, allowed: min });
    }
    if actual > max {
        return Err(Refusal::TooLong { what, actual, allowed: max });
    }
    Ok(text)
}

/// What to compare when someone looks for a name: no accents, no upper case, no compatibility forms. Marks that
/// make another letter (vowel signs of India, the voicing of kana) stay.
#[must_use]
pub fn search_key(text: &str) -> String {
    let start = text.char_indices().nth(CLEANED_AT_MOST).map_or(text, |(end, _)| &text[..end]);
    let lowercase: String = clean(start).nfkd().flat_map(char::to_lowercase).collect();
    let bare: String = lowercase.nfkd().filter(|c| !is_accent(*c)).collect();
    clean(&bare)
}

/// Accents above and below (combining classes 200 and more), points of Hebrew and Arabic (10 to 36), and the
/// selectors of an emoji's look.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 10..=36 | 200..) || matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

/// What somebody typed, as a refusal repeats it: its beginning, so that what to do about it isn't pushed off the message.
#[must_use]
pub fn shortened(typed: &str) -> String {
    let start: String = typed.chars().take(REPEATED_AT_MOST).collect();
    let more = if start.len() < typed.len() { "…" } else { "" };
    format!("{}{more}", clean(&start))
}

/// Reads one day, or a first and a last one, whatever stands between them; `None` when nothing was typed.
///
/// # Errors
/// [`Refusal::DayUnreadable`].
pub fn parse_days(typed: &str) -> Result<Option<(NaiveDate, NaiveDate)>, Refusal> {
    let short = typed.trim();
    let words = short.split(|c: char| !(c.is_ascii_digit() || c == '-')).filter(|word| !word.is_empty());
    // A hyphen between the days is a word of its own.
    let days: Vec<&str> = words.filter(|word| *word != "-").collect();
    let (first, last) = match days.as_slice() {
        [] if short.is_empty() => return Ok(None),
        [one] => (parse_day(one)?, parse_day(one)?),
        [first, last] => (parse_day(first)?, parse_day(last)?),
        _ => return parse_day(short).map(|day| Some((day, day))),
    };
    if last < first {
        return Err(Refusal::DayUnreadable { asked: shortened(short) });
    }
    Ok(Some((first, last)))
}

/// Reads a day as `YYYY-MM-DD`.
///
/// # Errors
/// [`Refusal::DayUnreadable`].
pub fn parse_day(typed: &str) -> Result<NaiveDate, Refusal> {
    let short = typed.trim();
    let unreadable = || Refusal::DayUnreadable { asked: shortened(short) };
    let shape =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if short.len() != 10 || !short.bytes().enumerate().all(shape) {
        return Err(unreadable());
    }
    NaiveDate::parse_from_str(short, "%Y-%m-%d").map_err(|_| unreadable())
}
