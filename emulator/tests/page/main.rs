//! The chat page in a real browser: one short test for each thing that a person can do in it.
//!
//! Needs Debian's `chromium` and `chromium-driver`, and axe-core, which `scripts/axe` gets (`scripts/test` does all
//! of it). The tests share two browsers, because a start takes longer than a test; each has an emulator and a bot of
//! its own. With `PAGE_PICTURES` set to a folder, `access` takes pictures of the main views into it. Here is nothing of
//! what the wire says: that is in `tests/suite`.

mod access;
mod axe;
mod bot;
mod browser;
mod chromium;
mod commands;
mod components;
mod direct;
mod keyboard;
mod looks;
mod menus;
mod modals;
mod options;
mod people;
mod pool;
mod reading;
mod samples;
mod stage;
mod view;
mod writing;

use std::process::ExitCode;

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let at_once = arguments.test_threads.unwrap_or(pool::MOST).min(pool::MOST);
    arguments.test_threads = Some(at_once);
    let pool = pool::Pool::new();
    let trials = [
        people::trials(&pool),
        reading::trials(&pool),
        writing::trials(&pool),
        direct::trials(&pool),
        commands::trials(&pool),
        options::trials(&pool),
        menus::trials(&pool),
        components::trials(&pool),
        modals::trials(&pool),
        keyboard::trials(&pool),
        looks::trials(&pool),
        access::trials(&pool),
    ];
    let conclusion = libtest_mimic::run(&arguments, trials.into_iter().flatten().collect());
    pool.close();
    conclusion.exit_code()
}
