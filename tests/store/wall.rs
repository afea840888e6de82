//! The wall: what everybody may see, under addresses that last.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::ids::{PartnerId, TierId};
use ovation::points::request::Ending;
use ovation::points::rules;
use ovation::points::text::CompanyName;
use ovation::service::Service;
use ovation::store::{
    AwardsWanted, Found, GroupChoices, GroupProposal, OpeningOrder, PartnerEdit, RequestsWanted, WallSearch,
    WallThanks,
};

use crate::database::Database;
use crate::merges::{back, merged};
use crate::requests::{asked, ending};
use crate::stage::{LEADER, RULES, STAFF, Stage, contribution};

fn names(thanks: &[WallThanks]) -> Vec<(&str, i64)> {
    thanks.iter().map(|one| (one.partner.name.as_str(), one.points)).collect()
}

async fn newest(stage: &Stage, wanted: AwardsWanted) -> Vec<WallThanks> {
    stage.store.awards_part(&wanted, None, 10).await.unwrap().lines
}

async fn partners(stage: &Stage, typed: &str) -> Vec<String> {
    let tiers = ["gold", "certified", "registered"].map(tier);
    let search = WallSearch { typed: typed.to_owned(), tiers: tiers.to_vec(), offset: 0, limit: 50 };
    let (found, total) = stage.store.wall_partners(&search).await.expect("companies");
    assert_eq!(found.len(), usize::try_from(total).unwrap());
    found.into_iter().map(|partner| partner.named.name).collect()
}

fn tier(word: &str) -> TierId {
    TierId::parse(word).expect("a tier")
}

async fn address(stage: &Stage, slug: &str) -> Option<Result<PartnerId, String>> {
    stage.store.wall_partner(slug).await.expect("an answer").map(|found| match found {
        Found::Here(partner) => Ok(partner.id),
        Found::Moved(slug) => Err(slug),
    })
}

async fn edit(stage: &Stage, partner: PartnerId, name: Option<&str>, on_the_wall: Option<bool>) {
    let name = name.map(|name| CompanyName::parse(name).expect("a name"));
    let act = stage.act();
    let edit = PartnerEdit { act, by: STAFF, partner, name, website: None, description: None, on_the_wall };
    stage.store.edit_partner(edit).await.expect("a change");
}

pub async fn only_what_stands_and_may_be_seen_is_shown(database: Database) {
    let stage = Stage::new(database).await;
    let (ottawa, montreal) = (stage.group("Ottawa").await, stage.group("Montréal").await);
    let (litware, adatum) = (stage.partner("Litware").await, stage.partner("Adatum").await);
    let nominated = stage.nominated("Proseware").await;
    stage.award(ottawa, litware, 100).await;
    stage.award(ottawa, nominated, 20).await;
    let gone = stage.award(ottawa, adatum, 30).await;
    stage.award(montreal, litware, 110).await;
    stage.store.reverse(stage.reversal(gone.record)).await.unwrap();
    let newest = async |group| newest(&stage, AwardsWanted { group, ..AwardsWanted::default() }).await;
    assert_eq!(names(&newest(None).await), [("Litware", 110), ("Litware", 100)]);
    assert_eq!(names(&newest(Some(montreal)).await), [("Litware", 110)]);
    assert_eq!(stage.store.awards_part(&AwardsWanted::default(), None, 1).await.unwrap().lines.len(), 1);
    // The higher tier first, whatever the name.
    assert_eq!(partners(&stage, "").await, ["Litware", "Adatum"]);
    assert_eq!(partners(&stage, "DAT").await, ["Adatum"]);
    assert_eq!(address(&stage, "proseware").await, None);
    stage.store.suspend_partner(stage.suspension(litware, false)).await.unwrap();
    assert!(newest(None).await.is_empty());
    stage.store.suspend_partner(stage.suspension(litware, true)).await.unwrap();
    let tiers = stage.store.wall_tiers(10).await.unwrap();
    assert!(tiers.iter().any(|one| one.partner.name == "Litware" && one.to == Some(tier("certified"))));
    edit(&stage, litware, None, Some(false)).await;
    assert!(newest(None).await.is_empty() && partners(&stage, "").await == ["Adatum"]);
    assert_eq!(address(&stage, "litware").await, None);
    edit(&stage, litware, None, Some(true)).await;
    stage.raw().await.run("UPDATE user_group SET wall_hidden = 1 WHERE name = 'Ottawa'").await.unwrap();
    assert_eq!(names(&newest(None).await), [("Litware", 110)]);
    let helped = stage.store.wall_company(litware, 10).await.unwrap().helped;
    assert_eq!(
        helped.iter().map(|one| (one.group.slug.as_str(), one.points)).collect::<Vec<_>>(),
        [("montreal", 110)]
    );
    assert_eq!(stage.store.wall_groups("", 0, 10).await.unwrap().1, 1);
    // A group that has closed is shown for what it thanked for, and not in the list.
    stage.store.close_group(stage.closing(montreal)).await.unwrap();
    assert_eq!(names(&newest(None).await), [("Litware", 110)]);
    assert_eq!(stage.store.wall_groups("", 0, 10).await.unwrap().1, 0);
    assert!(
        matches!(stage.store.wall_group("montreal").await.unwrap(), Some(Found::Here(group)) if !group.active)
    );
}

