//! Codes for what is new.

use sea_orm::ConnectionTrait;

use super::EditError;
use crate::catalog::model::{Offering, Program};
use crate::db::Fault;
use crate::roster::store;
use crate::values::ids::ProgramId;

/// Codes that are tried in one look.
const TRIES: usize = 20;

/// The code of a program whose organizer names none.
pub(super) fn of_program(id: ProgramId) -> String {
    let id = id.to_string();
    format!("p-{}", &id[id.len() - 12..])
}

/// Takes the code that was asked for, or the next free number of the program.
pub(super) async fn of_offering(
    tx: &impl ConnectionTrait,
    program: &Program,
    asked: Option<&str>,
) -> Result<String, EditError> {
    if let Some(code) = asked {
        let used = store::offering_codes(tx, &[code.to_owned()]).await?;
        return if used.is_empty() {
            Ok(code.to_owned())
        } else {
            Err(EditError::CodeTaken)
        };
    }
    let mut from = 1;
    loop {
        let numbers = from..from + TRIES;
        let codes: Vec<String> = numbers
            .map(|number| format!("{}-{number:02}", program.code))
            .collect();
        let used = store::offering_codes(tx, &codes).await?;
        if let Some(free) = codes.into_iter().find(|code| !used.contains(code)) {
            return Ok(free);
        }
        from += TRIES;
    }
}

/// Gives each new session the next number of its offering, and puts all in the order of time.
pub(super) fn number_sessions(offering: &mut Offering) -> Result<(), Fault> {
    offering
        .sessions
        .sort_by_key(|one| (one.starts_at, one.ends_at));
    let prefix = format!("{}-s", offering.code);
    let number = |code: &str| code.strip_prefix(&prefix)?.parse::<u32>().ok();
    let numbers = offering.sessions.iter().filter_map(|one| number(&one.code));
    let mut last = numbers.max().unwrap_or(0);
    for session in offering
        .sessions
        .iter_mut()
        .filter(|one| one.code.is_empty())
    {
        last = last
            .checked_add(1)
            .ok_or_else(|| Fault::broken("a session's number"))?;
        session.code = format!("{prefix}{last:02}");
    }
    Ok(())
}
