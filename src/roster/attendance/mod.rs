//! Attendance: who came to a session and went.
//!
//! Owns `attendance_marks`. A mark is a row that never changes, and what somebody's marks come to
//! is computed from them in the order of their times ([`policy`]); so lists that were kept without
//! network merge, whichever comes first and however often it is sent.

pub mod door;
pub mod personal;
pub mod policy;
mod reading;
mod store;

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;
use serde_json::json;

use self::policy::{Bearer, Mark, Presence, Refused, Sent, judge, standing};
use self::store::{Guest, Kept, NewMark};
use super::Roster;
use super::access::AtSession;
use crate::accounts::personal::erased_among;
use crate::catalog::model::{Audience, Enrol, Program, Sensitivity, SessionState};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::db::seal::Place;
use crate::households::Face;
use crate::households::policy::Relation;
use crate::organizations::audit::{self, Acting, Action, Actor, Subject, SubjectKind};
use crate::values::clock::Instant;
use crate::values::ids::{AttendanceMarkId, ParticipantId, RegistrationId, SessionId};
use crate::values::text::fold;

pub use self::reading::{Counts, Line};

/// Whom a mark is about, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// By the id of the registration.
    Registration(RegistrationId),
    /// By what is shown at the door.
    DoorCode(String),
}

/// What came of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The registration it is about, if one is found.
    pub registration: Option<RegistrationId>,
    /// Whether it is new or was there before, or why it was not taken.
    pub outcome: Result<Taken, Refused>,
}

/// A mark that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is new.
    Applied,
    /// The same mark was there before, and stays as it was.
    Repeated,
}

