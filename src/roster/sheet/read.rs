//! What stands in the cells of a row, one function a column.

use super::cell::Cell;
use super::columns::Reader;
use super::said;
use crate::ledger::facts::Status;
use crate::roster::listing::Line;
use crate::roster::listing::policy::age_on;
use crate::values::clock::Instant;
use crate::values::erased;

/// Characters of an id that tell groups apart.
const GROUP_SHOWN: usize = 8;

pub(super) fn status(line: &Line, with: &Reader) -> Cell {
    said::word(with.locale, "status", line.registration.status.as_str())
}

pub(super) fn place(line: &Line, _: &Reader) -> Cell {
    Cell::number(line.place_in_line)
}

pub(super) fn session(line: &Line, with: &Reader) -> Cell {
    moment(line.times.and_then(|times| times.starts_at), with)
}

pub(super) fn seats(line: &Line, _: &Reader) -> Cell {
    Cell::Number(line.registration.seats.into())
}

pub(super) fn quota(line: &Line, with: &Reader) -> Cell {
    let key = &line.registration.quota_key;
    let mut quotas = with.offering.quotas.iter();
    let quota = quotas.find(|quota| quota.key == *key);
    Cell::text(quota.map_or(key.as_str(), |quota| quota.label.pick(with.locale)))
}

pub(super) fn offer(line: &Line, with: &Reader) -> Cell {
    let is_offered = line.registration.status == Status::Offered;
    moment(
        line.registration.offer_expires_at.filter(|_| is_offered),
        with,
    )
}

/// The end of the group's id: it is random, the beginning is the time.
pub(super) fn group(line: &Line, _: &Reader) -> Cell {
    let id = line
        .registration
        .group_id
        .map(|id| id.0.simple().to_string());
    let end = id.and_then(|id| Some(id.get(id.len() - GROUP_SHOWN..)?.to_owned()));
    end.into()
}

pub(super) fn points(line: &Line, _: &Reader) -> Cell {
    Cell::Number(line.registration.points.into())
}

pub(super) fn reviewed(line: &Line, with: &Reader) -> Cell {
    moment(line.registration.reviewed_at, with)
}

pub(super) fn drawn(line: &Line, _: &Reader) -> Cell {
    Cell::number(line.registration.drawn_rank)
}

pub(super) fn draw_code(line: &Line, _: &Reader) -> Cell {
    line.registration.draw_code.clone().into()
}

pub(super) fn door_code(line: &Line, _: &Reader) -> Cell {
    Cell::text(line.registration.door_code.clone())
}

pub(super) fn name(line: &Line, with: &Reader) -> Cell {
    Cell::text(erased::shown(&line.person.name, with.locale).to_owned())
}

pub(super) fn relation(line: &Line, with: &Reader) -> Cell {
    said::word(with.locale, "relation", line.person.relation.as_str())
}

pub(super) fn birth(line: &Line, _: &Reader) -> Cell {
    line.person.birth_date.into()
}

pub(super) fn age(line: &Line, with: &Reader) -> Cell {
    let day = line.first_day(&with.offering, with.today);
    Cell::number(age_on(line.person.birth_date, day))
}

pub(super) fn grade(line: &Line, with: &Reader) -> Cell {
    let day = line.first_day(&with.offering, with.today);
    Cell::number(line.person.grade.and_then(|grade| grade.on(day)))
}

pub(super) fn gender(line: &Line, with: &Reader) -> Cell {
    let gender = line.person.gender;
    gender.map_or(Cell::Empty, |gender| {
        said::word(with.locale, "gender", gender.as_str())
    })
}

pub(super) fn account(line: &Line, with: &Reader) -> Cell {
    Cell::text(erased::shown(&line.contact.name, with.locale).to_owned())
}

pub(super) fn phone(line: &Line, _: &Reader) -> Cell {
    line.contact.phone.clone().into()
}

pub(super) fn email(line: &Line, _: &Reader) -> Cell {
    line.contact.email.clone().into()
}

pub(super) fn by_phone(line: &Line, with: &Reader) -> Cell {
    said::yes(with.locale, line.registration.by_phone)
}

pub(super) fn assisted(line: &Line, with: &Reader) -> Cell {
    said::yes(with.locale, line.assisted)
}

pub(super) fn duplicates(line: &Line, with: &Reader) -> Cell {
    said::yes(with.locale, !line.duplicates.is_empty())
}

pub(super) fn created(line: &Line, with: &Reader) -> Cell {
    moment(Some(line.registration.created_at), with)
}

pub(super) fn updated(line: &Line, with: &Reader) -> Cell {
    moment(Some(line.registration.updated_at), with)
}

pub(super) fn message(line: &Line, with: &Reader) -> Cell {
    let last = line.last_message.as_ref();
    last.map_or(Cell::Empty, |last| said::message(with.locale, &last.kind))
}

pub(super) fn message_state(line: &Line, with: &Reader) -> Cell {
    let last = line.last_message.as_ref();
    last.map_or(Cell::Empty, |last| {
        said::word(with.locale, "message-state", last.state.as_str())
    })
}

pub(super) fn message_at(line: &Line, with: &Reader) -> Cell {
    moment(line.last_message.as_ref().map(|last| last.at), with)
}

pub(super) fn care(line: &Line, _: &Reader) -> Cell {
    line.person.care_notes.clone().into()
}

pub(super) fn pickup(line: &Line, _: &Reader) -> Cell {
    let people = line.person.pickup_people.iter().map(said::contact);
    Cell::text(people.collect::<Vec<_>>().join("; "))
}

pub(super) fn emergency(line: &Line, _: &Reader) -> Cell {
    let contact = line.person.emergency_contact.as_ref();
    contact.map(said::contact).into()
}

pub(super) fn id(line: &Line, _: &Reader) -> Cell {
    Cell::text(line.registration.id.to_string())
}

/// By the clock of the offering.
fn moment(at: Option<Instant>, with: &Reader) -> Cell {
    let zone = with.offering.time_zone;
    at.map_or(Cell::Empty, |at| Cell::Moment(at.at(zone).naive_local()))
}
