//! One try to carry a mail.

use std::sync::atomic::Ordering;

use super::Courier;
use crate::db::Fault;
use crate::notices::carrier::Failure;
use crate::notices::letter::Letter;
use crate::notices::metered;
use crate::notices::mime::{self, Envelope};
use crate::notices::retry::{by_day, due_again};
use crate::notices::store::deliveries::Carried;
use crate::notices::store::ended::End;

/// A try does not begin when less of its lease is left: the process may have been paused.
const LEASE_NEEDED_SECONDS: i64 = 22;

impl Courier {
    /// One try, and what came of it.
    pub(super) async fn carry(&self, carried: &Carried, letter: Result<Letter, Fault>) -> End {
        let now = self.parts.clock.now();
        if carried.delivery.give_up_at <= now {
            return End::Expired { at: now };
        }
        let until = by_day(now, carried.zone());
        if until > now {
            return End::PutOff { until };
        }
        let needed = now.plus_seconds(LEASE_NEEDED_SECONDS);
        if carried
            .delivery
            .lease_until
            .is_none_or(|lease| lease < needed)
        {
            return End::Released;
        }
        let delivery = carried.delivery.id;
        match self.hand_over(carried, letter).await {
            Ok(Ok(())) => End::Sent {
                at: self.parts.clock.now(),
                forget_secret: carried.notice.sealed_secret.is_some()
                    && !self.keeps_secrets.load(Ordering::Relaxed),
            },
            Ok(Err(Failure::Later(error))) => {
                tracing::info!(%delivery, error, "mail is tried again later");
                self.again(carried, error)
            }
            Ok(Err(Failure::Refused(error))) => {
                tracing::warn!(%delivery, error, "mail was refused");
                End::Refused { at: now, error }
            }
            Ok(Err(Failure::NotLetIn(error))) => {
                metered::paused();
                tracing::error!(error, "the mail server does not let us in: sending pauses");
                let pause = now.plus_seconds(i64::from(self.retry_first_seconds));
                self.paused_until.store(pause.millis(), Ordering::Relaxed);
                End::Released
            }
            Err(fault) => {
                let error = &fault as &dyn std::error::Error;
                tracing::error!(%delivery, error, "a letter could not be composed");
                self.again(carried, "not composed".to_owned())
            }
        }
    }

    async fn hand_over(
        &self,
        carried: &Carried,
        letter: Result<Letter, Fault>,
    ) -> Result<Result<(), Failure>, Fault> {
        let to = carried
            .address
            .as_deref()
            .map(str::parse::<lettre::Address>);
        let Some(Ok(to)) = to else {
            return Ok(Err(Failure::Refused("no address".to_owned())));
        };
        let mail = mime::write(
            &letter?,
            &Envelope {
                delivery: carried.delivery.id,
                from: &self.from,
                to: &to,
                written_at: carried.notice.created_at,
            },
        )?;
        let name = carried.delivery.id.to_string();
        Ok(self
            .carrier
            .carry(&name, &self.from.email, &to, &mail)
            .await)
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
