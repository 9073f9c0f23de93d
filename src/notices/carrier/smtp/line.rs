//! A connection, counted while it is there.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lettre::transport::smtp::client::AsyncSmtpConnection;

/// How many connections there are. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Open(Arc<AtomicUsize>);

impl Open {
    /// Whether there is any.
    pub(super) fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    /// Counts one until it is dropped.
    pub(super) fn count(&self, connection: AsyncSmtpConnection) -> Line {
        self.0.fetch_add(1, Ordering::Relaxed);
        let open = self.clone();
        Line { connection, open }
    }
}

/// A connection that has let us in.
pub(super) struct Line {
    connection: AsyncSmtpConnection,
    open: Open,
}

impl Deref for Line {
    type Target = AsyncSmtpConnection;

    fn deref(&self) -> &AsyncSmtpConnection {
        &self.connection
    }
}

impl DerefMut for Line {
    fn deref_mut(&mut self) -> &mut AsyncSmtpConnection {
        &mut self.connection
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.open.0.fetch_sub(1, Ordering::Relaxed);
    }
}
