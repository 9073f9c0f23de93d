//! Draws that are due: the organizers of a lottery whose time to draw has come are told once that
//! it waits for them, since nobody hears whether there is a place until then. Drawing stays theirs.
//!
//! Owns `draw_warnings`, which remembers who was told of which time: a draw that was put off is
//! told of anew.

mod checks;
pub mod letters;
pub mod policy;
mod store;

use serde::{Deserialize, Serialize};
use serde_json::json;

pub use self::checks::Checks;
use self::policy::due;
use super::Roster;
use crate::db::Fault;
use crate::notices::outbox::{Draft, To, Urgency};
use crate::organizations::staff::Organizer;
use crate::values::clock::Instant;
use crate::values::ids::OfferingId;

/// A draw waits for its organizers. Facts: [`DrawFacts`].
pub const DRAW_DUE: &str = "draw-due";

/// What a letter about a draw is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawFacts {
    /// The offering.
    pub offering: OfferingId,
    /// When it was to be drawn.
    pub draw_at: Instant,
    /// Seats of those who applied.
    pub applied: i64,
}

impl Roster {
    /// Tells the organizers of every draw that is due; what the timer does. Where nobody is there
    /// to be told, it is tried again.
    ///
    /// # Errors
    /// [`Fault`] when what was drawn cannot be read; a fault with one offering is logged and keeps
    /// none of the others from its turn.
    pub async fn tell_draws_due(&self, now: Instant) -> Result<(), Fault> {
        let snapshot = self.catalog.snapshot();
        let lotteries = snapshot.offerings.all().iter();
        let due = lotteries.filter_map(|one| Some((one.id, due(one, now)?)));
        for facts in store::undrawn(self.db.read(), due.collect()).await? {
            if let Err(fault) = self.tell_draw_due(facts, now).await {
                let (offering, error) = (facts.offering, &fault as &dyn std::error::Error);
                tracing::error!(%offering, error, "nobody was told that a draw is due");
            }
        }
        Ok(())
    }

    async fn tell_draw_due(&self, facts: DrawFacts, now: Instant) -> Result<(), Fault> {
        let snapshot = self.catalog.snapshot();
        let offering = snapshot.offerings.get(facts.offering);
        let program = offering.and_then(|one| snapshot.programs.get(one.program_id));
        let Some(program) = program else {
            return Ok(());
        };
        let body = program.organization_id;
        let told = self.organizations.organizers_near(body).await?;
        if told.is_empty() {
            return Ok(());
        }
        let drafts: Vec<Draft> = told.iter().map(|one| self.draw_due(facts, one)).collect();
        self.db
            .write(async |tx| {
                if store::remember(tx, &facts, now).await? {
                    self.outbox.save(tx, &drafts, now).await?;
                }
                Ok::<_, Fault>(())
            })
            .await?;
        self.outbox.wake();
        Ok(())
    }

    fn draw_due(&self, facts: DrawFacts, organizer: &Organizer) -> Draft {
        Draft {
            id: self.ids.make(),
            account: Some(organizer.account),
            registration: None,
            kind: DRAW_DUE,
            locale: organizer.locale,
            facts: json!(facts),
            secret: None,
            to: To::Account,
            in_inbox: true,
            give_up_at: None,
            urgency: Urgency::ByDay(self.zone_of(facts.offering)),
        }
    }
}
