//! The way to the database of a server, which can be cut.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tokio::net::{TcpListener, UnixStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::database::{Database, Place};

/// A way over the network to a server that has a socket only.
pub struct Line {
    at: SocketAddr,
    socket: PathBuf,
    /// The address at which the database is reached whatever becomes of the way.
    pub beside: String,
    /// Takes connections, and ends them with itself.
    carrying: Option<JoinHandle<()>>,
    /// How often what stood then was lost.
    lost: watch::Sender<u32>,
}

impl Line {
    /// The way to a server's database, which is reached by it from now on.
    pub async fn to(place: &mut Place) -> Self {
        assert_eq!(place.kind, Database::Postgres, "a file has no way to it");
        let (address, folder) = place.url.split_once("?host=").expect("an address with a folder");
        let (name, socket) = (address.rsplit('/').next(), Path::new(folder).join(".s.PGSQL.5432"));
        let at = super::own_address();
        let url = format!("postgres://postgres@{at}/{}", name.expect("a name"));
        let beside = std::mem::replace(&mut place.url, url);
        let mut line = Self { at, socket, beside, carrying: None, lost: watch::Sender::new(0) };
        line.mend().await;
        line
    }

    /// All connections end, and none is taken until it is mended: as while a server is restarted.
    pub async fn cut(&mut self) {
        if let Some(carrying) = self.carrying.take() {
            carrying.abort();
            // With the listener its connections are gone.
            let _ = carrying.await;
        }
    }

    /// Connections are taken again.
    pub async fn mend(&mut self) {
        let listener = TcpListener::bind(self.at).await.expect("the port is ours");
        self.carrying = Some(tokio::spawn(carry(listener, self.socket.clone(), self.lost.subscribe())));
    }

    /// What stands carries nothing any more, and nobody is told; new connections are as good as ever. So it is when a machine
    /// vanishes and another one takes its place.
    pub fn lose_what_stands(&self) {
        self.lost.send_modify(|times| *times += 1);
    }
}

async fn carry(listener: TcpListener, socket: PathBuf, mut lost: watch::Receiver<u32>) {
    let mut connections = JoinSet::new();
    loop {
        let (mut near, _) = listener.accept().await.expect("a connection");
        lost.mark_unchanged();
        let (socket, mut lost) = (socket.clone(), lost.clone());
        connections.spawn(async move {
            let Ok(mut far) = UnixStream::connect(socket).await else { return };
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                _ = lost.changed() => {
                    // The server hears that it is gone; who is here hears nothing.
                    drop(far);
                    std::future::pending::<()>().await;
                }
            }
        });
    }
}
