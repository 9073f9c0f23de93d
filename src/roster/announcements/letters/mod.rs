//! The letters of announcements.

mod samples;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::{ANNOUNCEMENT, ANNOUNCEMENT_HINT, Announcement, store};
use crate::accounts::links::ReminderLinks;
use crate::catalog::model::NoticeStyle;
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::{Rich, keep_numbers};
use crate::notices::{Compose, Composing, ComposingAll, Notice, Sample, Superseding};
use crate::roster::Roster;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, AnnouncementId};
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

    async fn letters(&self, notices: &[Notice]) -> Vec<Result<Letter, Fault>> {
        match self.look_up(notices).await {
            Ok(looked) => {
                let mut letters = Vec::with_capacity(notices.len());
                for notice in notices {
                    letters.push(self.letter(notice, &looked));
                    // Whoever registers meanwhile does not wait for all of them.
                    tokio::task::yield_now().await;
                }
                letters
            }
            Err(fault) => {
                let fault = Arc::new(fault);
                let shared = |_| Err(Fault::Shared(fault.clone()));
                notices.iter().map(shared).collect()
            }
        }
    }

    /// Three queries, however many letters there are: mostly they are of one announcement.
    async fn look_up(&self, notices: &[Notice]) -> Result<Looked, Fault> {
        let ids = notices.iter().filter_map(|notice| about(notice).ok());
        let accounts: Vec<AccountId> = notices.iter().filter_map(|one| one.account).collect();
        Ok(Looked {
            announcements: store::find_all(self.roster.db.read(), ids.collect()).await?,
            names: self.roster.accounts.names(&accounts).await?,
            snapshot: self.roster.catalog.latest().await?,
        })
    }

    fn letter(&self, notice: &Notice, looked: &Looked) -> Result<Letter, Fault> {
        let missing = || Fault::broken(format!("notice {} without its announcement", notice.id));
        let found = looked.announcements.get(&about(notice)?);
        let announcement = found.ok_or_else(missing)?;
        let name = notice
            .account
            .and_then(|account| looked.names.get(&account));
        let snapshot = &looked.snapshot;
        let offering = snapshot.offerings.get(announcement.offering);
        let offering = offering.ok_or_else(missing)?;
        let program = snapshot.programs.get(offering.program_id);
        let program = program.ok_or_else(missing)?;
        let body = snapshot.organizations.get(program.organization_id);
        let locale = notice.locale;
        let links = ReminderLinks::new(self.roster.keys.clone(), &self.public_url);
        let letter = AnnouncementLetter {
            locale,
            name: name.cloned(),
            subject: &announcement.subject,
            text: &announcement.text,
            program: program.title.pick(locale),
            offering: offering.title.pick(locale),
            organization: body.map_or("", |body| body.name.pick(locale)),
            contact: program.contact.as_deref(),
            reply_to: program.contact_email.as_ref().map(EmailAddress::as_str),
            is_discreet: program.notice_style == NoticeStyle::Discreet,
            public_url: &self.public_url,
            unsubscribe: notice
                .account
                .map(|account| links.unsubscribe(account, notice.created_at)),
        };
        if notice.kind == ANNOUNCEMENT_HINT {
            Ok(letter.hint())
        } else {
            Ok(letter.full())
        }
    }
}

/// Which announcement a notice carries.
fn about(notice: &Notice) -> Result<AnnouncementId, Fault> {
    let facts: Facts = serde_json::from_value(notice.facts.clone())?;
    Ok(facts.announcement)
}

/// What letters look up.
struct Looked {
    announcements: HashMap<AnnouncementId, Announcement>,
    names: HashMap<AccountId, String>,
    snapshot: Arc<Snapshot>,
}

impl Compose for AnnouncementLetters {
    fn kinds(&self) -> &'static [&'static str] {
        &KINDS
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(async move {
            let letter = self.letters(std::slice::from_ref(notice)).await.pop();
            letter.unwrap_or_else(|| Err(Fault::broken("a notice without an answer")))
        })
    }

    fn compose_all<'a>(&'a self, notices: &'a [Notice]) -> ComposingAll<'a> {
        Box::pin(self.letters(notices))
    }

    fn superseded<'a>(&'a self, notices: &'a [Notice]) -> Superseding<'a> {
        Box::pin(async move {
            let notices: Vec<&Notice> = notices.iter().collect();
            self.roster.accounts.stopped(&notices).await
        })
    }

    fn samples(&self, locale: Locale) -> Vec<Sample> {
        samples::all(locale, &self.public_url)
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
    /// Where an answer goes; never told of a discreet program.
    reply_to: Option<&'a str>,
    is_discreet: bool,
    public_url: &'a str,
    /// Where one stops such mails.
    unsubscribe: Option<String>,
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
            steps: self.steps(),
            footer: vec![self.whom(), self.stopping(), self.say("letter-same")],
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
            steps: vec![self.say("announcement-hint-next")],
            footer: vec![
                self.say("letter-contact-quiet"),
                self.stopping(),
                self.say("letter-links"),
            ],
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
            reply_to: self.reply_to().map(str::to_owned),
            eyebrow: self.words("announcement-eyebrow"),
            unsubscribe: self.unsubscribe.clone(),
            ..Letter::blank(self.locale, Tone::Cloth)
        }
    }

    fn reply_to(&self) -> Option<&str> {
        self.reply_to.filter(|_| !self.is_discreet)
    }

    fn steps(&self) -> Vec<Rich> {
        let mut steps = vec![self.say("announcement-next")];
        if self.reply_to().is_some() {
            steps.push(self.say("announcement-reply"));
        }
        steps
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
                let arguments = [organization, ("contact", keep_numbers(contact).into())];
                Rich::say(self.locale, "letter-contact", &arguments, None)
            }
            None => {
                let id = "letter-contact-organization";
                Rich::say(self.locale, id, &[organization], None)
            }
        }
    }

    /// Why it came by mail, and how to have no more of them.
    fn stopping(&self) -> Rich {
        Rich::say(
            self.locale,
            "announcement-why",
            &[],
            self.unsubscribe.as_deref(),
        )
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
mod tests;
