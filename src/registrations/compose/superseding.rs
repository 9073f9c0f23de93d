//! Which notices say what is no longer so.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::{RegistrationComposer, about};
use crate::db::Fault;
use crate::ledger::notices as kinds;
use crate::ledger::told::{self, Changed};
use crate::notices::Notice;
use crate::registrations::consents::CONSENT_WITHDRAWN;
use crate::registrations::policy::{Says, is_superseded};
use crate::registrations::reminders::{OFFER_REMINDER, REMINDER};
use crate::values::ids::{NoticeId, RegistrationId};

impl RegistrationComposer {
    /// Those of `notices` that a later one answers, and reminders that their readers have stopped:
    /// one question for all of them.
    pub(super) async fn outdated(&self, notices: &[Notice]) -> Result<HashSet<NoticeId>, Fault> {
        let asked: Vec<(&Notice, Says)> = notices
            .iter()
            .filter_map(|notice| Some((notice, says(notice)?)))
            .collect();
        let ids: BTreeSet<RegistrationId> =
            asked.iter().flat_map(|(notice, _)| about(notice)).collect();
        let ids: Vec<RegistrationId> = ids.into_iter().collect();
        let told = told::told(self.registrations.db.read(), &ids).await?;
        let outdated = asked
            .into_iter()
            .filter(|(notice, says)| is_superseded(*says, &numbered(notice), &told));
        let mut outdated: HashSet<NoticeId> = outdated.map(|(notice, _)| notice.id).collect();
        let dates = notices.iter().filter(|notice| notice.kind == REMINDER);
        let dates: Vec<&Notice> = dates.collect();
        outdated.extend(self.registrations.accounts.stopped(&dates).await?);
        Ok(outdated)
    }
}

/// What a notice says; none where nothing later takes it back.
fn says(notice: &Notice) -> Option<Says> {
    match notice.kind.as_str() {
        CONSENT_WITHDRAWN => None,
        OFFER_REMINDER | REMINDER => Some(Says::Reminder),
        kinds::RESCHEDULED => {
            let numbers = notice.facts.get("numbers");
            let session = numbers
                .and_then(|numbers| numbers.get("session_id"))
                .cloned();
            let session = session.and_then(|id| serde_json::from_value(id).ok());
            let reason = notice.facts.get("reason").and_then(Value::as_str);
            let changed = Changed::by(reason.unwrap_or_default());
            Some(Says::Dates(session, changed))
        }
        _ => Some(Says::Standing),
    }
}

/// The registrations a notice is about, each with the number of its event.
fn numbered(notice: &Notice) -> Vec<(RegistrationId, i64)> {
    let own = notice.facts.get("sequence").and_then(Value::as_i64);
    let own = own.unwrap_or(i64::MAX);
    let sequences = notice.facts.get("sequences").and_then(Value::as_array);
    let sequence = |at: usize| {
        let sequence = sequences.and_then(|all| all.get(at)?.as_i64());
        sequence.unwrap_or(own)
    };
    let ids = about(notice).enumerate();
    ids.map(|(at, id)| (id, sequence(at))).collect()
}
