//! Who wants to be on the wall on the web, and who says so.

use ovation::playground::RULES;
use ovation::points::rules;
use ovation::store::sql::SqlStore;
use ovation::store::{Wall as _, WallSearch, system_clock};

use crate::harness::{App, OTTAWA, SHOUT_OUTS};

/// The companies on the wall.
async fn shown(app: &App) -> Vec<String> {
    let rules = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
    let store = SqlStore::as_it_is(&app.settings.database.url, rules, system_clock()).await;
    let store = store.expect("a database").expect("a program");
    let search = WallSearch { limit: 100, ..WallSearch::default() };
    let (partners, _) = store.wall_partners(&search).await.expect("companies");
    store.close().await;
    partners.into_iter().map(|partner| partner.named.name).collect()
}

#[tokio::test]
async fn a_representative_takes_the_company_off_the_wall_and_puts_it_back() {
    let app = App::sample().await;
    let (partner, staff) = (app.person("partner").await, app.person("staff").await);
    let fabrikam = "Fabrikam Training".to_owned();
    assert!(shown(&app).await.contains(&fabrikam));
    let edit = |on: bool| partner.at(OTTAWA, SHOUT_OUTS).command("partner edit").option("on-the-wall", on);
    let changed = edit(false).send().await.expect("an answer");
    assert!(changed.text().contains("**Fabrikam Training** is changed"), "{}", changed.text());
    assert!(changed.is_ephemeral() && !shown(&app).await.contains(&fabrikam));
    let again = edit(false).send().await.expect("an answer");
    assert!(again.text().contains("othing"), "{}", again.text());
    edit(true).send().await.expect("an answer");
    assert!(shown(&app).await.contains(&fabrikam));
    // Of others only staff.
    let other = |who: &discord_emulator::Person| {
        let edit = who.at(OTTAWA, SHOUT_OUTS).command("partner edit");
        edit.option("partner", "Litware Labs").option("on-the-wall", false)
    };
    let refused = other(&partner).send().await.expect("an answer");
    assert!(refused.text().contains("That is for those who represent the company"), "{}", refused.text());
    assert!(shown(&app).await.contains(&"Litware Labs".to_owned()));
    other(&staff).send().await.expect("an answer");
    assert!(!shown(&app).await.contains(&"Litware Labs".to_owned()));
    app.finish().await;
}
