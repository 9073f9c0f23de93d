//! The rules of registering that read the household, not the seats. Pure.
//!
//! Source: docs/rules.md, "Who may register". Each finding names its rule and numbers; the
//! ledger weighs them in between its own, in the order of the API.

mod answers;
mod consents;
mod eligibility;
mod quota;
mod superseding;

pub use answers::{AnswerGiven, Form, check_answers};
pub use consents::{ConsentGiven, check_consents, check_moved};
pub use eligibility::{Membership, check_eligibility};
pub use quota::quota_key;
pub use superseding::{Says, is_superseded};

use serde_json::{Value, json};

use crate::ledger::command::Reason;
use crate::values::ids::ParticipantId;

/// A reason about one participant.
fn about(who: ParticipantId, code: &'static str, facts: Value) -> Reason {
    let mut all = json!({ "participant_id": who });
    if let (Some(all), Value::Object(facts)) = (all.as_object_mut(), facts) {
        all.extend(facts);
    }
    Reason::new(code, all)
}
