//! Asking to belong to a body.

use sea_orm::DatabaseTransaction;

use super::{Answer, Membership, MembershipStatus};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::{KeyReused, Once};
use crate::organizations::audit::Actor;
use crate::organizations::{Organizations, store};
use crate::values::ids::{AccountId, MembershipId, OrganizationId, Reference};

/// Why nothing was asked for.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There is no such body.
    #[error("unknown organization")]
    UnknownOrganization,
    /// It was asked already and is pending or confirmed.
    #[error("a membership that is {0}")]
    Exists(MembershipStatus),
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Organizations {
    /// Asks a body to confirm that `account` belongs to it. What was refused can be asked anew.
    ///
    /// # Errors
    /// [`AskError`].
    pub async fn ask(
        &self,
        account: AccountId,
        organization: &Reference<OrganizationId>,
        member_number: Option<&str>,
        key: Option<&RequestKey>,
    ) -> Result<(Membership, bool), AskError> {
        let now = self.clock.now();
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                let body = store::tree::find(tx, organization).await?;
                let body = body.ok_or(AskError::UnknownOrganization)?.id;
                let id = self.ask_in(tx, account, body, member_number).await?;
                Ok::<_, AskError>(Made {
                    status_code: 201,
                    ids: vec![id.0],
                })
            })
            .await?;
        Ok((self.asked(account, &once).await?, once.replayed))
    }

    async fn ask_in(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        organization: OrganizationId,
        member_number: Option<&str>,
    ) -> Result<MembershipId, AskError> {
        let now = self.clock.now();
        match store::memberships::find_of(tx, account, organization).await? {
            Some(known) if known.status == MembershipStatus::Refused => {
                store::memberships::ask_anew(tx, known.id, member_number, now).await?;
                Ok(known.id)
            }
            Some(known) => Err(AskError::Exists(known.status)),
            None => {
                let asked = self.pending(account, organization, member_number);
                store::memberships::insert(tx, &asked).await?;
                Ok(asked.id)
            }
        }
    }

    /// Makes `account` a confirmed member of `organization`: for whoever runs the server, who
    /// answers in the name of `by`.
    ///
    /// # Errors
    /// [`Fault`]; a unique violation in it when there is a membership already.
    pub async fn make_member(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        organization: OrganizationId,
        by: AccountId,
    ) -> Result<(), Fault> {
        let asked = self.pending(account, organization, None);
        store::memberships::insert(tx, &asked).await?;
        let (which, answer) = ((organization, asked.id), Answer::Confirm);
        self.answer_in(tx, which, by, &answer, Actor::Operator)
            .await?;
        Ok(())
    }

    /// An asking made now.
    fn pending(
        &self,
        account: AccountId,
        organization: OrganizationId,
        member_number: Option<&str>,
    ) -> Membership {
        Membership {
            id: self.ids.make(),
            account,
            organization,
            member_number: member_number.map(str::to_owned),
            status: MembershipStatus::Pending,
            refusal_reason: None,
            created_at: self.clock.now(),
            decided_at: None,
        }
    }

    async fn asked(&self, account: AccountId, once: &Once) -> Result<Membership, Fault> {
        let id = once.made.ids.first().copied().map(MembershipId);
        let mine = store::memberships::of_account(self.db.read(), account).await?;
        mine.into_iter()
            .find(|one| Some(one.id) == id)
            .ok_or_else(|| Fault::broken("a membership that was made is gone"))
    }
}
