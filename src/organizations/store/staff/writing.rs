//! Writing `staff_grants`.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
};

use super::live;
use crate::db::Fault;
use crate::db::entity::staff_grants as rows;
use crate::organizations::staff::Role;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, GrantId, OrganizationId, ProgramId};

/// A row to be.
pub(in crate::organizations) struct NewGrant {
    pub(in crate::organizations) id: GrantId,
    /// None while the address has no account.
    pub(in crate::organizations) account: Option<AccountId>,
    pub(in crate::organizations) email: EmailAddress,
    pub(in crate::organizations) organization: OrganizationId,
    pub(in crate::organizations) program: Option<ProgramId>,
    pub(in crate::organizations) role: Role,
    pub(in crate::organizations) until: Instant,
    /// None for whoever runs the server.
    pub(in crate::organizations) granted_by: Option<AccountId>,
}

pub(in crate::organizations) async fn insert(
    tx: &impl ConnectionTrait,
    new: &NewGrant,
    now: Instant,
) -> Result<(), Fault> {
    let row = rows::ActiveModel {
        id: Set(new.id),
        account_id: Set(new.account),
        organization_id: Set(new.organization),
        program_id: Set(new.program),
        role: Set(new.role.as_str().to_owned()),
        until: Set(new.until),
        granted_by: Set(new.granted_by),
        created_at: Set(now),
        ended_at: Set(None),
        email: Set(new.email.as_str().to_owned()),
        email_key: Set(new.email.key()),
        ended_by: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Ends the live grants that `new` takes the place of: the same role of the same person or
/// address in the same body, or program.
pub(in crate::organizations) async fn replace(
    tx: &impl ConnectionTrait,
    new: &NewGrant,
    now: Instant,
) -> Result<(), Fault> {
    let waiting = Condition::all()
        .add(rows::Column::AccountId.is_null())
        .add(rows::Column::EmailKey.eq(new.email.key()));
    let mut whose = Condition::any().add(waiting);
    if let Some(account) = new.account {
        whose = whose.add(rows::Column::AccountId.eq(account));
    }
    let program = match new.program {
        Some(program) => rows::Column::ProgramId.eq(program),
        None => rows::Column::ProgramId.is_null(),
    };
    rows::Entity::update_many()
        .col_expr(rows::Column::EndedAt, Expr::value(now))
        .col_expr(rows::Column::EndedBy, Expr::value(new.granted_by))
        .filter(live(now))
        .filter(whose)
        .filter(program)
        .filter(rows::Column::OrganizationId.eq(new.organization))
        .filter(rows::Column::Role.eq(new.role.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

pub(in crate::organizations) async fn end(
    tx: &impl ConnectionTrait,
    id: GrantId,
    by: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::EndedAt, Expr::value(now))
        .col_expr(rows::Column::EndedBy, Expr::value(by))
        .filter(rows::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives the live grants of an address without an account to the account it has now.
pub(in crate::organizations) async fn take_up(
    tx: &impl ConnectionTrait,
    account: AccountId,
    email_key: &str,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::AccountId, Expr::value(account))
        .filter(live(now))
        .filter(rows::Column::AccountId.is_null())
        .filter(rows::Column::EmailKey.eq(email_key))
        .exec(tx)
        .await?;
    Ok(())
}
