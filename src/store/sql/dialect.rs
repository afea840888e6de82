//! What the two databases say differently. All other SQL of this floor is one text that both understand: types are
//! whole numbers, text and bytes; truth values come as 0 and 1; sets come in as JSON (`json_each`, for which
//! PostgreSQL has a function of that name from the migrations).

use sqlx::migrate::Migrator;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// A database that Ovation runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// One file.
    Sqlite,
    /// A server, from version 15 on.
    Postgres,
}

impl Dialect {
    /// Which one an address names; a bare path is a file of SQLite.
    pub(super) fn of(url: &str) -> Self {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::Postgres
        } else {
            Self::Sqlite
        }
    }

    pub(super) fn migrations(self) -> &'static Migrator {
        match self {
            Self::Sqlite => &SQLITE,
            Self::Postgres => &POSTGRES,
        }
    }

    /// The number of the newest step of this version's shape.
    pub(super) fn newest_step(self) -> i64 {
        self.migrations().iter().map(|step| step.version).max().unwrap_or(0)
    }

    /// Begins an act. From here to its end no other act is under way, in this process or another: SQLite has one
    /// writer; on PostgreSQL each act takes one lock first, so that none can meet another halfway. Readers wait for
    /// neither. READ COMMITTED then sees all that the acts before it left.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            // The number is "Ovation" in ASCII, so that nobody else takes it by chance.
            Self::Postgres => "BEGIN; SELECT pg_advisory_xact_lock(22366684097113966)",
        }
    }

    /// Asks for the lock of who empties the outbox, for as long as the connection stands: 1 when it is free. Where one process has
    /// the database for itself, there is none.
    pub(super) fn announcing(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            // The number after the one of acts.
            Self::Postgres => {
                Some("SELECT CAST(CAST(pg_try_advisory_lock(22366684097113967) AS INTEGER) AS BIGINT)")
            }
        }
    }

    /// Begins reading as of one moment, however long that takes and whatever is written meanwhile.
    pub(super) fn snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => {
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0"
            }
        }
    }

    /// A question that looks into a record's `detail`: PostgreSQL reads JSON only from a column that says so.
    pub(super) fn reading_detail(self, question: &str) -> String {
        match self {
            Self::Sqlite => question.to_owned(),
            Self::Postgres => question.replace("detail ->>", "detail::jsonb ->>"),
        }
    }

    /// What each connection is told first. SQLite: a changed row of the ledger would otherwise get by the triggers
    /// with REPLACE. PostgreSQL: a query whose client died ends
    /// by itself, and no statement is compiled to machine code for what takes less than that.
    pub(super) fn greeting(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON"
            }
            Self::Postgres => {
                "SET jit = off; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '30s'; \
                 SET default_transaction_isolation = 'read committed'; SET synchronous_commit = 'on'"
            }
        }
    }

    /// Whether what an act removes is overwritten. SQLite leaves it in the file's free room otherwise, and does with less
    /// writing; PostgreSQL leaves it to its vacuum, which nobody has to ask for.
    pub(super) fn overwriting(self, on: bool) -> &'static str {
        match (self, on) {
            (Self::Sqlite, true) => "PRAGMA secure_delete = ON",
            (Self::Sqlite, false) => "PRAGMA secure_delete = OFF",
            (Self::Postgres, _) => "SELECT 1",
        }
    }

    /// Whether a connection can break while it waits to be used.
    pub(super) fn can_break(self) -> bool {
        self == Self::Postgres
    }

    /// Statements with the same parameters, one after another, in as few queries as can be: what costs is the way to
    /// the database. SQLite takes them all in one; PostgreSQL as parts of one statement, each of which sees what was
    /// there before it, so that the first one goes ahead of the others.
    pub(super) fn together(self, statements: &[&str]) -> Vec<String> {
        match self {
            Self::Sqlite => vec![statements.join(";")],
            Self::Postgres => {
                let (Some((first, middle)), Some(last)) = (statements.split_first(), statements.last())
                else {
                    return Vec::new();
                };
                let parts: Vec<String> = middle[..middle.len().saturating_sub(1)]
                    .iter()
                    .enumerate()
                    .map(|(number, part)| format!("part{number} AS ({part})"))
                    .collect();
                vec![(*first).to_owned(), format!("WITH {} {last}", parts.join(", "))]
            }
        }
    }
}
