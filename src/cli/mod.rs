//! The command line, and the commands that need no Discord.

pub mod backup;
pub mod erasures;
pub mod import;
pub mod key;
pub mod look;
pub mod preview;
mod progress;
pub mod statement;
pub mod transfer;
pub mod verify;
pub mod verify_statement;
pub mod why;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Ovation: a Discord bot with which partner programs let their groups thank the companies that helped.
///
/// Try it first, without Discord and without any set-up:  ovation playground
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    long_about,
    after_help = "Settings: config/ovation.toml, each overridable by OVATION_<SECTION>_<KEY>."
)]
pub struct Cli {
    /// The settings' file.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What Ovation does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the bot on Discord.
    ///
    /// Needs the bot's token in OVATION_DISCORD_TOKEN (or discord.token_file in the settings). Ends on Ctrl-C or
    /// SIGTERM, after what is under way is finished.
    Run,
    /// Check the settings and the program's rules, and name every fault with its place.
    Check {
        /// The rules' file; left out: program.rules of the settings.
        rules: Option<PathBuf>,
    },
    /// Say which companies would move up or down under other rules, and why. The bot may run meanwhile.
    ///
    /// Reckoned by today's standings. Companies move up at the next daily evaluation, down after guarantee and grace only.
    ///
    /// Exit code: 0; 1 when the rules have faults, or lack a contribution or a tier that is in use.
    Preview {
        /// The rules' file.
        #[arg(long, value_name = "FILE")]
        rules: PathBuf,
        /// For programs: JSON.
        #[arg(long)]
        json: bool,
    },
    /// Answer "why this tier on that day?" for a company, from the ledger. The bot may run meanwhile.
    ///
    /// Which record gave it the tier and what that came from, whether it was warned, and its standing on that day against
    /// the tier's conditions.
    Why {
        /// The company: its name or its number.
        partner: String,
        /// The day, by the program's calendar.
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: String,
        /// For programs: JSON.
        #[arg(long)]
        json: bool,
    },
    /// Bring the companies of a running program, with the points and the tier that they have. The bot must not run.
    ///
    /// FILE is a spreadsheet saved as CSV (UTF-8; commas, semicolons or tabs), its first line the names of the columns:
    ///
    ///   name            the company; the only column that is needed
    ///   website         https://…
    ///   description     what it is, on one line
    ///   tier            the tier that it has: an id or a name of config/program.toml
    ///   points          what it has; they count like those of an award
    ///   day             from when they count, and the tier is held: YYYY-MM-DD; empty: today
    ///   contribution    what the points were given for, if that is known: an id or a name
    ///   group           who gave them, if that is known: a group's name or number
    ///   representative  its Discord user id
    ///
    /// Such as
    ///
    ///   name,tier,points,day,contribution
    ///   Contoso Cloud,gold,2100,2026-01-31,
    ///   Litware Labs,,350,2026-03-15,presentation
    ///   Adatum Events,,,,
    ///
    /// A company that isn't there is made and is active at once; one that is there stays as it is and gets points and tier
    /// alone. A balance is brought once for each company: the same file again changes nothing. Nothing is told in Discord.
    ///
    /// All of it or nothing: every fault is named with its line and column first. Begin with --dry-run.
    #[command(verbatim_doc_comment)]
    Import {
        /// The file.
        file: PathBuf,
        /// Say what would be done, and do nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Copy the database into a new file while the bot runs.
    ///
    /// The copy is of one moment, looked through, and on the disk when this ends; a file that is there already is left
    /// alone. For a PostgreSQL it says which of its own tools to use.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Put a backup in the place of the database; the bot must not run.
    ///
    /// The backup is looked through first. What was there is kept beside it under another name. Who had their data erased
    /// since is erased in the backup's as well. What was given after
    /// the backup was made is then no longer known, though its shout-outs stand.
    Restore {
        /// A file that `ovation backup` made.
        file: PathBuf,
    },
    /// The list of those who had their data erased: take it out, or apply it to a database that a backup brought back.
    ///
    /// `ovation restore` does so by itself. For a PostgreSQL that its own tools put back: export the list before, apply it
    /// afterwards, before the bot starts. The list doesn't say who it was: it holds salted hashes.
    #[command(group = clap::ArgGroup::new("way").required(true))]
    Erasures {
        /// Write the list into this new file; the bot may run.
        #[arg(long, value_name = "FILE", group = "way")]
        export: Option<PathBuf>,
        /// Erase whoever is on the list in this file and known to the database.
        #[arg(long, value_name = "FILE", group = "way")]
        apply: Option<PathBuf>,
    },
    /// Leave SQLite for PostgreSQL: move everything, and compare all of it at the end. The bot must not run.
    ///
    /// One way, all of it or nothing: when it breaks off, the same command does it again. The file keeps what it holds. The
    /// target is an empty database of PostgreSQL 15 or later.
    Move {
        /// The target: postgres://USER@HOST/DATABASE; its password by PGPASSWORD or a .pgpass file.
        #[arg(long, value_name = "URL")]
        to: String,
    },
    /// The key with which the program signs: make one, or see its public half.
    ///
    /// By it partners can check, without trusting this machine, that nothing was changed in the ledger afterwards.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Check that everything adds up: records, log, heads and counters; the bot may run meanwhile.
    ///
    /// Each record is hashed and compared with the log, the log with the heads that were signed, and allocations,
    /// standings and tiers with what the records give. The first difference is named, with its record or counter.
    ///
    /// Exit code: 0 when everything agrees; 1 when something differs; 2 when nothing could be checked.
    Verify {
        /// Of the counters look at this group's alone: its name as it is written, or its number.
        #[arg(long, value_name = "GROUP")]
        group: Option<String>,
    },
    /// Write a partner's statement: JSON with a proof for each record, and CSV for a spreadsheet.
    ///
    /// Signs a fresh head of the log, so a signing key has to be set (`ovation key new`). The bot may run meanwhile.
    Statement {
        /// The partner: its name as it is written, or its number.
        partner: String,
        /// The folder to write into.
        #[arg(long, value_name = "DIR", default_value = ".")]
        out: PathBuf,
    },
    /// Check a partner's statement by the program's public key; nothing else is needed, no database and no settings.
    ///
    /// A statement is a JSON file that the program made for a partner. It holds the partner's records, the sums, and for
    /// each record a proof that it stands in the program's log as it stands in the file. This command checks
    ///
    ///   - the signature of the log's head (what it looked like on a day): is it the program's?
    ///   - each record: do its fields and its proof lead to that head?
    ///   - each text (reason, event, link): is it the one whose hash the record holds?
    ///   - the sums, and the seal over the whole file: was a name changed, or a record left out?
    ///
    /// Take the public key from where the program publishes it, not from whoever sent you the file. Heads are published
    /// as well: compare the one that is printed with what others were shown.
    ///
    /// Exit code: 0 when all of it holds; 1 when something is wrong, and it says which record and what; 2 when nothing
    /// could be checked, because the file or the key can't be read.
    #[command(
        verbatim_doc_comment,
        after_help = "Example: ovation verify-statement contoso.json --key d75a…511a"
    )]
    VerifyStatement {
        /// The statement, a JSON file; -: read it from standard input.
        file: PathBuf,
        /// The program's public key: 64 hexadecimal digits, or a file that holds them.
        #[arg(long, value_name = "HEX|FILE")]
        key: String,
    },
    /// Try everything on this machine: a stand-in of Discord, a sample program, and the real bot.
    ///
    /// Open the page that it prints, choose who you are (leader, partner, member, staff …), and type /award.
    #[cfg(feature = "playground")]
    Playground {
        /// The page's port; 0: any free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Keep data in this folder; left out: a temporary one.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
}

/// What can be done with the signing key.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make a new key: prints its secret seed and its public key, and says where each belongs. Keeps nothing.
    New,
    /// Print the public key of the signing key in the settings (OVATION_SIGNING_KEY, or signing.key_file).
    Public,
}
