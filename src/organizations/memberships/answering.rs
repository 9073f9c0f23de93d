//! What a body says to who asks to belong to it.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{Membership, MembershipStatus};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
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

/// Why a membership was not answered.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No such membership, or who answers may not.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
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
    /// whom it confirmed (who has left). Gives the membership as it is now, and whether an
    /// earlier request under the same key answered it.
    ///
    /// # Errors
    /// [`DecideError`].
    pub async fn answer(
        &self,
        staff: Acting,
        organization: &Reference<OrganizationId>,
        membership: MembershipId,
        answer: &Answer,
        key: Option<&RequestKey>,
    ) -> Result<(Membership, bool), DecideError> {
        let (account, needed) = (staff.account, Role::Organizer);
        let once = self
            .db
            .write_keyed(key, self.clock.now(), async |tx| {
                let body = self.require_role(tx, account, organization, needed).await?;
                let (which, by) = ((body, membership), Actor::Staff(staff));
                let answered = self.answer_in(tx, which, account, answer, by).await?;
                answered.ok_or(RoleError::NotFound)?;
                Ok::<_, DecideError>(Made {
                    status_code: 200,
                    ids: vec![membership.0],
                })
            })
            .await?;
        let db = self.db.read();
        if once.replayed {
            // Who has left the body since reads nothing of it any more.
            self.require_role(db, account, organization, needed).await?;
        }
        let answered = store::memberships::find(db, membership).await?;
        Ok((answered.ok_or(RoleError::NotFound)?, once.replayed))
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
