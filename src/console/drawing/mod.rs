//! The draw of an offering: freezing its list, running it before witnesses, its record.

mod acts;
mod page;
mod results;
mod show;

use axum::Router;
use axum::routing::{get, post};

use super::Console;
use crate::catalog::model::{Allocation, Offering};
use crate::ledger::draw::Draw;
use crate::web::{Kind, Problem};

pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/offerings/{id}/draw", get(page::show))
        .route("/console/offerings/{id}/draw/freeze", post(acts::freeze))
        .route("/console/offerings/{id}/draw/run", post(acts::run))
        .route("/console/offerings/{id}/draw/void", post(acts::void))
        .route("/console/offerings/{id}/draw/record", get(page::record))
        .route("/console/offerings/{id}/draw/show", get(show::show))
}

impl Console {
    /// The draws of an offering, the one that stands first.
    async fn draws(&self, offering: &Offering) -> Result<Vec<Draw>, Problem> {
        if offering.allocation != Allocation::Lottery {
            return Err(Kind::NotFound.into());
        }
        Ok(self.roster.ledger.draws(offering.id).await?)
    }
}

/// A fingerprint in groups that one can read out.
fn groups(fingerprint: &str) -> Vec<String> {
    let digits: Vec<char> = fingerprint.chars().collect();
    digits.chunks(4).map(|four| four.iter().collect()).collect()
}
