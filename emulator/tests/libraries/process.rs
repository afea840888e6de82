//! Bots in other languages: processes, told where Discord is by environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::script::Running;

/// Where `scripts/libraries` puts the libraries.
fn installed(part: &str) -> PathBuf {
    let found = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("libraries").join(part);
    assert!(found.exists(), "{} is missing: run scripts/libraries", found.display());
    found
}

fn started(command: &mut Command, url: &str, shards: u64) -> Running {
    let command = command.env("DISCORD_URL", url).env("SHARDS", shards.to_string()).stdin(Stdio::null());
    Running::Process(command.spawn().expect("run scripts/libraries: it installs what this needs"))
}

fn source(bot: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/libraries").join(bot)
}

/// discord.js.
pub async fn discord_js(url: String, shards: u64) -> Running {
    let modules = installed("discord_js/node_modules");
    started(Command::new("node").arg(source("discord_js/bot.js")).env("NODE_PATH", modules), &url, shards)
}

/// discord.py.
pub async fn discord_py(url: String, shards: u64) -> Running {
    let python = installed("discord_py/bin/python");
    started(Command::new(python).arg(source("discord_py/bot.py")), &url, shards)
}
