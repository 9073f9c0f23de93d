//! A program for machines that read pages: schema.org, as JSON-LD.

use serde_json::{Map, Value, json};

use super::Moment;
use crate::catalog::model::{Allocation, Offering, Program, ProgramKind, Session, SessionState};
use crate::catalog::policy::{self, Phase};
use crate::values::clock::Instant;

/// JSON that may stand in HTML: nothing in it ends the element that it stands in.
pub(super) fn of(program: &Program, offerings: &[&Offering], at: &Moment<'_>) -> String {
    let dated = offerings
        .iter()
        .filter(|offering| !offering.sessions.is_empty());
    let events: Vec<Value> = dated.map(|offering| event(program, offering, at)).collect();
    let organizer = at.snapshot.organizations.get(program.organization_id);
    let organizer = organizer.map(|body| {
        json!({
            "@type": "Organization",
            "name": body.name.pick(at.locale),
        })
    });
    let (title, summary) = (
        program.title.pick(at.locale),
        program.summary.pick(at.locale),
    );
    let mut graph = Vec::new();
    if program.kind == ProgramKind::Course {
        graph.push(json!({
            "@type": "Course",
            "@id": at.address(program),
            "url": at.address(program),
            "name": title,
            "description": summary,
            "inLanguage": "zh-CN",
            "provider": organizer,
            "hasCourseInstance": events,
        }));
    } else {
        graph.extend(events.into_iter().map(|mut event| {
            event["organizer"] = json!(organizer);
            event
        }));
    }
    in_html(&json!({ "@context": "https://schema.org", "@graph": graph }))
}

/// The same JSON, with nothing in it that could end the element that it stands in.
fn in_html(data: &Value) -> String {
    let written = data.to_string();
    written.replace('<', "\\u003c").replace('&', "\\u0026")
}

fn event(program: &Program, offering: &Offering, at: &Moment<'_>) -> Value {
    let zone = offering.time_zone;
    let told = |instant: Instant| instant.at(zone).to_rfc3339();
    let url = format!("{}#{}", at.address(program), offering.code);
    let title = crate::catalog::model::titled(
        at.locale,
        program.title.pick(at.locale),
        offering.title.pick(at.locale),
    );
    let moved = offering
        .sessions
        .iter()
        .any(|session| session.state == SessionState::Moved);
    let status = match policy::phase(offering, at.now) {
        Phase::CalledOff => "EventCancelled",
        _ if moved => "EventRescheduled",
        _ => "EventScheduled",
    };
    let mode = if offering.online { "Online" } else { "Offline" };
    let mut event = Map::new();
    let mut set = |name: &str, value: Value| event.insert(name.to_owned(), value);
    set("@type", json!(kind(program.kind)));
    set("@id", json!(url));
    set("url", json!(url));
    set("name", json!(title));
    set("description", json!(program.summary.pick(at.locale)));
    set("startDate", json!(policy::first_start(offering).map(told)));
    set("endDate", json!(policy::last_end(offering).map(told)));
    set("eventStatus", json!(format!("https://schema.org/{status}")));
    set(
        "eventAttendanceMode",
        json!(format!("https://schema.org/{mode}EventAttendanceMode")),
    );
    set("location", location(offering, at));
    set("isAccessibleForFree", json!(offering.fee_fen == 0));
    set("offers", offer(program, offering, at));
    let places = places(offering, at);
    if let Some(capacity) = places.capacity {
        set("maximumAttendeeCapacity", json!(capacity));
    }
    if let Some(left) = places.left {
        set("remainingAttendeeCapacity", json!(left));
    }
    if program.kind == ProgramKind::Course {
        let mode = if offering.online { "Online" } else { "Onsite" };
        set("courseMode", json!(mode));
    }
    if offering.sessions.len() > 1 {
        let parts = offering.sessions.iter();
        let parts: Vec<Value> = parts
            .map(|session| part(session, offering, &title, at))
            .collect();
        set("subEvent", json!(parts));
    }
    Value::Object(event)
}

/// One session of several.
fn part(session: &Session, offering: &Offering, title: &str, at: &Moment<'_>) -> Value {
    let told = |instant: Instant| instant.at(offering.time_zone).to_rfc3339();
    let status = match session.state {
        SessionState::Planned => "EventScheduled",
        SessionState::Moved => "EventRescheduled",
        SessionState::Cancelled => "EventCancelled",
    };
    let name = session.title.pick(at.locale);
    json!({
        "@type": "Event",
        "name": if name.is_empty() { title } else { name },
        "startDate": told(session.starts_at),
        "endDate": told(session.ends_at),
        "eventStatus": format!("https://schema.org/{status}"),
        "location": location(offering, at),
    })
}

const fn kind(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::Camp | ProgramKind::CareClass => "ChildrensEvent",
        ProgramKind::Lecture => "EducationEvent",
        ProgramKind::Course => "CourseInstance",
        ProgramKind::Mixer => "SocialEvent",
        _ => "Event",
    }
}

fn location(offering: &Offering, at: &Moment<'_>) -> Value {
    let site = offering.site_id.and_then(|id| at.snapshot.sites.get(id));
    match site {
        _ if offering.online => json!({ "@type": "VirtualLocation", "url": at.public_url }),
        Some(site) => json!({
            "@type": "Place",
            "name": site.name.pick(at.locale),
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "CN",
                "addressLocality": site.district.pick(at.locale),
            },
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": site.latitude,
                "longitude": site.longitude,
            },
        }),
        None => json!({ "@type": "Place", "name": at.say("app-program-place-later", &[]),
            "address": { "@type": "PostalAddress", "addressCountry": "CN" } }),
    }
}

fn offer(program: &Program, offering: &Offering, at: &Moment<'_>) -> Value {
    let told = |instant: Instant| instant.at(offering.time_zone).to_rfc3339();
    let left = places(offering, at).left;
    let availability = match policy::phase(offering, at.now) {
        Phase::Upcoming => "PreOrder",
        Phase::Open if left != Some(0) || offering.allocation != Allocation::FirstCome => "InStock",
        _ => "SoldOut",
    };
    json!({
        "@type": "Offer",
        "url": format!("{}#{}", at.address(program), offering.code),
        "price": format!("{}.{:02}", offering.fee_fen / 100, offering.fee_fen % 100),
        "priceCurrency": "CNY",
        "availability": format!("https://schema.org/{availability}"),
        "validFrom": told(offering.registration_opens),
        "validThrough": offering.registration_closes.map(told),
    })
}

fn places(offering: &Offering, at: &Moment<'_>) -> crate::catalog::places::Places {
    at.places.of(offering.id).map_or_else(
        || policy::planned(offering),
        |units| policy::bookable(offering, &units, at.now),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_ends_no_element() {
        let data = json!({ "name": "</script><script>alert(1)</script><!-- & -->" });
        let written = in_html(&data);
        assert!(
            !written.contains('<') && !written.contains('&'),
            "{written}"
        );
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), data);
    }
}
