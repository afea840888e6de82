//! "Report to staff": from the menu of a shout-out to a note in the staff channel.

use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA, SHOUT_OUTS};

const REPORT: &str = "Report to staff";

async fn shout_out(who: &Person, says: &str) -> Reply {
    let public = |message: &Reply| !message.is_ephemeral() && message.text().contains(says);
    who.wait_for(OTTAWA, SHOUT_OUTS, public).await.expect("a shout-out")
}

/// That a message is out is written down right after it is seen.
async fn menu(who: &Person, message: &Reply) -> Reply {
    loop {
        let answer = who.at(OTTAWA, SHOUT_OUTS).message_command(REPORT, message.message_id()).send().await;
        let answer = answer.expect("an answer");
        if !answer.text().contains("isn't a shout-out") {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn staff_are_told_with_a_link_and_mark_it_as_seen() {
    let app = App::sample().await;
    let (leader, member, staff) =
        (app.person("leader").await, app.person("member").await, app.person("staff").await);
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    let message = shout_out(&member, "Two hours of answers").await;
    let form = menu(&member, &message).await;
    let sent = form.fill(&[("What is wrong with it?", "It was **another** company @everyone")]);
    let thanks = sent.submit().await.expect("an answer");
    assert!(thanks.is_ephemeral() && thanks.text().contains("Thank you."), "{}", thanks.text());
    let note = |message: &Reply| message.text().contains("A shout-out was reported");
    let note = staff.wait_for(OTTAWA, "program-staff", note).await.expect("a note");
    let text = note.text();
    assert!(text.contains("another\\*\\* company @\u{200B}everyone"), "{text}");
    let link = format!(
        "https://discord.com/channels/1000000000000000101/1000000000000000121/{}",
        message.message_id()
    );
    assert!(text.contains(&link), "{text}");
    let seen = note.press("Mark as seen").await.expect("an answer");
    assert!(seen.text().contains("Seen by"), "{}", seen.text());
    let again = menu(&member, &message).await;
    assert!(again.text().contains("reported this shout-out already"), "{}", again.text());
    // Who reported it is no business of the group's leaders, nor of the company.
    for username in ["leader", "partner"] {
        let person = app.person(username).await;
        let history = person.at(OTTAWA, "general").command("history").send().await.expect("an answer");
        assert!(!history.text().contains("eported"), "{}", history.text());
    }
    // Erased, the member is named there no more; that staff have seen it stays.
    let asked = member.at(OTTAWA, "general").command("privacy delete").send().await.expect("an answer");
    asked.press("Erase it all").await.expect("an answer");
    let drawn = |message: &Reply| message.text().contains("somebody says that something is wrong");
    let drawn = staff.wait_for(OTTAWA, "program-staff", drawn).await.expect("the note, drawn anew");
    assert_eq!(drawn.message_id(), note.message_id());
    let text = drawn.text();
    assert!(text.contains(&format!("Seen by <@{}>", staff.id())) && !text.contains("another"), "{text}");
    app.finish().await;
}

#[tokio::test]
async fn what_is_no_shout_out_is_said_to_be_none() {
    let app = App::sample().await;
    let member = app.person("member").await;
    let message = member.say(OTTAWA, "general", "Hello, everybody").await.expect("a message");
    let answer = member.at(OTTAWA, "general").message_command(REPORT, message.message_id()).send().await;
    let answer = answer.expect("an answer");
    assert!(
        answer.is_ephemeral() && answer.text().contains("isn't a shout-out of mine"),
        "{}",
        answer.text()
    );
    app.finish().await;
}
