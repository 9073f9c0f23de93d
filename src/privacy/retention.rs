//! What ends on a date: answers, and addresses of letters that were sent, or of roles that nobody took
//! up, long ago.

use super::Privacy;
use crate::db::Fault;
use crate::notices::personal::forget_addresses;
use crate::organizations::personal::forget_untaken;
use crate::values::clock::Instant;

/// Rows of one transaction: it must keep nobody who writes waiting for long.
const TOGETHER: u64 = 500;
/// Transactions of one look: others wait for their turn of the timer too.
const SLICES: usize = 20;

impl Privacy {
    /// Erases the answers whose date has come, and the addresses of letters, and of roles that nobody
    /// took up, that ended long ago; called by the timer. What is left goes at the next look.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn forget_due(&self, now: Instant) -> Result<(), Fault> {
        for _ in 0..SLICES {
            if !self.registrations.erase_due_answers(now, TOGETHER).await? {
                break;
            }
        }
        for _ in 0..SLICES {
            let forgetting = self
                .db
                .write(async |tx| forget_untaken(tx, now, TOGETHER).await);
            if !forgetting.await? {
                break;
            }
        }
        for _ in 0..SLICES {
            let forgetting = self.db.write(async |tx| {
                // The answer says whether there may be more.
                forget_addresses(tx, now, TOGETHER).await
            });
            if !forgetting.await? {
                break;
            }
        }
        Ok(())
    }
}
