//! What is not said any more: words about who is erased.
//!
//! Her place in what had begun when she asked stays, and staff may still decide on it. The decision
//! is written like any other; their words would stay for good, since erasing has been there already.

use sea_orm::DatabaseTransaction;

use super::change::Change;
use super::decide::Decision;
use crate::accounts::personal::hold_erased;
use crate::db::Fault;
use crate::values::ids::AccountId;

/// Takes the remarks about registrations of who is erased out of decisions, before they are written.
///
/// # Errors
/// [`Fault::Database`].
pub(super) async fn leave_out(
    tx: &DatabaseTransaction,
    decisions: impl Iterator<Item = &mut Decision>,
) -> Result<(), Fault> {
    let mut remarks: Vec<(AccountId, &mut Option<String>)> = decisions
        .flat_map(|decision| &mut decision.changes)
        .filter_map(|change| match change {
            Change::Registration { after, event, .. } if event.reason.remark.is_some() => {
                Some((after.account_id, &mut event.reason.remark))
            }
            _ => None,
        })
        .collect();
    let accounts: Vec<AccountId> = remarks.iter().map(|(account, _)| *account).collect();
    let erased = hold_erased(tx, &accounts).await?;
    for (account, remark) in &mut remarks {
        if erased.contains(account) {
            **remark = None;
        }
    }
    Ok(())
}
