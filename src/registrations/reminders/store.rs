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

/// Writes down that somebody is reminded; false when somebody else did.
pub(super) async fn remember(
    tx: &impl ConnectionTrait,
    registration: RegistrationId,
    occasion: Occasion,
    now: Instant,
) -> Result<bool, Fault> {
    let row = rows::ActiveModel {
        registration_id: Set(registration),
        occasion: Set(occasion.as_str().to_owned()),
        reminded_at: Set(now),
    };
    let once = OnConflict::columns([rows::Column::RegistrationId, rows::Column::Occasion])
        .do_nothing()
        .to_owned();
    let written = rows::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    Ok(written == 1)
}
