//! `audit_log`: only ever written to and read.

use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::tree::subtree;
use crate::db::Fault;
use crate::db::entity::audit_log as rows;
use crate::organizations::audit::{AuditFilter, Entry, Record, Subject};
use crate::values::clock::Instant;
use crate::values::ids::{AuditEntryId, OrganizationId};

pub(in crate::organizations) async fn insert(
    tx: &impl ConnectionTrait,
    id: AuditEntryId,
    entry: Entry,
    now: Instant,
) -> Result<(), Fault> {
    row(id, entry, now).insert(tx).await?;
    Ok(())
}

/// Rows of one statement.
const TOGETHER: usize = 500;

pub(in crate::organizations) async fn insert_many(
    tx: &impl ConnectionTrait,
    entries: Vec<(AuditEntryId, Entry)>,
    now: Instant,
) -> Result<(), Fault> {
    for some in entries.chunks(TOGETHER) {
        let some = some.iter().cloned();
        rows::Entity::insert_many(some.map(|(id, entry)| row(id, entry, now)))
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn row(id: AuditEntryId, entry: Entry, now: Instant) -> rows::ActiveModel {
    rows::ActiveModel {
        id: Set(id),
        organization_id: Set(entry.organization),
        at: Set(now),
        actor_kind: Set(entry.actor.kind().as_str().to_owned()),
        actor_id: Set(entry.actor.account()),
        action: Set(entry.action.as_str().to_owned()),
        subject_kind: Set(entry.subject.kind.as_str().to_owned()),
        subject_id: Set(entry.subject.id),
        facts: Set(entry.facts),
        request_id: Set(entry.actor.request()),
    }
}

/// A page of what was done in `body` and below it, newest first: `after` ends the page before.
pub(in crate::organizations) async fn page(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    filter: &AuditFilter,
    after: Option<AuditEntryId>,
    limit: u64,
) -> Result<Vec<Record>, Fault> {
    let mut query =
        rows::Entity::find().filter(rows::Column::OrganizationId.in_subquery(subtree(body)));
    if let Some(action) = filter.action {
        query = query.filter(rows::Column::Action.eq(action.as_str()));
    }
    if let Some(from) = filter.from {
        query = query.filter(rows::Column::At.gte(from));
    }
    if let Some(before) = filter.before {
        query = query.filter(rows::Column::At.lt(before));
    }
    if let Some(after) = after {
        query = query.filter(rows::Column::Id.lt(after));
    }
    let page = query
        .order_by_desc(rows::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    page.into_iter().map(read).collect()
}

fn read(row: rows::Model) -> Result<Record, Fault> {
    let unknown = |word| Fault::broken(format!("a word of the audit log: {word}"));
    Ok(Record {
        id: row.id,
        organization: row.organization_id,
        at: row.at,
        actor_kind: row.actor_kind.parse().map_err(unknown)?,
        actor: row.actor_id,
        action: row.action.parse().map_err(unknown)?,
        subject: Subject {
            kind: row.subject_kind.parse().map_err(unknown)?,
            id: row.subject_id,
        },
        facts: row.facts,
        request: row.request_id,
    })
}
