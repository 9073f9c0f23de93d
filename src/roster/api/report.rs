//! `/organizations/{id}/report`.

use std::collections::{BTreeMap, HashMap};

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::organizations::tree::Organization;
use crate::roster::Roster;
use crate::roster::access::{Access, AtOrganization, Count};
use crate::roster::report::policy::{BadSpan, Figures, Measure, Section, Span, YEARS_MAX};
use crate::values::ids::OrganizationId;
use crate::values::locale::{Bilingual, Locale};
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::extract::{Language, Query};

/// The days of a report, both included, as each offering's zone has them.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReportQuery {
    /// The first day; the first of the year of the last when not given.
    from: Option<NaiveDate>,
    /// The last day; today when not given.
    to: Option<NaiveDate>,
}

/// The numbers of a body and all below it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Report)]
pub(super) struct ReportView {
    organization: ReportBody,
    from: NaiveDate,
    to: NaiveDate,
    /// Of all programs but the confidential ones.
    #[serde(flatten)]
    open: ReportSection,
    /// Of the confidential programs, which are in none of the numbers above. Numbers of people
    /// are null below five, and else in steps of five.
    confidential: ReportSection,
}

/// A body.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportOrganization)]
struct ReportBody {
    id: OrganizationId,
    code: String,
    name: String,
}

/// Numbers over all, and by groups. People are counted once in each group: groups of `persons`
/// do not add up to the total.
#[derive(Debug, Serialize, ToSchema)]
struct ReportSection {
    totals: ReportFigures,
    /// Every month of the span.
    by_month: Vec<ByMonth>,
    by_kind: Vec<ByKind>,
    by_brand: Vec<ByBrand>,
    /// By the bodies directly below, with all below them, and the body's own.
    by_organization: Vec<ByOrganization>,
}

/// The numbers of a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportByMonth)]
struct ByMonth {
    #[schema(example = "2027-06")]
    month: String,
    #[serde(flatten)]
    figures: ReportFigures,
}

/// The numbers of a kind of program.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportByKind)]
struct ByKind {
    #[schema(example = "camp")]
    kind: String,
    #[serde(flatten)]
    figures: ReportFigures,
}

/// The numbers of a brand.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportByBrand)]
struct ByBrand {
    /// Null for programs without one.
    brand: Option<String>,
    #[serde(flatten)]
    figures: ReportFigures,
}

/// The numbers of a body.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportByOrganization)]
struct ByOrganization {
    organization: ReportBody,
    #[serde(flatten)]
    figures: ReportFigures,
}

/// The numbers of a group.
#[derive(Debug, Serialize, ToSchema)]
struct ReportFigures {
    /// Sessions that took place: not cancelled, and over.
    events: i64,
    /// Of those, where no attendance was taken.
    events_unmarked: Option<i64>,
    /// Capacity of the units those sessions belong to; units without a limit have none.
    places: i64,
    /// Of those places, how many are taken.
    places_taken: Option<i64>,
    /// `places_taken` of `places`, rounded to thousandths; null where there are none.
    #[schema(example = 0.875)]
    fill_rate: Option<f64>,
    /// Registrations made in the span.
    registrations: Option<i64>,
    /// Those of them that are waiting now.
    waiting: Option<i64>,
    /// Who applied in the span and ended without a place, once an offering.
    unmet: Option<i64>,
    /// Who was there at least once, as attendance says.
    persons: Option<i64>,
    /// How often somebody was there, as attendance says.
    person_times: Option<i64>,
    /// Who had a confirmed place in sessions where no attendance was taken; never part of
    /// `persons`.
    persons_unmarked: Option<i64>,
    /// How often somebody with a confirmed place was expected in sessions where attendance was
    /// taken.
    expected: Option<i64>,
    /// How often somebody of those did not come: marked absent, or not at all. Who is excused is
    /// none.
    no_shows: Option<i64>,
    /// `no_shows` of `expected`, rounded to thousandths; null where nobody was expected.
    #[schema(example = 0.125)]
    no_show_rate: Option<f64>,
    /// The numbers that are not told: below five, and of confidential programs always
    /// `events_unmarked`, `expected` and `no_shows`.
    hidden: Vec<&'static str>,
}

/// How many events, places, registrations and people there were in a body and below it, by
/// month, kind, brand and body; without names.
#[utoipa::path(get, path = "/organizations/{id}/report", tag = "organizing",
    params(("id" = String, Path, description = "Id or code of the body"), ReportQuery),
    responses((status = 200, body = ReportView)), security(("token" = [])))]
