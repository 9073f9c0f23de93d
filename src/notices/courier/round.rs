//! The mails that are in hand, each in a task of its own.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::task::{Id, JoinSet};

use super::Courier;
use super::letters::Errand;
use crate::notices::metered;
use crate::notices::store::deliveries::Carried;

/// The mails on their way.
#[derive(Default)]
pub(super) struct Round {
    pub(super) tasks: JoinSet<()>,
    pub(super) carried: HashMap<Id, Carried>,
}

impl Round {
    pub(super) fn start(&mut self, courier: &Arc<Courier>, errand: Errand) {
        let (courier, mine) = (Arc::clone(courier), errand.carried.clone());
        let task = self.tasks.spawn(async move {
            let way = courier.ways.take().await;
            let (carried, end) = courier.carry(errand).await;
            courier.ways.give_back(way);
            metered::ended(&end);
            courier.finish(carried, end).await;
        });
        self.carried.insert(task.id(), mine);
    }

    /// Forgets those that ended.
    pub(super) fn clear(&mut self) {
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
            self.carried.remove(&id);
        }
    }

    /// Waits for one of them; for ever when there is none.
    pub(super) async fn one_ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => error.id(),
            None => return std::future::pending().await,
        };
        self.carried.remove(&id);
    }
}
