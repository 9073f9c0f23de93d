//! Accounts: addresses, passwords, one-time codes, access tokens.
//!
//! Owns `accounts`, `one_time_codes`, `failed_tries`, `access_tokens`, `seen_devices`, and the
//! second factor with its recovery codes and tries. No answer, timing or mail tells whether an
//! address is known. It knows nothing of households: `/me` and the verifying of a new account are
//! theirs.

pub mod api;
mod bulk;
mod codes;
mod devices;
pub mod drafts;
mod enter;
mod hashing;
mod hosting;
pub mod letters;
pub mod links;
pub mod personal;
pub mod policy;
mod profile;
mod second_factor;
mod sign_in;
mod store;
mod tokens;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use crate::db::Database;
use crate::db::seal::FieldKeys;
use crate::notices::outbox::Outbox;
use crate::values::clock::{Clock, Instant};
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, IdMaker, TokenId};
use crate::values::locale::Locale;

pub use bulk::Made as MadeInBulk;
pub use codes::SignUp;
pub use enter::{CodeRefusal, Entry};
pub use hashing::HashError;
pub use hosting::Hosting;
pub use profile::{AccountChange, NewAccount};
pub use second_factor::{Begun, Raised, RecoveryCodes, SecondFactorError, SecondFactorState};
pub use sign_in::{NewPasswordError, SignInError};
pub use tokens::Issued;

use hashing::Hashing;
use tokens::SeenTokens;

/// The feature's state: cheap to clone.
#[derive(Clone, Debug)]
pub struct Accounts {
    db: Database,
    clock: Clock,
    ids: Arc<IdMaker>,
    keys: FieldKeys,
    outbox: Outbox,
    hashing: Hashing,
    /// Shared, as features above hold this one and are copied for each request.
    seen: Arc<SeenTokens>,
    forgot_at: Arc<AtomicI64>,
}

/// An account as other features see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Where its mail goes.
    pub email: EmailAddress,
    /// How the person wants to be called.
    pub name: String,
    /// The language of its letters.
    pub locale: Locale,
    /// For the organizer to call; never needed.
    pub phone: Option<String>,
    /// Whether reminders are wanted.
    pub reminders: bool,
    /// Counts the edits.
    pub version: i32,
    /// When the address was first proved.
    pub created_at: Instant,
    /// When it was last edited.
    pub updated_at: Instant,
}

/// How staff reach the person of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// How the person wants to be called.
    pub name: String,
    /// Where its mail goes; none where staff registered somebody without an address.
    pub email: Option<String>,
    /// For the organizer to call.
    pub phone: Option<String>,
}

/// A place where an account is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The token.
    pub id: TokenId,
    /// "iPhone, Safari".
    pub device: String,
    /// When it signed in.
    pub created_at: Instant,
    /// When it was last used, to the hour.
    pub seen_at: Instant,
    /// When it ends if it is not used.
    pub expires_at: Instant,
}

/// A token as the database knows it.
#[derive(Clone, Debug)]
struct KnownToken {
    id: TokenId,
    account_id: AccountId,
    second_factor_until: Option<Instant>,
    seen_at: Instant,
    expires_at: Instant,
    ends_at: Instant,
}

impl Accounts {
    /// The feature on `db`.
    #[must_use]
    pub fn new(
        db: Database,
        clock: Clock,
        ids: Arc<IdMaker>,
        keys: FieldKeys,
        outbox: Outbox,
    ) -> Self {
        let seen = Arc::new(SeenTokens::new(db.clone(), clock.clone()));
        Self {
            db,
            clock,
            ids,
            keys,
            outbox,
            hashing: Hashing::new(),
            seen,
            forgot_at: Arc::default(),
        }
    }

    /// Sends what a committed transaction put into the outbox. Features above call it after
    /// they committed what a use case of accounts did in their transaction.
    pub fn wake_courier(&self) {
        self.outbox.wake();
    }
}