pub(super) async fn report(
    State(roster): State<Roster>,
    access: Access<Count, AtOrganization>,
    Language(locale): Language,
    Query(query): Query<ReportQuery>,
) -> Result<Answer<ReportView>, Problem> {
    let span = Span::new(query.from, query.to, roster.today()).map_err(bad_span)?;
    let body = &access.on.organization;
    let report = roster.report(body.id, span).await?;
    let bodies = roster.organizations.tree().await?;
    let names = Names {
        locale,
        bodies: bodies.iter().map(|body| (&*body.code, body)).collect(),
        brands: &report.brands,
    };
    Ok(Answer::ok(ReportView {
        organization: names.body(body),
        from: span.from,
        to: span.to,
        open: names.section(&report.open, false),
        confidential: names.section(&report.confidential, true),
    }))
}

/// How groups are called in the reader's language.
struct Names<'a> {
    locale: Locale,
    bodies: HashMap<&'a str, &'a Organization>,
    brands: &'a BTreeMap<String, String>,
}

impl Names<'_> {
    fn section(&self, section: &Section, is_confidential: bool) -> ReportSection {
        let told = |figures: &Figures| ReportFigures::new(figures, is_confidential);
        let months = section.months.iter().map(|(month, figures)| ByMonth {
            month: month.clone(),
            figures: told(figures),
        });
        let kinds = section.kinds.iter().map(|(kind, figures)| ByKind {
            kind: kind.clone(),
            figures: told(figures),
        });
        let brands = section.brands.iter().map(|(brand, figures)| ByBrand {
            brand: self.brand(brand),
            figures: told(figures),
        });
        let bodies = section.branches.iter().filter_map(|(code, figures)| {
            Some(ByOrganization {
                organization: self.body(self.bodies.get(&**code)?),
                figures: told(figures),
            })
        });
        ReportSection {
            totals: told(&section.total),
            by_month: months.collect(),
            by_kind: kinds.collect(),
            by_brand: brands.collect(),
            by_organization: bodies.collect(),
        }
    }

    fn brand(&self, brand: &str) -> Option<String> {
        let english = self.brands.get(brand).map_or("", String::as_str);
        Some(self.locale.pick(brand, english).to_owned()).filter(|brand| !brand.is_empty())
    }

    fn body(&self, body: &Organization) -> ReportBody {
        ReportBody {
            id: body.id,
            code: body.code.clone(),
            name: body.name.pick(self.locale).to_owned(),
        }
    }
}

impl ReportFigures {
    fn new(figures: &Figures, is_confidential: bool) -> Self {
        let mut hidden = Vec::new();
        let mut told = |name, measure| {
            let number = figures.told(measure, is_confidential);
            if number.is_none() {
                hidden.push(name);
            }
            number
        };
        Self {
            events_unmarked: told("events_unmarked", Measure::EventsUnmarked),
            registrations: told("registrations", Measure::Registrations),
            waiting: told("waiting", Measure::Waiting),
            unmet: told("unmet", Measure::Unmet),
            persons: told("persons", Measure::Persons),
            person_times: told("person_times", Measure::PersonTimes),
            persons_unmarked: told("persons_unmarked", Measure::PersonsUnmarked),
            places_taken: told("places_taken", Measure::PlacesTaken),
            expected: told("expected", Measure::Expected),
            no_shows: told("no_shows", Measure::NoShows),
            fill_rate: figures.filled(is_confidential).map(rate),
            no_show_rate: figures.stayed_away(is_confidential).map(rate),
            // Sessions and their sizes are published.
            events: figures.of(Measure::Events),
            places: figures.of(Measure::Places),
            hidden,
        }
    }
}

/// Thousandths as a number.
fn rate(thousandths: i64) -> f64 {
    f64::from(u16::try_from(thousandths).unwrap_or(u16::MAX)) / 1000.0
}

/// What is wrong with the days that were asked for.
pub(crate) fn bad_span(bad: BadSpan) -> Problem {
    let (code, words) = match bad {
        BadSpan::Order => (
            "order",
            Bilingual::new(
                "from 要在 to 之前，或者是同一天",
                "from must not come after to",
            ),
        ),
        BadSpan::TooLong => (
            "range",
            Bilingual::new(
                format!("一次最多看 {YEARS_MAX} 年"),
                format!("At most {YEARS_MAX} years at a time"),
            ),
        ),
    };
    Problem::invalid("/from", code, words)
}