/// Why no mark was looked at.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Roster {
    /// Takes marks, each for itself, and says what came of each in their order; and whether an
    /// earlier request under the same key brought them.
    ///
    /// # Errors
    /// [`MarkError`]; a mark that is not taken is no error.
    pub async fn mark(
        &self,
        at: &AtSession,
        staff: Acting,
        sent: &[(Who, Sent)],
        key: Option<&RequestKey>,
    ) -> Result<(Vec<Marked>, bool), MarkError> {
        let now = self.clock.now();
        let guests = self.guests(at, sent).await?;
        let bearers = self.bearers(at, &guests).await?;
        let is_cancelled = at.session.state == SessionState::Cancelled;
        let mut marked = Vec::with_capacity(sent.len());
        let mut new = Vec::new();
        for (who, mark) in sent {
            let guest = guests.iter().find(|guest| guest.is(who));
            let bearer = guest.and_then(|guest| bearers.get(&guest.id));
            let judged = judge(mark, bearer, is_cancelled, now);
            let id = guest.map(|guest| guest.id);
            if let (Ok(()), Some(guest)) = (judged, guest) {
                new.push(self.new_mark(guest, mark, staff)?);
            }
            marked.push((id, mark, judged));
        }
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                self.keep(tx, at, staff, &new).await?;
                Ok::<_, MarkError>(Made {
                    status_code: 200,
                    ids: Vec::new(),
                })
            })
            .await?;
        if once.replayed {
            // What was refused the first time may be in order by now; a mark is kept once anyway.
            self.db
                .write(async |tx| self.keep(tx, at, staff, &new).await)
                .await?;
        }
        let session = at.session.id;
        let outcomes = self.outcomes(session, &marked, &new).await?;
        Ok((outcomes, once.replayed))
    }

    /// Those of the session's unit who are named.
    async fn guests(&self, at: &AtSession, sent: &[(Who, Sent)]) -> Result<Vec<Guest>, Fault> {
        let (mut ids, mut codes) = (Vec::new(), Vec::new());
        for (who, _) in sent {
            match who {
                Who::Registration(id) => ids.push(*id),
                Who::DoorCode(code) => codes.push(code.clone()),
            }
        }
        let db = self.db.read();
        match store::unit(db, at.offering.id, at.picked()).await? {
            Some(unit) => store::named(db, unit, &ids, &codes).await,
            None => Ok(Vec::new()),
        }
    }

    /// What a mark of each is judged by.
    async fn bearers(
        &self,
        at: &AtSession,
        guests: &[Guest],
    ) -> Result<HashMap<RegistrationId, Bearer>, Fault> {
        let db = self.db.read();
        let ids: Vec<_> = guests.iter().map(|guest| guest.id).collect();
        let people: Vec<_> = guests.iter().map(|guest| guest.participant).collect();
        let marks = store::marks_of(db, at.session.id, &ids).await?;
        let faces = self.households.faces(db, &people).await?;
        let mut collectors = self.may_collect(guests, &faces).await?;
        let accounts: Vec<_> = guests.iter().map(|guest| guest.account).collect();
        let erased = erased_among(db, &accounts).await?;
        let bearer = |guest: &Guest| {
            let face = faces.get(&guest.participant);
            // Who may collect a child went with its household: no list is left to hold a name against.
            let is_listed = !erased.contains(&guest.account);
            let bearer = Bearer {
                status: guest.status,
                was_marked: marks.contains_key(&guest.id),
                is_child: is_listed && face.is_none_or(|face| at.is_child(face)),
                collectors: collectors.remove(&guest.id).unwrap_or_default(),
            };
            (guest.id, bearer)
        };
        Ok(guests.iter().map(bearer).collect())
    }

    /// Who may take each of them home: those its household names, and whoever registered it. Where
    /// staff did and named nobody else, the account bears the child's own name: that is no adult.
    async fn may_collect(
        &self,
        guests: &[Guest],
        faces: &HashMap<ParticipantId, Face>,
    ) -> Result<HashMap<RegistrationId, Vec<String>>, Fault> {
        let people: Vec<_> = guests.iter().map(|guest| guest.participant).collect();
        let accounts: Vec<_> = guests.iter().map(|guest| guest.account).collect();
        let db = self.db.read();
        let named = self.households.collectors(db, &people).await?;
        let guardians = self.accounts.names(&accounts).await?;
        let of = |guest: &Guest| {
            let mut all = named.get(&guest.participant).cloned().unwrap_or_default();
            let own = faces.get(&guest.participant);
            let own = own.filter(|face| face.relation != Relation::Myself);
            let is_own = |name: &&String| own.is_some_and(|face| fold(&face.name) == fold(name));
            let guardian = guardians.get(&guest.account).filter(|name| !is_own(name));
            all.extend(guardian.cloned());
            (guest.id, all)
        };
        Ok(guests.iter().map(of).collect())
    }

    fn new_mark(&self, guest: &Guest, mark: &Sent, staff: Acting) -> Result<NewMark, Fault> {
        let id: AttendanceMarkId = self.ids.make();
        let seal = |column: Column, text: &Option<String>| match text {
            Some(text) => self.keys.seal(&column.of(id), text).map(Some),
            None => Ok(None),
        };
        Ok(NewMark {
            registration: guest.id,
            account: guest.account,
            kept: Kept {
                mark: Mark {
                    id,
                    kind: mark.kind,
                    at: mark.at,
                },
                collected_by_sealed: seal(Column::CollectedBy, &mark.by)?,
                reason_sealed: seal(Column::Reason, &mark.reason)?,
                marked_by: staff.account,
            },
        })
    }

    /// Stores marks; who was there by somebody else's word and is not by these stands in the
    /// audit log.
    async fn keep(
        &self,
        tx: &DatabaseTransaction,
        at: &AtSession,
        staff: Acting,
        new: &[NewMark],
    ) -> Result<(), Fault> {
        let mut about: Vec<_> = new.iter().map(|one| one.registration).collect();
        about.sort_unstable();
        about.dedup();
        let before = store::marks_of(tx, at.session.id, &about).await?;
        let written = personal::as_written(tx, new).await?;
        store::insert(tx, at.session.id, &written, self.clock.now()).await?;
        let is_corrected = |registration: &RegistrationId| {
            let kept = before.get(registration).map_or(&[][..], Vec::as_slice);
            let mine = new.iter().filter(|one| one.registration == *registration);
            corrects(kept, mine, staff)
        };
        about.retain(is_corrected);
        if about.is_empty() {
            return Ok(());
        }
        let entry = audit::Entry {
            organization: at.program.organization_id,
            actor: Actor::Staff(staff),
            action: Action::AttendanceCorrected,
            subject: Subject::new(SubjectKind::Session, at.session.id.0),
            facts: json!({ "registrations": about }),
        };
        self.organizations.audit(tx, entry).await
    }

    /// What came of each mark: a new row is ours, any other was there before.
    async fn outcomes(
        &self,
        session: SessionId,
        marked: &[(Option<RegistrationId>, &Sent, Result<(), Refused>)],
        new: &[NewMark],
    ) -> Result<Vec<Marked>, Fault> {
        let about: Vec<_> = new.iter().map(|one| one.registration).collect();
        let stored = store::marks_of(self.db.read(), session, &about).await?;
        let stored: Vec<AttendanceMarkId> =
            stored.values().flatten().map(|kept| kept.mark.id).collect();
        let mut ours = new.iter().map(|one| stored.contains(&one.kept.mark.id));
        let outcome = |(registration, _, judged): &(Option<RegistrationId>, &Sent, _)| Marked {
            registration: *registration,
            outcome: match judged {
                Err(refused) => Err(*refused),
                Ok(()) if ours.next() == Some(true) => Ok(Taken::Applied),
                Ok(()) => Ok(Taken::Repeated),
            },
        };
        Ok(marked.iter().map(outcome).collect())
    }
}

