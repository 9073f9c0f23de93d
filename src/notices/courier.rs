//! Carries what the outbox owes: claims by lease, composes, hands over, writes down the end.
//!
//! Nothing is sent inside a transaction. A crash between handing over and writing down, or a
//! database that cannot be written to for as long as a lease, leads to one more mail with the same
//! Message-ID and bytes, never to a lost one.

mod carrying;
mod ending;
mod lease;
mod letters;
mod pauses;
mod round;
mod ways;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::message::Mailbox;
use tokio::time::Instant as Tick;
use tokio_util::sync::CancellationToken;

use self::ending::{renew, write_down};
use self::pauses::Pauses;
use self::round::Round;
use self::ways::Ways;
use super::carrier::{Carrier, Limits};
use super::compose::Letters;
use super::metered;
use super::outbox::Outbox;
use super::queue::Queue;
use super::retry::latest_due;
use super::settings::MailSettings;
use super::store::deliveries::{self, Carried};
use super::store::ended::{self, End};
use super::store::leases::{self, Renewal};
use super::suppression::Suppressions;
use crate::db::again::until_done;
use crate::db::shared_time::SharedTime;
use crate::db::together::Together;
use crate::db::{Database, Fault};
use crate::values::clock::{Clock, Instant};
use crate::values::failpoint;

/// Mails on their way at the same time.
const AT_ONCE: usize = 16;
/// Mails claimed at the same time. More than are on their way: claiming, composing and writing
/// down cost hardly more for many than for one. With a server so slow that their leases end
/// before, the last of them are given back.
const IN_HAND: usize = 64;
/// What may go by between reading a clock and writing, before an instant counts as written under
/// another clock.
const APART_SECONDS: i64 = 60;
/// How often to look without being woken: retries, and what other instances committed.
const POLL: Duration = Duration::from_secs(1);
/// How often it is tried to write down how a mail ended: until its lease is over.
const MARKS: usize = 5;
/// How long the mails on their way may take at shutdown.
const DRAIN: Duration = Duration::from_secs(10);

/// What the courier works with.
#[derive(Clone)]
pub struct CourierParts {
    /// Where deliveries are.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// Wakes the courier.
    pub outbox: Outbox,
    /// Writes the letters.
    pub letters: Letters,
    /// Which addresses refuse.
    pub suppressions: Suppressions,
    /// What is owed, for the monitoring.
    pub queue: Queue,
}

/// The worker that sends.
pub struct Courier {
    parts: CourierParts,
    shared_time: SharedTime,
    carrier: Carrier,
    from: Mailbox,
    retry_first_seconds: u32,
    per_second: u32,
    pauses: Pauses,
    limits: Limits,
    keeps_secrets: AtomicBool,
    ways: Ways,
    ended: Together<(Carried, End), ()>,
    renewals: Together<Renewal, Option<Instant>>,
}

