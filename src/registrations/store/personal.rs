//! Answers that are erased: on their date, or with their person.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::answers as rows;
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// Deletes the answers of up to `limit` rows whose date has come; whether there may be more.
pub(in crate::registrations) async fn delete_due(
    tx: &impl ConnectionTrait,
    now: Instant,
    limit: u64,
) -> Result<bool, Fault> {
    use rows::Column::{EraseAt, RegistrationId as Of};
    let due: Vec<RegistrationId> = rows::Entity::find()
        .select_only()
        .column(Of)
        .filter(EraseAt.lte(now))
        .order_by_asc(EraseAt)
        .limit(limit)
        .into_tuple()
        .all(tx)
        .await?;
    if due.is_empty() {
        return Ok(false);
    }
    let is_more = due.len() as u64 == limit;
    rows::Entity::delete_many()
        .filter(Of.is_in(few_lengths(due)))
        .filter(EraseAt.lte(now))
        .exec(tx)
        .await?;
    Ok(is_more)
}

/// Deletes all answers of registrations.
pub(in crate::registrations) async fn delete_answers(
    tx: &impl ConnectionTrait,
    registrations: &[RegistrationId],
) -> Result<(), Fault> {
    let theirs = few_lengths(registrations.iter().copied());
    rows::Entity::delete_many()
        .filter(rows::Column::RegistrationId.is_in(theirs))
        .exec(tx)
        .await?;
    Ok(())
}
