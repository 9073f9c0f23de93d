//! How many were served: the report of a body as tables and pictures.

mod charts;
mod columns;
mod tables;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{Datelike, NaiveDate};

use self::charts::{Bars, Lines};
use self::columns::percent;
use self::tables::{By, Names, Table, grouped};
use super::Console;
use super::desk::Desk;
use super::sign_in::status;
use super::trouble::Trouble;
use crate::organizations::tree::Organization;
use crate::roster::access::{Access, AtOrganization, Count};
use crate::roster::api::report::bad_span;
use crate::roster::report::policy::{Figures, Measure, Span};
use crate::roster::report::{Days, Kept, ZONE};
use crate::roster::sheet::csv;
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::{Value, say};
use crate::values::when::Wall;
use crate::web::html::{self, Asked, Frame, Tab};
use crate::web::{Kind, Problem};

/// So many years are offered at once.
const YEARS: i32 = 5;

#[derive(Template)]
#[template(path = "console/report/report.html")]
struct ReportPage {
    frame: Frame,
    trouble: Trouble,
    path: String,
    body_name: String,
    span: String,
    /// As of when its numbers are.
    counted: String,
    from: String,
    to: String,
    /// Whole years: what they are called, and their days.
    years: Vec<(i32, String)>,
    sums: Vec<(String, String)>,
    /// How often somebody came, by month.
    times: Bars,
    /// Who wanted a place, and how many places there were, by month.
    demand: Lines,
    /// How full it was, by month.
    filled: Bars,
    tables: Vec<Table>,
    /// Of the confidential programs; nothing where there are none.
    confidential: Vec<Table>,
}

pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/organizations/{id}/report", get(show))
        .route("/console/organizations/{id}/report.csv", get(file))
}

/// The page; with a span that cannot be, the report of this year, and what is wrong.
async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Count, AtOrganization>,
) -> Result<Response, Problem> {
    let body = &access.on.organization;
    let (days, trouble) = match console.days(&desk.asked) {
        Ok(days) => (days, Trouble::default()),
        Err(problem) => (Days::SoFar, Trouble::of_problem(problem, desk.locale())?),
    };
    let kept = console.roster.kept_report(body.id, days).await?;
    let page = console.page(&desk, body, trouble, (days, &kept)).await?;
    html::show(&desk.asked, status(&page.trouble), &page)
}

/// One of its tables as a file.
async fn file(
    State(console): State<Console>,
    asked: Asked,
    access: Access<Count, AtOrganization>,
) -> Result<Response, Problem> {
    let body = &access.on.organization;
    let by = asked.parameter("by").and_then(|by| By::read(&by));
    let by = by.ok_or(Kind::NotFound)?;
    let days = console.days(&asked)?;
    let Kept { span, report, .. } = console.roster.kept_report(body.id, days).await?;
    let bodies = console.organizations().tree().await?;
    let names = Names::new(asked.locale, &bodies, &report);
    let is_confidential = asked.parameter("confidential").is_some();
    let rows = names.cells(by, is_confidential);
    let name = format!("report-{}-{by}-{}-{}.csv", body.code, span.from, span.to);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers, csv::whole(&rows)?).into_response())
}

impl Console {
    /// The days that are named, or this year so far.
    fn days(&self, asked: &Asked) -> Result<Days, Problem> {
        let day = |name: &str| {
            let given = asked.parameter(name).filter(|day| !day.is_empty());
            let read = |day: String| {
                let words =
                    crate::values::locale::Bilingual::new("这不是一个日期", "This is no day");
                let field = format!("/{name}");
                day.parse::<NaiveDate>()
                    .map_err(|_| Problem::invalid(field, "date", words))
            };
            given.map(read).transpose()
        };
        let named = (day("from")?, day("to")?);
        if named == (None, None) {
            return Ok(Days::SoFar);
        }
        let span = Span::new(named.0, named.1, self.roster.today());
        span.map(Days::Of).map_err(bad_span)
    }

    async fn page(
        &self,
        desk: &Desk,
        body: &Organization,
        trouble: Trouble,
        (days, kept): (Days, &Kept),
    ) -> Result<ReportPage, Problem> {
        let (span, report) = (kept.span, &kept.report);
        let bodies = self.organizations().tree().await?;
        let (locale, names) = (desk.locale(), Names::new(desk.locale(), &bodies, report));
        let path = format!("/console/organizations/{}/report", body.code);
        let query = match days {
            Days::SoFar => String::new(),
            Days::Of(span) => format!("&from={}&to={}", span.from, span.to),
        };
        let table = |by: By, is_confidential: bool| {
            let flag = if is_confidential { "&confidential" } else { "" };
            let file = format!("{path}.csv?by={by}{query}{flag}");
            names.table(by, is_confidential, file)
        };
        let hidden = &report.confidential;
        let mut hidden_by = vec![By::Month, By::Branch];
        hidden_by.retain(|_| hidden.total != Figures::default());
        let year = self.roster.today().year();
        let whole = |year: i32| (year, format!("{path}?from={year}-01-01&to={year}-12-31"));
        let months = names.months(span);
        Ok(ReportPage {
            frame: desk.frame(body, Tab::Report),
            trouble,
            body_name: body.name.pick(locale).to_owned(),
            span: spoken(locale, span),
            counted: counted(locale, self.roster.clock.now(), kept),
            from: span.from.to_string(),
            to: span.to.to_string(),
            years: (0..YEARS).map(|back| whole(year - back)).collect(),
            sums: sums(locale, &report.open.total),
            times: Bars::of_times(locale, &months),
            filled: Bars::of_filled(locale, &months),
            demand: Lines::of(locale, &months),
            tables: By::ALL.iter().map(|by| table(*by, false)).collect(),
            confidential: hidden_by.into_iter().map(|by| table(by, true)).collect(),
            path,
        })
    }
}

/// The days as a heading says them.
fn spoken(locale: Locale, span: Span) -> String {
    let (from, to) = (span.from.to_string(), span.to.to_string());
    let filled = [("from", Value::from(from)), ("to", Value::from(to))];
    say(locale, "console-report-span", &filled)
}

/// As of when the numbers are.
fn counted(locale: Locale, now: Instant, kept: &Kept) -> String {
    let when = Wall::new(ZONE, locale, now).moment(kept.counted_at);
    say(
        locale,
        "console-report-as-of",
        &[("when", Value::from(when))],
    )
}

/// The numbers over all.
fn sums(locale: Locale, total: &Figures) -> Vec<(String, String)> {
    let told = |measure: Measure, id: &str| (grouped(total.of(measure)), say(locale, id, &[]));
    let part = |part: Option<i64>, id: &str| (percent(locale, part), say(locale, id, &[]));
    vec![
        told(Measure::Events, "console-report-events"),
        told(Measure::Registrations, "console-report-registrations"),
        told(Measure::Persons, "console-report-persons"),
        told(Measure::PersonTimes, "console-report-times"),
        told(Measure::Waiting, "console-report-waiting"),
        told(Measure::Unmet, "console-report-unmet"),
        part(total.filled(false), "console-report-filled"),
        part(total.stayed_away(false), "console-report-stayed-away"),
    ]
}
