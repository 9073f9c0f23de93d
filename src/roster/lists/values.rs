//! What stands in the cells of a list, read as people write it.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::table::Cell;
use crate::catalog::model::{Question, QuestionKind};
use crate::households::policy::{Gender, Relation};
use crate::values::text::fold;

/// A cell that cannot be read as what its column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread;

/// A cell as words.
#[must_use]
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        // A telephone number is a whole number to a spreadsheet.
        Cell::Number(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Cell::Number(number) => number.to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

/// A whole number.
///
/// # Errors
/// [`Unread`].
pub(super) fn whole(cell: &Cell) -> Result<i32, Unread> {
    text(cell).trim().parse().map_err(|_| Unread)
}

/// A day: `2018-09-01`, `2018/9/1`, `2018.9.1`, `20180901`, `2018年9月1日`, or a date.
///
/// # Errors
/// [`Unread`].
pub(super) fn day(cell: &Cell) -> Result<NaiveDate, Unread> {
    if let Cell::Day(day) = cell {
        return Ok(*day);
    }
    let text = text(cell);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(&text, "%Y%m%d").map_err(|_| Unread);
    }
    let parts: Vec<&str> = text
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|part| !part.is_empty())
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return Err(Unread);
    };
    let part = |text: &str| text.trim().parse::<u32>().map_err(|_| Unread);
    let year = year.trim().parse().map_err(|_| Unread)?;
    NaiveDate::from_ymd_opt(year, part(month)?, part(day)?).ok_or(Unread)
}

/// Yes or no.
///
/// # Errors
/// [`Unread`].
pub(super) fn truth(cell: &Cell) -> Result<bool, Unread> {
    if let Cell::Truth(truth) = cell {
        return Ok(*truth);
    }
    match fold(&text(cell)).as_str() {
        "是" | "有" | "已签" | "√" | "✓" | "y" | "yes" | "true" | "1" => Ok(true),
        "否" | "无" | "没有" | "未签" | "×" | "n" | "no" | "false" | "0" => Ok(false),
        _ => Err(Unread),
    }
}

/// Who somebody is to whoever is told.
///
/// # Errors
/// [`Unread`].
pub(super) fn relation(cell: &Cell) -> Result<Relation, Unread> {
    match fold(&text(cell)).as_str() {
        "本人" | "自己" | "self" => Ok(Relation::Myself),
        "子女" | "孩子" | "儿子" | "女儿" | "子" | "女" | "child" | "son" | "daughter" => {
            Ok(Relation::Child)
        }
        "配偶" | "丈夫" | "妻子" | "spouse" | "husband" | "wife" => Ok(Relation::Spouse),
        "父母" | "父亲" | "母亲" | "parent" | "father" | "mother" => Ok(Relation::Parent),
        "其他" | "亲属" | "other" => Ok(Relation::Other),
        _ => Err(Unread),
    }
}

/// The gender.
///
/// # Errors
/// [`Unread`].
pub(super) fn gender(cell: &Cell) -> Result<Gender, Unread> {
    match fold(&text(cell)).as_str() {
        "女" | "女性" | "f" | "female" => Ok(Gender::Female),
        "男" | "男性" | "m" | "male" => Ok(Gender::Male),
        "不便说明" | "不愿说明" | "未说明" | "undisclosed" => Ok(Gender::Undisclosed),
        _ => Err(Unread),
    }
}

/// A grade: `3`, `三年级`, `初二`, `高一`.
///
/// # Errors
/// [`Unread`].
pub(super) fn grade(cell: &Cell) -> Result<i32, Unread> {
    let text = fold(&text(cell));
    let (before, words) = if let Some(rest) = text.strip_prefix("初") {
        (6, rest)
    } else if let Some(rest) = text.strip_prefix("高") {
        (9, rest)
    } else {
        (0, text.as_str())
    };
    let words = words.trim_start_matches("小学").trim_start_matches("中");
    let words = words.trim_end_matches("年级").trim();
    let numeral = "一二三四五六七八九"
        .chars()
        .position(|one| words == one.to_string());
    let number = match numeral {
        Some(at) => i32::try_from(at + 1).map_err(|_| Unread)?,
        None => words.parse().map_err(|_| Unread)?,
    };
    number.checked_add(before).ok_or(Unread)
}

