//! How many mails are on their way at the same time: fewer where the server wants fewer.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// How long a way that was given up is left alone.
const LEFT_ALONE: Duration = Duration::from_mins(1);

/// The ways to the server. Many take few connections of one client and turn further ones away:
/// those that are there go on.
pub(super) struct Ways {
    open: Semaphore,
    narrowed: Mutex<Narrowed>,
}

#[derive(Clone, Copy)]
struct Narrowed {
    /// Ways that are there.
    many: usize,
    /// Ways that are taken out when they come back.
    leaving: usize,
    most: usize,
    since: Instant,
}

impl Ways {
    /// So many at most.
    pub(super) fn new(most: usize) -> Self {
        Self {
            open: Semaphore::new(most),
            narrowed: Mutex::new(Narrowed {
                many: most,
                leaving: 0,
                most,
                since: Instant::now(),
            }),
        }
    }

    /// Waits for one that is free. It is never closed.
    pub(super) async fn take(&self) -> Option<SemaphorePermit<'_>> {
        self.open.acquire().await.ok()
    }

    /// Gives one back; it may be taken out, or another one may be added.
    pub(super) fn give_back(&self, way: Option<SemaphorePermit<'_>>) {
        let mut state = self.state();
        if state.leaving > 0 {
            state.leaving -= 1;
            if let Some(way) = way {
                way.forget();
            }
        } else if state.many < state.most && state.since.elapsed() > LEFT_ALONE {
            state.many += 1;
            state.since = Instant::now();
            self.open.add_permits(1);
        }
    }

    /// The server takes no further connection. Whether there is one less now: the last one stays.
    pub(super) fn narrow(&self) -> bool {
        let mut state = self.state();
        state.since = Instant::now();
        if state.many == 1 {
            return false;
        }
        state.many -= 1;
        state.leaving += 1;
        true
    }

    fn state(&self) -> MutexGuard<'_, Narrowed> {
        self.narrowed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn ways_are_taken_out_down_to_one_and_come_back_minute_by_minute() {
        let ways = Ways::new(3);
        assert_eq!(
            [ways.narrow(), ways.narrow(), ways.narrow()],
            [true, true, false]
        );
        for _ in 0..3 {
            let way = ways.take().await;
            ways.give_back(way);
        }
        assert_eq!(ways.open.available_permits(), 1);
        for many in [2, 3, 3] {
            tokio::time::advance(LEFT_ALONE + Duration::from_secs(1)).await;
            let way = ways.take().await;
            ways.give_back(way);
            assert_eq!(ways.open.available_permits(), many);
        }
    }
}
