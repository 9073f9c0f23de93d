//! What the headings of a list mean: ours in both languages, and the labels of the form.

use crate::catalog::model::{Question, QuestionKind};
use crate::values::locale::Bilingual;
use crate::values::text::fold;

/// What a column says of a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// The name.
    Name,
    /// Who it is to whoever is told.
    Relation,
    /// The day of birth.
    Birth,
    /// The gender.
    Gender,
    /// The grade at school.
    Grade,
    /// The body she is a member of.
    MemberOf,
    /// Who is told.
    Contact,
    /// Where one can be called.
    Phone,
    /// Where mail goes.
    Email,
    /// The sessions picked, by code.
    Sessions,
    /// Seats.
    Seats,
    /// Consents seen on paper.
    Paper,
    /// Not whoever has the name.
    NotSame,
    /// An answer to the form.
    Answer(Box<Question>),
}

const KNOWN: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &["姓名", "孩子姓名", "学员姓名", "参与人", "name"],
    ),
    (Column::Relation, &["关系", "与联系人关系", "relation"]),
    (
        Column::Birth,
        &[
            "出生日期",
            "生日",
            "birth date",
            "date of birth",
            "birth_date",
        ],
    ),
    (Column::Gender, &["性别", "gender"]),
    (Column::Grade, &["年级", "grade"]),
    (
        Column::MemberOf,
        &["所属工会", "会员所在工会", "member of", "member_of"],
    ),
    (
        Column::Contact,
        &[
            "联系人",
            "家长",
            "家长姓名",
            "监护人",
            "contact",
            "contact name",
        ],
    ),
    (
        Column::Phone,
        &["电话", "手机", "手机号", "联系电话", "phone", "telephone"],
    ),
    (
        Column::Email,
        &["邮箱", "电子邮箱", "电子邮件", "e-mail", "email"],
    ),
    (Column::Sessions, &["时段", "场次", "sessions", "session"]),
    (Column::Seats, &["人数", "名额", "seats", "people"]),
    (
        Column::Paper,
        &[
            "纸质同意书",
            "已签同意书",
            "consent on paper",
            "consent_paper",
        ],
    ),
    (Column::NotSame, &["不是同一人", "not the same", "not_same"]),
];

/// What a heading means in a form of `questions`; none for one we do not read.
#[must_use]
pub fn meant(heading: &str, questions: &[&Question]) -> Option<Column> {
    let heading = fold(heading);
    let known = KNOWN
        .iter()
        .find(|(_, names)| names.iter().any(|name| fold(name) == heading));
    if let Some((column, _)) = known {
        return Some(column.clone());
    }
    let asked = questions.iter().find(|question| {
        let names = [&question.key, &question.label.zh, &question.label.en];
        question.kind != QuestionKind::Consent && names.iter().any(|name| fold(name) == heading)
    });
    asked.map(|question| Column::Answer(Box::new((*question).clone())))
}

/// The headings that a column can be given, with what people read.
#[must_use]
pub fn choices(questions: &[&Question]) -> Vec<(String, Bilingual)> {
    let known = KNOWN.iter().filter_map(|(_, names)| {
        let english = names.iter().find(|name| name.is_ascii())?;
        let chinese = *names.first()?;
        Some((chinese.to_owned(), Bilingual::new(chinese, *english)))
    });
    let asked = questions
        .iter()
        .filter(|one| one.kind != QuestionKind::Consent);
    let asked = asked.map(|one| (one.key.clone(), one.label.clone()));
    known.chain(asked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_reads_in_both_languages_and_widths() {
        for heading in ["姓名", " ＮＡＭＥ ", "Name"] {
            assert_eq!(meant(heading, &[]), Some(Column::Name));
        }
        assert_eq!(meant("序号", &[]), None);
    }

    #[test]
    fn no_heading_means_two_things() {
        let all = || KNOWN.iter().flat_map(|(_, names)| names.iter());
        let folded: std::collections::BTreeSet<String> = all().map(|name| fold(name)).collect();
        assert_eq!(folded.len(), all().count());
    }
}
