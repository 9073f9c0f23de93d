//! The dates of an offering as a calendar file.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Discovery;
use super::kept::{Asked, Moment};
use super::offerings::find;
use crate::catalog::model::{NoticeStyle, Offering, OfferingState, Program, Session, SessionState};
use crate::notices::calendar::{self, Calendar, Event, Method};
use crate::values::ids::{OfferingId, Reference};
use crate::values::locale::Bilingual;
use crate::web::Problem;
use crate::web::etag::Prepared;
use crate::web::extract::{NoQuery, Path};

const TYPE: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8; method=PUBLISH");

/// Publishes the dates of an offering; a discreet program's without title and place.
#[utoipa::path(
    get,
    path = "/offerings/{id}/calendar.ics",
    tag = "discovery",
    params(("id" = String, Path, description = "Id or code")),
    responses(
        (status = 200, description = "iCalendar", body = String, content_type = "text/calendar"),
        (status = 304, description = "Not changed")
    )
)]
async fn show(
    State(discovery): State<Discovery>,
    Path(offering): Path<Reference<OfferingId>>,
    _: NoQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let (offering, program) = find(&offering, at)?;
        let file = calendar::write(&dates(offering, program, at), None);
        Ok(Prepared::bytes(file.into_bytes(), TYPE).into())
    })
}

fn dates(offering: &Offering, program: &Program, at: &Moment) -> Calendar {
    let discreet = program.notice_style == NoticeStyle::Discreet;
    let neutral = Bilingual::new("预约", "Appointment");
    let title = if discreet {
        neutral.pick(at.locale).to_owned()
    } else {
        let (program, offering) = (&program.title, &offering.title);
        format!("{} · {}", program.pick(at.locale), offering.pick(at.locale))
    };
    let place = |session: &Session| {
        let site = offering
            .site_of(session)
            .and_then(|id| at.snapshot.sites.get(id));
        site.filter(|site| !discreet && !site.discreet)
    };
    let events = offering.sessions.iter().map(|session| Event {
        uid: format!("{}@niangjia", session.id),
        sequence: u32::try_from(offering.version - 1 + offering.dates_changed).unwrap_or(0),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        zone: offering.time_zone,
        summary: title.clone(),
        location: place(session).map(|site| site.name.pick(at.locale).to_owned()),
        description: Some(session.title.pick(at.locale).to_owned())
            .filter(|text| !discreet && !text.is_empty()),
        url: None,
        cancelled: session.state == SessionState::Cancelled
            || offering.state == OfferingState::CalledOff,
    });
    Calendar {
        method: Method::Publish,
        // The same file for the same dates: its tag must not change with each look.
        stamp: offering.updated_at,
        name: Some(title.clone()),
        events: events.collect(),
    }
}

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<Discovery> {
    OpenApiRouter::new().routes(routes!(show))
}
