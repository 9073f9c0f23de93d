//! Programs: made and changed.

use super::{EditError, Wish, any_registered, codes, is_draft};
use super::{edited, program_subject};
use crate::catalog::edit::{Edit, announce, save_program};
use crate::catalog::load_programs;
use crate::catalog::model::{Offering, Program};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::organizations::audit::{Acting, Action};
use crate::roster::policy::{fixed, program};
use crate::roster::{Roster, store};
use crate::values::ids::OfferingId;

impl Roster {
    /// Makes a program. People see it once it has an offering that they see. Says also whether
    /// an earlier request made it.
    ///
    /// # Errors
    /// [`EditError`].
    pub async fn make_program(
        &self,
        mut wish: Wish<Program>,
        by: Acting,
        key: Option<&RequestKey>,
    ) -> Result<(Program, bool), EditError> {
        if let Some(id) = self.made_before(key).await? {
            return Ok((self.program(id.into()).await?, true));
        }
        wish.judge(program::check(&wish.value, &[], &self.bank().await?), true)?;
        let wanted = &mut wish.value;
        if wanted.code.is_empty() {
            wanted.code = codes::of_program(wanted.id);
        }
        let now = self.clock.now();
        let id = wanted.id;
        let edit = Edit::New(wish.value);
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                if store::has_program(tx, &edit.value().code).await? {
                    return Err(EditError::CodeTaken);
                }
                save_program(tx, &edit, now).await?;
                announce(tx).await?;
                let program = edit.value();
                let made = edited(
                    by,
                    program,
                    Action::ProgramMade,
                    program_subject(program),
                    1,
                );
                self.organizations.audit(tx, made).await?;
                Ok(Made {
                    status_code: 201,
                    ids: vec![id.0],
                })
            })
            .await?;
        self.catalog.refresh().await?;
        let id = once.made.ids.first().copied().unwrap_or(id.0);
        Ok((self.program(id.into()).await?, once.replayed))
    }

    /// Changes the program `seen`. What people rely on who registered for one of its offerings
    /// stays; the ledger has no part in it.
    ///
    /// # Errors
    /// [`EditError`].
    pub async fn edit_program(
        &self,
        seen: &Program,
        wish: Wish<Program>,
        by: Acting,
    ) -> Result<Program, EditError> {
        let offerings = self.offerings(&[seen.id]).await?;
        let only_drafts = offerings.iter().all(is_draft);
        let rules = program::check(&wish.value, &offerings, &self.bank().await?);
        wish.judge(rules, only_drafts)?;
        if wish.value == *seen {
            return Ok(wish.value);
        }
        let wanted = Program {
            version: seen.version + 1,
            ..wish.value
        };
        self.save_program(seen, &wanted, &offerings, by).await?;
        self.catalog.refresh().await?;
        Ok(wanted)
    }

    async fn save_program(
        &self,
        seen: &Program,
        wanted: &Program,
        offerings: &[Offering],
        by: Acting,
    ) -> Result<(), EditError> {
        let now = self.clock.now();
        let ids: Vec<OfferingId> = offerings.iter().map(|one| one.id).collect();
        let stays = fixed::program(seen, wanted);
        let edit = Edit::Changed(wanted.clone());
        self.db
            .write(async |tx| {
                store::lock(tx, seen.id).await?;
                let found = load_programs(tx, &[seen.id]).await?.pop();
                let found = found.ok_or_else(|| Fault::broken("a program is gone"))?;
                if found != *seen {
                    return Err(EditError::Stale);
                }
                if !stays.is_empty() && any_registered(tx, &ids).await? {
                    return Err(EditError::Registered(stays.clone()));
                }
                save_program(tx, &edit, now).await?;
                let (action, subject) = (Action::ProgramEdited, program_subject(wanted));
                let entry = edited(by, wanted, action, subject, wanted.version);
                self.organizations.audit(tx, entry).await?;
                Ok(announce(tx).await?)
            })
            .await
    }
}
