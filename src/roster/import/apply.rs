//! Applying a file that was checked: what is shared first, then program by program.

use super::policy::plan::{Plan, ProgramPlan};
use super::{Checked, ImportError, Importer, Report, store};
use crate::catalog::edit;
use crate::db::Fault;
use crate::ledger::Answer;
use crate::ledger::command::Act;
use crate::organizations::tree;

impl Importer {
    pub(super) async fn apply(&self, checked: Checked) -> Result<Report, ImportError> {
        let Checked { plan, acts, .. } = &checked;
        if checked.is_new || plan.changes_base() {
            self.save_base(&checked).await?;
        }
        let mut report = Report {
            shift_weeks: checked.record.shift_weeks,
            organizations: plan.organizations.len(),
            sites: plan.sites.len(),
            questions: plan.questions.len(),
            consent_texts: plan.consent_texts.len(),
            ..Report::default()
        };
        for (program, acts) in plan.programs.iter().zip(acts) {
            if program.changes_rows() {
                self.save_program(program).await?;
            }
            for act in acts {
                self.submit(program, act).await?;
            }
            report.programs += usize::from(program.edit.is_some());
            report.offerings += program.offerings.len();
            report.commands += acts.len();
        }
        Ok(report)
    }

    /// Bodies, places, questions, consent texts and the record of the import, whose shift
    /// counts from now on.
    async fn save_base(&self, checked: &Checked) -> Result<(), Fault> {
        let now = self.clock.now();
        let Plan {
            organizations,
            sites,
            questions,
            consent_texts,
            ..
        } = &checked.plan;
        self.db
            .write(async |tx| {
                tree::save(tx, organizations, now).await?;
                edit::save_sites(tx, sites, now).await?;
                edit::save_questions(tx, questions).await?;
                edit::publish_consent_texts(tx, consent_texts, now).await?;
                if checked.is_new {
                    store::keep(tx, &checked.record, now).await?;
                }
                edit::announce(tx).await
            })
            .await
    }

    async fn save_program(&self, program: &ProgramPlan) -> Result<(), Fault> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                if let Some(edit) = &program.edit {
                    edit::save_program(tx, edit, now).await?;
                }
                for offering in &program.offerings {
                    edit::save_offering(tx, offering, now).await?;
                }
                edit::announce(tx).await
            })
            .await
    }

    async fn submit(&self, program: &ProgramPlan, act: &Act) -> Result<(), ImportError> {
        let command = self.command(program.program.id, act.clone());
        match self.ledger.submit(command, None).await? {
            Answer::Refused(refusal) => Err(ImportError::Refused {
                program: program.program.code.clone(),
                refusal,
            }),
            // Without a key there is nothing to replay.
            Answer::Done(_) | Answer::Replayed(_) | Answer::KeyReused => Ok(()),
        }
    }
}
