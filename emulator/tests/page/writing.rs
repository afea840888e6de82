//! Messages that a person writes.

use fantoccini::key::Key;

use crate::pool::trials;
use crate::stage::{HARBOUR, Stage};
use crate::view::{named, test};

trials![
    a_message_is_sent_by_enter,
    a_line_is_broken_by_shift_and_enter,
    a_name_becomes_a_mention,
    nobody_writes_where_they_may_not,
    what_was_refused_stays_to_be_sent_again,
    files_go_with_a_message,
    files_are_dropped_and_pasted,
    a_file_that_is_too_large_is_not_taken,
    a_message_is_edited,
    the_last_message_is_edited_by_arrow_up,
    a_message_is_deleted_once_that_is_agreed,
    staff_delete_what_others_wrote,
    a_message_is_answered,
    an_answer_is_thought_better_of,
];

async fn a_message_is_sent_by_enter(stage: Stage) {
    let ana = stage.ana().await;
    ana.type_into(&test("composer"), "Ahoy, *all*").await;
    ana.press(Key::Return, 1).await;
    ana.sees("Ahoy, all").await;
    ana.when(&test("composer"), "e.value === ''").await;
    ana.type_into(&test("composer"), "And by the button").await;
    ana.send().await;
    ana.sees("And by the button").await;
}

async fn a_line_is_broken_by_shift_and_enter(stage: Stage) {
    let ana = stage.ana().await;
    let (shift, enter) = (char::from(Key::Shift), char::from(Key::Return));
    ana.type_into(&test("composer"), &format!("One{shift}{enter}{shift}two")).await;
    ana.press(Key::Return, 1).await;
    ana.sees("One two").await;
}

async fn a_name_becomes_a_mention(stage: Stage) {
    let ana = stage.ana().await;
    ana.type_into(&test("composer"), "Thanks, @ben\n").await;
    ana.sees("Thanks, @Ben Okoro").await;
}

async fn nobody_writes_where_they_may_not(stage: Stage) {
    let (channel, guild) = (stage.channel("quay").await, stage.emulator.control().guild(HARBOUR).await);
    let guild = guild.expect("the server is there");
    stage.emulator.control().overwrite(&channel, &guild, false, 0, 2048 | 1 << 31).await.expect("it is set");
    let ana = stage.view("ana", HARBOUR, "quay").await;
    ana.when(&test("composer"), "e.disabled && e.placeholder === 'You may read here, not write'").await;
}

async fn what_was_refused_stays_to_be_sent_again(stage: Stage) {
    let ana = stage.ana().await;
    ana.type_into(&test("composer"), "x").await;
    let script = "document.querySelector('[data-test=composer]').value = 'x'.repeat(2001)";
    stage.browser.script(script).await;
    ana.press(Key::Return, 1).await;
    ana.reads(".composer-fault", "2000").await;
    ana.when(&test("composer"), "e.value.length === 2001").await;
}

/// A file on the disk; the folder keeps it.
fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file");
    (folder, path.display().to_string())
}

async fn files_go_with_a_message(stage: Stage) {
    let (_one, chart) = file("chart.png", crate::samples::PIXEL);
    let (_two, notes) = file("notes.txt", b"Mind the reef");
    let ana = stage.ana().await;
    ana.attach(&chart).await;
    ana.attach(&notes).await;
    ana.reads(&named("file-chip", "notes.txt"), "13 bytes").await;
    ana.attach(&notes).await;
    ana.click(&format!(
        "{} + {} [data-test=file-remove]",
        named("file-chip", "notes.txt"),
        named("file-chip", "notes.txt")
    ))
    .await;
    ana.type_into(&test("composer"), "Two files\n").await;
    let message = ana.message("Two files").await;
    ana.has(&format!("{message} img[alt='chart.png']")).await;
    ana.reads(&format!("{message} .file-card"), "notes.txt 13 bytes").await;
    ana.has_no(&test("file-chip")).await;
    // A file needs no words beside it.
    ana.attach(&notes).await;
    ana.press(Key::Return, 1).await;
    ana.has("[data-author=ana]:last-of-type .file-card").await;
}

async fn files_are_dropped_and_pasted(stage: Stage) {
    let ana = stage.ana().await;
    ana.has(&test("attach")).await;
    let script = "const give = (type, name, key, at) => {
            const carried = new DataTransfer();
            carried.items.add(new File(['x'], name, { type: 'text/plain' }));
            document.querySelector(at).dispatchEvent(new type[0](type[1], { [key]: carried, bubbles: true, cancelable: true }));
        };
        give([DragEvent, 'drop'], 'dropped.txt', 'dataTransfer', '.composer');
        give([ClipboardEvent, 'paste'], 'pasted.txt', 'clipboardData', '[data-test=composer]');";
    stage.browser.script(script).await;
    ana.has(&named("file-chip", "dropped.txt")).await;
    ana.has(&named("file-chip", "pasted.txt")).await;
    ana.send().await;
    ana.reads("[data-author=ana]", "dropped.txt").await;
    ana.reads("[data-author=ana]", "pasted.txt").await;
}

