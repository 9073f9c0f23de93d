//! What of a participant is sealed, and how it opens.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::Fault;
use crate::db::seal::{FieldKeys, Place};
use crate::values::ids::ParticipantId;

/// Seals a value for its column; nothing stays nothing.
pub(super) fn seal<T: Serialize>(
    keys: &FieldKeys,
    id: ParticipantId,
    column: &'static str,
    value: Option<&T>,
) -> Result<Option<String>, Fault> {
    let Some(value) = value else {
        return Ok(None);
    };
    let plain = serde_json::to_string(value)?;
    keys.seal(&place(id, column), &plain).map(Some)
}

/// Opens what [`seal`] made.
pub(super) fn open<T: DeserializeOwned>(
    keys: &FieldKeys,
    id: ParticipantId,
    column: &'static str,
    sealed: Option<&str>,
) -> Result<Option<T>, Fault> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let plain = keys.open(&place(id, column), sealed)?;
    Ok(Some(serde_json::from_str(&plain)?))
}

fn place(id: ParticipantId, column: &'static str) -> Place<'static> {
    Place {
        table: "participants",
        column,
        row: id.0,
    }
}
