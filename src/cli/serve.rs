//! `niangjia serve`: from the open database to the last answered request.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{demo, metrics, open};
use crate::config::Config;
use crate::router;
use crate::web::listen::listen;

/// After the time limit of a request, nobody who is still connected has an answer to wait for.
const HTTP_GRACE: Duration = Duration::from_secs(1);
/// Lanes, background tasks and the database end within this time, whatever HTTP did.
const DRAIN_WITHIN: Duration = Duration::from_secs(8);

/// What `serve` takes.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Imports the demo data and makes demo accounts at the first start, and prints how to
    /// sign in.
    #[arg(long)]
    demo: bool,
}

/// Serves until SIGTERM or SIGINT. Then: readiness off, no new connections, accepted requests
/// finish and other connections are cut, lanes and background tasks finish, the database
/// closes; a second signal ends it at once.
pub(super) async fn serve(config: &Config, how: &Serve) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::new()?;
    let mut app = open::open(config).await?;
    if how.demo {
        app.show_mails();
        demo::catalogue(&app).await?;
        let people = demo::people(&app, config.clock.clock().now()).await?;
        let addresses = demo::addresses(&config.server.public_url);
        super::say(&format!("{people}\n{addresses}"))?;
    }
    let address = config.server.listen;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address} (server.listen)"))?;
    let bound = listener.local_addr()?;
    let background = CancellationToken::new();
    let tasks = TaskTracker::new();
    metrics::start(config.metrics.listen, &tasks, &background).await?;
    app.start(&tasks, &background);
    let no_new_connections = CancellationToken::new();
    let http = tokio::spawn(listen(
        listener,
        router::router(&app)?,
        config.server.headers_within(),
        no_new_connections.clone(),
    ));
    tracing::info!(address = %bound, url = config.server.public_url, "serving");

    signals.next().await;
    app.readiness.leave();
    tracing::info!("stopping");
    let stop = async {
        leave_time(config).await;
        no_new_connections.cancel();
        app.roster.watchers.close();
        finish(http, config.server.time_limit() + HTTP_GRACE).await?;
        background.cancel();
        tasks.close();
        let drain = async {
            tasks.wait().await;
            app.drain().await;
            app.db.close().await
        };
        match tokio::time::timeout(DRAIN_WITHIN, drain).await {
            Ok(closed) => closed?,
            Err(elapsed) => tracing::warn!(%elapsed, "not everything finished in time"),
        }
        anyhow::Ok(())
    };
    tokio::select! {
        done = stop => done?,
        () = signals.next() => {
            tracing::warn!("told twice: stopping at once");
            return Ok(ExitCode::FAILURE);
        }
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Waits until every accepted request is answered; cuts what is still connected after `limit`.
async fn finish(mut http: JoinHandle<()>, limit: Duration) -> anyhow::Result<()> {
    if let Ok(ended) = tokio::time::timeout(limit, &mut http).await {
        return Ok(ended?);
    }
    tracing::warn!("some connections sent no whole request, or took no answer: they are cut");
    http.abort();
    // It was told to end; how it did says nothing more.
    let _ = http.await;
    Ok(())
}

/// While a load balancer still sends requests here, they are answered.
async fn leave_time(config: &Config) {
    let wait = Duration::from_secs(config.server.leave_seconds);
    // Nothing ever comes: it is the time that is waited for.
    let _ = tokio::time::timeout(wait, std::future::pending::<()>()).await;
}

/// SIGTERM and SIGINT.
struct Signals {
    term: Signal,
    int: Signal,
}

impl Signals {
    fn new() -> anyhow::Result<Self> {
        Ok(Self {
            term: signal(SignalKind::terminate())?,
            int: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.int.recv() => {}
        }
    }
}
