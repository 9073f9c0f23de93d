//! Access tokens: issued, looked up, ended.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use sea_orm::DatabaseTransaction;
use tokio::sync::Mutex;

use super::policy::{device, tokens as rules};
use super::{Account, Accounts, Device, KnownToken, store};
use crate::db::kept::KeptConnection;
use crate::db::together::Together;
use crate::db::{Database, Fault};
use crate::values::clock::{Clock, Instant};
use crate::values::ids::{AccountId, TokenId};
use crate::values::secret::{random_token, sha256_hex};
use crate::web::SignedIn;
use crate::web::second_factor::Asked;
use crate::web::sign_in::{Found, TokenLookup};

/// How long a token is believed without asking the database: revoked elsewhere, it dies here
/// within this time.
const BELIEVED: Duration = Duration::from_secs(3);
/// How long an ended token is remembered: longer than a look-up that began before can take.
const ENDED: Duration = Duration::from_mins(1);

/// A fresh token; its secret exists nowhere else.
#[derive(Clone)]
pub struct Issued {
    /// What to send as `Authorization: Bearer`.
    pub access_token: String,
    /// When it ends if it is not used.
    pub expires_at: Instant,
    /// Whose it is.
    pub account: Account,
}

/// Tokens seen in the last seconds, and those that ended here, by the hash of their secret.
#[derive(Clone, Debug)]
pub(super) struct SeenTokens {
    live: Cache<String, KnownToken>,
    ended: Cache<String, ()>,
    asked: Together<String, Option<KnownToken>>,
    used: Together<KnownToken, ()>,
}

impl SeenTokens {
    pub(super) fn new(db: Database, clock: Clock) -> Self {
        let (writes, kept) = (db.clone(), Arc::new(Mutex::new(KeptConnection::to(db))));
        let asked = move |hashes| look_up(kept.clone(), clock.clone(), hashes);
        Self {
            asked: Together::new(asked),
            used: Together::new(move |tokens| write_down(writes.clone(), tokens)),
            live: Cache::builder()
                .max_capacity(50_000)
                .time_to_live(BELIEVED)
                .build(),
            ended: Cache::builder()
                .max_capacity(50_000)
                .time_to_live(ENDED)
                .build(),
        }
    }

    /// Lets tokens die at once on this instance, also those being looked up right now.
    pub(super) async fn end(&self, hashes: &[String]) {
        for hash in hashes {
            self.ended.insert(hash.clone(), ()).await;
            self.live.invalidate(hash).await;
        }
    }

    /// Lets the next requests of these tokens ask the database.
    pub(super) async fn forget(&self, hashes: &[String]) {
        for hash in hashes {
            self.live.invalidate(hash).await;
        }
    }
}

impl Accounts {
    /// Makes a token for `account`, and tells its person of a device not seen before. Whoever
    /// commits it calls [`Accounts::wake_courier`].
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn issue(
        &self,
        tx: &DatabaseTransaction,
        account: Account,
        user_agent: &str,
    ) -> Result<Issued, Fault> {
        let token = self.new_token(account.id);
        let secret = random_token()?;
        let hash = sha256_hex(secret.as_bytes());
        let device = device::summary(user_agent);
        store::tokens::insert(tx, &token, &hash, &device).await?;
        self.meet_device(tx, &account, &device).await?;
        Ok(Issued {
            access_token: secret,
            expires_at: token.expires_at,
            account,
        })
    }

    pub(super) fn new_token(&self, account: AccountId) -> KnownToken {
        let now = self.clock.now();
        let ends_at = rules::ends_at(now);
        KnownToken {
            id: self.ids.make(),
            account_id: account,
            second_factor_until: None,
            seen_at: now,
            expires_at: rules::expires_at(now, ends_at),
            ends_at,
        }
    }

    /// Where `account` is signed in, newest first; `after` ends the page before.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn devices(
        &self,
        account: AccountId,
        after: Option<TokenId>,
        limit: u64,
    ) -> Result<Vec<Device>, Fault> {
        store::tokens::page(self.db.read(), account, after, limit, self.clock.now()).await
    }

    /// Ends one token of `account`; whether there was such a one.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn sign_out(&self, account: AccountId, token: TokenId) -> Result<bool, Fault> {
        let ended = self
            .db
            .write(async |tx| store::tokens::delete(tx, account, Some(token)).await)
            .await?;
        self.seen.end(&ended).await;
        Ok(!ended.is_empty())
    }

    /// The bearer of `secret`; no query when it was seen within the last seconds.
    async fn bearer(&self, secret: &str) -> Result<Option<SignedIn>, Fault> {
        let hash = sha256_hex(secret.as_bytes());
        let now = self.clock.now();
        let known = match self.seen.live.get(&hash).await {
            Some(known) if !rules::is_worth_writing(known.seen_at, now) => Some(known),
            _ => self.look_up(&hash).await?,
        };
        // Asked last: a token may have ended while it was being looked up.
        if self.seen.ended.contains_key(&hash) {
            return Ok(None);
        }
        Ok(known
            .filter(|token| token.expires_at > now)
            .map(|token| SignedIn {
                account: token.account_id,
                token: token.id,
                second_factor: token.second_factor_until.is_some_and(|until| until > now),
            }))
    }

    async fn look_up(&self, hash: &str) -> Result<Option<KnownToken>, Fault> {
        let Some(mut token) = self.seen.asked.ask(hash.to_owned()).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        if rules::is_worth_writing(token.seen_at, now) {
            token.seen_at = now;
            token.expires_at = rules::expires_at(now, token.ends_at);
            self.seen.used.ask(token.clone()).await?;
        }
        self.seen.live.insert(hash.to_owned(), token.clone()).await;
        Ok(Some(token))
    }
}

/// Looks tokens up; an answer for each hash, in their order.
async fn look_up(
    kept: Arc<Mutex<KeptConnection>>,
    clock: Clock,
    hashes: Vec<String>,
) -> Result<Vec<Option<KnownToken>>, Fault> {
    let mut kept = kept.lock().await;
    let reader = kept.reader().await?;
    let found = store::tokens::find_live(&reader.db(), &hashes, clock.now()).await?;
    kept.give_back(reader);
    let answers = hashes.iter().map(|hash| found.get(hash).cloned());
    Ok(answers.collect())
}

/// Writes down that tokens are used. Apart from looking up: whoever need not write does not wait
/// for those who write.
async fn write_down(db: Database, tokens: Vec<KnownToken>) -> Result<Vec<()>, Fault> {
    let Some(latest) = tokens.iter().map(|token| token.seen_at).max() else {
        return Ok(Vec::new());
    };
    // Requests of one token come together; and few times are few statements.
    let mut alike: BTreeMap<(Instant, Instant), BTreeSet<TokenId>> = BTreeMap::new();
    for token in &tokens {
        let times = (latest, rules::expires_at(latest, token.ends_at));
        alike.entry(times).or_default().insert(token.id);
    }
    db.write(async |tx| store::tokens::slide(tx, &alike).await)
        .await?;
    Ok(vec![(); tokens.len()])
}

impl TokenLookup for Accounts {
    fn find<'a>(&'a self, secret: &'a str) -> Found<'a> {
        Box::pin(self.bearer(secret))
    }

    fn standing(&self, signed_in: SignedIn) -> Asked<'_> {
        Box::pin(Self::standing(self, signed_in))
    }
}
