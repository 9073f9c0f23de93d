//! What a body says to who asks to belong to it.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{Membership, MembershipStatus};
use crate::db::Fault;
use crate::organizations::audit::{Acting, Action, Actor, Entry, Subject, SubjectKind};
use crate::organizations::staff::{Role, RoleError};
use crate::organizations::{Organizations, store};
use crate::values::ids::{AccountId, MembershipId, OrganizationId, Reference};

/// What a body answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Belongs.
    Confirm,
    /// Does not belong, or no longer.
    Refuse {
        /// In the organizer's words.
        reason: Option<String>,
    },
}

impl Organizations {
    /// A page of the memberships of a body, oldest first, for an organizer there or above.
    ///
    /// # Errors
    /// [`RoleError`].
    pub async fn memberships_in(
        &self,
        staff: AccountId,
        organization: &Reference<OrganizationId>,
        status: Option<MembershipStatus>,
        after: Option<MembershipId>,
        limit: u64,
    ) -> Result<Vec<Membership>, RoleError> {
        let db = self.db.read();
        let body = self
            .require_role(db, staff, organization, Role::Organizer)
            .await?;
        Ok(store::memberships::page(db, body, status, after, limit).await?)
    }

    /// Answers an asking, again if need be: a body may confirm whom it refused, and refuse
    /// whom it confirmed (who has left).
    ///
    /// # Errors
    /// [`RoleError`].
    pub async fn answer(
        &self,
        staff: Acting,
        organization: &Reference<OrganizationId>,
        membership: MembershipId,
        answer: &Answer,
    ) -> Result<Membership, RoleError> {
        self.db
            .write(async |tx| {
                let needed = Role::Organizer;
                let body = self.require_role(tx, staff.account, organization, needed);
                let (body, by) = (body.await?, Actor::Staff(staff));
                let answered = self.answer_in(tx, (body, membership), staff.account, answer, by);
                answered.await?.ok_or(RoleError::NotFound)
            })
            .await
    }

    /// Writes the answer that `by` gives down; `None` where the body has no such membership.
    pub(super) async fn answer_in(
        &self,
        tx: &DatabaseTransaction,
        (body, membership): (OrganizationId, MembershipId),
        answered_by: AccountId,
        answer: &Answer,
        by: Actor,
    ) -> Result<Option<Membership>, Fault> {
        let now = self.clock.now();
        if !store::memberships::answer(tx, body, membership, answered_by, answer, now).await? {
            return Ok(None);
        }
        let Some(answered) = store::memberships::find(tx, membership).await? else {
            return Ok(None);
        };
        let entry = Entry {
            organization: body,
            actor: by,
            action: match answer {
                Answer::Confirm => Action::MembershipConfirmed,
                Answer::Refuse { .. } => Action::MembershipRefused,
            },
            subject: Subject::new(SubjectKind::Membership, membership.0),
            facts: json!({ "account_id": answered.account }),
        };
        self.audit(tx, entry).await?;
        Ok(Some(answered))
    }
}
