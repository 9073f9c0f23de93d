//! Programs.

use serde::Serialize;
use utoipa::ToSchema;

use super::{OfferingDigest, OrganizationBrief};
use crate::catalog::api::kept::Moment;
use crate::catalog::model::{
    AnswerSensitivity, AskedGender, Audience, Eligibility, Fact, GUARDIAN_CONSENT, NoticeStyle,
    Offering, Program, ProgramKind, Question, QuestionKind, Sensitivity, Shape,
};
use crate::catalog::policy;
use crate::catalog::search::kind_label;
use crate::values::age::OF_AGE;
use crate::values::email::EmailAddress;
use crate::values::ids::ProgramId;

/// A figure.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Fact)]
struct FactView {
    label: String,
    value: i64,
    unit: String,
    as_of: String,
}

impl FactView {
    fn of(fact: &Fact, at: &Moment) -> Self {
        Self {
            label: at.locale.pick(&fact.label, &fact.label_en).to_owned(),
            value: fact.value,
            unit: fact.unit.clone(),
            as_of: fact.as_of.clone(),
        }
    }
}

/// What a reviewer gives points for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Priority)]
struct PriorityView {
    key: String,
    label: String,
    points: i32,
}

/// The rules of who may join; null means no limit.
#[derive(Debug, Serialize, ToSchema)]
struct EligibilityRules {
    r#for: Audience,
    member_required: bool,
    within_org: Option<OrganizationBrief>,
    gender: Option<AskedGender>,
    /// Completed years on the day of the first session.
    age_min: Option<u32>,
    age_max: Option<u32>,
    grade_min: Option<i32>,
    grade_max: Option<i32>,
    single_declared: bool,
    proofs: Vec<String>,
    priority: Vec<PriorityView>,
}

/// Who may join.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Eligibility)]
struct EligibilityView {
    /// One plain sentence.
    summary: String,
    rules: EligibilityRules,
}

impl EligibilityView {
    fn of(rules: &Eligibility, at: &Moment) -> Self {
        let priority = rules.priority.iter().map(|one| PriorityView {
            key: one.key.clone(),
            label: at.locale.pick(&one.label, &one.label_en).to_owned(),
            points: one.points,
        });
        Self {
            summary: summary(rules, at),
            rules: EligibilityRules {
                r#for: rules.audience,
                member_required: rules.member_required,
                within_org: rules
                    .within_org
                    .and_then(|id| OrganizationBrief::find(id, at)),
                gender: rules.gender,
                age_min: rules.age_min,
                age_max: rules.age_max,
                grade_min: rules.grade_min,
                grade_max: rules.grade_max,
                single_declared: rules.single_declared,
                proofs: rules.proofs.clone(),
                priority: priority.collect(),
            },
        }
    }
}

/// Who may join, as one plain sentence.
pub(in crate::catalog::api) fn summary(rules: &Eligibility, at: &Moment) -> String {
    let within = rules
        .within_org
        .and_then(|id| at.snapshot.organizations.get(id));
    let sentence = policy::eligibility_sentence(rules, within.map(|body| &body.name));
    sentence.pick(at.locale).to_owned()
}

/// An option of a choice.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = QuestionOption)]
struct OptionView {
    value: String,
    label: String,
}

/// A question of the form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Question)]
struct QuestionView {
    key: String,
    label: String,
    /// What the answer is for; null where nobody said.
    purpose: Option<String>,
    r#type: QuestionKind,
    options: Vec<OptionView>,
    required: bool,
    sensitivity: Option<AnswerSensitivity>,
    keep_days_after_end: i32,
    /// The member of the household's record that answers it.
    fills_from: Option<String>,
}

