//! The letters of announcements.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::{ANNOUNCEMENT, ANNOUNCEMENT_HINT, store};
use crate::catalog::model::NoticeStyle;
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::Rich;
use crate::notices::{Compose, Composing, Notice};
use crate::roster::Roster;
use crate::values::ids::AnnouncementId;
use crate::values::locale::Locale;
use crate::values::say::say;

const KINDS: [&str; 2] = [ANNOUNCEMENT, ANNOUNCEMENT_HINT];

/// Writes the letters of announcements. Cheap to clone.
#[derive(Clone)]
pub struct AnnouncementLetters {
    roster: Roster,
    public_url: Arc<str>,
}

/// What the draft says.
#[derive(Deserialize)]
struct Facts {
    announcement: AnnouncementId,
}

impl AnnouncementLetters {
    /// Letters whose links begin with `public_url`.
    #[must_use]
    pub fn new(roster: Roster, public_url: &str) -> Self {
        Self {
            roster,
            public_url: public_url.into(),
        }
    }

    async fn write(&self, notice: &Notice) -> Result<Letter, Fault> {
        let missing = || Fault::broken(format!("notice {} without its announcement", notice.id));
        let facts: Facts = serde_json::from_value(notice.facts.clone())?;
        let found = store::find(self.roster.db.read(), facts.announcement).await?;
        let announcement = found.ok_or_else(missing)?;
        let mut names = match notice.account {
            Some(account) => self.roster.accounts.names(&[account]).await?,
            None => HashMap::default(),
        };
        let name = notice.account.and_then(|account| names.remove(&account));
        let snapshot = self.roster.catalog.snapshot();
        let offering = snapshot.offerings.get(announcement.offering);
        let offering = offering.ok_or_else(missing)?;
        let program = snapshot.programs.get(offering.program_id);
        let program = program.ok_or_else(missing)?;
        let body = snapshot.organizations.get(program.organization_id);
        let locale = notice.locale;
        let letter = AnnouncementLetter {
            locale,
            name,
            subject: &announcement.subject,
            text: &announcement.text,
            program: program.title.pick(locale),
            offering: offering.title.pick(locale),
            organization: body.map_or("", |body| body.name.pick(locale)),
            contact: program.contact.as_deref(),
            is_discreet: program.notice_style == NoticeStyle::Discreet,
            public_url: &self.public_url,
        };
        if notice.kind == ANNOUNCEMENT_HINT {
            Ok(letter.hint())
        } else {
            Ok(letter.full())
        }
    }
}

impl Compose for AnnouncementLetters {
    fn kinds(&self) -> &'static [&'static str] {
        &KINDS
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(self.write(notice))
    }
}

/// All that the letter of an announcement says.
struct AnnouncementLetter<'a> {
    locale: Locale,
    name: Option<String>,
    subject: &'a str,
    text: &'a str,
    program: &'a str,
    offering: &'a str,
    organization: &'a str,
    contact: Option<&'a str>,
    is_discreet: bool,
    public_url: &'a str,
}

