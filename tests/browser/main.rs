//! The chat page and the wall in a real browser.
//!
//! Needs Debian's `chromium` and `chromium-driver` (`scripts/test` installs them).

mod browser;
#[path = "../../emulator/tests/page/chromium.rs"]
mod chromium;
#[path = "../harness/mod.rs"]
mod harness;
mod in_a_browser;
