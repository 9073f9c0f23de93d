//! A program as anybody reads it, without scripts: what, when, where, who, how, and what is asked.

mod asked;
mod runs;
mod structured;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Worker;
use crate::catalog::model::{NoticeStyle, Program, Sensitivity};
use crate::catalog::places::PlacesBoard;
use crate::catalog::policy;
use crate::catalog::snapshot::Snapshot;
use crate::organizations::tree::Organization;
use crate::values::clock::Instant;
use crate::values::ids::{ProgramId, Reference};
use crate::values::locale::Locale;
use crate::values::say::{Arguments, Value, say};
use crate::web::extract::Path;
use crate::web::html::{self, Asked, Frame};
use crate::web::{Kind, Problem};
use crate::web::{assets, client};

use asked::{Consent, Question};
use runs::Run;

/// Programs at one moment, for a reader.
struct Moment<'a> {
    snapshot: &'a Snapshot,
    places: &'a PlacesBoard,
    now: Instant,
    locale: Locale,
    public_url: &'a str,
}

impl Moment<'_> {
    fn say(&self, id: &str, with: &Arguments<'_>) -> String {
        say(self.locale, id, with)
    }

    fn of(&self, id: &str, n: i32) -> String {
        self.say(id, &[("n", Value::from(n))])
    }

    /// Where the page of a program is.
    fn address(&self, program: &Program) -> String {
        format!("{}/programs/{}", self.public_url, program.code)
    }
}

/// A figure about a program, in words.
struct Figure {
    label: String,
    value: i64,
    as_of: String,
}

/// What the script of the page is put together of, asked for together.
const MODULES: [&str; 7] = [
    "program.js",
    "api.js",
    "say.js",
    "store.js",
    "frame.js",
    "router.js",
    "routes.js",
];

