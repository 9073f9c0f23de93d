//! `niangjia serve`: from the open database to the last answered request.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{demo, metrics, open};
use crate::app::App;
use crate::config::Config;
use crate::router;

/// All of stopping together takes no longer.
const STOP_WITHIN: Duration = Duration::from_secs(25);

/// What `serve` takes.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Imports the demo data and makes demo accounts at the first start, and prints how to
    /// sign in.
    #[arg(long)]
    demo: bool,
}

/// Serves until SIGTERM or SIGINT. Then: readiness off, no new connections, accepted requests
/// finish, background tasks finish, the database closes; a second signal ends it at once.
pub(super) async fn serve(config: &Config, how: &Serve) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::new()?;
    let mut app = open::open(config).await?;
    if how.demo {
        app.show_mails();
        demo::catalogue(&app).await?;
        let people = demo::people(&app, config.clock.clock().now()).await?;
        super::say(&(people + &demo::addresses(&config.server.public_url)))?;
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
    let http = tokio::spawn(listen(listener, &app, no_new_connections.clone())?);
    tracing::info!(address = %bound, url = config.server.public_url, "serving");

    signals.next().await;
    app.readiness.leave();
    tracing::info!("stopping");
    let stop = async {
        leave_time(config).await;
        no_new_connections.cancel();
        http.await??;
        background.cancel();
        tasks.close();
        tasks.wait().await;
        app.drain().await;
        app.db.close().await?;
        anyhow::Ok(())
    };
    tokio::select! {
        done = tokio::time::timeout(STOP_WITHIN, stop) => match done {
            Ok(outcome) => outcome?,
            Err(elapsed) => tracing::warn!(%elapsed, "not everything finished in time"),
        },
        () = signals.next() => {
            tracing::warn!("told twice: stopping at once");
            return Ok(ExitCode::FAILURE);
        }
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

fn listen(
    listener: TcpListener,
    app: &App,
    stop: CancellationToken,
) -> anyhow::Result<impl Future<Output = std::io::Result<()>> + Send + 'static> {
    let service = router::router(app)?.into_make_service_with_connect_info::<SocketAddr>();
    let serve = axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned());
    Ok(async move { serve.await })
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
