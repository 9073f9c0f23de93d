//! Who works for a body: roles that reach down the tree, each with an end.

use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{Organizations, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, GrantId, OrganizationId, ProgramId};
use crate::values::words::words;

words! {
    /// What an account may do in a body and in all below it; each may what those before it may.
    Role {
        /// Sees the roster.
        Viewer = "viewer",
        /// Marks who came.
        Checker = "checker",
        /// Publishes, and decides on registrations and memberships.
        Organizer = "organizer",
        /// Gives and ends roles.
        Admin = "admin",
        /// Sees one confidential program, and nothing else.
        Counsellor = "counsellor",
    }
}

/// A role somebody was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// To whom.
    pub account: AccountId,
    /// In which body and below.
    pub organization: OrganizationId,
    /// In which program only; for a [`Role::Counsellor`].
    pub program: Option<ProgramId>,
    /// What may be done.
    pub role: Role,
    /// The first instant at which it gives nothing.
    pub until: Instant,
}

/// Why a role does not suffice: what one may not see does not exist for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// No role in the body or above it.
    Stranger,
    /// A role, but a lesser one.
    Lesser,
}

/// Whether `held`, the best role in a body, is `needed` or more. A counsellor has no role in
/// the body, only in a program.
///
/// # Errors
/// [`Shortfall`].
pub fn suffices(held: Option<Role>, needed: Role) -> Result<(), Shortfall> {
    match held {
        None | Some(Role::Counsellor) => Err(Shortfall::Stranger),
        Some(role) if role < needed => Err(Shortfall::Lesser),
        Some(_) => Ok(()),
    }
}

/// Each body that `account` reaches at `now`, the body of a live grant and all below it: rows of
/// `organization_id`, `role` and `program_id` (null but for a counsellor's). To be joined to the
/// rows of another feature, so that the query itself finds only what is in reach.
#[must_use]
pub fn reaching(account: AccountId, now: Instant) -> SelectStatement {
    store::staff::reaching(account, now)
}

impl Organizations {
    /// The best role `account` has in `organization` now, by a live grant there or above.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn role_in(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
        organization: OrganizationId,
    ) -> Result<Option<Role>, Fault> {
        let now = self.clock.now();
        let roles = store::staff::roles_in(db, account, organization, now).await?;
        Ok(roles
            .into_iter()
            .filter(|role| *role != Role::Counsellor)
            .max())
    }

    /// The live grants of `account`, oldest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn grants_of(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
    ) -> Result<Vec<Grant>, Fault> {
        store::staff::of_account(db, account, self.clock.now()).await
    }

    /// Gives `account` a role in `organization` until `until`. The same role there once more
    /// takes the place of the one before.
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
    ) -> Result<Grant, Fault> {
        let now = self.clock.now();
        let id = self.ids.make();
        let grant = Grant {
            id,
            account,
            organization,
            program: None,
            role,
            until,
        };
        store::staff::end(tx, account, organization, role, now).await?;
        store::staff::insert(tx, &grant, now).await?;
        Ok(grant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_sees_nothing_and_a_lesser_role_is_refused() {
        assert_eq!(suffices(None, Role::Viewer), Err(Shortfall::Stranger));
        assert_eq!(
            suffices(Some(Role::Counsellor), Role::Viewer),
            Err(Shortfall::Stranger)
        );
        assert_eq!(
            suffices(Some(Role::Checker), Role::Organizer),
            Err(Shortfall::Lesser)
        );
        assert_eq!(suffices(Some(Role::Admin), Role::Organizer), Ok(()));
        assert_eq!(suffices(Some(Role::Organizer), Role::Organizer), Ok(()));
    }
}
