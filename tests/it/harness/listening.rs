//! An instance that listens on a port of its own.

use std::time::Duration;

use niangjia::app::App;
use niangjia::router;
use niangjia::web::listen::listen;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Longer than any request of a test takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// An instance that listens.
pub(crate) struct Listening {
    /// `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    /// Ends it.
    pub(crate) stop: CancellationToken,
    /// Comes to an end with it.
    pub(crate) ended: JoinHandle<()>,
}

impl Listening {
    /// Lets an instance listen.
    pub(crate) async fn start(app: &App) -> Self {
        Self::at(app, "127.0.0.1:0").await
    }

    /// Lets an instance listen at an address.
    pub(crate) async fn at(app: &App, address: &str) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let router = router::router(app).unwrap();
        let serving = listen(listener, router, PATIENCE, stop.clone());
        let ended = tokio::spawn(serving);
        Self { url, stop, ended }
    }
}
