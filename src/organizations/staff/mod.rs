//! Who works for a body: roles that reach down the tree, each with an end.

mod ending;
mod giving;
mod operator;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::SelectStatement;

use super::{Organizations, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, GrantId, OrganizationId, ProgramId, Reference};
use crate::values::locale::Locale;
use crate::values::words::words;

pub use super::policy::{Shortfall, suffices};
pub use ending::EndError;
pub(super) use giving::facts as grant_facts;
pub use giving::{GiveError, GrantFlaw, WantedGrant};

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

/// A role somebody has.
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

/// Somebody who publishes for a body, and reads letters about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Organizer {
    /// The account.
    pub account: AccountId,
    /// The language it reads.
    pub locale: Locale,
}

/// A role as the body's admins see it: given to an address, known or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLine {
    /// Its id.
    pub id: GrantId,
    /// In which body and below.
    pub organization: OrganizationId,
    /// The address it was given to.
    pub email: EmailAddress,
    /// In which program only; for a [`Role::Counsellor`].
    pub program: Option<ProgramId>,
    /// What may be done.
    pub role: Role,
    /// The first instant at which it gives nothing.
    pub until: Instant,
    /// When it was given.
    pub created_at: Instant,
    /// By whom; nobody for whoever runs the server.
    pub granted_by: Option<AccountId>,
}

/// Why somebody may not act for a body.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// No such thing, or none the account may see.
    #[error("no such thing for this account")]
    NotFound,
    /// The account has a role, but a lesser one than needed.
    #[error("this takes the role {needed}")]
    Lesser {
        /// The least role that suffices.
        needed: Role,
    },
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl RoleError {
    /// What a shortfall means to who asked for `needed`.
    const fn of(shortfall: Shortfall, needed: Role) -> Self {
        match shortfall {
            Shortfall::Stranger => Self::NotFound,
            Shortfall::Lesser => Self::Lesser { needed },
        }
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
    /// The body that is named, if `account` is `needed` or more there or above it.
    ///
    /// # Errors
    /// [`RoleError`].
    pub async fn require_role(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
        organization: &Reference<OrganizationId>,
        needed: Role,
    ) -> Result<OrganizationId, RoleError> {
        let body = store::tree::find(db, organization).await?;
        let body = body.ok_or(RoleError::NotFound)?.id;
        let held = self.role_in(db, account, body).await?;
        suffices(held, needed).map_err(|shortfall| RoleError::of(shortfall, needed))?;
        Ok(body)
    }

    /// The body that is named, if `account` is an admin there or above it.
    ///
    /// # Errors
    /// [`RoleError`].
    pub async fn require_admin(
        &self,
        account: AccountId,
        organization: &Reference<OrganizationId>,
    ) -> Result<OrganizationId, RoleError> {
        let db = self.db.read();
        self.require_role(db, account, organization, Role::Admin)
            .await
    }

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

    /// A page of the live roles given in this very body, those of addresses without an account
    /// too, oldest first; `after` ends the page before. Who may read it is the caller's to ask.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn staff(
        &self,
        body: OrganizationId,
        after: Option<GrantId>,
        limit: u64,
    ) -> Result<Vec<StaffLine>, Fault> {
        store::staff::page(self.db.read(), body, after, limit, self.clock.now()).await
    }

    /// The organizers and admins of `body`, or of the nearest body above it that has any; each
    /// account once.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn organizers_near(&self, body: OrganizationId) -> Result<Vec<Organizer>, Fault> {
        let db = self.db.read();
        let near = store::staff::organizers_near(db, body, self.clock.now()).await?;
        let locales = self.accounts.locales(db, &near).await?;
        let organizer = |account: AccountId| {
            let locale = *locales.get(&account)?;
            Some(Organizer { account, locale })
        };
        Ok(near.into_iter().filter_map(organizer).collect())
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

    /// To which addresses these grants were given, live or not: what the audit log tells of them.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn given_to(&self, grants: &[GrantId]) -> Result<HashMap<GrantId, String>, Fault> {
        let found = store::staff::addresses(self.db.read(), grants).await?;
        Ok(found.into_iter().collect())
    }
}
