//! Changing an offering, with its sizes through the ledger.

use std::collections::HashMap;

use super::edited;
use super::{EditError, Wish, any_registered, codes, is_draft, lock_unchanged, offering_in};
use crate::catalog::edit::{Edit, announce, save_offering};
use crate::catalog::model::{Offering, Program};
use crate::db::Fault;
use crate::ledger::command::{Act, Actor, Command};
use crate::ledger::decide::Decision;
use crate::ledger::{Answer, SubmitError};
use crate::organizations::audit::{Acting, Action, Subject, SubjectKind};
use crate::roster::policy::broken::{BELOW_QUOTAS, Broken};
use crate::roster::policy::fixed;
use crate::roster::policy::offering::check_all;
use crate::roster::policy::preview::{Effects, effects};
use crate::roster::policy::seats::{Named, OpenedUnits, edits};
use crate::roster::{Roster, store};
use crate::values::ids::{OfferingId, ParticipantId};

/// An edit of an offering.
#[derive(Clone, Debug)]
pub struct Patched {
    /// The offering whole, with what could not be read.
    pub wish: Wish<Offering>,
    /// Which sizes are named.
    pub named: Named,
}

/// What an edit would do.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// The offering as it would be.
    pub offering: Offering,
    /// Who would stand elsewhere, and the pools.
    pub effects: Effects,
    /// The names of those who would.
    pub names: HashMap<ParticipantId, String>,
}

/// An edit that breaks no rule.
struct Plan {
    wanted: Offering,
    opened: OpenedUnits,
    commands: Vec<Command>,
    decisions: Vec<Decision>,
    /// What those who registered rely on; refused once somebody has.
    relied_on: Vec<Broken>,
}

impl Roster {
    /// What an edit would do; nothing is kept.
    ///
    /// # Errors
    /// [`EditError`].
    pub async fn foresee(
        &self,
        program: &Program,
        seen: &Offering,
        patched: Patched,
        by: Acting,
    ) -> Result<Foreseen, EditError> {
        let plan = self.plan(program, seen, patched, by).await?;
        let effects = effects(seen.id, &plan.opened, &plan.decisions);
        let ids: Vec<ParticipantId> = effects.moves.iter().map(|one| one.participant).collect();
        let names = self
            .households
            .participant_names(self.db.read(), &ids)
            .await?;
        Ok(Foreseen {
            offering: plan.wanted,
            names: names.into_iter().collect(),
            effects,
        })
    }

    /// Changes the offering `seen`.
    ///
    /// The rows first, then the ledger: a break in between leaves rows that name a size which is
    /// not open yet, and the same edit once more, or publishing once more, opens it, since both
    /// compare with what is open. The ledger is asked beforehand what it would do, so a refusal
    /// changes nothing; where seats were taken in that moment, the rows are put back.
    ///
    /// # Errors
    /// [`EditError`].
    pub async fn edit_offering(
        &self,
        program: &Program,
        seen: &Offering,
        patched: Patched,
        by: Acting,
    ) -> Result<Offering, EditError> {
        let plan = self.plan(program, seen, patched, by).await?;
        if plan.wanted != *seen {
            self.save_rows(program, seen, &plan, by).await?;
        }
        for command in plan.commands {
            if let Err(error) = self.give(command, seen).await {
                if plan.wanted != *seen && was_not_done(&error) {
                    self.put_back(seen, &plan.wanted).await?;
                }
                return Err(error);
            }
        }
        self.catalog.refresh().await?;
        Ok(offering_in(self.db.read(), seen.program_id, seen.id).await?)
    }

