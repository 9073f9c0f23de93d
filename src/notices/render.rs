//! Turns a letter into HTML and into plain text.

use askama::Template;

use super::letter::{Letter, Tone};
use crate::db::Fault;
use crate::values::locale::Locale;
use crate::values::say::say;

/// Widths in which most labels of a table stand on one line.
const CHINESE_LABEL: &str = "5em";
const ENGLISH_LABEL: &str = "7em";

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Page<'a> {
    letter: &'a Letter,
    brand: String,
    greeting: Option<String>,
    next: String,
    edge: &'static str,
    font: &'static str,
    label: &'static str,
}

/// The letter as an HTML document that holds in mail programs: tables, inline styles, nothing
/// from outside.
///
/// # Errors
/// [`Fault::Broken`] when the template fails, which no letter makes it do.
pub fn html(letter: &Letter) -> Result<String, Fault> {
    let page = Page {
        letter,
        brand: say(letter.locale, "letter-brand", &[]),
        greeting: greeting(letter),
        next: say(letter.locale, "letter-next", &[]),
        edge: edge(letter.tone),
        font: font(letter.locale),
        label: letter.locale.pick(CHINESE_LABEL, ENGLISH_LABEL),
    };
    page.render()
        .map_err(|error| Fault::broken(format!("a letter does not render: {error}")))
}

/// The letter as plain text: the same words in the same order, links written out.
#[must_use]
pub fn text(letter: &Letter) -> String {
    let said = |rich: &super::rich::Rich| rich.to_text(letter.locale);
    let mut blocks = vec![letter.heading.clone()];
    blocks.extend(greeting(letter));
    blocks.extend(letter.lead.iter().map(said));
    let facts: Vec<String> = letter.facts.iter().map(|fact| row(letter, fact)).collect();
    if !facts.is_empty() {
        blocks.push(facts.join("\n"));
    }
    if let Some(button) = &letter.button {
        blocks.push(format!("{}\n{}", button.label, button.url));
    }
    if !letter.steps.is_empty() {
        let mut steps = vec![say(letter.locale, "letter-next", &[])];
        for (number, step) in (1..).zip(&letter.steps) {
            steps.push(format!("{number}. {}", said(step)));
        }
        blocks.push(steps.join("\n"));
    }
    let footer: Vec<String> = letter.footer.iter().map(said).collect();
    blocks.push(format!("—\n{}", footer.join("\n")));
    blocks.join("\n\n") + "\n"
}

fn greeting(letter: &Letter) -> Option<String> {
    let name = letter.recipient_name.as_deref()?;
    Some(say(
        letter.locale,
        "letter-greeting",
        &[("name", name.into())],
    ))
}

fn row(letter: &Letter, fact: &super::letter::Fact) -> String {
    let lines: Vec<String> = fact
        .lines
        .iter()
        .map(|line| line.to_text(letter.locale))
        .collect();
    say(
        letter.locale,
        "letter-row",
        &[
            ("label", fact.label.as_str().into()),
            ("value", lines.join("\n  ").into()),
        ],
    )
}

/// The letters of every cell: programs that show a mail within a page drop the body and its style.
/// Chinese fonts draw Latin quotation marks as wide as Chinese ones, so English asks for others.
const fn font(locale: Locale) -> &'static str {
    match locale {
        Locale::Chinese => {
            "font-family:'PingFang SC','HarmonyOS Sans SC','MiSans','Microsoft YaHei',\
             'Noto Sans CJK SC',sans-serif;font-size:17px;line-height:1.65"
        }
        Locale::English => {
            "font-family:-apple-system,Roboto,'Segoe UI',Arial,'DejaVu Sans','PingFang SC','HarmonyOS Sans SC','MiSans',\
             'Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-size:17px;line-height:1.65"
        }
    }
}

/// The text with each number kept on the line of its counter ("3 位") and of the 第 before it.
fn counted(text: &str) -> String {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut before = None;
    while let Some(character) = rest.next() {
        let counts = match (before, rest.peek()) {
            (Some('第'), Some(after)) => after.is_ascii_digit(),
            (Some(before), Some(after)) => before.is_ascii_digit() && is_chinese(*after),
            _ => false,
        };
        shown.push(if character == ' ' && counts {
            '\u{a0}'
        } else {
            character
        });
        before = Some(character);
    }
    shown
}

/// Colours of the tokens leaf, lamp, indigo and edge.
const fn edge(tone: Tone) -> &'static str {
    match tone {
        Tone::Leaf => "#1c6746",
        Tone::Lamp => "#f0b23e",
        Tone::Cloth => "#24487e",
        Tone::Plain => "#757064",
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_number_stays_with_its_counter() {
        assert_eq!(
            counted("候补第 3 位，共 45 个"),
            "候补第\u{a0}3\u{a0}位，共 45\u{a0}个"
        );
        assert_eq!(
            counted("on 3 July, 0571-0000 0000"),
            "on 3 July, 0571-0000 0000"
        );
    }
}
