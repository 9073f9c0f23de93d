//! Who may join, on the day of the unit's first session. What is not known is never guessed.

use chrono::NaiveDate;
use serde_json::json;

use super::about;
use crate::catalog::model::{AskedGender, Audience, Eligibility};
use crate::households::Participant;
use crate::households::policy::{Gender, Relation};
use crate::ledger::command::Reason;
use crate::values::age::{OF_AGE, years_and_months_on, years_on};

/// How the acting account belongs to the body a program asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// Confirmed where the program asks.
    Confirmed,
    /// Not confirmed there.
    Missing,
}

impl Membership {
    /// Whether somebody who is a member nowhere, or somewhere, has what `rules` ask.
    #[must_use]
    pub const fn of(rules: &Eligibility, is_member: bool) -> Self {
        let asks = rules.member_required || rules.within_org.is_some();
        if is_member || !asks {
            Self::Confirmed
        } else {
            Self::Missing
        }
    }
}

/// The rules that `who` does not meet on `day`; `bodies` names the body a membership must be
/// in, in the facts.
#[must_use]
pub fn check_eligibility(
    rules: &Eligibility,
    who: &Participant,
    day: NaiveDate,
    membership: Membership,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    reasons.extend(audience(rules, who, day));
    reasons.extend(age(rules, who, day));
    reasons.extend(grade(rules, who, day));
    reasons.extend(gender(rules, who));
    let asks = rules.member_required || rules.within_org.is_some();
    if asks && membership == Membership::Missing {
        let facts = json!({ "within_organization_id": rules.within_org });
        reasons.push(about(who.id, "membership-missing", facts));
    }
    // One missing datum may fail several rules; it is named once.
    reasons.dedup_by(|a, b| a.code == b.code);
    reasons
}

fn audience(rules: &Eligibility, who: &Participant, day: NaiveDate) -> Option<Reason> {
    let relation = who.person.relation;
    let years = who.person.birth_date.map(|birth| years_on(birth, day));
    let on = |code| {
        Some(about(
            who.id,
            code,
            json!({ "age_years": years, "on": day }),
        ))
    };
    match rules.audience {
        Audience::Child if relation != Relation::Child => on("not-a-child"),
        Audience::Child => match years {
            None => on("birth_date-missing"),
            Some(years) if years >= OF_AGE => on("not-a-child"),
            Some(_) => None,
        },
        Audience::Adult => match (relation, years) {
            (Relation::Myself | Relation::Spouse | Relation::Parent, _) => None,
            (_, None) => on("birth_date-missing"),
            (_, Some(years)) if years < OF_AGE => on("not-an-adult"),
            (_, Some(_)) => None,
        },
        Audience::Anyone | Audience::Team | Audience::Organization => None,
    }
}

fn age(rules: &Eligibility, who: &Participant, day: NaiveDate) -> Option<Reason> {
    let (least, most) = (rules.age_min, rules.age_max);
    if least.is_none() && most.is_none() {
        return None;
    }
    let Some(birth) = who.person.birth_date else {
        return Some(about(who.id, "birth_date-missing", json!({ "on": day })));
    };
    let (years, months) = years_and_months_on(birth, day);
    let code = if least.is_some_and(|least| years < least) {
        "age-below-minimum"
    } else if most.is_some_and(|most| years > most) {
        "age-above-maximum"
    } else {
        return None;
    };
    let facts = json!({
        "age_years": years, "age_months": months, "age_min": least, "age_max": most, "on": day,
    });
    Some(about(who.id, code, facts))
}

fn grade(rules: &Eligibility, who: &Participant, day: NaiveDate) -> Option<Reason> {
    let (least, most) = (rules.grade_min, rules.grade_max);
    if least.is_none() && most.is_none() {
        return None;
    }
    let Some(stated) = who.person.grade else {
        return Some(about(who.id, "grade-missing", json!({ "on": day })));
    };
    let grade = crate::values::age::grade_on(stated.grade, stated.stated_on, day);
    let code = if least.is_some_and(|least| grade < least) {
        "grade-below-minimum"
    } else if most.is_some_and(|most| grade > most) {
        "grade-above-maximum"
    } else {
        return None;
    };
    let facts = json!({ "grade": grade, "grade_min": least, "grade_max": most, "on": day });
    Some(about(who.id, code, facts))
}

fn gender(rules: &Eligibility, who: &Participant) -> Option<Reason> {
    let asked = rules.gender?;
    match (asked, who.person.gender) {
        (AskedGender::Female, Some(Gender::Female)) | (AskedGender::Male, Some(Gender::Male)) => {
            None
        }
        (_, None | Some(Gender::Undisclosed)) => {
            Some(about(who.id, "gender-missing", json!({ "gender": asked })))
        }
        (_, Some(_)) => Some(about(
            who.id,
            "gender-not-admitted",
            json!({ "gender": asked }),
        )),
    }
}
