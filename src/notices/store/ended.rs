//! How tries ended.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::deliveries::Carried;
use super::suppressions::{self, Counted};
use crate::db::bulk::{Update, update};
use crate::db::entity::{deliveries, notices};
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::NoticeId;

/// How a try ended.
#[derive(Clone, Debug)]
pub(in crate::notices) enum End {
    /// Handed over. `lifts` names an address of which refusals are known.
    Sent {
        at: Instant,
        forget_secret: bool,
        lifts: Option<String>,
    },
    /// To be tried again.
    Again { due_at: Instant, error: String },
    /// Refused for good.
    Refused {
        at: Instant,
        error: String,
        counted: Option<Counted>,
    },
    /// Not tried, since its address refuses.
    Suppressed { at: Instant },
    /// Not tried, since a newer mail says what holds.
    Superseded { at: Instant },
    /// Not tried, since the account of its reader is erased.
    Erased { at: Instant },
    /// Its time ran out.
    Expired { at: Instant },
    /// Not tried, since it is night where it goes.
    PutOff { until: Instant },
    /// Not tried, through no fault of its own.
    Released,
}

impl End {
    fn counted(&self) -> Option<Counted> {
        match self {
            Self::Refused { counted, .. } => counted.clone(),
            _ => None,
        }
    }

    const fn lifts(&self) -> Option<(&String, Instant)> {
        match self {
            Self::Sent {
                at,
                lifts: Some(key),
                ..
            } => Some((key, *at)),
            _ => None,
        }
    }

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
    let counted: Vec<Counted> = ended.iter().filter_map(|(_, end)| end.counted()).collect();
    let taken: Vec<(&String, Instant)> = ended.iter().filter_map(|(_, end)| end.lifts()).collect();
    db.write(async |tx: &DatabaseTransaction| {
        update(tx, rows.clone(), mark).await?;
        suppressions::count(tx, &counted).await?;
        if let Some((_, at)) = taken.first() {
            let keys = taken.iter().map(|(key, _)| (*key).clone());
            suppressions::forget(tx, keys.collect(), *at).await?;
        }
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
        End::Refused { at, error, .. } => {
            after.attempts = tried;
            after.last_error = Set(Some(error.clone()));
            over(&mut after, *at, "failed", Some("refused"));
        }
        End::Expired { at } => {
            after.attempts = tried;
            over(&mut after, *at, "expired", None);
        }
        End::Suppressed { at } => over(&mut after, *at, "failed", Some("suppressed")),
        End::Superseded { at } => over(&mut after, *at, "expired", Some("superseded")),
        End::Erased { at } => over(&mut after, *at, "expired", Some("erased")),
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
