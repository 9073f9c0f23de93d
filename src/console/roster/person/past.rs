//! How a registration came where it stands: each step in words, and by whom.

use std::collections::HashMap;

use crate::accounts::Contact;
use crate::console::Console;
use crate::db::Fault;
use crate::ledger::command::Actor;
use crate::ledger::facts::Registration;
use crate::values::erased;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;

/// A step.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub(super) at: String,
    /// The time as programs read it.
    pub(super) stamp: String,
    pub(super) stands: String,
    pub(super) why: String,
    /// What somebody said with it.
    pub(super) remark: Option<String>,
    pub(super) by: String,
}

impl Console {
    /// The steps of a registration, the newest first.
    pub(super) async fn past(
        &self,
        row: &Registration,
        locale: Locale,
        wall: Wall,
    ) -> Result<Vec<Past>, Fault> {
        let histories = self.roster.ledger.histories(&[row.id]).await?;
        let lines = histories.into_values().flatten();
        let mut lines: Vec<_> = lines.collect();
        lines.reverse();
        let staff: Vec<AccountId> = lines
            .iter()
            .filter_map(|line| match line.actor {
                Actor::Staff(account) => Some(account),
                _ => None,
            })
            .collect();
        let names = self.accounts().contacts(&staff).await?;
        let registrations = &self.roster.registrations;
        let past = lines.into_iter().map(|line| Past {
            at: wall.moment(line.at),
            stamp: line.at.to_string(),
            stands: super::words::status(locale, line.to),
            why: registrations.told_to_staff(locale, &line.reason, &line.facts, row.offering_id),
            remark: line.remark,
            by: by(line.actor, row, &names, locale),
        });
        Ok(past.collect())
    }
}

/// Who did it. What somebody else's act brought about happened by itself.
fn by(
    actor: Actor,
    row: &Registration,
    names: &HashMap<AccountId, Contact>,
    locale: Locale,
) -> String {
    let name = |account| {
        names
            .get(&account)
            .map_or("", |contact| erased::shown(&contact.name, locale))
    };
    match actor {
        Actor::Worker(account) if account == row.account_id => {
            say(locale, "console-roster-by-them", &[])
        }
        Actor::Worker(_) | Actor::Timer => say(locale, "console-roster-by-itself", &[]),
        Actor::Import => say(locale, "console-roster-by-import", &[]),
        Actor::Staff(account) => say(
            locale,
            "console-roster-by",
            &[("what", name(account).to_owned().into())],
        ),
    }
}
