//! `/sessions/{id}/attendance`: marks from the door, and the list for it.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::db::idempotency::RequestKey;
use crate::ledger::facts::Status;
use crate::organizations::audit::Acting;
use crate::roster::Roster;
use crate::roster::access::{Access, AtSession, KeepDoor};
use crate::roster::attendance::policy::{CLOCK_AHEAD_MINUTES, MarkKind, Presence, Refused, Sent};
use crate::roster::attendance::{Counts, Line, MarkError, Marked, Taken, Who};
use crate::values::clock::Instant;
use crate::values::ids::{ParticipantId, RegistrationId, SessionId};
use crate::values::locale::Locale;
use crate::values::text::{NAME_MAX, clean_line};
use crate::values::when::Wall;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Keyed, Language, rule};
use crate::web::page::{HasNext, PageQuery, Paging};
use crate::web::problem::ProblemView;
use crate::web::{Kind, Problem};

/// Most characters of a reason.
const REASON_MAX: usize = 500;

/// Marks, as many as a door makes while it has no network.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarksBody {
    #[validate(nested, length(min = 1, max = 300))]
    #[schema(min_items = 1, max_items = 300)]
    marks: Vec<MarkBody>,
}

/// That somebody came, went, or did not come: one of `registration_id` and `door_code`.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "names_one"))]
struct MarkBody {
    /// Whom it is about.
    registration_id: Option<RegistrationId>,
    /// Whom it is about, by the code shown at the door.
    door_code: Option<String>,
    mark: MarkKind,
    /// When it happened; marks merge in this order.
    at: Instant,
    /// Who collects a child, as on its list of pick-up people.
    #[validate(custom(function = "short"))]
    #[schema(max_length = 100)]
    by: Option<String>,
    /// Why: needed where a child leaves with nobody of the list.
    #[validate(custom(function = "reasonable"))]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// What came of each mark, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MarkOutcomes {
    outcomes: Vec<MarkOutcome>,
}

/// What came of a mark.
#[derive(Debug, Serialize, ToSchema)]
struct MarkOutcome {
    /// Whom it is about; null where nobody is found.
    registration_id: Option<RegistrationId>,
    outcome: OutcomeWord,
    /// Why it was refused.
    problem: Option<ProblemView>,
}

/// What came of a mark.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MarkOutcomeWord)]
enum OutcomeWord {
    /// It is new.
    Applied,
    /// It was there before, and stays as it was.
    Repeated,
    /// It was not taken; the others were.
    Refused,
}

/// Who came to a session.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Attendance {
    session_id: SessionId,
    starts_at: Instant,
    ends_at: Instant,
    counts: AttendanceCounts,
    items: Vec<AttendanceLine>,
    next_cursor: Option<String>,
}

impl HasNext for Attendance {
    fn next(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }
}

/// How many stand where, on all pages; the first five are everyone.
#[derive(Debug, Serialize, ToSchema)]
struct AttendanceCounts {
    /// Nothing was marked yet.
    expected: u64,
    r#in: u64,
    out: u64,
    absent: u64,
    excused: u64,
    /// Of `in`: children who are still there after the session's end.
    late_sign_out: u64,
}

/// Somebody who is expected, or was marked.
#[derive(Debug, Serialize, ToSchema)]
struct AttendanceLine {
    registration_id: RegistrationId,
    /// `confirmed`, but for who was marked and gave the place up since.
    registration_status: Status,
    participant: AttendanceParticipant,
    door_code: String,
    status: Presence,
    in_at: Option<Instant>,
    out_at: Option<Instant>,
    /// Who collected.
    out_by: Option<String>,
    /// What the last mark gives as its reason.
    reason: Option<String>,
    /// A child that is still in after the session's end.
    late_sign_out: bool,
}

/// Who takes part.
#[derive(Debug, Serialize, ToSchema)]
struct AttendanceParticipant {
    id: ParticipantId,
    name: String,
    /// Leaves only with a named adult.
    is_child: bool,
}

