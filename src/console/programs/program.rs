//! The settings of a program: its texts, who may sign up, and what is asked.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;

use super::super::Console;
use super::super::desk::Desk;
use super::super::trouble::Trouble;
use super::pointed::{Pointed, differing, errors};
use super::program_fields::{MEMBERS, fields, members};
use super::program_page::{Asked, ProgramPage};
use crate::catalog::model::{AnswerSensitivity, Program, Question};
use crate::catalog::policy::eligibility_sentence;
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtProgram, Count, Edit};
use crate::roster::api::body::ProgramBody;
use crate::roster::editing::Wish;
use crate::values::locale::Locale;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html;
use crate::web::{Kind, Problem};

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Count, AtProgram>,
) -> Result<Response, Problem> {
    let form = Form {
        typed: console.fields_of(&access.on.program).await?,
        may_edit: access.role >= Some(Role::Organizer),
        ..Form::default()
    };
    console.program(&desk, &access.on.program, form).await
}

/// Saves what was typed, or only says who could sign up then.
pub(super) async fn save(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtProgram>,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let (roster, program) = (&console.roster, &access.on.program);
    let before = console.fields_of(program).await?;
    let mut form = Form {
        may_edit: true,
        ..Form::default()
    };
    let wished = if fields.get("version") == program.version.to_string() {
        console.wished(program, &before, &fields).await
    } else {
        form.meanwhile = differing(&MEMBERS, &before, &fields, desk.locale());
        Err(Kind::PreconditionFailed.into())
    };
    let outcome = match wished {
        Ok(wish) if fields.has("look") => {
            form.sentence = Some(console.sentence(&wish.value, desk.locale()));
            form.typed = fields;
            return console.program(&desk, program, form).await;
        }
        Ok(wish) => {
            let edited = roster.edit_program(program, wish, access.acting(request));
            edited.await.map_err(|error| roster.problem(error))
        }
        Err(problem) => Err(problem),
    };
    match outcome {
        Ok(_) => {
            let to = format!("/console/programs/{}?done=programs-saved", program.code);
            Ok(Redirect::to(&to).into_response())
        }
        Err(problem) => {
            form.status = problem.kind().status();
            form.trouble = Trouble::of_problem(problem, desk.locale())?;
            form.typed = fields;
            console.program(&desk, program, form).await
        }
    }
}

/// Who could sign up by the rules as they are typed: a text for the script.
pub(super) async fn say(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtProgram>,
    fields: Fields,
) -> Result<Response, Problem> {
    let program = &access.on.program;
    let before = console.fields_of(program).await?;
    let wish = console.wished(program, &before, &fields).await?;
    let plain = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let sentence = console.sentence(&wish.value, desk.locale());
    Ok((plain, sentence).into_response())
}

/// What was typed, and what came of it.
#[derive(Default)]
struct Form {
    typed: Fields,
    trouble: Trouble,
    meanwhile: Vec<Pointed>,
    status: StatusCode,
    may_edit: bool,
    sentence: Option<String>,
}

impl Console {
    async fn fields_of(&self, program: &Program) -> Result<Fields, Problem> {
        let snapshot = self.roster.catalog.snapshot();
        Ok(fields(program, &snapshot, &self.roster.bank().await?))
    }

    /// The program as it was typed.
    async fn wished(
        &self,
        program: &Program,
        before: &Fields,
        typed: &Fields,
    ) -> Result<Wish<Program>, Problem> {
        let staying = self.roster.staying_of(program).await?;
        let body: ProgramBody = valid_body(&Value::Object(members(before, typed, &staying)))?;
        Ok(body.change(program, &self.roster.names().await?))
    }

    /// Who may sign up for a program, as one sentence.
    pub(super) fn sentence(&self, program: &Program, locale: Locale) -> String {
        let snapshot = self.roster.catalog.snapshot();
        let within = program.eligibility.within_org;
        let within = within.and_then(|id| snapshot.organizations.get(id));
        let said = eligibility_sentence(&program.eligibility, within.map(|body| &body.name));
        said.pick(locale).to_owned()
    }

    async fn program(
        &self,
        desk: &Desk,
        program: &Program,
        form: Form,
    ) -> Result<Response, Problem> {
        let (roster, locale) = (&self.roster, desk.locale());
        let snapshot = roster.catalog.snapshot();
        let own = program.organization_id;
        let bodies = snapshot.organizations.all().iter().filter(|body| {
            let chosen = form.typed.get("eligibility-within_org") == body.code;
            chosen || snapshot.is_within(body.id, own) || snapshot.is_within(own, body.id)
        });
        let asked = |question: &Question| Asked {
            label: question.label.pick(locale).to_owned(),
            purpose: question.purpose_in(locale).map(str::to_owned),
            is_ticked: form
                .typed
                .all("question_keys")
                .any(|key| key == question.key),
            is_required: question.required,
            kind: question.kind.as_str(),
            is_known: question.fills_from.is_some(),
            sensitivity: question.sensitivity.map(AnswerSensitivity::as_str),
            days: question.keep_days_after_end,
            key: question.key.clone(),
        };
        let body = snapshot
            .organizations
            .get(own)
            .map(|body| body.code.as_str());
        let sentence = form
            .sentence
            .unwrap_or_else(|| self.sentence(program, locale));
        let page = ProgramPage {
            code: program.code.clone(),
            heading: program.title.pick(locale).to_owned(),
            errors: errors(&form.trouble, locale),
            meanwhile: form.meanwhile,
            version: program.version,
            may_edit: form.may_edit,
            staying: roster.staying_of(program).await?,
            bodies: bodies
                .map(|body| (body.code.clone(), body.name.pick(locale).to_owned()))
                .collect(),
            questions: roster.bank().await?.questions.values().map(asked).collect(),
            sentence,
            back: format!(
                "/console/organizations/{}/programs",
                body.unwrap_or_default()
            ),
            typed: form.typed,
            trouble: form.trouble,
            frame: self.frame_of(desk, program).await?,
        };
        html::show(&desk.asked, form.status, &page)
    }
}
