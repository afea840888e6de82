//! From accepted connections to the floor that answers.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, WebSocketUpgrade};
use axum::http::{Request, Response, header};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use super::{Shared, page};
use crate::people::uploads;
use crate::rest::{self, DropConnection};
use crate::{control, gateway};

/// A connection to the gateway reads so many bytes at a time. Clients may send 4,096 and send far less; the library's
/// own size is 128 KiB, which it fills with zeros at each attempt to read.
const READ_BYTES: usize = 4 << 10;

/// The connection is dropped on purpose.
#[derive(Debug, thiserror::Error)]
#[error("the connection is dropped on purpose")]
struct Dropped;

/// Accepts connections as long as the server lives.
pub async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                tokio::spawn(connection(stream, peer, shared.clone()));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                // Out of file handles, most likely: others must end first.
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, shared: Arc<Shared>) {
    // Small answers must not wait for more.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = service_fn(move |request: Request<Incoming>| {
        let shared = shared.clone();
        async move {
            let response = answer(shared, peer, request.map(Body::new)).await;
            if response.extensions().get::<DropConnection>().is_some() { Err(Dropped) } else { Ok(response) }
        }
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended");
    }
}

async fn answer(shared: Arc<Shared>, peer: SocketAddr, request: Request<Body>) -> Response<Body> {
    let path = request.uri().path();
    let is_websocket = request
        .headers()
        .get(header::UPGRADE)
        .is_some_and(|kind| kind.as_bytes().eq_ignore_ascii_case(b"websocket"));
    if is_websocket && (path == "/" || path.trim_end_matches('/') == "/gateway") {
        return open_gateway(shared, request).await.unwrap_or_else(|never| match never {});
    }
    match path {
        "/" | "/index.html" => page::asset("index.html"),
        "/favicon.ico" => page::asset("favicon.ico"),
        _ if path.starts_with("/page/") => page::asset(&path["/page/".len()..]),
        _ if path.starts_with("/attachments/") => {
            page::attachment(&shared.lock(), &path["/attachments/".len()..])
        }
        _ if path.starts_with("/uploads/") => uploads::put(shared, request).await,
        _ if path.starts_with("/_emulator/") => control::serve(shared, peer, request).await,
        _ => rest::serve(shared, request).await,
    }
}

async fn open_gateway(shared: Arc<Shared>, request: Request<Body>) -> Result<Response<Body>, Infallible> {
    let (mut head, _) = request.into_parts();
    let query = head.uri.query().unwrap_or_default().to_owned();
    let base = rest::base_of(&shared, &head.headers);
    Ok(match WebSocketUpgrade::from_request_parts(&mut head, &()).await {
        Ok(upgrade) => {
            let query = gateway::Query::read(&query);
            upgrade
                .max_message_size(1 << 20)
                .read_buffer_size(READ_BYTES)
                .on_upgrade(move |socket| gateway::run(shared, socket, query, base))
        }
        Err(rejection) => rejection.into_response(),
    })
}