    /// The units of an offering that are open.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn opened(&self, offering: OfferingId) -> Result<OpenedUnits, Fault> {
        let mut open = store::opened(self.db.read(), Some(offering)).await?;
        Ok(open.remove(&offering).unwrap_or_default())
    }

    async fn plan(
        &self,
        program: &Program,
        seen: &Offering,
        patched: Patched,
        by: Acting,
    ) -> Result<Plan, EditError> {
        let db = self.db.read();
        let opened = self.opened(seen.id).await?;
        let Patched { mut wish, named } = patched;
        let mut rules = check_all(&wish.value, program, &self.bank().await?);
        if !opened.is_empty() {
            // The ledger counts what is open: a quota may have been released.
            rules.retain(|rule| rule.code != BELOW_QUOTAS);
        }
        wish.judge(rules, is_draft(seen))?;
        let relied_on = fixed::relied_on(seen, &wish.value);
        if !relied_on.is_empty() && any_registered(db, &[seen.id]).await? {
            return Err(EditError::Registered(relied_on));
        }
        let stays = fixed::open_stays(seen, &wish.value);
        let was_published = !is_draft(seen) || !opened.is_empty();
        if was_published && !stays.is_empty() {
            return Err(EditError::Published(stays));
        }
        if named.sessions {
            codes::number_sessions(&mut wish.value)?;
        }
        if !is_draft(seen) {
            let position = |key: &str| seen.quotas.iter().position(|one| one.key == key);
            wish.value.quotas.sort_by_key(|one| position(&one.key));
        }
        let mut wanted = wish.value;
        let acts = edits(&wanted, &opened, named, &self.ids);
        let commands: Vec<Command> = acts
            .into_iter()
            .map(|act| self.command(program, by, act))
            .collect();
        let decisions = self.preview(&commands, seen).await?;
        if wanted != *seen {
            wanted.version = seen.version + 1;
        }
        Ok(Plan {
            wanted,
            opened,
            commands,
            decisions,
            relied_on,
        })
    }

    async fn preview(
        &self,
        commands: &[Command],
        about: &Offering,
    ) -> Result<Vec<Decision>, EditError> {
        let mut decisions = Vec::with_capacity(commands.len());
        for command in commands {
            let decision = self.ledger.preview(command).await?;
            if let Err(refusal) = &decision.answer {
                return Err(EditError::Refused {
                    refusal: refusal.clone(),
                    offering: about.id,
                });
            }
            decisions.push(decision);
        }
        Ok(decisions)
    }

    async fn save_rows(
        &self,
        program: &Program,
        seen: &Offering,
        plan: &Plan,
        by: Acting,
    ) -> Result<(), EditError> {
        let now = self.clock.now();
        let edit = Edit::Changed(plan.wanted.clone());
        self.db
            .write(async |tx| {
                lock_unchanged(tx, seen).await?;
                if !plan.relied_on.is_empty() && any_registered(tx, &[seen.id]).await? {
                    return Err(EditError::Registered(plan.relied_on.clone()));
                }
                save_offering(tx, &edit, now).await?;
                let subject = Subject::new(SubjectKind::Offering, seen.id.0);
                let version = plan.wanted.version;
                let entry = edited(by, program, Action::OfferingEdited, subject, version);
                self.organizations.audit(tx, entry).await?;
                Ok(announce(tx).await?)
            })
            .await
    }

    /// Puts the rows back as they were, under the next version; unless somebody was faster.
    async fn put_back(&self, seen: &Offering, saved: &Offering) -> Result<(), EditError> {
        let now = self.clock.now();
        let edit = Edit::Changed(Offering {
            version: saved.version + 1,
            ..seen.clone()
        });
        let putting_back = self.db.write(async |tx| {
            lock_unchanged(tx, saved).await?;
            save_offering(tx, &edit, now).await?;
            Ok(announce(tx).await?)
        });
        match putting_back.await {
            Ok(()) | Err(EditError::Stale) => Ok(self.catalog.refresh().await?),
            Err(error) => Err(error),
        }
    }

    pub(super) fn command(&self, program: &Program, by: Acting, act: Act) -> Command {
        Command {
            program_id: program.id,
            actor: Actor::Staff(by.account),
            received_at: self.clock.now(),
            act,
        }
    }

    /// Gives a command and waits until it is done.
    pub(super) async fn give(&self, command: Command, about: &Offering) -> Result<(), EditError> {
        match self.ledger.submit(command, None).await? {
            Answer::Refused(refusal) => Err(EditError::Refused {
                refusal,
                offering: about.id,
            }),
            // Without a key there is nothing to replay.
            Answer::Done(_) | Answer::Replayed(_) | Answer::KeyReused => Ok(()),
        }
    }
}

/// Whether a command that failed so left everything as it was.
const fn was_not_done(error: &EditError) -> bool {
    matches!(
        error,
        EditError::Refused { .. } | EditError::Submit(SubmitError::Busy | SubmitError::Fault(_))
    )
}
