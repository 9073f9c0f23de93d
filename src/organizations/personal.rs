//! What bodies keep of a person who belongs to them or works for them: told to her, and erased at
//! her wish. The audit log holds ids only, so what she did stays there.

use sea_orm::DatabaseTransaction;
use serde::Serialize;

use super::audit::{Action, Actor, Entry, Subject, SubjectKind};
use super::memberships::{Membership, MembershipStatus};
use super::staff::{Grant, Role, grant_facts};
use super::{Organizations, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, GrantId, MembershipId, OrganizationId, ProgramId};

/// For so long after its end a role keeps the address it was given to, where nobody took it up.
const UNTAKEN_DAYS: i64 = 30;

/// A tie to a body as its person takes it away.
#[derive(Clone, Debug, Serialize)]
pub struct MembershipKept {
    /// Its id.
    pub id: MembershipId,
    /// The body.
    pub organization_id: OrganizationId,
    /// The number on the card.
    pub member_number: Option<String>,
    /// Where it stands.
    pub status: MembershipStatus,
    /// Why it was refused.
    pub refusal_reason: Option<String>,
    /// When it was asked.
    pub created_at: Instant,
    /// When it was answered.
    pub decided_at: Option<Instant>,
}

/// A role as its person takes it away, whether or not it has ended.
#[derive(Clone, Debug, Serialize)]
pub struct RoleKept {
    /// Its id.
    pub id: GrantId,
    /// The body.
    pub organization_id: OrganizationId,
    /// The only program it is for.
    pub program_id: Option<ProgramId>,
    /// What could be done.
    pub role: Role,
    /// The address it was given to.
    pub email: String,
    /// When it was given.
    pub created_at: Instant,
    /// When it ends by itself.
    pub until: Instant,
    /// When it was ended before that.
    pub ended_at: Option<Instant>,
}

impl Organizations {
    /// The memberships of `account`, oldest first, and all roles it ever had.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn kept(
        &self,
        account: AccountId,
    ) -> Result<(Vec<MembershipKept>, Vec<RoleKept>), Fault> {
        let db = self.db.read();
        let memberships = self.memberships_of(db, account).await?;
        let memberships = memberships.into_iter().map(Into::into).collect();
        Ok((memberships, store::personal::roles(db, account).await?))
    }

    /// Ends the roles of who leaves, each with its line in the audit log.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn end_roles_of(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        by: Actor,
    ) -> Result<(), Fault> {
        for grant in self.grants_of(tx, account).await? {
            let Grant {
                id,
                organization,
                program,
                role,
                until,
                ..
            } = grant;
            store::staff::end(tx, id, account, self.clock.now()).await?;
            let entry = Entry {
                organization,
                actor: by,
                action: Action::RoleEnded,
                subject: Subject::new(SubjectKind::Grant, id.0),
                facts: grant_facts(role, until, program),
            };
            self.audit(tx, entry).await?;
        }
        Ok(())
    }

    /// Blanks what memberships and roles say of who has left, those that waited for her address
    /// too, where she had one: `until` then it was hers. What she asked bodies that have not answered
    /// is refused.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn erase(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        (email, until): (Option<&EmailAddress>, Instant),
    ) -> Result<(), Fault> {
        let now = self.clock.now();
        store::personal::blank_memberships(tx, account, now).await?;
        store::personal::blank_roles(tx, account, now).await?;
        match email {
            Some(email) => store::personal::blank_waiting(tx, &email.key(), until).await,
            None => Ok(()),
        }
    }
}

/// Blanks up to `limit` of the addresses that roles were given to which ended long ago and which nobody
/// took up: whose they are, nothing tells. Whether there may be more.
///
/// # Errors
/// [`Fault::Database`].
pub async fn forget_untaken(
    tx: &DatabaseTransaction,
    now: Instant,
    limit: u64,
) -> Result<bool, Fault> {
    store::personal::blank_untaken(tx, now.plus_days(-UNTAKEN_DAYS), limit).await
}

impl From<Membership> for MembershipKept {
    fn from(one: Membership) -> Self {
        Self {
            id: one.id,
            organization_id: one.organization,
            member_number: one.member_number,
            status: one.status,
            refusal_reason: one.refusal_reason,
            created_at: one.created_at,
            decided_at: one.decided_at,
        }
    }
}
