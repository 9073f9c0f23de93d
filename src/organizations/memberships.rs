//! Who belongs to a body: asked for by the account, decided by the body or one above it.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::staff::{self, Role, Shortfall};
use super::{Organizations, store};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::{KeyReused, Once};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, MembershipId, OrganizationId, Reference};
use crate::values::words::words;

words! {
    /// Where an asking stands.
    MembershipStatus {
        /// The body has not answered.
        Pending = "pending",
        /// The body says yes.
        Confirmed = "confirmed",
        /// The body says no.
        Refused = "refused",
    }
}

/// An account's tie to a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Who belongs.
    pub account: AccountId,
    /// Where.
    pub organization: OrganizationId,
    /// The number on the card, if the person gave it.
    pub member_number: Option<String>,
    /// Where it stands.
    pub status: MembershipStatus,
    /// Why it was refused, in the organizer's words.
    pub refusal_reason: Option<String>,
    /// When it was asked.
    pub created_at: Instant,
    /// When it was answered.
    pub decided_at: Option<Instant>,
}

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

/// Why a membership was not listed or answered.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No such body or membership, or none the account may see.
    #[error("no such membership for this account")]
    NotFound,
    /// The account's role in the body is too small.
    #[error("the role is too small")]
    Forbidden,
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

    /// The memberships of `account`, oldest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn memberships_of(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
    ) -> Result<Vec<Membership>, Fault> {
        store::memberships::of_account(db, account).await
    }

    /// The bodies that confirmed `account`.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn confirmed_memberships(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
    ) -> Result<Vec<OrganizationId>, Fault> {
        let all = store::memberships::of_account(db, account).await?;
        Ok(all
            .into_iter()
            .filter(|one| one.status == MembershipStatus::Confirmed)
            .map(|one| one.organization)
            .collect())
    }

    /// Whether a body that confirmed `account` is `organization` or lies below it.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn is_member_within(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
        organization: OrganizationId,
    ) -> Result<bool, Fault> {
        store::memberships::confirmed_within(db, account, organization).await
    }

    /// A page of the memberships of a body, oldest first, for an organizer there or above.
    ///
    /// # Errors
    /// [`DecideError`].
    pub async fn memberships_in(
        &self,
        staff: AccountId,
        organization: &Reference<OrganizationId>,
        status: Option<MembershipStatus>,
        after: Option<MembershipId>,
        limit: u64,
    ) -> Result<Vec<Membership>, DecideError> {
        let db = self.db.read();
        let body = self.staffed(db, staff, organization).await?;
        Ok(store::memberships::page(db, body, status, after, limit).await?)
    }

    /// Answers an asking, again if need be: a body may confirm whom it refused, and refuse
    /// whom it confirmed (who has left).
    ///
    /// # Errors
    /// [`DecideError`].
    pub async fn answer(
        &self,
        staff: AccountId,
        organization: &Reference<OrganizationId>,
        membership: MembershipId,
        answer: &Answer,
    ) -> Result<Membership, DecideError> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                let body = self.staffed(tx, staff, organization).await?;
                if !store::memberships::answer(tx, body, membership, staff, answer, now).await? {
                    return Err(DecideError::NotFound);
                }
                let answered = store::memberships::find(tx, membership).await?;
                answered.ok_or(DecideError::NotFound)
            })
            .await
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
        let now = self.clock.now();
        let asked = self.pending(account, organization, None);
        store::memberships::insert(tx, &asked).await?;
        let confirm = Answer::Confirm;
        store::memberships::answer(tx, organization, asked.id, by, &confirm, now).await?;
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

    /// The body, if `staff` is an organizer there or above.
    async fn staffed(
        &self,
        db: &impl ConnectionTrait,
        staff: AccountId,
        organization: &Reference<OrganizationId>,
    ) -> Result<OrganizationId, DecideError> {
        let body = store::tree::find(db, organization).await?;
        let body = body.ok_or(DecideError::NotFound)?.id;
        let held = self.role_in(db, staff, body).await?;
        match staff::suffices(held, Role::Organizer) {
            Ok(()) => Ok(body),
            Err(Shortfall::Stranger) => Err(DecideError::NotFound),
            Err(Shortfall::Lesser) => Err(DecideError::Forbidden),
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