pub async fn an_address_leads_to_its_company_whatever_that_is_called_by_now(database: Database) {
    let mut stage = Stage::new(database).await;
    let (first, second) = (stage.partner("Litware").await, stage.partner("L.I.T.W.A.R.E").await);
    let group = stage.group("Litware!").await;
    assert_eq!(address(&stage, "litware").await, Some(Ok(first)));
    assert_eq!(address(&stage, "l-i-t-w-a-r-e").await, Some(Ok(second)));
    let of_group = format!("litware-{}", group.get());
    assert!(
        matches!(stage.store.wall_group(&of_group).await.unwrap(), Some(Found::Here(found)) if found.id == group)
    );
    edit(&stage, first, Some("Fabrikam"), None).await;
    assert_eq!(address(&stage, "litware").await, Some(Err("fabrikam".to_owned())));
    edit(&stage, second, Some("Litware"), None).await;
    let taken = format!("litware-{}", second.get());
    assert_eq!(address(&stage, "l-i-t-w-a-r-e").await, Some(Err(taken.clone())));
    edit(&stage, second, Some("Elsewhere"), None).await;
    edit(&stage, first, Some("Litware"), None).await;
    assert_eq!(address(&stage, "fabrikam").await, Some(Err("litware".to_owned())));
    merged(&stage, first, second).await;
    assert_eq!(address(&stage, "fabrikam").await, Some(Err("elsewhere".to_owned())));
    stage.store.merge_partners(back(&stage, first, second)).await.unwrap();
    assert_eq!(address(&stage, "litware").await, Some(Ok(first)));
    // What came before there were addresses gets one at the next start.
    stage.raw().await.run("DELETE FROM slug").await.unwrap();
    assert_eq!(address(&stage, "litware").await, None);
    stage.restart().await;
    assert_eq!(address(&stage, "litware").await, Some(Ok(first)));
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM slug WHERE newest = 1").await, 3);
}

pub async fn companies_that_are_one_have_thanks_and_points_together(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let (litware, fabrikam) = (stage.partner("Litware").await, stage.partner("Fabrikam").await);
    stage.award(group, fabrikam, 40).await;
    stage.award(group, litware, 60).await;
    merged(&stage, fabrikam, litware).await;
    let all = AwardsWanted::default();
    for wanted in [AwardsWanted { partner: Some(litware), ..all.clone() }, all] {
        assert_eq!(names(&newest(&stage, wanted).await), [("Litware", 60), ("Litware", 40)]);
    }
    let since = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");
    let days = stage.store.month_points(litware, &[since]).await.unwrap();
    assert_eq!(days.iter().map(|(.., points)| points).sum::<i64>(), 100);
    assert_eq!(stage.store.wall_company(litware, 10).await.unwrap().helped[0].points, 100);
    assert_eq!(partners(&stage, "").await, ["Litware"]);
}

