//! Takes connections and answers the requests on them.
//!
//! Instead of `axum::serve`, which waits forever for headers that never come.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Pause after a connection that could not be taken, such as for want of file descriptors.
const PAUSE: Duration = Duration::from_secs(1);

/// Answers with `router` until `stop` is cancelled; then takes no more connections, closes
/// the idle ones and ends when the others have their answers. Dropped, it cuts them all.
///
/// A connection closes when `headers_within` passes without the whole headers of a request,
/// whether it sent half of them or is idle between two requests.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    headers_within: Duration,
    stop: CancellationToken,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = connections.join_next() => {}
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => {
                    let (router, stop) = (router.clone(), stop.clone());
                    connections.spawn(answer(stream, peer, router, headers_within, stop));
                }
                Err(error) if is_the_peers(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "no connection can be taken");
                    // Nothing ever comes: it is the time that is waited for.
                    let _ = tokio::time::timeout(PAUSE, stop.cancelled()).await;
                }
            },
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Answers the requests of one connection, one after the other.
async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    headers_within: Duration,
    stop: CancellationToken,
) {
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(Body::new)
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(headers_within);
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = pin!(connection);
    // How a connection ends is its caller's business: each answer has its own line in the log.
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = stop.cancelled() => None,
    };
    if ended.is_none() {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}

/// Whether it was the caller who went away before being taken.
fn is_the_peers(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}
