//! Reports as they were counted some minutes ago. The count of a large body takes seconds, which
//! nobody who opens a page should wait for; the page says as of when its numbers are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::Report;
use super::policy::{BadSpan, Span};
use super::store::kept::{self, Row, SO_FAR};
use crate::db::Fault;
use crate::roster::Roster;
use crate::values::clock::Instant;
use crate::values::ids::OrganizationId;

/// What is older is counted anew by the timer, where somebody asks for it now and then.
const FRESH_MINUTES: i64 = 10;
/// What is older is shown to nobody.
const SHOWN_MINUTES: i64 = 60;
/// So long after somebody asked for the last time a report is still counted anew.
const ASKED_DAYS: i64 = 30;

/// Which days a report is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// This year until now.
    SoFar,
    /// These.
    Of(Span),
}

/// A report, and as of when it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its days.
    pub span: Span,
    /// When it was counted.
    pub counted_at: Instant,
    /// Its numbers.
    pub report: Report,
}

/// What of it is stored as JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Contents {
    from: NaiveDate,
    to: NaiveDate,
    report: Report,
}

impl Days {
    /// As a row names them.
    fn key(self) -> String {
        match self {
            Self::SoFar => SO_FAR.to_owned(),
            Self::Of(span) => format!("{}/{}", span.from, span.to),
        }
    }

    fn span(self, today: NaiveDate) -> Result<Span, BadSpan> {
        match self {
            Self::SoFar => Span::new(None, None, today),
            Self::Of(span) => Ok(span),
        }
    }
}

impl Roster {
    /// The report of a body as it was counted within the hour, else as it is now.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn kept_report(&self, body: OrganizationId, days: Days) -> Result<Kept, Fault> {
        let now = self.clock.now();
        let row = kept::find(self.db.read(), body, &days.key()).await?;
        let oldest = now.plus_minutes(-SHOWN_MINUTES);
        let row = row.filter(|row| (oldest..=now).contains(&row.counted_at));
        let Some((kept, asked_at)) = row.as_ref().and_then(read) else {
            return self.count_and_keep(body, days).await;
        };
        if asked_at < oldest {
            self.db
                .write(async |tx| kept::ask(tx, body, &days.key(), now).await)
                .await?;
        }
        Ok(kept)
    }

    /// Counts anew what was counted too long ago, and forgets what nobody asks for.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn renew_reports(&self) -> Result<(), Fault> {
        let now = self.clock.now();
        let unasked = now.plus_days(-ASKED_DAYS);
        let passed = now.plus_minutes(-SHOWN_MINUTES);
        self.db
            .write(async |tx| kept::forget(tx, unasked, passed).await)
            .await?;
        let due = kept::due(self.db.read(), now.plus_minutes(-FRESH_MINUTES)).await?;
        for body in due {
            self.count_and_keep(body, Days::SoFar).await?;
        }
        Ok(())
    }

    /// Counts anew whenever the timer says so, beside it: seats do not wait for a count.
    pub async fn keep_reports(self, stop: CancellationToken) {
        let renewing = async {
            loop {
                self.renewal.notified().await;
                if let Err(fault) = self.renew_reports().await {
                    tracing::warn!(error = ?fault, "reports were not counted anew");
                }
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = renewing => {}
        }
    }

    async fn count_and_keep(&self, body: OrganizationId, days: Days) -> Result<Kept, Fault> {
        let now = self.clock.now();
        let span = days.span(self.today());
        let span = span.map_err(|bad| Fault::broken(format!("a span of days: {bad:?}")))?;
        let report = self.report(body, span).await?;
        let contents = Contents {
            from: span.from,
            to: span.to,
            report,
        };
        let text = serde_json::to_string(&contents);
        let row = Row {
            body,
            days: days.key(),
            counted_at: now,
            asked_at: now,
            contents: text.map_err(|error| Fault::broken(format!("a report: {error}")))?,
        };
        self.db.write(async |tx| kept::keep(tx, row).await).await?;
        Ok(Kept {
            span,
            counted_at: now,
            report: contents.report,
        })
    }
}

/// What a row says, and when it was asked for; nothing where another version wrote it.
fn read(row: &Row) -> Option<(Kept, Instant)> {
    let contents: Contents = serde_json::from_str(&row.contents).ok()?;
    let kept = Kept {
        span: Span {
            from: contents.from,
            to: contents.to,
        },
        counted_at: row.counted_at,
        report: contents.report,
    };
    Some((kept, row.asked_at))
}