/// Whether marks say of somebody who was there, as somebody else marked, that she was not.
fn corrects<'a>(before: &[Kept], new: impl Iterator<Item = &'a NewMark>, staff: Acting) -> bool {
    let mut marks: Vec<Mark> = before.iter().map(|kept| kept.mark).collect();
    let was = standing(&marks);
    marks.extend(new.map(|one| one.kept.mark));
    let by_others = before
        .iter()
        .any(|kept| Some(kept.mark.id) == was.by && kept.marked_by != staff.account);
    let is_gone = matches!(
        standing(&marks).presence,
        Presence::Absent | Presence::Excused
    );
    was.attended() && by_others && is_gone
}

/// What of a mark is sealed.
#[derive(Clone, Copy, Debug)]
enum Column {
    CollectedBy,
    Reason,
}

impl Column {
    fn of(self, mark: AttendanceMarkId) -> Place<'static> {
        Place {
            table: "attendance_marks",
            column: match self {
                Self::CollectedBy => "collected_by",
                Self::Reason => "reason",
            },
            row: mark.0,
        }
    }
}

impl Guest {
    fn is(&self, who: &Who) -> bool {
        match who {
            Who::Registration(id) => self.id == *id,
            Who::DoorCode(code) => self.door_code == *code,
        }
    }
}

impl AtSession {
    /// The session, where sessions are picked and it is a unit of its own.
    fn picked(&self) -> Option<SessionId> {
        (self.offering.enrol == Enrol::Pick).then_some(self.session.id)
    }

    fn is_child(&self, face: &Face) -> bool {
        let day = self.session.starts_at.day(self.offering.time_zone);
        let for_children = is_for_children(&self.program);
        policy::is_child(face.birth_date, face.relation, for_children, day)
    }

    /// Whether who is still in has stayed too long at `now`.
    fn is_over(&self, now: Instant) -> bool {
        self.session.ends_at < now
    }
}

fn is_for_children(program: &Program) -> bool {
    program.sensitivity == Sensitivity::Child || program.eligibility.audience == Audience::Child
}
