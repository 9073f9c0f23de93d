//! The letters of what was claimed.

use super::Courier;
use crate::db::Fault;
use crate::notices::letter::Letter;
use crate::notices::store::deliveries::Carried;
use crate::notices::store::notices::Stored;

impl Courier {
    /// Deliveries with their letters.
    pub(super) async fn with_letters(
        &self,
        claimed: Vec<Carried>,
    ) -> Vec<(Carried, Result<Letter, Fault>)> {
        let notices = claimed.iter().map(|carried| carried.notice.clone());
        let letters = self.compose(notices.collect()).await;
        let is_alone = claimed.len() == 1;
        let mut with_letters = Vec::with_capacity(claimed.len());
        for (carried, letter) in claimed.into_iter().zip(letters) {
            let letter = match letter {
                // What one of them lacks is no fault of the others.
                Err(_) if !is_alone => {
                    let alone = self.compose(vec![carried.notice.clone()]).await.pop();
                    alone.unwrap_or_else(|| Err(Fault::broken("a notice without an answer")))
                }
                letter => letter,
            };
            with_letters.push((carried, letter));
        }
        with_letters
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
}
