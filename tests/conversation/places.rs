//! Where a group lives in Discord: how its shout-outs will look there, and what happens when that place is gone.

use crate::harness::{App, RUST};
use crate::setup::filled;

#[tokio::test]
async fn who_sets_a_group_up_sees_how_its_shout_outs_will_look() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let panel = filled(&app, &staff, "Ottawa Night School", &member, "general").await;
    let text = panel.text();
    let preview = &text[text.find("-# This is how").expect("a preview")..];
    insta::assert_snapshot!(preview, @r"
    -# This is how a shout-out of this group looks:
    ## Thank you, A company!
    > An evening on backups that was no sales pitch, and pizza for all
    🎤 Presentation · **+100** from **Ottawa Night School**
    -# 100 points · Registered
    -# ▰▰▱▱▱▱▱▱▱▱ 100 of 400 points for Certified
    ");
    // In the group's language, whoever looks.
    let panel = panel.choose("Language of its public messages", &["fr"]).await.expect("the panel");
    assert!(
        panel.text().contains("-# This is how a shout-out of this group looks:\n## Merci, Une entreprise"),
        "{}",
        panel.text()
    );
    assert!(
        panel.text().contains("de **Ottawa Night School**")
            || panel.text().contains("**Ottawa Night School**")
    );
    assert!(panel.buttons().iter().all(|button| !button.contains('👏')), "there is nothing to applaud yet");
    let sent = panel.press("Propose this group").await.expect("an answer");
    assert!(sent.text().contains("is proposed"), "{}", sent.text());
    // Run again, it shows the group as it stands.
    let other = app.person("other-leader").await;
    let panel = other.at(RUST, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Quel groupe\u{202f}?", &["2"]).await.expect("the panel");
    assert!(panel.text().contains("Voici l’aspect d’un coup de chapeau"), "{}", panel.text());
    app.finish().await;
}
