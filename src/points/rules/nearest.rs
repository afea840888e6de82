//! Which known word was probably meant.

use strsim::damerau_levenshtein;

/// No word of the rules is longer; what is longer isn't compared, which keeps a hostile file from taking long.
const COMPARED_AT_MOST: usize = 40;

/// The known word nearest to `word`, upper and lower case alike, if it is near enough to have been meant.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = word.chars().count();
    if length > COMPARED_AT_MOST {
        return None;
    }
    let word = word.to_lowercase();
    let distance = |candidate: &str| damerau_levenshtein(&word, &candidate.to_lowercase());
    let (best, candidate) = known.into_iter().map(|known| (distance(known), known)).min()?;
    (best <= (length / 3).max(1)).then_some(candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_keys_is_recognised_and_another_word_is_not() {
        let known = ["max_points", "undo_within_minutes", "backdate_days"];
        assert_eq!(nearest("max_point", known), Some("max_points"));
        assert_eq!(nearest("MAX_POINTS", known), Some("max_points"));
        assert_eq!(nearest("backdate_dyas", known), Some("backdate_days"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest(&"max_points".repeat(9), known), None);
    }
}
