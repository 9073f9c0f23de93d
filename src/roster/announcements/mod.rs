//! Announcements: what an organizer writes to all who are registered for an offering.
//!
//! Owns `announcements`. Each account gets one, however many registrations it has. Where the
//! program is discreet the words stand in the inbox alone, and the mail says no more than that
//! something is there.

pub mod letters;
mod store;

use std::collections::HashMap;

use chrono_tz::Tz;
use serde_json::json;

use self::store::Recipient;
use super::Roster;
use super::access::AtOffering;
use crate::catalog::model::NoticeStyle;
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::notices::outbox::{self, Carriage, Draft, Urgency};
use crate::organizations::audit::{self, Acting, Action, Actor, Subject, SubjectKind};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, AnnouncementId, IdMaker, OfferingId, RegistrationId};
use crate::values::locale::Locale;
use crate::values::words::words;

/// What the organizer wrote. Facts: `announcement`.
pub const ANNOUNCEMENT: &str = "announcement";
/// That there is something to read in the inbox; by mail only. Facts: `announcement`.
pub const ANNOUNCEMENT_HINT: &str = "announcement-hint";

/// Notices that are made at a time: of a hundred thousand, few lie in memory.
const CHUNK: usize = 1000;

words! {
    /// Whom an announcement is for.
    To {
        /// Who has a place.
        Confirmed = "confirmed",
        /// Who waits in line.
        Waitlisted = "waitlisted",
        /// Everyone whose registration has not ended.
        All = "all",
        /// Those that are named, ended or not.
        Chosen = "chosen",
    }
}

/// What an organizer wants to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// To whom.
    pub to: To,
    /// The registrations of [`To::Chosen`].
    pub chosen: Vec<RegistrationId>,
    /// In one line.
    pub subject: String,
    /// In full.
    pub text: String,
}

/// What an organizer wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// To the people of which offering.
    pub offering: OfferingId,
    /// To which of them.
    pub to: To,
    /// In one line.
    pub subject: String,
    /// In full.
    pub text: String,
    /// To how many accounts it went.
    pub count: i32,
    /// Who wrote it.
    pub sent_by: AccountId,
    /// When.
    pub sent_at: Instant,
}

