//! What was sent, and how much of it arrived.

use super::label;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::db::Fault;
use crate::notices::outbox::Carriage;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::announcements::Announcement;
use crate::values::erased;
use crate::values::ids::AnnouncementId;
use crate::values::say::say;
use crate::values::when::Wall;
use crate::web::page::Paging;

/// What was sent.
pub(super) struct Sent {
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) to: String,
    pub(super) at: String,
    pub(super) by: String,
    pub(super) count: i64,
    pub(super) arrived: i64,
    pub(super) failed: i64,
    pub(super) queued: i64,
}

impl Console {
    /// A page of what was sent, and one more if there is one.
    pub(super) async fn sent(
        &self,
        access: &Access<ActOnPersons, AtOffering>,
        paging: &Paging<AnnouncementId>,
    ) -> Result<Vec<(Announcement, Carriage)>, Fault> {
        let (offering, rows) = (access.on.offering.id, paging.rows_to_read());
        self.roster
            .announcements(offering, paging.after, rows)
            .await
    }

    /// The same in words.
    pub(super) async fn in_words(
        &self,
        desk: &Desk,
        access: &Access<ActOnPersons, AtOffering>,
        sent: Vec<(Announcement, Carriage)>,
    ) -> Result<Vec<Sent>, Fault> {
        let locale = desk.locale();
        let wall = Wall::new(
            access.on.offering.time_zone,
            locale,
            self.roster.clock.now(),
        );
        let writers: Vec<_> = sent.iter().map(|(one, _)| one.sent_by).collect();
        let names = self.accounts().contacts(&writers).await?;
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let shown = sent.into_iter().map(|(one, carried)| Sent {
            paragraphs: paragraphs(&one.text),
            subject: one.subject,
            to: say(locale, label(one.to), &[]),
            at: wall.moment(one.sent_at),
            by: names.get(&one.sent_by).map_or_else(String::new, |who| {
                erased::shown(&who.name, locale).to_owned()
            }),
            count: i64::from(one.count),
            arrived: number(carried.sent),
            failed: number(carried.failed),
            queued: number(carried.queued),
        });
        Ok(shown.collect())
    }
}

/// A text as it was broken into lines.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
