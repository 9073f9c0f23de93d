//! What people fill in: bodies and their rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::households::policy::{self, Gender, PICKUP_PEOPLE_MAX, Relation, StatedGrade};
use crate::households::{ContactPerson, ParticipantChange, Person};
use crate::values::age::GRADES;
use crate::values::edit::Edit;
use crate::values::text::{NAME_MAX, line_within};
use crate::web::extract::rule;

type Rule = Result<(), ValidationError>;

/// Most characters of a contact's relation.
const RELATION_MAX: usize = 50;

/// A child or a relative to be entered.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ParticipantBody {
    /// As it will stand on the roster.
    #[validate(custom(function = "name"))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Who it is to the account; `self` is there already.
    relation: Relation,
    /// The day of birth.
    birth_date: Option<NaiveDate>,
    /// What is said of the gender.
    gender: Option<Gender>,
    /// The grade at school today.
    #[validate(range(min = 1, max = 12))]
    grade: Option<i32>,
    /// Who may pick the person up; at most 10.
    #[serde(default)]
    #[validate(nested, length(max = 10))]
    pickup_people: Vec<ContactBody>,
    /// Whom to call.
    #[validate(nested)]
    emergency_contact: Option<ContactBody>,
    /// Allergies and needs; at most 2,000 characters.
    #[validate(custom(function = "notes"))]
    #[schema(max_length = 2000)]
    care_notes: Option<String>,
}

/// An edit of a person: what is left out stays, null takes it away.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ParticipantEdit {
    /// As it will stand on the roster.
    #[validate(custom(function = "edited_name"))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100)]
    #[serde(default)]
    name: Edit<String>,
    /// Who it is to the account.
    #[validate(custom(function = "stays"))]
    #[schema(value_type = Option<Relation>)]
    #[serde(default)]
    relation: Edit<Relation>,
    /// The day of birth.
    #[schema(value_type = Option<NaiveDate>)]
    #[serde(default)]
    birth_date: Edit<NaiveDate>,
    /// What is said of the gender.
    #[schema(value_type = Option<Gender>)]
    #[serde(default)]
    gender: Edit<Gender>,
    /// The grade at school today.
    #[validate(custom(function = "edited_grade"))]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 12)]
    #[serde(default)]
    grade: Edit<i32>,
    /// Who may pick the person up; all of them, at most 10.
    #[validate(nested, custom(function = "edited_pickup"))]
    #[schema(value_type = Option<Vec<ContactBody>>, max_items = 10)]
    #[serde(default)]
    pickup_people: Edit<Vec<ContactBody>>,
    /// Whom to call.
    #[validate(nested)]
    #[schema(value_type = Option<ContactBody>)]
    #[serde(default)]
    emergency_contact: Edit<ContactBody>,
    /// Allergies and needs; at most 2,000 characters.
    #[validate(custom(function = "edited_notes"))]
    #[schema(value_type = Option<String>, max_length = 2000)]
    #[serde(default)]
    care_notes: Edit<String>,
}

/// Somebody to call or to hand a child to.
#[derive(Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactBody {
    /// The name.
    #[validate(custom(function = "name"))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The telephone number.
    #[validate(custom(function = "phone"))]
    #[schema(example = "0571-0000 0000")]
    phone: String,
    /// Who it is to the participant.
    #[validate(custom(function = "contact_relation"))]
    #[schema(min_length = 1, max_length = 50, example = "外婆")]
    relation: String,
}

impl ParticipantBody {
    /// The person, cleaned; the grade is as of `today`.
    pub(super) fn person(self, today: NaiveDate) -> Person {
        let notes = self.care_notes.as_deref().and_then(policy::care_notes);
        Person {
            name: clean(&self.name, NAME_MAX),
            relation: self.relation,
            birth_date: self.birth_date,
            gender: self.gender,
            grade: self.grade.map(|grade| StatedGrade {
                grade,
                stated_on: today,
            }),
            pickup_people: self.pickup_people.into_iter().map(Into::into).collect(),
            emergency_contact: self.emergency_contact.map(Into::into),
            care_notes: notes.filter(|notes| !notes.is_empty()),
        }
    }
}

impl ParticipantEdit {
    /// The edit, cleaned.
    pub(super) fn change(self) -> ParticipantChange {
        let people = |people: Vec<ContactBody>| people.into_iter().map(Into::into).collect();
        ParticipantChange {
            name: self.name.value().map(|name| clean(name, NAME_MAX)),
            relation: self.relation.value().copied(),
            birth_date: self.birth_date,
            gender: self.gender,
            grade: self.grade,
            pickup_people: self.pickup_people.map(people),
            emergency_contact: self.emergency_contact.map(Into::into),
            care_notes: self
                .care_notes
                .map(|notes| policy::care_notes(&notes).unwrap_or_default()),
        }
    }
}

impl From<ContactBody> for ContactPerson {
    fn from(body: ContactBody) -> Self {
        Self {
            name: clean(&body.name, NAME_MAX),
            phone: policy::phone(&body.phone).unwrap_or_default(),
            relation: clean(&body.relation, RELATION_MAX),
        }
    }
}

/// A line that kept its rule already.
pub(super) fn clean(text: &str, max: usize) -> String {
    line_within(text, max).unwrap_or_default()
}

fn name(text: &str) -> Rule {
    let broken = || {
        rule(
            "name",
            "姓名要 1 到 100 个字",
            "A name has 1 to 100 characters",
        )
    };
    line_within(text, NAME_MAX).map(drop).ok_or_else(broken)
}

fn contact_relation(text: &str) -> Rule {
    let broken = || {
        rule(
            "relation",
            "请写与孩子的关系",
            "Say who it is, in 1 to 50 characters",
        )
    };
    line_within(text, RELATION_MAX).map(drop).ok_or_else(broken)
}

fn phone(text: &str) -> Rule {
    let broken = || rule("phone", "请写一个电话号码", "Write a telephone number");
    policy::phone(text).map(drop).ok_or_else(broken)
}

fn notes(text: &str) -> Rule {
    let broken = || {
        rule(
            "length",
            "最多 2000 个字",
            "At most 2,000 characters are taken",
        )
    };
    policy::care_notes(text).map(drop).ok_or_else(broken)
}

/// A member that can be changed, but not taken away.
pub(super) fn stays<T>(edit: &Edit<T>) -> Rule {
    match edit {
        Edit::Clear => Err(rule("required", "这一项不能为空", "This cannot be null")),
        Edit::Keep | Edit::Set(_) => Ok(()),
    }
}

pub(super) fn edited_name(edit: &Edit<String>) -> Rule {
    stays(edit)?;
    edit.value().map_or(Ok(()), |text| name(text))
}

pub(super) fn edited_phone(edit: &Edit<String>) -> Rule {
    edit.value().map_or(Ok(()), |text| phone(text))
}

fn edited_notes(edit: &Edit<String>) -> Rule {
    edit.value().map_or(Ok(()), |text| notes(text))
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "validator hands fields over so"
)]
fn edited_grade(edit: &Edit<i32>) -> Rule {
    match edit.value() {
        Some(grade) if !GRADES.contains(grade) => Err(rule(
            "range",
            "要在 1 到 12 之间",
            "It must lie between 1 and 12",
        )),
        _ => Ok(()),
    }
}

fn edited_pickup(edit: &Edit<Vec<ContactBody>>) -> Rule {
    match edit.value() {
        Some(people) if people.len() > PICKUP_PEOPLE_MAX => {
            Err(rule("length", "最多 10 个", "At most 10 are taken"))
        }
        _ => Ok(()),
    }
}
