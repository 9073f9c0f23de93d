//! The demo file whole, unchanged, changed and broken.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::flaw::Flaw;
use super::plan::{Plan, plan};
use super::read::{Stored, Wanted, meta, read};
use super::shift::Shift;
use crate::catalog::Contents;
use crate::catalog::edit::Edit;
use crate::catalog::model::{OfferingState, SessionState};
use crate::values::clock::{Clock, Instant};
use crate::values::email::EmailAddress;
use crate::values::ids::{IdMaker, OfferingId};

const DEMO: &str = include_str!("../../../../demo/zhejiang-programs.json");

fn demo() -> Value {
    serde_json::from_str(DEMO).unwrap()
}

fn read_into(
    file: &Value,
    contents: &Contents,
    registered: &HashSet<OfferingId>,
) -> Result<Wanted, Vec<Flaw>> {
    let ids = IdMaker::new(Clock::fixed(Instant::from_millis(1_800_000_000_000)));
    let stored = Stored {
        contents,
        registered,
    };
    read(file, stored, Shift::default(), &ids)
}

fn read_fresh(file: &Value) -> Result<Wanted, Vec<Flaw>> {
    read_into(file, &Contents::default(), &HashSet::new())
}

/// The catalogue as it stands once a fresh file is imported.
fn imported(wanted: Wanted) -> Contents {
    let plan = plan(wanted, &Contents::default());
    let (programs, offerings): (Vec<_>, Vec<_>) = plan
        .programs
        .into_iter()
        .map(|program| (program.program, program.wanted))
        .unzip();
    Contents {
        version: 1,
        organizations: plan.organizations,
        sites: plan.sites.iter().map(|edit| edit.value().clone()).collect(),
        questions: plan
            .questions
            .iter()
            .map(|edit| edit.value().clone())
            .collect(),
        consent_texts: plan.consent_texts,
        programs,
        offerings: offerings.into_iter().flatten().collect(),
    }
}

/// The catalogue of the demo file.
pub(in crate::roster) fn demo_contents() -> Contents {
    imported(read_fresh(&demo()).unwrap())
}

fn pointers(flaws: &[Flaw]) -> Vec<(&str, &str)> {
    flaws
        .iter()
        .map(|flaw| (flaw.pointer.as_str(), flaw.code))
        .collect()
}

#[test]
fn the_demo_file_is_read_whole() {
    let head = meta(&demo()).unwrap();
    assert_eq!(head.demo_today.to_string(), "2027-06-14");
    let wanted = read_fresh(&demo()).unwrap();
    let offerings: Vec<_> = wanted.programs.iter().flat_map(|(_, runs)| runs).collect();
    let sessions: usize = offerings.iter().map(|run| run.sessions.len()).sum();
    let quotas: usize = offerings.iter().map(|run| run.quotas.len()).sum();
    let called_off = offerings
        .iter()
        .filter(|run| run.state == OfferingState::CalledOff)
        .count();
    assert_eq!(wanted.organizations.len(), 52);
    assert_eq!(wanted.sites.len(), 45);
    assert_eq!(wanted.questions.len(), 38);
    assert_eq!(wanted.programs.len(), 45);
    assert_eq!(
        (offerings.len(), sessions, quotas, called_off),
        (77, 453, 13, 1)
    );
    assert_eq!(wanted.consents.len(), 4, "each consent question has a text");
}

#[test]
fn the_same_file_again_changes_nothing() {
    let stored = imported(read_fresh(&demo()).unwrap());
    let again = plan(
        read_into(&demo(), &stored, &HashSet::new()).unwrap(),
        &stored,
    );
    assert!(!again.changes_base());
    assert!(again.programs.iter().all(|program| !program.changes_rows()));
}

#[test]
fn what_became_of_a_session_stays() {
    let mut stored = imported(read_fresh(&demo()).unwrap());
    let site = stored.sites[0].id;
    let sessions = &mut stored.offerings[0].sessions;
    sessions[0].state = SessionState::Cancelled;
    sessions[1].site_id = Some(site);
    let again = read_into(&demo(), &stored, &HashSet::new()).unwrap();
    let again = plan(again, &stored);
    assert!(again.programs.iter().all(|program| !program.changes_rows()));
}

#[test]
fn a_change_saves_that_row_with_the_next_version() {
    let stored = imported(read_fresh(&demo()).unwrap());
    let mut file = demo();
    file["sites"][0]["capacity"] = json!(99);
    file["programs"][0]["offerings"][0]["capacity"] = json!(44);
    let Plan {
        sites, programs, ..
    } = plan(read_into(&file, &stored, &HashSet::new()).unwrap(), &stored);
    assert!(matches!(&sites[..], [Edit::Changed(site)] if site.version == 2));
    let changed: Vec<_> = programs
        .iter()
        .filter(|program| program.changes_rows())
        .collect();
    assert!(matches!(
        &changed[..],
        [only] if matches!(&only.offerings[..], [Edit::Changed(run)] if run.version == 2)
    ));
}

