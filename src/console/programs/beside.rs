//! What stands beside the settings of an offering: gaps, warnings, and the places to choose from.

use super::super::Console;
use super::pointed::{Places, Pointed, gap};
use crate::catalog::model::{Offering, OfferingState};
use crate::catalog::snapshot::Snapshot;
use crate::roster::access::AtOffering;
use crate::values::ids::OrganizationId;
use crate::values::locale::Locale;
use crate::web::Problem;

impl Console {
    /// What is missing before a draft can be published.
    pub(super) async fn gaps_of(
        &self,
        at: &AtOffering,
        locale: Locale,
    ) -> Result<Vec<Pointed>, Problem> {
        let AtOffering { program, offering } = at;
        if offering.state != OfferingState::Draft {
            return Ok(Vec::new());
        }
        let gaps = self.roster.gaps(program, offering).await;
        let gaps = gaps.map_err(|error| self.roster.problem(error))?;
        let places = Places::of(at);
        Ok(gaps.iter().map(|one| gap(one, &places, locale)).collect())
    }

    /// What is odd about where it takes place.
    pub(super) fn warnings_of(&self, at: &AtOffering, locale: Locale) -> Vec<Pointed> {
        let places = Places::of(at);
        let found = self.roster.warnings(&at.program, &at.offering);
        found.iter().map(|one| gap(one, &places, locale)).collect()
    }
}

/// The places of the body, of those above and of those below it, and the one that is chosen: code
/// and name.
pub(in crate::console) fn sites(
    snapshot: &Snapshot,
    body: OrganizationId,
    offering: &Offering,
    locale: Locale,
) -> Vec<(String, String)> {
    let all = snapshot.sites.all().iter();
    let near = all.filter(|site| {
        let whose = site.organization_id;
        Some(site.id) == offering.site_id
            || snapshot.is_within(whose, body)
            || snapshot.is_within(body, whose)
    });
    near.map(|site| (site.code.clone(), site.placed(locale)))
        .collect()
}
