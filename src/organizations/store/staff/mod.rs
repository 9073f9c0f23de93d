//! `staff_grants`: only live ones are ever read, but for the answer to who gave one, and to whom.

mod writing;

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(in crate::organizations) use writing::{NewGrant, end, insert, replace, take_up};

use super::tree::here_or_above;
use crate::db::Fault;
use crate::db::entity::{organization_ancestors as ancestors, staff_grants as rows};
use crate::organizations::staff::{Grant, Role, StaffLine};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, GrantId, OrganizationId};

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
    let roles: Vec<String> = rows::Entity::find()
        .select_only()
        .column(rows::Column::Role)
        .filter(live(now))
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::ProgramId.is_null())
        .filter(rows::Column::OrganizationId.in_subquery(here_or_above(organization)))
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

/// Who has a live grant as organizer or admin in `body`, or in the nearest body above it where
/// anybody has.
pub(in crate::organizations) async fn organizers_near(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    now: Instant,
) -> Result<Vec<AccountId>, Fault> {
    let roles = [Role::Organizer, Role::Admin].map(Role::as_str);
    let granted: Vec<(Option<AccountId>, OrganizationId)> = rows::Entity::find()
        .select_only()
        .columns([rows::Column::AccountId, rows::Column::OrganizationId])
        .distinct()
        .filter(live(now))
        .filter(rows::Column::AccountId.is_not_null())
        .filter(rows::Column::ProgramId.is_null())
        .filter(rows::Column::Role.is_in(roles))
        .filter(rows::Column::OrganizationId.in_subquery(here_or_above(body)))
        .into_tuple()
        .all(db)
        .await?;
    let in_body = |body: OrganizationId| {
        let its = granted.iter().filter(move |(_, at)| *at == body);
        its.filter_map(|(account, _)| *account).collect::<Vec<_>>()
    };
    let upwards = super::tree::ancestors(db, body).await?;
    let mut found = upwards.into_iter().map(in_body);
    Ok(found.find(|found| !found.is_empty()).unwrap_or_default())
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
    let read = |row: rows::Model| {
        Ok(Grant {
            id: row.id,
            account,
            organization: row.organization_id,
            program: row.program_id,
            role: read_role(&row.role)?,
            until: row.until,
        })
    };
    grants.into_iter().map(read).collect()
}

/// A page of the live grants of this very body, oldest first: `after` ends the page before.
pub(in crate::organizations) async fn page(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    after: Option<GrantId>,
    limit: u64,
    now: Instant,
) -> Result<Vec<StaffLine>, Fault> {
    let mut query = rows::Entity::find()
        .filter(live(now))
        .filter(rows::Column::OrganizationId.eq(body));
    if let Some(after) = after {
        query = query.filter(rows::Column::Id.gt(after));
    }
    let page = query
        .order_by_asc(rows::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    page.iter().map(read).collect()
}

/// A grant, whether or not it has ended.
pub(in crate::organizations) async fn line(
    db: &impl ConnectionTrait,
    id: GrantId,
) -> Result<Option<StaffLine>, Fault> {
    let row = rows::Entity::find_by_id(id).one(db).await?;
    row.as_ref().map(read).transpose()
}

/// To which addresses these were given, whether or not they have ended.
pub(in crate::organizations) async fn addresses(
    db: &impl ConnectionTrait,
    ids: &[GrantId],
) -> Result<Vec<(GrantId, String)>, Fault> {
    let query = rows::Entity::find()
        .select_only()
        .columns([rows::Column::Id, rows::Column::Email])
        .filter(rows::Column::Id.is_in(ids.iter().copied()));
    Ok(query.into_tuple().all(db).await?)
}

/// A live grant of this very body, and whose it is.
pub(in crate::organizations) async fn live_in(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    id: GrantId,
    now: Instant,
) -> Result<Option<(StaffLine, Option<AccountId>)>, Fault> {
    let row = rows::Entity::find_by_id(id)
        .filter(live(now))
        .filter(rows::Column::OrganizationId.eq(body))
        .one(db)
        .await?;
    row.map(|row| Ok((read(&row)?, row.account_id))).transpose()
}

/// Whether somebody is admin of `body` or above it by another grant than `but`.
pub(in crate::organizations) async fn has_other_admin(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    but: GrantId,
    now: Instant,
) -> Result<bool, Fault> {
    let count = rows::Entity::find()
        .filter(live(now))
        .filter(rows::Column::Id.ne(but))
        .filter(rows::Column::AccountId.is_not_null())
        .filter(rows::Column::Role.eq(Role::Admin.as_str()))
        .filter(rows::Column::OrganizationId.in_subquery(here_or_above(body)))
        .count(db)
        .await?;
    Ok(count > 0)
}

fn read(row: &rows::Model) -> Result<StaffLine, Fault> {
    Ok(StaffLine {
        id: row.id,
        organization: row.organization_id,
        email: row
            .email
            .parse()
            .map_err(|_| Fault::broken("a stored address does not read"))?,
        program: row.program_id,
        role: read_role(&row.role)?,
        until: row.until,
        created_at: row.created_at,
        granted_by: row.granted_by,
    })
}

pub(in crate::organizations) fn read_role(role: &str) -> Result<Role, Fault> {
    role.parse()
        .map_err(|word| Fault::broken(format!("a grant's role: {word}")))
}
