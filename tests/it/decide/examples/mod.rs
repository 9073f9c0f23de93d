//! Single rules, each in the smallest story that shows it. Both ledger and oracle are asked,
//! and what came out is said in words besides.

mod groups;
mod offers;
mod organizers;
mod seats;

use niangjia::ledger::change::Change;
use niangjia::ledger::decide::Decision;
use niangjia::values::clock::Instant;

use crate::decide::oracle::{
    Applicant, Ask, Class, DAY, Door, HOUR, Manner, Number, Offering, Organize, Quota, Session,
    Size, Unit, Way,
};
use crate::decide::translate::{registration_id, slug, unit_id};
use crate::decide::twin::Twin;

/// Noon in Shanghai on 14 June 2027.
const NOON: i64 = 20_983 * DAY + 4 * HOUR;

/// One offering; everyone registers as the person of the same number.
struct Scene {
    twin: Twin,
    now: i64,
}

/// An offering that opens at noon, one seat for all of it.
fn whole(way: Way) -> Offering {
    Offering {
        door: Door::Open,
        called_off: false,
        way,
        picks: false,
        pick_max: None,
        opens: NOON,
        closes: None,
        waitlist_limit: None,
        offer_hours: None,
        sessions: Vec::new(),
    }
}

/// With so many general seats and the sizes of the quotas 1, 2, ...
fn unit(general: Size, quotas: &[i64], starts: i64) -> Unit {
    let quotas = (1..).zip(quotas).map(|(class, size)| Quota {
        class,
        size: *size,
        target: None,
        release_at: None,
        released: false,
    });
    Unit {
        offering: 0,
        session: None,
        starts: Some(starts),
        ends: Some(starts + 2 * HOUR),
        general,
        general_target: None,
        quotas: quotas.collect(),
        given_out: false,
    }
}

/// The session of a number, picked by itself.
fn picked(session: Number, general: i64) -> Unit {
    Unit {
        session: Some(session),
        ..unit(Some(general), &[], NOON + 10 * DAY)
    }
}

impl Scene {
    /// Opened at noon.
    fn open(general: Size, quotas: &[i64], starts: i64, offer_hours: Option<i64>) -> Self {
        let offering = Offering {
            offer_hours,
            ..whole(Way::FirstCome)
        };
        Self::of(&offering, &[unit(general, quotas, starts)])
    }

    /// A session for each unit; one more where they are picked, which is not open yet.
    fn of(offering: &Offering, units: &[Unit]) -> Self {
        let count = units.len() + usize::from(offering.picks);
        let starts = units[0].starts.unwrap_or(NOON);
        let sessions = (0..count).map(|number| Session {
            number,
            starts,
            ends: starts + 2 * HOUR,
            cancelled: false,
        });
        let offering = Offering {
            sessions: sessions.collect(),
            ..offering.clone()
        };
        let mut scene = Self {
            twin: Twin::new(vec![offering]),
            now: NOON,
        };
        scene.ask(&Ask::Open {
            offering: 0,
            units: units.to_vec(),
        });
        scene
    }

    fn organize(&mut self, asked: Organize) -> Decision {
        self.ask(&Ask::Organize(asked))
    }

    /// Each reviewed, with so many points.
    fn approve(&mut self, points: &[(Number, i64)]) {
        for (registration, points) in points {
            self.organize(Organize::Approve {
                registration: *registration,
                points: *points,
            });
        }
    }

    /// Linked, each with so many seats.
    fn register_linked(&mut self, linked: &[(Number, i64)]) -> Decision {
        let applicants = linked.iter().map(|(person, seats)| Applicant {
            person: *person,
            seats: *seats,
            class: 0,
        });
        self.ask(&Ask::Register {
            offering: 0,
            applicants: applicants.collect(),
            sessions: Vec::new(),
            join_waitlist: true,
            manner: Manner {
                linked: true,
                ..Manner::default()
            },
            findings: Vec::new(),
            numbers: linked.iter().map(|(number, _)| *number).collect(),
        })
    }

    /// For a session that is picked.
    fn register_for(&mut self, session: Number, number: Number) -> Decision {
        self.ask(&Ask::Register {
            offering: 0,
            applicants: vec![Applicant {
                person: number,
                seats: 1,
                class: 0,
            }],
            sessions: vec![session],
            join_waitlist: true,
            manner: Manner {
                by_staff: true,
                ..Manner::default()
            },
            findings: Vec::new(),
            numbers: vec![number],
        })
    }

    /// The list is frozen and drawn.
    fn draw(&mut self, value: &str) {
        self.freeze(100);
        self.organize(Organize::Run {
            offering: 0,
            value: value.to_owned(),
        });
    }

    fn freeze(&mut self, draw: Number) -> Decision {
        self.organize(Organize::Freeze {
            offering: 0,
            draw,
            only_reviewed: false,
            findings: Vec::new(),
        })
    }

    /// The place in line that somebody was told at last.
    fn told_place(decision: &Decision) -> Option<u64> {
        let mut lines = decision.changes.iter().filter_map(|change| match change {
            Change::Registration { event, .. } => event.reason.facts["place"].as_u64(),
            _ => None,
        });
        lines.next_back()
    }

    fn ask(&mut self, ask: &Ask) -> Decision {
        self.twin.ask(self.now, ask).unwrap()
    }

    fn at(&mut self, now: i64) -> &mut Self {
        self.now = now;
        self
    }

    fn register(&mut self, number: Number, seats: i64, class: Class) -> Decision {
        self.ask(&Ask::Register {
            offering: 0,
            applicants: vec![Applicant {
                person: number,
                seats,
                class,
            }],
            sessions: Vec::new(),
            join_waitlist: true,
            manner: Manner::default(),
            findings: Vec::new(),
            numbers: vec![number],
        })
    }

    fn status(&self, number: Number) -> &'static str {
        self.twin.book.registrations[&registration_id(number)]
            .status
            .as_str()
    }

    /// The quota whose seat somebody has; empty for a general one.
    fn place(&self, number: Number) -> Option<String> {
        let registration = &self.twin.book.registrations[&registration_id(number)];
        let unit = &self.twin.book.units[&unit_id(0, None)];
        let pool = registration.pool_id.and_then(|id| unit.pool(id));
        pool.map(|pool| pool.quota_key.clone())
    }

    fn deadline(&self, number: Number) -> Option<i64> {
        let registration = &self.twin.book.registrations[&registration_id(number)];
        registration.offer_expires_at.map(Instant::millis)
    }

    fn held(&self) -> i32 {
        let unit = &self.twin.book.units[&unit_id(0, None)];
        unit.pools.iter().map(|pool| pool.held).sum()
    }
}

fn refusal(decision: &Decision) -> Option<&'static str> {
    decision
        .answer
        .as_ref()
        .err()
        .map(|refusal| slug(refusal.kind))
}
