//! The report of a body: how many events, places, registrations and people there were in a span
//! of days, over the body and all below it, without names.
//!
//! The database counts; a page that is opened often shows what was counted some minutes ago
//! (`kept`), which is why this owns `kept_reports`. People are counted once in the group they are counted in,
//! so the groups do not add up to the whole; people and how often they came are never mixed.

mod kept;
pub mod policy;
mod store;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use self::kept::{Days, Kept};
use self::policy::{Section, Span, add_up};
use self::store::Asked;
use super::Roster;
use crate::db::{Fault, write};
use crate::values::ids::OrganizationId;

/// Where "today" is: the union's zone.
pub const ZONE: Tz = chrono_tz::Asia::Shanghai;

/// The numbers of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Of all programs but the confidential ones.
    pub open: Section,
    /// Of the confidential ones.
    pub confidential: Section,
    /// What brands are called in English.
    pub brands: BTreeMap<String, String>,
}

impl Roster {
    /// Today, where spans begin and end unless they are named.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.clock.now().day(ZONE)
    }

    /// Counts what happened in `span` in the body and below it, in one state of the database.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn report(&self, body: OrganizationId, span: Span) -> Result<Report, Fault> {
        let tx = self.db.snapshot().await?;
        let counted = self.count(&tx, body, span).await;
        write::rollback(tx).await;
        counted
    }

    async fn count(
        &self,
        tx: &sea_orm::DatabaseTransaction,
        body: OrganizationId,
        span: Span,
    ) -> Result<Report, Fault> {
        let mut zones = store::zones(tx, body).await?;
        if zones.is_empty() {
            zones.push(ZONE);
        }
        let (programs, brands) = store::programs(tx, body).await?;
        let asked = Asked {
            body,
            slices: span.slices(&zones),
            now: self.clock.now(),
        };
        let of_programs = asked.of_programs(tx).await?;
        let of_people = asked.of_people(tx).await?;
        let (open, confidential) = add_up(span, &programs, &of_programs, &of_people);
        Ok(Report {
            open,
            confidential,
            brands,
        })
    }
}
