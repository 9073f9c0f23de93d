//! The letters of accounts: codes, and word of a changed address.

use std::sync::Arc;

use chrono_tz::Tz;
use serde::Deserialize;

use super::Accounts;
use super::drafts::{
    ACCOUNT_CODE, EMAIL_CHANGE, EMAIL_CHANGED, NO_ACCOUNT, PASSWORD_RESET, SECOND_FACTOR_OFF,
    SECOND_FACTOR_ON, SIGN_IN_CODE,
};
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::Rich;
use crate::notices::{Compose, Composing, Notice};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;

/// Accounts have no zone of their own; their times are told as most readers' clocks show them.
const ZONE: Tz = Tz::Asia__Shanghai;

const KINDS: [&str; 8] = [
    ACCOUNT_CODE,
    SIGN_IN_CODE,
    PASSWORD_RESET,
    EMAIL_CHANGE,
    EMAIL_CHANGED,
    NO_ACCOUNT,
    SECOND_FACTOR_ON,
    SECOND_FACTOR_OFF,
];

/// Word of something that was done: no code.
const NEWS: [&str; 4] = [
    EMAIL_CHANGED,
    NO_ACCOUNT,
    SECOND_FACTOR_ON,
    SECOND_FACTOR_OFF,
];

/// Writes the letters of accounts. Cheap to clone.
#[derive(Clone)]
pub struct AccountLetters {
    accounts: Accounts,
    public_url: Arc<str>,
}

impl AccountLetters {
    /// Letters whose links begin with `public_url`.
    #[must_use]
    pub fn new(accounts: Accounts, public_url: &str) -> Self {
        Self {
            accounts,
            public_url: public_url.into(),
        }
    }
}

impl Compose for AccountLetters {
    fn kinds(&self) -> &'static [&'static str] {
        &KINDS
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(async move {
            let facts: Facts = serde_json::from_value(notice.facts.clone())?;
            let name = match notice.account {
                Some(account) if notice.kind != EMAIL_CHANGE => {
                    self.accounts.names(&[account]).await?.remove(&account)
                }
                _ => None,
            };
            let letter = AccountLetter {
                kind: &notice.kind,
                locale: notice.locale,
                written_at: notice.created_at,
                name,
                code: notice.secret.as_deref(),
                expires_at: facts.expires_at,
                public_url: &self.public_url,
            };
            letter.write()
        })
    }
}

#[derive(Deserialize)]
struct Facts {
    expires_at: Option<Instant>,
}

/// All that a letter about an account says.
struct AccountLetter<'a> {
    kind: &'a str,
    locale: Locale,
    written_at: Instant,
    /// None for an address that is not proved: nobody is to send strangers words through us.
    name: Option<String>,
    /// None where the kind has no code, or where it was sent and forgotten.
    code: Option<&'a str>,
    expires_at: Option<Instant>,
    public_url: &'a str,
}

impl AccountLetter<'_> {
    fn write(&self) -> Result<Letter, Fault> {
        let code = match (self.code, self.has_code()) {
            (None, true) => return Err(Fault::broken("the code of a letter is gone")),
            (code, _) => code,
        };
        let tone = if code.is_some() {
            Tone::Lamp
        } else {
            Tone::Cloth
        };
        Ok(Letter {
            recipient_name: self.name.clone(),
            subject: self.part("subject").words(),
            preheader: self.part("hint").words(),
            eyebrow: self.part("eyebrow").words(),
            heading: self.part("heading").words(),
            lead: vec![self.part("lead")],
            facts: self.facts(code),
            button: code.map(|code| self.button(code)),
            steps: vec![self.part("next"), self.part("not-me")],
            footer: self.footer(),
            ..Letter::blank(self.locale, tone)
        })
    }

    fn footer(&self) -> Vec<Rich> {
        let mut lines = vec![self.text("account-whom")];
        if self.has_code() {
            lines.push(self.text("letter-links"));
        } else if self.kind != NO_ACCOUNT {
            lines.push(self.text("letter-same"));
        }
        lines
    }

    fn has_code(&self) -> bool {
        !NEWS.contains(&self.kind)
    }

    fn facts(&self, code: Option<&str>) -> Vec<Fact> {
        let Some(code) = code else { return Vec::new() };
        let label = |id| say(self.locale, id, &[]);
        let mut facts = vec![Fact::code(label("account-row-code"), code)];
        if let Some(expires_at) = self.expires_at {
            let wall = Wall::new(ZONE, self.locale, self.written_at);
            let value = Rich::say(
                self.locale,
                "account-expires",
                &[
                    ("time", wall.time(expires_at).into()),
                    ("zone", wall.zone_name().into()),
                ],
                None,
            );
            facts.push(Fact::line(label("account-row-expires"), value));
        }
        facts
    }

    /// The code stands behind the `#`, which browsers do not send: no log holds it.
    fn button(&self, code: &str) -> Button {
        Button {
            label: self.part("button").words(),
            url: format!("{}/sign-in#code={code}&for={}", self.public_url, self.kind),
        }
    }

    fn part(&self, part: &str) -> Rich {
        self.text(&format!("account-{}-{part}", self.kind))
    }

    fn text(&self, id: &str) -> Rich {
        let lives = self.expires_at.map_or(0, |expires_at| {
            (expires_at.millis() - self.written_at.millis()) / 60_000
        });
        Rich::say(self.locale, id, &[("minutes", lives.into())], None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::render;

    #[test]
    fn every_letter_in_both_languages() {
        for locale in [Locale::Chinese, Locale::English] {
            for kind in KINDS {
                let sample = AccountLetter {
                    kind,
                    locale,
                    written_at: Instant::from_millis(1_812_939_600_000),
                    name: Some("李四".to_owned())
                        .filter(|_| ![ACCOUNT_CODE, EMAIL_CHANGE, NO_ACCOUNT].contains(&kind)),
                    code: Some("042917").filter(|_| !NEWS.contains(&kind)),
                    expires_at: Some(Instant::from_millis(1_812_940_200_000)),
                    public_url: "https://niangjia.example",
                };
                let letter = sample.write().unwrap();
                let shown = format!(
                    "Subject: {}\nPreheader: {}\n\n{}",
                    letter.subject,
                    letter.preheader,
                    render::text(&letter)
                );
                assert!(!shown.contains("account-row"), "{shown}");
                insta::assert_snapshot!(format!("{kind}_{}", locale.tag()), shown);
            }
        }
    }

    #[test]
    fn a_letter_whose_code_is_gone_is_not_written() {
        let letter = AccountLetter {
            kind: SIGN_IN_CODE,
            locale: Locale::Chinese,
            written_at: Instant::default(),
            name: None,
            code: None,
            expires_at: None,
            public_url: "",
        };
        assert!(letter.write().is_err());
    }
}
