//! A program as it is sent.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::eligibility::EligibilityBody;
use super::{Names, Notes};
use crate::catalog::model::{Fact, NoticeStyle, Program, ProgramKind, Sensitivity, Shape};
use crate::roster::editing::Wish;
use crate::roster::policy::broken::Broken;
use crate::roster::policy::texts;
use crate::values::edit::Edit;
use crate::values::ids::{OrganizationId, ProgramId};

/// A new program (`title`, `kind`, `shape`, `sensitivity` and `eligibility.for` are needed), or
/// what is to change of one: a member that is left out stays, null takes away.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgramBody {
    /// A stable name for addresses, of a new program only; made when left out.
    #[schema(min_length = 2, max_length = 60, pattern = "^[a-z][a-z0-9-]+$")]
    code: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<ProgramKind>)]
    kind: Edit<ProgramKind>,
    #[serde(default)]
    #[schema(value_type = Option<Shape>)]
    shape: Edit<Shape>,
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    title: Edit<String>,
    /// In English; where there is none, the Chinese text is shown.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    title_en: Edit<String>,
    /// One or two sentences; needed to publish.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    summary: Edit<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    summary_en: Edit<String>,
    /// The service brand it belongs to.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    brand: Edit<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    brand_en: Edit<String>,
    /// Words people look for.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    tags: Edit<Vec<String>>,
    /// Figures.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Fact>>)]
    facts: Edit<Vec<Fact>>,
    #[serde(default)]
    #[schema(value_type = Option<Sensitivity>)]
    sensitivity: Edit<Sensitivity>,
    /// Discreet for a new confidential program, else normal, unless it is said.
    #[serde(default)]
    #[schema(value_type = Option<NoticeStyle>)]
    notice_style: Edit<NoticeStyle>,
    /// Whether who has something else at the same time is refused; otherwise only warned.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    refuses_clashes: Edit<bool>,
    #[serde(default)]
    #[schema(value_type = Option<EligibilityBody>)]
    eligibility: Edit<EligibilityBody>,
    /// The form: keys of questions of the bank in order, consents among them.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    question_keys: Edit<Vec<String>>,
    /// Share of sessions (0 to 1) to attend for a certificate.
    #[serde(default)]
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 1)]
    certificate_min_attendance: Edit<f64>,
    /// Whom to ask.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    contact: Edit<String>,
    /// Where an answer to its letters goes; never of a discreet program.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Email)]
    contact_email: Edit<String>,
    /// What a fee is for.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    fee_note: Edit<String>,
}

impl ProgramBody {
    /// A new program of a body.
    pub(crate) fn make(self, id: ProgramId, body: OrganizationId, names: &Names) -> Wish<Program> {
        let mut notes = Notes::default();
        for (member, given) in [
            ("title", self.title.value().is_some()),
            ("kind", self.kind.value().is_some()),
            ("shape", self.shape.value().is_some()),
            ("sensitivity", self.sensitivity.value().is_some()),
        ] {
            if !given {
                notes.missing(member);
            }
        }
        if !self
            .eligibility
            .value()
            .is_some_and(EligibilityBody::says_for)
        {
            let mut inner = Notes::default();
            inner.missing("for");
            notes.inside("eligibility", inner);
        }
        let mut program = Program::blank(id, body);
        if self.sensitivity.value() == Some(&Sensitivity::Confidential) {
            program.notice_style = NoticeStyle::Discreet;
        }
        self.lay(&mut program, true, names, &mut notes);
        wish(program, notes)
    }

    /// A change of the program `seen`.
    pub(crate) fn change(self, seen: &Program, names: &Names) -> Wish<Program> {
        let mut notes = Notes::default();
        let mut program = seen.clone();
        self.lay(&mut program, false, names, &mut notes);
        wish(program, notes)
    }

    fn lay(self, program: &mut Program, is_new: bool, names: &Names, notes: &mut Notes) {
        if let Some(code) = notes.code(self.code, is_new) {
            program.code = code;
        }
        notes.keep("kind", self.kind, &mut program.kind);
        notes.keep("shape", self.shape, &mut program.shape);
        notes.text("title", self.title, &mut program.title.zh);
        notes.gloss("title_en", self.title_en, &mut program.title.en);
        notes.gloss("summary", self.summary, &mut program.summary.zh);
        notes.gloss("summary_en", self.summary_en, &mut program.summary.en);
        notes.gloss("brand", self.brand, &mut program.brand.zh);
        notes.gloss("brand_en", self.brand_en, &mut program.brand.en);
        lay_tags(self.tags, program, notes);
        notes.keep("facts", self.facts, &mut program.facts);
        notes.keep("sensitivity", self.sensitivity, &mut program.sensitivity);
        notes.keep("notice_style", self.notice_style, &mut program.notice_style);
        let clashes = &mut program.refuses_clashes;
        notes.keep("refuses_clashes", self.refuses_clashes, clashes);
        match self.eligibility {
            Edit::Keep => {}
            Edit::Clear => notes.missing("eligibility"),
            Edit::Set(rules) => {
                let mut inner = Notes::default();
                rules.onto(&mut program.eligibility, names, &mut inner);
                notes.inside("eligibility", inner);
            }
        }
        lay_form(self.question_keys, program, names, notes);
        program.certificate_min_attendance = self
            .certificate_min_attendance
            .apply(program.certificate_min_attendance);
        notes.optional_text("contact", self.contact, &mut program.contact);
        let address = &mut program.contact_email;
        notes.optional_address("contact_email", self.contact_email, address);
        notes.optional_text("fee_note", self.fee_note, &mut program.fee_note);
    }
}

fn lay_tags(edit: Edit<Vec<String>>, program: &mut Program, notes: &mut Notes) {
    let tags = match edit {
        Edit::Keep => return,
        Edit::Clear => Vec::new(),
        Edit::Set(tags) => tags,
    };
    program.tags.clear();
    for (at, tag) in tags.into_iter().enumerate() {
        if let Some(line) = texts::line(&tag) {
            program.tags.push(line);
        } else {
            let mut inner = Notes::default();
            inner.text(&at.to_string(), Edit::Set(tag), &mut String::new());
            notes.inside("tags", inner);
        }
    }
}

fn lay_form(edit: Edit<Vec<String>>, program: &mut Program, names: &Names, notes: &mut Notes) {
    let keys = match edit {
        Edit::Keep => return,
        Edit::Clear => Vec::new(),
        Edit::Set(keys) => keys,
    };
    program.question_ids.clear();
    for (at, key) in keys.iter().enumerate() {
        let known = names.bank.questions.get(key).map(|question| question.id);
        let mut inner = Notes::default();
        match known {
            Some(id) if program.question_ids.contains(&id) => {
                inner.add(Broken::new(
                    at,
                    "duplicate",
                    format!("{key} 写了两次"),
                    format!("{key} stands twice"),
                ));
            }
            Some(id) => program.question_ids.push(id),
            None => inner.unknown(at),
        }
        notes.inside("question_keys", inner);
    }
}

fn wish(value: Program, notes: Notes) -> Wish<Program> {
    Wish {
        value,
        faults: notes.0,
    }
}
