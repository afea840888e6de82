//! Where the databases are: files in a folder of this run, or a server that waits for the disk as one in use does.

use std::path::{Path, PathBuf};

use ovation::points::rules;
use ovation::store::sql::SqlStore;
use ovation::store::system_clock;
use sqlx::{AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;

use crate::harness_database::{Database, Server};
use crate::program::{Program, RULES};
use crate::{Extent, Failure};

/// Has any number of databases by name; all of them are gone when this is dropped.
pub struct Place {
    /// Which database it is.
    pub database: Database,
    folder: TempDir,
    server: Option<Server>,
}

impl Place {
    pub fn new(database: Database) -> Result<Self, Failure> {
        let server = (database == Database::Postgres).then(|| Server::start(true));
        Ok(Self { database, folder: tempfile::tempdir()?, server })
    }

    /// A folder of this run.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the server's socket.
    pub fn socket(&self) -> Option<&Path> {
        self.server.as_ref().map(Server::folder)
    }

    /// The file, where it is one.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name).with_extension("db")
    }

    /// As `database.url` names it.
    pub fn url(&self, name: &str) -> String {
        match &self.server {
            Some(server) => server.url(name),
            None => format!("sqlite://{}", self.file(name).display()),
        }
    }

    /// The store on it.
    pub async fn open(&self, name: &str) -> Result<SqlStore, Failure> {
        let parsed =
            rules::parse("program.toml", &RULES, &["en", "fr"]).map_err(|faults| format!("{faults:?}"))?;
        Ok(SqlStore::open(&self.url(name), parsed, &RULES, system_clock()).await?)
    }

    /// A database with a program in it that has given one award; nobody is connected to it.
    pub async fn program(&self, extent: &Extent) -> Result<(String, Program), Failure> {
        let name = "program".to_owned();
        if let Some(server) = &self.server {
            make(server, &name, "template1").await?;
        }
        let store = self.open(&name).await?;
        let program = Program::found(&store, &self.url(&name), extent).await?;
        store.close().await;
        Ok((name, program))
    }

    /// The same database once more, under another name. Nobody may be connected to the first.
    pub async fn copy(&self, from: &str, to: &str) -> Result<(), Failure> {
        match &self.server {
            Some(server) => make(server, to, from).await,
            None => {
                // A closed file has no log beside it any more.
                std::fs::copy(self.file(from), self.file(to))?;
                Ok(())
            }
        }
    }
}

async fn make(server: &Server, name: &str, template: &str) -> Result<(), Failure> {
    let mut admin = server.admin().await;
    // STRATEGY: the log isn't to be filled with a copy of everything.
    let make = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    admin.execute(AssertSqlSafe(make)).await?;
    admin.close().await?;
    Ok(())
}
