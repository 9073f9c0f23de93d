//! What a story asks, as a body; and what of it can be asked at all.

use niangjia::values::ids::ParticipantId;
use serde_json::{Map, Value, json};

use super::ground::{GROUP, RULES};
use super::names::Names;
use super::people::{People, household_of};
use crate::decide::oracle::{Applicant, Ask};

/// The same, with findings that a request can bring about: the household, the form and the
/// birthday of the first who is asked for. A change has no form, and nobody changes for another
/// household.
pub(super) fn sayable(mut ask: Ask) -> Ask {
    match &mut ask {
        Ask::Register {
            applicants,
            findings,
            ..
        } => {
            let home = household_of(applicants[0].person);
            let is_stranger = |other: &Applicant| household_of(other.person) != home;
            let unknown = "participant-unknown";
            if applicants.iter().any(is_stranger) && !findings.contains(&unknown) {
                findings.push(unknown);
            }
        }
        Ask::Change { findings, .. } => {
            findings.retain(|slug| ["not-eligible", "consent-missing"].contains(slug));
        }
        _ => {}
    }
    ask
}

/// The body of a request to register.
pub(super) fn form(names: &Names, people: &People, ask: &Ask) -> Value {
    let Ask::Register {
        applicants,
        sessions,
        join_waitlist,
        findings,
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
    })
}
