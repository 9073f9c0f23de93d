//! Searching the snapshot: which programs match, through which offerings, in which order.
//!
//! Pure: the snapshot, the places and "now" come in, hits and facets go out.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::model::{Eligibility, Offering, Program, ProgramKind, SessionState, Shape};
use super::places::PlacesBoard;
use super::policy::{self, Phase, Point};
use super::snapshot::Snapshot;
use crate::values::age::grade_on;
use crate::values::clock::Instant;
use crate::values::ids::{OrganizationId, ProgramId};
use crate::values::locale::Bilingual;
use crate::values::words::{Weekday, words};

words! {
    /// The order of hits.
    Sort {
        /// Best match first; without words, what is open first.
        Relevance = "relevance",
        /// Nearest first.
        Distance = "distance",
        /// Whose registration opens first.
        Opens = "opens",
        /// Whose next session starts first.
        Starts = "starts",
    }
}

/// What is asked for; what is none or empty does not narrow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// Words, Chinese or English; all must be found, anywhere.
    pub words: Option<String>,
    /// Any of these kinds.
    pub kinds: Vec<ProgramKind>,
    /// Any of these shapes.
    pub shapes: Vec<Shape>,
    /// This body or one below it offers it.
    pub within: Option<OrganizationId>,
    /// Somebody of this age may join.
    pub age: Option<u32>,
    /// A child who is in this grade today may join.
    pub grade: Option<i32>,
    /// Its site lies near here.
    pub near: Option<Point>,
    /// At most so far from there, in kilometres.
    pub radius_km: Option<f64>,
    /// A session on this day or later, by the offering's wall clock.
    pub from: Option<NaiveDate>,
    /// A session on this day or earlier.
    pub to: Option<NaiveDate>,
    /// A session on one of these days of the week.
    pub weekdays: Vec<Weekday>,
    /// Online or not.
    pub online: Option<bool>,
    /// Any of these phases.
    pub phases: Vec<Phase>,
    /// Somebody could have a place at once, or nobody could.
    pub has_places: Option<bool>,
    /// The order; none: by distance where `near` is given, else by relevance.
    pub sort: Option<Sort>,
}

/// A program that matches.
#[derive(Debug)]
pub struct Hit<'a> {
    /// The program.
    pub program: &'a Program,
    /// Its offerings that match, by code, with their phase.
    pub offerings: Vec<(&'a Offering, Phase)>,
    /// Kilometres to the nearest of them; only where `near` was given.
    pub distance_km: Option<f64>,
    /// Where it stands in the order.
    pub position: Position,
}

/// A place in the order of hits. It follows from the program alone, so it stays when others
/// come and go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The sort key; smaller is earlier.
    pub key: i64,
    /// The tie-break.
    pub code: String,
}

/// How many programs there are of a kind, district or phase.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// By kind.
    pub kinds: BTreeMap<ProgramKind, u32>,
    /// By district: its name, and how many.
    pub districts: BTreeMap<String, (Bilingual, u32)>,
    /// By phase of a matching offering.
    pub phases: BTreeMap<Phase, u32>,
}

/// All hits in order. `places` are those of this moment.
#[must_use]
pub fn search<'a>(
    snapshot: &'a Snapshot,
    places: &PlacesBoard,
    wish: &Wish,
    now: Instant,
) -> Vec<Hit<'a>> {
    let scores = wish.words.as_deref().map(|words| snapshot.search(words));
    let mut hits: Vec<Hit<'a>> = snapshot
        .programs
        .all()
        .iter()
        .filter_map(|program| {
            let score = match &scores {
                Some(scores) => *scores.get(&program.id)?,
                None => 0,
            };
            let seeker = Seeker {
                snapshot,
                places,
                wish,
                now,
            };
            seeker.hit(program, score)
        })
        .collect();
    hits.sort_by(|a, b| a.position.cmp(&b.position));
    hits
}

