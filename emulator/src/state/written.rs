//! JSON that is written straight into an event's text, without a tree of values in between.
//!
//! What many events carry (users, members, channels, messages) is a type that serialises itself. Here is what those
//! types share; what each of them looks like stands beside the thing it shows.

use serde::Serialize;
use serde_json::Value;

/// An empty list.
pub const NONE: [u8; 0] = [];

/// Writes fields into a map of serde: `fields!(map, "id": self.id, "name": self.name)`.
macro_rules! fields {
    ($map:expr, $($key:literal: $value:expr),+ $(,)?) => {{ $( $map.serialize_entry($key, &$value)?; )+ }};
}
pub(crate) use fields;

/// A 64-bit number as Discord writes permissions: as text.
#[derive(Debug, Clone, Copy)]
pub struct Bits(pub u64);

impl Serialize for Bits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Room that a text begins with: most events are no larger, or grow once or twice from here.
const USUAL_BYTES: usize = 1000;

/// The JSON text.
pub fn text(shown: &(impl Serialize + ?Sized)) -> String {
    // Only a map with keys that aren't text can't be written, and there is none.
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
    let written = serde_json::to_writer(&mut bytes, shown).map(|()| String::from_utf8(bytes));
    let text = written.ok().and_then(Result::ok).unwrap_or_default();
    debug_assert!(!repeats_a_key(&text), "a key stands twice in {text}");
    text
}

/// Does a key stand twice? A tree has each once, so it is shorter then. No reader would complain, so we do.
fn repeats_a_key(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|tree| tree.to_string().len() != text.len())
}

/// The JSON as a tree, for who wants to change it.
pub fn tree(shown: &(impl Serialize + ?Sized)) -> Value {
    serde_json::to_value(shown).unwrap_or_default()
}
