//! Saving what an editor or the import changed.
//!
//! The caller hands in complete values with their new `version`, inside its own transaction,
//! and ends with [`announce`], which tells every instance to read the catalogue again.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::model::{ConsentText, Offering, Program, Question, SessionState, Site};
use super::store::save;
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, SessionId, SiteId};

/// A value to save, and whether its row is there already.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit<T> {
    /// A new row.
    New(T),
    /// A row that exists and changes.
    Changed(T),
}

impl<T> Edit<T> {
    /// The value.
    pub const fn value(&self) -> &T {
        match self {
            Self::New(value) | Self::Changed(value) => value,
        }
    }

    const fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }
}

/// Saves places.
///
/// # Errors
/// [`Fault::Database`].
pub async fn save_sites(
    tx: &DatabaseTransaction,
    edits: &[Edit<Site>],
    now: Instant,
) -> Result<(), Fault> {
    for edit in edits {
        save::site(tx, edit.value(), edit.is_new(), now).await?;
    }
    Ok(())
}

/// Saves questions of the bank.
///
/// # Errors
/// [`Fault::Database`].
pub async fn save_questions(
    tx: &DatabaseTransaction,
    edits: &[Edit<Question>],
) -> Result<(), Fault> {
    for edit in edits {
        save::question(tx, edit.value(), edit.is_new()).await?;
    }
    Ok(())
}

/// Publishes versions of consent texts; a published version never changes.
///
/// # Errors
/// [`Fault::Database`], also when that version is published already.
pub async fn publish_consent_texts(
    tx: &DatabaseTransaction,
    texts: &[ConsentText],
    now: Instant,
) -> Result<(), Fault> {
    for text in texts {
        save::consent_text(tx, text, now).await?;
    }
    Ok(())
}

/// Saves a program and its form.
///
/// # Errors
/// [`Fault::Database`].
pub async fn save_program(
    tx: &DatabaseTransaction,
    edit: &Edit<Program>,
    now: Instant,
) -> Result<(), Fault> {
    save::program(tx, edit.value(), edit.is_new(), now).await
}

/// Saves an offering with its quotas and sessions, and takes out those that the value no longer
/// holds. It changes no seats: those are the ledger's.
///
/// # Errors
/// [`Fault::Database`].
pub async fn save_offering(
    tx: &DatabaseTransaction,
    edit: &Edit<Offering>,
    now: Instant,
) -> Result<(), Fault> {
    save::offering(tx, edit.value(), edit.is_new(), now).await
}

/// Gives a session other times or another site of its own, or takes it out; the ledger's word, in its transaction.
///
/// # Errors
/// [`Fault::Database`].
pub async fn move_session(
    tx: &impl ConnectionTrait,
    id: SessionId,
    times: (Instant, Instant),
    site: Option<SiteId>,
    state: SessionState,
) -> Result<(), Fault> {
    save::moved_session(tx, id, times, site, state).await
}

/// Calls an offering off; the ledger's word, in its transaction.
///
/// # Errors
/// [`Fault::Database`].
pub async fn call_off(
    tx: &impl ConnectionTrait,
    id: OfferingId,
    reason: &str,
) -> Result<(), Fault> {
    save::called_off(tx, id, reason).await
}

/// Counts that sessions of these offerings were moved or cancelled, or that they were called off:
/// calendars that follow them look for the number.
///
/// # Errors
/// [`Fault::Database`].
pub async fn note_dates(
    tx: &impl ConnectionTrait,
    offerings: &BTreeSet<OfferingId>,
    now: Instant,
) -> Result<(), Fault> {
    save::dates_changed(tx, offerings, now).await
}

/// Tells every instance that the catalogue changed.
///
/// # Errors
/// [`Fault::Database`].
pub async fn announce(tx: &impl ConnectionTrait) -> Result<(), Fault> {
    save::bump(tx).await
}
