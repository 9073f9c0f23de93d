//! The page of what is planned: why, what would happen, and the button that does it.

use askama::Template;
use axum::response::Response;

use super::plan::Plan;
use crate::catalog::model::{Offering, Session};
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part, title};
use crate::console::once;
use crate::console::programs::beside::sites;
use crate::console::programs::dates::dates;
use crate::console::roster::effects::Effects;
use crate::console::roster::foreseen::Foreseen;
use crate::console::sign_in::status;
use crate::console::trouble::Trouble;
use crate::roster::access::{Access, Edit};
use crate::roster::acting::Where;
use crate::values::locale::Locale;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::extract::Fields;
use crate::web::html::{self, Frame};

#[derive(Template)]
#[template(path = "console/roster/replan.html")]
struct ReplanPage {
    frame: Frame,
    head: OfferingHead,
    /// What is planned, as ids of texts call it.
    plan: &'static str,
    /// What becomes of those who are registered.
    meaning: &'static str,
    path: String,
    back: String,
    /// When and where the session is that it is about; empty where it is about all.
    session: String,
    typed: Fields,
    zone: String,
    /// Where it takes place.
    site: String,
    /// Where else it could.
    sites: Vec<(String, String)>,
    /// What still has places, of which those are told who lose theirs.
    instead: Vec<String>,
    trouble: Trouble,
    foreseen: Option<Foreseen>,
    key: String,
}

impl ReplanPage {
    /// A text about this plan.
    fn text(&self, what: &str) -> String {
        self.frame
            .say(&format!("console-replan-{}-{what}", self.plan))
    }

    /// The button that does it: how many hear of it stands on it.
    fn button(&self, effects: &Effects) -> String {
        if effects.hides_few || effects.messages == 0 {
            return self.text("do");
        }
        let id = format!("console-replan-{}-do-and-tell", self.plan);
        self.frame.count(&id, &effects.messages)
    }

    fn is(&self, member: &str, value: &str) -> bool {
        self.typed.get(member) == value
    }
}

impl Console {
    /// The page of a plan, with what was typed and what would come of it.
    pub(super) async fn replan<T: Where + Sync>(
        &self,
        desk: &Desk,
        access: &Access<Edit, T>,
        plan: Plan<'_>,
        (typed, (trouble, foreseen)): (Fields, (Trouble, Option<Foreseen>)),
    ) -> Result<Response, Problem> {
        let (program, offering) = (access.on.program(), access.on.offering());
        let (roster, locale) = (&self.roster, desk.locale());
        let now = roster.clock.now();
        let wall = Wall::new(offering.time_zone, locale, now);
        let snapshot = roster.catalog.snapshot();
        let when = |one: &Session| wall.span(one.starts_at, one.ends_at);
        let site = plan
            .session()
            .map_or(offering.site_id, |one| offering.site_of(one));
        let (part, who) = (Part::Settings, (access.role, access.sight));
        let instead = match plan {
            Plan::CallOff => self.instead(offering, locale),
            Plan::Move(_) | Plan::Cancel(_) => Vec::new(),
        };
        let page = ReplanPage {
            frame: self.frame_of(desk, program).await?,
            head: OfferingHead::new((program, offering), who, (desk, now), part),
            plan: plan.name(),
            meaning: plan.meaning(offering),
            path: plan.path(&offering.code),
            back: plan.back(&offering.code),
            session: plan.session().map(when).unwrap_or_default(),
            zone: wall.zone_name(),
            site: site
                .and_then(|id| snapshot.sites.get(id))
                .map(|site| site.placed(locale))
                .unwrap_or_default(),
            sites: sites(&snapshot, program.organization_id, offering, locale),
            instead,
            key: once::new(&roster.ids),
            typed,
            trouble,
            foreseen,
        };
        let code = match &page.foreseen {
            Some(foreseen) => foreseen.code(),
            None => status(&page.trouble),
        };
        html::show(&desk.asked, code, &page)
    }

    /// The other offerings of the program that have places.
    fn instead(&self, offering: &Offering, locale: Locale) -> Vec<String> {
        let (catalog, now) = (&self.roster.catalog, self.roster.clock.now());
        let snapshot = catalog.snapshot();
        let others = catalog.others_with_places(offering).into_iter();
        let others = others.filter_map(|id| snapshot.offerings.get(id));
        others
            .map(|one| {
                let dates = dates(one, locale, now);
                format!("{} · {dates}", title(one, locale))
            })
            .collect()
    }
}
