//! An offering as it is sent.

use chrono_tz::Tz;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::runs::{QuotaBody, SessionBody, quotas, sessions};
use super::{Names, Notes};
use crate::catalog::model::{Allocation, CapacityUnit, Enrol, Offering, OfferingState};
use crate::roster::editing::{Patched, Wish};
use crate::roster::policy::seats::Named;
use crate::values::clock::Instant;
use crate::values::edit::Edit;
use crate::values::ids::{IdMaker, ProgramId, Reference, SiteId};

/// A new offering (`title`, `registration_opens`, `allocation` and `enrol` are needed), or what is
/// to change of one: a member that is left out stays, null takes away.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferingBody {
    /// A stable name for addresses, of a new offering only; made when left out.
    #[schema(min_length = 2, max_length = 60, pattern = "^[a-z][a-z0-9-]+$")]
    code: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    title: Edit<String>,
    /// In English; where there is none, the Chinese text is shown.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    title_en: Edit<String>,
    /// Where it takes place, by id or code.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    site_id: Edit<Reference<SiteId>>,
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    online: Edit<bool>,
    /// The zone of its wall clock; `Asia/Shanghai` where nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "Asia/Shanghai")]
    time_zone: Edit<Tz>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    registration_opens: Edit<Instant>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    registration_closes: Edit<Instant>,
    #[serde(default)]
    #[schema(value_type = Option<Allocation>)]
    allocation: Edit<Allocation>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    draw_at: Edit<Instant>,
    #[serde(default)]
    #[schema(value_type = Option<Enrol>)]
    enrol: Edit<Enrol>,
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 1000)]
    pick_max: Edit<i32>,
    /// All seats, quotas included; null: unlimited. Where sessions are picked, those of each
    /// session without a capacity of its own.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1)]
    capacity: Edit<i32>,
    #[serde(default)]
    #[schema(value_type = Option<CapacityUnit>)]
    capacity_unit: Edit<CapacityUnit>,
    /// 0: no list; null: endless.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 0)]
    waitlist_limit: Edit<i32>,
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 720)]
    offer_hours: Edit<i32>,
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1)]
    min_to_run: Edit<i32>,
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 1440)]
    cancel_until_hours_before: Edit<i32>,
    /// CNY fen.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 0)]
    fee_fen: Edit<i32>,
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    weather_dependent: Edit<bool>,
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    linked_allowed: Edit<bool>,
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 20)]
    party_size_max: Edit<i32>,
    /// What to bring: stands in the letter of a place, and in its reminder.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    bring: Edit<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    bring_en: Edit<String>,
    /// In a draft all of them; once published, what is left out stays.
    #[serde(default)]
    #[schema(value_type = Option<Vec<QuotaBody>>)]
    quotas: Edit<Vec<QuotaBody>>,
    /// In a draft all of them; once published, what is left out stays.
    #[serde(default)]
    #[schema(value_type = Option<Vec<SessionBody>>)]
    sessions: Edit<Vec<SessionBody>>,
    /// Once published: a pool with more taken than is wanted of it shrinks as seats fall free,
    /// which nobody else gets then. Otherwise such a size is refused.
    #[serde(default)]
    when_free: bool,
}

impl OfferingBody {
    /// A new offering of a program.
    pub(crate) fn make(self, program: ProgramId, names: &Names, ids: &IdMaker) -> Wish<Offering> {
        let mut notes = Notes::default();
        for (member, given) in [
            ("title", self.title.value().is_some()),
            (
                "registration_opens",
                self.registration_opens.value().is_some(),
            ),
            ("allocation", self.allocation.value().is_some()),
            ("enrol", self.enrol.value().is_some()),
        ] {
            if !given {
                notes.missing(member);
            }
        }
        let mut offering = Offering::blank(ids.make(), program);
        self.lay(&mut offering, true, (names, ids), &mut notes);
        Wish {
            value: offering,
            faults: notes.0,
        }
    }

