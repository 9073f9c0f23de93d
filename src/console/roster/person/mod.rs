//! One registration: where it stands and why, whom to call, what they answered, what can be done.

mod card;
mod past;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use self::card::{Card, papers};
use self::past::Past;
use super::acts::Deed;
use super::words;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::households::{ContactPerson, Person};
use crate::organizations::audit::Action;
use crate::roster::access::{Access, AtOffering, AtRegistration, ViewPersons};
use crate::values::when::Wall;
use crate::web::envelope::RequestId;
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/roster/person.html")]
struct PersonPage {
    frame: Frame,
    head: OfferingHead,
    path: String,
    card: Card,
    /// Registrations that may be the same person's.
    duplicates: Vec<String>,
    /// What they answered and agreed to: headings and words.
    papers: Vec<(String, String)>,
    /// Whether she may read what is sensitive, and do something about it.
    may_act: bool,
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
        let papers = papers(&line, &ground, (locale, now));
        let row = &line.registration;
        let page = PersonPage {
            head: OfferingHead::new(
                (&ground.program, &ground.offering),
                standing,
                (desk, now),
                Part::Roster,
            ),
            frame: self.frame_of(desk, &ground.program).await?,
            path: format!("/console/registrations/{id}"),
            card: Card::new(&line, &ground, (locale, now)),
            duplicates: line.duplicates.iter().map(ToString::to_string).collect(),
            papers,
            may_act,
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
