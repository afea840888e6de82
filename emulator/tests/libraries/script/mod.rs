//! One script of conversations for bots in every library. It is a protocol: whoever makes a bot that does the
//! following, in whatever language, has it run by [`run`]. A bot shows what its library read, so that what a library
//! loses is seen.
//!
//! The bot connects to the address in `DISCORD_URL` as `bot-token`, with as many shards as `SHARDS` says, with the intents
//! GUILDS, GUILD_MESSAGES, GUILD_MESSAGE_REACTIONS and GUILD_SCHEDULED_EVENTS, and registers its commands globally.
//! Answers are for the asker only where nothing else is said.
//!
//! | command | what the bot does |
//! | --- | --- |
//! | `hello [to] [person] [place] [role] [file]` | suggests "Contoso for TYPED" for `to`; answers "Hello TO, PERSON, #PLACE, @ROLE, FILE: its content" (names; what is left out is left out, TO is "you") with buttons `Again` (becomes "Hello again" without buttons) and `Write` (opens the modal "A letter" with a text input "Text" in an action row; answered with "You wrote …") |
//! | `menu` | to all: "Choose" and selects of each kind, placeholders Word (of one, two, three; up to 2), Person, Role, Anyone (up to 2), Place (text channels); a choice changes the message to "word: one, two", people before roles |
//! | `form` | opens the modal "A form" with labels: a text input "Name" ("Yours"), a select "Colour" (Red, Blue), a user select "Friend", a file upload "Proof"; answers "NAME, red, FRIEND, FILE: its content" |
//! | `slow` | defers, then edits the answer to "It took its time" |
//! | `talk` | to all: "First", fetched and edited to "First, edited"; a follow-up "Second", edited to "Second, edited"; a follow-up "Third", deleted; a follow-up "Done". Buttons below the first: `Later` (defers, edits to "Later it is"), `Forget` (defers, deletes the message) |
//! | `file` | defers, edits to "Here" with `list.txt` ("one,two"), fetches it by its address, edits to "Here is one,two" |
//! | `flood` | "here they come"; then writes "message 0" to "message 6" into the channel |
//! | `present` | is idle and plays "with points", types in the channel, answers "present" |
//! | `where` | "shard 0 of 1: NAMES OF ITS GUILDS; ready N, resumed N", counted over all shards |
//! | `thread name` | makes a public thread, writes "Welcome" in it, answers "made NAME" |
//! | `event name` | makes a scheduled event at "Town hall", reads all, answers "events: NAMES" |
//! | `members starts` | asks the gateway for members, answers "found NAMES" |
//! | `Greet` (on people) | "Greetings to NAME" |
//! | `Quote` (on messages) | "> CONTENT" |
//! | `React` (on messages) | reacts with 👍, answers "reacted" |
//!
//! Unasked: at someone's reaction it writes "ID reacted EMOJI" into the channel; in someone's thread "I see NAME".

mod answers;
mod cuts;
mod limits;
mod places;

use std::process::Child;
use std::time::Duration;

use discord_emulator::driver::At;
use discord_emulator::scenario::RoleSpec;
use discord_emulator::{Emulator, Person, World};
use tokio::task::JoinHandle;

/// A bot that runs; it ends with the test.
pub enum Running {
    /// In this process.
    Task(JoinHandle<()>),
    /// In one of its own.
    Process(Child),
}

impl Drop for Running {
    fn drop(&mut self) {
        match self {
            Running::Task(task) => task.abort(),
            Running::Process(child) => {
                // It may have ended by itself.
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    }
}

/// A library, and how its bot is started.
pub struct Library<F> {
    /// The bot for the emulator at this address, with so many shards.
    pub start: fn(String, u64) -> F,
    /// Can the library read what people put into labels of a modal? serenity 0.12 loses it.
    pub reads_labels: bool,
}

/// What the steps of the script need.
struct Scene {
    emulator: Emulator,
    alice: Person,
    bob: Person,
    /// Alice in the first guild.
    place: At,
    reads_labels: bool,
}

/// Guilds of the script's world: with two shards each has one of its own.
const GUILDS: [&str; 2] = ["Even", "Odd"];

/// Two guilds of which two shards have one each.
fn world() -> World {
    let mut world = World::sample();
    let guild = world.guild.remove(0);
    for (number, name) in GUILDS.into_iter().enumerate() {
        let mut guild = guild.clone();
        guild.name = name.to_owned();
        guild.id = Some(((1_u64 << 50) + ((number as u64) << 22)).to_string());
        // Beside the usual ones: reactions, events.
        guild.bot_permissions = Some((309_237_763_072_u64 | 1 << 6 | 1 << 33 | 1 << 44).to_string());
        guild.everyone_permissions = None;
        guild.role.push(RoleSpec { name: "Staff".into(), mentionable: true, ..RoleSpec::default() });
        world.guild.push(guild);
    }
    world
}

impl Scene {
    /// With the bot connected and its commands registered.
    async fn open<F: Future<Output = Running>>(
        library: &Library<F>,
        shards: u64,
        identify_limit: bool,
    ) -> (Scene, Running) {
        let builder = Emulator::builder().world(world()).checks(crate::checks());
        let emulator = builder.identify_limit(identify_limit).start().await.expect("it starts");
        let bot = (library.start)(emulator.url(), shards).await;
        let alice = emulator.person("alice").await.expect("she is there");
        let bob = emulator.person("bob").await.expect("he is there");
        let expected = if library.reads_labels { 15 } else { 14 };
        until("the bot registers its commands", || async {
            alice.commands(GUILDS[0]).await.expect("the index is there").len() == expected
        })
        .await;
        let control = emulator.control();
        until("the bot connects", || async {
            control.state().await.expect("the control side answers")["gateway"]["bots"] == shards
        })
        .await;
        let place = alice.at(GUILDS[0], "general");
        (Scene { emulator, alice, bob, place, reads_labels: library.reads_labels }, bot)
    }

    /// Nothing that the bot sent was wrong, and nothing that it was answered.
    async fn is_clean(&self) {
        let violations = self.emulator.control().violations().await.expect("the control side answers");
        assert!(violations.is_empty(), "{violations:#?}");
    }
}

/// Asks again and again until it is so. Nothing is measured by it.
async fn until<F: Future<Output = bool>>(what: &str, is_so: impl Fn() -> F) {
    let waited = tokio::time::timeout(Duration::from_secs(60), async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(waited.await.is_ok(), "in vain: {what}");
}

/// Runs the script against a library's bot.
pub async fn run<F: Future<Output = Running>>(library: Library<F>) {
    let (scene, bot) = Scene::open(&library, 1, false).await;
    answers::commands_and_suggestions(&scene).await;
    answers::buttons_and_selects(&scene).await;
    answers::modals(&scene).await;
    answers::deferral_follow_ups_edits_and_deletes(&scene).await;
    answers::files(&scene).await;
    answers::context_menus(&scene).await;
    places::reactions(&scene).await;
    places::threads(&scene).await;
    places::scheduled_events(&scene).await;
    places::members_on_demand(&scene).await;
    places::typing_and_presence(&scene).await;
    limits::of_a_channel_are_waited_out(&scene).await;
    limits::of_all_routes_are_waited_out(&scene).await;
    cuts::sessions_are_taken_up_again(&scene).await;
    cuts::sessions_that_are_over_begin_anew(&scene).await;
    scene.is_clean().await;
    drop(bot);
    let (scene, _bot) = Scene::open(&library, 2, true).await;
    cuts::each_shard_has_its_guilds(&scene).await;
    scene.is_clean().await;
}
