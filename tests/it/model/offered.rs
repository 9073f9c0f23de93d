//! The program of a story as the catalogue holds it.

use niangjia::catalog::edit::{self, Edit};
use niangjia::catalog::model::{
    Allocation, Audience, Eligibility, Enrol, Offering, OfferingState, Program, ProgramKind, Quota,
    QuotaRule, Session, SessionState,
};
use niangjia::values::clock::Instant;
use niangjia::values::locale::Bilingual;

use super::ground::{GROUP, Ground};
use super::names::Names;
use crate::decide::oracle::{self, Door, Number, Unit, Way};
use crate::decide::translate::key;
use crate::harness::TestServer;

/// The youngest who may come.
const AGE_MIN: u32 = 3;
/// The largest party of a story.
const PARTY: i32 = 3;

/// Publishes the program of a story; `plans` has the units of each offering.
pub(super) async fn publish(
    server: &TestServer,
    ground: &Ground,
    names: &Names,
    offerings: &[oracle::Offering],
    plans: &[Vec<Unit>],
) {
    let now = server.clock.now();
    let program = program(ground, names);
    let runs = offerings.iter().zip(plans).enumerate();
    let runs: Vec<Offering> = runs
        .map(|(number, (offering, units))| run(names, number, offering, units))
        .collect();
    let write = server.db.write(async |tx| {
        edit::save_program(tx, &Edit::New(program), now).await?;
        for run in runs {
            edit::save_offering(tx, &Edit::New(run), now).await?;
        }
        edit::announce(tx).await
    });
    write.await.unwrap();
    server.app.catalog.refresh().await.unwrap();
}

fn program(ground: &Ground, names: &Names) -> Program {
    Program {
        code: format!("p-{}", names.program),
        kind: ProgramKind::Course,
        title: Bilingual::new("模型", "Model"),
        eligibility: Eligibility {
            age_min: Some(AGE_MIN),
            ..Eligibility::of(Audience::Anyone)
        },
        question_ids: ground.form.clone(),
        ..Program::blank(names.program, ground.body)
    }
}

fn run(names: &Names, number: Number, offering: &oracle::Offering, units: &[Unit]) -> Offering {
    let small = |number: i64| i32::try_from(number).unwrap();
    let id = names.offerings[number];
    Offering {
        code: format!("o-{id}"),
        state: match offering.door {
            Door::CalledOff => OfferingState::CalledOff,
            Door::Open | Door::NotByRegistering => OfferingState::Published,
        },
        online: true,
        registration_opens: Instant(offering.opens),
        registration_closes: offering.closes.map(Instant),
        allocation: match (offering.door, offering.way) {
            (Door::NotByRegistering, _) => Allocation::Open,
            (_, Way::Lottery) => Allocation::Lottery,
            (_, Way::Review) => Allocation::Review,
            (_, Way::FirstCome) => Allocation::FirstCome,
        },
        enrol: if offering.picks {
            Enrol::Pick
        } else {
            Enrol::All
        },
        pick_max: offering.pick_max.map(|max| i32::try_from(max).unwrap()),
        capacity: units[0].general.map(small),
        waitlist_limit: offering
            .waitlist_limit
            .map(|limit| i32::try_from(limit).unwrap()),
        offer_hours: offering.offer_hours.map(small),
        cancel_until_hours_before: 24,
        party_size_max: PARTY,
        quotas: units[0].quotas.iter().map(quota).collect(),
        linked_allowed: true,
        sessions: sessions(names, offering),
        ..Offering::blank(id, names.program)
    }
}

/// Whoever answers with the number of the quota belongs to it.
fn quota(quota: &oracle::Quota) -> Quota {
    let answers = vec![quota.class.to_string()];
    Quota {
        key: key(quota.class),
        label: Bilingual::new("名额", "Quota"),
        seats: i32::try_from(quota.size).unwrap(),
        rule: QuotaRule {
            answer: [(GROUP.to_owned(), answers)].into(),
            ..QuotaRule::default()
        },
        release_at: quota.release_at.map(Instant),
    }
}

/// Those of the story, also such as it may open later.
fn sessions(names: &Names, offering: &oracle::Offering) -> Vec<Session> {
    let session = |session: &oracle::Session| Session {
        id: names.session(session.number),
        code: format!("s-{}", names.session(session.number)),
        starts_at: Instant(session.starts),
        ends_at: Instant(session.ends),
        title: Bilingual::default(),
        role: None,
        capacity: None,
        state: SessionState::Planned,
        also_show_time_zone: None,
        site_id: None,
    };
    offering.sessions.iter().map(session).collect()
}
