//! The letters about roles.

use std::sync::Arc;

use super::drafts::{ROLE_ENDED, ROLE_GIVEN, ROLE_WAITING, RoleFacts};
use super::staff::Role;
use super::{Organizations, ZONE, store};
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::{Rich, keep};
use crate::notices::{Compose, Composing, Notice};
use crate::values::clock::Instant;
use crate::values::ids::Reference;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;

const KINDS: [&str; 3] = [ROLE_GIVEN, ROLE_WAITING, ROLE_ENDED];

/// Writes the letters about roles. Cheap to clone.
#[derive(Clone)]
pub struct StaffLetters {
    organizations: Organizations,
    public_url: Arc<str>,
}

impl StaffLetters {
    /// Letters whose links begin with `public_url`.
    #[must_use]
    pub fn new(organizations: Organizations, public_url: &str) -> Self {
        Self {
            organizations,
            public_url: public_url.into(),
        }
    }

    async fn write(&self, notice: &Notice) -> Result<Letter, Fault> {
        let facts: RoleFacts = serde_json::from_value(notice.facts.clone())?;
        let db = self.organizations.db.read();
        let body = Reference::Id(facts.organization);
        let body = store::tree::find(db, &body).await?;
        let body = body.ok_or_else(|| Fault::broken("a role in no body"))?;
        let program = match facts.program {
            Some(program) => store::programs::title(db, program).await?,
            None => None,
        };
        let name = match notice.account {
            Some(account) => {
                let mut names = self.organizations.accounts.names(&[account]).await?;
                names.remove(&account)
            }
            None => None,
        };
        let locale = notice.locale;
        let letter = RoleLetter {
            kind: &notice.kind,
            locale,
            written_at: notice.created_at,
            name,
            body: body.name.pick(locale),
            role: facts.role,
            until: facts.until,
            program: program.as_ref().map(|title| title.pick(locale)),
            public_url: &self.public_url,
        };
        Ok(letter.write())
    }
}

impl Compose for StaffLetters {
    fn kinds(&self) -> &'static [&'static str] {
        &KINDS
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(self.write(notice))
    }
}

/// All that a letter about a role says.
struct RoleLetter<'a> {
    kind: &'a str,
    locale: Locale,
    written_at: Instant,
    /// None for an address that is not proved.
    name: Option<String>,
    body: &'a str,
    role: Role,
    until: Instant,
    program: Option<&'a str>,
    public_url: &'a str,
}

impl RoleLetter<'_> {
    fn write(&self) -> Letter {
        let tone = if self.kind == ROLE_ENDED {
            Tone::Plain
        } else {
            Tone::Cloth
        };
        Letter {
            recipient_name: self.name.clone(),
            subject: self.part("subject").words(),
            preheader: self.part("hint").words(),
            eyebrow: self.part("eyebrow").words(),
            heading: self.part("heading").words(),
            lead: vec![self.part("lead")],
            facts: self.facts(),
            button: (self.kind == ROLE_WAITING).then(|| Button {
                label: self.part("button").words(),
                url: format!("{}/sign-in", self.public_url),
            }),
            steps: vec![self.part("next"), self.part("not-me")],
            footer: self.footer(),
            ..Letter::blank(self.locale, tone)
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let row = |id, value: Rich| Fact::line(say(self.locale, id, &[]), value);
        let mut facts = vec![
            row("staff-row-body", Rich::plain(self.body)),
            row("staff-row-role", Rich::plain(&self.role())),
        ];
        if let Some(program) = self.program {
            facts.push(row("staff-row-program", Rich::plain(program)));
        }
        if self.kind != ROLE_ENDED {
            let wall = Wall::new(ZONE, self.locale, self.written_at);
            let until = keep(&wall.moment(self.until));
            facts.push(row("staff-row-until", Rich::strong(&until)));
        }
        facts
    }

    fn footer(&self) -> Vec<Rich> {
        let text = |id| Rich::say(self.locale, id, &[], None);
        let last = if self.kind == ROLE_WAITING {
            "letter-links"
        } else {
            "letter-same"
        };
        vec![text("account-whom"), text(last)]
    }

    fn role(&self) -> String {
        say(self.locale, &format!("role-{}", self.role), &[])
    }

    fn part(&self, part: &str) -> Rich {
        let id = format!("staff-{}-{part}", self.kind);
        let arguments = [("body", self.body.into()), ("role", self.role().into())];
        Rich::say(self.locale, &id, &arguments, None)
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
                let counsels = kind == ROLE_WAITING;
                let sample = RoleLetter {
                    kind,
                    locale,
                    written_at: Instant::from_millis(1_812_939_600_000),
                    name: Some("李四".to_owned()).filter(|_| kind != ROLE_WAITING),
                    body: "杭州市总工会",
                    role: if counsels {
                        Role::Counsellor
                    } else {
                        Role::Organizer
                    },
                    until: Instant::from_millis(1_844_438_400_000),
                    program: Some("心灵氧吧").filter(|_| counsels),
                    public_url: "https://niangjia.example",
                };
                let letter = sample.write();
                let shown = format!(
                    "Subject: {}\nPreheader: {}\n\n{}",
                    letter.subject,
                    letter.preheader,
                    render::text(&letter)
                );
                assert!(!shown.contains("staff-"), "{shown}");
                insta::assert_snapshot!(format!("{kind}_{}", locale.tag()), shown);
            }
        }
    }
}
