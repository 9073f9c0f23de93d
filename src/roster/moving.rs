//! Moving somebody within a program.

use super::Roster;
use super::access::AtRegistration;
use crate::catalog::load_offerings;
use crate::catalog::model::{Offering, OfferingState};
use crate::db::Fault;
use crate::ledger::command::{Act, Move};
use crate::values::ids::{OfferingId, Reference, SessionId};

/// Where somebody is moved.
#[derive(Clone, Debug)]
pub struct MoveTo {
    /// The offering; drafts are none.
    pub offering: Reference<OfferingId>,
    /// The session, where sessions are picked.
    pub session: Option<SessionId>,
    /// Why, for the person to read.
    pub remark: Option<String>,
}

impl Roster {
    /// The command that moves a registration; none where the program has no such offering.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn moving(&self, from: &AtRegistration, to: MoveTo) -> Result<Option<Act>, Fault> {
        let offerings = load_offerings(self.db.read(), &[from.program.id]).await?;
        let is_named = |one: &&Offering| {
            let named = match &to.offering {
                Reference::Id(id) => one.id == *id,
                Reference::Code(code) => one.code == *code,
            };
            named && one.state != OfferingState::Draft
        };
        let Some(offering) = offerings.iter().find(is_named) else {
            return Ok(None);
        };
        let (quota_key, seed) = self
            .registrations
            .prepare_move(&from.registration, (&from.program, offering), to.session)
            .await?;
        Ok(Some(Act::Move(Move {
            registration_id: from.registration.id,
            offering_id: offering.id,
            session_id: to.session,
            quota_key,
            remark: to.remark,
            seed,
        })))
    }
}
