//! One registration: where it stands and why, whom to call, what they answered, what can be done.

mod past;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use self::past::Past;
use super::acts::Deed;
use super::words::{self, Reached, Tag};
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::households::{ContactPerson, Person};
use crate::ledger::facts::Status;
use crate::ledger::notices::KINDS;
use crate::organizations::audit::Action;
use crate::roster::access::{Access, AtOffering, AtRegistration, ViewPersons};
use crate::roster::listing::policy::age_on;
use crate::roster::sheet::Columns;
use crate::roster::sheet::cell::Cell;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;
use crate::web::envelope::RequestId;
use crate::web::html::{self, Frame, Tab};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/roster/person.html")]
struct PersonPage {
    frame: Frame,
    head: OfferingHead,
    path: String,
    person: String,
    age: String,
    standing: Tag,
    reviewed: bool,
    /// Until when an offer is held.
    until: String,
    door_code: String,
    account: String,
    phone: Option<String>,
    email: Option<String>,
    message: Option<Reached>,
    told: String,
    assisted: bool,
    /// Registrations that may be the same person's.
    duplicates: Vec<String>,
    /// What they answered and agreed to: headings and words.
    papers: Vec<(String, String)>,
    /// Whether she may say whether they are.
    may_settle: bool,
    may_read_care: bool,
    care: Option<Care>,
    deeds: Vec<Deed>,
    past: Vec<Past>,
}

/// What only those on duty need.
struct Care {
    notes: Option<String>,
    pickup: Vec<ContactPerson>,
    emergency: Option<ContactPerson>,
}

/// A registration.
pub(in crate::console) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<ViewPersons, AtRegistration>,
) -> Result<Response, Problem> {
    console.person_page(&desk, access, None).await
}

/// The same with what is sensitive; the reading is written down first.
pub(in crate::console) async fn open_care(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<ViewPersons, AtRegistration>,
) -> Result<Response, Problem> {
    access.require_sensitive()?;
    console.person_page(&desk, access, Some(request)).await
}

impl Console {
    async fn person_page(
        &self,
        desk: &Desk,
        access: Access<ViewPersons, AtRegistration>,
        reading: Option<RequestId>,
    ) -> Result<Response, Problem> {
        let (roster, locale) = (&self.roster, desk.locale());
        let may_act = access.require_sensitive().is_ok();
        let standing = (access.role, access.sight);
        let by = reading.map(|request| access.acting(request));
        let AtRegistration {
            program,
            offering,
            registration,
        } = access.on;
        let id = registration.id;
        let ground = roster.ground(AtOffering { program, offering }, by.is_some());
        if let Some(by) = by {
            let facts = json!({ "rows": 1 });
            let action = Action::RosterReadSensitive;
            roster.log_reading(&ground, by, action, facts).await?;
        }
        let place = roster.ledger.places_in_line(&[id]).await?.remove(&id);
        let line = roster.lines(&ground, &[(id, place)]).await?.pop();
        let line = line.ok_or(Kind::NotFound)?;
        let now = roster.clock.now();
        let wall = Wall::new(ground.offering.time_zone, locale, now);
        let today = now.day(ground.offering.time_zone);
        let columns = Columns::of_papers(&ground, locale, today);
        let headings = columns.all().iter().map(|column| column.heading.clone());
        let papers = headings.zip(columns.row(&line).into_iter().map(said));
        let row = &line.registration;
        let told = line.last_message.as_ref().map(|last| {
            let what = known_message(locale, &last.kind);
            format!("{what} · {}", wall.moment(last.at))
        });
        let until = row
            .offer_expires_at
            .filter(|_| row.status == Status::Offered);
        let day = line.first_day(&ground.offering, today);
        let age = age_on(line.person.birth_date, day);
        let page = PersonPage {
            head: OfferingHead::new(
                (&ground.program, &ground.offering),
                standing,
                (desk, now),
                Part::Roster,
            ),
            frame: desk.frame(
                &self.body(ground.program.organization_id).await?,
                Tab::Programs,
            ),
            path: format!("/console/registrations/{id}"),
            person: line.person.name.clone(),
            age: age.map_or_else(String::new, |age| {
                say(
                    locale,
                    "console-roster-years",
                    &[("n", i64::from(age).into())],
                )
            }),
            standing: words::tag(locale, row.status, place),
            reviewed: row.reviewed_at.is_some(),
            until: until.map_or_else(String::new, |until| wall.moment(until)),
            door_code: row.door_code.clone(),
            account: line.contact.name.clone(),
            phone: line.contact.phone.clone(),
            email: line.contact.email.clone(),
            message: words::reached(locale, &line),
            told: told.unwrap_or_default(),
            assisted: line.assisted,
            duplicates: line.duplicates.iter().map(ToString::to_string).collect(),
            papers: papers.filter(|(_, said)| !said.is_empty()).collect(),
            may_settle: may_act,
            may_read_care: may_act,
            care: ground.sensitive.then(|| Care::of(&line.person)),
            deeds: if may_act {
                Deed::possible(row, &ground)
            } else {
                Vec::new()
            },
            past: self.past(row, locale, wall).await?,
        };
        html::show(&desk.asked, StatusCode::OK, &page)
    }
}

impl Care {
    fn of(person: &Person) -> Self {
        Self {
            notes: person.care_notes.clone(),
            pickup: person.pickup_people.clone(),
            emergency: person.emergency_contact.clone(),
        }
    }
}

/// A cell in words.
fn said(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.format("%Y-%m-%d %H:%M").to_string(),
    }
}

fn known_message(locale: Locale, kind: &str) -> String {
    if KINDS.contains(&kind) {
        say(locale, &format!("roster-message-{kind}"), &[])
    } else {
        String::new()
    }
}
