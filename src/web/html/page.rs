//! A page in one language: what is so, what a button would do, and the way out.

use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::Problem;

/// All that a page says.
#[derive(Clone, Debug)]
pub struct Page {
    /// The reader's language.
    pub locale: Locale,
    /// Which colour repeats what is said.
    pub tone: Tone,
    /// The state in a word or two, above the heading.
    pub eyebrow: String,
    /// The state, or the question.
    pub heading: String,
    /// What follows from it.
    pub lead: Vec<Line>,
    /// Who, what, when, where.
    pub facts: Vec<(String, Line)>,
    /// What the page can do.
    pub button: Option<Button>,
    /// Where one goes instead: as large as the button.
    pub way_out: Option<WayOut>,
    /// What is so as long as nothing is pressed.
    pub hint: Option<String>,
    /// Whom to ask, and what to know about the link.
    pub footer: Vec<Line>,
}

/// The colour of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something waits for the reader.
    Lamp,
    /// All is settled as wished.
    Leaf,
    /// Neither.
    Plain,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Lamp => "offered",
            Self::Leaf => "confirmed",
            Self::Plain => "plain",
        }
    }
}

/// What is posted to the page's own address.
#[derive(Clone, Debug)]
pub struct Button {
    /// What it does.
    pub label: String,
    /// The query string it is posted with, instead of the page's.
    pub query: Option<String>,
}

/// Leads to another page.
#[derive(Clone, Debug)]
pub struct WayOut {
    /// Where to.
    pub label: String,
    /// Its address as seen from this page.
    pub href: String,
}

/// A paragraph as a row of pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

/// A piece of text of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Does not break over lines: dates.
    pub keep: bool,
}

impl Line {
    /// A plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        let piece = Piece {
            text,
            ..Piece::default()
        };
        Self(vec![piece])
    }
}

#[derive(Template)]
#[template(path = "links/page.html")]
struct Shown<'a> {
    page: &'a Page,
    tone: &'static str,
    brand: String,
    tag: &'static str,
    other_tag: &'static str,
    other_name: &'static str,
}

impl Page {
    /// The answer that shows it.
    ///
    /// # Errors
    /// 500 when it does not render, which no value makes it do.
    pub fn answer(&self, status: StatusCode) -> Result<Response, Problem> {
        super::answer(status, self.locale.tag(), self.render())
    }

    fn render(&self) -> askama::Result<String> {
        let (other_tag, other_name) = match self.locale {
            Locale::Chinese => (Locale::English.tag(), "English"),
            Locale::English => (Locale::Chinese.tag(), "中文"),
        };
        let shown = Shown {
            page: self,
            tone: self.tone.class(),
            brand: say(self.locale, "letter-brand", &[]),
            tag: self.locale.tag(),
            other_tag,
            other_name,
        };
        shown.render()
    }
}

/// The language asked for by `?lang=`.
#[must_use]
pub fn language(uri: &Uri) -> Option<Locale> {
    match asked(uri, "lang")? {
        "en" => Some(Locale::English),
        "zh-CN" => Some(Locale::Chinese),
        _ => None,
    }
}

/// What the query string says of `name`. The rest of it is nobody's business: mail programs add
/// words of their own.
#[must_use]
pub fn asked<'a>(uri: &'a Uri, name: &str) -> Option<&'a str> {
    let mut pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_asked_for_among_whatever_else() {
        let asked = |query: &str| language(&format!("/l/x?{query}").parse().unwrap());
        assert_eq!(asked("utm_source=mail&lang=en"), Some(Locale::English));
        assert_eq!(asked("lang=zh-CN"), Some(Locale::Chinese));
        assert_eq!(asked("lang=fr"), None);
        assert_eq!(asked("lang"), None);
    }

    #[test]
    fn what_people_wrote_is_text() {
        let page = Page {
            locale: Locale::English,
            tone: Tone::Lamp,
            eyebrow: "a".to_owned(),
            heading: "<b>张小一</b>".to_owned(),
            lead: vec![Line::plain("\"><script>")],
            facts: vec![("<i>".to_owned(), Line::plain("<u>"))],
            button: Some(Button {
                label: "<em>".to_owned(),
                query: Some("?a=\"b".to_owned()),
            }),
            way_out: None,
            hint: Some("<hr>".to_owned()),
            footer: vec![Line::plain("<s>")],
        };
        let html = page.render().unwrap();
        for mark in [
            "<b>", "<script", "<i>", "<u>", "<em>", "a=\"b", "<hr>", "<s>",
        ] {
            assert!(!html.contains(mark), "{mark} in {html}");
        }
    }
}
