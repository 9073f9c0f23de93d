//! `/metrics` for Prometheus, on an address of its own.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::MetricsListen;

const BUCKETS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];
/// Up to the most that one batch holds.
const BATCHES: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];
/// Without upkeep the recorder keeps every value it was given.
const UPKEEP: Duration = Duration::from_secs(5);

/// Starts recording and serving; a taken address is a warning, not an end.
pub(super) async fn start(
    listen: MetricsListen,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let MetricsListen::At(address) = listen else {
        return Ok(());
    };
    let Some(listener) = bind(address).await else {
        return Ok(());
    };
    let seconds = Matcher::Suffix("_seconds".to_owned());
    let batches = Matcher::Full("ledger_batch_commands".to_owned());
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(seconds, &BUCKETS)?
        .set_buckets_for_metric(batches, &BATCHES)?
        .install_recorder()?;
    let upkeep = recorder.clone();
    let stopped = stop.clone();
    tasks.spawn(async move {
        let mut interval = tokio::time::interval(UPKEEP);
        while stopped.run_until_cancelled(interval.tick()).await.is_some() {
            upkeep.run_upkeep();
        }
    });
    let routes = Router::new().route("/metrics", get(async move || recorder.render()));
    let stopped = stop.clone().cancelled_owned();
    tasks.spawn(async move {
        let served = axum::serve(listener, routes)
            .with_graceful_shutdown(stopped)
            .await;
        if let Err(error) = served {
            tracing::warn!(%error, "metrics are no longer served");
        }
    });
    tracing::info!(%address, "metrics");
    Ok(())
}

async fn bind(address: SocketAddr) -> Option<TcpListener> {
    TcpListener::bind(address)
        .await
        .inspect_err(|error| tracing::warn!(%address, %error, "metrics are not served"))
        .ok()
}
