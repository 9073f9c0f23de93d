//! Whom no mail reached: one letter each morning to each organizer, over all offerings that are
//! hers, with how many people and where to look, and no names. Nothing when there is nothing new.
//!
//! Owns `undelivered_digests`, which remembers up to when it was told; so a timer that was away
//! catches up with one letter, and of several instances one tells.

pub mod letters;
pub mod policy;
mod store;

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};
use serde_json::json;

use self::policy::{FIRST_DAYS, told_until};
use super::{Roster, ZONE};
use crate::catalog::model::Sensitivity;
use crate::db::Fault;
use crate::ledger::notices as ledger_notices;
use crate::notices::outbox::{Draft, To, Urgency};
use crate::notices::reach::last_messages;
use crate::organizations::staff::Organizer;
use crate::roster::report::policy::told;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, OrganizationId, RegistrationId};
use crate::values::locale::Locale;

/// Mails did not reach their people. Facts: [`DigestFacts`].
pub const UNDELIVERED_DIGEST: &str = "undelivered-digest";

/// What a digest is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestFacts {
    /// After when the mails ended.
    pub since: Instant,
    /// Until when.
    pub until: Instant,
    /// In how many offerings how many people were not reached; the most first.
    pub offerings: Vec<Unreached>,
}

/// The people of an offering whom a mail did not reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreached {
    /// The offering.
    pub offering: OfferingId,
    /// How many, as a report tells it.
    pub people: i64,
}

impl Roster {
    /// Tells each organizer whom no mail reached since the digest before; what the timer does.
    ///
    /// # Errors
    /// [`Fault`]; it is tried again at the next look.
    pub async fn tell_undelivered(&self, now: Instant) -> Result<(), Fault> {
        let until = told_until(now, ZONE);
        if self.digested_until.load(Ordering::Relaxed) >= until.millis() {
            return Ok(());
        }
        let db = self.db.read();
        let since = store::told_until(db).await?;
        let since = since.unwrap_or_else(|| until.plus_days(-FIRST_DAYS));
        if since < until {
            let unreached = store::unreached(db, since, until).await?;
            let drafts = self.digests((since, until), &unreached).await?;
            self.db
                .write(async |tx| {
                    if store::remember(tx, until, drafts.len(), now).await? {
                        self.outbox.save(tx, &drafts, now).await?;
                    }
                    Ok::<_, Fault>(())
                })
                .await?;
            self.outbox.wake();
        }
        self.digested_until.store(until.millis(), Ordering::Relaxed);
        Ok(())
    }

    /// How many people of each offering no mail reached that ended after `since` and by `until`.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn unreached(
        &self,
        since: Instant,
        until: Instant,
    ) -> Result<BTreeMap<OfferingId, i64>, Fault> {
        store::unreached(self.db.read(), since, until).await
    }

    /// Those of an offering whom their last message did not reach, and those live ones whom none
    /// can: they have no address.
    ///
    /// # Errors
    /// [`Fault`].
    pub(super) async fn unreached_in(
        &self,
        offering: OfferingId,
    ) -> Result<HashSet<RegistrationId>, Fault> {
        let db = self.db.read();
        let mut found: HashSet<RegistrationId> = store::without_address(db, offering)
            .await?
            .into_iter()
            .collect();
        // Few mails fail: of those alone it is asked whether a newer one arrived.
        let about = store::about_undelivered(db, offering).await?;
        let rows = self.ledger.registrations(&about).await?;
        let mut groups: Vec<_> = rows.iter().filter_map(|(_, row)| row.group_id).collect();
        groups.sort_unstable();
        groups.dedup();
        let mates = self.ledger.members(&groups).await?;
        let asked: Vec<RegistrationId> = about.iter().chain(&mates).copied().collect();
        let last = last_messages(db, &asked, &mates, &ledger_notices::KINDS).await?;
        let failed = last
            .into_iter()
            .filter(|(_, message)| message.state.is_unreached());
        found.extend(failed.map(|(id, _)| id));
        Ok(found)
    }

    /// One letter for each organizer of whom there is anything to tell.
    async fn digests(
        &self,
        (since, until): (Instant, Instant),
        unreached: &BTreeMap<OfferingId, i64>,
    ) -> Result<Vec<Draft>, Fault> {
        let mut letters: BTreeMap<AccountId, (Locale, Vec<Unreached>)> = BTreeMap::new();
        for (body, offerings) in self.by_body(unreached) {
            for Organizer { account, locale } in self.organizations.organizers_near(body).await? {
                let (_, told) = letters.entry(account).or_insert((locale, Vec::new()));
                told.extend(&offerings);
            }
        }
        let draft = |(account, (locale, mut offerings)): (_, (_, Vec<Unreached>))| {
            offerings.sort_by_key(|one| (-one.people, one.offering));
            Draft {
                id: self.ids.make(),
                account: Some(account),
                registration: None,
                kind: UNDELIVERED_DIGEST,
                locale,
                facts: json!(DigestFacts {
                    since,
                    until,
                    offerings,
                }),
                secret: None,
                to: To::Account,
                in_inbox: true,
                give_up_at: None,
                urgency: Urgency::ByDay(ZONE),
            }
        };
        Ok(letters.into_iter().map(draft).collect())
    }

    /// What may be told, by the body whose organizers it is for. Of a confidential program a small
    /// number is not told at all: that there is one would be a number too.
    fn by_body(
        &self,
        unreached: &BTreeMap<OfferingId, i64>,
    ) -> BTreeMap<OrganizationId, Vec<Unreached>> {
        let snapshot = self.catalog.snapshot();
        let mut found: BTreeMap<OrganizationId, Vec<Unreached>> = BTreeMap::new();
        for (id, people) in unreached {
            let offering = snapshot.offerings.get(*id);
            let program = offering.and_then(|one| snapshot.programs.get(one.program_id));
            let Some(program) = program else { continue };
            let is_confidential = program.sensitivity == Sensitivity::Confidential;
            if let Some(people) = told(*people, is_confidential) {
                let its = found.entry(program.organization_id).or_default();
                its.push(Unreached {
                    offering: *id,
                    people,
                });
            }
        }
        found
    }
}
