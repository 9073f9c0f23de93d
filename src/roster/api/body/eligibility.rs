//! Who may join.

use serde::Deserialize;
use utoipa::ToSchema;

use super::{Names, Notes};
use crate::catalog::model::{AskedGender, Audience, Eligibility, Priority};
use crate::values::edit::Edit;
use crate::values::ids::{OrganizationId, Reference};

/// Who may join; null means no limit. Ages count on the day of the first session.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::roster::api) struct EligibilityBody {
    /// Who it is for; needed in a new program.
    #[serde(default)]
    #[schema(value_type = Option<Audience>)]
    r#for: Edit<Audience>,
    /// Whether the acting account needs a confirmed membership.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    member_required: Edit<bool>,
    /// The body inside whose subtree that membership must be, by id or code.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    within_org: Edit<Reference<OrganizationId>>,
    #[serde(default)]
    #[schema(value_type = Option<AskedGender>)]
    gender: Edit<AskedGender>,
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 150)]
    age_min: Edit<u32>,
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 150)]
    age_max: Edit<u32>,
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 12)]
    grade_min: Edit<i32>,
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 12)]
    grade_max: Edit<i32>,
    /// Whether one must state that one is single.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    single_declared: Edit<bool>,
    /// Papers that a reviewer asks for.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    proofs: Edit<Vec<String>>,
    /// What a reviewer gives points for.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Priority>>)]
    priority: Edit<Vec<Priority>>,
}

impl EligibilityBody {
    /// Whether it says who the program is for.
    pub(super) const fn says_for(&self) -> bool {
        self.r#for.value().is_some()
    }

    pub(super) fn onto(self, rules: &mut Eligibility, names: &Names, notes: &mut Notes) {
        notes.keep("for", self.r#for, &mut rules.audience);
        notes.keep(
            "member_required",
            self.member_required,
            &mut rules.member_required,
        );
        match self.within_org {
            Edit::Keep => {}
            Edit::Clear => rules.within_org = None,
            Edit::Set(name) => match names.snapshot.organizations.find(&name) {
                Some(body) => rules.within_org = Some(body.id),
                None => notes.unknown("within_org"),
            },
        }
        rules.gender = self.gender.apply(rules.gender);
        rules.age_min = self.age_min.apply(rules.age_min);
        rules.age_max = self.age_max.apply(rules.age_max);
        rules.grade_min = self.grade_min.apply(rules.grade_min);
        rules.grade_max = self.grade_max.apply(rules.grade_max);
        notes.keep(
            "single_declared",
            self.single_declared,
            &mut rules.single_declared,
        );
        notes.keep("proofs", self.proofs, &mut rules.proofs);
        notes.keep("priority", self.priority, &mut rules.priority);
    }
}
