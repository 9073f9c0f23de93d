//! What stands around each page of the console, and how its templates speak.

use std::fmt::Display;

use crate::values::locale::Locale;
use crate::values::say::{Value, known, say};
use crate::web::assets;

/// The main parts of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What needs doing.
    Today,
    /// Programs and their offerings.
    Programs,
    /// How many were served.
    Report,
    /// Roles and memberships.
    People,
    /// Who did what.
    Audit,
}

impl Tab {
    /// The id of its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Today => "console-tab-today",
            Self::Programs => "console-tab-programs",
            Self::Report => "console-tab-report",
            Self::People => "console-tab-people",
            Self::Audit => "console-tab-audit",
        }
    }
}

/// Who is signed in, and where she works.
#[derive(Clone, Debug)]
pub struct Who {
    /// Her name.
    pub name: String,
    /// The body that the page is about, in the reader's language.
    pub body: String,
    /// The parts that she may open there, with their addresses.
    pub tabs: Vec<(Tab, String)>,
}

/// What stands around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The reader's language.
    pub locale: Locale,
    /// The path of the page, with its query.
    pub here: String,
    /// Nobody before she has signed in.
    pub who: Option<Who>,
    /// The part that the page belongs to.
    pub tab: Option<Tab>,
    /// What was just done, by the page before.
    pub done: Option<String>,
}

impl Frame {
    /// The frame of a page for nobody in particular.
    #[must_use]
    pub fn bare(locale: Locale, here: &str) -> Self {
        Self {
            locale,
            here: here.to_owned(),
            who: None,
            tab: None,
            done: None,
        }
    }

    /// Says what was done, by the text `console-done-…`, when there is one of that name.
    #[must_use]
    pub fn done(mut self, name: Option<&str>) -> Self {
        let text = |name| known(self.locale, &format!("console-done-{name}"));
        self.done = name.and_then(text);
        self
    }

    /// A text.
    #[must_use]
    pub fn say(&self, id: &str) -> String {
        say(self.locale, id, &[])
    }

    /// A text about `n` of something.
    #[must_use]
    pub fn count<N: Copy + Into<i64>>(&self, id: &str, n: &N) -> String {
        say(self.locale, id, &[("n", Value::from((*n).into()))])
    }

    /// A text with a name, a place or a time in it, which it calls `what`.
    #[must_use]
    pub fn about(&self, id: &str, what: &(impl Display + ?Sized)) -> String {
        say(self.locale, id, &[("what", Value::from(what.to_string()))])
    }

    /// Where an asset is found.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Where a picture of the sprite is found.
    #[must_use]
    pub fn icon(&self, name: &str) -> String {
        format!("{}#{name}", assets::address("icons.svg"))
    }

    /// Whether the page belongs to this part.
    #[must_use]
    pub fn is_at(&self, tab: &Tab) -> bool {
        self.tab.as_ref() == Some(tab)
    }

    /// The language's tag.
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        self.locale.tag()
    }

    /// The other language: its tag, its name, and where this page speaks it.
    #[must_use]
    pub fn other(&self) -> (&'static str, &'static str, String) {
        let (locale, name) = match self.locale {
            Locale::Chinese => (Locale::English, "English"),
            Locale::English => (Locale::Chinese, "中文"),
        };
        (locale.tag(), name, self.with("lang", locale.tag()))
    }

    /// Where this page stands with another value of a parameter; what was just done is not said again.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> String {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        let kept = form_urlencoded::parse(query.as_bytes())
            .filter(|(field, _)| field != name && field != "done" && field != "cursor");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept);
        if !value.is_empty() {
            query.append_pair(name, value);
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_put_in_the_place_of_its_old_value() {
        let frame = Frame::bare(Locale::English, "/console/x?q=%E5%BC%A0&lang=en&done=moved");
        assert_eq!(
            frame.with("lang", "zh-CN"),
            "/console/x?q=%E5%BC%A0&lang=zh-CN"
        );
        assert_eq!(frame.with("q", ""), "/console/x?lang=en");
        assert_eq!(
            Frame::bare(Locale::English, "/console").with("q", ""),
            "/console"
        );
    }

    #[test]
    fn what_was_done_is_said_by_texts_of_ours_only() {
        let frame = Frame::bare(Locale::English, "/console");
        assert!(frame.clone().done(Some("signed-out")).done.is_some());
        assert!(frame.done(Some("<b>")).done.is_none());
    }
}
