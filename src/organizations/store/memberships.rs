//! `memberships`.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::tree::subtree;
use crate::db::Fault;
use crate::db::entity::memberships as rows;
use crate::organizations::memberships::{Answer, Membership, MembershipStatus};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, MembershipId, OrganizationId};

pub(in crate::organizations) async fn insert(
    tx: &impl ConnectionTrait,
    new: &Membership,
) -> Result<(), Fault> {
    let row = rows::ActiveModel {
        id: Set(new.id),
        account_id: Set(new.account),
        organization_id: Set(new.organization),
        member_number: Set(new.member_number.clone()),
        status: Set(new.status.as_str().to_owned()),
        decided_by: Set(None),
        decided_at: Set(new.decided_at),
        refusal_reason: Set(new.refusal_reason.clone()),
        created_at: Set(new.created_at),
    };
    row.insert(tx).await?;
    Ok(())
}

pub(in crate::organizations) async fn find(
    db: &impl ConnectionTrait,
    id: MembershipId,
) -> Result<Option<Membership>, Fault> {
    rows::Entity::find_by_id(id)
        .one(db)
        .await?
        .map(read)
        .transpose()
}

pub(in crate::organizations) async fn find_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    organization: OrganizationId,
) -> Result<Option<Membership>, Fault> {
    rows::Entity::find()
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::OrganizationId.eq(organization))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

pub(in crate::organizations) async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<Membership>, Fault> {
    let all = rows::Entity::find()
        .filter(rows::Column::AccountId.eq(account))
        .order_by_asc(rows::Column::Id)
        .all(db)
        .await?;
    all.into_iter().map(read).collect()
}

/// Whether a confirmed one lies in the subtree of `organization`.
pub(in crate::organizations) async fn confirmed_within(
    db: &impl ConnectionTrait,
    account: AccountId,
    organization: OrganizationId,
) -> Result<bool, Fault> {
    let count = rows::Entity::find()
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::Status.eq(MembershipStatus::Confirmed.as_str()))
        .filter(rows::Column::OrganizationId.in_subquery(subtree(organization)))
        .count(db)
        .await?;
    Ok(count > 0)
}

/// Bodies of one statement: SQLite takes no more than 32,766 values.
const TOGETHER: usize = 10_000;

/// Those of `bodies` that have not answered everybody: how many wait there, and since when.
pub(in crate::organizations) async fn waiting(
    db: &impl ConnectionTrait,
    bodies: &[OrganizationId],
) -> Result<Vec<(OrganizationId, i64, Option<Instant>)>, Fault> {
    let mut found = Vec::new();
    for some in bodies.chunks(TOGETHER) {
        let rows: Vec<(OrganizationId, i64, Option<Instant>)> = rows::Entity::find()
            .select_only()
            .column(rows::Column::OrganizationId)
            .column_as(rows::Column::Id.count(), "waiting")
            .column_as(rows::Column::CreatedAt.min(), "since")
            .filter(rows::Column::OrganizationId.is_in(some.iter().copied()))
            .filter(rows::Column::Status.eq(MembershipStatus::Pending.as_str()))
            .group_by(rows::Column::OrganizationId)
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

pub(in crate::organizations) async fn page(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    status: Option<MembershipStatus>,
    after: Option<MembershipId>,
    limit: u64,
) -> Result<Vec<Membership>, Fault> {
    let mut query = rows::Entity::find().filter(rows::Column::OrganizationId.eq(organization));
    if let Some(status) = status {
        query = query.filter(rows::Column::Status.eq(status.as_str()));
    }
    if let Some(after) = after {
        query = query.filter(rows::Column::Id.gt(after));
    }
    let page = query
        .order_by_asc(rows::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    page.into_iter().map(read).collect()
}

/// Puts what was refused before the body again.
pub(in crate::organizations) async fn ask_anew(
    tx: &impl ConnectionTrait,
    id: MembershipId,
    member_number: Option<&str>,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(
            rows::Column::Status,
            Expr::value(MembershipStatus::Pending.as_str()),
        )
        .col_expr(rows::Column::MemberNumber, Expr::value(member_number))
        .col_expr(rows::Column::RefusalReason, Expr::value(None::<String>))
        .col_expr(rows::Column::DecidedBy, Expr::value(None::<uuid::Uuid>))
        .col_expr(rows::Column::DecidedAt, Expr::value(None::<i64>))
        .col_expr(rows::Column::CreatedAt, Expr::value(now))
        .filter(rows::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes the answer down; whether that body has such a membership.
pub(in crate::organizations) async fn answer(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    id: MembershipId,
    by: AccountId,
    answer: &Answer,
    now: Instant,
) -> Result<bool, Fault> {
    let (status, reason) = match answer {
        Answer::Confirm => (MembershipStatus::Confirmed, None),
        Answer::Refuse { reason } => (MembershipStatus::Refused, reason.clone()),
    };
    let done = rows::Entity::update_many()
        .col_expr(rows::Column::Status, Expr::value(status.as_str()))
        .col_expr(rows::Column::RefusalReason, Expr::value(reason))
        .col_expr(rows::Column::DecidedBy, Expr::value(by))
        .col_expr(rows::Column::DecidedAt, Expr::value(now))
        .filter(rows::Column::Id.eq(id))
        .filter(rows::Column::OrganizationId.eq(organization))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

fn read(row: rows::Model) -> Result<Membership, Fault> {
    Ok(Membership {
        id: row.id,
        account: row.account_id,
        organization: row.organization_id,
        member_number: row.member_number,
        status: row
            .status
            .parse()
            .map_err(|word| Fault::broken(format!("a membership's status: {word}")))?,
        refusal_reason: row.refusal_reason,
        created_at: row.created_at,
        decided_at: row.decided_at,
    })
}
