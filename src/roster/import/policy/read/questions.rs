//! The bank of questions of a file.

use super::Reader;
use crate::catalog::model::{Choice, Question, QuestionKind};
use crate::roster::import::policy::row::Row;

/// The members of a household's record that may answer a question.
const FILLS_FROM: [&str; 7] = [
    "participant.name",
    "participant.birth_date",
    "participant.birth_date.year",
    "participant.grade",
    "participant.pickup_people",
    "participant.emergency_contact",
    "participant.care_notes",
];

impl Reader<'_> {
    /// Reads the part `questions`.
    pub(super) fn questions(&self, top: &Row<'_>) -> Vec<Question> {
        top.rows("questions")
            .iter()
            .filter_map(|row| self.question(row))
            .collect()
    }

    fn question(&self, row: &Row<'_>) -> Option<Question> {
        let key = row.text("key");
        let label = row.both("label", "label_en");
        let purpose = row.optional_both("purpose", "purpose_en");
        let kind: Option<QuestionKind> = row.word("type");
        let options: Vec<Choice> = row.plain("options");
        let required = row.flag("required");
        let sensitivity = row.optional_word("sensitivity");
        let keep_days_after_end = row.required_whole("keep_days_after_end", 0..=3650);
        let fills_from = row.optional_text("fills_from");
        if fills_from
            .as_ref()
            .is_some_and(|from| !FILLS_FROM.contains(&from.as_str()))
        {
            row.flaw(
                "fills_from",
                "unknown-word",
                "no such member of a household's record",
            );
        }
        let chooses = matches!(kind, Some(QuestionKind::Choice | QuestionKind::Multi));
        if !options.is_empty() && !chooses {
            row.flaw("options", "conflict", "only choice and multi have options");
        }
        if kind == Some(QuestionKind::Choice) && options.is_empty() {
            row.flaw("options", "missing", "a choice needs options");
        }
        row.finish(&[]);
        Some(Question {
            id: *self.book.questions.get(&key)?,
            key,
            label,
            purpose,
            kind: kind?,
            options,
            required,
            sensitivity,
            keep_days_after_end,
            fills_from,
        })
    }
}
