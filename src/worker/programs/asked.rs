//! What a program asks of whoever registers, who reads it, and until when it is kept.

use super::Moment;
use crate::catalog::model::{self, GUARDIAN_CONSENT, Program, QuestionKind};
use crate::values::say::Value;

/// A question of the form.
pub(super) struct Question {
    pub(super) label: String,
    pub(super) required: bool,
    pub(super) why: String,
}

/// A text that one agrees to, or not.
pub(super) struct Consent {
    pub(super) text: String,
    pub(super) when: String,
}

/// The questions, but not those that ask for a consent.
pub(super) fn questions(program: &Program, at: &Moment<'_>) -> Vec<Question> {
    let shown = |question: &model::Question| Question {
        label: question.label.pick(at.locale).to_owned(),
        required: question.required,
        why: why(question, at),
    };
    let all = at.snapshot.questions_of(program);
    all.filter(|question| question.kind != QuestionKind::Consent)
        .map(shown)
        .collect()
}

fn why(question: &model::Question, at: &Moment<'_>) -> String {
    let readers = match question.sensitivity {
        None => "app-program-read-by-organizer",
        Some(_) => "app-program-read-by-few",
    };
    let kept = at.of("app-program-kept-days", question.keep_days_after_end);
    let mut parts = vec![at.say(readers, &[]), kept];
    if let Some(purpose) = question.purpose_in(at.locale) {
        parts.insert(
            0,
            at.say("app-program-purpose", &[("what", Value::from(purpose))]),
        );
    }
    if question.fills_from.is_some() {
        parts.push(at.say("app-program-from-household", &[]));
    }
    parts.concat()
}

/// The consents, each with of whom it is asked.
pub(super) fn consents(program: &Program, at: &Moment<'_>) -> Vec<Consent> {
    let all = at.snapshot.consents_of(program).into_iter();
    let shown = |(text, required): (&model::ConsentText, bool)| Consent {
        text: text.body.pick(at.locale).to_owned(),
        when: at.say(
            match (required, text.key == GUARDIAN_CONSENT) {
                (true, _) => "app-program-consent-required",
                (false, true) => "app-program-consent-guardian",
                (false, false) => "app-program-consent-optional",
            },
            &[],
        ),
    };
    all.map(shown).collect()
}
