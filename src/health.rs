//! Is the process alive, is it ready for requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::db::Database;
use crate::ledger::Ledger;
use crate::web::answer::Answer;
use crate::web::problem::{Kind, Problem};

/// Whether this instance wants requests. Cheap to clone.
#[derive(Clone)]
pub struct Readiness {
    db: Database,
    ledger: Ledger,
    leaving: Arc<AtomicBool>,
}

impl Readiness {
    /// Ready as long as the database answers and the lanes run.
    #[must_use]
    pub fn new(db: Database, ledger: Ledger) -> Self {
        Self {
            db,
            ledger,
            leaving: Arc::new(AtomicBool::new(false)),
        }
    }

    /// From now on load balancers are told to look elsewhere.
    pub fn leave(&self) {
        self.leaving.store(true, Ordering::SeqCst);
    }
}

/// How the instance is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct HealthView {
    /// `ok`, or `ready`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// The process is alive; says nothing about its database.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, body = HealthView)))]
async fn healthz() -> Answer<HealthView> {
    Answer::ok(HealthView { status: "ok" })
}

/// The instance takes requests: its database answers, its lanes run, it is not about to stop.
#[utoipa::path(get, path = "/readyz", tag = "operation", responses((status = 200, body = HealthView)))]
async fn readyz(State(readiness): State<Readiness>) -> Result<Answer<HealthView>, Problem> {
    let leaving = readiness.leaving.load(Ordering::SeqCst);
    if leaving || !readiness.ledger.is_running() || readiness.db.read().ping().await.is_err() {
        return Err(Problem::new(Kind::Unavailable).retry_after(5));
    }
    Ok(Answer::ok(HealthView { status: "ready" }))
}

/// Routes at the root, outside limits and shedding.
pub fn routes(readiness: Readiness) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .with_state(readiness)
}
