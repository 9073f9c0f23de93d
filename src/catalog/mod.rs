//! What is offered: sites, the bank of questions, programs, offerings and their sessions.
//!
//! Owns those tables and the published snapshot in memory that discovery reads. It opens
//! nothing: seats are the ledger's.

pub mod api;
pub mod discover;
pub mod edit;
mod live;
pub mod model;
pub mod places;
pub mod policy;
#[cfg(test)]
mod samples;
pub mod search;
pub mod snapshot;
mod store;

pub use live::Catalog;
use sea_orm::ConnectionTrait;

use crate::db::Fault;
use crate::organizations::tree::Organization;
use crate::values::ids::ProgramId;
use model::{ConsentText, Offering, Program, Question, Site};

/// The catalogue whole, drafts included; each list sorted by code (questions and texts by key).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// The change counter when it was read.
    pub version: i64,
    /// The bodies that offer.
    pub organizations: Vec<Organization>,
    /// The places.
    pub sites: Vec<Site>,
    /// The bank of questions.
    pub questions: Vec<Question>,
    /// The consent texts in force.
    pub consent_texts: Vec<ConsentText>,
    /// The programs.
    pub programs: Vec<Program>,
    /// Their offerings, with quotas and sessions.
    pub offerings: Vec<Offering>,
}

/// The catalogue whole, as `db` (a connection or the caller's transaction) sees it.
///
/// # Errors
/// [`Fault::Database`], or [`Fault::Broken`] for a stored value that does not read.
pub async fn load(db: &impl ConnectionTrait) -> Result<Contents, Fault> {
    store::load::everything(db).await
}

/// The programs named, as `db` sees them: for decisions under the ledger's lock.
///
/// # Errors
/// As [`load`].
pub async fn load_programs(
    db: &impl ConnectionTrait,
    ids: &[ProgramId],
) -> Result<Vec<Program>, Fault> {
    store::load::programs(db, Some(ids)).await
}

/// The offerings of the programs named, as `db` sees them.
///
/// # Errors
/// As [`load`].
pub async fn load_offerings(
    db: &impl ConnectionTrait,
    programs: &[ProgramId],
) -> Result<Vec<Offering>, Fault> {
    store::load::offerings(db, Some(programs)).await
}

/// The bank of questions, by key.
///
/// # Errors
/// As [`load`].
pub async fn load_questions(db: &impl ConnectionTrait) -> Result<Vec<Question>, Fault> {
    store::load::questions(db).await
}

/// The consent texts in force, by key.
///
/// # Errors
/// As [`load`].
pub async fn load_consent_texts(db: &impl ConnectionTrait) -> Result<Vec<ConsentText>, Fault> {
    store::load::consent_texts(db).await
}
