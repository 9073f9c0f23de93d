//! What is to be done with each mail that was claimed.

use std::collections::{HashMap, HashSet};

use super::Courier;
use crate::db::Fault;
use crate::notices::letter::Letter;
use crate::notices::store::deliveries::Carried;
use crate::notices::store::ended::End;
use crate::notices::store::notices::Stored;
use crate::notices::store::suppressions;
use crate::notices::suppression::Refused;
use crate::values::ids::NoticeId;

/// What is to be done with a mail.
pub(super) enum Task {
    /// Nothing more.
    Over(End),
    /// It is carried, if its letter could be composed.
    Carry(Box<Letter>),
    /// It is tried again when its letter can be composed.
    NotComposed(Fault),
}

/// A claimed mail, and what is known of where it goes.
pub(super) struct Errand {
    pub(super) carried: Carried,
    /// By what its address is known; none without address.
    pub(super) key: Option<String>,
    /// Whether that address refused mails before.
    pub(super) has_refused: bool,
    pub(super) task: Task,
}

impl Courier {
    /// Claimed mails with their letters, and those that end without one.
    pub(super) async fn prepare(&self, claimed: Vec<Carried>) -> Vec<Errand> {
        let superseded = self.superseded(&claimed).await;
        let key = |carried: &Carried| {
            let address = carried.address.as_deref()?;
            Some(self.parts.suppressions.key(address))
        };
        let keys: Vec<Option<String>> = claimed.iter().map(key).collect();
        let refused = self.refused(&keys).await;
        let now = self.parts.clock.now();
        let mut errands = Vec::with_capacity(claimed.len());
        let mut to_compose = Vec::with_capacity(claimed.len());
        for (carried, key) in claimed.into_iter().zip(keys) {
            let known = key.as_ref().and_then(|key| refused.get(key));
            let is_suppressed = known.is_some_and(|one| one.since.is_some());
            let has_refused = known.is_some_and(|one| one.refusals > 0);
            let over = if carried.address.is_none() {
                Some(End::Erased { at: now })
            } else if superseded.contains(&carried.notice.id) {
                Some(End::Superseded { at: now })
            } else if is_suppressed && !is_asked_for(&carried) {
                Some(End::Suppressed { at: now })
            } else {
                None
            };
            match over {
                Some(end) => errands.push(Errand {
                    carried,
                    key,
                    has_refused,
                    task: Task::Over(end),
                }),
                None => to_compose.push((carried, key, has_refused)),
            }
        }
        let notices = to_compose
            .iter()
            .map(|(carried, ..)| carried.notice.clone());
        let letters = self.with_letters(notices.collect()).await;
        for ((carried, key, has_refused), letter) in to_compose.into_iter().zip(letters) {
            let task = match letter {
                Ok(letter) => Task::Carry(Box::new(letter)),
                Err(fault) => Task::NotComposed(fault),
            };
            errands.push(Errand {
                carried,
                key,
                has_refused,
                task,
            });
        }
        errands
    }

    /// What is known of the addresses that some keys stand for. While that cannot be read, mails
    /// go as if nothing were.
    async fn refused(&self, keys: &[Option<String>]) -> HashMap<String, Refused> {
        let keys = keys.iter().flatten().cloned();
        let known = suppressions::known(self.parts.db.read(), keys).await;
        known.unwrap_or_else(|fault| {
            let error = &fault as &dyn std::error::Error;
            tracing::error!(error, "suppressed addresses cannot be read");
            HashMap::new()
        })
    }

    /// The letters of notices, in their order.
    async fn with_letters(&self, notices: Vec<Stored>) -> Vec<Result<Letter, Fault>> {
        let is_alone = notices.len() == 1;
        let composed = self.compose(notices.clone()).await;
        let mut letters = Vec::with_capacity(notices.len());
        for (notice, letter) in notices.into_iter().zip(composed) {
            letters.push(match letter {
                // What one of them lacks is no fault of the others.
                Err(_) if !is_alone => {
                    let alone = self.compose(vec![notice]).await.pop();
                    alone.unwrap_or_else(|| Err(Fault::broken("a notice without an answer")))
                }
                letter => letter,
            });
        }
        letters
    }

    /// Composes letters in a task of their own: what panics there must not end the courier.
    async fn compose(&self, notices: Vec<Stored>) -> Vec<Result<Letter, Fault>> {
        let (letters, many) = (self.parts.letters.clone(), notices.len());
        let composing = tokio::spawn(async move {
            let notices: Vec<&Stored> = notices.iter().collect();
            letters.of_all(&notices).await
        });
        composing.await.unwrap_or_else(|error| {
            let broken = || Err(Fault::broken(error.to_string()));
            std::iter::repeat_with(broken).take(many).collect()
        })
    }

    /// Which of claimed mails a newer one takes the place of; asked in a task of its own too.
    async fn superseded(&self, claimed: &[Carried]) -> HashSet<NoticeId> {
        let letters = self.parts.letters.clone();
        let notices: Vec<Stored> = claimed.iter().map(|one| one.notice.clone()).collect();
        let asking = tokio::spawn(async move {
            let notices: Vec<&Stored> = notices.iter().collect();
            letters.superseded(&notices).await
        });
        asking.await.unwrap_or_else(|error| {
            tracing::error!(%error, "what is superseded was not found out");
            HashSet::new()
        })
    }
}

/// Whether its reader waits for it: a code, to the address that was given for it.
const fn is_asked_for(carried: &Carried) -> bool {
    carried.notice.sealed_secret.is_some() && carried.delivery.address.is_some()
}
