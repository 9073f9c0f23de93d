//! The tree in the database: bodies, and each with all above it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{LockType, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction,
    EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde_json::Value;

use crate::db::Fault;
use crate::db::entity::{organization_ancestors as ancestors, organizations};
use crate::organizations::tree::Organization;
use crate::values::clock::Instant;
use crate::values::ids::{OrganizationId, Reference};
use crate::values::locale::Bilingual;

pub(in crate::organizations) async fn find(
    db: &impl ConnectionTrait,
    reference: &Reference<OrganizationId>,
) -> Result<Option<Organization>, Fault> {
    named(reference).one(db).await?.map(read).transpose()
}

fn named(reference: &Reference<OrganizationId>) -> Select<organizations::Entity> {
    let query = organizations::Entity::find();
    match reference {
        Reference::Id(id) => query.filter(organizations::Column::Id.eq(*id)),
        Reference::Code(code) => query.filter(organizations::Column::Code.eq(code)),
    }
}

/// Lets one transaction at a time end roles in a body; SQLite has one writer and needs no lock.
pub(in crate::organizations) async fn lock(
    tx: &DatabaseTransaction,
    reference: &Reference<OrganizationId>,
) -> Result<(), Fault> {
    let query = named(reference).lock(LockType::NoKeyUpdate);
    query.one(tx).await?;
    Ok(())
}

/// The ids of `body` and all below it, to be asked for in another query.
pub(in crate::organizations) fn subtree(body: OrganizationId) -> SelectStatement {
    Query::select()
        .column(ancestors::Column::OrganizationId)
        .from(ancestors::Entity)
        .and_where(ancestors::Column::AncestorId.eq(body))
        .to_owned()
}

/// The ids of `body` and all above it, to be asked for in another query.
pub(in crate::organizations) fn here_or_above(body: OrganizationId) -> SelectStatement {
    Query::select()
        .column(ancestors::Column::AncestorId)
        .from(ancestors::Entity)
        .and_where(ancestors::Column::OrganizationId.eq(body))
        .to_owned()
}

pub(in crate::organizations) async fn all(
    db: &impl ConnectionTrait,
) -> Result<Vec<Organization>, Fault> {
    let rows = organizations::Entity::find().all(db).await?;
    let mut bodies: Vec<Organization> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    // Here and not in the query: the two databases collate differently.
    bodies.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(bodies)
}

pub(in crate::organizations) async fn ancestors(
    db: &impl ConnectionTrait,
    id: OrganizationId,
) -> Result<Vec<OrganizationId>, Fault> {
    let rows = ancestors::Entity::find()
        .filter(ancestors::Column::OrganizationId.eq(id))
        .order_by_asc(ancestors::Column::Depth)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.ancestor_id).collect())
}

pub(in crate::organizations) async fn save(
    tx: &DatabaseTransaction,
    bodies: &[Organization],
    now: Instant,
) -> Result<(), Fault> {
    let known: BTreeSet<OrganizationId> =
        all(tx).await?.into_iter().map(|known| known.id).collect();
    for body in bodies {
        let mut row = write(body, now);
        if known.contains(&body.id) {
            row.created_at = NotSet;
            row.update(tx).await?;
        } else {
            row.insert(tx).await?;
        }
    }
    save_ancestors(tx).await
}

/// Makes the closure table say what the parents say.
async fn save_ancestors(tx: &DatabaseTransaction) -> Result<(), Fault> {
    let wanted = closure(&all(tx).await?);
    let stored: BTreeSet<(OrganizationId, OrganizationId, i32)> = ancestors::Entity::find()
        .all(tx)
        .await?
        .into_iter()
        .map(|row| (row.organization_id, row.ancestor_id, row.depth))
        .collect();
    for (organization, ancestor, _) in stored.difference(&wanted) {
        ancestors::Entity::delete_by_id((*organization, *ancestor))
            .exec(tx)
            .await?;
    }
    let missing: Vec<_> = wanted
        .difference(&stored)
        .map(
            |&(organization_id, ancestor_id, depth)| ancestors::ActiveModel {
                organization_id: Set(organization_id),
                ancestor_id: Set(ancestor_id),
                depth: Set(depth),
            },
        )
        .collect();
    for chunk in missing.chunks(500) {
        ancestors::Entity::insert_many(chunk.to_vec())
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Each body with itself (depth 0) and all above it. A loop, which the import refuses, would
/// end at its first repetition.
fn closure(bodies: &[Organization]) -> BTreeSet<(OrganizationId, OrganizationId, i32)> {
    let parents: BTreeMap<OrganizationId, Option<OrganizationId>> = bodies
        .iter()
        .map(|body| (body.id, body.parent_id))
        .collect();
    let mut rows = BTreeSet::new();
    for body in bodies {
        let (mut at, mut depth) = (Some(body.id), 0);
        while let Some(id) = at
            && rows.insert((body.id, id, depth))
            && depth < 64
        {
            at = parents.get(&id).copied().flatten();
            depth += 1;
        }
    }
    rows
}

fn read(row: organizations::Model) -> Result<Organization, Fault> {
    Ok(Organization {
        id: row.id,
        version: row.version,
        parent_id: row.parent_id,
        kind: row.kind.parse()?,
        name: Bilingual::new(row.name, row.name_en),
        region_code: row.region_code,
        details: serde_json::from_value(row.details)?,
        code: row.code,
    })
}

fn write(body: &Organization, now: Instant) -> organizations::ActiveModel {
    organizations::ActiveModel {
        id: Set(body.id),
        code: Set(body.code.clone()),
        parent_id: Set(body.parent_id),
        kind: Set(body.kind.as_str().to_owned()),
        name: Set(body.name.zh.clone()),
        name_en: Set(body.name.en.clone()),
        region_code: Set(body.region_code.clone()),
        details: Set(Value::Object(body.details.clone())),
        version: Set(body.version),
        created_at: Set(now),
        updated_at: Set(now),
    }
}
