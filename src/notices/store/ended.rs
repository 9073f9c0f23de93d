//! How tries ended.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::deliveries::Carried;
use crate::db::bulk::{Update, update};
use crate::db::entity::{deliveries, notices};
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::NoticeId;

/// How a try ended.
#[derive(Clone, Debug)]
pub(in crate::notices) enum End {
    /// Handed over.
    Sent { at: Instant, forget_secret: bool },
    /// To be tried again.
    Again { due_at: Instant, error: String },
    /// Refused for good.
    Refused { at: Instant, error: String },
    /// Its time ran out.
    Expired { at: Instant },
    /// Not tried, since it is night where it goes.
    PutOff { until: Instant },
    /// Not tried, through no fault of its own.
    Released,
}

impl End {
    const fn forgets_secret(&self) -> bool {
        matches!(
            self,
            Self::Sent {
                forget_secret: true,
                ..
            }
        )
    }
}

/// Writes down how tries ended, unless the lease went to somebody else meanwhile.
pub(in crate::notices) async fn mark_all(
    db: &Database,
    ended: &[(Carried, End)],
) -> Result<(), Fault> {
    use deliveries::Column::{
        Attempts, Cause, DueAt, EndedAt, LastError, LeaseUntil, SentAt, State,
    };
    let rows: Vec<deliveries::ActiveModel> = ended
        .iter()
        .map(|(carried, end)| after(carried, end))
        .collect();
    let mark = Update {
        set: &[State, Attempts, DueAt, SentAt, LastError, Cause, EndedAt],
        clear: &[LeaseUntil],
        same: Some(LeaseUntil),
        null: None,
    };
    let told = ended.iter().filter(|(_, end)| end.forgets_secret());
    let told: Vec<NoticeId> = told.map(|(carried, _)| carried.notice.id).collect();
    db.write(async |tx: &DatabaseTransaction| {
        update(tx, rows.clone(), mark).await?;
        if !told.is_empty() {
            notices::Entity::update_many()
                .col_expr(notices::Column::Secret, Expr::value(None::<String>))
                .filter(notices::Column::Id.is_in(told.clone()))
                .exec(tx)
                .await?;
        }
        Ok::<_, Fault>(())
    })
    .await
}

/// A delivery after a try.
fn after(carried: &Carried, end: &End) -> deliveries::ActiveModel {
    let before = &carried.delivery;
    let mut after = deliveries::ActiveModel {
        id: Set(before.id),
        state: Set("owed".to_owned()),
        lease_until: Set(before.lease_until),
        attempts: Set(before.attempts),
        due_at: Set(before.due_at),
        sent_at: Set(None),
        last_error: Set(before.last_error.clone()),
        cause: Set(None),
        ended_at: Set(None),
        ..Default::default()
    };
    let tried = Set(before.attempts + 1);
    match end {
        End::Sent { at, .. } => {
            after.attempts = tried;
            after.sent_at = Set(Some(*at));
            after.last_error = Set(None);
            over(&mut after, *at, "sent", None);
        }
        End::Again { due_at, error } => {
            after.attempts = tried;
            after.due_at = Set(*due_at);
            after.last_error = Set(Some(error.clone()));
        }
        End::Refused { at, error } => {
            after.attempts = tried;
            after.last_error = Set(Some(error.clone()));
            over(&mut after, *at, "failed", Some("refused"));
        }
        End::Expired { at } => {
            after.attempts = tried;
            over(&mut after, *at, "expired", None);
        }
        End::PutOff { until } => after.due_at = Set(*until),
        End::Released => {}
    }
    after
}

fn over(after: &mut deliveries::ActiveModel, at: Instant, state: &str, cause: Option<&str>) {
    after.state = Set(state.to_owned());
    after.cause = Set(cause.map(str::to_owned));
    after.ended_at = Set(Some(at));
}