#[derive(Template)]
#[template(path = "app/program/page.html")]
struct Page {
    frame: Frame,
    build: &'static str,
    tab: &'static str,
    modules: Vec<String>,
    /// Where it is found, in this language.
    canonical: String,
    /// The same in the other language.
    other: (&'static str, String),
    /// What a chat shows of the link.
    shared: Shared,
    /// The picture beside it: ours, the same for every program, since each may be shown to anybody.
    picture: String,
    code: String,
    /// schema.org, as JSON that stands in HTML.
    structured: Option<String>,
    over: String,
    /// Where all that its organizer offers is found.
    beside: String,
    title: String,
    summary: String,
    how_to_join: Option<String>,
    runs: Vec<Run>,
    as_of: String,
    eligibility: String,
    proofs: usize,
    /// What goes before others, and by how many points.
    priorities: Vec<(String, String)>,
    questions: Vec<Question>,
    consents: Vec<Consent>,
    fee_note: Option<String>,
    contact: Option<String>,
    contact_email: Option<String>,
    certificate: Option<String>,
    figures: Vec<Figure>,
    is_confidential: bool,
}

/// What a chat shows of a link.
struct Shared {
    title: String,
    description: String,
}

impl Shared {
    /// Of a discreet program nothing that a glance at somebody's screen would tell.
    fn of(program: &Program, at: &Moment<'_>) -> Self {
        if is_quiet(program) {
            return Self {
                title: at.say("app-program-quiet-title", &[]),
                description: at.say("app-program-quiet-summary", &[]),
            };
        }
        Self {
            title: program.title.pick(at.locale).to_owned(),
            description: program.summary.pick(at.locale).to_owned(),
        }
    }
}

/// Whether what it is must not be told to who only glances.
fn is_quiet(program: &Program) -> bool {
    program.notice_style == NoticeStyle::Discreet
        || program.sensitivity == Sensitivity::Confidential
}

/// The page of a program.
pub(super) async fn show(
    State(worker): State<Worker>,
    Path(named): Path<Reference<ProgramId>>,
    asked: Asked,
) -> Result<Response, Problem> {
    let snapshot = worker.catalog.snapshot();
    let program = snapshot.programs.find(&named).ok_or(Kind::NotFound)?;
    let at = Moment {
        snapshot: &snapshot,
        places: worker.catalog.places(),
        now: worker.catalog.now(),
        locale: asked.locale,
        public_url: &worker.public_url,
    };
    html::show_everybody(&asked, StatusCode::OK, &page(program, &at, asked.frame()))
}

fn page(program: &Program, at: &Moment<'_>, frame: Frame) -> Page {
    let rules = &program.eligibility;
    let offerings: Vec<_> = at.snapshot.offerings_of(program.id).collect();
    let within = rules
        .within_org
        .and_then(|id| at.snapshot.organizations.get(id));
    let organizer = at.snapshot.organizations.get(program.organization_id);
    let other = match at.locale {
        Locale::Chinese => Locale::English,
        Locale::English => Locale::Chinese,
    };
    let address = |locale: Locale| format!("{}?lang={}", at.address(program), locale.tag());
    let priority = |one: &crate::catalog::model::Priority| {
        let label = at.locale.pick(&one.label, &one.label_en);
        (label.to_owned(), at.of("app-program-points", one.points))
    };
    let figure = |fact: &crate::catalog::model::Fact| Figure {
        label: at.locale.pick(&fact.label, &fact.label_en).to_owned(),
        value: fact.value,
        as_of: fact.as_of.clone(),
    };
    Page {
        frame,
        build: client::build(),
        tab: "find",
        modules: modules(at.locale),
        canonical: address(at.locale),
        other: (other.tag(), address(other)),
        shared: Shared::of(program, at),
        picture: format!("{}{}", at.public_url, assets::address("card.png")),
        code: program.code.clone(),
        structured: (!is_quiet(program)).then(|| structured::of(program, &offerings, at)),
        beside: organizer.map_or_else(String::new, |body| beside(body, at.locale)),
        over: organizer.map_or_else(String::new, |body| body.name.pick(at.locale).to_owned()),
        title: program.title.pick(at.locale).to_owned(),
        summary: program.summary.pick(at.locale).to_owned(),
        how_to_join: policy::how_to_join(program, &offerings)
            .map(|how| how.pick(at.locale).to_owned()),
        runs: runs::of(program, &offerings, at),
        as_of: runs::moment(chrono_tz::Asia::Shanghai, at.now, at),
        eligibility: policy::eligibility_sentence(rules, within.map(|body| &body.name))
            .pick(at.locale)
            .to_owned(),
        proofs: rules.proofs.len(),
        priorities: rules.priority.iter().map(priority).collect(),
        questions: asked::questions(program, at),
        consents: asked::consents(program, at),
        fee_note: program.fee_note.clone(),
        contact: program.contact.clone(),
        contact_email: program.contact_email.as_ref().map(ToString::to_string),
        certificate: program
            .certificate_min_attendance
            .map(|share| at.of("app-program-certificate-how", percent(share))),
        figures: program.facts.iter().map(figure).collect(),
        is_confidential: program.sensitivity == Sensitivity::Confidential,
    }
}

/// Where the modules of the page's script are.
fn modules(locale: Locale) -> Vec<String> {
    let words = format!("words/{}.js", locale.tag());
    let names = MODULES.iter().copied().chain([words.as_str()]);
    names.map(client::address).collect()
}

/// Where all that a body offers is found.
fn beside(body: &Organization, locale: Locale) -> String {
    let mut query = form_urlencoded::Serializer::for_suffix("/?".to_owned(), 2);
    query.append_pair("place", body.name.pick(locale));
    query.append_pair("organization", &body.code);
    query.finish()
}

/// A share between 0 and 1, in whole hundredths.
#[expect(clippy::cast_possible_truncation, reason = "a share is small")]
fn percent(share: f64) -> i32 {
    (share * 100.0).round() as i32
}
