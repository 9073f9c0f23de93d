//! Ending roles, at once.

use super::giving::facts;
use super::{Role, RoleError};
use crate::db::Fault;
use crate::organizations::audit::{Acting, Action, Actor, Entry, Subject, SubjectKind};
use crate::organizations::{Organizations, drafts, store};
use crate::values::ids::{GrantId, OrganizationId, Reference};

/// Why a role was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndError {
    /// No such role, or who ends it may not.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// Nobody else could give roles in the body any more.
    #[error("the last admin")]
    LastAdmin,
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Organizations {
    /// Ends a role given in a body, at once, and tells the person. The last admin of a body
    /// stays, unless the body has one above it.
    ///
    /// # Errors
    /// [`EndError`].
    pub async fn end_role(
        &self,
        staff: Acting,
        organization: &Reference<OrganizationId>,
        grant: GrantId,
    ) -> Result<(), EndError> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                // First the lock: of two who end each other's role, one comes too late.
                store::tree::lock(tx, organization).await?;
                let needed = Role::Admin;
                let body = self.require_role(tx, staff.account, organization, needed);
                let body = body.await?;
                let ending = store::staff::live_in(tx, body, grant, now).await?;
                let (line, holder) = ending.ok_or(RoleError::NotFound)?;
                if line.role == Role::Admin
                    && holder.is_some()
                    && !store::staff::has_other_admin(tx, body, grant, now).await?
                {
                    return Err(EndError::LastAdmin);
                }
                store::staff::end(tx, grant, staff.account, now).await?;
                let entry = Entry {
                    organization: body,
                    actor: Actor::Staff(staff),
                    action: Action::RoleEnded,
                    subject: Subject::new(SubjectKind::Grant, grant.0),
                    facts: facts(line.role, line.until, line.program),
                };
                self.audit(tx, entry).await?;
                let Some(holder) = holder else { return Ok(()) };
                let Some(holder) = self.accounts.find(tx, holder).await? else {
                    return Ok(());
                };
                let told = drafts::Told {
                    id: self.ids.make(),
                    organization: body,
                    role: line.role,
                    until: line.until,
                    program: line.program,
                };
                self.outbox.save(tx, &[told.ended(&holder)], now).await?;
                Ok(())
            })
            .await?;
        self.outbox.wake();
        Ok(())
    }
}
