//! Settings that can't be used.

use crate::{Folder, complaint};

#[test]
fn every_fault_of_the_file_is_named_at_once_with_its_place_and_what_is_expected() {
    let folder = Folder::new();
    folder.write(
        "config/ovation.toml",
        r#"[discord]
api = 5
tokenfile = "x"

[database]
url = "mysql://root:hunter2@db/ovation"

[log]
format = "xml"
level = "debugg"

[program]
server = "abc"
staff_roles = [1, "two"]
rules = true

[extra]
key = 1
"#,
    );
    let said = complaint(&mut folder.ovation(&["run"]));
    assert!(!said.contains("hunter2"), "{said}");
    insta::assert_snapshot!(said, @r#"
    ovation: the settings can't be used:
    config/ovation.toml:2:1: discord.api is 5; expected an address such as "https://discord.com"
    config/ovation.toml:3:1: discord.tokenfile is not a known key; expected one of api, token_file
    config/ovation.toml:6:1: database.url can't be used; expected "sqlite://PATH" or "postgres://USER@HOST/DATABASE"
    config/ovation.toml:9:1: log.format is "xml"; expected "text" or "json"
    config/ovation.toml:10:1: log.level is "debugg"; expected off, error, warn, info, debug or trace, or levels by part such as "info,ovation=debug"
    config/ovation.toml:13:1: program.server is "abc"; expected an id such as "123456789012345678" (in Discord: turn on Developer Mode, then Copy ID)
    config/ovation.toml:14:1: program.staff_roles is a list with something else; expected ids such as ["123456789012345678"]
    config/ovation.toml:15:1: program.rules is true; expected a file's path
    config/ovation.toml:17:2: extra is not a known section; expected one of [discord], [database], [program], [signing], [log], [web]
    "#);
}

#[test]
fn every_fault_of_the_environment_is_named_with_its_variable() {
    let folder = Folder::new();
    let mut run = folder.ovation(&["run"]);
    run.env("OVATION_DISCORD_APII", "https://discord.com").env("OVATION_LOG_LEVEL", "loud");
    run.env("OVATION_PROGRAM_STAFF_ROLES", "everybody").env("OVATION_SHOP_NAME", "x");
    run.env("OVATION_DATABASE_URL", "mysql://ovation:hunter2@db/ovation");
    let said = complaint(&mut run);
    assert!(!said.contains("hunter2"), "{said}");
    insta::assert_snapshot!(said, @r#"
    ovation: the settings can't be used:
    OVATION_DATABASE_URL can't be used; expected "sqlite://PATH" or "postgres://USER@HOST/DATABASE"
    OVATION_DISCORD_APII is not a known setting; expected one of OVATION_DISCORD_API, OVATION_DISCORD_TOKEN_FILE
    OVATION_LOG_LEVEL is "loud"; expected off, error, warn, info, debug or trace, or levels by part such as "info,ovation=debug"
    OVATION_PROGRAM_STAFF_ROLES is "everybody"; expected ids such as ["123456789012345678"]
    OVATION_SHOP_NAME is not a known setting; expected one of OVATION_DISCORD_API, OVATION_DISCORD_TOKEN_FILE, OVATION_DATABASE_URL, OVATION_PROGRAM_RULES, OVATION_PROGRAM_SERVER, OVATION_PROGRAM_STAFF_ROLES, OVATION_PROGRAM_PRIVACY_URL, OVATION_SIGNING_KEY_FILE, OVATION_SIGNING_FORMER_KEYS, OVATION_LOG_FORMAT, OVATION_LOG_LEVEL, OVATION_WEB_LISTEN, OVATION_WEB_PUBLIC_URL, OVATION_WEB_TRUSTED_PROXIES, OVATION_WEB_API_PER_MINUTE, OVATION_WEB_METRICS_LISTEN
    "#);
}

#[test]
fn what_the_wall_can_t_be_served_by_is_named_with_its_line() {
    let folder = Folder::new();
    folder.write(
        "config/ovation.toml",
        "[web]\npublic_url = \"https://example.org/partners\"\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy\"]\napi_per_minute = 0\n",
    );
    let said = complaint(&mut folder.ovation(&["run"]));
    insta::assert_snapshot!(said, @r#"
    ovation: the settings can't be used:
    config/ovation.toml:2:1: web.public_url is "https://example.org/partners"; expected an address without a path, such as "https://partners.example.org": the wall has a name of its own
    config/ovation.toml:3:1: web.trusted_proxies is a list with something else; expected addresses or networks such as ["127.0.0.1", "10.0.0.0/8"]
    config/ovation.toml:4:1: web.api_per_minute is 0; expected a whole number from 1 to 1000000
    "#);
}

#[test]
fn a_password_of_the_database_in_the_file_is_refused_and_not_repeated() {
    let folder = Folder::new();
    folder.write(
        "config/ovation.toml",
        "[database]\nurl = \"postgres://ovation:hunter2@db.example/ovation\"\n",
    );
    let said = complaint(&mut folder.ovation(&["run"]));
    assert!(!said.contains("hunter2"), "{said}");
    insta::assert_snapshot!(said, @r#"
    ovation: the settings can't be used:
    config/ovation.toml:2:1: database.url can't be used; a password is a secret: give the address by OVATION_DATABASE_URL, or the password by PGPASSWORD or a .pgpass file
    "#);
}

#[test]
fn a_token_in_the_file_is_refused_and_not_repeated() {
    let folder = Folder::new();
    folder.write("config/ovation.toml", "[discord]\ntoken = \"MTAx.in-the-file\"\n");
    let said = complaint(folder.ovation(&["run"]).env_remove("OVATION_DISCORD_TOKEN"));
    assert!(!said.contains("MTAx"), "{said}");
    insta::assert_snapshot!(said, @r#"
    ovation: the settings can't be used:
    config/ovation.toml:2:1: discord.token is a secret and may not stand here; set OVATION_DISCORD_TOKEN, or name a file that holds it: discord.token_file
    "#);
}

#[test]
fn a_file_that_is_no_toml_is_named_with_its_line() {
    let folder = Folder::new();
    folder
        .write("config/ovation.toml", "[discord]\napi = \"https://discord.com\"\n\n[log\nlevel = \"info\"\n");
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["run"])), @r#"
    ovation: the settings can't be used:
    config/ovation.toml:4:5: unclosed table, expected `]`; mend the line
    "#);
}

#[test]
fn a_file_that_was_named_must_be_there_and_the_usual_one_may_be_absent() {
    let folder = Folder::new();
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["--config", "other.toml", "check"])), @r#"ovation: cannot read the settings other.toml: No such file or directory (os error 2); give another file with --config"#);
    std::fs::remove_file(folder.0.path().join("config/ovation.toml")).expect("the file goes");
    let output = folder.ovation(&["check"]).output().expect("Ovation starts");
    assert!(output.status.success(), "{}", crate::without_secrets(&output));
}

#[test]
fn the_environment_is_over_the_file() {
    let folder = Folder::new();
    folder.write("config/ovation.toml", "[program]\nrules = \"nowhere.toml\"\n");
    let said = complaint(&mut folder.ovation(&["check"]));
    assert!(said.contains("cannot read nowhere.toml"), "{said}");
    let mut check = folder.ovation(&["check"]);
    let output = check.env("OVATION_PROGRAM_RULES", "config/program.toml").output().expect("Ovation starts");
    assert!(output.status.success(), "{}", crate::without_secrets(&output));
}