/// Why the `[mail]` section cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadMailSettings {
    /// `mail.url`.
    #[error(transparent)]
    Url(#[from] super::carrier::BadMailUrl),
    /// `mail.from`.
    #[error("mail.from: write an address, or a name and an address in angle brackets")]
    From(#[from] lettre::address::AddressError),
}

impl Courier {
    /// A courier by these settings; it connects when there is something to send.
    ///
    /// # Errors
    /// [`BadMailSettings`] when URL or sender do not read.
    pub fn new(parts: CourierParts, settings: &MailSettings) -> Result<Self, BadMailSettings> {
        let (ending, renewing) = (parts.db.clone(), parts.db.clone());
        let limits = Limits::of(settings);
        Ok(Self {
            shared_time: SharedTime::new(parts.db.clone(), parts.clock.clone()),
            parts,
            carrier: Carrier::from_url(&settings.url, limits)?,
            from: settings.from.parse()?,
            retry_first_seconds: settings.retry_first_seconds,
            per_second: settings.per_second.max(1),
            pauses: Pauses::new(settings.retry_first_seconds),
            limits,
            keeps_secrets: AtomicBool::new(false),
            ways: Ways::new(AT_ONCE),
            ended: Together::new(move |ended| write_down(ending.clone(), ended)),
            renewals: Together::new(move |wanted| renew(renewing.clone(), wanted)),
        })
    }

    /// From now on codes stay readable after they were sent, for `/dev/mail`: demo mode only.
    pub fn keep_secrets(&self) {
        self.keeps_secrets.store(true, Ordering::Relaxed);
    }

    /// Sends until `stop`, then lets what is on its way arrive and gives back the rest. Nothing
    /// else ends it.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) {
        if !until_done("courier", &stop, || leases::free_all(&self.parts.db)).await {
            return;
        }
        let queue = (self.parts.queue.clone(), self.parts.clock.clone());
        let watching = tokio::spawn(metered::watch(queue, stop.clone()));
        let mut round = Round::default();
        let mut free_at = Tick::now();
        while !stop.is_cancelled() {
            if Tick::now() < free_at {
                // Whoever registers goes first: mails wait their turn, which the pace gives them.
                let _ = tokio::time::timeout_at(free_at, stop.cancelled()).await;
                continue;
            }
            round.clear();
            if round.tasks.len() > IN_HAND / 2 {
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = round.one_ended() => continue,
                }
            }
            let room = (IN_HAND - round.tasks.len()).min(self.per_second as usize);
            let claimed = match self.claim(room).await {
                Ok(claimed) => claimed,
                Err(fault) => {
                    tracing::error!(
                        error = &fault as &dyn std::error::Error,
                        "cannot claim mails"
                    );
                    Vec::new()
                }
            };
            if !claimed.is_empty() {
                failpoint::reach("after-claim");
                let errands = self.prepare(claimed).await;
                free_at = Tick::now();
                for errand in errands {
                    // One by one: many at once would keep whoever registers just then waiting.
                    let _ = tokio::time::timeout_at(free_at, stop.cancelled()).await;
                    round.start(&self, errand);
                    free_at += Duration::from_secs(1) / self.per_second;
                }
                continue;
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = round.one_ended() => {}
                _ = tokio::time::timeout(POLL, self.parts.outbox.awake().notified()) => {}
            }
        }
        self.drain(round).await;
        watching.abort();
    }

    /// Sends all that is due now and waits for it: what tests do instead of [`Courier::run`].
    /// Says how many were handed over.
    ///
    /// # Errors
    /// [`Fault`] when claiming or writing down fails.
    pub async fn deliver_due(&self) -> Result<usize, Fault> {
        let mut sent = 0;
        loop {
            let claimed = self.claim(AT_ONCE).await?;
            if claimed.is_empty() {
                return Ok(sent);
            }
            let mut ended = Vec::with_capacity(claimed.len());
            for errand in self.prepare(claimed).await {
                let (carried, end) = self.carry(errand).await;
                sent += usize::from(matches!(end, End::Sent { .. }));
                ended.push((carried, end));
            }
            ended::mark_all(&self.parts.db, &ended).await?;
        }
    }

    /// Frees and makes due what was written under a clock that was ahead and has been put back since.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn put_right(&self, now: Instant) -> Result<(), Fault> {
        let longest = |now| {
            let of_claim = lease::of_claim(&self.limits, now);
            let of_handing_over = lease::of_handing_over(&self.limits, now);
            of_claim.max(of_handing_over).plus_seconds(APART_SECONDS)
        };
        let lease = longest(self.shared_time.now().await?);
        let latest = latest_due(self.retry_first_seconds, now).plus_seconds(APART_SECONDS);
        let db = &self.parts.db;
        leases::free_beyond(db, lease).await?;
        deliveries::put_right(db, now, longest(now), latest).await
    }

    /// Until when nothing is tried, while the server is away or does not let us in.
    #[must_use]
    pub fn paused_until(&self) -> Option<Instant> {
        let until = self.pauses.until();
        (until > self.parts.clock.now()).then_some(until)
    }

    async fn claim(&self, room: usize) -> Result<Vec<Carried>, Fault> {
        let now = self.parts.clock.now();
        if room == 0 || now < self.pauses.until() {
            return Ok(Vec::new());
        }
        let counted = self.shared_time.now().await?;
        let lease = lease::of_claim(&self.limits, counted);
        let lease = (counted, lease);
        deliveries::claim(&self.parts.db, now, lease, room as u64).await
    }
}
