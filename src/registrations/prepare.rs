//! Makes a command of what a person asks for: reads the household and the catalogue, has the
//! rules weighed that need no seat, and the seeds made of which registrations grow.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::clashes::Planned;
use super::policy::{Membership, check_eligibility, check_moved};
use super::weigh::{Findings, Rules};
use super::{RegistrationError, Registrations, Wanted};
use crate::catalog::model::{Offering, Program, Session, SessionState};
use crate::catalog::policy::judged_on;
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::households::Participant;
use crate::ledger::command::{Act, Command, Reason, Refusal, RefusalKind, Register, Seed};
use crate::ledger::facts::Registration;
use crate::values::ids::{AccountId, OfferingId, ParticipantId, Reference, SessionId};

/// Names of participants.
pub(super) type Names = HashMap<ParticipantId, String>;

/// A command made of what a person asks for.
pub(super) struct Prepared {
    /// The offering it is about.
    pub(super) about: OfferingId,
    /// For the ledger.
    pub(super) command: Command,
    /// Who is registered.
    pub(super) names: Names,
}

impl Registrations {
    /// The command, with what it is about.
    pub(super) async fn prepare(
        &self,
        account: AccountId,
        offering: &Reference<OfferingId>,
        wanted: Wanted,
    ) -> Result<Prepared, RegistrationError> {
        let snapshot = self.catalog.snapshot();
        let offering = snapshot
            .offerings
            .find(offering)
            .ok_or(RegistrationError::NotFound)?;
        let program = program_of(&snapshot, offering)?;
        check_party(offering, &wanted)?;
        if wanted.linked && wanted.participant_ids.len() > 1 && !offering.linked_allowed {
            return Err(RegistrationError::LinkedNotAllowed);
        }
        let household = self
            .households
            .participants_of(account, &wanted.participant_ids)
            .await?;
        let mut findings = Findings::default();
        findings.add(
            RefusalKind::ParticipantUnknown,
            unknown(&wanted, &household),
        );
        let planned = Planned::all(&wanted.participant_ids, offering.id, &wanted.session_ids);
        let clashes = self.refused_clashes(program, account, &planned, None);
        findings.add(RefusalKind::Clash, clashes.await?);
        let rules = Rules {
            snapshot: &snapshot,
            program,
            offering,
            membership: self.membership(account, program).await?,
        };
        let register = self.ask(&rules, account, &household, wanted, findings)?;
        let command = self.command(account, program.id, Act::Register(register));
        let names = household
            .into_iter()
            .map(|who| (who.id, who.person.name))
            .collect();
        Ok(Prepared {
            about: offering.id,
            command,
            names,
        })
    }

    /// What is asked of the ledger for members of a household, with what the rules found.
    pub(super) fn ask(
        &self,
        rules: &Rules<'_>,
        account: AccountId,
        household: &[Participant],
        wanted: Wanted,
        mut findings: Findings,
    ) -> Result<Register, Fault> {
        let days = self.days(rules.offering, &wanted.session_ids);
        let mut papers = Vec::new();
        for id in &wanted.participant_ids {
            let Some(who) = household.iter().find(|who| who.id == *id) else {
                continue;
            };
            papers.push(rules.weigh(who, &days, &wanted, &mut findings));
        }
        let linked = wanted.linked && wanted.participant_ids.len() > 1;
        let sessions = &wanted.session_ids;
        let seeds = self.seeds(rules, &papers, sessions, linked)?;
        let units = if linked { sessions.len().max(1) } else { 0 };
        Ok(Register {
            offering_id: rules.offering.id,
            account_id: account,
            applicants: papers.into_iter().map(|paper| paper.applicant).collect(),
            session_ids: wanted.session_ids,
            join_waitlist: wanted.join_waitlist,
            groups: (0..units).map(|_| self.ids.make()).collect(),
            by_phone: false,
            findings: findings.refusals(),
            seeds,
        })
    }

