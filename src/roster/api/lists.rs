//! Registering a whole list.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::decisions::Preview;
use super::problems::pointed;
use crate::ledger::facts::{Registration, Status};
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::lists::{BYTES_MAX, LINES_MAX, LineOutcome, ListError, ListedLine, Unreadable};
use crate::values::ids::RegistrationId;
use crate::values::locale::{Bilingual, Locale};
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{KeyedSheet, Language, Query};
use crate::web::problem::ProblemView;
use crate::web::{Kind, Problem};

/// What became of a list, or would.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListView {
    /// Lines that were registered, or would be.
    registered: usize,
    /// Lines that an earlier try under the same key registered.
    known: usize,
    /// Lines with something wrong.
    refused: usize,
    /// Headings that mean nothing here: what stands below them was not read.
    ignored_columns: Vec<String>,
    /// Every line that is not empty, in order.
    lines: Vec<LineView>,
}

/// What became of a line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListLine)]
struct LineView {
    /// Its number in the file; the headings are usually line 1.
    line: usize,
    name: String,
    registrations: Vec<LineRegistration>,
    /// Null when all is well. A pointer of its `errors` is the heading of the column.
    problem: Option<ProblemView>,
}

/// What a line was registered as.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListRegistration)]
struct LineRegistration {
    /// Null in a preview.
    registration_id: Option<RegistrationId>,
    status: Status,
    quota_key: Option<String>,
    by_phone: bool,
}

/// Registers everybody on a list, line by line, each by the same rules and into the same queue as
/// `assisted`. At most 10,000 lines and 5 MiB, as XLSX (the first sheet) or CSV (UTF-8 or
/// GB18030). Headings are those of our own files, in either language, or the questions of the
/// form. One line that is refused stops no other; the same list under the same key goes on where
/// it broke off, and without a key whoever is registered already is refused as such.
#[utoipa::path(post, path = "/offerings/{id}/roster/import", tag = "organizing",
    request_body(content = Vec<u8>, content_type = "text/csv"),
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = ListView)), security(("token" = [])))]
pub(super) async fn register(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    request: RequestId,
    Query(look): Query<Preview>,
    Language(locale): Language,
    KeyedSheet { bytes, key }: KeyedSheet,
) -> Result<Answer<ListView>, Problem> {
    let (desk, bytes) = (access.desk(request), bytes.to_vec());
    let listed = roster.register_list(desk, bytes, key.as_ref(), look.preview);
    let listed = listed.await?;
    let said = |line: ListedLine| roster.said(line, request, locale, look.preview);
    let count = |wanted: fn(&LineOutcome) -> bool| {
        listed
            .lines
            .iter()
            .filter(|line| wanted(&line.outcome))
            .count()
    };
    let registered = count(|one| matches!(one, LineOutcome::Registered(_)));
    let known = count(|one| matches!(one, LineOutcome::Known(_)));
    Ok(Answer::ok(ListView {
        registered,
        known,
        refused: listed.lines.len() - registered - known,
        ignored_columns: listed.ignored,
        lines: listed.lines.into_iter().map(said).collect(),
    }))
}

impl Roster {
    fn said(
        &self,
        line: ListedLine,
        request: RequestId,
        locale: Locale,
        preview: bool,
    ) -> LineView {
        let (registrations, problem) = self.told(line.outcome);
        let problem = problem.map(|problem| problem.view(locale, &request.0.to_string()));
        let shown = |row: Registration| LineRegistration {
            registration_id: (!preview).then_some(row.id),
            status: row.status,
            quota_key: Some(row.quota_key).filter(|key| !key.is_empty()),
            by_phone: row.by_phone,
        };
        LineView {
            line: line.line,
            name: line.name,
            registrations: registrations.into_iter().map(shown).collect(),
            problem,
        }
    }

    /// What a line was registered as, or what is wrong with it.
    pub(crate) fn told(&self, outcome: LineOutcome) -> (Vec<Registration>, Option<Problem>) {
        match outcome {
            LineOutcome::Registered(rows) | LineOutcome::Known(rows) => (rows, None),
            LineOutcome::Unread(broken) => (Vec::new(), Some(pointed(Kind::Invalid, broken))),
            LineOutcome::Refused(error) => (Vec::new(), Some(self.registrations.problem(error))),
        }
    }
}

impl From<ListError> for Problem {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Unreadable(unreadable) => unreadable.into(),
            ListError::NoNames { headings } => {
                let found = headings.join("、");
                Self::invalid(
                    "/姓名",
                    "missing",
                    Bilingual::new(
                        format!("第一行里没有“姓名”这一列；现在的表头是：{found}"),
                        format!("The first line has no column “Name”; its headings are: {found}"),
                    ),
                )
            }
            ListError::Twice { heading } => {
                let words = (
                    "和前面的一列是一个意思，请去掉一列",
                    "means the same as a column before; take one out",
                );
                Self::invalid(
                    crate::roster::policy::broken::below("", heading),
                    "duplicate",
                    Bilingual::new(words.0, words.1),
                )
            }
            ListError::Fault(fault) => fault.into(),
        }
    }
}

impl From<Unreadable> for Problem {
    fn from(unreadable: Unreadable) -> Self {
        let mebibytes = BYTES_MAX / (1024 * 1024);
        match unreadable {
            Unreadable::Format => Self::new(Kind::UnsupportedMediaType).detail(
                "这个文件打不开：请存成 XLSX，或 UTF-8、GB18030 编码的 CSV",
                "This file does not open: save it as XLSX, or as CSV in UTF-8 or GB18030",
            ),
            Unreadable::Bomb => Self::new(Kind::TooLarge).detail(
                format!("这个文件解开后太大；名单最多 {LINES_MAX} 行、{mebibytes} MiB"),
                format!("This file unpacks to too much; a list has at most {LINES_MAX} lines and {mebibytes} MiB"),
            ),
            Unreadable::TooLong | Unreadable::TooWide => Self::new(Kind::TooLarge).detail(
                format!("名单最多 {LINES_MAX} 行、100 列，请分成几份"),
                format!("A list has at most {LINES_MAX} lines and 100 columns; send it in parts"),
            ),
            Unreadable::Empty => Self::new(Kind::Invalid).detail(
                "文件里没有名单：第一行写表头，下面每行一个人",
                "There is nobody in the file: headings in the first line, one person a line below",
            ),
        }
    }
}
