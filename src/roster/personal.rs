//! What was marked at doors of a person's registrations: told to her, and erased at her wish.

use sea_orm::DatabaseTransaction;

pub use super::attendance::personal::MarkKept;
use super::{Roster, attendance};
use crate::db::Fault;
use crate::values::ids::RegistrationId;

impl Roster {
    /// All marks of registrations, by when they were made, with what is sealed opened.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn marks_kept(&self, ids: &[RegistrationId]) -> Result<Vec<MarkKept>, Fault> {
        attendance::personal::kept(self, ids).await
    }
}

/// Blanks who collected, and why somebody was absent. The marks stay: reports count them.
///
/// # Errors
/// [`Fault::Database`].
pub async fn erase(tx: &DatabaseTransaction, ids: &[RegistrationId]) -> Result<(), Fault> {
    attendance::personal::erase(tx, ids).await
}