/// Marks who came and went. Each mark is taken or refused for itself. The same list can be sent
/// again, and those of several devices merge by `at`.
#[utoipa::path(post, path = "/sessions/{id}/attendance", tag = "organizing",
    request_body = MarksBody, params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = MarkOutcomes)), security(("token" = [])))]
pub(super) async fn mark(
    State(roster): State<Roster>,
    access: Access<KeepDoor, AtSession>,
    request: RequestId,
    Language(locale): Language,
    Keyed { body, key }: Keyed<MarksBody>,
) -> Result<Answer<MarkOutcomes>, Problem> {
    let staff = access.acting(request);
    let taken = roster.take_marks(&access.on, staff, body, key.as_ref());
    let (taken, replayed) = taken.await?;
    let id = request.0.to_string();
    let view = |(registration_id, outcome): TakenMark| {
        let (outcome, problem) = match outcome {
            Ok(Taken::Applied) => (OutcomeWord::Applied, None),
            Ok(Taken::Repeated) => (OutcomeWord::Repeated, None),
            Err(problem) => (OutcomeWord::Refused, Some(problem)),
        };
        MarkOutcome {
            registration_id,
            outcome,
            problem: problem.map(|problem| problem.view(locale, &id)),
        }
    };
    let outcomes = taken.into_iter().map(view).collect();
    Ok(Answer::ok(MarkOutcomes { outcomes }).replayed(replayed))
}

/// Whom a mark is about, if somebody is found, and what came of it.
pub(crate) type TakenMark = (Option<RegistrationId>, Result<Taken, Problem>);

impl Roster {
    /// Takes marks as they are sent, each for itself; and whether an earlier request under the same
    /// key brought them.
    pub(crate) async fn take_marks(
        &self,
        at: &AtSession,
        staff: Acting,
        body: MarksBody,
        key: Option<&RequestKey>,
    ) -> Result<(Vec<TakenMark>, bool), Problem> {
        let sent: Vec<(Who, Sent)> = body.marks.into_iter().filter_map(MarkBody::read).collect();
        let (marked, replayed) = self.mark(at, staff, &sent, key).await?;
        let told = |(marked, (_, sent)): (Marked, &(Who, Sent))| {
            let outcome = marked.outcome.map_err(|refused| problem(refused, sent, at));
            (marked.registration, outcome)
        };
        Ok((marked.into_iter().zip(&sent).map(told).collect(), replayed))
    }
}

/// The list at the door: everyone with a place in the session, and whether she is there.
#[utoipa::path(get, path = "/sessions/{id}/attendance", tag = "organizing",
    params(("id" = uuid::Uuid, Path), PageQuery),
    responses((status = 200, body = Attendance)), security(("token" = [])))]
pub(super) async fn attendance(
    State(roster): State<Roster>,
    access: Access<KeepDoor, AtSession>,
    paging: Paging<RegistrationId>,
) -> Result<Answer<Attendance>, Problem> {
    let at = &access.on;
    let counts = roster.attendance_counts(at).await?;
    let rows = paging.rows_to_read();
    let mut lines = roster.attendance(at, paging.after, rows).await?;
    let more = lines.len() > paging.limit as usize;
    lines.truncate(paging.limit as usize);
    let next_cursor = match lines.last() {
        Some(last) if more => Some(paging.cursor(&last.registration)?),
        _ => None,
    };
    Ok(paging.answer(Attendance {
        session_id: at.session.id,
        starts_at: at.session.starts_at,
        ends_at: at.session.ends_at,
        counts: counts.into(),
        items: lines.into_iter().map(Into::into).collect(),
        next_cursor,
    }))
}

impl MarkBody {
    /// The mark; none names nobody, which the rules refuse before.
    fn read(self) -> Option<(Who, Sent)> {
        let code = |code: String| Who::DoorCode(clean_line(&code).to_uppercase());
        let who = self.registration_id.map(Who::Registration);
        let who = who.or(self.door_code.map(code))?;
        let kept = |text: String| Some(clean_line(&text)).filter(|text| !text.is_empty());
        let sent = Sent {
            kind: self.mark,
            at: self.at,
            by: self.by.and_then(kept),
            reason: self.reason.and_then(kept),
        };
        Some((who, sent))
    }
}

