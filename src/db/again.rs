//! What a task has to write before its work begins: written again until that succeeds.
//!
//! A disk that is full when the process starts must not end what nobody starts a second time.

use std::time::Duration;

use metrics::counter;
use tokio_util::sync::CancellationToken;

use super::Fault;

/// The pause after the first failure; each one after it is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// No pause is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Runs `write` until it succeeds; whether it did before `stop`. `task` is who waits for it, in
/// the log and to the monitoring.
pub async fn until_done<W>(
    task: &'static str,
    stop: &CancellationToken,
    write: impl Fn() -> W,
) -> bool
where
    W: Future<Output = Result<(), Fault>>,
{
    let mut pause = FIRST_PAUSE;
    while let Err(fault) = write().await {
        counter!("task_beginnings_failed_total", "task" => task).increment(1);
        tracing::error!(
            task,
            error = &fault as &dyn std::error::Error,
            "a task could not begin: it is tried again"
        );
        if tokio::time::timeout(pause, stop.cancelled()).await.is_ok() {
            return false;
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    true
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_to_a_bound_until_it_is_done() {
        let tries = RefCell::new(Vec::new());
        let write = || {
            tries.borrow_mut().push(Instant::now());
            let is_well = tries.borrow().len() == 11;
            async move {
                let fault = || Fault::broken("the disk is full");
                is_well.then_some(()).ok_or_else(fault)
            }
        };
        assert!(until_done("test", &CancellationToken::new(), write).await);
        let tries = tries.into_inner();
        let pauses = tries.windows(2).map(|two| (two[1] - two[0]).as_millis());
        let pauses: Vec<_> = pauses.collect();
        let doubling = [250, 500, 1000, 2000, 4000, 8000, 16_000];
        assert_eq!(pauses[..7], doubling);
        assert_eq!(pauses[7..], [30_000; 3]);
    }

    #[tokio::test(start_paused = true)]
    async fn who_closes_does_not_wait_for_the_pause() {
        let stop = CancellationToken::new();
        let failing = || async { Err(Fault::broken("the disk is full")) };
        let closing = async {
            let later = std::future::pending::<()>();
            let _ = tokio::time::timeout(Duration::from_mins(5), later).await;
            stop.cancel();
            Instant::now()
        };
        let (is_done, closed_at) = tokio::join!(until_done("test", &stop, failing), closing);
        assert!(!is_done);
        assert_eq!(Instant::now(), closed_at);
    }
}
