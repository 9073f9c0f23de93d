//! What marks say of a person.

use sea_orm::DatabaseTransaction;
use serde::Serialize;

use super::policy::MarkKind;
use super::{Column, store};
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

/// Blanks what is sealed in the marks of registrations.
pub(in crate::roster) async fn erase(
    tx: &DatabaseTransaction,
    ids: &[RegistrationId],
) -> Result<(), Fault> {
    store::personal::blank(tx, ids).await
}
