//! How many were served: the report of a body as tables and pictures.

mod charts;
mod tables;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{Datelike, NaiveDate};

use self::charts::{Bars, Lines};
use self::tables::{By, Names, Table, grouped};
use super::Console;
use super::desk::Desk;
use super::sign_in::status;
use super::trouble::Trouble;
use crate::organizations::tree::Organization;
use crate::roster::access::{Access, AtOrganization, Count};
use crate::roster::api::report::bad_span;
use crate::roster::report::Report;
use crate::roster::report::policy::{Figures, Measure, Span};
use crate::roster::sheet::csv;
use crate::values::locale::Locale;
use crate::values::say::{Value, say};
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
    from: String,
    to: String,
    /// Whole years: what they are called, and their days.
    years: Vec<(i32, String)>,
    sums: Vec<(String, String)>,
    /// How often somebody came, by month.
    times: Bars,
    /// Who wanted a place, and how many places there were, by month.
    demand: Lines,
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
    let (span, trouble) = match console.span(&desk.asked) {
        Ok(span) => (span, Trouble::default()),
        Err(problem) => {
            let usual = Span::new(None, None, console.roster.today()).map_err(bad_span)?;
            (usual, Trouble::of_problem(problem, desk.locale())?)
        }
    };
    let report = console.roster.report(body.id, span).await?;
    let page = console.page(&desk, body, (span, trouble), &report).await?;
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
    let span = console.span(&asked)?;
    let report = console.roster.report(body.id, span).await?;
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
    fn span(&self, asked: &Asked) -> Result<Span, Problem> {
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
        Span::new(day("from")?, day("to")?, self.roster.today()).map_err(bad_span)
    }

    async fn page(
        &self,
        desk: &Desk,
        body: &Organization,
        (span, trouble): (Span, Trouble),
        report: &Report,
    ) -> Result<ReportPage, Problem> {
        let bodies = self.organizations().tree().await?;
        let (locale, names) = (desk.locale(), Names::new(desk.locale(), &bodies, report));
        let path = format!("/console/organizations/{}/report", body.code);
        let query = format!("from={}&to={}", span.from, span.to);
        let table = |by: By, is_confidential: bool| {
            let flag = if is_confidential { "&confidential" } else { "" };
            let file = format!("{path}.csv?by={by}&{query}{flag}");
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
            from: span.from.to_string(),
            to: span.to.to_string(),
            years: (0..YEARS).map(|back| whole(year - back)).collect(),
            sums: sums(locale, &report.open.total),
            times: Bars::of(locale, &months),
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

/// The numbers over all.
fn sums(locale: Locale, total: &Figures) -> Vec<(String, String)> {
    let told = |measure: Measure, id: &str| (grouped(total.of(measure)), say(locale, id, &[]));
    vec![
        told(Measure::Events, "console-report-events"),
        told(Measure::Registrations, "console-report-registrations"),
        told(Measure::Persons, "console-report-persons"),
        told(Measure::PersonTimes, "console-report-times"),
        told(Measure::Waiting, "console-report-waiting"),
        told(Measure::Unmet, "console-report-unmet"),
    ]
}
