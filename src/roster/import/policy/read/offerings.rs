//! The offerings of a file.

use super::Reader;
use crate::catalog::model::{CapacityUnit, Offering, OfferingState, Program};
use crate::roster::import::policy::row::Row;
use crate::roster::policy::offering::check;
use crate::roster::policy::{fixed, numbers};
use crate::values::clock::Instant;

const DETAILS: [&str; 12] = [
    "assisted_signup",
    "team_size_min",
    "team_size_max",
    "teams_per_org_max",
    "winners",
    "review_stages",
    "blind_review",
    "submissions_per_person",
    "anonymous",
    "menu",
    "reply_within_days",
    "reply_within_hours",
];

impl Reader<'_> {
    /// Reads one offering of `program` (none where the program itself is at fault).
    pub(super) fn offering(&self, row: &Row<'_>, program: Option<&Program>) -> Option<Offering> {
        let code = row.text("id");
        let id = self.book.offerings.get(&code).copied();
        let mut all_stored = self.stored.contents.offerings.iter();
        let stored = all_stored.find(|offering| Some(offering.id) == id);
        let state = state(row);
        let time_zone = row.word("time_zone");
        let registration_opens = row.instant("registration_opens");
        let allocation = row.word("allocation");
        let enrol = row.word("enrol");
        // Every member is read before the first `?`, so that each fault is noted.
        let mut offering = Offering {
            code,
            version: stored.map_or(1, |offering| offering.version),
            site_id: row.optional_reference("site_id", &self.book.sites),
            title: row.both("title", "title_en"),
            call_off_reason: row.optional_text("call_off_reason"),
            online: row.flag("online"),
            registration_closes: row.optional_instant("registration_closes"),
            draw_at: row.optional_instant("draw_at"),
            pick_max: row.whole("pick_max", numbers::PICK_MAX),
            capacity: row.whole("capacity", numbers::SEATS),
            capacity_unit: row
                .optional_word("capacity_unit")
                .unwrap_or(CapacityUnit::Person),
            waitlist_limit: row.whole("waitlist_limit", numbers::WAITLIST_LIMIT),
            offer_hours: row.whole("offer_hours", numbers::OFFER_HOURS),
            min_to_run: row.whole("min_to_run", numbers::SEATS),
            cancel_until_hours_before: row
                .whole("cancel_until_hours_before", numbers::CANCEL_HOURS)
                .unwrap_or(0),
            fee_fen: row.whole("fee_yuan", numbers::FEE_YUAN).unwrap_or(0) * 100,
            weather_dependent: row.flag("weather_dependent"),
            linked_allowed: row.flag("sibling_groups"),
            party_size_max: row
                .whole("party_size_max", numbers::PARTY_SIZE)
                .unwrap_or(1),
            bring: row.optional_both("bring", "bring_en"),
            dates_changed: stored.map_or(0, |offering| offering.dates_changed),
            updated_at: stored
                .map_or_else(|| Instant::from_millis(0), |offering| offering.updated_at),
            quotas: self.quotas(row, program),
            sessions: self.sessions(row),
            details: row.finish(&DETAILS),
            id: id?,
            program_id: program?.id,
            state: state?,
            time_zone: time_zone?,
            registration_opens: registration_opens?,
            allocation: allocation?,
            enrol: enrol?,
        };
        if let Some(stored) = stored {
            self.check_against(row, &offering, stored);
            keep_what_no_file_says(&mut offering, stored);
        }
        row.broken(check(&offering));
        Some(offering)
    }

    /// What may not change in an offering that is stored.
    fn check_against(&self, row: &Row<'_>, wanted: &Offering, stored: &Offering) {
        if wanted.program_id != stored.program_id {
            row.flaw(
                "id",
                "conflict",
                "an offering cannot move to another program",
            );
        }
        if !self.stored.registered.contains(&stored.id) {
            return;
        }
        row.broken(fixed::enrol_and_times(stored, wanted));
        if wanted.state != stored.state {
            row.flaw(
                "state",
                "conflict",
                "somebody is registered, so it is called off or withdrawn by its organizer",
            );
        }
    }
}

fn state(row: &Row<'_>) -> Option<OfferingState> {
    // The file says "cancelled", which in this program is only what a person does.
    if row.optional("state").and_then(|value| value.as_str()) == Some("cancelled") {
        Some(OfferingState::CalledOff)
    } else {
        row.word("state")
    }
}

/// What the file no longer holds stays: sessions and quotas that are stored are put after those
/// of the file. So does what became of a session: people were told that it is cancelled, or takes
/// place elsewhere.
fn keep_what_no_file_says(offering: &mut Offering, stored: &Offering) {
    for session in &stored.sessions {
        let kept = offering
            .sessions
            .iter_mut()
            .find(|kept| kept.id == session.id);
        match kept {
            Some(kept) => (kept.state, kept.site_id) = (session.state, session.site_id),
            None => offering.sessions.push(session.clone()),
        }
    }
    for quota in &stored.quotas {
        if offering.quotas.iter().all(|kept| kept.key != quota.key) {
            offering.quotas.push(quota.clone());
        }
    }
}
