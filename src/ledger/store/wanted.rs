//! What the commands of a batch need of the database.

use std::collections::BTreeSet;

use crate::ledger::command::{Act, Command, Register};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ParticipantId, ProgramId, RegistrationId, SessionId};

/// What the commands of a batch are about.
#[derive(Debug, Default)]
pub(in crate::ledger) struct Wanted {
    pub(super) programs: BTreeSet<ProgramId>,
    pub(super) offerings: BTreeSet<OfferingId>,
    /// Registrations named by the commands.
    pub(super) named: BTreeSet<RegistrationId>,
    /// Who newly registers, and where.
    pub(super) applicants: BTreeSet<ParticipantId>,
    /// Offerings of which every unit is loaded whole.
    pub(super) whole_offerings: BTreeSet<OfferingId>,
    /// Offerings that are opened.
    pub(super) opened: BTreeSet<OfferingId>,
    /// Offerings and sessions newcomers ask for.
    pub(super) entered: BTreeSet<(OfferingId, Option<SessionId>)>,
    /// Sessions that somebody wants to change to.
    pub(super) changed_to: BTreeSet<SessionId>,
    /// Offerings to which somebody is moved.
    pub(super) moved_to: BTreeSet<OfferingId>,
    /// Offerings whose applications are decided on.
    pub(super) given_out: BTreeSet<OfferingId>,
    /// Offerings that change for everyone in them.
    pub(super) shaken: BTreeSet<OfferingId>,
    /// Offerings in which lots are drawn.
    pub(super) drawn: BTreeSet<OfferingId>,
    /// The latest `received_at`: what is due by then is loaded.
    pub(super) now: Instant,
}

impl Wanted {
    /// Reads off the commands what they need.
    pub(in crate::ledger) fn by<'a>(commands: impl Iterator<Item = &'a Command>) -> Self {
        let mut wanted = Self::default();
        for command in commands {
            wanted.programs.insert(command.program_id);
            wanted.now = std::cmp::max(wanted.now, command.received_at);
            wanted.add(&command.act);
        }
        wanted
    }

    fn add(&mut self, act: &Act) {
        match act {
            Act::Open(open) => {
                self.whole(open.offering_id);
                self.opened.insert(open.offering_id);
            }
            Act::SetCapacity(asked) => self.whole(asked.offering_id),
            Act::Register(register) => self.newcomers(register),
            Act::Change(change) => {
                self.name(change.registration_id);
                self.changed_to.insert(change.session_id);
            }
            Act::Cancel(asked) => {
                self.name(asked.registration_id);
                self.named.extend(asked.duplicate_of);
            }
            Act::Accept(id) | Act::Decline(id) | Act::ExtendOffer(id) => self.name(*id),
            Act::Approve(asked) => self.name(asked.registration_id),
            Act::Reject(asked) => self.name(asked.registration_id),
            Act::Promote(asked) => self.name(asked.registration_id),
            Act::Move(asked) => {
                self.name(asked.registration_id);
                self.offerings.insert(asked.offering_id);
                self.moved_to.insert(asked.offering_id);
            }
            Act::Admit(id) => self.give_out(*id),
            Act::Freeze(asked) => self.draw(asked.offering_id),
            Act::RunDraw(asked) => self.draw(asked.offering_id),
            Act::VoidDraw(asked) => self.draw(asked.offering_id),
            Act::CancelSession(asked) => self.shake(asked.offering_id),
            Act::MoveSession(asked) => self.shake(asked.offering_id),
            Act::CallOff(asked) => self.shake(asked.offering_id),
            Act::Tick => {}
        }
    }

    fn newcomers(&mut self, register: &Register) {
        self.offerings.insert(register.offering_id);
        let applicants = register.applicants.iter();
        self.applicants
            .extend(applicants.map(|one| one.participant_id));
        if register.session_ids.is_empty() {
            self.entered.insert((register.offering_id, None));
        }
        let sessions = register.session_ids.iter();
        self.entered
            .extend(sessions.map(|id| (register.offering_id, Some(*id))));
    }

    fn name(&mut self, registration: RegistrationId) {
        self.named.insert(registration);
    }

    fn whole(&mut self, offering: OfferingId) {
        self.offerings.insert(offering);
        self.whole_offerings.insert(offering);
    }

    fn draw(&mut self, offering: OfferingId) {
        self.drawn.insert(offering);
        self.give_out(offering);
    }

    fn shake(&mut self, offering: OfferingId) {
        self.whole(offering);
        self.shaken.insert(offering);
    }

    /// Asks for an offering with all applications in it.
    pub(in crate::ledger) fn give_out(&mut self, offering: OfferingId) {
        self.whole(offering);
        self.given_out.insert(offering);
    }
}