impl From<Counts> for AttendanceCounts {
    fn from(counts: Counts) -> Self {
        Self {
            expected: counts.expected,
            r#in: counts.inside,
            out: counts.out,
            absent: counts.absent,
            excused: counts.excused,
            late_sign_out: counts.late_sign_out,
        }
    }
}

impl From<Line> for AttendanceLine {
    fn from(line: Line) -> Self {
        Self {
            registration_id: line.registration,
            registration_status: line.status,
            participant: AttendanceParticipant {
                id: line.participant,
                name: line.name,
                is_child: line.is_child,
            },
            door_code: line.door_code,
            status: line.standing.presence,
            in_at: line.standing.in_at,
            out_at: line.standing.out_at,
            out_by: line.out_by,
            reason: line.reason,
            late_sign_out: line.late_sign_out,
        }
    }
}

impl From<MarkError> for Problem {
    fn from(error: MarkError) -> Self {
        match error {
            MarkError::KeyReused(reused) => reused.into(),
            MarkError::Fault(fault) => fault.into(),
        }
    }
}

/// Why a mark was not taken, as its sender is told.
fn problem(refused: Refused, sent: &Sent, at: &AtSession) -> Problem {
    match refused {
        Refused::SessionCancelled => Kind::SessionCancelled.into(),
        Refused::Unknown => Problem::new(Kind::NotFound).detail(
            "这一场里没有这份报名或这个签到码",
            "No such registration or door code in this session",
        ),
        Refused::NotConfirmed(status) => Problem::new(Kind::StatusForbids).detail(
            format!("这份报名没有录取（现在是 {}），不能签到", status.as_str()),
            format!(
                "This registration has no place (it is {}), so it cannot be marked",
                status.as_str()
            ),
        ),
        Refused::Ahead(_) => {
            let said = |locale| Wall::new(at.offering.time_zone, locale, sent.at).moment(sent.at);
            Problem::new(Kind::MarkAhead).detail(
                format!(
                    "标记的时间 {} 还没到；设备的时钟最多可以快 {CLOCK_AHEAD_MINUTES} 分钟",
                    said(Locale::Chinese)
                ),
                format!(
                    "{} has not come yet; a device's clock may be {CLOCK_AHEAD_MINUTES} minutes fast",
                    said(Locale::English)
                ),
            )
        }
        Refused::NobodyNamed => Problem::new(Kind::CollectorMissing).detail(
            "孩子离开时，请写谁来接（by），或者写原因（reason）",
            "A child leaves with a named adult (by) or for a reason (reason)",
        ),
        Refused::NotListed => Problem::new(Kind::CollectorMissing).detail(
            "这个人不在孩子的接送名单上；家长临时托付的，请写原因（reason）",
            "This person is not on the child's pick-up list; if the family has just asked for it, say so (reason)",
        ),
    }
}

fn names_one(mark: &MarkBody) -> Result<(), ValidationError> {
    if mark.registration_id.is_some() == mark.door_code.is_some() {
        return Err(rule(
            "one-of",
            "registration_id 和 door_code 写一个，只写一个",
            "Name one of registration_id and door_code, and only one",
        ));
    }
    Ok(())
}

fn short(text: &str) -> Result<(), ValidationError> {
    within(text, NAME_MAX)
}

fn reasonable(text: &str) -> Result<(), ValidationError> {
    within(text, REASON_MAX)
}

fn within(text: &str, max: usize) -> Result<(), ValidationError> {
    if clean_line(text).chars().count() > max {
        let (chinese, english) = (
            format!("最多 {max} 个字"),
            format!("At most {max} characters"),
        );
        return Err(rule("length", chinese, english));
    }
    Ok(())
}
