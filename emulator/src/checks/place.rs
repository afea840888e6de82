//! A place in a JSON body, written out as a JSON pointer only when something is wrong there.

use std::fmt::{self, Write as _};

/// A chain of steps from the root of a body. It lives on the stack while a body is walked, so that
/// a body without a fault costs no allocation.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    before: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The body as a whole.
    pub(super) const ROOT: Place<'static> = Place { before: None, step: Step::Root };

    /// The value under `key` of the object at this place.
    pub(super) const fn key(&'a self, key: &'a str) -> Place<'a> {
        Place { before: Some(self), step: Step::Key(key) }
    }

    /// The item `index` (from 0) of the array at this place.
    pub(super) const fn index(&'a self, index: usize) -> Place<'a> {
        Place { before: Some(self), step: Step::Index(index) }
    }

    fn write_steps(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = self.before {
            before.write_steps(formatter)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(formatter, "/{index}"),
            Step::Key(key) => {
                formatter.write_char('/')?;
                key.chars().try_for_each(|letter| match letter {
                    '~' => formatter.write_str("~0"),
                    '/' => formatter.write_str("~1"),
                    other => formatter.write_char(other),
                })
            }
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.step {
            Step::Root => formatter.write_str("body"),
            Step::Key(_) | Step::Index(_) => self.write_steps(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_as_a_json_pointer() {
        let root = Place::ROOT;
        let outer = root.key("a/b~c");
        let inner = outer.index(3);
        assert_eq!(root.to_string(), "body");
        assert_eq!(inner.to_string(), "/a~1b~0c/3");
    }
}
