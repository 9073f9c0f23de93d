//! What people will see of a draft, and publishing it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::Console;
use super::super::desk::Desk;
use super::super::once;
use super::super::trouble::Trouble;
use super::pointed::Pointed;
use crate::catalog::model::{Enrol, Offering, OfferingState, Program};
use crate::console::offering::{OfferingHead, Part};
use crate::roster::access::{Access, AtOffering, Edit};
use crate::values::say::say;
use crate::values::when::Wall;
use crate::web::envelope::RequestId;
use crate::web::extract::Fields;
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

/// Sessions that are listed one by one.
const LISTED: usize = 40;

#[derive(Template)]
#[template(path = "console/programs/publish.html")]
struct PublishPage {
    frame: Frame,
    head: OfferingHead,
    is_draft: bool,
    trouble: Trouble,
    gaps: Vec<Pointed>,
    warnings: Vec<Pointed>,
    key: String,
    version: i32,
    summary: String,
    who: String,
    /// What people are told: what, and how it is.
    facts: Vec<(String, String)>,
    sessions: Vec<String>,
    more_sessions: i64,
    questions: Vec<String>,
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
) -> Result<Response, Problem> {
    let (status, trouble) = (StatusCode::OK, Trouble::default());
    console
        .before_publishing(&desk, &access, status, trouble)
        .await
}

pub(super) async fn publish(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let AtOffering { program, offering } = &access.on;
    let roster = &console.roster;
    if offering.state == OfferingState::Draft
        && fields.get("version") != offering.version.to_string()
    {
        let stale = Problem::from(Kind::PreconditionFailed);
        let status = stale.kind().status();
        let trouble = Trouble::of_problem(stale, desk.locale())?;
        return console
            .before_publishing(&desk, &access, status, trouble)
            .await;
    }
    let key = once::key(&desk, &fields);
    let by = access.acting(request);
    match roster.publish(program, offering, by, key.as_ref()).await {
        Ok(_) => {
            let to = format!(
                "/console/offerings/{}/settings?done=programs-published",
                offering.code
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let problem = roster.problem(error);
            let status = problem.kind().status();
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            console
                .before_publishing(&desk, &access, status, trouble)
                .await
        }
    }
}

impl Console {
    async fn before_publishing(
        &self,
        desk: &Desk,
        access: &Access<Edit, AtOffering>,
        status: StatusCode,
        trouble: Trouble,
    ) -> Result<Response, Problem> {
        let at = &access.on;
        let AtOffering { program, offering } = at;
        let locale = desk.locale();
        let frame = self.frame_of(desk, program).await?;
        let wall = Wall::new(offering.time_zone, locale, self.roster.clock.now());
        let sessions = offering.sessions.iter().take(LISTED);
        let bank = self.roster.bank().await?;
        let asked = program.question_ids.iter();
        let asked = asked.filter_map(|id| bank.questions.values().find(|one| one.id == *id));
        let page = PublishPage {
            head: self.head(access, desk, Part::Settings),
            is_draft: offering.state == OfferingState::Draft,
            gaps: self.gaps_of(at, locale).await?,
            warnings: self.warnings_of(at, locale),
            key: once::new(&self.roster.ids),
            version: offering.version,
            summary: program.summary.pick(locale).to_owned(),
            who: self.sentence(program, locale),
            facts: self.facts(&frame, wall, program, offering),
            sessions: sessions
                .map(|one| wall.span(one.starts_at, one.ends_at))
                .collect(),
            more_sessions: i64::try_from(offering.sessions.len().saturating_sub(LISTED))
                .unwrap_or(i64::MAX),
            questions: asked.map(|one| one.label.pick(locale).to_owned()).collect(),
            frame,
            trouble,
        };
        html::show(&desk.asked, status, &page)
    }

    fn facts(
        &self,
        frame: &Frame,
        wall: Wall,
        program: &Program,
        offering: &Offering,
    ) -> Vec<(String, String)> {
        let locale = frame.locale;
        let field = |name: &str| frame.say(&format!("console-programs-field-{name}"));
        let snapshot = self.roster.catalog.snapshot();
        let site = offering.site_id.and_then(|id| snapshot.sites.get(id));
        let mut facts = Vec::new();
        let place = site.map(|site| site.placed(locale));
        let online = offering
            .online
            .then(|| frame.say("console-programs-online"));
        facts.extend(place.or(online).map(|place| (field("site_id"), place)));
        facts.push((
            frame.say("console-programs-window-label"),
            window(frame, wall, offering),
        ));
        let how = offering.allocation.as_str().replace('_', "-");
        facts.push((
            field("allocation"),
            frame.say(&format!("console-programs-people-{how}")),
        ));
        facts.extend(
            offering
                .draw_at
                .map(|at| (field("draw_at"), wall.moment(at))),
        );
        facts.push((field("capacity"), size(frame, offering)));
        for quota in &offering.quotas {
            let label = quota.label.pick(locale).to_owned();
            facts.push((
                label,
                frame.count("console-programs-kept-for", &quota.seats),
            ));
        }
        let fee = match offering.fee_fen {
            0 => frame.say("console-programs-free"),
            fen => frame.about("console-programs-fee", &super::fields::yuan(fen)),
        };
        facts.push((frame.say("console-programs-fee-label"), fee));
        let bring = offering.bring.pick(locale);
        if !bring.is_empty() {
            facts.push((field("bring"), bring.to_owned()));
        }
        let contact = program.contact.clone();
        facts.extend(contact.map(|contact| (field("contact"), contact)));
        facts
    }
}

/// When one can register.
fn window(frame: &Frame, wall: Wall, offering: &Offering) -> String {
    let from = [("from", wall.moment(offering.registration_opens).into())];
    let Some(closes) = offering.registration_closes else {
        return say(frame.locale, "console-programs-window-from", &from);
    };
    let [from] = from;
    let both = [from, ("to", wall.moment(closes).into())];
    say(frame.locale, "console-programs-window", &both)
}

/// How many places there are.
fn size(frame: &Frame, offering: &Offering) -> String {
    offering.capacity.map_or_else(
        || frame.say("console-programs-any-number"),
        |size| match offering.enrol {
            Enrol::All => frame.count("console-programs-size", &size),
            Enrol::Pick => frame.count("console-programs-size-each", &size),
        },
    )
}
