//! The list at the door.

use std::collections::HashMap;

use super::policy::{Mark, MarkKind, Presence, Standing, standing};
use super::store::{self, Guest, Kept};
use super::{Column, is_for_children};
use crate::db::Fault;
use crate::households::Face;
use crate::ledger::facts::Status;
use crate::roster::Roster;
use crate::roster::access::AtSession;
use crate::values::ids::{AttendanceMarkId, ParticipantId, RegistrationId};

/// Somebody who is expected, or was marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The registration.
    pub registration: RegistrationId,
    /// Where it stands: who was marked and gave it up since is on the list too.
    pub status: Status,
    /// Who takes part.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// What is shown at the door.
    pub door_code: String,
    /// Whether she leaves only with a named adult.
    pub is_child: bool,
    /// What the marks come to.
    pub standing: Standing,
    /// Who collected.
    pub out_by: Option<String>,
    /// Why, as the last mark says.
    pub reason: Option<String>,
    /// Whether it is a child that is still in after the session's end.
    pub late_sign_out: bool,
}

/// How many stand where in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Confirmed, and nothing was marked yet.
    pub expected: u64,
    /// In.
    pub inside: u64,
    /// Out again.
    pub out: u64,
    /// Absent.
    pub absent: u64,
    /// Excused.
    pub excused: u64,
    /// Children who are still in after the end.
    pub late_sign_out: u64,
}

impl Roster {
    /// A page of those expected or marked, by registration; `after` ends the page before.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn attendance(
        &self,
        at: &AtSession,
        after: Option<RegistrationId>,
        limit: u64,
    ) -> Result<Vec<Line>, Fault> {
        let db = self.db.read();
        let Some(unit) = store::unit(db, at.offering.id, at.picked()).await? else {
            return Ok(Vec::new());
        };
        let guests = store::page(db, unit, at.session.id, after, limit).await?;
        let ids: Vec<_> = guests.iter().map(|guest| guest.id).collect();
        let people: Vec<_> = guests.iter().map(|guest| guest.participant).collect();
        let mut marks = store::marks_of(db, at.session.id, &ids).await?;
        let faces = self.households.faces(db, &people).await?;
        let line = |guest: Guest| {
            let kept = marks.remove(&guest.id).unwrap_or_default();
            self.line(at, guest, &kept, &faces)
        };
        guests.into_iter().map(line).collect()
    }

    /// How many stand where.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn attendance_counts(&self, at: &AtSession) -> Result<Counts, Fault> {
        let (db, session) = (self.db.read(), at.session.id);
        let Some(unit) = store::unit(db, at.offering.id, at.picked()).await? else {
            return Ok(Counts::default());
        };
        let counted = store::counted(db, session).await?;
        let of = |kind| u64::try_from(counted.get(&kind).copied().unwrap_or(0)).unwrap_or(0);
        let inside = of(MarkKind::In);
        let late_sign_out = if inside == 0 || !at.is_over(self.clock.now()) {
            0
        } else {
            self.children_inside(at).await?
        };
        Ok(Counts {
            expected: store::unmarked(db, unit, session).await?,
            inside,
            out: of(MarkKind::Out),
            absent: of(MarkKind::Absent),
            excused: of(MarkKind::Excused),
            late_sign_out,
        })
    }

    async fn children_inside(&self, at: &AtSession) -> Result<u64, Fault> {
        let inside = store::inside(self.db.read(), at.session.id).await?;
        let faces = self.households.faces(self.db.read(), &inside).await?;
        let is_child = |id: &&ParticipantId| match faces.get(id) {
            Some(face) => at.is_child(face),
            None => is_for_children(&at.program),
        };
        Ok(inside.iter().filter(is_child).count() as u64)
    }

    fn line(
        &self,
        at: &AtSession,
        guest: Guest,
        kept: &[Kept],
        faces: &HashMap<ParticipantId, Face>,
    ) -> Result<Line, Fault> {
        let marks: Vec<Mark> = kept.iter().map(|one| one.mark).collect();
        let standing = standing(&marks);
        let last = kept.iter().find(|one| Some(one.mark.id) == standing.by);
        let open = |column: Column, id: AttendanceMarkId, sealed: &Option<String>| match sealed {
            Some(sealed) => self.keys.open(&column.of(id), sealed).map(Some),
            None => Ok(None),
        };
        let (mut out_by, mut reason) = (None, None);
        if let Some(last) = last {
            reason = open(Column::Reason, last.mark.id, &last.reason_sealed)?;
            if standing.presence == Presence::Out {
                out_by = open(Column::CollectedBy, last.mark.id, &last.collected_by_sealed)?;
            }
        }
        let face = faces.get(&guest.participant);
        let is_child = face.is_none_or(|face| at.is_child(face));
        let stays = standing.presence == Presence::In && at.is_over(self.clock.now());
        Ok(Line {
            registration: guest.id,
            status: guest.status,
            participant: guest.participant,
            name: face.map_or_else(String::new, |face| face.name.clone()),
            door_code: guest.door_code,
            is_child,
            standing,
            out_by,
            reason,
            late_sign_out: is_child && stays,
        })
    }
}
