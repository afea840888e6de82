//! `/leaderboard`.

use ovation::discord::request::Request;
use ovation::points::text::GroupName;
use ovation::service::BoardAsked;
use ovation::store::outside::{Account, Channel};
use ovation::store::{Act, GroupChoices, GroupKind, GroupProposal, Groups as _, LeaderRef};

use crate::desk::{self, Desk, MEMBER, text};
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};

#[tokio::test]
async fn companies_and_groups_are_ranked_here_and_in_the_whole_program() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    let at = member.at(OTTAWA, SHOUT_OUTS);
    let here = at.command("leaderboard").send().await.expect("an answer");
    let text = here.text();
    assert!(here.is_ephemeral());
    assert!(text.contains("Companies that helped here, this quarter"), "{text}");
    assert!(text.contains("🥇") && text.contains("**Contoso Cloud** · 50 points from 1 award"), "{text}");
    assert!(text.contains("🥇 **Ottawa Windows Server User Group** · 210 points in 2 awards"), "{text}");
    let all = at.command("leaderboard").option("scope", "program").option("period", "all").send().await;
    let text = all.expect("an answer").text();
    assert!(text.contains("Northwind Partner Network, since the beginning"), "{text}");
    assert!(text.contains("Rust Study Group"), "{text}");
    let server = at.command("leaderboard").option("period", "all").send().await.expect("an answer").text();
    let widest =
        "**Groups that thanked the most companies**\n🥇 **Ottawa Windows Server User Group** · 5 companies";
    assert!(server.contains(widest), "{server}");
    let kind = at.command("leaderboard").option("scope", "program").option("period", "all");
    let text = kind.option("contribution", "travel").send().await.expect("an answer").text();
    assert!(text.contains("For 🚆 Speaker travel alone") && text.contains("Tailspin Travel"), "{text}");
    assert!(!text.contains("Contoso"), "{text}");
    let group = at.command("leaderboard").option("period", "all").option("group", "rust study group");
    let text = group.send().await.expect("an answer").text();
    assert!(text.contains("Companies that helped Rust Study Group, since the beginning"), "{text}");
    assert!(!text.contains("Groups that"), "{text}");
    let nowhere = at.command("leaderboard").option("group", "Nowhere").send().await.expect("an answer");
    assert!(nowhere.text().contains("No group of that name"), "{}", nowhere.text());
    let other = app.person("other-leader").await.at(RUST, SHOUT_OUTS);
    let empty = other.command("leaderboard").option("period", "this").send().await.expect("an answer");
    assert!(empty.text().contains("Pas encore d’attributions"), "{}", empty.text());
    app.finish().await;
}

#[tokio::test]
async fn a_group_that_nobody_approved_has_no_board() {
    let desk = Desk::sample().await;
    let proposal = GroupProposal {
        act: Act { key: "i:1".to_owned(), hash: "0".repeat(64) },
        by: Account::new(MEMBER.account),
        server: desk::OTTAWA,
        group: None,
        name: GroupName::parse("A name for staff alone").expect("a name"),
        kind: GroupKind::UserGroup,
        language: "en".to_owned(),
        timezone: chrono_tz::UTC,
        shout_out_channel: Channel::new(7),
        leaders_channel: None,
        requests_channel: None,
        choices: GroupChoices::default(),
        leaders: vec![LeaderRef::User(Account::new(MEMBER.account))],
    };
    let group = desk.store.propose_group(proposal).await.expect("a proposal").id;
    let asked = BoardAsked { group: Some(group.to_string()), ..BoardAsked::default() };
    let answer = text(&desk.ask(&MEMBER, Request::Leaderboard(asked)).await);
    assert!(answer.contains("No group of that name") && !answer.contains("staff alone"), "{answer}");
}
