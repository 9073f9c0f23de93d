//! The registrations of who leaves, and the words said with their events.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::read::with_program;
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::{registration_events, registrations, units};
use crate::ledger::facts::{Registration, Status};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ProgramId, RegistrationId};

/// Live registrations of units that have not begun.
fn ahead(account: AccountId, now: Instant) -> Select<registrations::Entity> {
    use registrations::Column;
    let live = Status::ALL.into_iter().filter(|status| status.is_live());
    let unit = registrations::Entity::belongs_to(units::Entity)
        .from(Column::UnitId)
        .to(units::Column::Id)
        .into();
    let is_ahead = units::Column::StartsAt
        .gt(now)
        .or(units::Column::StartsAt.is_null());
    registrations::Entity::find()
        .join(JoinType::InnerJoin, unit)
        .filter(Column::AccountId.eq(account))
        .filter(Column::Status.is_in(live.map(Status::as_str)))
        .filter(is_ahead)
}

pub(in crate::ledger) async fn ahead_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    after: Option<RegistrationId>,
    (limit, now): (u64, Instant),
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    let mut query = ahead(account, now);
    if let Some(after) = after {
        query = query.filter(registrations::Column::Id.gt(after));
    }
    let page = query
        .order_by_asc(registrations::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    page.into_iter().map(with_program).collect()
}

pub(in crate::ledger) async fn count_ahead(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<Vec<(Status, i64)>, Fault> {
    let counted: Vec<(String, i64)> = ahead(account, now)
        .select_only()
        .column(registrations::Column::Status)
        .column_as(registrations::Column::Id.count(), "many")
        .group_by(registrations::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(word, many): (String, i64)| {
        let status = Status::parse(&word);
        let status = status.ok_or_else(|| Fault::broken("an unknown status"))?;
        Ok((status, many))
    };
    counted.into_iter().map(read).collect()
}

pub(in crate::ledger) async fn count(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<i64, Fault> {
    let mine = registrations::Entity::find().filter(registrations::Column::AccountId.eq(account));
    Ok(i64::try_from(mine.count(db).await?).unwrap_or(i64::MAX))
}

pub(in crate::ledger) async fn ids_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    after: Option<RegistrationId>,
    limit: u64,
) -> Result<Vec<RegistrationId>, Fault> {
    use registrations::Column::{AccountId as Of, Id};
    let mut query = registrations::Entity::find()
        .select_only()
        .column(Id)
        .filter(Of.eq(account));
    if let Some(after) = after {
        query = query.filter(Id.gt(after));
    }
    let page = query.order_by_asc(Id).limit(limit);
    Ok(page.into_tuple().all(db).await?)
}

/// Blanks the remarks of the events of registrations.
pub(in crate::ledger) async fn blank_remarks(
    tx: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<(), Fault> {
    use registration_events::Column::{RegistrationId as Of, Remark};
    registration_events::Entity::update_many()
        .col_expr(Remark, Expr::value(None::<String>))
        .filter(Of.is_in(few_lengths(ids.iter().copied())))
        .filter(Remark.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}
