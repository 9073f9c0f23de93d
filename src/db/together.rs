//! Questions that many ask at the same time, answered by one query.
//!
//! A thousand requests in one second would else each wait for a connection to read one row. An
//! idle asker is answered at once; while a query is on its way the next questions gather.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{DbErr, RuntimeErr};
use tokio::sync::{mpsc, oneshot};

use super::Fault;

/// Questions that may wait; whoever asks one more waits to ask.
const QUEUE: usize = 1024;
/// Questions of one query at most.
const AT_ONCE: usize = 256;
/// How long a query may take: all who ask later wait behind it.
const PATIENCE: Duration = Duration::from_secs(5);

type Asked<Q, A> = (Q, oneshot::Sender<Result<A, Fault>>);

/// Where questions gather. Cheap to clone; the last clone ends it.
pub struct Together<Q, A> {
    questions: mpsc::Sender<Asked<Q, A>>,
}

impl<Q, A> Together<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    /// `ask` answers questions by one query (or a few), each answer where its question stood.
    /// Call it within the runtime.
    #[must_use]
    pub fn new<F>(ask: impl Fn(Vec<Q>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<Vec<A>, Fault>> + Send + 'static,
    {
        let (questions, mut queue) = mpsc::channel::<Asked<Q, A>>(QUEUE);
        tokio::spawn(async move {
            let mut waiting = Vec::new();
            while queue.recv_many(&mut waiting, AT_ONCE).await > 0 {
                // Whoever is about to ask comes along: a query of its own would cost more.
                tokio::task::yield_now().await;
                while waiting.len() < AT_ONCE
                    && let Ok(one) = queue.try_recv()
                {
                    waiting.push(one);
                }
                let (asked, replies): (Vec<Q>, Vec<_>) = waiting.drain(..).unzip();
                // A task of its own: what panics there must not end this one.
                let mut asking = tokio::spawn(ask(asked));
                let answers = match tokio::time::timeout(PATIENCE, &mut asking).await {
                    Ok(Ok(answers)) => answers,
                    Ok(Err(error)) => Err(Fault::broken(error.to_string())),
                    Err(_) => {
                        asking.abort();
                        Err(too_slow())
                    }
                };
                match answers {
                    Ok(answers) => answer(replies, answers.into_iter().map(Ok)),
                    Err(fault) => {
                        let fault = Arc::new(fault);
                        let same = std::iter::repeat_with(|| Err(Fault::Shared(fault.clone())));
                        answer(replies, same);
                    }
                }
            }
        });
        Self { questions }
    }

    /// The answer to `question`.
    ///
    /// # Errors
    /// [`Fault`] of the query it went with.
    pub async fn ask(&self, question: Q) -> Result<A, Fault> {
        let (reply, answer) = oneshot::channel();
        let gone = || Fault::broken("nobody answers questions any more");
        let sent = self.questions.send((question, reply)).await;
        sent.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

fn too_slow() -> Fault {
    let seconds = PATIENCE.as_secs();
    Fault::Database(DbErr::Conn(RuntimeErr::Internal(format!(
        "no answer within {seconds} seconds"
    ))))
}

/// Whoever asked and is gone is not told.
fn answer<A>(
    replies: Vec<oneshot::Sender<Result<A, Fault>>>,
    answers: impl Iterator<Item = Result<A, Fault>>,
) {
    for (reply, answer) in replies.into_iter().zip(answers) {
        let _ = reply.send(answer);
    }
}

impl<Q, A> Clone for Together<Q, A> {
    fn clone(&self) -> Self {
        Self {
            questions: self.questions.clone(),
        }
    }
}

impl<Q, A> std::fmt::Debug for Together<Q, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Together").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn what_is_asked_meanwhile_goes_together_and_each_gets_her_own_answer() {
        let gate = Arc::new(Semaphore::new(0));
        let batches: Arc<Mutex<Vec<usize>>> = Arc::default();
        let (open, seen) = (gate.clone(), batches.clone());
        let together = Together::new(move |questions: Vec<u32>| {
            let (open, seen) = (open.clone(), seen.clone());
            async move {
                seen.lock().expect("not poisoned").push(questions.len());
                open.acquire().await.expect("open").forget();
                Ok(questions.into_iter().map(|n| n * 10).collect())
            }
        });
        let ask = |n: u32| {
            let together = together.clone();
            tokio::spawn(async move { together.ask(n).await })
        };
        let first = ask(1);
        while batches.lock().expect("not poisoned").is_empty() {
            tokio::task::yield_now().await;
        }
        let others: Vec<_> = (2..10).map(ask).collect();
        while together.questions.capacity() > QUEUE - 8 {
            tokio::task::yield_now().await;
        }
        gate.add_permits(2);
        assert_eq!(first.await.expect("no panic").expect("no fault"), 10);
        for (other, n) in others.into_iter().zip(2..) {
            assert_eq!(other.await.expect("no panic").expect("no fault"), n * 10);
        }
        assert_eq!(*batches.lock().expect("not poisoned"), [1, 8]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_query_that_hangs_is_given_up_and_the_next_is_answered() {
        let together = Together::new(|questions: Vec<u32>| async move {
            if questions.contains(&0) {
                std::future::pending::<()>().await;
            }
            Ok(questions)
        });
        let fault = together.ask(0).await.expect_err("a fault");
        assert!(matches!(fault.itself(), Fault::Database(DbErr::Conn(_))));
        assert_eq!(together.ask(7).await.expect("still there"), 7);
    }

    #[tokio::test]
    async fn a_fault_is_told_to_each_and_a_panic_does_not_end_it() {
        let together = Together::new(|questions: Vec<u32>| async move {
            assert!(!questions.contains(&13), "unlucky");
            if questions.contains(&0) {
                return Err(Fault::broken("nothing"));
            }
            Ok(questions)
        });
        let fault = together.ask(0).await.expect_err("a fault");
        assert!(matches!(fault, Fault::Shared(_)), "{fault:?}");
        assert!(fault.to_string().contains("nothing"), "{fault}");
        assert!(together.ask(13).await.is_err());
        assert_eq!(together.ask(7).await.expect("still there"), 7);
    }
}