/// Counts over hits.
#[must_use]
pub fn facets(snapshot: &Snapshot, hits: &[Hit<'_>]) -> Facets {
    let mut facets = Facets::default();
    for hit in hits {
        *facets.kinds.entry(hit.program.kind).or_default() += 1;
        let mut phases: Vec<Phase> = hit.offerings.iter().map(|(_, phase)| *phase).collect();
        phases.sort_unstable();
        phases.dedup();
        for phase in phases {
            *facets.phases.entry(phase).or_default() += 1;
        }
        let sites = hit
            .offerings
            .iter()
            .filter_map(|(offering, _)| offering.site_id);
        let districts: BTreeMap<&str, &Bilingual> = sites
            .filter_map(|id| snapshot.sites.get(id))
            .map(|site| (site.district.zh.as_str(), &site.district))
            .collect();
        for (name, district) in districts {
            let entry = facets.districts.entry(name.to_owned());
            entry.or_insert_with(|| (district.clone(), 0)).1 += 1;
        }
    }
    facets
}

struct Seeker<'a, 'w> {
    snapshot: &'a Snapshot,
    places: &'w PlacesBoard,
    wish: &'w Wish,
    now: Instant,
}

impl<'a> Seeker<'a, '_> {
    fn hit(&self, program: &'a Program, score: u32) -> Option<Hit<'a>> {
        if !self.accepts_program(program) {
            return None;
        }
        let offerings: Vec<(&Offering, Phase)> = self
            .snapshot
            .offerings_of(program.id)
            .map(|offering| (offering, policy::phase(offering, self.now)))
            .filter(|(offering, phase)| self.accepts_offering(offering, *phase))
            .filter(|(offering, _)| self.accepts_grade(&program.eligibility, offering))
            .collect();
        if offerings.is_empty() && (self.asks_for_offerings() || self.has_offerings(program.id)) {
            return None;
        }
        let distances = offerings
            .iter()
            .filter_map(|(offering, _)| self.distance(offering));
        let distance_km = distances.min_by(f64::total_cmp);
        let key = self.key(score, &offerings, distance_km);
        let code = program.code.clone();
        Some(Hit {
            program,
            offerings,
            distance_km,
            position: Position { key, code },
        })
    }

    fn accepts_program(&self, program: &Program) -> bool {
        let wish = self.wish;
        let rules = &program.eligibility;
        let bodies = self.snapshot;
        (wish.kinds.is_empty() || wish.kinds.contains(&program.kind))
            && (wish.shapes.is_empty() || wish.shapes.contains(&program.shape))
            && wish
                .within
                .is_none_or(|root| bodies.is_within(program.organization_id, root))
            && wish.age.is_none_or(|age| policy::accepts_age(rules, age))
            && wish.grade.is_none_or(|grade| {
                self.has_offerings(program.id) || policy::accepts_grade(rules, grade)
            })
    }

    /// Whether a child may join who is in the grade today, and perhaps in the next by the day on
    /// which the rules are judged.
    fn accepts_grade(&self, rules: &Eligibility, offering: &Offering) -> bool {
        self.wish.grade.is_none_or(|grade| {
            let today = self.now.day(offering.time_zone);
            policy::judged_on(offering, self.now, |one| policy::is_ahead(one, self.now))
                .into_iter()
                .any(|day| policy::accepts_grade(rules, grade_on(grade, today, day)))
        })
    }

    /// A program without offerings is a normal entry, unless something of an offering is asked.
    fn asks_for_offerings(&self) -> bool {
        let wish = self.wish;
        wish.near.is_some()
            || self.asks_for_sessions()
            || wish.online.is_some()
            || !wish.phases.is_empty()
            || wish.has_places.is_some()
    }

    fn asks_for_sessions(&self) -> bool {
        self.wish.from.is_some() || self.wish.to.is_some() || !self.wish.weekdays.is_empty()
    }

    fn has_offerings(&self, program: ProgramId) -> bool {
        self.snapshot.offerings_of(program).next().is_some()
    }

    fn accepts_offering(&self, offering: &Offering, phase: Phase) -> bool {
        let wish = self.wish;
        (wish.phases.is_empty() || wish.phases.contains(&phase))
            && wish.online.is_none_or(|online| offering.online == online)
            && self.is_near(offering)
            && (!self.asks_for_sessions() || self.has_session(offering))
            && wish
                .has_places
                .is_none_or(|wanted| self.has_places(offering) == wanted)
    }

    fn is_near(&self, offering: &Offering) -> bool {
        self.wish.near.is_none()
            || self
                .distance(offering)
                .is_some_and(|distance| self.wish.radius_km.is_none_or(|radius| distance <= radius))
    }

    fn distance(&self, offering: &Offering) -> Option<f64> {
        let site = self.snapshot.sites.get(offering.site_id?)?;
        let there = Point {
            latitude: site.latitude,
            longitude: site.longitude,
        };
        Some(policy::distance_km(self.wish.near?, there))
    }

    /// Whether one session takes place on a day that fits all that is asked of days.
    fn has_session(&self, offering: &Offering) -> bool {
        let wish = self.wish;
        offering.sessions.iter().any(|session| {
            let day = session.starts_at.day(offering.time_zone);
            session.state != SessionState::Cancelled
                && wish.from.is_none_or(|from| from <= day)
                && wish.to.is_none_or(|to| day <= to)
                && (wish.weekdays.is_empty() || wish.weekdays.contains(&day.weekday().into()))
        })
    }

    fn has_places(&self, offering: &Offering) -> bool {
        let places = self.places.of(offering.id);
        policy::has_places(offering, places.as_deref(), self.now)
    }

    fn key(&self, score: u32, offerings: &[(&Offering, Phase)], distance: Option<f64>) -> i64 {
        let near = self.wish.near.map_or(Sort::Relevance, |_| Sort::Distance);
        match self.wish.sort.unwrap_or(near) {
            Sort::Relevance if self.wish.words.is_some() => -i64::from(score),
            Sort::Relevance => offerings
                .iter()
                .map(|(_, phase)| likely(*phase))
                .min()
                .unwrap_or(i64::MAX),
            Sort::Distance => distance.map_or(i64::MAX, policy::metres),
            Sort::Opens => earliest(offerings.iter().map(|(one, _)| one.registration_opens)),
            Sort::Starts => {
                let sessions = offerings.iter().flat_map(|(one, _)| &one.sessions);
                let takes_place = sessions.filter(|one| one.state != SessionState::Cancelled);
                let starts = takes_place.map(|session| session.starts_at);
                earliest(starts.filter(|start| *start >= self.now))
            }
        }
    }
}

fn earliest(instants: impl Iterator<Item = Instant>) -> i64 {
    instants.map(Instant::millis).min().unwrap_or(i64::MAX)
}

/// What one can still join comes before what is over.
const fn likely(phase: Phase) -> i64 {
    match phase {
        Phase::Open => 0,
        Phase::Upcoming => 1,
        Phase::Running => 2,
        Phase::Closed => 3,
        Phase::Finished => 4,
        Phase::CalledOff => 5,
    }
}

/// The hits after `after`, at most `limit`, and whether there are more.
#[must_use]
pub fn page<'h, 'a>(
    hits: &'h [Hit<'a>],
    after: Option<&Position>,
    limit: usize,
) -> (&'h [Hit<'a>], bool) {
    let start = after.map_or(0, |after| {
        hits.partition_point(|hit| hit.position.cmp(after) != Ordering::Greater)
    });
    let rest = &hits[start..];
    (&rest[..rest.len().min(limit)], rest.len() > limit)
}
