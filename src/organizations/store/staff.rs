//! `staff_grants`: only live ones are ever read.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::db::Fault;
use crate::db::entity::{organization_ancestors as ancestors, staff_grants as rows};
use crate::organizations::staff::{Grant, Role};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OrganizationId};

/// What has not ended at `now`, neither by its date nor by hand.
fn live(now: Instant) -> Condition {
    Condition::all()
        .add(rows::Column::Until.gt(now))
        .add(rows::Column::EndedAt.is_null())
}

/// The roles of `account` in `organization` or above it, over all programs.
pub(in crate::organizations) async fn roles_in(
    db: &impl ConnectionTrait,
    account: AccountId,
    organization: OrganizationId,
    now: Instant,
) -> Result<Vec<Role>, Fault> {
    let here_or_above = Query::select()
        .column(ancestors::Column::AncestorId)
        .from(ancestors::Entity)
        .and_where(ancestors::Column::OrganizationId.eq(organization))
        .to_owned();
    let roles: Vec<String> = rows::Entity::find()
        .select_only()
        .column(rows::Column::Role)
        .filter(live(now))
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::ProgramId.is_null())
        .filter(rows::Column::OrganizationId.in_subquery(here_or_above))
        .into_tuple()
        .all(db)
        .await?;
    roles.iter().map(|role| read_role(role)).collect()
}

/// Each body that a live grant of `account` reaches, by `organization_id`, with the grant's
/// `role` and `program_id`.
pub(in crate::organizations) fn reaching(account: AccountId, now: Instant) -> SelectStatement {
    Query::select()
        .column((ancestors::Entity, ancestors::Column::OrganizationId))
        .column((rows::Entity, rows::Column::Role))
        .column((rows::Entity, rows::Column::ProgramId))
        .from(rows::Entity)
        .inner_join(
            ancestors::Entity,
            Expr::col((ancestors::Entity, ancestors::Column::AncestorId))
                .equals((rows::Entity, rows::Column::OrganizationId)),
        )
        .cond_where(live(now))
        .and_where(rows::Column::AccountId.eq(account))
        .to_owned()
}

pub(in crate::organizations) async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<Vec<Grant>, Fault> {
    let grants = rows::Entity::find()
        .filter(live(now))
        .filter(rows::Column::AccountId.eq(account))
        .order_by_asc(rows::Column::Id)
        .all(db)
        .await?;
    grants.iter().map(read).collect()
}

pub(in crate::organizations) async fn insert(
    tx: &impl ConnectionTrait,
    grant: &Grant,
    now: Instant,
) -> Result<(), Fault> {
    let row = rows::ActiveModel {
        id: Set(grant.id),
        account_id: Set(grant.account),
        organization_id: Set(grant.organization),
        program_id: Set(grant.program),
        role: Set(grant.role.as_str().to_owned()),
        until: Set(grant.until),
        granted_by: Set(None),
        created_at: Set(now),
        ended_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Ends the live grants of this role in this very body.
pub(in crate::organizations) async fn end(
    tx: &impl ConnectionTrait,
    account: AccountId,
    organization: OrganizationId,
    role: Role,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::EndedAt, Expr::value(now))
        .filter(live(now))
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::OrganizationId.eq(organization))
        .filter(rows::Column::ProgramId.is_null())
        .filter(rows::Column::Role.eq(role.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

fn read(row: &rows::Model) -> Result<Grant, Fault> {
    Ok(Grant {
        id: row.id,
        account: row.account_id,
        organization: row.organization_id,
        program: row.program_id,
        role: read_role(&row.role)?,
        until: row.until,
    })
}

fn read_role(role: &str) -> Result<Role, Fault> {
    role.parse()
        .map_err(|word| Fault::broken(format!("a grant's role: {word}")))
}