    /// A change of the offering `seen`.
    pub(crate) fn change(self, seen: &Offering, names: &Names, ids: &IdMaker) -> Patched {
        let sizes = Named {
            capacity: !matches!(self.capacity, Edit::Keep),
            quotas: !matches!(self.quotas, Edit::Keep),
            sessions: !matches!(self.sessions, Edit::Keep),
            when_free: self.when_free,
        };
        let mut notes = Notes::default();
        let mut offering = seen.clone();
        self.lay(&mut offering, false, (names, ids), &mut notes);
        let wish = Wish {
            value: offering,
            faults: notes.0,
        };
        Patched { wish, named: sizes }
    }

    fn lay(
        self,
        offering: &mut Offering,
        is_new: bool,
        (names, ids): (&Names, &IdMaker),
        notes: &mut Notes,
    ) {
        let is_whole = offering.state == OfferingState::Draft;
        if let Some(code) = notes.code(self.code, is_new) {
            offering.code = code;
        }
        notes.text("title", self.title, &mut offering.title.zh);
        notes.gloss("title_en", self.title_en, &mut offering.title.en);
        match self.site_id {
            Edit::Keep => {}
            Edit::Clear => offering.site_id = None,
            Edit::Set(name) => match names.snapshot.sites.find(&name) {
                Some(site) => offering.site_id = Some(site.id),
                None => notes.unknown("site_id"),
            },
        }
        notes.keep("online", self.online, &mut offering.online);
        notes.keep("time_zone", self.time_zone, &mut offering.time_zone);
        let opens = &mut offering.registration_opens;
        notes.keep("registration_opens", self.registration_opens, opens);
        offering.registration_closes = self.registration_closes.apply(offering.registration_closes);
        notes.keep("allocation", self.allocation, &mut offering.allocation);
        offering.draw_at = self.draw_at.apply(offering.draw_at);
        notes.keep("enrol", self.enrol, &mut offering.enrol);
        offering.pick_max = self.pick_max.apply(offering.pick_max);
        offering.capacity = self.capacity.apply(offering.capacity);
        notes.keep(
            "capacity_unit",
            self.capacity_unit,
            &mut offering.capacity_unit,
        );
        offering.waitlist_limit = self.waitlist_limit.apply(offering.waitlist_limit);
        offering.offer_hours = self.offer_hours.apply(offering.offer_hours);
        offering.min_to_run = self.min_to_run.apply(offering.min_to_run);
        let hours = self
            .cancel_until_hours_before
            .apply(Some(offering.cancel_until_hours_before));
        offering.cancel_until_hours_before = hours.unwrap_or(0);
        offering.fee_fen = self.fee_fen.apply(Some(offering.fee_fen)).unwrap_or(0);
        notes.keep(
            "weather_dependent",
            self.weather_dependent,
            &mut offering.weather_dependent,
        );
        notes.keep(
            "linked_allowed",
            self.linked_allowed,
            &mut offering.linked_allowed,
        );
        notes.keep(
            "party_size_max",
            self.party_size_max,
            &mut offering.party_size_max,
        );
        notes.gloss("bring", self.bring, &mut offering.bring.zh);
        notes.gloss("bring_en", self.bring_en, &mut offering.bring.en);
        if let Some(sent) = listed(self.quotas) {
            offering.quotas = quotas(sent, &offering.quotas, is_whole, notes);
        }
        if let Some(sent) = listed(self.sessions) {
            offering.sessions = sessions(sent, &offering.sessions, is_whole, ids, notes);
        }
    }
}

/// The list that was sent; null is the empty one.
fn listed<T>(edit: Edit<Vec<T>>) -> Option<Vec<T>> {
    match edit {
        Edit::Keep => None,
        Edit::Clear => Some(Vec::new()),
        Edit::Set(list) => Some(list),
    }
}
