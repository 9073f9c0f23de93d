//! Writing down how mails ended, and giving them back.

use super::round::Round;
use super::{Courier, DRAIN, MARKS, POLL};
use crate::db::{Database, Fault};
use crate::notices::store::deliveries::Carried;
use crate::notices::store::ended::{self, End};
use crate::notices::store::leases::{self, Renewal};
use crate::values::clock::Instant;

impl Courier {
    pub(super) async fn finish(&self, carried: Carried, end: End) {
        for _ in 0..MARKS {
            let Err(fault) = self.ended.ask((carried.clone(), end.clone())).await else {
                return;
            };
            tracing::error!(
                error = &fault as &dyn std::error::Error,
                "the end of a mail could not be written down"
            );
            // Nothing ever comes: it is the time that is waited for.
            let _ = tokio::time::timeout(POLL, std::future::pending::<()>()).await;
        }
        // The lease runs out and the mail goes once more, under the same Message-ID.
    }

    pub(super) async fn drain(&self, mut round: Round) {
        let all = async {
            while !round.tasks.is_empty() {
                round.one_ended().await;
            }
        };
        if tokio::time::timeout(DRAIN, all).await.is_err() {
            round.tasks.abort_all();
            let given_back = round.carried.into_values();
            let given_back: Vec<_> = given_back.map(|one| (one, End::Released)).collect();
            if let Err(fault) = ended::mark_all(&self.parts.db, &given_back).await {
                let error = &fault as &dyn std::error::Error;
                tracing::error!(error, "mails could not be given back");
            }
        }
    }
}

/// Writes down how mails ended, of those that ended meanwhile together.
pub(super) async fn write_down(db: Database, ended: Vec<(Carried, End)>) -> Result<Vec<()>, Fault> {
    ended::mark_all(&db, &ended).await?;
    Ok(vec![(); ended.len()])
}

/// Makes leases last, of the mails that go meanwhile together.
pub(super) async fn renew(
    db: Database,
    wanted: Vec<Renewal>,
) -> Result<Vec<Option<Instant>>, Fault> {
    leases::renew(&db, &wanted).await
}
