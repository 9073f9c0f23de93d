//! What memberships and roles say of a person: read whole, and blanked.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::staff::read_role;
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::{memberships, staff_grants};
use crate::organizations::memberships::MembershipStatus;
use crate::organizations::personal::RoleKept;
use crate::values::clock::Instant;
use crate::values::erased;
use crate::values::ids::{AccountId, GrantId};

/// Every role an account ever had, the oldest first.
pub(in crate::organizations) async fn roles(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<RoleKept>, Fault> {
    let all = staff_grants::Entity::find()
        .filter(staff_grants::Column::AccountId.eq(account))
        .order_by_asc(staff_grants::Column::Id)
        .all(db)
        .await?;
    let kept = |row: staff_grants::Model| {
        Ok(RoleKept {
            id: row.id,
            organization_id: row.organization_id,
            program_id: row.program_id,
            role: read_role(&row.role)?,
            email: row.email,
            created_at: row.created_at,
            until: row.until,
            ended_at: row.ended_at,
        })
    };
    all.into_iter().map(kept).collect()
}

/// Blanks the numbers and reasons of memberships, and answers those that nobody has answered.
pub(in crate::organizations) async fn blank_memberships(
    tx: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    use memberships::Column::{AccountId as Of, DecidedAt, MemberNumber, RefusalReason, Status};
    memberships::Entity::update_many()
        .col_expr(MemberNumber, Expr::value(None::<String>))
        .col_expr(RefusalReason, Expr::value(None::<String>))
        .filter(Of.eq(account))
        .exec(tx)
        .await?;
    memberships::Entity::update_many()
        .col_expr(Status, Expr::value(MembershipStatus::Refused.as_str()))
        .col_expr(DecidedAt, Expr::value(now))
        .filter(Of.eq(account))
        .filter(Status.eq(MembershipStatus::Pending.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends what is still live of an account's roles, and blanks to whom they were given.
pub(in crate::organizations) async fn blank_roles(
    tx: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    use staff_grants::Column::{AccountId as Of, EndedAt, EndedBy, Until};
    staff_grants::Entity::update_many()
        .col_expr(EndedAt, Expr::value(now))
        .col_expr(EndedBy, Expr::value(account))
        .filter(Of.eq(account))
        .filter(Until.gt(now).and(EndedAt.is_null()))
        .exec(tx)
        .await?;
    blank_addresses(tx, Of.eq(account)).await
}

/// Blanks the roles given to an address by `until` that never got an account.
pub(in crate::organizations) async fn blank_waiting(
    tx: &impl ConnectionTrait,
    email_key: &str,
    until: Instant,
) -> Result<(), Fault> {
    use staff_grants::Column::{AccountId as Of, CreatedAt, EmailKey};
    let waited = Of
        .is_null()
        .and(EmailKey.eq(email_key))
        .and(CreatedAt.lte(until));
    blank_addresses(tx, waited).await
}

/// Blanks up to `limit` addresses of roles without an account that ended before `before`; whether there
/// may be more.
pub(in crate::organizations) async fn blank_untaken(
    tx: &impl ConnectionTrait,
    before: Instant,
    limit: u64,
) -> Result<bool, Fault> {
    use staff_grants::Column::{AccountId as Of, EmailKey, EndedAt, Id, Until};
    let ids: Vec<GrantId> = staff_grants::Entity::find()
        .select_only()
        .column(Id)
        .filter(Of.is_null())
        .filter(Until.lt(before).or(EndedAt.lt(before)))
        .filter(EmailKey.ne(erased::ADDRESS))
        .limit(limit)
        .into_tuple()
        .all(tx)
        .await?;
    if ids.is_empty() {
        return Ok(false);
    }
    let is_more = ids.len() as u64 == limit;
    blank_addresses(tx, Id.is_in(few_lengths(ids))).await?;
    Ok(is_more)
}

async fn blank_addresses(tx: &impl ConnectionTrait, whose: Expr) -> Result<(), Fault> {
    use staff_grants::Column::{Email, EmailKey};
    staff_grants::Entity::update_many()
        .col_expr(Email, Expr::value(erased::ADDRESS))
        .col_expr(EmailKey, Expr::value(erased::ADDRESS))
        .filter(whose)
        .exec(tx)
        .await?;
    Ok(())
}
