//! Fills the letter about a consent that was taken back.

use serde_json::Value;

use super::about::About;
use crate::catalog::model::titled;
use crate::db::Fault;
use crate::notices::Letter;
use crate::registrations::letters::consent::{ConsentLetter, write};
use crate::values::say::say;

/// The letter of a notice about a consent.
///
/// # Errors
/// [`Fault::Broken`] where the notice names none.
pub(super) fn letter(about: &About<'_>) -> Result<Letter, Fault> {
    let (locale, record) = (about.notice.locale, about.record);
    let facts = &about.notice.facts;
    let key = facts.get("consent").and_then(Value::as_str);
    let key = key.ok_or_else(|| Fault::broken("a withdrawn consent without its key"))?;
    let label = about.snapshot.question_label(key);
    let (program, offering) = (
        about.program.title.pick(locale),
        about.offering.title.pick(locale),
    );
    let id = record.registration.id;
    let unnamed = || say(locale, "consent-withdrawn-unnamed", &[]);
    Ok(write(&ConsentLetter {
        locale,
        written_at: about.notice.created_at,
        recipient_name: about.recipient_name.clone(),
        consent: label.map_or_else(unnamed, |label| label.pick(locale).to_owned()),
        participant: record.participant_name.clone(),
        offering: titled(locale, program, offering),
        organization: about.organization(),
        zone: about.offering.time_zone,
        discreet: about.is_discreet(),
        cancelled: facts.get("cancelled") == Some(&Value::Bool(true)),
        contact: about.program.contact.clone(),
        contact_email: about.contact_email(),
        link: format!("{}/registrations/{id}", about.public_url),
        thread: about.thread(),
    }))
}
