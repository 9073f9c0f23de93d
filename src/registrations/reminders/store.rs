//! Who was reminded of what.

use std::collections::HashSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::Occasion;
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::reminders as rows;
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// Those of `ids` whose persons were reminded on this occasion.
pub(super) async fn reminded(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
    occasion: Occasion,
) -> Result<HashSet<RegistrationId>, Fault> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<RegistrationId> = rows::Entity::find()
        .select_only()
        .column(rows::Column::RegistrationId)
        .filter(rows::Column::RegistrationId.is_in(few_lengths(ids.iter().copied())))
        .filter(rows::Column::Occasion.eq(occasion.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Writes down who is reminded of `registrations`; gives those that nobody else had written down.
pub(super) async fn remember(
    tx: &impl ConnectionTrait,
    registrations: &[RegistrationId],
    occasion: Occasion,
    now: Instant,
) -> Result<HashSet<RegistrationId>, Fault> {
    if registrations.is_empty() {
        return Ok(HashSet::new());
    }
    let row = |id: &RegistrationId| rows::ActiveModel {
        registration_id: Set(*id),
        occasion: Set(occasion.as_str().to_owned()),
        reminded_at: Set(now),
    };
    let once = OnConflict::columns([rows::Column::RegistrationId, rows::Column::Occasion])
        .do_nothing()
        .to_owned();
    let written = rows::Entity::insert_many(registrations.iter().map(row))
        .on_conflict(once)
        .exec_with_returning(tx)
        .await?;
    Ok(written.into_iter().map(|row| row.registration_id).collect())
}
