//! The roster of an offering as a file.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use tokio::task::JoinError;
use tokio_util::io::ReaderStream;
use tokio_util::task::AbortOnDropHandle;

use super::rosters::RosterQuery;
use crate::db::Fault;
use crate::organizations::audit::{Acting, Action};
use crate::roster::Roster;
use crate::roster::access::{Access, AtOffering, ViewPersons};
use crate::roster::listing::{Found, Ground};
use crate::roster::sheet::{Columns, Reading, csv, xlsx};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::envelope::RequestId;
use crate::web::extract::{Language, Query};
use crate::web::layers::WORKBOOK;
use crate::web::{Kind, Problem};

const CSV: &str = "text/csv; charset=utf-8";
/// Seconds after which somebody who found no room may try again.
const ROOM_AFTER_SECONDS: u32 = 5;
/// A workbook that takes longer is announced before it is there: the time limit of requests
/// would end it.
const ANNOUNCED_AFTER: Duration = Duration::from_secs(8);

/// The roster as an Excel workbook, with typed cells. Every export is logged.
#[utoipa::path(get, path = "/offerings/{id}/roster.xlsx", tag = "organizing",
    params(("id" = String, Path, description = "Id or code"), RosterQuery),
    responses((status = 200, content_type = WORKBOOK, body = Vec<u8>)),
    security(("token" = [])))]
pub(super) async fn workbook(
    State(roster): State<Roster>,
    access: Access<ViewPersons, AtOffering>,
    request: RequestId,
    Language(locale): Language,
    Query(query): Query<RosterQuery>,
) -> Result<Response, Problem> {
    let (reading, name) = roster
        .export(access, request, locale, &query, "xlsx")
        .await?;
    let title = say(locale, "roster-sheet", &[]);
    let making = tokio::spawn(xlsx::put_together(reading, title));
    let mut making = AbortOnDropHandle::new(making);
    let made = tokio::time::timeout(ANNOUNCED_AFTER, &mut making).await;
    let body = match made {
        Ok(made) => sent(made.map_err(|error| broken(&error))??),
        Err(_) => Body::from_stream(
            stream::once(async move {
                let file = making
                    .await
                    .map_err(|error| broken(&error))
                    .and_then(|made| made)?;
                Ok::<_, Fault>(parts(file).map_err(|error| Fault::broken(error.to_string())))
            })
            .inspect_err(|fault| tracing::error!(error = ?fault, "a roster broke off"))
            .try_flatten(),
        ),
    };
    Ok(file(WORKBOOK, &name, body))
}

/// The roster as CSV, with the columns of the workbook. Every export is logged.
#[utoipa::path(get, path = "/offerings/{id}/roster.csv", tag = "organizing",
    params(("id" = String, Path, description = "Id or code"), RosterQuery),
    responses((status = 200, content_type = "text/csv", body = String)),
    security(("token" = [])))]
pub(super) async fn csv(
    State(roster): State<Roster>,
    access: Access<ViewPersons, AtOffering>,
    request: RequestId,
    Language(locale): Language,
    Query(query): Query<RosterQuery>,
) -> Result<Response, Problem> {
    let (reading, name) = roster
        .export(access, request, locale, &query, "csv")
        .await?;
    let mut parts = Box::pin(csv::parts(reading));
    // The first rows are read before the answer begins, so that a fault there is a problem.
    let (mut begun, mut is_more) = (Vec::new(), false);
    while let Some(part) = parts.next().await {
        begun.push(Ok(part?));
        is_more = begun.len() > 1;
        if is_more {
            break;
        }
    }
    let rest = stream::iter(is_more.then_some(parts)).flatten();
    let rest = rest.inspect_err(|fault| tracing::error!(error = ?fault, "a roster broke off"));
    let body = Body::from_stream(stream::iter(begun).chain(rest));
    Ok(file(CSV, &name, body))
}

impl Roster {
    /// Finds the rows, writes down that they are taken away, and begins to read them.
    async fn export(
        &self,
        access: Access<ViewPersons, AtOffering>,
        request: RequestId,
        locale: Locale,
        query: &RosterQuery,
        format: &'static str,
    ) -> Result<(Reading, String), Problem> {
        if query.sensitive {
            access.require_sensitive()?;
        }
        let wanted = query.wanted(&access.on.offering)?;
        let room = self.sheets.enter();
        let room = room.ok_or_else(|| Problem::new(Kind::Busy).retry_after(ROOM_AFTER_SECONDS))?;
        let ranked = (access.on.program.id, access.on.offering.id);
        let ranked = self.ranked(ranked).await?;
        let found = self.listed(&wanted, &ranked, None, None).await?;
        let by = Acting {
            account: access.account,
            request,
        };
        let ground = self.ground(access.on, query.sensitive);
        let facts = json!({
            "format": format, "sensitive": query.sensitive, "rows": found.len(),
        });
        self.log_reading(&ground, by, Action::RosterExported, facts)
            .await?;
        let now = self.clock.now();
        let name = file_name(&ground, locale, now, format);
        let today = now.day(ground.offering.time_zone);
        let columns = Columns::new(&ground, locale, today);
        let rows = found.iter().map(Found::row).collect();
        let reading = Reading::begin(self.clone(), ground, columns, rows, room);
        Ok((reading, name))
    }
}

/// `名单 浙里候鸟 p-birds-2027-01 2027-06-14.xlsx`
fn file_name(ground: &Ground, locale: Locale, now: Instant, format: &str) -> String {
    let title = ground.program.title.pick(locale);
    let title = title.replace(|c: char| c.is_control() || r#"/\\:*?"<>|"#.contains(c), " ");
    let day = now.day(ground.offering.time_zone);
    let kind = say(locale, "roster-sheet", &[]);
    format!(
        "{kind} {} {} {day}.{format}",
        title.trim(),
        ground.offering.code
    )
}

fn file(content_type: &'static str, name: &str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(disposition) = HeaderValue::from_str(&disposition(name)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    // A proxy that waits for the end would need room for the whole.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    headers.insert(unbuffered, HeaderValue::from_static("no"));
    response
}

/// A name in any script (RFC 6266, RFC 8187), and what is ASCII of it for who cannot read that.
fn disposition(name: &str) -> String {
    let ascii: String = name
        .chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .collect();
    let ascii = ascii.replace(['"', '\\'], "");
    let mut encoded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            use std::fmt::Write;
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    let ascii = ascii.trim();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

fn sent(file: std::fs::File) -> Body {
    Body::from_stream(parts(file))
}

fn parts(file: std::fs::File) -> ReaderStream<tokio::fs::File> {
    ReaderStream::new(tokio::fs::File::from_std(file))
}

fn broken(error: &JoinError) -> Fault {
    Fault::broken(format!("putting a workbook together: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_name_in_any_script() {
        assert_eq!(
            disposition("名单 p-1 2027-06-14.csv"),
            "attachment; filename=\"p-1 2027-06-14.csv\"; \
             filename*=UTF-8''%E5%90%8D%E5%8D%95%20p-1%202027-06-14.csv"
        );
        assert!(!disposition("a\"b\\c.csv").contains("a\"b"));
    }
}
