//! One paragraph of a letter: plain text in which some pieces stand out, stay on one line or
//! lead to a page.

use serde::{Deserialize, Serialize};

use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::{Arguments, Value, say};
use crate::values::when::Wall;

/// Stands for `<` inside a value while the marks of a text are read, so that no name can
/// bring a mark of its own. From the private use area: nobody's name is written with it.
const ANGLE: char = '\u{E000}';
const KEEP_FROM: &str = "\u{E001}";
const KEEP_TO: &str = "\u{E002}";

/// Fewest digits of a number that is worth keeping on one line: "8:00–9:30" has so many.
const LEAST_DIGITS: usize = 6;

/// A paragraph as a row of spans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rich(pub Vec<Span>);

/// A piece of text of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// What it says.
    #[serde(rename = "t")]
    pub text: String,
    /// Bold.
    #[serde(rename = "b", default, skip_serializing_if = "is_false")]
    pub strong: bool,
    /// Does not break over lines: dates.
    #[serde(rename = "k", default, skip_serializing_if = "is_false")]
    pub keep: bool,
    /// The page it leads to.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// Marks a value (a day with its weekday, say) as not to be broken over lines.
#[must_use]
pub fn keep(text: &str) -> String {
    format!("{KEEP_FROM}{text}{KEEP_TO}")
}

/// An instant as a clock tells it, its day kept on one line.
#[must_use]
pub fn moment(wall: Wall, at: Instant) -> String {
    let day = wall.day(at);
    wall.moment(at).replacen(&day, &keep(&day), 1)
}

/// Marks the telephone numbers and the hours ("9:00–17:30") of a text as not to be broken over
/// lines.
#[must_use]
pub fn keep_numbers(text: &str) -> String {
    let is_inside = |c: char| c.is_ascii_digit() || " -:–".contains(c);
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = rest[start..].find(|c: char| !is_inside(c));
        let run = &rest[start..length.map_or(rest.len(), |length| start + length)];
        let number = run.trim_end_matches([' ', '-', ':', '–']);
        kept.push_str(&rest[..start]);
        if number.chars().filter(char::is_ascii_digit).count() >= LEAST_DIGITS {
            kept.push_str(&keep(number));
        } else {
            kept.push_str(number);
        }
        rest = &rest[start + number.len()..];
    }
    kept + rest
}

impl Rich {
    /// A paragraph of one plain text, which may hold [`keep`] marks.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        parse(&shield(text), None)
    }

    /// A paragraph of one bold text, which may hold [`keep`] marks.
    #[must_use]
    pub fn strong(text: &str) -> Self {
        parse(&format!("<b>{}</b>", shield(text)), None)
    }

    /// The text `id` of the language, in which `<b>…</b>` stands out and `<a>…</a>` leads to
    /// `link`. Marks inside the values are not marks.
    #[must_use]
    pub fn say(locale: Locale, id: &str, arguments: &Arguments<'_>, link: Option<&str>) -> Self {
        let shielded: Vec<_> = arguments
            .iter()
            .map(|(name, value)| match value {
                Value::String(text) => (*name, Value::from(shield(text))),
                other => (*name, other.clone()),
            })
            .collect();
        parse(&say(locale, id, &shielded), link)
    }

    /// What it says, without links: for subjects and headings.
    #[must_use]
    pub fn words(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// What it says, with each link written out behind its words.
    #[must_use]
    pub fn to_text(&self, locale: Locale) -> String {
        let (open, close) = match locale {
            Locale::Chinese => ("（", " ）"),
            Locale::English => (" (", " )"),
        };
        let mut text = String::new();
        for span in &self.0 {
            text.push_str(&span.text);
            if let Some(link) = &span.link {
                text.extend([open, link, close]);
            }
        }
        text
    }
}

fn shield(value: &str) -> String {
    value.replace('<', &ANGLE.to_string())
}

/// Reads the marks of a text. An `<a>` without a link to lead to stays plain.
fn parse(text: &str, link: Option<&str>) -> Rich {
    let mut spans = Vec::new();
    let mut open = Span::default();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let mark = Mark::ALL.iter().find(|(sign, _)| rest.starts_with(sign));
        if let Some((sign, mark)) = mark {
            close(&mut spans, &mut open);
            match mark {
                Mark::Strong(on) => open.strong = *on,
                Mark::Keep(on) => open.keep = *on,
                Mark::Link(on) => open.link = link.filter(|_| *on).map(str::to_owned),
            }
            rest = &rest[sign.len()..];
        } else {
            open.text
                .push(if character == ANGLE { '<' } else { character });
            rest = &rest[character.len_utf8()..];
        }
    }
    close(&mut spans, &mut open);
    Rich(spans)
}

/// Moves what was read so far into a span of its own.
fn close(spans: &mut Vec<Span>, open: &mut Span) {
    if !open.text.is_empty() {
        spans.push(open.clone());
        open.text.clear();
    }
}

/// What begins (`true`) or ends at a sign.
enum Mark {
    Strong(bool),
    Keep(bool),
    Link(bool),
}

impl Mark {
    const ALL: [(&'static str, Self); 6] = [
        ("<b>", Self::Strong(true)),
        ("</b>", Self::Strong(false)),
        ("<a>", Self::Link(true)),
        ("</a>", Self::Link(false)),
        (KEEP_FROM, Self::Keep(true)),
        (KEEP_TO, Self::Keep(false)),
    ];
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_become_spans_and_values_cannot_bring_marks() {
        let rich = parse(
            &format!(
                "甲<b>{}乙</b>，<a>丙</a>{}",
                keep("6月15日"),
                shield("<b>x")
            ),
            Some("https://e.org/"),
        );
        assert_eq!(
            rich.to_text(Locale::Chinese),
            "甲6月15日乙，丙（https://e.org/ ）<b>x"
        );
        let kept: Vec<_> = rich.0.iter().filter(|span| span.keep).collect();
        assert_eq!(kept.len(), 1);
        assert!(kept[0].strong);
        assert_eq!(rich.0.iter().filter(|span| span.link.is_some()).count(), 1);
    }

    #[test]
    fn telephone_numbers_and_hours_stay_on_one_line() {
        let kept = keep_numbers("电话 0571-0000 0000，周一至周五 9:00–17:30；2 楼 - ");
        let (number, hours) = (keep("0571-0000 0000"), keep("9:00–17:30"));
        assert_eq!(kept, format!("电话 {number}，周一至周五 {hours}；2 楼 - "));
    }

    proptest! {
        #[test]
        fn a_plain_text_stays_what_it_was(text in "[^\u{E000}-\u{E002}]*") {
            prop_assert_eq!(Rich::plain(&text).to_text(Locale::English), text);
        }
    }
}
