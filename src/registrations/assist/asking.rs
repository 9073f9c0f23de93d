//! The commands behind people whom staff register.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;

use super::{Assisted, Desk};
use crate::db::Fault;
use crate::households::Hosted;
use crate::ledger::command::{Reason, RefusalKind, Register};
use crate::registrations::clashes::Planned;
use crate::registrations::policy::Membership;
use crate::registrations::weigh::{Findings, Rules};
use crate::registrations::{RegistrationError, Registrations, Wanted};
use crate::values::ids::AccountId;

impl Registrations {
    /// What is asked for each, or why it cannot be.
    pub(super) async fn ask_for_all(
        &self,
        desk: Desk<'_>,
        people: &[Assisted],
        hosted: &[Hosted],
    ) -> Result<Vec<Result<Register, RegistrationError>>, Fault> {
        let snapshot = self.catalog.snapshot();
        let same = self.same_people(desk, people, hosted).await?;
        let mut asked = Vec::with_capacity(people.len());
        let mut members: HashMap<AccountId, Membership> = HashMap::new();
        for ((one, host), same) in people.iter().zip(hosted).zip(same) {
            let account = host.participant.account;
            let membership = match one.member_of {
                Some(body) => {
                    let within = desk.program.eligibility.within_org;
                    let fits = within.is_none_or(|within| snapshot.is_within(body, within));
                    Membership::of(&desk.program.eligibility, fits)
                }
                None if host.is_new_household => Membership::of(&desk.program.eligibility, false),
                None => match members.get(&account) {
                    Some(known) => *known,
                    None => self.membership(account, desk.program).await?,
                },
            };
            if one.member_of.is_none() {
                members.insert(account, membership);
            }
            let rules = Rules {
                snapshot: &snapshot,
                program: desk.program,
                offering: desk.offering,
                membership,
            };
            let mut findings = Findings::default();
            findings.add(RefusalKind::AlreadyRegistered, same);
            let clashes = self.clashes_elsewhere(desk, one, host).await?;
            findings.add(RefusalKind::Clash, clashes);
            asked.push(self.ask_for(&rules, desk, one, host, findings));
        }
        Ok(asked)
    }

    /// That somebody known has something else then, in a program that refuses it: staff are not
    /// told what, since it may be with another body, or a confidence.
    async fn clashes_elsewhere(
        &self,
        desk: Desk<'_>,
        one: &Assisted,
        host: &Hosted,
    ) -> Result<Vec<Reason>, Fault> {
        let who = [host.participant.id];
        let planned = Planned::all(&who, desk.offering.id, &one.session_ids);
        let account = host.participant.account;
        let clashes = self.refused_clashes(desk.program, account, &planned, None);
        let clashes = clashes.await?;
        let told = clashes.first().map(|_| {
            let facts = json!({ "participant_id": host.participant.id });
            Reason::new("clash-elsewhere", facts)
        });
        Ok(told.into_iter().collect())
    }

    fn ask_for(
        &self,
        rules: &Rules<'_>,
        desk: Desk<'_>,
        one: &Assisted,
        host: &Hosted,
        findings: Findings,
    ) -> Result<Register, RegistrationError> {
        let id = host.participant.id;
        let most = desk.offering.party_size_max;
        if !(1..=most).contains(&one.seats) {
            return Err(RegistrationError::PartyTooLarge {
                participant: id,
                most,
            });
        }
        let wanted = Wanted {
            participant_ids: vec![id],
            session_ids: one.session_ids.clone(),
            party: BTreeMap::from([(id, one.seats)]),
            answers: BTreeMap::from([(id, one.answers.clone())]),
            consents: Vec::new(),
            join_waitlist: one.join_waitlist,
            linked: false,
            paper_seen_by: one.consent_on_paper.then_some(desk.staff.account),
        };
        let household = std::slice::from_ref(&host.participant);
        let asked = self.ask(rules, host.participant.account, household, wanted, findings)?;
        Ok(Register {
            by_phone: host.by_phone,
            ..asked
        })
    }
}