/// Whom an announcement would reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Accounts: each has it in the inbox.
    pub accounts: i64,
    /// Those of them that also get a mail.
    pub mails: i64,
}

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum AnnounceError {
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// Of those chosen, one is not in the offering: where it stands among them.
    #[error("not a registration of this offering")]
    NotHere(usize),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Roster {
    /// Writes to everyone of an offering who is wanted, in one transaction; and whether an
    /// earlier request under the same key did.
    ///
    /// # Errors
    /// [`AnnounceError`].
    pub async fn announce(
        &self,
        at: &AtOffering,
        staff: Acting,
        wanted: &Wanted,
        key: Option<&RequestKey>,
    ) -> Result<(Announcement, bool), AnnounceError> {
        let now = self.clock.now();
        self.all_are_in(at.offering.id, &wanted.chosen).await?;
        let is_discreet = at.program.notice_style == NoticeStyle::Discreet;
        let zone = at.offering.time_zone;
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                let recipients = store::recipients(tx, at.offering.id, wanted).await?;
                let announcement = Announcement {
                    id: self.ids.make(),
                    offering: at.offering.id,
                    to: wanted.to,
                    subject: wanted.subject.clone(),
                    text: wanted.text.clone(),
                    count: i32::try_from(recipients.len()).unwrap_or(i32::MAX),
                    sent_by: staff.account,
                    sent_at: now,
                };
                let id = announcement.id;
                store::insert(tx, &announcement).await?;
                for chunk in recipients.chunks(CHUNK) {
                    let drafts = drafts((id, zone), chunk, is_discreet, &self.ids);
                    self.outbox.save_batch(tx, id.0, &drafts, now).await?;
                }
                let entry = audit::Entry {
                    organization: at.program.organization_id,
                    actor: Actor::Staff(staff),
                    action: Action::AnnouncementSent,
                    subject: Subject::new(SubjectKind::Offering, at.offering.id.0),
                    facts: json!({
                        "announcement_id": id, "to": wanted.to, "count": announcement.count,
                    }),
                };
                self.organizations.audit(tx, entry).await?;
                Ok::<_, AnnounceError>(Made {
                    status_code: 202,
                    ids: vec![id.0],
                })
            })
            .await?;
        self.outbox.wake();
        let id = once.made.ids.first().copied().map(AnnouncementId);
        let sent = match id {
            Some(id) => store::find(self.db.read(), id).await?,
            None => None,
        };
        let sent = sent.ok_or_else(|| Fault::broken("an announcement that was sent is gone"))?;
        Ok((sent, once.replayed))
    }

    /// Whom an announcement to these people of an offering would reach now.
    ///
    /// # Errors
    /// [`AnnounceError`].
    pub async fn reach_of(
        &self,
        offering: OfferingId,
        wanted: &Wanted,
    ) -> Result<Reach, AnnounceError> {
        self.all_are_in(offering, &wanted.chosen).await?;
        let recipients = store::recipients(self.db.read(), offering, wanted).await?;
        let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
        Ok(Reach {
            accounts: count(recipients.len()),
            mails: count(recipients.iter().filter(|one| one.by_mail).count()),
        })
    }

    async fn all_are_in(
        &self,
        offering: OfferingId,
        chosen: &[RegistrationId],
    ) -> Result<(), AnnounceError> {
        let found = self.ledger.registrations(chosen).await?;
        let is_here = |id: &RegistrationId| {
            let mut found = found.iter();
            found.any(|(_, row)| row.id == *id && row.offering_id == offering)
        };
        match chosen.iter().position(|id| !is_here(id)) {
            Some(at) => Err(AnnounceError::NotHere(at)),
            None => Ok(()),
        }
    }

    /// A page of what was written to an offering's people, newest first, and what became of the
    /// mails; `after` ends the page before.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn announcements(
        &self,
        offering: OfferingId,
        after: Option<AnnouncementId>,
        limit: u64,
    ) -> Result<Vec<(Announcement, Carriage)>, Fault> {
        let db = self.db.read();
        let page = store::page(db, offering, after, limit).await?;
        let ids: Vec<_> = page.iter().map(|one| one.id.0).collect();
        let carried: HashMap<_, Carriage> = outbox::carried(db, &ids).await?;
        let of = |one: Announcement| {
            let carried = carried.get(&one.id.0).copied().unwrap_or_default();
            (one, carried)
        };
        Ok(page.into_iter().map(of).collect())
    }
}

/// The notices of some recipients: one each, and where it is discreet the hint that goes by mail.
/// None comes in the night of the offering's zone.
fn drafts(
    (announcement, zone): (AnnouncementId, Tz),
    recipients: &[Recipient],
    is_discreet: bool,
    ids: &IdMaker,
) -> Vec<Draft> {
    let draft = |kind, recipient: &Recipient, to, in_inbox| Draft {
        id: ids.make(),
        account: Some(recipient.id),
        registration: None,
        kind,
        locale: Locale::from_tag(&recipient.locale),
        facts: json!({ "announcement": announcement }),
        secret: None,
        to,
        in_inbox,
        give_up_at: None,
        urgency: Urgency::ByDay(zone),
    };
    let mut drafts = Vec::with_capacity(recipients.len() * 2);
    for one in recipients {
        let mail = if one.by_mail {
            outbox::To::Account
        } else {
            outbox::To::Nobody
        };
        if is_discreet {
            drafts.push(draft(ANNOUNCEMENT, one, outbox::To::Nobody, true));
        } else {
            drafts.push(draft(ANNOUNCEMENT, one, mail.clone(), true));
        }
        if is_discreet && one.by_mail {
            drafts.push(draft(ANNOUNCEMENT_HINT, one, mail, false));
        }
    }
    drafts
}