    /// What the rules say of another session of the same offering, and the seed of the
    /// registration there. Answers and consents move along with it.
    pub(super) async fn prepare_change(
        &self,
        account: AccountId,
        old: &Registration,
        session: SessionId,
    ) -> Result<(Vec<Refusal>, Seed), RegistrationError> {
        let snapshot = self.catalog.snapshot();
        let offering = snapshot
            .offerings
            .get(old.offering_id)
            .ok_or(RegistrationError::NotFound)?;
        let program = program_of(&snapshot, offering)?;
        let who = [old.participant_id];
        let household = self.households.participants_of(account, &who).await?;
        let membership = self.membership(account, program).await?;
        let papers = super::store::papers(self.db.read(), old.id).await?;
        let moved = || papers.consents.iter().map(|kept| kept.key.as_str());
        let mut findings = Findings::default();
        let planned = Planned::all(&who, offering.id, &[session]);
        let clashes = self.refused_clashes(program, account, &planned, Some(old.id));
        findings.add(RefusalKind::Clash, clashes.await?);
        for who in &household {
            for day in self.days(offering, &[session]) {
                let reasons = check_eligibility(&program.eligibility, who, day, membership);
                findings.add(RefusalKind::NotEligible, reasons);
                let missing = check_moved(who, day, moved());
                findings.add(RefusalKind::ConsentMissing, missing);
            }
        }
        let seed = self.moved_seed(&snapshot, (program, offering), old.id, papers)?;
        Ok((findings.refusals(), seed))
    }

    /// The days on which the rules are read: of each unit's first session; today without one.
    pub(super) fn days(&self, offering: &Offering, sessions: &[SessionId]) -> Vec<NaiveDate> {
        let is_picked = |one: &Session| sessions.contains(&one.id);
        judged_on(offering, self.clock.now(), is_picked)
    }

    pub(super) async fn membership(
        &self,
        account: AccountId,
        program: &Program,
    ) -> Result<Membership, Fault> {
        let db = self.db.read();
        let rules = &program.eligibility;
        let confirmed = match rules.within_org {
            Some(body) => {
                self.organizations
                    .is_member_within(db, account, body)
                    .await?
            }
            None if rules.member_required => !self
                .organizations
                .confirmed_memberships(db, account)
                .await?
                .is_empty(),
            None => true,
        };
        Ok(if confirmed {
            Membership::Confirmed
        } else {
            Membership::Missing
        })
    }
}

fn program_of<'a>(
    snapshot: &'a Snapshot,
    offering: &Offering,
) -> Result<&'a Program, RegistrationError> {
    snapshot
        .programs
        .get(offering.program_id)
        .ok_or(RegistrationError::NotFound)
}

fn check_party(offering: &Offering, wanted: &Wanted) -> Result<(), RegistrationError> {
    let most = offering.party_size_max;
    let too_large = wanted
        .party
        .iter()
        .find(|(_, size)| !(1..=most).contains(*size));
    too_large.map_or(Ok(()), |(participant, _)| {
        Err(RegistrationError::PartyTooLarge {
            participant: *participant,
            most,
        })
    })
}

/// Participants who are not of the household, or named twice.
fn unknown(wanted: &Wanted, household: &[Participant]) -> Vec<Reason> {
    let ids = &wanted.participant_ids;
    let reason = |(at, id): (usize, &ParticipantId)| {
        let facts: Value = json!({ "participant_id": id });
        if ids[..at].contains(id) {
            Some(Reason::new("participant-twice", facts))
        } else if household.iter().all(|who| who.id != *id) {
            Some(Reason::new("participant-unknown", facts))
        } else {
            None
        }
    };
    ids.iter().enumerate().filter_map(reason).collect()
}

/// The sessions that take place.
pub(super) fn counted(offering: &Offering) -> impl Iterator<Item = &Session> {
    offering
        .sessions
        .iter()
        .filter(|session| session.state != SessionState::Cancelled)
}