#[test]
fn what_the_file_no_longer_holds_stays() {
    let stored = imported(read_fresh(&demo()).unwrap());
    let mut file = demo();
    let offering = &mut file["programs"][0]["offerings"][0];
    offering["sessions"].as_array_mut().unwrap().pop();
    offering["quotas"].as_array_mut().unwrap().pop();
    file["programs"].as_array_mut().unwrap().pop();
    let again = plan(read_into(&file, &stored, &HashSet::new()).unwrap(), &stored);
    assert!(again.programs.iter().all(|program| !program.changes_rows()));
}

#[test]
fn every_fault_is_told_with_its_place_and_value() {
    let mut file = demo();
    file["organizations"][3]["parent_id"] = json!("nowhere");
    file["sites"][0]["lat"] = json!(190);
    file["sites"][1]["opening_hours"] = json!([{"days": "daily", "from": "9", "to": "10:00"}]);
    file["questions"][0]["type"] = json!("poem");
    file["programs"][0]["capcity"] = json!(1);
    file["programs"][0]["offerings"][0]["quotas"][0]["seats"] = json!(39);
    file["programs"][0]["offerings"][0]["sessions"][1]["ends_at"] = json!("2001-01-01");
    file["programs"][0]["offerings"][1]["id"] = json!("p-birds-2027-01");
    let flaws = read_fresh(&file).unwrap_err();
    assert_eq!(
        pointers(&flaws),
        [
            ("/programs/0/offerings/1/id", "duplicate"),
            ("/organizations/3/parent_id", "unknown-reference"),
            ("/sites/0/lat", "out-of-range"),
            ("/sites/1/opening_hours/0/days", "type"),
            ("/sites/1/opening_hours/0/from", "type"),
            ("/questions/0/type", "unknown-word"),
            ("/programs/0/offerings/0/sessions/1/ends_at", "type"),
            ("/programs/0/offerings/0/quotas", "capacity-below-quotas"),
            ("/programs/0/capcity", "unknown-member"),
        ]
    );
    let typed = flaws
        .iter()
        .find(|flaw| flaw.code == "unknown-word")
        .unwrap();
    assert_eq!(typed.value, json!("poem"));
}

#[test]
fn times_and_enrol_stay_where_somebody_is_registered() {
    let stored = imported(read_fresh(&demo()).unwrap());
    let registered = HashSet::from([stored.offerings[0].id]);
    let mut file = demo();
    let offering = &mut file["programs"][0]["offerings"][0];
    assert_eq!(offering["id"], stored.offerings[0].code.as_str());
    offering["sessions"][0]["ends_at"] = json!("2027-07-05T19:00:00+08:00");
    offering["enrol"] = json!("pick");
    let flaws = read_into(&file, &stored, &registered).unwrap_err();
    let places = pointers(&flaws);
    assert!(places.contains(&("/programs/0/offerings/0/enrol", "conflict")));
    assert!(places.contains(&("/programs/0/offerings/0/sessions", "conflict")));
}

#[test]
fn a_shift_moves_every_instant() {
    let ids = IdMaker::new(Clock::fixed(Instant::from_millis(1_800_000_000_000)));
    let (contents, registered) = (Contents::default(), HashSet::new());
    let stored = Stored {
        contents: &contents,
        registered: &registered,
    };
    let moved = read(&demo(), stored, Shift { weeks: -3 }, &ids).unwrap();
    let still = read_fresh(&demo()).unwrap();
    for ((_, moved), (_, still)) in moved.programs.iter().zip(&still.programs) {
        for (moved, still) in moved.iter().zip(still) {
            assert_eq!(
                moved.registration_opens,
                still.registration_opens.plus_days(-21)
            );
            for (moved, still) in moved.sessions.iter().zip(&still.sessions) {
                assert_eq!(moved.ends_at, still.ends_at.plus_days(-21));
            }
        }
    }
}

#[test]
fn whom_to_answer_and_what_to_bring_are_read() {
    let mut file = demo();
    file["programs"][0]["contact_email"] = json!("camp@example.org");
    file["programs"][0]["offerings"][0]["bring"] = json!("水壶");
    file["programs"][0]["offerings"][0]["bring_en"] = json!("Water");
    let wanted = read_fresh(&file).unwrap();
    let (program, offerings) = &wanted.programs[0];
    let address = program.contact_email.as_ref().map(EmailAddress::as_str);
    assert_eq!(address, Some("camp@example.org"));
    assert_eq!(offerings[0].bring.en, "Water");
    file["programs"][0]["contact_email"] = json!("nobody");
    let flaws = read_fresh(&file).unwrap_err();
    assert_eq!(
        pointers(&flaws),
        [("/programs/0/contact_email", "unknown-word")]
    );
}
