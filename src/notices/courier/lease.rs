//! How long claimed mails are ours.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use super::Courier;
use crate::notices::carrier::{Hold, Limits};
use crate::notices::store::leases::Renewal;
use crate::values::clock::Instant;
use crate::values::ids::DeliveryId;

/// How long a claimed mail may wait for those before it, and for its letter.
const WAITING: Duration = Duration::from_secs(30);
/// What a lease is longer than the server's time to answer: for the database.
const SPARE: Duration = Duration::from_secs(10);

/// How long a claimed mail is ours: until the server has its recipient at the latest.
pub(super) fn of_claim(limits: &Limits, now: Instant) -> Instant {
    now.plus(limits.before_the_mail() + WAITING)
}

/// How long a mail is ours that is handed over: until the server has had its time to answer.
pub(super) fn of_handing_over(limits: &Limits, now: Instant) -> Instant {
    now.plus(limits.command + limits.answer + SPARE)
}

/// The lease of a mail that is on its way.
pub(super) struct Lease<'a> {
    courier: &'a Courier,
    delivery: DeliveryId,
    until: AtomicI64,
}

impl<'a> Lease<'a> {
    pub(super) const fn new(courier: &'a Courier, delivery: DeliveryId, until: Instant) -> Self {
        Self {
            courier,
            delivery,
            until: AtomicI64::new(until.millis()),
        }
    }

    pub(super) fn until(&self) -> Instant {
        Instant::from_millis(self.until.load(Ordering::Relaxed))
    }

    fn now(&self) -> Instant {
        self.courier.shared_time.counted()
    }
}

impl Hold for Lease<'_> {
    /// Whoever dies or is paused from here on leaves it unknown whether the mail was taken: nobody
    /// else is to send it before the server has had its time.
    async fn renew(&self) -> bool {
        let wanted = Renewal {
            delivery: self.delivery,
            from: self.until(),
            until: of_handing_over(&self.courier.limits, self.now()),
        };
        match self.courier.renewals.ask(wanted).await {
            Ok(Some(until)) => {
                self.until.store(until.millis(), Ordering::Relaxed);
                true
            }
            Ok(None) => false,
            Err(fault) => {
                let error = &fault as &dyn std::error::Error;
                tracing::error!(error, "a lease could not be renewed");
                false
            }
        }
    }

    fn lasts(&self) -> bool {
        self.until() >= self.now().plus(self.courier.limits.answer)
    }
}
