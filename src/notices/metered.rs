//! What the monitoring learns of the mails; docs/operations.md says when to worry.

use std::time::Duration;

use metrics::{counter, gauge};
use tokio_util::sync::CancellationToken;

use super::queue::Queue;
use super::store::ended::End;
use crate::values::clock::Clock;

/// How often it is looked how much is owed.
const LOOK: Duration = Duration::from_secs(15);

/// One try of a mail ended.
pub(super) fn ended(end: &End) {
    let counter = match end {
        End::Sent { .. } => counter!("mails_total", "outcome" => "sent"),
        End::Again { .. } => counter!("mails_total", "outcome" => "again"),
        End::Refused { .. } => counter!("mails_total", "outcome" => "refused"),
        End::Suppressed { .. } => counter!("mails_total", "outcome" => "suppressed"),
        End::Superseded { .. } => counter!("mails_total", "outcome" => "superseded"),
        End::Erased { .. } => counter!("mails_total", "outcome" => "erased"),
        End::Expired { .. } => counter!("mails_total", "outcome" => "expired"),
        End::PutOff { .. } | End::Released => counter!("mails_total", "outcome" => "released"),
    };
    counter.increment(1);
}

/// The mail server does not let us in: nothing is tried for a while.
pub(super) fn paused() {
    counter!("mail_pauses_total").increment(1);
}

/// Shows how much is owed and how long overdue, until `stop`.
pub(super) async fn watch((queue, clock): (Queue, Clock), stop: CancellationToken) {
    let mut looks = tokio::time::interval(LOOK);
    while stop.run_until_cancelled(looks.tick()).await.is_some() {
        let backlog = match queue.backlog().await {
            Ok(backlog) => backlog,
            Err(fault) => {
                tracing::warn!(error = %fault, "what is owed cannot be counted");
                continue;
            }
        };
        let now = clock.now().millis();
        let overdue = backlog
            .first_due
            .map_or(0, |due| (now - due.millis()).max(0) / 1000);
        gauge!("mails_owed").set(approximately(backlog.owed));
        gauge!("mails_overdue_seconds").set(approximately(overdue.unsigned_abs()));
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody owes 2^53 mails")]
const fn approximately(number: u64) -> f64 {
    number as f64
}
