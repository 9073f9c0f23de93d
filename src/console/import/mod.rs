//! A list of people from a file: what its columns mean, what would become of each line, and then
//! the registering. The file travels with the page, so nothing of it is kept before it is wanted.

mod outcome;
mod sent;

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};

use self::outcome::Outcome;
use self::sent::{Matched, Sent};
use super::Console;
use super::desk::Desk;
use super::offering::{OfferingHead, Part};
use super::sign_in::status;
use super::trouble::Trouble;
use crate::catalog::model::Question;
use crate::db::idempotency::RequestKey;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::lists::{BYTES_MAX, LINES_MAX};
use crate::values::secret::sha256_hex;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, Upload};
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

/// A file that travels with a page is a third larger, and its name and columns come with it.
const FORM_MAX: usize = BYTES_MAX / 3 * 4 + 256 * 1024;

#[derive(Template)]
#[template(path = "console/import/choose.html")]
struct Choose {
    frame: Frame,
    head: OfferingHead,
    trouble: Trouble,
    mebibytes: i64,
    lines: i64,
    bytes_max: usize,
    /// The headings that are read.
    headings: Vec<String>,
}

#[derive(Template)]
#[template(path = "console/import/look.html")]
struct Look<'a> {
    frame: Frame,
    head: OfferingHead,
    sent: &'a Sent,
    columns: Vec<Matched>,
    /// None where the columns as they are matched cannot be read.
    outcome: Option<Outcome>,
    trouble: Trouble,
    key: String,
    /// Where files are chosen.
    path: String,
}

#[derive(Template)]
#[template(path = "console/import/done.html")]
struct Done {
    frame: Frame,
    head: OfferingHead,
    outcome: Outcome,
}

type AtDesk = Access<ActOnPersons, AtOffering>;

/// The routes of the part.
pub(super) fn routes() -> Router<Console> {
    let lists = Router::new()
        .route("/console/offerings/{id}/import", get(choose).post(upload))
        .route("/console/offerings/{id}/import/list", post(go_on));
    lists.layer(DefaultBodyLimit::max(FORM_MAX))
}

/// Asks for a file.
async fn choose(
    State(console): State<Console>,
    access: AtDesk,
    desk: Desk,
) -> Result<Response, Problem> {
    console.choose(&access, &desk, Trouble::default()).await
}

/// Takes a file, and says what would become of it.
async fn upload(
    State(console): State<Console>,
    access: AtDesk,
    desk: Desk,
    request: RequestId,
    upload: Result<Upload, Problem>,
) -> Result<Response, Problem> {
    let sent = upload.and_then(|upload| Sent::of_upload(upload, desk.locale()));
    match sent {
        Ok(sent) => console.look(&access, &desk, request, sent).await,
        Err(problem) => {
            let trouble = Trouble::of_problem(told(problem), desk.locale())?;
            console.choose(&access, &desk, trouble).await
        }
    }
}

/// Looks once more with other columns, or registers.
async fn go_on(
    State(console): State<Console>,
    access: AtDesk,
    desk: Desk,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let is_wanted = fields.has("register");
    let sent = Sent::of_page(&fields, is_wanted)?;
    if !is_wanted {
        return console.look(&access, &desk, request, sent).await;
    }
    let key = RequestKey {
        account: access.account,
        key: fields.get("key").chars().take(60).collect(),
        request_hash: sha256_hex(format!("{} {}", access.on.offering.id, sent.print()).as_bytes()),
    };
    let roster = &console.roster;
    let table = sent.table(roster.read_list(sent.bytes.clone()).await?);
    let listed = roster.register_table(access.desk(request), &table, Some(&key), false);
    let listed = listed.await?;
    let page = Done {
        frame: console.frame_of(&desk, &access.on.program).await?,
        head: console.head(&access, &desk, Part::Import),
        outcome: Outcome::new(roster, listed, desk.locale()),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}

impl Console {
    async fn choose(
        &self,
        access: &AtDesk,
        desk: &Desk,
        trouble: Trouble,
    ) -> Result<Response, Problem> {
        let snapshot = self.roster.catalog.snapshot();
        let questions: Vec<&Question> = snapshot.questions_of(&access.on.program).collect();
        let headings = crate::roster::lists::choices(&questions).into_iter();
        let page = Choose {
            frame: self.frame_of(desk, &access.on.program).await?,
            head: self.head(access, desk, Part::Import),
            mebibytes: (BYTES_MAX / (1024 * 1024)).try_into().unwrap_or(i64::MAX),
            lines: LINES_MAX.try_into().unwrap_or(i64::MAX),
            bytes_max: BYTES_MAX,
            headings: headings
                .map(|(_, label)| label.pick(desk.locale()).to_owned())
                .collect(),
            trouble,
        };
        html::show(&desk.asked, status(&page.trouble), &page)
    }

    /// What would become of a list as its columns are matched.
    async fn look(
        &self,
        access: &AtDesk,
        desk: &Desk,
        request: RequestId,
        mut sent: Sent,
    ) -> Result<Response, Problem> {
        let roster = &self.roster;
        let table = match roster.read_list(sent.bytes.clone()).await {
            Ok(table) => table,
            Err(error) => {
                let trouble = Trouble::of_problem(told(error.into()), desk.locale())?;
                return self.choose(access, desk, trouble).await;
            }
        };
        let snapshot = roster.catalog.snapshot();
        let questions: Vec<&Question> = snapshot.questions_of(&access.on.program).collect();
        sent.match_columns(&table, &questions);
        let columns = sent.matched(&table, &questions, desk.locale());
        let table = sent.table(table);
        let listed = roster.register_table(access.desk(request), &table, None, true);
        let (outcome, trouble) = match listed.await {
            Ok(listed) => {
                let outcome = Outcome::new(roster, listed, desk.locale());
                (Some(outcome), Trouble::default())
            }
            Err(error) => (None, Trouble::of_problem(error.into(), desk.locale())?),
        };
        let page = Look {
            frame: self.frame_of(desk, &access.on.program).await?,
            head: self.head(access, desk, Part::Import),
            sent: &sent,
            columns,
            outcome,
            key: request.0.to_string(),
            path: format!("/console/offerings/{}/import", access.on.offering.code),
            trouble,
        };
        html::show(&desk.asked, status(&page.trouble), &page)
    }
}

/// How large a file may be is said where it was too large.
fn told(problem: Problem) -> Problem {
    if problem.kind() != Kind::TooLarge {
        return problem;
    }
    let mebibytes = BYTES_MAX / (1024 * 1024);
    Problem::new(Kind::TooLarge).detail(
        format!(
            "文件太大，或者解开后太大：名单最多 {LINES_MAX} 行、100 列、{mebibytes} MB，请分成几份"
        ),
        format!(
            "The file is too large, or unpacks to too much: a list has at most {LINES_MAX} lines, \
             100 columns and {mebibytes} MB; send it in parts"
        ),
    )
}
