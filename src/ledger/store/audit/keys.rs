//! What idempotency records point at.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::db::Fault;
use crate::db::entity::{
    accounts, announcements, consents, idempotency_records, memberships, notices, offerings,
    participants, programs, registrations, staff_grants,
};
use crate::db::idempotency::Made;
use crate::ledger::check::DanglingKey;
use crate::values::ids::AccountId;

/// Records looked at together.
const PAGE: u64 = 1000;

/// Idempotency records that name ids of no row.
pub(in crate::ledger) async fn dangling_keys(
    tx: &impl ConnectionTrait,
) -> Result<Vec<DanglingKey>, Fault> {
    use idempotency_records::{Column, Entity, Model};
    let mut found = Vec::new();
    let mut after: Option<(AccountId, String)> = None;
    loop {
        let mut cursor = Entity::find().cursor_by((Column::AccountId, Column::Key));
        if let Some(after) = after.take() {
            cursor.after(after);
        }
        let page: Vec<Model> = cursor.first(PAGE).all(tx).await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some((last.account_id, last.key.clone()));
        found.extend(dangling(tx, page).await?);
    }
}

async fn dangling(
    tx: &impl ConnectionTrait,
    page: Vec<idempotency_records::Model>,
) -> Result<Vec<DanglingKey>, Fault> {
    let mut keys = Vec::new();
    for row in page {
        let made: Made = serde_json::from_value(row.made)?;
        keys.push(DanglingKey {
            account: row.account_id,
            key: row.key,
            missing: made.ids,
        });
    }
    let wanted: BTreeSet<Uuid> = keys.iter().flat_map(|key| key.missing.clone()).collect();
    let mut there = BTreeSet::new();
    there.extend(known::<registrations::Entity>(tx, registrations::Column::Id, &wanted).await?);
    there.extend(known::<participants::Entity>(tx, participants::Column::Id, &wanted).await?);
    there.extend(known::<memberships::Entity>(tx, memberships::Column::Id, &wanted).await?);
    there.extend(known::<accounts::Entity>(tx, accounts::Column::Id, &wanted).await?);
    there.extend(known::<consents::Entity>(tx, consents::Column::Id, &wanted).await?);
    there.extend(known::<notices::Entity>(tx, notices::Column::Id, &wanted).await?);
    there.extend(known::<staff_grants::Entity>(tx, staff_grants::Column::Id, &wanted).await?);
    there.extend(known::<programs::Entity>(tx, programs::Column::Id, &wanted).await?);
    there.extend(known::<offerings::Entity>(tx, offerings::Column::Id, &wanted).await?);
    there.extend(known::<announcements::Entity>(tx, announcements::Column::Id, &wanted).await?);
    for key in &mut keys {
        key.missing.retain(|id| !there.contains(id));
    }
    keys.retain(|key| !key.missing.is_empty());
    Ok(keys)
}

/// Which of `wanted` are ids of the table `E`.
async fn known<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    id: E::Column,
    wanted: &BTreeSet<Uuid>,
) -> Result<Vec<Uuid>, Fault> {
    let query = E::find()
        .select_only()
        .column(id)
        .filter(id.is_in(wanted.iter().copied()));
    Ok(query.into_tuple().all(tx).await?)
}
