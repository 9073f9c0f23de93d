//! What is wrong with a member, in words for people.

use crate::values::locale::Bilingual;

const WHOLE: (&str, &str) = ("要一个整数", "It must be a whole number");
const NUMBER: (&str, &str) = ("要一个数", "It must be a number");
const YES_OR_NO: (&str, &str) = ("要 true 或 false", "It must be true or false");

/// What each code means.
pub(in crate::web::extract) fn words(code: &'static str) -> Bilingual {
    let (chinese, english) = match code {
        "unknown-member" => ("这里没有这一项", "There is no such member here"),
        "missing" => ("缺少这一项", "This member is missing"),
        "duplicate" => ("这一项写了两次", "This member stands here twice"),
        "unknown-value" => ("没有这个选项", "This value is not one of those taken"),
        "nul" => ("不能含空字符", "U+0000 cannot be kept"),
        _ => ("这一项的格式不对", "This does not have the right form"),
    };
    Bilingual::new(chinese, english)
}

/// The words with the names that serde lists in backticks after "expected".
pub(super) fn with_choices(words: Bilingual, said: &str) -> Bilingual {
    let listed = said
        .split_once("expected ")
        .map_or("", |(_, listed)| listed);
    let names: Vec<&str> = listed.split('`').skip(1).step_by(2).collect();
    if names.is_empty() {
        return words;
    }
    Bilingual::new(
        format!("{}，可以写：{}", words.zh, names.join("、")),
        format!("{}; taken are: {}", words.en, names.join(", ")),
    )
}

/// What a wrong form should be, from what serde and the parsers of our types say: their own
/// words name types of the program, which say nothing to anybody else.
pub(super) fn form(said: &str) -> Option<Bilingual> {
    const PARSERS: [(&[&str], &str, &str); 7] = [
        (
            &["RFC 3339"],
            "要一个时刻，例如 2027-06-14T09:00:00+08:00",
            "It must be an instant, such as 2027-06-14T09:00:00+08:00",
        ),
        (
            &["e-mail address"],
            "请写一个电子邮箱地址",
            "Write an e-mail address",
        ),
        (
            &["UUID", "uuid"],
            "要一个 id，例如 01970000-0000-7000-8000-000000000000",
            "It must be an id, such as 01970000-0000-7000-8000-000000000000",
        ),
        (
            &[
                "date string",
                "input contains invalid",
                "premature end of input",
                "input is out of range",
                "trailing input",
            ],
            "要一个日期，例如 2027-06-14",
            "It must be a date, such as 2027-06-14",
        ),
        (
            &["invalid digit", "cannot parse integer", "number too"],
            WHOLE.0,
            WHOLE.1,
        ),
        (&["invalid float"], NUMBER.0, NUMBER.1),
        (&["`true` or `false`"], YES_OR_NO.0, YES_OR_NO.1),
    ];
    let parser = PARSERS
        .iter()
        .find(|(signs, ..)| signs.iter().any(|sign| said.contains(sign)));
    if let Some((_, chinese, english)) = parser {
        return Some(Bilingual::new(*chinese, *english));
    }
    let (_, expected) = said.rsplit_once("expected ")?;
    let expected = expected.trim_start_matches("a ").trim_start_matches("an ");
    let (chinese, english) = match expected.split(' ').next()? {
        "i8" | "i16" | "i32" | "i64" | "integer" => WHOLE,
        "u8" | "u16" | "u32" | "u64" | "usize" => (
            "要一个整数，不能小于 0",
            "It must be a whole number, 0 or more",
        ),
        "f32" | "f64" | "floating" => NUMBER,
        "boolean" | "bool" => YES_OR_NO,
        "string" | "str" | "character" | "borrowed" => {
            ("要文字", "It must be text in quotation marks")
        }
        "sequence" | "tuple" | "array" | "list" => ("要一个列表 […]", "It must be a list, […]"),
        "struct" | "map" | "object" => ("要一个对象 {…}", "It must be an object, {…}"),
        _ => return None,
    };
    Some(Bilingual::new(chinese, english))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::values::locale::Locale;

    #[test]
    fn no_word_of_the_program_reaches_the_reader() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only read")]
        struct Body {
            id: Option<uuid::Uuid>,
            day: Option<chrono::NaiveDate>,
            at: Option<crate::values::clock::Instant>,
            whole: Option<i32>,
            number: Option<f64>,
            flag: Option<bool>,
            list: Option<Vec<String>>,
            inner: Option<Box<Body>>,
            locale: Option<Locale>,
        }
        let detail = |text: &str, locale| {
            let problem = read::<Body>(text.as_bytes()).unwrap_err();
            let view = serde_json::to_value(problem.view(locale, "r")).unwrap();
            view["errors"][0]["detail"].as_str().unwrap().to_owned()
        };
        let mut said = Vec::new();
        for text in [
            r#"{"id": "x"}"#,
            r#"{"id": 7}"#,
            r#"{"day": "2027-6-1x"}"#,
            r#"{"day": "2027"}"#,
            r#"{"day": 7}"#,
            r#"{"at": "tomorrow"}"#,
            r#"{"whole": "7"}"#,
            r#"{"whole": 7.5}"#,
            r#"{"whole": 99999999999}"#,
            r#"{"number": "x"}"#,
            r#"{"flag": 1}"#,
            r#"{"list": {}}"#,
            r#"{"list": [1]}"#,
            r#"{"inner": 1}"#,
            r#"{"locale": "fr"}"#,
            r#"{"nope": 1}"#,
        ] {
            for locale in [Locale::Chinese, Locale::English] {
                said.push(format!("{text}: {}", detail(text, locale)));
            }
        }
        let said = said.join("\n");
        for leak in [
            "i32", "struct", "Body", "expected", "invalid", "sequence", "one of `",
        ] {
            assert!(!said.contains(leak), "{leak} in\n{said}");
        }
        insta::assert_snapshot!(said);
    }
}
