//! The letters about roles, and about who belongs to a body.

mod memberships;
mod samples;

use std::sync::Arc;

use self::memberships::MembershipLetter;
use super::drafts::{
    MEMBERSHIP_CONFIRMED, MEMBERSHIP_REFUSED, MembershipFacts, ROLE_ENDED, ROLE_GIVEN,
    ROLE_WAITING, RoleFacts,
};
use super::staff::Role;
use super::{Organizations, ZONE, store};
use crate::db::Fault;
use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::Rich;
use crate::notices::{Compose, Composing, Notice, Sample};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OrganizationId, Reference};
use crate::values::locale::{Bilingual, Locale};
use crate::values::say::say;
use crate::values::when::Wall;

const KINDS: [&str; 5] = [
    ROLE_GIVEN,
    ROLE_WAITING,
    ROLE_ENDED,
    MEMBERSHIP_CONFIRMED,
    MEMBERSHIP_REFUSED,
];

/// Writes the letters of bodies. Cheap to clone.
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
        if [MEMBERSHIP_CONFIRMED, MEMBERSHIP_REFUSED].contains(&&*notice.kind) {
            self.about_membership(notice).await
        } else {
            self.about_role(notice).await
        }
    }

    async fn about_role(&self, notice: &Notice) -> Result<Letter, Fault> {
        let facts: RoleFacts = serde_json::from_value(notice.facts.clone())?;
        let program = match facts.program {
            Some(program) => store::programs::title(self.organizations.db.read(), program).await?,
            None => None,
        };
        let locale = notice.locale;
        let body = self.body(facts.organization).await?;
        let letter = RoleLetter {
            kind: &notice.kind,
            locale,
            written_at: notice.created_at,
            name: self.name(notice.account).await?,
            body: body.pick(locale),
            role: facts.role,
            until: facts.until,
            program: program.as_ref().map(|title| title.pick(locale)),
            public_url: &self.public_url,
        };
        Ok(letter.write())
    }

    async fn about_membership(&self, notice: &Notice) -> Result<Letter, Fault> {
        let facts: MembershipFacts = serde_json::from_value(notice.facts.clone())?;
        let body = self.body(facts.organization).await?;
        let letter = MembershipLetter {
            locale: notice.locale,
            name: self.name(notice.account).await?,
            body: body.pick(notice.locale),
            is_member: notice.kind == MEMBERSHIP_CONFIRMED,
            was_member: facts.was_member,
            reason: facts.reason.as_deref(),
            public_url: &self.public_url,
        };
        Ok(letter.write())
    }

    async fn body(&self, id: OrganizationId) -> Result<Bilingual, Fault> {
        let db = self.organizations.db.read();
        let body = store::tree::find(db, &Reference::Id(id)).await?;
        let body = body.ok_or_else(|| Fault::broken("a letter of no body"))?;
        Ok(body.name)
    }

    async fn name(&self, account: Option<AccountId>) -> Result<Option<String>, Fault> {
        let Some(account) = account else {
            return Ok(None);
        };
        let mut names = self.organizations.accounts.names(&[account]).await?;
        Ok(names.remove(&account))
    }
}

impl Compose for StaffLetters {
    fn kinds(&self) -> &'static [&'static str] {
        &KINDS
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(self.write(notice))
    }

    fn samples(&self, locale: Locale) -> Vec<Sample> {
        samples::all(locale, &self.public_url)
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
            // With its year it is too long for one line of a small screen.
            let until = wall.moment(self.until);
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
mod tests;
