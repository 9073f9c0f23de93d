//! What stands before the list of a draw can be frozen.

use super::store;
use crate::catalog::model::{Offering, Program};
use crate::db::Fault;
use crate::roster::Roster;

/// Who would be in the list, and what is still to be settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// Those who applied.
    pub applied: i64,
    /// Those of them whose papers nobody looked at: they stay out of the list. None where no papers
    /// are asked for.
    pub unreviewed: i64,
    /// Pairs that look like one person's.
    pub duplicates: i64,
}

impl Roster {
    /// What is still to be settled before the draw of an offering.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn draw_checks(
        &self,
        program: &Program,
        offering: &Offering,
    ) -> Result<Checks, Fault> {
        let (applied, unreviewed) = store::applications(self.db.read(), offering.id).await?;
        let findings = self.against_freezing(offering.id).await?;
        let pairs: usize = findings.iter().map(|one| one.reasons.len()).sum();
        let asks_papers = !program.eligibility.proofs.is_empty();
        Ok(Checks {
            applied,
            unreviewed: if asks_papers { unreviewed } else { 0 },
            duplicates: pairs.try_into().unwrap_or(i64::MAX),
        })
    }
}
