//! Applause, as a message and a company's card show it.

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::words::{Speaker, say};
use crate::store::ErrandId;

/// From so many members on it is a big round of applause, and then one that is bigger still.
const BIG: [u32; 3] = [50, 25, 10];

/// The highest mark that the applause has reached.
fn reached(applause: u32) -> Option<u32> {
    BIG.into_iter().find(|mark| applause >= *mark)
}

/// The button that a member presses, and above it what is to be said of much applause.
pub(super) fn applause(speaker: &Speaker, errand: ErrandId, applause: u32) -> Vec<Component> {
    let big = reached(applause).map(|mark| Component::Text(say!(speaker, "applause-big", mark = mark)));
    big.into_iter().chain([row(errand, applause, false)]).collect()
}

/// What is left of it under a message that was withdrawn.
pub(super) fn row(errand: ErrandId, applause: u32, disabled: bool) -> Component {
    let label = if applause == 0 { "👏".to_owned() } else { format!("👏 {applause}") };
    let custom_id = CustomId::Applaud(errand).to_string();
    Component::Row(vec![Component::Button { style: Style::Secondary, label, custom_id, disabled }])
}

/// What a company has in all, if anybody applauded.
pub(super) fn total(speaker: &Speaker, applause: u32) -> Option<String> {
    (applause > 0).then(|| say!(speaker, "applause-total", applause = applause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn much_applause_is_said_above_the_button() {
        let words = Words::load().unwrap();
        let said = |language, many| {
            let parts = applause(&words.speak(language), ErrandId::from_raw(7), many);
            match &parts[..] {
                [Component::Text(text), Component::Row(_)] => text.clone(),
                [Component::Row(_)] => String::new(),
                other => panic!("{other:?}"),
            }
        };
        for (many, begins) in [
            (9, ""),
            (10, "A BIG round of applause: **10** members"),
            (25, "A very BIG round of applause: **25** members"),
            (50, "A HUGE round of applause: **50** members"),
        ] {
            assert!(said("en", many).contains(begins), "{}", said("en", many));
            assert_eq!(said("en", many).is_empty() || said("fr", many).is_empty(), begins.is_empty());
        }
    }

    #[test]
    fn applause_is_big_from_ten_on_and_twice_bigger_still() {
        let marks = [0, 9, 10, 24, 25, 49, 50, 1_000].map(reached);
        let (ten, more, most) = (Some(10), Some(25), Some(50));
        assert_eq!(marks, [None, None, ten, ten, more, more, most, most]);
    }
}
