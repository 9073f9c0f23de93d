//! Somebody as staff enter her: in a form, or as a line of a list.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::broken::Broken;
use crate::households::policy::{self, Gender, Relation, StatedGrade};
use crate::households::{Guest, Person};
use crate::registrations::assist::Assisted;
use crate::values::age::GRADES;
use crate::values::email::EmailAddress;
use crate::values::ids::{OrganizationId, SessionId};
use crate::values::text::{NAME_MAX, line_within};

/// What staff say of somebody, not yet weighed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As it will stand on the roster.
    pub name: String,
    /// Who it is to whoever is told.
    pub relation: Relation,
    /// The day of birth.
    pub birth_date: Option<NaiveDate>,
    /// What is said of the gender.
    pub gender: Option<Gender>,
    /// The grade at school today.
    pub grade: Option<i32>,
    /// The body she is a member of, as the member of staff says; found already.
    pub member_of: Option<OrganizationId>,
    /// Who is told, where it is somebody else.
    pub contact_name: Option<String>,
    /// Where one can be called.
    pub phone: Option<String>,
    /// Where mail goes.
    pub email: Option<String>,
    /// The sessions picked.
    pub session_ids: Vec<SessionId>,
    /// Seats needed.
    pub seats: i32,
    /// Answers by question.
    pub answers: BTreeMap<String, Value>,
    /// Whether the required consents were seen on paper.
    pub consent_paper: bool,
    /// Whether she is not whoever has her name already.
    pub not_same: bool,
    /// Whether to wait where there is no seat.
    pub join_waitlist: bool,
}

/// Weighs an entry on `today`.
///
/// # Errors
/// Every member that does not hold.
pub fn read(entry: Entry, today: NaiveDate) -> Result<Assisted, Vec<Broken>> {
    let mut broken = Vec::new();
    let name = line(&entry.name, "name", &mut broken);
    let contact_name = entry
        .contact_name
        .filter(|name| !name.trim().is_empty())
        .map(|name| line(&name, "contact_name", &mut broken));
    let phone = entry.phone.filter(|phone| !phone.trim().is_empty());
    let phone = phone.map(|text| {
        policy::phone(&text).ok_or(("phone", "不像一个电话号码", "is no telephone number"))
    });
    let email = entry.email.filter(|email| !email.trim().is_empty());
    let email = email.map(|text| {
        let email = text.parse::<EmailAddress>();
        email.map_err(|_| ("email", "不像一个邮箱地址", "is no e-mail address"))
    });
    let phone = noted(phone, &mut broken);
    let email = noted(email, &mut broken);
    if entry
        .birth_date
        .is_some_and(|birth| !policy::is_possible_birth(birth, today))
    {
        let words = ("没有人能在这一天出生", "nobody was born on that day");
        broken.push(Broken::new("birth_date", "birth-date", words.0, words.1));
    }
    if entry.grade.is_some_and(|grade| !GRADES.contains(&grade)) {
        let words = ("年级要在 1 到 12 之间", "must lie between 1 and 12");
        broken.push(Broken::new("grade", "out-of-range", words.0, words.1));
    }
    if !broken.is_empty() {
        return Err(broken);
    }
    let stated = |grade| StatedGrade {
        grade,
        stated_on: today,
    };
    let person = Person {
        birth_date: entry.birth_date,
        gender: entry.gender,
        grade: entry.grade.map(stated),
        ..Person::named(name, entry.relation)
    };
    Ok(Assisted {
        guest: Guest {
            person,
            contact_name,
            phone,
            email,
            is_somebody_new: entry.not_same,
        },
        member_of: entry.member_of,
        session_ids: entry.session_ids,
        seats: entry.seats,
        answers: entry.answers,
        consent_on_paper: entry.consent_paper,
        join_waitlist: entry.join_waitlist,
    })
}

/// What could be read; noted where it could not.
fn noted<T>(
    read: Option<Result<T, (&'static str, &'static str, &'static str)>>,
    broken: &mut Vec<Broken>,
) -> Option<T> {
    match read? {
        Ok(value) => Some(value),
        Err((member, chinese, english)) => {
            broken.push(Broken::new(member, "wrong-form", chinese, english));
            None
        }
    }
}

/// A name; noted where it is none.
fn line(text: &str, member: &str, broken: &mut Vec<Broken>) -> String {
    line_within(text, NAME_MAX).unwrap_or_else(|| {
        let words = ("姓名要 1 到 100 个字", "has 1 to 100 characters");
        broken.push(Broken::new(member, "name", words.0, words.1));
        String::new()
    })
}
