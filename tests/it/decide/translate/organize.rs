//! What organizers ask, in the ledger's types.

use std::collections::BTreeMap;

use niangjia::ledger::command::{
    Act, Approve, CallOff, Cancel, CancelSession, Freeze, Move, MoveSession, Promote, Reject,
    RunDraw, VoidDraw,
};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{DrawId, SessionId};

use super::names::{id, key, offering_id, registration_id, session_id};
use super::{refusal, seed, small};
use crate::decide::oracle::{Number, Organize, unit_code};
use crate::decide::programs::{SESSIONS, session_number};

/// Why, in somebody's words.
fn remark() -> String {
    "because".to_owned()
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm a command, each as short as it can be"
)]
pub(super) fn organize(asked: &Organize) -> Act {
    match asked {
        Organize::Approve {
            registration,
            points,
        } => Act::Approve(Approve {
            proofs: Vec::new(),
            registration_id: registration_id(*registration),
            points: small(*points),
        }),
        Organize::Reject(number) => Act::Reject(Reject {
            registration_id: registration_id(*number),
            remark: remark(),
            object_until: Instant(0),
        }),
        Organize::Admit(offering) => Act::Admit(offering_id(*offering)),
        Organize::Promote(number) => Act::Promote(Promote {
            registration_id: registration_id(*number),
            remark: remark(),
        }),
        Organize::Cancel(number) => Act::Cancel(Cancel {
            registration_id: registration_id(*number),
            remark: Some(remark()),
            duplicate_of: None,
            is_erasure: false,
        }),
        Organize::Move {
            registration,
            offering,
            session,
            class,
            number,
        } => Act::Move(Move {
            registration_id: registration_id(*registration),
            offering_id: offering_id(*offering),
            session_id: session.map(session_id),
            quota_key: key(*class),
            remark: None,
            seed: seed(*number, *number),
        }),
        Organize::CancelSession { offering, session } => Act::CancelSession(CancelSession {
            offering_id: offering_id(*offering),
            session_id: session_id(*session),
            remark: remark(),
        }),
        Organize::MoveSession {
            offering,
            session,
            starts,
            ends,
        } => Act::MoveSession(MoveSession {
            offering_id: offering_id(*offering),
            session_id: session_id(*session),
            starts_at: Instant(*starts),
            ends_at: Instant(*ends),
            site_id: None,
            remark: remark(),
        }),
        Organize::CallOff(offering) => Act::CallOff(CallOff {
            offering_id: offering_id(*offering),
            remark: remark(),
            alternatives: Vec::new(),
        }),
        Organize::Freeze { .. } => freeze(asked),
        Organize::Run { offering, value } => Act::RunDraw(RunDraw {
            offering_id: offering_id(*offering),
            session_codes: session_codes(*offering),
            public_value: value.clone(),
        }),
        Organize::Void(offering) => Act::VoidDraw(VoidDraw {
            offering_id: offering_id(*offering),
            remark: remark(),
        }),
    }
}

fn freeze(asked: &Organize) -> Act {
    let Organize::Freeze {
        offering,
        draw,
        only_reviewed,
        findings,
    } = asked
    else {
        unreachable!("only asked to freeze");
    };
    Act::Freeze(Freeze {
        offering_id: offering_id(*offering),
        draw_id: DrawId(id(10, *draw)),
        offering_code: format!("O{offering}"),
        session_codes: session_codes(*offering),
        public_value_name: "index".to_owned(),
        witnesses: None,
        only_reviewed: *only_reviewed,
        findings: findings.iter().map(|slug| refusal(slug)).collect(),
    })
}

/// The sessions of an offering by their names in a list.
fn session_codes(offering: Number) -> BTreeMap<SessionId, String> {
    let sessions = (0..SESSIONS).map(|nth| session_number(offering, nth));
    sessions
        .map(|session| (session_id(session), unit_code(Some(session))))
        .collect()
}
