//! One of those who are in a program's log, by what its people call them.

/// Why nobody is meant.
#[derive(Debug, thiserror::Error)]
#[error("{found} {whats} are called {name}; give the name as it is written, or the number")]
pub struct NotOne {
    /// What was looked for, in the plural.
    pub whats: &'static str,
    /// What was given.
    pub name: String,
    /// How many there are.
    pub found: usize,
}

/// The only one that was found.
pub(super) fn only<T: Copy>(found: &[T], whats: &'static str, name: &str) -> Result<T, NotOne> {
    match found {
        [one] => Ok(*one),
        several => Err(NotOne { whats, name: name.to_owned(), found: several.len() }),
    }
}