pub async fn help_wanted_is_shown_while_offers_are_taken(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let shown = async || {
        let requests = stage.store.requests_part(&RequestsWanted::default(), None, 10).await.unwrap().lines;
        requests.into_iter().map(|request| request.topic).collect::<Vec<_>>()
    };
    let request = stage.store.ask_for_help(asked(&stage, group, Some("2026-03-20"))).await.unwrap();
    assert_eq!(shown().await, ["Backups that survive a fire"]);
    stage.raw().await.run("UPDATE user_group SET wall_hidden = 1").await.unwrap();
    assert!(shown().await.is_empty());
    stage.raw().await.run("UPDATE user_group SET wall_hidden = 0").await.unwrap();
    let withdrawn = ending(&stage, request.record, LEADER, Ending::Withdraw);
    stage.store.end_request(withdrawn).await.unwrap();
    assert!(shown().await.is_empty());
    stage.store.ask_for_help(asked(&stage, group, None)).await.unwrap();
    assert_eq!(shown().await.len(), 1);
    stage.clock.pass(TimeDelta::days(61));
    assert!(shown().await.is_empty(), "what is over isn't shown, also before that is written down");
}

pub async fn help_wanted_is_read_once_for_all_who_look_within_some_seconds(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let rules = rules::parse("program.toml", RULES, &["en"]).expect("the rules");
    let service = Service::new(Arc::clone(&stage.store), Arc::new(rules), stage.clock.clock());
    let shown = async |typed: &str| -> Vec<String> {
        let page = service.wall_requests(typed, None, 1).await.unwrap();
        assert_eq!(page.lines.len(), usize::try_from(page.total).unwrap());
        page.lines.into_iter().map(|request| request.topic).collect()
    };
    let (fire, flood) = ("Backups that survive a fire", "Backups that survive a flood");
    stage.store.ask_for_help(asked(&stage, group, None)).await.unwrap();
    assert_eq!(shown("FIRE ottawa").await.len() + shown("venue").await.len(), 0);
    assert_eq!(shown("survive").await, [fire]);
    // Behind the store's back, so that it is seen only where it is read anew.
    let mut raw = stage.raw().await;
    raw.run("UPDATE record_text SET event = 'Backups that survive a flood' WHERE event <> ''").await.unwrap();
    assert_eq!((shown("fire").await, shown("flood").await), (vec![fire.to_owned()], Vec::new()));
    stage.clock.pass(TimeDelta::seconds(5));
    assert_eq!((shown("fire").await, shown("flood").await), (Vec::new(), vec![flood.to_owned()]));
    // What is done here is seen at once.
    stage.store.ask_for_help(asked(&stage, group, None)).await.unwrap();
    assert_eq!(shown("").await, [flood, fire]);
    // What is over is gone also where nothing is read anew.
    let over = (stage.clock.now() + TimeDelta::seconds(7)).timestamp_millis();
    raw.run(&format!("UPDATE request SET ends_at = {over}")).await.unwrap();
    stage.clock.pass(TimeDelta::seconds(5));
    assert_eq!(shown("").await.len(), 2);
    stage.clock.pass(TimeDelta::seconds(2));
    assert_eq!(shown("").await.len(), 0);
}