/// The answer to a question, as the form takes it.
///
/// # Errors
/// [`Unread`]; whether an answer is one of the options is the form's to say.
pub fn answer(question: &Question, cell: &Cell) -> Result<Value, Unread> {
    let option = |words: &str| {
        let words = words.trim();
        let said = fold(words);
        let options = question.options.iter();
        let mut named = options.filter(|one| {
            let names = [&one.value, &one.label, &one.label_en];
            names.iter().any(|name| fold(name) == said)
        });
        named
            .next()
            .map_or_else(|| words.to_owned(), |one| one.value.clone())
    };
    Ok(match question.kind {
        QuestionKind::Text | QuestionKind::Address => json!(text(cell)),
        QuestionKind::Number => json!(whole(cell)?),
        QuestionKind::Date => json!(day(cell)?),
        QuestionKind::Bool => json!(truth(cell)?),
        QuestionKind::Choice => json!(option(&text(cell))),
        QuestionKind::Multi => {
            let text = text(cell);
            let chosen = text.split(['、', '；', ';', '，', ',']);
            let chosen = chosen.filter(|one| !one.trim().is_empty());
            json!(chosen.map(option).collect::<Vec<_>>())
        }
        QuestionKind::Person | QuestionKind::Contact => person(&text(cell)),
        QuestionKind::People => {
            let text = text(cell);
            let people = text.split(['；', ';', '\n']);
            let people = people.filter(|one| !one.trim().is_empty());
            json!(people.map(person).collect::<Vec<_>>())
        }
        QuestionKind::Consent | QuestionKind::File => return Err(Unread),
    })
}

/// A person in one cell: name, number and relation in any order, parted by spaces or commas.
fn person(text: &str) -> Value {
    let (mut phone, mut words) = (None, Vec::new());
    for part in text.split([' ', '\u{3000}', ',', '，', '、', '/', '(', ')', '（', '）']) {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        if digits >= 3 && phone.is_none() {
            phone = Some(part);
        } else {
            words.push(part);
        }
    }
    words.retain(|part| !part.is_empty());
    let mut words = words.into_iter();
    let mut person = serde_json::Map::new();
    let found = [
        ("name", words.next()),
        ("phone", phone),
        ("relation", words.next()),
    ];
    for (member, value) in found {
        if let Some(value) = value {
            person.insert(member.to_owned(), json!(value));
        }
    }
    Value::Object(person)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn a_day_reads_however_it_is_written() {
        let expected = NaiveDate::from_ymd_opt(2018, 9, 1).unwrap();
        let written = [
            "2018-09-01",
            "2018/9/1",
            "2018.9.1",
            "20180901",
            "2018年9月1日",
        ];
        for text in written {
            assert_eq!(day(&words(text)), Ok(expected), "{text}");
        }
        assert_eq!(day(&Cell::Number(20_180_901.0)), Ok(expected));
        for text in ["去年", "2018-13-01", "9月1日", ""] {
            assert_eq!(day(&words(text)), Err(Unread), "{text}");
        }
    }

    #[test]
    fn a_grade_reads_however_it_is_written() {
        let written = [
            ("三年级", 3),
            ("3", 3),
            ("小学三年级", 3),
            ("初二", 8),
            ("高一", 10),
        ];
        for (text, expected) in written {
            assert_eq!(grade(&words(text)), Ok(expected), "{text}");
        }
        assert_eq!(grade(&Cell::Number(4.0)), Ok(4));
        assert_eq!(grade(&words("大班")), Err(Unread));
    }

    #[test]
    fn a_person_in_one_cell() {
        let expected = json!({ "name": "王外婆", "phone": "13800000000", "relation": "外婆" });
        for text in [
            "王外婆 13800000000 外婆",
            "王外婆，外婆，13800000000",
            "王外婆（外婆）13800000000",
        ] {
            assert_eq!(person(text), expected, "{text}");
        }
    }

    #[test]
    fn a_telephone_number_keeps_its_digits() {
        assert_eq!(text(&Cell::Number(13_800_000_000.0)), "13800000000");
    }
}
