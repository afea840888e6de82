//! The checks of the tests, as strict as this machine can be.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use discord_emulator::Checks;

/// By the published API description where it is (`DISCORD_OPENAPI`, or beside the workspace): read once, because that
/// takes a while. Its absence fails in CI and is said aloud elsewhere.
pub fn checks() -> Checks {
    static CHECKS: LazyLock<Checks> = LazyLock::new(|| {
        let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/discord-openapi.json");
        let path = std::env::var_os("DISCORD_OPENAPI").map_or_else(|| PathBuf::from(beside), PathBuf::from);
        if path.exists() {
            return Checks::with_description(path).expect("the description can be read");
        }
        assert!(std::env::var_os("CI").is_none(), "CI needs the API description; set DISCORD_OPENAPI");
        // Not by eprintln!, whose words are kept back when a test passes.
        let said = writeln!(
            std::io::stderr(),
            "without the API description only the lint checks: set DISCORD_OPENAPI"
        );
        said.expect("stderr");
        Checks::lint_only()
    });
    CHECKS.clone()
}
