//! What is wrong with what was typed: said above a form, and beside each field it is about.

use crate::values::locale::Locale;
use crate::web::Problem;

/// What is wrong with a form; nothing, before it was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble {
    summary: Option<String>,
    fields: Vec<(String, String)>,
}

impl Trouble {
    /// A problem as a form shows it. Faults of ours go on as problems.
    ///
    /// # Errors
    /// The problem itself, when no other input would mend it.
    pub(super) fn of_problem(problem: Problem, locale: Locale) -> Result<Self, Problem> {
        let status = problem.kind().status();
        if status.is_server_error() || problem.kind() == crate::web::Kind::NotFound {
            return Err(problem);
        }
        let view = problem.view(locale, "");
        let reasons = view.reasons.into_iter().map(|reason| reason.detail);
        let mut said: Vec<String> = std::iter::once(view.detail).chain(reasons).collect();
        // A refusal for one reason says the same in both.
        said.dedup();
        let fields = view.errors.into_iter().map(|error| {
            // `/sessions/0/starts_at` is the field `sessions-0-starts_at`.
            let field = error.pointer.trim_start_matches('/').replace('/', "-");
            (field, error.detail)
        });
        Ok(Self {
            summary: Some(said.join(" ")),
            fields: fields.collect(),
        })
    }

    /// What is wrong on the whole.
    pub(super) fn summary(&self) -> Option<&str> {
        self.summary.as_deref()
    }

    /// The fields it is about, with what is wrong with each.
    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// What is wrong with one of them.
    pub(super) fn of(&self, field: &str) -> Option<&str> {
        let its = self.fields.iter().find(|(name, _)| name == field);
        its.map(|(_, words)| words.as_str())
    }
}
