//! Why an award isn't put right.

use ovation::discord::custom_id::CustomId;
use ovation::discord::reply::Reply;
use ovation::discord::request::Request;
use ovation::points::ids::RecordId;
use ovation::service::{AwardWords, CorrectionAsked};

use crate::desk::{Desk, LEADER, SECOND_LEADER, STAFF, award_of, text};
use crate::harness::quick_rules;
use crate::refusals::{Heard, of_kind};

pub async fn corrections(heard: &mut Heard) {
    let desk = Desk::with(&quick_rules().replace("\"quarter\"", "\"month\"")).await;
    let given = desk.ask(&LEADER, Request::Award(of_kind("venue", 60))).await;
    let award = RecordId::from_raw(award_of(&given));
    let right = |points: &str| {
        Request::FillCorrection(CorrectionAsked {
            award,
            partner: "Litware Labs".to_owned(),
            words: AwardWords {
                contribution: "venue".to_owned(),
                points: points.to_owned(),
                day: chrono::Utc::now().with_timezone(&chrono_tz::America::Toronto).date_naive().to_string(),
                reason: "An evening of answers".to_owned(),
            },
        })
    };
    let press = async |id| desk.ask(&LEADER, Request::Click(id)).await;
    heard.hear("nothing-to-change", "Change it", &desk.ask(&LEADER, right("60")).await);
    heard.hear("needs-approval", "Change it", &desk.ask(&LEADER, right("240")).await);
    heard.hear("points-out-of-range", "Change it", &desk.ask(&LEADER, right("many")).await);
    let others = desk.ask(&SECOND_LEADER, Request::Click(CustomId::Correct(award))).await;
    heard.hear("not-yours", "Change it", &others);
    let form = press(CustomId::TakeBack(award)).await;
    assert!(matches!(form, Reply::Form(_)), "{}", text(&form));
    desk.later(16);
    heard.hear("correction-too-late", "Change it", &press(CustomId::Correct(award)).await);
    heard.hear("correction-too-late", "Change it, the form", &desk.ask(&LEADER, right("70")).await);
    desk.later(32 * 24 * 60);
    heard.hear("period-over", "Change it", &desk.ask(&STAFF, right("70")).await);
    let less = desk.ask(&STAFF, right("50")).await;
    assert!(text(&less).contains("**50** points"), "{}", text(&less));
    heard.hear("already-reversed", "Change it", &desk.ask(&STAFF, right("40")).await);
}
