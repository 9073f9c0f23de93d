//! How often one may call: by account and by network, for sign-in, codes and writes.
//!
//! Kept in memory for each instance, on the machine's monotonic clock: a limit guards this
//! machine, it is no rule of the domain.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use super::network::Network;
use super::problem::{Kind, Problem};
use crate::values::ids::AccountId;

/// The `[limits]` section of the configuration; a rate of 0 is no limit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Whether there are limits at all.
    pub enabled: bool,
    /// Tries to sign in a minute from one network.
    pub sign_in_per_minute_by_network: u32,
    /// Calls that send a code by mail a minute from one network.
    pub codes_per_minute_by_network: u32,
    /// Other calls that change something, a minute from one network.
    pub writes_per_minute_by_network: u32,
    /// Calls that change something, a minute by one account.
    pub writes_per_minute_by_account: u32,
    /// Files of everything that is kept of her, an hour by one account.
    pub exports_per_hour_by_account: u32,
}

/// What a call that changes something is counted as; said by the router for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteClass {
    /// Tries a password or a code.
    SignIn,
    /// Sends a code by mail.
    Code,
    /// Anything else.
    Write,
}

/// The buckets. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Limits(Arc<Buckets>);

#[derive(Debug)]
struct Buckets {
    sign_in: Bucket<Network>,
    codes: Bucket<Network>,
    network_writes: Bucket<Network>,
    account_writes: Bucket<AccountId>,
    exports: Bucket<AccountId>,
}

type Bucket<K> = Option<DefaultKeyedRateLimiter<K>>;

impl Limits {
    /// Empty buckets.
    #[must_use]
    pub fn new(settings: &LimitSettings) -> Self {
        let number = |wanted: u32| NonZeroU32::new(wanted).filter(|_| settings.enabled);
        let rate = |per_minute: u32| number(per_minute).map(Quota::per_minute);
        let exports = number(settings.exports_per_hour_by_account).map(Quota::per_hour);
        Self(Arc::new(Buckets {
            sign_in: rate(settings.sign_in_per_minute_by_network).map(RateLimiter::keyed),
            codes: rate(settings.codes_per_minute_by_network).map(RateLimiter::keyed),
            network_writes: rate(settings.writes_per_minute_by_network).map(RateLimiter::keyed),
            account_writes: rate(settings.writes_per_minute_by_account).map(RateLimiter::keyed),
            exports: exports.map(RateLimiter::keyed),
        }))
    }

    /// Counts a call from `address`.
    ///
    /// # Errors
    /// 429 with `Retry-After`.
    pub fn count_network(&self, class: WriteClass, address: IpAddr) -> Result<(), Problem> {
        let bucket = match class {
            WriteClass::SignIn => &self.0.sign_in,
            WriteClass::Code => &self.0.codes,
            WriteClass::Write => &self.0.network_writes,
        };
        count(bucket.as_ref(), &Network::of_client(address))
    }

    /// Counts a call by `account`.
    ///
    /// # Errors
    /// 429 with `Retry-After`.
    pub fn count_account(&self, account: AccountId) -> Result<(), Problem> {
        count(self.0.account_writes.as_ref(), &account)
    }

    /// Counts a file of everything that is kept of `account`, which takes as much to put together as
    /// many other calls.
    ///
    /// # Errors
    /// 429 with `Retry-After`.
    pub fn count_export(&self, account: AccountId) -> Result<(), Problem> {
        count(self.0.exports.as_ref(), &account)
    }

    /// Forgets, once a minute, who has not called for long; without it the buckets only grow.
    pub async fn tend(self, stop: CancellationToken) {
        let mut minutes = tokio::time::interval(Duration::from_mins(1));
        while stop.run_until_cancelled(minutes.tick()).await.is_some() {
            self.forget_quiet();
        }
    }

    fn forget_quiet(&self) {
        forget(self.0.sign_in.as_ref());
        forget(self.0.codes.as_ref());
        forget(self.0.network_writes.as_ref());
        forget(self.0.account_writes.as_ref());
        forget(self.0.exports.as_ref());
    }
}

fn forget<K: Hash + Eq + Clone>(bucket: Option<&DefaultKeyedRateLimiter<K>>) {
    if let Some(limiter) = bucket {
        limiter.retain_recent();
        limiter.shrink_to_fit();
    }
}

fn count<K: Hash + Eq + Clone>(
    bucket: Option<&DefaultKeyedRateLimiter<K>>,
    key: &K,
) -> Result<(), Problem> {
    let Some(Err(full)) = bucket.map(|limiter| limiter.check_key(key)) else {
        return Ok(());
    };
    let wait = full.wait_time_from(DefaultClock::default().now());
    Err(Problem::new(Kind::TooManyRequests).retry_after(whole_seconds(wait)))
}

/// Rounded up, so that who waits that long is let in.
fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000))
        .unwrap_or(u32::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(enabled: bool) -> LimitSettings {
        LimitSettings {
            enabled,
            sign_in_per_minute_by_network: 2,
            codes_per_minute_by_network: 0,
            writes_per_minute_by_network: 1,
            writes_per_minute_by_account: 1,
            exports_per_hour_by_account: 1,
        }
    }

    #[test]
    fn the_third_try_waits() {
        let limits = Limits::new(&settings(true));
        let home: IpAddr = "192.0.2.1".parse().unwrap();
        for _ in 0..2 {
            limits.count_network(WriteClass::SignIn, home).unwrap();
        }
        let refused = limits.count_network(WriteClass::SignIn, home).unwrap_err();
        assert_eq!(refused.kind(), Kind::TooManyRequests);
        let other = "192.0.2.2".parse().unwrap();
        assert!(limits.count_network(WriteClass::SignIn, other).is_ok());
        assert!((0..9).all(|_| limits.count_network(WriteClass::Code, home).is_ok()));
    }

    #[test]
    fn limits_can_be_off() {
        let limits = Limits::new(&settings(false));
        let home: IpAddr = "192.0.2.1".parse().unwrap();
        assert!((0..9).all(|_| limits.count_network(WriteClass::SignIn, home).is_ok()));
    }
}
