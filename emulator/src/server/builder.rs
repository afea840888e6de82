//! Starting and stopping an emulator.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::{Shared, wire};
use crate::apply::apply;
use crate::checks::Checks;
use crate::driver::{Control, DriveError, Person};
use crate::people::deadline;
use crate::scenario::{World, WorldError};
use crate::signed;
use crate::state::State;

/// Why an emulator doesn't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address can't be listened at.
    #[error("can't listen at {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The world makes no sense.
    #[error(transparent)]
    World(#[from] WorldError),
}

/// An emulator before it starts.
pub struct Builder {
    world: World,
    host: IpAddr,
    port: u16,
    checks: Checks,
    identify_limit: bool,
    links: Vec<(String, String)>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            world: World::sample(),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            checks: Checks::lint_only(),
            identify_limit: true,
            links: Vec::new(),
        }
    }
}

impl Builder {
    /// With this world instead of the sample.
    pub fn world(mut self, world: World) -> Self {
        self.world = world;
        self
    }

    /// At this port; 0, the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// At this address instead of 127.0.0.1. People's tokens are no secrets: think before opening it to others.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// With these checks; the lint alone is the default.
    pub fn checks(mut self, checks: Checks) -> Self {
        self.checks = checks;
        self
    }

    /// Does a second IDENTIFY within 5 s get INVALID SESSION, as with Discord? The default is yes.
    pub fn identify_limit(mut self, on: bool) -> Self {
        self.identify_limit = on;
        self
    }

    /// With a link in the head of the chat page, to whatever else the bot shows somewhere.
    pub fn link(mut self, title: impl Into<String>, url: impl Into<String>) -> Self {
        self.links.push((title.into(), url.into()));
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// When the port is taken, or the world makes no sense.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let wanted = SocketAddr::new(self.host, self.port);
        let listen = |source| StartError::Listen { address: wanted, source };
        let listener = TcpListener::bind(wanted).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let mut state = State { links: self.links, ..State::default() };
        apply(&mut state, &self.world)?;
        if !self.identify_limit {
            state.faults.identify_millis = 0;
        }
        let (posts, to_post) = tokio::sync::mpsc::unbounded_channel();
        state.signed_posts = Some(posts);
        let shared = Arc::new(Shared::new(state, self.checks, address));
        let tasks = vec![
            tokio::spawn(wire::accept(listener, shared.clone())),
            tokio::spawn(deadline::watch(shared.clone())),
            tokio::spawn(signed::post_all(shared.clone(), to_post)),
        ];
        Ok(Emulator { shared, tasks })
    }
}

/// A running emulator. It stops when it is dropped.
pub struct Emulator {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

impl Emulator {
    /// The defaults at a free port: the sample world, the lint.
    ///
    /// # Errors
    /// As [`Builder::start`].
    pub async fn start() -> Result<Emulator, StartError> {
        Builder::default().start().await
    }

    /// Something other than the defaults.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        self.shared.url()
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.shared.address().port()
    }

    /// The control side.
    pub fn control(&self) -> Control {
        Control::at(&self.url())
    }

    /// The person with this username, connected.
    ///
    /// # Errors
    /// When there is no such person.
    pub async fn person(&self, username: &str) -> Result<Person, DriveError> {
        let token = {
            let state = self.shared.lock();
            let id = state.usernames.get(username).copied();
            id.and_then(|id| state.users.get(&id)).map(|user| user.token.clone())
        };
        let token = token.ok_or_else(|| DriveError::NoSuch { what: "person", name: username.to_owned() })?;
        Person::connect(&self.url(), &token).await
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
