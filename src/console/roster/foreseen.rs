//! What a page showed before its second button was pressed. Only that is done: where something else
//! would happen meanwhile, that is shown instead.

use axum::http::StatusCode;

use super::effects::Effects;
use crate::console::Console;
use crate::db::Fault;
use crate::db::idempotency::RequestKey;

/// What would happen, as a page shows it.
#[derive(Debug)]
pub(super) struct Foreseen {
    pub(super) effects: Effects,
    /// Tells it from anything else that may happen (`effects::mark`).
    pub(super) mark: String,
    /// Whether the second button was pressed, and something else was shown before.
    pub(super) has_changed: bool,
}

impl Foreseen {
    /// The code of a page that shows it.
    pub(super) const fn code(&self) -> StatusCode {
        if self.has_changed {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }
}

impl Console {
    /// Whether a form was sent before, as by a double click: then something else would happen
    /// since it has happened. `parts` are how many things it asks for, each done for itself.
    pub(super) async fn was_given(
        &self,
        key: Option<&RequestKey>,
        parts: usize,
    ) -> Result<bool, Fault> {
        match key {
            Some(key) => self.roster.was_given(key, parts).await,
            None => Ok(false),
        }
    }
}