async fn a_file_that_is_too_large_is_not_taken(stage: Stage) {
    let (_folder, path) = file("whale.bin", &vec![0; (10 << 20) + 1]);
    let ana = stage.ana().await;
    ana.attach(&path).await;
    ana.reads(".composer-fault", "whale.bin is larger than 10 MB.").await;
    ana.has_no(&test("file-chip")).await;
}

async fn a_message_is_edited(stage: Stage) {
    let said = stage.says("ana", "Four buoys").await;
    let ana = stage.ana().await;
    ana.click(&format!("{} [data-test=message-menu]", ana.of(&said))).await;
    ana.click(&named("menu-act", "Edit")).await;
    ana.when(&test("edit"), "e === document.activeElement && e.value === 'Four buoys'").await;
    ana.keys(" and a bell").await;
    // News of the message don't take away what is being typed.
    stage.react("ben", &said, "👍").await;
    ana.has(&format!("{} [data-test=reaction]", ana.of(&said))).await;
    ana.when(&test("edit"), "e === document.activeElement && e.value === 'Four buoys and a bell'").await;
    ana.press(Key::Return, 1).await;
    ana.reads(&ana.of(&said), "Four buoys and a bell (edited)").await;
    ana.when(&test("composer"), "e === document.activeElement").await;
    // Nobody edits what another wrote.
    let ben = stage.view("ben", HARBOUR, "general").await;
    ben.click(&format!("{} [data-test=message-menu]", ben.of(&said))).await;
    ben.has(&test("menu")).await;
    ben.has_no(&named("menu-act", "Edit")).await;
}

async fn the_last_message_is_edited_by_arrow_up(stage: Stage) {
    stage.says("ana", "The first").await;
    let said = stage.says("ana", "The lsat").await;
    stage.says("ben", "Another").await;
    let ana = stage.ana().await;
    ana.type_into(&test("composer"), &char::from(Key::Up).to_string()).await;
    ana.when(&test("edit"), "e.value === 'The lsat'").await;
    ana.press(Key::Escape, 1).await;
    ana.has_no(&test("edit")).await;
    ana.press(Key::Up, 1).await;
    ana.press(Key::Backspace, 4).await;
    ana.keys("last\n").await;
    ana.reads(&ana.of(&said), "The last (edited)").await;
}

async fn a_message_is_deleted_once_that_is_agreed(stage: Stage) {
    let said = stage.says("ana", "Never mind").await;
    let ana = stage.ana().await;
    let menu = format!("{} [data-test=message-menu]", ana.of(&said));
    ana.click(&menu).await;
    ana.click(&named("menu-act", "Delete")).await;
    ana.reads(&test("ask"), "Never mind").await;
    ana.click(&test("ask-cancel")).await;
    ana.has_no(&test("ask")).await;
    ana.click(&menu).await;
    ana.click(&named("menu-act", "Delete")).await;
    ana.click(&test("ask-agree")).await;
    ana.has_no(&ana.of(&said)).await;
}

async fn staff_delete_what_others_wrote(stage: Stage) {
    let said = stage.says("ana", "Not for here").await;
    let ben = stage.view("ben", HARBOUR, "general").await;
    ben.click(&format!("{} [data-test=message-menu]", ben.of(&said))).await;
    ben.click(&named("menu-act", "Delete")).await;
    ben.click(&test("ask-agree")).await;
    ben.has_no(&ben.of(&said)).await;
    let said = stage.says("ben", "Ana can't").await;
    let ana = stage.ana().await;
    ana.click(&format!("{} [data-test=message-menu]", ana.of(&said))).await;
    ana.has(&test("menu")).await;
    ana.has_no(&named("menu-act", "Delete")).await;
}

async fn a_message_is_answered(stage: Stage) {
    let said = stage.says("ben", "Is the ferry late?").await;
    let ana = stage.ana().await;
    ana.click(&format!("{} [data-test=reply]", ana.of(&said))).await;
    ana.reads(&test("reply-bar"), "Answering Ben Okoro: Is the ferry late?").await;
    ana.keys("By an hour\n").await;
    let answer = ana.message("By an hour").await;
    ana.reads(&answer, "Ben Okoro: Is the ferry late?").await;
    ana.when(&test("reply-bar"), "e.hidden").await;
}

async fn an_answer_is_thought_better_of(stage: Stage) {
    let said = stage.says("ben", "Is the ferry late?").await;
    let ana = stage.ana().await;
    ana.click(&format!("{} [data-test=reply]", ana.of(&said))).await;
    ana.click(&test("reply-cancel")).await;
    ana.when(&test("reply-bar"), "e.hidden").await;
    ana.type_into(&test("composer"), "Good morning\n").await;
    let message = ana.message("Good morning").await;
    ana.has_no(&format!("{message} .origin")).await;
}
