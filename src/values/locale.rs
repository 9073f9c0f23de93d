//! The two languages of every text a person reads.

use serde::{Deserialize, Serialize};

/// A language in which the program speaks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
pub enum Locale {
    /// Simplified Chinese, the default.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Locale {
    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The locale stored as `tag`; Chinese for anything unknown.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        if tag == "en" {
            Self::English
        } else {
            Self::Chinese
        }
    }

    /// The better of the two for an `Accept-Language` header (RFC 9110, section 12.5.4):
    /// highest weight first, then the order written; Chinese when neither is named.
    #[must_use]
    pub fn negotiate(header: &str) -> Self {
        let mut best = (0.0_f32, Self::Chinese);
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or("").trim().to_ascii_lowercase();
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok())
                .unwrap_or(1.0_f32);
            let locale = match tag.split('-').next() {
                Some("zh" | "*") => Self::Chinese,
                Some("en") => Self::English,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// Picks the text of this language; the Chinese one where no English one was written.
    #[must_use]
    pub fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::English if !english.is_empty() => english,
            _ => chinese,
        }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: String,
    /// English; empty where none was written.
    pub en: String,
}

impl Bilingual {
    /// Builds a text from its two languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The text in `locale`; Chinese where no English was written.
    #[must_use]
    pub fn pick(&self, locale: Locale) -> &str {
        locale.pick(&self.zh, &self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavier_language_wins() {
        assert_eq!(
            Locale::negotiate("en-GB,en;q=0.9,zh;q=0.8"),
            Locale::English
        );
        assert_eq!(
            Locale::negotiate("fr, zh-TW;q=0.5, en;q=0.4"),
            Locale::Chinese
        );
        assert_eq!(Locale::negotiate("fr"), Locale::Chinese);
        assert_eq!(Locale::negotiate("en;q=0, fr"), Locale::Chinese);
    }
}
