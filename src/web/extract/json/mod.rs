//! JSON text to a value: 400 for broken syntax, 422 with a pointer for a wrong member.

mod words;

use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

pub(super) use self::words::words;
use self::words::{form, with_choices};
use crate::web::problem::{Kind, Problem};

/// Reads a body.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // PostgreSQL cannot hold U+0000 in text; nobody means it.
    if bytes.windows(6).any(|window| window == b"\\u0000") {
        return Err(Problem::invalid("", "nul", words("nul")));
    }
    // serde would read an array as the members of a struct in their order.
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(refusal("", "expected an object"));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let pointer = pointer(error.path());
        let inner = error.into_inner();
        match inner.classify() {
            Category::Data => refusal(&pointer, &without_position(&inner.to_string())),
            _ => malformed(&inner),
        }
    })?;
    deserializer.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

/// 422 for one wrong member, from what serde says about it.
pub(super) fn refusal(pointer: &str, said: &str) -> Problem {
    let named = quoted(said);
    let (code, pointer) = if said.starts_with("unknown field") {
        ("unknown-member", at(pointer, named))
    } else if said.starts_with("missing field") {
        ("missing", at(pointer, named))
    } else if said.starts_with("duplicate field") {
        ("duplicate", at(pointer, named))
    } else if said.starts_with("unknown variant") {
        ("unknown-value", pointer.to_owned())
    } else {
        ("wrong-form", pointer.to_owned())
    };
    let words = match code {
        "wrong-form" => form(said).unwrap_or_else(|| words(code)),
        "unknown-member" | "unknown-value" => with_choices(words(code), said),
        _ => words(code),
    };
    Problem::invalid(pointer, code, words)
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(Kind::Malformed).detail(
        format!("第 {} 行第 {} 列不是 JSON", error.line(), error.column()),
        format!(
            "Not JSON at line {}, column {}",
            error.line(),
            error.column()
        ),
    )
}

/// The member that serde names in backticks.
fn quoted(said: &str) -> Option<&str> {
    said.split('`').nth(1)
}

fn at(parent: &str, member: Option<&str>) -> String {
    let Some(member) = member else {
        return parent.to_owned();
    };
    let token = escape(member);
    // serde_path_to_error may already have stepped into an unknown member.
    if parent.rsplit('/').next() == Some(&token) {
        parent.to_owned()
    } else {
        format!("{}/{token}", parent.trim_end_matches('/'))
    }
}

fn pointer(path: &Path) -> String {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// RFC 6901, section 3.
fn escape(member: &str) -> String {
    member.replace('~', "~0").replace('/', "~1")
}

fn without_position(said: &str) -> String {
    said.rsplit_once(" at line ")
        .map_or(said, |(what, _)| what)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::locale::Locale;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Outer {
        list: Vec<Inner>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Inner {
        count: u32,
    }

    fn first_error(text: &str) -> (u64, String, String) {
        let problem = read::<Outer>(text.as_bytes()).unwrap_err();
        let view = serde_json::to_value(problem.view(Locale::English, "r")).unwrap();
        let error = &view["errors"][0];
        (
            view["status"].as_u64().unwrap(),
            error["pointer"].as_str().unwrap_or("").to_owned(),
            error["code"].as_str().unwrap_or("").to_owned(),
        )
    }

    #[test]
    fn each_fault_is_pointed_at() {
        let expect = [
            ("{", 400, "", ""),
            ("{\"list\":[]} x", 400, "", ""),
            (
                "{\"list\":[{\"count\":1},{\"count\":-1}]}",
                422,
                "/list/1/count",
                "wrong-form",
            ),
            (
                "{\"list\":[{\"count\":1,\"no/pe\":2}]}",
                422,
                "/list/0/no~1pe",
                "unknown-member",
            ),
            ("{\"list\":[{}]}", 422, "/list/0/count", "missing"),
            ("{\"list\":[],\"list\":[]}", 422, "/list", "duplicate"),
            ("[[]]", 422, "", "wrong-form"),
            ("{\"list\":\"a\\u0000\"}", 422, "", "nul"),
        ];
        for (text, status, pointer, code) in expect {
            let found = first_error(text);
            assert_eq!(
                found,
                (status, pointer.to_owned(), code.to_owned()),
                "{text}"
            );
        }
    }
}
