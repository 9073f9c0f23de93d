//! Where somebody is instead, or could be.

use super::about::About;
use crate::catalog::model::{Offering, SessionState};
use crate::catalog::policy::first_start;
use crate::registrations::letters::{Alternative, MovedTo, Session};
use crate::values::ids::{OfferingId, SessionId};

impl About<'_> {
    /// Where the organizer moved it to.
    pub(super) fn moved_to(&self) -> MovedTo {
        let locale = self.notice.locale;
        let offering = self.of_numbers("offering_id");
        let offering = offering.and_then(|id: OfferingId| self.snapshot.offerings.get(id));
        let offering = offering.unwrap_or(self.offering);
        let picked: Option<SessionId> = self.of_numbers("session_id");
        let sessions: Vec<_> = offering
            .sessions
            .iter()
            .filter(|session| session.state != SessionState::Cancelled)
            .filter(|session| picked.is_none_or(|picked| picked == session.id))
            .collect();
        let site = match sessions.as_slice() {
            [only] => offering.site_of(only),
            _ => offering.site_id,
        };
        let is_other = offering.id != self.offering.id;
        let registration = self.notice.facts.get("replaced_by").cloned();
        MovedTo {
            registration: registration.and_then(|id| serde_json::from_value(id).ok()),
            offering: is_other.then(|| offering.title.pick(locale).to_owned()),
            place: self.place(site),
            sessions: sessions
                .into_iter()
                .map(|one| Session {
                    id: one.id,
                    starts_at: one.starts_at,
                    ends_at: one.ends_at,
                    also_zone: one.also_show_time_zone,
                    place: None,
                })
                .collect(),
        }
    }

    /// Offerings as one is told of them, each with its page.
    pub(super) fn alternatives(&self, others: &[OfferingId]) -> Vec<Alternative> {
        let locale = self.notice.locale;
        let offerings = others.iter();
        let offerings = offerings.filter_map(|id| self.snapshot.offerings.get(*id));
        let named = |one: &Offering| {
            let program = self.snapshot.programs.get(one.program_id);
            let program = program.filter(|theirs| theirs.id != self.program.id);
            let own = one.title.pick(locale);
            let title = program.map_or_else(
                || own.to_owned(),
                |program| format!("{} {own}", program.title.pick(locale)),
            );
            Alternative {
                title: title.trim().to_owned(),
                starts_at: first_start(one).filter(|at| *at > self.notice.created_at),
                url: format!("{}/offerings/{}", self.public_url, one.code),
            }
        };
        offerings.map(named).collect()
    }
}
