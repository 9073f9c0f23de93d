//! argon2id, off the request threads and never more at once than the machine has cores.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::policy::passwords::Password;
use crate::db::Fault;

/// Memory of one hash in KiB, passes and lanes (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many may wait for each core: about three seconds' worth.
const WAITING_PER_CORE: usize = 100;

/// What a password is compared with where no hash is stored: the same work, never equal.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCE\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and compares passwords; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Hashing {
    cores: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    most_waiting: usize,
}

/// Why a password was not hashed.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many are waiting; try again in a few seconds.
    #[error("too many passwords are being checked")]
    Busy,
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Hashing {
    /// As many at once as the machine has cores.
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            cores: Arc::new(Semaphore::new(cores)),
            waiting: Arc::default(),
            most_waiting: cores * WAITING_PER_CORE,
        }
    }

    /// The PHC string of `password` with a fresh salt.
    pub(super) async fn hash(&self, password: Password) -> Result<String, HashError> {
        self.run(move || {
            let hash: Result<PasswordHash, _> = argon2()?.hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string())
                .map_err(|error| Fault::broken(format!("argon2: {error}")))
        })
        .await
    }

    /// Whether `password` is the one behind `stored`. Without one, or with a password nobody
    /// could have chosen, the work is done all the same and the answer is no.
    pub(super) async fn verify(
        &self,
        password: Option<Password>,
        stored: Option<String>,
    ) -> Result<bool, HashError> {
        self.run(move || {
            let hash = stored.as_deref().unwrap_or(NOBODY);
            let hash = PasswordHash::new(hash)
                .map_err(|error| Fault::broken(format!("stored password hash: {error}")))?;
            let bytes = password.as_ref().map_or(&[][..], Password::as_bytes);
            let same = argon2()?.verify_password(bytes, &hash).is_ok();
            Ok(same && password.is_some() && stored.is_some())
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, HashError> {
        let place = Place::take(&self.waiting, self.most_waiting).ok_or(HashError::Busy)?;
        let core = Arc::clone(&self.cores)
            .acquire_owned()
            .await
            .map_err(|_| HashError::Busy)?;
        drop(place);
        // The permit goes along: a caller that leaves must not let another hash begin early.
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(core);
            outcome
        })
        .await;
        Ok(done.map_err(|error| Fault::broken(format!("hashing ended early: {error}")))??)
    }
}

/// A place among those who wait, given back when dropped (the caller may leave at any time).
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        waiting
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| {
                (n < most).then_some(n + 1)
            })
            .ok()
            .map(|_| Self(Arc::clone(waiting)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn argon2() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| Fault::broken(format!("argon2: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hashing = Hashing::new();
        let stored = hashing
            .hash(Password::tried("八个字的密码可以").unwrap())
            .await
            .unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        let right = Password::tried("八个字的密码可以");
        let wrong = Password::tried("八个字的密码不可以");
        assert!(
            hashing
                .verify(right.clone(), Some(stored.clone()))
                .await
                .unwrap()
        );
        assert!(!hashing.verify(wrong, Some(stored.clone())).await.unwrap());
        assert!(!hashing.verify(None, Some(stored)).await.unwrap());
        assert!(!hashing.verify(right, None).await.unwrap());
    }

    #[test]
    fn nobody_is_hashed_at_the_same_cost() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        assert_eq!(nobody.params.get_decimal("m"), Some(MEMORY_KIB));
        assert_eq!(nobody.params.get_decimal("t"), Some(PASSES));
    }

    #[tokio::test]
    async fn a_full_queue_says_busy() {
        let hashing = Hashing {
            most_waiting: 0,
            ..Hashing::new()
        };
        let outcome = hashing.verify(Password::tried("x"), None).await;
        assert!(matches!(outcome, Err(HashError::Busy)));
    }
}