pub async fn who_hides_is_in_the_ledger_and_the_ledger_is_good(database: Database) {
    let stage = Stage::new(database).await;
    let litware = stage.partner("Litware").await;
    edit(&stage, litware, None, Some(false)).await;
    let mut raw = stage.raw().await;
    let kept = raw.words("SELECT detail FROM record WHERE kind = 'partner-edited'").await;
    assert!(kept[0][0].contains(r#""on_the_wall":false"#), "{kept:?}");
    stage.store.sequence().await.unwrap();
    assert!(stage.store.verify(None, &[], &|_, _| ()).await.unwrap().is_ok());
}

pub async fn a_group_that_chooses_so_is_not_on_the_wall_and_the_ledger_says_it(database: Database) {
    let stage = Stage::new(database).await;
    let hidden = GroupChoices { wall_hidden: true, ..GroupChoices::default() };
    let proposal = GroupProposal { choices: hidden, ..stage.proposal("Ottawa") };
    let group = stage.approved(proposal.clone()).await;
    let partner = stage.partner("Litware").await;
    stage.award(group.id, partner, 100).await;
    let shown = async || {
        let (groups, _) = stage.store.wall_groups("", 0, 10).await.unwrap();
        (groups.len(), newest(&stage, AwardsWanted::default()).await.len())
    };
    assert_eq!(shown().await, (0, 0));
    let back = GroupProposal {
        act: stage.act(),
        group: Some(group.id),
        choices: GroupChoices::default(),
        ..proposal
    };
    stage.store.propose_group(back).await.expect("a change");
    assert_eq!(shown().await, (1, 1));
    let said = "SELECT detail FROM record WHERE kind IN ('group-proposed', 'group-changed') ORDER BY id";
    let said = stage.raw().await.words(said).await;
    let choices: Vec<bool> = said.iter().map(|row| row[0].contains("\"wall_hidden\":true")).collect();
    assert_eq!(choices, [true, false], "{said:?}");
}

pub async fn news_of_tiers_are_rises_however_many_falls_come_after_them(database: Database) {
    let stage = Stage::new(database).await;
    let [first, second] = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let partner = stage.partner("Litware").await;
    stage.award(first, partner, 100).await;
    for _ in 0..3 {
        let award = stage.award(second, partner, 60).await;
        stage.store.reverse(stage.reversal(award.record)).await.unwrap();
    }
    let news = stage.store.wall_tiers(2).await.unwrap();
    let to: Vec<_> = news.iter().filter_map(|one| one.to.as_ref()).map(TierId::as_str).collect();
    assert_eq!(to, ["certified", "certified"], "as many as were asked for");
}

/// What the wall sums up is what everybody else is told: of cells that are one by a merge, of what was taken back, and of what
/// somebody brought with and without a kind and a group.
pub async fn what_a_company_has_is_the_same_on_the_wall(database: Database) {
    let stage = Stage::new(database).await;
    let groups = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let companies = [stage.partner("Litware").await, stage.partner("Fabrikam").await];
    for (group, partner, points) in
        [(groups[0], companies[0], 15), (groups[0], companies[1], 15), (groups[1], companies[0], 40)]
    {
        stage.award(group, partner, points).await;
    }
    let gone = stage.award(groups[1], companies[1], 30).await.record;
    stage.store.reverse(stage.reversal(gone)).await.unwrap();
    let brought =
        [(None, None), (Some(contribution("venue")), None), (Some(contribution("talk")), Some(groups[1]))];
    for (kind, group) in brought {
        let order = crate::openings::order(&stage, "Adatum", 30, "2026-01-05");
        let order = OpeningOrder { contribution: kind, group, ..order };
        let _ = stage.store.open(&[order]).await.unwrap();
    }
    let adatum = stage.raw().await.number("SELECT id FROM partner WHERE name = 'Adatum'").await;
    let same = async || {
        for partner in companies.into_iter().chain([PartnerId::from_raw(adatum)]) {
            let (sums, held) = (
                stage.store.wall_standing(partner).await.unwrap(),
                stage.store.standing(partner, 0).await.unwrap().standing,
            );
            assert_eq!((sums.points, sums.groups), (held.points().get(), held.groups()));
            let kinds: Vec<_> = held.contributions().map(|(kind, tally)| (kind.clone(), tally)).collect();
            assert_eq!(sums.contributions, kinds);
        }
    };
    same().await;
    merged(&stage, companies[1], companies[0]).await;
    same().await;
}

crate::contract!(
    what_a_company_has_is_the_same_on_the_wall,
    a_group_that_chooses_so_is_not_on_the_wall_and_the_ledger_says_it,
    news_of_tiers_are_rises_however_many_falls_come_after_them,
    only_what_stands_and_may_be_seen_is_shown,
    an_address_leads_to_its_company_whatever_that_is_called_by_now,
    companies_that_are_one_have_thanks_and_points_together,
    help_wanted_is_shown_while_offers_are_taken,
    help_wanted_is_read_once_for_all_who_look_within_some_seconds,
    who_hides_is_in_the_ledger_and_the_ledger_is_good,
);
