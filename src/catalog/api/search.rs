//! Finding programs.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Discovery;
use super::asked_for;
use super::kept::{Asked, Moment, Rendered};
use super::view::{FacetsView, OfferingDigest, OrganizationBrief, summary};
use crate::catalog::discover::{self, Hit, Position, Sort, Wish};
use crate::catalog::model::{ProgramKind, Sensitivity, Shape};
use crate::catalog::search::kind_label;
use crate::values::age::{GRADES, OLDEST_YEARS};
use crate::values::ids::{OrganizationId, ProgramId, Reference};
use crate::values::locale::Bilingual;
use crate::web::Problem;
use crate::web::etag::Prepared;
use crate::web::extract::Query;
use crate::web::page::{PageQuery, Paging};

const MOST_CHARACTERS: usize = 100;

/// What is looked for; several words of a set are separated by commas.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SearchQuery {
    /// Words, Chinese or English; all must be found, anywhere.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Kinds, such as `camp,care_class`.
    kind: Option<String>,
    /// Shapes, such as `series`.
    shape: Option<String>,
    /// A body by id or code: it or one below it offers the program.
    #[param(value_type = Option<String>)]
    organization: Option<Reference<OrganizationId>>,
    /// `lat,lon`: programs with a site, by distance.
    near: Option<String>,
    /// Kilometres from `near` at most.
    radius_km: Option<f64>,
    /// A session on this day or later.
    from: Option<NaiveDate>,
    /// A session on this day or earlier.
    to: Option<NaiveDate>,
    /// Somebody of this age may join.
    #[param(maximum = 130)]
    age: Option<u32>,
    /// A child who is in this school grade today may join.
    #[param(minimum = 1, maximum = 12)]
    grade: Option<i32>,
    /// Online, or not.
    online: Option<bool>,
    /// Phases of an offering, such as `open,upcoming`.
    phase: Option<String>,
    /// Whether there is a place to be had at once.
    has_places: Option<bool>,
    /// Days of the week with a session, such as `sat,sun`.
    weekday: Option<String>,
    /// The order; by distance where `near` is given, else by relevance.
    sort: Option<Sort>,
}

impl SearchQuery {
    fn wish(&self, at: &Moment) -> Result<Wish, Problem> {
        let words = self
            .q
            .as_deref()
            .map(str::trim)
            .filter(|words| !words.is_empty());
        if words.is_some_and(|words| words.chars().count() > MOST_CHARACTERS) {
            let words = Bilingual::new("最多 100 个字", "At most 100 characters are taken");
            return Err(Problem::invalid("/q", "length", words));
        }
        let near = self.near.as_deref().map(asked_for::near).transpose()?;
        if self.sort == Some(Sort::Distance) && near.is_none() {
            return Err(asked_for::needs_near("/sort"));
        }
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            let words = Bilingual::new("不能早于 from", "It cannot be before from");
            return Err(Problem::invalid("/to", "range", words));
        }
        Ok(Wish {
            words: words.map(str::to_owned),
            kinds: asked_for::words("kind", self.kind.as_deref())?,
            shapes: asked_for::words("shape", self.shape.as_deref())?,
            within: asked_for::organization(self.organization.as_ref(), at)?,
            age: asked_for::within("age", self.age, 0..=OLDEST_YEARS)?,
            grade: asked_for::within("grade", self.grade, GRADES)?,
            near,
            radius_km: asked_for::radius(self.radius_km, near)?,
            from: self.from,
            to: self.to,
            weekdays: asked_for::words("weekday", self.weekday.as_deref())?,
            online: self.online,
            phases: asked_for::words("phase", self.phase.as_deref())?,
            has_places: self.has_places,
            sort: self.sort,
        })
    }
}

/// A program that was found.
#[derive(Debug, Serialize, ToSchema)]
struct ProgramItem {
    #[schema(value_type = uuid::Uuid)]
    id: ProgramId,
    code: String,
    kind: ProgramKind,
    kind_label: String,
    shape: Shape,
    title: String,
    summary: String,
    brand: String,
    tags: Vec<String>,
    organization: Option<OrganizationBrief>,
    sensitivity: Sensitivity,
    /// Who may join, as one plain sentence.
    eligibility_summary: String,
    /// To the nearest matching offering, where `near` was given.
    distance_km: Option<f64>,
    /// Its matching offerings.
    offerings: Vec<OfferingDigest>,
}

impl ProgramItem {
    fn of(hit: &Hit<'_>, at: &Moment) -> Self {
        let program = hit.program;
        let offerings = hit.offerings.iter();
        Self {
            id: program.id,
            code: program.code.clone(),
            kind: program.kind,
            kind_label: kind_label(program.kind).pick(at.locale).to_owned(),
            shape: program.shape,
            title: program.title.pick(at.locale).to_owned(),
            summary: program.summary.pick(at.locale).to_owned(),
            brand: program.brand.pick(at.locale).to_owned(),
            tags: program.tags.clone(),
            organization: OrganizationBrief::find(program.organization_id, at),
            sensitivity: program.sensitivity,
            eligibility_summary: summary(&program.eligibility, at),
            distance_km: hit.distance_km,
            offerings: offerings
                .map(|(offering, phase)| OfferingDigest::of(offering, *phase, at))
                .collect(),
        }
    }
}

/// A page of programs, with counts over all that match.
#[derive(Debug, Serialize, ToSchema)]
struct ProgramPage {
    items: Vec<ProgramItem>,
    next_cursor: Option<String>,
    /// How many match in all.
    total: usize,
    facets: FacetsView,
}

/// Finds programs.
///
/// Filters on offerings (place, time, phase, places) must hold together for one offering; the
/// items show those that match.
#[utoipa::path(
    get,
    path = "/programs",
    tag = "discovery",
    params(SearchQuery, PageQuery),
    responses((status = 200, body = ProgramPage), (status = 304, description = "Not changed"))
)]
async fn search(
    State(discovery): State<Discovery>,
    Query(query): Query<SearchQuery>,
    paging: Paging<Position>,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let wish = query.wish(at)?;
        let hits = discover::search(&at.snapshot, &at.places, &wish, at.now);
        let (rows, more) = discover::page(&hits, paging.after.as_ref(), paging.limit as usize);
        let last = rows.last().filter(|_| more);
        let next_cursor = last.map(|hit| paging.cursor(&hit.position)).transpose()?;
        let link = next_cursor
            .as_deref()
            .and_then(|cursor| paging.link(cursor));
        let facets = discover::facets(&at.snapshot, &hits);
        let body = Prepared::json(&ProgramPage {
            items: rows.iter().map(|hit| ProgramItem::of(hit, at)).collect(),
            next_cursor,
            total: hits.len(),
            facets: FacetsView::of(&facets, at.locale),
        })?;
        Ok(Rendered { body, link })
    })
}

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<Discovery> {
    OpenApiRouter::new().routes(routes!(search))
}
