//! What to know before publishing.

use crate::catalog::model::{Offering, Program, titled};
use crate::roster::Roster;
use crate::roster::policy::broken::Broken;
use crate::roster::policy::warnings::at_site;
use crate::values::locale::{Bilingual, Locale};

impl Roster {
    /// What is odd about an offering where it takes place: too many for the place, outside its
    /// hours, at the time of something else. Nothing of it keeps anybody from publishing.
    #[must_use]
    pub fn warnings(&self, program: &Program, offering: &Offering) -> Vec<Broken> {
        let snapshot = self.catalog.snapshot();
        let Some(site) = offering.site_id.and_then(|id| snapshot.sites.get(id)) else {
            return Vec::new();
        };
        let named = |other: &Offering| {
            let of = snapshot.programs.get(other.program_id).unwrap_or(program);
            let said = |locale| titled(locale, of.title.pick(locale), other.title.pick(locale));
            Bilingual::new(said(Locale::Chinese), said(Locale::English))
        };
        let here = |other: &&Offering| {
            let moved = other
                .sessions
                .iter()
                .any(|one| one.site_id == Some(site.id));
            other.site_id == Some(site.id) || moved
        };
        let others = snapshot.offerings.all().iter().filter(here);
        let others = others.map(|other| (other, named(other)));
        at_site(offering, site, others, self.clock.now())
    }
}
