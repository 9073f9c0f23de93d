//! The texts one consents to.

use std::collections::BTreeMap;

use super::Reader;
use crate::catalog::model::{Question, QuestionKind};
use crate::roster::import::policy::row::Row;
use crate::values::locale::Bilingual;

impl Reader<'_> {
    /// Reads the part `consent_texts`, which may be missing: a consent question without a text
    /// in file or database is asked with its label.
    pub(super) fn consents(
        &self,
        top: &Row<'_>,
        questions: &[Question],
    ) -> BTreeMap<String, Bilingual> {
        let mut texts = BTreeMap::new();
        for row in top.rows("consent_texts") {
            let key = row.text("key");
            if !key.is_empty() && !self.book.questions.contains_key(&key) {
                row.flaw(
                    "key",
                    "unknown-reference",
                    "names no question in file or database",
                );
            }
            let body = row.both("body", "body_en");
            row.finish(&[]);
            if texts.insert(key, body).is_some() {
                row.flaw("key", "duplicate", "stands twice");
            }
        }
        let in_force = &self.stored.contents.consent_texts;
        for question in questions {
            let known = in_force.iter().any(|text| text.key == question.key);
            if question.kind == QuestionKind::Consent && !known {
                let label = || question.label.clone();
                texts.entry(question.key.clone()).or_insert_with(label);
            }
        }
        texts
    }
}
