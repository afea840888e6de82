//! The bot, from settings to its end: rules → store → service → Discord.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use serenity::all::{ApplicationId, CurrentApplicationInfo, CurrentUser, Route};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::discord::announcer::{Announcer, Bare};
use crate::discord::client::{CallError, Client};
use crate::discord::gateway::{self, Connection, GatewayBot, GatewayError};
use crate::discord::{Dispatcher, register};
use crate::midnight::Midnight;
use crate::points::rules::{self, Rules};
use crate::sealing::Sealing;
use crate::service::Service;
use crate::settings::{Settings, SettingsError};
use crate::store::sql::SqlStore;
use crate::store::{Clock, StoreFault};
use crate::web::{self, API_PER_MINUTE, Pace, Site};
use crate::words::{BadWords, Words};

/// How long the last records may take to get into the log at the end, and connections to be let go. Service managers kill after
/// 10 s.
const LAST_RECORDS: Duration = Duration::from_secs(3);
/// How long what goes on by itself may take at the end for what it is at: a message that is under way, say.
const LAST_STEPS: Duration = Duration::from_secs(1);
/// How long visitors of the wall may take to get what they asked for before the end.
const LAST_VISITORS: Duration = Duration::from_secs(2);

/// Why the bot doesn't start, or ends.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The settings.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The rules' file can't be read.
    #[error("cannot read {path}: {problem}; program.rules in the settings names the file")]
    RulesFile {
        /// The file.
        path: String,
        /// What the system says.
        problem: String,
    },
    /// The rules.
    #[error("the rules can't be used:\n{0}")]
    Rules(rules::Faults),
    /// The words.
    #[error(transparent)]
    Words(#[from] BadWords),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// Discord refuses the token.
    #[error(
        "Discord refuses the token; look it up (or reset it) at discord.com/developers/applications under Bot"
    )]
    TokenRefused,
    /// Discord refuses, or can't be reached.
    #[error("cannot begin with Discord at {api}: {problem}; check discord.api and this machine's network")]
    Discord {
        /// Where it was looked for.
        api: String,
        /// What went wrong.
        problem: CallError,
    },
    /// An address of the wall, or for who watches.
    #[error("cannot listen at {address}: {problem}; choose another {setting}")]
    Listen {
        /// Where it was to be.
        address: SocketAddr,
        /// What the system says.
        problem: std::io::Error,
        /// The setting that names it.
        setting: &'static str,
    },
    /// The gateway.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
}

/// Reads the rules and checks them whole; the rules, and the text they were read from.
///
/// # Errors
/// [`RunError::RulesFile`], [`RunError::Rules`] with all faults.
pub fn read_rules(path: &Path, words: &Words) -> Result<(Rules, String), RunError> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| RunError::RulesFile { path: shown.clone(), problem: error.to_string() })?;
    let known: Vec<&str> = words.languages().collect();
    let rules = rules::parse(&shown, &text, &known).map_err(RunError::Rules)?;
    Ok((rules, text))
}

