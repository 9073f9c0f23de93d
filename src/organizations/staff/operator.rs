//! Giving roles without having one: for whoever runs the server. Nobody is told by mail.

use sea_orm::DatabaseTransaction;

use super::Role;
use crate::db::Fault;
use crate::organizations::Organizations;
use crate::organizations::audit::Actor;
use crate::organizations::store::staff::NewGrant;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, GrantId, OrganizationId, ProgramId};

impl Organizations {
    /// Gives `account` a role in `organization` until `until`, for whoever runs the server. The
    /// same role there once more takes the place of the one before.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn grant(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        organization: OrganizationId,
        role: Role,
        until: Instant,
    ) -> Result<GrantId, Fault> {
        self.grant_by_operator(tx, account, (organization, None), role, until)
            .await
    }

    /// Makes `account` a counsellor of `program`, of `organization` or below, for whoever runs
    /// the server.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn grant_program(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        (organization, program): (OrganizationId, ProgramId),
        until: Instant,
    ) -> Result<GrantId, Fault> {
        let place = (organization, Some(program));
        self.grant_by_operator(tx, account, place, Role::Counsellor, until)
            .await
    }

    async fn grant_by_operator(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        (organization, program): (OrganizationId, Option<ProgramId>),
        role: Role,
        until: Instant,
    ) -> Result<GrantId, Fault> {
        let holder = self.accounts.find(tx, account).await?;
        let holder = holder.ok_or_else(|| Fault::broken("a role for nobody"))?;
        let new = NewGrant {
            id: self.ids.make(),
            account: Some(account),
            email: holder.email,
            organization,
            program,
            role,
            until,
            granted_by: None,
        };
        self.put(tx, &new, Actor::Operator).await?;
        Ok(new.id)
    }
}
