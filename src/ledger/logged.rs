//! What staff decided, for those who answer for a body: an entry of the audit log in the
//! transaction that saves the decision.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::change::Change;
use super::command::{Act, Actor, EventKind};
use super::store::{self, Decided};
use crate::db::Fault;
use crate::organizations::audit::{self, Action, Entry, Subject, SubjectKind};
use crate::values::ids::{OrganizationId, ProgramId};

/// The entries a batch owes. A repetition that changed nothing, and a refusal, are none.
///
/// # Errors
/// [`Fault::Database`].
pub(super) async fn owed(
    batch: &[Decided<'_>],
    tx: &impl ConnectionTrait,
) -> Result<Vec<Entry>, Fault> {
    let mut said = Vec::new();
    for one in batch {
        let Actor::Staff(account) = one.command.actor else {
            continue;
        };
        if one.decision.answer.is_err() || one.decision.changes.is_empty() {
            continue;
        }
        if let Some(what) = said_of(one) {
            said.push((one.command.program_id, account, what));
        }
    }
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let programs: Vec<ProgramId> = said.iter().map(|(program, ..)| *program).collect();
    let bodies: HashMap<ProgramId, OrganizationId> = store::bodies_of(tx, &programs).await?;
    let entries = said.into_iter().filter_map(|(program, account, what)| {
        let (action, subject, facts) = what;
        Some(Entry {
            organization: *bodies.get(&program)?,
            actor: audit::Actor::StaffInBatch(account),
            action,
            subject,
            facts,
        })
    });
    Ok(entries.collect())
}

/// What is said of a command; nothing of those that are told by whoever gives them (registering
/// for others, opening).
fn said_of(one: &Decided<'_>) -> Option<(Action, Subject, Value)> {
    let act = &one.command.act;
    let (action, subject, mut facts) = of_registration(act, &one.decision.changes)
        .or_else(|| of_session(act))
        .or_else(|| of_offering(act))?;
    let moved = one.decision.changes.iter().filter(|change| {
        matches!(change, Change::Registration { event, .. } if event.kind == EventKind::Status)
    });
    facts["moved"] = json!(moved.count());
    Some((action, subject, facts))
}

fn of_registration(act: &Act, changes: &[Change]) -> Option<(Action, Subject, Value)> {
    let (action, id) = match act {
        Act::Approve(asked) => (Action::Approved, asked.registration_id),
        Act::Reject(asked) => (Action::Rejected, asked.registration_id),
        Act::Promote(asked) => (Action::Promoted, asked.registration_id),
        Act::Move(asked) => (Action::Moved, asked.registration_id),
        Act::Cancel(asked) => (Action::Cancelled, asked.registration_id),
        _ => return None,
    };
    let mut theirs = changes.iter().filter_map(|change| match change {
        Change::Registration { after, .. } if after.id == id => Some(after.offering_id),
        _ => None,
    });
    let mut facts = json!({ "offering_id": theirs.next() });
    if let Act::Approve(asked) = act {
        facts["points"] = json!(asked.points);
    }
    let subject = Subject::new(SubjectKind::Registration, id.0);
    Some((action, subject, facts))
}

fn of_session(act: &Act) -> Option<(Action, Subject, Value)> {
    let (action, session, facts) = match act {
        Act::CancelSession(asked) => {
            let facts = json!({ "offering_id": asked.offering_id });
            (Action::SessionCancelled, asked.session_id, facts)
        }
        Act::MoveSession(asked) => {
            let facts = json!({
                "offering_id": asked.offering_id, "starts_at": asked.starts_at,
                "ends_at": asked.ends_at, "site_id": asked.site_id,
            });
            (Action::SessionMoved, asked.session_id, facts)
        }
        _ => return None,
    };
    let subject = Subject::new(SubjectKind::Session, session.0);
    Some((action, subject, facts))
}

fn of_offering(act: &Act) -> Option<(Action, Subject, Value)> {
    let (action, offering, facts) = match act {
        Act::SetCapacity(asked) => {
            let facts = json!({
                "total": asked.total, "quotas": asked.quotas, "sessions": asked.sessions,
                "when_free": asked.when_free,
            });
            (Action::SizeSet, asked.offering_id, facts)
        }
        Act::Admit(id) => (Action::Admitted, *id, json!({})),
        Act::CallOff(asked) => (Action::CalledOff, asked.offering_id, json!({})),
        Act::Freeze(asked) => (Action::DrawFrozen, asked.offering_id, json!({})),
        Act::RunDraw(asked) => (Action::DrawRun, asked.offering_id, json!({})),
        Act::VoidDraw(asked) => (Action::DrawVoided, asked.offering_id, json!({})),
        _ => return None,
    };
    Some((
        action,
        Subject::new(SubjectKind::Offering, offering.0),
        facts,
    ))
}