/// Runs the bot until `stop` resolves; then finishes what is under way.
///
/// # Errors
/// [`RunError`].
pub async fn run(settings: &Settings, clock: Clock, stop: impl Future<Output = ()>) -> Result<(), RunError> {
    let words = Words::load()?;
    let token = settings.token()?;
    let signer = settings.signer()?;
    let wall = listener(settings.web.listen, "web.listen").await?;
    let watched = listener(settings.web.metrics_listen, "web.metrics_listen").await?;
    let (rules, text) = read_rules(&settings.program.rules, &words)?;
    let api = settings.discord.api.clone();
    let trouble = |problem: CallError| match problem {
        CallError::Refused { status: 401, .. } => RunError::TokenRefused,
        problem => RunError::Discord { api: api.clone(), problem },
    };
    let client = Client::new(&api, &token).map_err(trouble)?;
    // The database is opened while Discord answers: a restart is short.
    let opening = SqlStore::open(&settings.database.url, rules.clone(), &text, clock.clone());
    let asking = async {
        tokio::try_join!(
            client.get::<GatewayBot>(Route::GatewayBot),
            client.get::<CurrentUser>(Route::UserMe),
            client.get::<CurrentApplicationInfo>(Route::Oauth2ApplicationCurrent),
        )
    };
    let (store, asked) = tokio::join!(opening, asking);
    let (store, (gateway, me, application)) = (store?, asked.map_err(trouble)?);
    let application: ApplicationId = application.id;
    let rules = Arc::new(rules);
    let service = Service::new(Arc::new(store.clone()), Arc::clone(&rules), clock.clone());
    let web = Web::open(settings, [wall, watched], &service, &words);
    let dispatcher = Dispatcher::new(service, words.clone(), Arc::new(client.clone()))
        .with_privacy_url(settings.program.privacy_url.as_deref());
    let staff = settings.staff();
    let sealing =
        Sealing { store: store.clone(), signer, program: rules.name().to_owned(), clock: clock.clone() };
    let (stay, gone) = watch::channel(());
    let keeping_up = tokio::spawn(sealing.clone().run(gone.clone()));
    let midnight =
        Midnight { store: Arc::new(store.clone()), rules: Arc::clone(&rules), clock: clock.clone() };
    midnight.begin().await;
    let turning = tokio::spawn(midnight.run(gone.clone()));
    let announcer = Announcer {
        store: Arc::new(store.clone()),
        rules: Arc::clone(&rules),
        words: words.clone(),
        client: client.clone(),
        me: me.id,
        clock,
        bare: Bare::default(),
    };
    let announcing = tokio::spawn(announcer.run(gone));
    let (registrar, own_server, ids) = (client.clone(), staff.server, dispatcher.commands().clone());
    let registering = tokio::spawn(async move {
        if let Err(error) = register(&registrar, application, &words, &rules, own_server, &ids).await {
            tracing::error!(%error, "the commands could not be told to Discord");
        }
    });
    let connection =
        Connection { base: api, token, application, gateway, dispatcher, client: client.clone(), staff };
    let ended = gateway::run(connection, stop).await;
    registering.abort();
    drop(stay);
    end([announcing, keeping_up, turning]).await;
    web.close().await;
    // What isn't taken in now is taken in at the next start: a database that is gone doesn't hold up the end.
    let _ = tokio::time::timeout(LAST_RECORDS, sealing.end()).await;
    let _ = tokio::time::timeout(LAST_RECORDS, store.close()).await;
    Ok(ended?)
}

/// Waits for what was told to end, and drops what takes too long; nothing of it goes on afterwards.
async fn end(mut going_on: [JoinHandle<()>; 3]) {
    if tokio::time::timeout(LAST_STEPS, join_all(going_on.iter_mut())).await.is_err() {
        for task in &going_on {
            task.abort();
        }
        join_all(going_on.iter_mut().filter(|task| !task.is_finished())).await;
    }
}

/// What is served on the web.
struct Web {
    serving: Vec<JoinHandle<std::io::Result<()>>>,
    /// Dropped, it ends them.
    _stay: watch::Sender<()>,
}

impl Web {
    /// The wall, and what is for who watches, each where there is a listener for it.
    fn open(
        settings: &Settings,
        [wall, watched]: [Option<TcpListener>; 2],
        service: &Service,
        words: &Words,
    ) -> Self {
        let (stay, gone) = watch::channel(());
        let serve = |listener, pages| {
            let mut gone = gone.clone();
            tokio::spawn(web::serve(listener, pages, async move {
                let _ = gone.changed().await;
            }))
        };
        let mut serving = Vec::new();
        if let (Some(listener), Some(address)) = (wall, settings.web.listen) {
            let base = settings.web.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
            tracing::info!(base, "the wall is served");
            let Settings { web: set, .. } = settings;
            let pace = Pace::new(set.api_per_minute.unwrap_or(API_PER_MINUTE), set.trusted_proxies.clone());
            let site = Site::new(service.clone(), words.clone(), &base);
            let site = site.with_pace(pace);
            serving.push(serve(listener, site.pages()));
        }
        if let Some(listener) = watched {
            serving.push(serve(listener, web::watched(service.clone())));
        }
        Self { serving, _stay: stay }
    }

    /// Ends it, after the last visitors got what they asked for.
    async fn close(self) {
        let Self { serving, _stay: stay } = self;
        drop(stay);
        for serving in serving {
            let _ = tokio::time::timeout(LAST_VISITORS, serving).await;
        }
    }
}

/// Listens at an address, if there is one.
async fn listener(
    address: Option<SocketAddr>,
    setting: &'static str,
) -> Result<Option<TcpListener>, RunError> {
    let Some(address) = address else { return Ok(None) };
    let bound = TcpListener::bind(address).await;
    bound.map(Some).map_err(|problem| RunError::Listen { address, problem, setting })
}
