//! Whoever wants to see what is sent to the database: the test that reads the plans of queries.

use std::fmt;
use std::sync::Arc;

use sea_orm::{DatabaseConnection, Statement};

/// Is told of each statement, text and values, once it was sent. Cheap to clone.
#[derive(Clone)]
pub struct Watcher(Arc<dyn Fn(&Statement) + Send + Sync>);

impl Watcher {
    /// A watcher that calls `tell`.
    #[must_use]
    pub fn new(tell: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// Watches what goes through a connection and through all that are cloned from it later.
    pub(super) fn watch(&self, connection: &mut DatabaseConnection) {
        let Self(tell) = self.clone();
        connection.set_metric_callback(move |info| tell(info.statement));
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}
