//! Publishing an offering.

use super::edited;
use super::{EditError, is_draft, lock_unchanged, offering_in};
use crate::catalog::edit::{Edit, announce, save_offering};
use crate::catalog::model::{Offering, OfferingState, Program};
use crate::db::idempotency::{Made, RequestKey};
use crate::organizations::audit::{Acting, Action, Subject, SubjectKind};
use crate::roster::policy::broken::Broken;
use crate::roster::policy::offering::{check_all, is_over};
use crate::roster::policy::program;
use crate::roster::policy::seats::{Named, commands, edits};
use crate::roster::{Roster, store};

impl Roster {
    /// What is missing or wrong before `offering` can be published: its own members, and those of
    /// its program below `/program`.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn gaps(
        &self,
        program: &Program,
        offering: &Offering,
    ) -> Result<Vec<Broken>, EditError> {
        let bank = self.bank().await?;
        let mut found = check_all(offering, program, &bank);
        found.extend(is_over(offering, self.clock.now()));
        let of_program = program::check(program, std::slice::from_ref(offering), &bank);
        found.extend(of_program.into_iter().map(|one| one.inside("program")));
        Ok(found)
    }

    /// Publishes a draft: opens its units, then shows it to all. Publishing what is published
    /// opens what is not open yet, and is otherwise nothing.
    ///
    /// The ledger first, then the row: a break in between leaves a draft with open units, which
    /// nobody sees and nobody can register for; publishing again finds them open, brings them up
    /// to date, and goes on. Says also whether an earlier request did it.
    ///
    /// # Errors
    /// [`EditError`].
    pub async fn publish(
        &self,
        program: &Program,
        seen: &Offering,
        by: Acting,
        key: Option<&RequestKey>,
    ) -> Result<(Offering, bool), EditError> {
        if self.made_before(key).await?.is_some() {
            let made = offering_in(self.db.read(), program.id, seen.id).await?;
            return Ok((made, true));
        }
        if seen.state == OfferingState::CalledOff {
            return Err(EditError::CalledOff);
        }
        if is_draft(seen) {
            let gaps = self.gaps(program, seen).await?;
            if !gaps.is_empty() {
                return Err(EditError::Incomplete(gaps));
            }
        }
        let published = Offering {
            state: OfferingState::Published,
            ..seen.clone()
        };
        let mut open = store::opened(self.db.read(), Some(seen.id)).await?;
        let opened = open.remove(&seen.id).unwrap_or_default();
        let acts = if is_draft(seen) {
            commands(&published, &opened, &self.ids)
        } else {
            edits(&published, &opened, Named::ALL, &self.ids)
        };
        for act in acts {
            self.give(self.command(program, by, act), seen).await?;
        }
        let replayed = self.show((program, seen), published, by, key).await?;
        self.catalog.refresh().await?;
        let shown = offering_in(self.db.read(), program.id, seen.id).await?;
        Ok((shown, replayed))
    }

    /// Saves that it is published.
    async fn show(
        &self,
        (program, seen): (&Program, &Offering),
        published: Offering,
        by: Acting,
        key: Option<&RequestKey>,
    ) -> Result<bool, EditError> {
        let now = self.clock.now();
        let changes = published != *seen;
        let edit = Edit::Changed(Offering {
            version: seen.version + 1,
            ..published
        });
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                lock_unchanged(tx, seen).await?;
                if changes {
                    save_offering(tx, &edit, now).await?;
                    announce(tx).await?;
                    let subject = Subject::new(SubjectKind::Offering, seen.id.0);
                    let (action, version) = (Action::OfferingPublished, seen.version + 1);
                    let entry = edited(by, program, action, subject, version);
                    self.organizations.audit(tx, entry).await?;
                }
                Ok::<_, EditError>(Made {
                    status_code: 200,
                    ids: vec![seen.id.0],
                })
            })
            .await?;
        Ok(once.replayed)
    }
}
