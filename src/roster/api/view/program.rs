//! Programs.

use serde::Serialize;
use utoipa::ToSchema;

use crate::catalog::model::{
    AskedGender, Audience, Eligibility, Fact, NoticeStyle, Offering, OfferingState, Priority,
    Program, ProgramKind, Sensitivity, Shape,
};
use crate::roster::policy::program::Bank;
use crate::values::email::EmailAddress;
use crate::values::ids::{OfferingId, OrganizationId, ProgramId};

/// A program in the list of its body.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::roster::api) struct ProgramLine {
    id: ProgramId,
    code: String,
    version: i32,
    kind: ProgramKind,
    title: String,
    title_en: String,
    offerings: Vec<OfferingLine>,
}

/// An offering in that list.
#[derive(Debug, Serialize, ToSchema)]
struct OfferingLine {
    id: OfferingId,
    code: String,
    version: i32,
    state: OfferingState,
    title: String,
    title_en: String,
}

impl ProgramLine {
    pub(in crate::roster::api) fn new(program: Program, offerings: &[Offering]) -> Self {
        let own = offerings.iter().filter(|one| one.program_id == program.id);
        Self {
            id: program.id,
            offerings: own.map(OfferingLine::new).collect(),
            code: program.code,
            version: program.version,
            kind: program.kind,
            title: program.title.zh,
            title_en: program.title.en,
        }
    }
}

impl OfferingLine {
    fn new(offering: &Offering) -> Self {
        Self {
            id: offering.id,
            code: offering.code.clone(),
            version: offering.version,
            state: offering.state,
            title: offering.title.zh.clone(),
            title_en: offering.title.en.clone(),
        }
    }
}

/// Who may join, as it is edited.
#[derive(Debug, Serialize, ToSchema)]
struct EligibilitySettings {
    r#for: Audience,
    member_required: bool,
    within_org: Option<OrganizationId>,
    gender: Option<AskedGender>,
    age_min: Option<u32>,
    age_max: Option<u32>,
    grade_min: Option<i32>,
    grade_max: Option<i32>,
    single_declared: bool,
    proofs: Vec<String>,
    priority: Vec<Priority>,
}

/// A program as its organizers edit it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::roster::api) struct ProgramSettings {
    id: ProgramId,
    code: String,
    version: i32,
    organization_id: OrganizationId,
    kind: ProgramKind,
    shape: Shape,
    title: String,
    title_en: String,
    summary: String,
    summary_en: String,
    brand: String,
    brand_en: String,
    tags: Vec<String>,
    facts: Vec<Fact>,
    sensitivity: Sensitivity,
    notice_style: NoticeStyle,
    refuses_clashes: bool,
    eligibility: EligibilitySettings,
    question_keys: Vec<String>,
    certificate_min_attendance: Option<f64>,
    contact: Option<String>,
    #[schema(value_type = Option<String>, format = Email)]
    contact_email: Option<EmailAddress>,
    fee_note: Option<String>,
    /// What no rule reads, as it is.
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
}

impl ProgramSettings {
    pub(in crate::roster::api) fn new(program: Program, bank: &Bank) -> Self {
        let key = |id| {
            let asked = bank.questions.values().find(|one| one.id == id);
            asked.map(|one| one.key.clone())
        };
        let form = program.question_ids.iter().copied();
        Self {
            question_keys: form.filter_map(key).collect(),
            id: program.id,
            code: program.code,
            version: program.version,
            organization_id: program.organization_id,
            kind: program.kind,
            shape: program.shape,
            title: program.title.zh,
            title_en: program.title.en,
            summary: program.summary.zh,
            summary_en: program.summary.en,
            brand: program.brand.zh,
            brand_en: program.brand.en,
            tags: program.tags,
            facts: program.facts,
            sensitivity: program.sensitivity,
            notice_style: program.notice_style,
            refuses_clashes: program.refuses_clashes,
            eligibility: program.eligibility.into(),
            certificate_min_attendance: program.certificate_min_attendance,
            contact: program.contact,
            contact_email: program.contact_email,
            fee_note: program.fee_note,
            details: program.details,
        }
    }
}

impl From<Eligibility> for EligibilitySettings {
    fn from(rules: Eligibility) -> Self {
        Self {
            r#for: rules.audience,
            member_required: rules.member_required,
            within_org: rules.within_org,
            gender: rules.gender,
            age_min: rules.age_min,
            age_max: rules.age_max,
            grade_min: rules.grade_min,
            grade_max: rules.grade_max,
            single_declared: rules.single_declared,
            proofs: rules.proofs,
            priority: rules.priority,
        }
    }
}
