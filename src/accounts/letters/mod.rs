//! The letters of accounts: codes, and word of what was done with an account.

mod samples;

use std::sync::Arc;

use chrono_tz::Tz;
use serde::Deserialize;

use super::Accounts;
use super::drafts::{
    ACCOUNT_CODE, ACCOUNT_ERASED, EMAIL_CHANGE, EMAIL_CHANGED, EMAIL_TAKEN_UP, EXPORT_READY,
    NEW_DEVICE, NO_ACCOUNT, PASSWORD_RESET, SECOND_FACTOR_OFF, SECOND_FACTOR_ON, SIGN_IN_CODE,
};
use super::policy::device;
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::{Rich, moment};
use crate::notices::{Compose, Composing, Notice, Sample};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::{Arguments, say};
use crate::values::when::Wall;

/// Accounts have no zone of their own; their times are told as most readers' clocks show them.
const ZONE: Tz = Tz::Asia__Shanghai;

const KINDS: [&str; 12] = [
    ACCOUNT_CODE,
    SIGN_IN_CODE,
    PASSWORD_RESET,
    EMAIL_CHANGE,
    EMAIL_CHANGED,
    EMAIL_TAKEN_UP,
    NO_ACCOUNT,
    NEW_DEVICE,
    SECOND_FACTOR_ON,
    SECOND_FACTOR_OFF,
    EXPORT_READY,
    ACCOUNT_ERASED,
];

/// The letters that show a code.
const CODES: [&str; 4] = [ACCOUNT_CODE, SIGN_IN_CODE, PASSWORD_RESET, EMAIL_CHANGE];

/// What the inbox does not show: it stands in the mail alone.
const BY_MAIL_ONLY: [&str; 3] = [EMAIL_CHANGED, NO_ACCOUNT, ACCOUNT_ERASED];

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
            let secret = notice.secret.as_deref();
            let name = match notice.account {
                // Of an account that is gone nothing else tells it.
                None if notice.kind == ACCOUNT_ERASED => secret.map(str::to_owned),
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
                code: secret.filter(|_| CODES.contains(&&*notice.kind)),
                expires_at: facts.expires_at,
                device: facts.device.as_deref(),
                public_url: &self.public_url,
            };
            letter.write()
        })
    }

    fn samples(&self, locale: Locale) -> Vec<Sample> {
        samples::all(locale, &self.public_url)
    }
}

#[derive(Deserialize)]
struct Facts {
    expires_at: Option<Instant>,
    device: Option<String>,
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
    /// As tokens keep it: "iPhone, Safari".
    device: Option<&'a str>,
    public_url: &'a str,
}

impl AccountLetter<'_> {
    fn write(&self) -> Result<Letter, Fault> {
        let code = match (self.code, self.has_code()) {
            (None, true) => return Err(Fault::broken("the code of a letter is gone")),
            (code, _) => code,
        };
        let tone = match (code, self.kind) {
            (Some(_), _) | (None, NEW_DEVICE | EXPORT_READY) => Tone::Lamp,
            (None, ACCOUNT_ERASED) => Tone::Plain,
            (None, _) => Tone::Cloth,
        };
        Ok(Letter {
            recipient_name: self.name.clone(),
            subject: self.part("subject").words(),
            preheader: self.part("hint").words(),
            eyebrow: self.part("eyebrow").words(),
            heading: self.part("heading").words(),
            lead: vec![self.part("lead")],
            facts: self.facts(code),
            button: self.button(code),
            steps: vec![self.part("next"), self.part("not-me")],
            footer: self.footer(),
            ..Letter::blank(self.locale, tone)
        })
    }

    fn footer(&self) -> Vec<Rich> {
        let mut lines = vec![self.text("account-whom")];
        if self.has_code() {
            lines.push(self.text("letter-links"));
        } else if !BY_MAIL_ONLY.contains(&self.kind) {
            lines.push(self.text("letter-same"));
        }
        lines
    }

    fn has_code(&self) -> bool {
        CODES.contains(&self.kind)
    }

    fn facts(&self, code: Option<&str>) -> Vec<Fact> {
        let wall = Wall::new(ZONE, self.locale, self.written_at);
        let zone = ("zone", wall.zone_name().into());
        let moment = |at| moment(wall, at);
        let row = |id, value| Fact::line(say(self.locale, id, &[]), value);
        let rich = |id, arguments: &Arguments<'_>| Rich::say(self.locale, id, arguments, None);
        let mut facts = Vec::new();
        if let Some(code) = code {
            facts.push(Fact::code(say(self.locale, "account-row-code", &[]), code));
        }
        match self.expires_at {
            Some(end) if code.is_some() => {
                let value = rich("account-expires", &[("time", wall.time(end).into()), zone]);
                facts.push(row("account-row-expires", value));
            }
            Some(end) if self.kind == EXPORT_READY => {
                let value = rich("account-until", &[("moment", moment(end).into()), zone]);
                facts.push(row("account-row-until", value));
            }
            _ if self.kind == NEW_DEVICE => {
                facts.push(row("account-row-device", Rich::strong(&self.device())));
                let at = ("moment", moment(self.written_at).into());
                facts.push(row("account-row-at", rich("account-until", &[at, zone])));
            }
            _ => {}
        }
        facts
    }

    /// The device as its owner would call it. What it calls itself was chosen by whoever signed
    /// in, and nobody is to send words through us: only names known here are told.
    fn device(&self) -> String {
        let unknown = || say(self.locale, "account-device-unknown", &[]);
        let known = self.device.filter(|summary| device::is_known(summary));
        match (known, self.locale) {
            (None, _) => unknown(),
            (Some(summary), Locale::English) => summary.to_owned(),
            (Some(summary), Locale::Chinese) => {
                summary.replace(", ", "，").replace("WeChat", "微信")
            }
        }
    }

    /// A code stands behind the `#`, which browsers do not send: no log holds it.
    fn button(&self, code: Option<&str>) -> Option<Button> {
        let page = match (code, self.kind) {
            (Some(code), EMAIL_CHANGE) => format!("me#code={code}&for={EMAIL_CHANGE}"),
            (Some(code), kind) => format!("sign-in#code={code}&for={kind}"),
            (None, NEW_DEVICE) => "me#devices".to_owned(),
            (None, EXPORT_READY) => "me#export".to_owned(),
            (None, _) => return None,
        };
        Some(Button {
            label: self.part("button").words(),
            url: format!("{}/{page}", self.public_url),
        })
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
mod tests;
