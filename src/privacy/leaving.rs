//! Asking to be erased: what it would take, and the moment from which nobody signs in any more.

use sea_orm::DatabaseTransaction;

use super::steps::{Erasure, Step};
use super::{Privacy, email_place, name_place, store};
use crate::accounts::personal::EndedTokens;
use crate::db::Fault;
use crate::ledger::facts::Status;
use crate::notices::personal::owed_to;
use crate::organizations::audit::{Acting, Actor};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;

/// What erasing an account takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// How many registrations of what has not begun are cancelled, by where they stand.
    pub cancelled: Vec<(Status, i64)>,
    /// How many stay, without a name: what ended, and what has begun.
    pub staying: i64,
    /// Roles that end.
    pub roles: usize,
    /// Letters that are owed and are not sent any more.
    pub letters: i64,
}

/// An erasure that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// What it takes, as it stood when it was asked for.
    pub loss: Loss,
    /// Since when nobody signs in any more.
    pub asked_at: Instant,
}

impl Privacy {
    /// What erasing `account` would take now.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn loss(&self, account: AccountId) -> Result<Loss, Fault> {
        let db = self.db.read();
        let standings = self.ledger.standings_of(account, self.clock.now()).await?;
        let ahead: i64 = standings.ahead.iter().map(|(_, many)| many).sum();
        Ok(Loss {
            staying: standings.all - ahead,
            cancelled: standings.ahead,
            roles: self.organizations.grants_of(db, account).await?.len(),
            letters: owed_to(db, account).await?,
        })
    }

    /// Erases the account of `who`: at once nobody can sign in to it any more and its address is
    /// free; the rest is the timer's. Asked twice at the same time, it is one erasure.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn leave(&self, who: Acting) -> Result<Departure, Fault> {
        let loss = self.loss(who.account).await?;
        self.begin(who.account, Actor::Staff(who)).await?;
        let erasure = store::find(self.db.read(), who.account).await?;
        let erasure = erasure.ok_or_else(|| Fault::broken("an erasure of nobody"))?;
        Ok(Departure {
            loss,
            asked_at: erasure.asked_at,
        })
    }

    /// Begins to erase an account; false where that was done before, or there is none.
    pub(super) async fn begin(&self, account: AccountId, by: Actor) -> Result<bool, Fault> {
        let now = self.clock.now();
        let begun = self
            .db
            .write(async |tx| self.write_down(tx, account, by, now).await)
            .await?;
        let Some(ended) = begun else {
            return Ok(false);
        };
        self.accounts.end_tokens(ended).await;
        // After a backup was put back, the log may be all that tells whom it brought back.
        tracing::info!(%account, "an account is to be erased");
        Ok(true)
    }

    /// Writes the erasure down and takes what one signs in by; nothing where it is under way.
    async fn write_down(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        by: Actor,
        now: Instant,
    ) -> Result<Option<EndedTokens>, Fault> {
        let Some(leaving) = self.accounts.leaving(tx, account).await? else {
            return Ok(None);
        };
        let email = leaving.email.as_ref();
        let seal = |email: &EmailAddress| self.keys.seal(&email_place(account), email.as_str());
        let new = Erasure {
            account,
            step: Step::Seats,
            after: None,
            again: false,
            asked_at: now,
            due_at: now,
            locale: leaving.locale,
            email_sealed: email.map(seal).transpose()?,
            name_sealed: Some(self.keys.seal(&name_place(account), &leaving.name)?),
            letter: None,
        };
        if !store::begin(tx, &new).await? {
            return Ok(None);
        }
        let organizations = &self.organizations;
        organizations.end_roles_of(tx, account, by).await?;
        organizations.erase(tx, account, (email, now)).await?;
        if let Some(email) = email {
            self.accounts.erase_address(tx, email).await?;
        }
        self.accounts.erase(tx, account).await.map(Some)
    }
}
