//! One try to carry a mail.

use std::sync::atomic::Ordering;

use super::Courier;
use super::lease::Lease;
use super::letters::{Errand, Task};
use crate::db::Fault;
use crate::notices::carrier::{Failure, Refusal};
use crate::notices::letter::Letter;
use crate::notices::metered;
use crate::notices::mime::{self, Envelope};
use crate::notices::retry::{by_day, due_again};
use crate::notices::store::deliveries::Carried;
use crate::notices::store::ended::End;
use crate::notices::store::suppressions::Counted;
use crate::values::clock::Instant;

impl Courier {
    /// One try, and what came of it.
    pub(super) async fn carry(&self, errand: Errand) -> (Carried, End) {
        let Errand {
            mut carried,
            key,
            has_refused,
            task,
        } = errand;
        let now = self.parts.clock.now();
        if let Some(end) = self.without_a_try(&carried, now) {
            return (carried, end);
        }
        let letter = match task {
            Task::Over(end) => return (carried, end),
            Task::Carry(letter) => Ok(letter),
            Task::NotComposed(fault) => Err(fault),
        };
        let outcome = match letter {
            Ok(letter) => self.hand_over(&mut carried, &letter).await,
            Err(fault) => Err(fault),
        };
        let end = match outcome {
            Ok(Ok(())) => self.sent(&carried, key.filter(|_| has_refused)),
            Ok(Err(failure)) => self.failed(&carried, key, failure),
            Err(fault) => {
                let error = &fault as &dyn std::error::Error;
                tracing::error!(delivery = %carried.delivery.id, error, "a letter could not be composed");
                self.again(&carried, "not composed".to_owned())
            }
        };
        (carried, end)
    }

    /// What ends, or waits, without the server being asked.
    fn without_a_try(&self, carried: &Carried, now: Instant) -> Option<End> {
        let delivery = &carried.delivery;
        if delivery.give_up_at <= now {
            return Some(End::Expired { at: now });
        }
        let until = by_day(now, carried.zone());
        if until > now {
            return Some(End::PutOff { until });
        }
        // The process may have been paused, or the server was slow with those before.
        let counted = self.shared_time.counted();
        let is_over = delivery.lease_until.is_none_or(|lease| lease <= counted);
        (is_over || self.pauses.until() > now).then_some(End::Released)
    }

    async fn hand_over(
        &self,
        carried: &mut Carried,
        letter: &Letter,
    ) -> Result<Result<(), Failure>, Fault> {
        let to = carried.address.as_deref().and_then(sendable);
        let Some(to) = to else {
            return Ok(Err(Failure::Refused("no address".to_owned(), None)));
        };
        let delivery = carried.delivery.id;
        let envelope = Envelope {
            delivery,
            from: &self.from,
            to: &to,
            written_at: carried.notice.created_at,
        };
        let mail = mime::write(letter, &envelope)?;
        let until = carried.delivery.lease_until.unwrap_or_default();
        let lease = Lease::new(self, delivery, until);
        let from = &self.from.email;
        let name = delivery.to_string();
        let outcome = self.carrier.carry(&name, from, &to, &mail, &lease).await;
        carried.delivery.lease_until = Some(lease.until());
        Ok(outcome)
    }

    fn sent(&self, carried: &Carried, lifts: Option<String>) -> End {
        self.pauses.end();
        End::Sent {
            at: self.parts.clock.now(),
            forget_secret: carried.notice.sealed_secret.is_some()
                && !self.keeps_secrets.load(Ordering::Relaxed),
            lifts,
        }
    }

    fn failed(&self, carried: &Carried, key: Option<String>, failure: Failure) -> End {
        let delivery = carried.delivery.id;
        let at = self.parts.clock.now();
        match failure {
            Failure::Later(error) => {
                tracing::info!(%delivery, error, "mail is tried again later");
                self.again(carried, error)
            }
            Failure::Refused(error, refusal) => {
                tracing::warn!(%delivery, error, "mail was refused");
                let counted = |(key, refusal): (String, Refusal)| Counted {
                    key,
                    refusal,
                    delivery,
                    at,
                };
                End::Refused {
                    at,
                    error,
                    counted: key.zip(refusal).map(counted),
                }
            }
            Failure::HostAway(error) => {
                if self.pauses.host_away(at) {
                    tracing::warn!(error, "the mail server is away: sending pauses");
                }
                End::Released
            }
            Failure::Crowded(error) => {
                if self.ways.narrow() {
                    tracing::info!(error, "the mail server takes fewer connections");
                } else {
                    self.pauses.host_away(at);
                }
                End::Released
            }
            Failure::NotLetIn(error) => {
                if self.pauses.not_let_in(at) {
                    metered::paused();
                    tracing::error!(error, "the mail server does not let us in: sending pauses");
                }
                End::Released
            }
            Failure::NotOurs => {
                tracing::info!(%delivery, "mail was given up before its dot: its lease is over");
                End::Released
            }
        }
    }

    fn again(&self, carried: &Carried, error: String) -> End {
        let delivery = &carried.delivery;
        // Without randomness the pause is just not spread.
        let roll = getrandom::u32().unwrap_or(200);
        let due_at = due_again(
            delivery.attempts + 1,
            self.retry_first_seconds,
            roll,
            self.parts.clock.now(),
            delivery.give_up_at,
        );
        let due_at = by_day(due_at, carried.zone()).min(delivery.give_up_at);
        End::Again { due_at, error }
    }
}

/// An address as every server understands it: its domain in letters of ASCII.
fn sendable(address: &str) -> Option<lettre::Address> {
    let (user, domain) = address.rsplit_once('@')?;
    if domain.is_ascii() {
        return address.parse().ok();
    }
    let domain = idna::domain_to_ascii(domain).ok()?;
    lettre::Address::new(user, domain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_in_chinese_goes_as_ascii() {
        let sent = |address| sendable(address).map(|address| address.to_string());
        let ascii = Some("li@xn--fsqu00a.example".to_owned());
        assert_eq!(sent("li@例子.example"), ascii);
        assert_eq!(sent("Li@Example.org").as_deref(), Some("Li@Example.org"));
        assert_eq!(sent("li"), None);
    }
}
