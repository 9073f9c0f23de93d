//! What marks say of a person.

use sea_orm::DatabaseTransaction;
use serde::Serialize;

use super::policy::MarkKind;
use super::store::NewMark;
use super::{Column, store};
use crate::accounts::personal::hold_erased;
use crate::db::Fault;
use crate::roster::Roster;
use crate::values::clock::Instant;
use crate::values::ids::{AttendanceMarkId, RegistrationId, SessionId};

/// Registrations whose marks are read together.
const TOGETHER: usize = 200;

/// A mark as its person takes it away.
#[derive(Clone, Debug, Serialize)]
pub struct MarkKept {
    /// The session.
    pub session_id: SessionId,
    /// Who came or went.
    pub registration_id: RegistrationId,
    /// In, out, absent or excused.
    pub mark: MarkKind,
    /// When.
    pub at: Instant,
    /// Who collected.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// All marks of registrations, the earliest first.
pub(in crate::roster) async fn kept(
    roster: &Roster,
    ids: &[RegistrationId],
) -> Result<Vec<MarkKept>, Fault> {
    let mut kept = Vec::new();
    for ids in ids.chunks(TOGETHER) {
        for (session_id, registration_id, one) in
            store::personal::of_all(roster.db.read(), ids).await?
        {
            let open = |column: Column, id: AttendanceMarkId, sealed: Option<&String>| {
                sealed
                    .map(|sealed| roster.keys.open(&column.of(id), sealed))
                    .transpose()
            };
            let id = one.mark.id;
            kept.push(MarkKept {
                session_id,
                registration_id,
                mark: one.mark.kind,
                at: one.mark.at,
                by: open(Column::CollectedBy, id, one.collected_by_sealed.as_ref())?,
                reason: open(Column::Reason, id, one.reason_sealed.as_ref())?,
            });
        }
    }
    kept.sort_by_key(|one| one.at);
    Ok(kept)
}

/// Marks as they are written: those of who is erased without a word, since erasing has been there.
pub(super) async fn as_written(
    tx: &DatabaseTransaction,
    new: &[NewMark],
) -> Result<Vec<NewMark>, Fault> {
    let says =
        |one: &&NewMark| one.kept.collected_by_sealed.is_some() || one.kept.reason_sealed.is_some();
    let accounts: Vec<_> = new.iter().filter(says).map(|one| one.account).collect();
    let erased = hold_erased(tx, &accounts).await?;
    let mut written = new.to_vec();
    for mark in &mut written {
        if erased.contains(&mark.account) {
            mark.kept.collected_by_sealed = None;
            mark.kept.reason_sealed = None;
        }
    }
    Ok(written)
}

/// Blanks what is sealed in the marks of registrations.
pub(in crate::roster) async fn erase(
    tx: &DatabaseTransaction,
    ids: &[RegistrationId],
) -> Result<(), Fault> {
    store::personal::blank(tx, ids).await
}
