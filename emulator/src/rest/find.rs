//! From a method and a path to a row of the table.

use std::sync::LazyLock;

use super::route::{ROUTES, Route};

struct Compiled {
    number: u16,
    parts: Vec<&'static str>,
}

/// Routes by number of parts.
static BY_LENGTH: LazyLock<Vec<Vec<Compiled>>> = LazyLock::new(|| {
    let mut by_length: Vec<Vec<Compiled>> = Vec::new();
    for (number, route) in ROUTES.iter().enumerate() {
        let parts: Vec<&'static str> = route.path.trim_start_matches('/').split('/').collect();
        while by_length.len() <= parts.len() {
            by_length.push(Vec::new());
        }
        by_length[parts.len()].push(Compiled { number: number as u16, parts });
    }
    by_length
});

/// A route that fits a path.
pub struct Found<'a> {
    /// Its place in the table.
    pub number: u16,
    /// The row.
    pub route: &'static Route,
    /// Parts of the path by name.
    pub params: Vec<(&'static str, &'a str)>,
}

/// Why no route fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoute {
    /// 404.
    Path,
    /// 405.
    Method,
}

/// The first route that fits; rows with fixed words stand before rows with names.
pub fn find<'a>(method: &str, path: &'a str) -> Result<Found<'a>, NoRoute> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let mut other_method = false;
    for compiled in BY_LENGTH.get(parts.len()).map(Vec::as_slice).unwrap_or_default() {
        let fits =
            compiled.parts.iter().zip(&parts).all(|(want, part)| want.starts_with('{') || want == part);
        if !fits {
            continue;
        }
        let route = &ROUTES[usize::from(compiled.number)];
        if route.method != method {
            other_method = true;
            continue;
        }
        let params = compiled
            .parts
            .iter()
            .zip(&parts)
            .filter_map(|(want, part)| Some((want.strip_prefix('{')?.strip_suffix('}')?, *part)))
            .collect();
        return Ok(Found { number: compiled.number, route, params });
    }
    Err(if other_method { NoRoute::Method } else { NoRoute::Path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_words_win_over_names() {
        assert_eq!(find("GET", "/users/@me").unwrap().route.path, "/users/@me");
        assert_eq!(find("GET", "/users/12").unwrap().params, [("user", "12")]);
        assert_eq!(
            find("GET", "/channels/1/messages/pins").unwrap().route.path,
            "/channels/{channel}/messages/pins"
        );
    }

    #[test]
    fn another_method_is_405_and_another_path_404() {
        assert_eq!(find("PUT", "/gateway").err(), Some(NoRoute::Method));
        assert_eq!(find("GET", "/nowhere").err(), Some(NoRoute::Path));
    }
}
