//! Cursors: a place in a list, to be handed back as it is. Who reads one finds no more than what the list showed; who makes
//! one up gets a part of the list or hears that it is none.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::points::ids::RecordId;
use crate::store::{BoardPlace, NamePlace, RequestPlace};

/// A cursor of ours is shorter, in characters: a name as it is compared, base64, and what else is in it.
pub(super) const LONGEST: usize = 4_096;
/// A name as it is compared is shorter, in bytes: 60 characters at most, of which each may become 33 bytes (U+FDFA).
const NAME: usize = 2_048;

/// A place that can be written down.
pub(super) trait Place: Sized {
    /// What is written.
    type Form: Serialize + DeserializeOwned;

    fn form(&self) -> Self::Form;

    /// `None` where there is no such place.
    fn of(form: Self::Form) -> Option<Self>;
}

/// The cursor of a place in a list.
pub(super) fn write<P: Place>(list: &str, place: &P) -> String {
    // Texts and numbers alone are in a form, so it always becomes JSON.
    URL_SAFE_NO_PAD.encode(serde_json::to_string(&(list, place.form())).unwrap_or_default())
}

/// The place in a list that a cursor of that list names; `None` for everything that [`write`] doesn't make.
pub(super) fn read<P: Place>(list: &str, cursor: &str) -> Option<P> {
    let text = (cursor.len() <= LONGEST).then(|| URL_SAFE_NO_PAD.decode(cursor).ok()).flatten()?;
    let (of, form): (String, P::Form) = serde_json::from_slice(&text).ok()?;
    let place = P::of(form).filter(|_| of == list)?;
    (write(list, &place) == cursor).then_some(place)
}

impl Place for NamePlace {
    type Form = (String, i64);

    fn form(&self) -> Self::Form {
        (self.key.clone(), self.id)
    }

    fn of((key, id): Self::Form) -> Option<Self> {
        // PostgreSQL takes no NUL in a text, and no name has one.
        let sound = key.len() <= NAME && !key.chars().any(char::is_control);
        sound.then_some(Self { key, id })
    }
}

impl Place for RecordId {
    type Form = i64;

    fn form(&self) -> i64 {
        self.get()
    }

    fn of(number: i64) -> Option<Self> {
        (number > 0).then(|| Self::from_raw(number))
    }
}

impl Place for RequestPlace {
    type Form = (i64, i64);

    fn form(&self) -> Self::Form {
        (self.ends_at.timestamp_millis(), self.record.get())
    }

    fn of((ends_at, record): Self::Form) -> Option<Self> {
        let ends_at = DateTime::from_timestamp_millis(ends_at)?;
        Some(Self { ends_at, record: RecordId::of(record)? })
    }
}

/// A place on a board: how many lines there are up to it, and the rank that it shares with those of as many points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ranked {
    pub(super) place: BoardPlace,
    pub(super) lines: u32,
    pub(super) rank: u32,
}

impl Place for Ranked {
    type Form = (i64, String, i64, u32, u32);

    fn form(&self) -> Self::Form {
        let (key, id) = self.place.name.form();
        (self.place.points, key, id, self.lines, self.rank)
    }

    fn of((points, key, id, lines, rank): Self::Form) -> Option<Self> {
        let name = NamePlace::of((key, id))?;
        Some(Self { place: BoardPlace { points, name }, lines, rank })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::points::text::{CompanyName, search_key};

    /// The place of a company that is called so.
    fn place_of(name: &CompanyName) -> Ranked {
        let name = NamePlace { key: search_key(name.as_str()), id: i64::MIN };
        Ranked { place: BoardPlace { points: i64::MIN, name }, lines: u32::MAX, rank: u32::MAX }
    }

    #[test]
    fn the_name_that_becomes_longest_has_a_cursor() {
        let name = CompanyName::parse(&"\u{FDFA}".repeat(CompanyName::MAX)).expect("a name");
        let place = place_of(&name);
        assert!(place.place.name.key.len() > 1_900, "{}", place.place.name.key.len());
        assert_eq!(read("a", &write("a", &place)), Some(place));
    }

    #[test]
    fn a_cursor_of_another_list_or_none_at_all_is_no_place() {
        let place = NamePlace { key: "litware labs".to_owned(), id: 7 };
        let cursor = write("partners", &place);
        assert_eq!(read("partners", &cursor), Some(place));
        assert_eq!(read::<NamePlace>("groups", &cursor), None);
        assert_eq!(read::<RecordId>("partners", &cursor), None);
        for odd in
            ["", "x", "AA==", "%", "W10", &format!("{cursor}="), &cursor[1..], &"A".repeat(LONGEST + 1)]
        {
            assert_eq!(read::<NamePlace>("partners", odd), None, "{odd}");
        }
        let hidden = NamePlace { key: "a\0b".to_owned(), id: 7 };
        assert_eq!(read::<NamePlace>("partners", &write("partners", &hidden)), None);
    }

    proptest! {
        #[test]
        fn whatever_a_company_is_called_its_place_is_found_again(name in "[^\\pC]{2,60}|[\u{FB00}-\u{FDFF}\u{3300}-\u{33FF}\"\\\\]{2,60}") {
            if let Ok(name) = CompanyName::parse(&name) {
                let place = place_of(&name);
                prop_assert_eq!(read("a", &write("a", &place.place.name)), Some(place.place.name.clone()));
                prop_assert_eq!(read("a", &write("a", &place)), Some(place));
            }
        }

        #[test]
        fn each_place_is_found_again_by_its_cursor(key in "[^\\pC]{0,80}", id: i64, points: i64, lines: u32, rank: u32,
                                                   number in 1..i64::MAX, at in -8_000_000_000_000_000_i64..8_000_000_000_000_000) {
            let name = NamePlace { key, id };
            prop_assert_eq!(read("a", &write("a", &name)), Some(name.clone()));
            let record = RecordId::from_raw(number);
            prop_assert_eq!(read("a", &write("a", &record)), Some(record));
            let request = RequestPlace { ends_at: DateTime::from_timestamp_millis(at).expect("a moment"), record };
            prop_assert_eq!(read("a", &write("a", &request)), Some(request));
            let ranked = Ranked { place: BoardPlace { points, name }, lines, rank };
            prop_assert_eq!(read("a", &write("a", &ranked)), Some(ranked));
        }

        #[test]
        fn whatever_comes_is_a_place_that_is_written_so_or_none(text in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            for cursor in [text, URL_SAFE_NO_PAD.encode(bytes)] {
                if let Some(place) = read::<NamePlace>("a", &cursor) {
                    prop_assert_eq!(write("a", &place), cursor.clone());
                }
                let _ = read::<Ranked>("a", &cursor);
                let _ = read::<RequestPlace>("a", &cursor);
                let _ = read::<RecordId>("a", &cursor);
            }
        }
    }
}
