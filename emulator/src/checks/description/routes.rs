//! Finding the route of a request among those of the description.

use std::collections::{BTreeMap, HashMap};

/// A table from methods and paths to what belongs to them.
#[derive(Debug)]
pub(super) struct Routes<T> {
    /// By the number of segments; those with more fixed segments first.
    by_length: HashMap<usize, Vec<Route<T>>>,
}

#[derive(Debug)]
struct Route<T> {
    segments: Vec<Segment>,
    /// By the method in capitals.
    methods: BTreeMap<String, T>,
}

#[derive(Debug)]
enum Segment {
    Fixed(String),
    Parameter(String),
}

/// What a path leads to.
pub(super) enum Found<'r, 'p, T> {
    /// A route with this method: its entry, and its parameters' names and values in order.
    Entry(&'r T, Vec<(&'r str, &'p str)>),
    /// A route that has only these other methods.
    OtherMethods(Vec<&'r str>),
    /// No route.
    Nothing,
}

impl<T> Routes<T> {
    /// The table of these routes: `(path, method, entry)`, paths with `{parameters}`.
    pub(super) fn of(entries: impl IntoIterator<Item = (String, String, T)>) -> Routes<T> {
        let mut by_path: BTreeMap<String, BTreeMap<String, T>> = BTreeMap::new();
        for (path, method, entry) in entries {
            by_path.entry(path).or_default().insert(method.to_ascii_uppercase(), entry);
        }
        let mut by_length: HashMap<usize, Vec<Route<T>>> = HashMap::new();
        for (path, methods) in by_path {
            let segments: Vec<Segment> = path.split('/').skip(1).map(Segment::parse).collect();
            by_length.entry(segments.len()).or_default().push(Route { segments, methods });
        }
        for routes in by_length.values_mut() {
            routes.sort_by_cached_key(Route::parameters);
        }
        Routes { by_length }
    }

    /// Where `path` (without prefix and query) leads.
    pub(super) fn find<'r, 'p>(&'r self, method: &str, path: &'p str) -> Found<'r, 'p, T> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let mut others = Vec::new();
        for route in self.by_length.get(&segments.len()).into_iter().flatten() {
            let Some(parameters) = route.matches(&segments) else { continue };
            let entry = route.methods.iter().find(|(name, _)| name.eq_ignore_ascii_case(method));
            if let Some((_, entry)) = entry {
                return Found::Entry(entry, parameters);
            }
            others.extend(route.methods.keys().map(String::as_str));
        }
        if others.is_empty() { Found::Nothing } else { Found::OtherMethods(others) }
    }
}

#[cfg(test)]
impl<T> Routes<T> {
    /// Brings each entry with its path and method to `visit`.
    pub(super) fn each(&self, visit: &mut dyn FnMut(&str, &str, &T)) {
        for route in self.by_length.values().flatten() {
            let path: String = route.segments.iter().map(|segment| format!("/{segment:?}")).collect();
            route.methods.iter().for_each(|(method, entry)| visit(&path, method, entry));
        }
    }
}

impl<T> Route<T> {
    /// Which segments are parameters, from the left: `false` sorts first.
    fn parameters(&self) -> Vec<bool> {
        self.segments.iter().map(|segment| matches!(segment, Segment::Parameter(_))).collect()
    }

    fn matches<'r, 'p>(&'r self, segments: &[&'p str]) -> Option<Vec<(&'r str, &'p str)>> {
        let mut parameters = Vec::new();
        for (segment, value) in self.segments.iter().zip(segments) {
            match segment {
                Segment::Fixed(text) if same(text, value) => {}
                Segment::Parameter(name) if !value.is_empty() => parameters.push((name.as_str(), *value)),
                _ => return None,
            }
        }
        Some(parameters)
    }
}

impl Segment {
    fn parse(text: &str) -> Segment {
        match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
            Some(name) => Segment::Parameter(name.to_owned()),
            None => Segment::Fixed(text.to_owned()),
        }
    }
}

/// Some clients write `@me` and `@original` as `%40me` and `%40original`.
fn same(fixed: &str, value: &str) -> bool {
    fixed == value
        || match (fixed.strip_prefix('@'), value.strip_prefix("%40")) {
            (Some(fixed), Some(value)) => fixed == value,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Routes<u8> {
        let rows = [("/users/{id}", "get", 1), ("/users/@me", "get", 2), ("/users/@me", "patch", 3)];
        Routes::of(rows.map(|(path, method, entry)| (path.to_owned(), method.to_owned(), entry)))
    }

    #[test]
    fn fixed_segments_win_over_parameters() {
        let table = table();
        assert!(matches!(table.find("GET", "/users/@me"), Found::Entry(2, _)));
        assert!(matches!(table.find("PATCH", "/users/%40me"), Found::Entry(3, _)));
        assert!(matches!(table.find("get", "/users/7"), Found::Entry(1, values) if values == [("id", "7")]));
        assert!(matches!(table.find("PUT", "/users/7"), Found::OtherMethods(methods) if methods == ["GET"]));
        assert!(matches!(table.find("GET", "/users/"), Found::Nothing));
        assert!(matches!(table.find("GET", "/user/1"), Found::Nothing));
    }
}
