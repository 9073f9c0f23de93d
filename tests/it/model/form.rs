//! What a story asks, as a body; and what of it can be asked at all.

use std::collections::BTreeMap;

use niangjia::values::ids::ParticipantId;
use serde_json::{Map, Value, json};

use super::ground::{GROUP, RULES};
use super::names::Names;
use super::people::{People, household_of};
use crate::decide::oracle::{Applicant, Ask, Class, Manner, Number, Oracle, Organize};

/// The same, with findings that a request can bring about: the household, the form and the
/// birthday of the first who is asked for. A change has no form, and nobody changes for another
/// household.
///
/// Organizers have no call for what is not there (a session of another offering), draw no lots
/// here (lines of a real draw bear codes that no story can foresee), and register others by a
/// call that makes households of its own; such commands become ticks, or the people's own.
/// `answers` are the classes that the forms answer, by registration.
pub(super) fn sayable(mut ask: Ask, oracle: &Oracle, answers: &BTreeMap<Number, Class>) -> Ask {
    match &mut ask {
        Ask::Register {
            applicants,
            findings,
            manner,
            ..
        } => {
            findings.retain(|slug| *slug != "clash");
            let home = household_of(applicants[0].person);
            let is_stranger = |other: &Applicant| household_of(other.person) != home;
            let unknown = "participant-unknown";
            if applicants.iter().any(is_stranger) && !findings.contains(&unknown) {
                findings.push(unknown);
            }
            *manner = Manner {
                linked: manner.linked,
                ..Manner::default()
            };
        }
        Ask::Change { findings, .. } => {
            findings.retain(|slug| ["not-eligible", "consent-missing"].contains(slug));
        }
        Ask::Organize(organize) => {
            if !is_callable(organize, oracle) {
                return Ask::Tick;
            }
            if let Organize::Move {
                registration,
                offering,
                class,
                ..
            } = organize
            {
                let answered = answers.get(registration).copied().unwrap_or(0);
                let units = oracle.units_of(*offering);
                let quotas = units.iter().flat_map(|unit| &oracle.units[*unit].quotas);
                let mut classes = quotas.map(|quota| quota.class);
                let is_there = classes.any(|quota| quota == answered);
                *class = if is_there { answered } else { 0 };
            }
        }
        _ => {}
    }
    ask
}

fn is_callable(organize: &Organize, oracle: &Oracle) -> bool {
    match organize {
        Organize::Freeze { .. } | Organize::Run { .. } | Organize::Void(_) => false,
        Organize::CancelSession { offering, session }
        | Organize::MoveSession {
            offering, session, ..
        } => {
            let mut sessions = oracle.offerings[*offering].sessions.iter();
            sessions.any(|one| one.number == *session)
        }
        _ => true,
    }
}

/// The body of a request to register.
pub(super) fn form(names: &Names, people: &People, ask: &Ask) -> Value {
    let Ask::Register {
        applicants,
        sessions,
        join_waitlist,
        findings,
        manner,
        ..
    } = ask
    else {
        unreachable!("only asked for a registration");
    };
    let who = |applicant: &Applicant| people.participant(applicant.person);
    let by_id = |value: &dyn Fn(&Applicant) -> Value| -> Map<String, Value> {
        let each = applicants.iter();
        each.map(|one| (who(one).to_string(), value(one))).collect()
    };
    let mut answers = by_id(&|one| json!({ GROUP: one.class.to_string() }));
    if findings.contains(&"answers-invalid") {
        answers[&who(&applicants[0]).to_string()] = json!({});
    }
    let consents = if findings.contains(&"consent-missing") {
        json!([])
    } else {
        json!([{ "key": RULES, "version": 1 }])
    };
    let sessions = sessions.iter();
    json!({
        "participant_ids": applicants.iter().map(who).collect::<Vec<ParticipantId>>(),
        "session_ids": sessions.map(|one| names.session(*one)).collect::<Vec<_>>(),
        "party": by_id(&|one| json!(one.seats)),
        "answers": answers,
        "consents": consents,
        "join_waitlist": join_waitlist,
        "linked": manner.linked,
    })
}
