//! The settings of an offering: shown, and changed.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;

use super::super::Console;
use super::super::desk::Desk;
use super::super::trouble::Trouble;
use super::beside::sites;
use super::changes;
use super::dates::dates;
use super::fields::rows;
use super::pointed::{Pointed, differing, errors};
use super::quotas::{self, Answer};
use super::shown;
use crate::catalog::model::{Allocation, Enrol, OfferingState};
use crate::console::offering::{OfferingHead, Part};
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOffering, Count, Edit, Need};
use crate::roster::api::body::OfferingBody;
use crate::roster::policy::fixed::Stays;
use crate::values::when::Wall;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one part whether it is shown"
)]
#[derive(Template)]
#[template(path = "console/programs/settings.html")]
struct SettingsPage {
    frame: Frame,
    head: OfferingHead,
    typed: Fields,
    trouble: Trouble,
    /// What the trouble points at, by name.
    errors: Vec<Pointed>,
    /// What somebody else changed since the page was opened: the field, and what it says now.
    meanwhile: Vec<Pointed>,
    version: i32,
    may_edit: bool,
    is_published: bool,
    /// Why it was called off, if it was.
    called_off: Option<String>,
    has_seats: bool,
    is_pick: bool,
    staying: Vec<(&'static str, Stays)>,
    sites: Vec<(String, String)>,
    site: String,
    quotas: Vec<Fields>,
    answers: Vec<Answer>,
    opens: String,
    sessions: String,
    zone: String,
    gaps: Vec<Pointed>,
    warnings: Vec<Pointed>,
}

impl SettingsPage {
    /// Why a member stays as it is.
    fn stays(&self, member: &str) -> Option<String> {
        let found = self.staying.iter().rev().find(|(name, _)| *name == member);
        let since = found.map(|(_, since)| match since {
            Stays::Published => "console-programs-stays-published",
            Stays::Registered => "console-programs-stays-registered",
        });
        since.map(|id| self.frame.say(id))
    }

    /// The quotas, and a blank row for one more: number, name, fields.
    fn quota_rows(&self) -> Vec<(usize, String, Fields)> {
        let rows = self.quotas.iter().cloned().chain([Fields::default()]);
        let named = |(at, row)| {
            let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
            (
                at,
                self.frame.count("console-programs-quotas-n", &number),
                row,
            )
        };
        rows.enumerate().map(named).collect()
    }

    fn is(&self, member: &str, value: &str) -> bool {
        self.typed.get(member) == value
    }

    /// The ways to give places out: name, and whether it is the one.
    fn allocations(&self) -> Vec<(&'static str, bool)> {
        let all = Allocation::ALL.iter().map(|one| one.as_str());
        all.map(|one| (one, self.is("allocation", one))).collect()
    }

    /// What a word of a member means.
    fn word(&self, member: &str) -> String {
        let word = self.typed.get(member).replace('_', "-");
        self.frame.say(&format!("console-programs-{member}-{word}"))
    }
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Count, AtOffering>,
) -> Result<Response, Problem> {
    let may_edit = access.role >= Some(Role::Organizer);
    let typed = shown::fields(&access.on.offering, &console.roster.catalog.snapshot());
    let form = Form {
        typed,
        may_edit,
        ..Form::default()
    };
    console.settings(&desk, &access, form).await
}

pub(super) async fn save(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let (roster, at) = (&console.roster, &access.on);
    let AtOffering { program, offering } = at;
    let before = shown::fields(offering, &roster.catalog.snapshot());
    let typed = changes::tidied(&fields);
    let mut form = Form {
        may_edit: true,
        ..Form::default()
    };
    if fields.get("version") != offering.version.to_string() {
        form.meanwhile = differing(&shown::MEMBERS, &before, &typed, desk.locale());
        let stale = Kind::PreconditionFailed.into();
        return console.refused(&desk, &access, stale, typed, form).await;
    }
    let staying = roster.staying(offering).await?;
    let staying: Vec<&str> = staying.iter().map(|(member, _)| *member).collect();
    let members = changes::members(&before, &typed, &staying, offering.time_zone);
    let body: OfferingBody = match valid_body(&Value::Object(members)) {
        Ok(body) => body,
        Err(problem) => return console.refused(&desk, &access, problem, typed, form).await,
    };
    let patched = body.change(offering, &roster.names().await?, &roster.ids);
    let by = access.acting(request);
    match roster.edit_offering(program, offering, patched, by).await {
        Ok(_) if fields.has("publish") => {
            let to = format!("/console/offerings/{}/publish", offering.code);
            Ok(Redirect::to(&to).into_response())
        }
        Ok(_) => {
            let to = format!(
                "/console/offerings/{}/settings?done=programs-saved",
                offering.code
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let problem = roster.problem(error);
            console.refused(&desk, &access, problem, typed, form).await
        }
    }
}

/// What was typed, and what came of it.
#[derive(Default)]
struct Form {
    typed: Fields,
    trouble: Trouble,
    meanwhile: Vec<Pointed>,
    status: StatusCode,
    may_edit: bool,
}

impl Console {
    /// The form once more, as it was typed.
    async fn refused(
        &self,
        desk: &Desk,
        access: &Access<Edit, AtOffering>,
        problem: Problem,
        typed: Fields,
        form: Form,
    ) -> Result<Response, Problem> {
        let status = problem.kind().status();
        let form = Form {
            trouble: Trouble::of_problem(problem, desk.locale())?,
            typed,
            status,
            ..form
        };
        self.settings(desk, access, form).await
    }

    async fn settings<N: Need>(
        &self,
        desk: &Desk,
        access: &Access<N, AtOffering>,
        form: Form,
    ) -> Result<Response, Problem> {
        let at = &access.on;
        let AtOffering { program, offering } = at;
        let (roster, locale) = (&self.roster, desk.locale());
        let snapshot = roster.catalog.snapshot();
        let wall = Wall::new(offering.time_zone, locale, roster.clock.now());
        let is_draft = offering.state == OfferingState::Draft;
        let place = offering.site_id.and_then(|id| snapshot.sites.get(id));
        let page = SettingsPage {
            head: self.head(access, desk, Part::Settings),
            errors: errors(&form.trouble, locale),
            meanwhile: form.meanwhile,
            version: offering.version,
            may_edit: form.may_edit && offering.state != OfferingState::CalledOff,
            is_published: !is_draft,
            called_off: (offering.state == OfferingState::CalledOff)
                .then(|| offering.call_off_reason.clone().unwrap_or_default()),
            has_seats: offering.allocation != Allocation::Open,
            is_pick: offering.enrol == Enrol::Pick,
            staying: roster.staying(offering).await?,
            sites: sites(&snapshot, program.organization_id, offering, locale),
            site: place.map(|site| site.placed(locale)).unwrap_or_default(),
            quotas: rows(&form.typed, quotas::LIST),
            answers: quotas::answers(program, &roster.bank().await?, locale),
            opens: wall.moment(offering.registration_opens),
            sessions: dates(offering, locale, roster.clock.now()),
            zone: wall.zone_name(),
            gaps: self.gaps_of(at, locale).await?,
            warnings: self.warnings_of(at, locale),
            typed: form.typed,
            trouble: form.trouble,
            frame: self.frame_of(desk, program).await?,
        };
        html::show(&desk.asked, form.status, &page)
    }
}