impl QuestionView {
    fn of(question: &Question, at: &Moment) -> Self {
        let options = question.options.iter().map(|option| OptionView {
            value: option.value.clone(),
            label: at.locale.pick(&option.label, &option.label_en).to_owned(),
        });
        Self {
            key: question.key.clone(),
            label: question.label.pick(at.locale).to_owned(),
            purpose: question.purpose_in(at.locale).map(str::to_owned),
            r#type: question.kind,
            options: options.collect(),
            required: question.required,
            sensitivity: question.sensitivity,
            keep_days_after_end: question.keep_days_after_end,
            fills_from: question.fills_from.clone(),
        }
    }
}

/// A consent that is asked for.
#[derive(Debug, Serialize, ToSchema)]
struct AskedConsent {
    key: String,
    version: i32,
    text: String,
    /// Of everyone who takes part.
    required: bool,
    /// Required of whoever is younger than this on the first day, and of children whose birth
    /// date is not known; null where age makes no difference.
    required_below_age: Option<u32>,
}

/// A program.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Program)]
pub(in crate::catalog::api) struct ProgramView {
    #[schema(value_type = uuid::Uuid)]
    id: ProgramId,
    code: String,
    version: i32,
    kind: ProgramKind,
    kind_label: String,
    shape: Shape,
    title: String,
    summary: String,
    brand: String,
    tags: Vec<String>,
    facts: Vec<FactView>,
    organization: Option<OrganizationBrief>,
    sensitivity: Sensitivity,
    notice_style: NoticeStyle,
    /// Whether who has something else at the same time is refused.
    refuses_clashes: bool,
    eligibility: EligibilityView,
    /// Those of type `consent` are answered in `consents`.
    questions: Vec<QuestionView>,
    consents: Vec<AskedConsent>,
    /// Share of sessions (0 to 1) to attend for a certificate.
    certificate_min_attendance: Option<f64>,
    contact: Option<String>,
    /// Where an answer to its letters goes.
    #[schema(value_type = Option<String>, format = Email)]
    contact_email: Option<EmailAddress>,
    /// How one joins, where not by registering; else null.
    how_to_join: Option<String>,
    offerings: Vec<OfferingDigest>,
    /// What no rule reads, as it is.
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
}

impl ProgramView {
    pub(in crate::catalog::api) fn of(program: &Program, at: &Moment) -> Self {
        let offerings: Vec<&Offering> = at.snapshot.offerings_of(program.id).collect();
        let consents = at.snapshot.consents_of(program).into_iter();
        let digests = offerings
            .iter()
            .map(|offering| OfferingDigest::of(offering, policy::phase(offering, at.now), at));
        Self {
            id: program.id,
            code: program.code.clone(),
            version: program.version,
            kind: program.kind,
            kind_label: kind_label(program.kind).pick(at.locale).to_owned(),
            shape: program.shape,
            title: program.title.pick(at.locale).to_owned(),
            summary: program.summary.pick(at.locale).to_owned(),
            brand: program.brand.pick(at.locale).to_owned(),
            tags: program.tags.clone(),
            facts: program
                .facts
                .iter()
                .map(|fact| FactView::of(fact, at))
                .collect(),
            organization: OrganizationBrief::find(program.organization_id, at),
            sensitivity: program.sensitivity,
            notice_style: program.notice_style,
            refuses_clashes: program.refuses_clashes,
            eligibility: EligibilityView::of(&program.eligibility, at),
            questions: at
                .snapshot
                .questions_of(program)
                .map(|question| QuestionView::of(question, at))
                .collect(),
            consents: consents
                .map(|(text, required)| AskedConsent {
                    key: text.key.clone(),
                    version: text.version,
                    text: text.body.pick(at.locale).to_owned(),
                    required,
                    required_below_age: (text.key == GUARDIAN_CONSENT).then_some(OF_AGE),
                })
                .collect(),
            certificate_min_attendance: program.certificate_min_attendance,
            contact: program.contact.clone(),
            contact_email: program.contact_email.clone(),
            how_to_join: policy::how_to_join(program, &offerings)
                .map(|how| how.pick(at.locale).to_owned()),
            offerings: digests.collect(),
            details: program.details.clone(),
        }
    }
}