impl AnnouncementLetter<'_> {
    /// What the organizer wrote, in her own words: nothing in it is a mark or a link.
    fn full(&self) -> Letter {
        let paragraphs = self.text.split('\n').filter(|line| !line.is_empty());
        Letter {
            subject: self.subject.to_owned(),
            heading: self.subject.to_owned(),
            preheader: if self.is_discreet {
                String::new()
            } else {
                self.program.to_owned()
            },
            lead: paragraphs.map(Rich::plain).collect(),
            facts: self.facts(),
            button: Some(self.button("announcement-button", "registrations")),
            footer: vec![self.whom(), self.say("letter-same")],
            ..self.frame()
        }
    }

    /// That there is something to read, and not what, from whom or about what.
    fn hint(&self) -> Letter {
        Letter {
            sender_name: Some(say(self.locale, "letter-brand", &[])),
            subject: self.words("announcement-hint-subject"),
            heading: self.words("announcement-hint-heading"),
            preheader: self.words("announcement-hint-hint"),
            lead: vec![self.say("announcement-hint-lead")],
            button: Some(self.button("announcement-hint-button", "messages")),
            footer: vec![self.say("letter-links")],
            ..self.frame()
        }
    }

    /// What both have in common.
    fn frame(&self) -> Letter {
        Letter {
            sender_name: Some(if self.is_discreet {
                say(self.locale, "letter-brand", &[])
            } else {
                self.organization.to_owned()
            }),
            recipient_name: self.name.clone(),
            eyebrow: self.words("announcement-eyebrow"),
            ..Letter::blank(self.locale, Tone::Cloth)
        }
    }

    fn facts(&self) -> Vec<Fact> {
        if self.is_discreet {
            return Vec::new();
        }
        let row = |id, value: &str| Fact::line(say(self.locale, id, &[]), Rich::plain(value));
        let mut facts = vec![row("announcement-row-program", self.program)];
        if !self.offering.is_empty() {
            facts.push(row("announcement-row-offering", self.offering));
        }
        facts.push(row("announcement-row-from", self.organization));
        facts
    }

    fn whom(&self) -> Rich {
        let organization = ("organization", self.organization.into());
        match self.contact {
            _ if self.is_discreet => self.say("letter-contact-quiet"),
            Some(contact) => {
                let arguments = [organization, ("contact", contact.into())];
                Rich::say(self.locale, "letter-contact", &arguments, None)
            }
            None => {
                let id = "letter-contact-organization";
                Rich::say(self.locale, id, &[organization], None)
            }
        }
    }

    fn button(&self, id: &str, page: &str) -> Button {
        Button {
            label: self.words(id),
            url: format!("{}/{page}", self.public_url),
        }
    }

    fn say(&self, id: &str) -> Rich {
        Rich::say(self.locale, id, &[], None)
    }

    fn words(&self, id: &str) -> String {
        say(self.locale, id, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::render;

    fn sample(locale: Locale, is_discreet: bool) -> AnnouncementLetter<'static> {
        AnnouncementLetter {
            locale,
            name: Some("张三".to_owned()),
            subject: "周六请带 <b>雨衣</b>",
            text: "各位家长：\n\n周六有雨，请给孩子带雨衣。\n<a href=x>点这里</a>",
            program: "小候鸟驿站暑期营",
            offering: "文晖点 第一期",
            organization: "下城区教育工会",
            contact: Some("0571-0000 0000，工作日 9:00–17:00"),
            is_discreet,
            public_url: "https://niangjia.example",
        }
    }

    #[test]
    fn every_letter_in_both_languages() {
        for locale in [Locale::Chinese, Locale::English] {
            let letters = [
                ("open", sample(locale, false).full()),
                ("inbox", sample(locale, true).full()),
                ("hint", sample(locale, true).hint()),
            ];
            for (which, letter) in letters {
                let shown = format!(
                    "From: {}\nSubject: {}\nPreheader: {}\n\n{}",
                    letter.sender_name.as_deref().unwrap_or_default(),
                    letter.subject,
                    letter.preheader,
                    render::text(&letter)
                );
                assert!(!shown.contains("announcement-"), "{shown}");
                insta::assert_snapshot!(format!("{which}_{}", locale.tag()), shown);
            }
        }
    }

    #[test]
    fn what_is_written_is_text_and_nothing_else() {
        let page = render::html(&sample(Locale::Chinese, false).full()).unwrap();
        assert!(
            !page.contains("<b>雨衣") && !page.contains("<a href=x>"),
            "{page}"
        );
        assert!(page.contains("雨衣") && page.contains("点这里"));
    }

    #[test]
    fn the_mail_of_a_discreet_program_says_nothing() {
        for locale in [Locale::Chinese, Locale::English] {
            let hint = sample(locale, true).hint();
            let shown = serde_json::to_string(&hint).unwrap();
            for word in ["雨衣", "各位家长", "小候鸟", "文晖", "教育工会", "0571"] {
                assert!(!shown.contains(word), "{shown}");
            }
            let inbox = serde_json::to_string(&sample(locale, true).full()).unwrap();
            for word in ["小候鸟", "文晖", "教育工会"] {
                assert!(!inbox.contains(word), "{inbox}");
            }
        }
    }
}
