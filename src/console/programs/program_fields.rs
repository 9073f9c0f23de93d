//! The settings of a program as the fields of a form.

use serde_json::{Map, Value};

use super::fields::{As, changed};
use crate::catalog::model::Program;
use crate::catalog::snapshot::Snapshot;
use crate::roster::policy::program::Bank;
use crate::web::extract::Fields;

/// The members that the form knows, but for the questions. Those of `eligibility` stand in it.
pub(super) const MEMBERS: [(&str, As); 25] = [
    ("title", As::Text),
    ("title_en", As::Text),
    ("summary", As::Text),
    ("summary_en", As::Text),
    ("brand", As::Text),
    ("brand_en", As::Text),
    ("tags", As::Lines),
    ("kind", As::Text),
    ("shape", As::Text),
    ("sensitivity", As::Text),
    ("notice_style", As::Text),
    ("refuses_clashes", As::Flag),
    ("contact", As::Text),
    ("contact_email", As::Text),
    ("fee_note", As::Text),
    ("eligibility-for", As::Text),
    ("eligibility-member_required", As::Flag),
    ("eligibility-within_org", As::Text),
    ("eligibility-gender", As::Text),
    ("eligibility-age_min", As::Whole),
    ("eligibility-age_max", As::Whole),
    ("eligibility-grade_min", As::Whole),
    ("eligibility-grade_max", As::Whole),
    ("eligibility-single_declared", As::Flag),
    ("eligibility-proofs", As::Lines),
];

/// The questions that are ticked.
const FORM: &str = "question_keys";
/// Its members stand in a member of their own.
const RULES: &str = "eligibility-";

/// What its form shows of a program.
pub(super) fn fields(program: &Program, snapshot: &Snapshot, bank: &Bank) -> Fields {
    let rules = &program.eligibility;
    let within = rules
        .within_org
        .and_then(|id| snapshot.organizations.get(id));
    let years = |age: Option<u32>| age.map(|age| age.to_string()).unwrap_or_default();
    let grade = |grade: Option<i32>| grade.map(|it| it.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let address = program.contact_email.as_ref();
    let mut all = vec![
        ("title", program.title.zh.clone()),
        ("title_en", program.title.en.clone()),
        ("summary", program.summary.zh.clone()),
        ("summary_en", program.summary.en.clone()),
        ("brand", program.brand.zh.clone()),
        ("brand_en", program.brand.en.clone()),
        ("tags", program.tags.join("\r\n")),
        ("kind", program.kind.as_str().to_owned()),
        ("shape", program.shape.as_str().to_owned()),
        ("sensitivity", program.sensitivity.as_str().to_owned()),
        ("notice_style", program.notice_style.as_str().to_owned()),
        ("contact", text(&program.contact)),
        (
            "contact_email",
            address.map(ToString::to_string).unwrap_or_default(),
        ),
        ("fee_note", text(&program.fee_note)),
        ("eligibility-for", rules.audience.as_str().to_owned()),
        (
            "eligibility-within_org",
            within.map(|body| body.code.clone()).unwrap_or_default(),
        ),
        (
            "eligibility-gender",
            rules.gender.map_or("", |one| one.as_str()).to_owned(),
        ),
        ("eligibility-age_min", years(rules.age_min)),
        ("eligibility-age_max", years(rules.age_max)),
        ("eligibility-grade_min", grade(rules.grade_min)),
        ("eligibility-grade_max", grade(rules.grade_max)),
        ("eligibility-proofs", rules.proofs.join("\r\n")),
    ];
    for (name, is_so) in [
        ("refuses_clashes", program.refuses_clashes),
        ("eligibility-member_required", rules.member_required),
        ("eligibility-single_declared", rules.single_declared),
    ] {
        all.extend(is_so.then(|| (name, "on".to_owned())));
    }
    all.extend(keys(program, bank).into_iter().map(|key| (FORM, key)));
    all.into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The members of the call that `typed` changes of what was `shown`; `staying` were not in the form.
pub(super) fn members(shown: &Fields, typed: &Fields, staying: &[&str]) -> Map<String, Value> {
    let known = MEMBERS.into_iter();
    let known: Vec<_> = known.filter(|(name, _)| !staying.contains(name)).collect();
    let (mut members, mut rules) = (Map::new(), Map::new());
    for (name, value) in changed(&known, shown, typed, chrono_tz::UTC) {
        match name.strip_prefix(RULES) {
            Some(rule) => rules.insert(rule.to_owned(), value),
            None => members.insert(name, value),
        };
    }
    if let Some(Value::Null) = rules.get("proofs") {
        rules.insert("proofs".to_owned(), Value::Array(Vec::new()));
    }
    if !rules.is_empty() {
        members.insert("eligibility".to_owned(), Value::Object(rules));
    }
    // Questions keep their order; new ones come after them.
    let ticked: Vec<&str> = typed.all(FORM).collect();
    let before: Vec<&str> = shown.all(FORM).collect();
    let kept = before.iter().filter(|key| ticked.contains(key));
    let new = ticked.iter().filter(|key| !before.contains(key));
    let wanted: Vec<&str> = kept.chain(new).copied().collect();
    if wanted != before {
        members.insert(FORM.to_owned(), wanted.into());
    }
    members
}

/// The form of a program: keys of questions in order.
fn keys(program: &Program, bank: &Bank) -> Vec<String> {
    let asked = program.question_ids.iter();
    let key = |id| bank.questions.values().find(|one| one.id == id);
    asked.filter_map(|id| Some(key(*id)?.key.clone())).collect()
}
