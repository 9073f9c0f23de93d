//! The lines of the two lists.

use std::collections::HashMap;

use super::LINES;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::organizations::memberships::{Membership, MembershipStatus};
use crate::organizations::staff::StaffLine;
use crate::organizations::tree::Organization;
use crate::roster::report::ZONE;
use crate::values::clock::Instant;
use crate::values::erased;
use crate::values::ids::{GrantId, MembershipId, Reference};
use crate::values::say::say;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::html::Asked;

/// Roles of one body at most: nobody has given as many.
const ROLES_MOST: u64 = 500;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    pub(super) status: MembershipStatus,
    after: Option<MembershipId>,
}

/// Somebody who belongs to the body, or asks to.
pub(super) struct Member {
    pub(super) id: MembershipId,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) asked: String,
    /// When it was answered; empty as long as it was not.
    pub(super) decided: String,
    pub(super) reason: String,
}

/// A role somebody has.
pub(super) struct Role {
    pub(super) id: GrantId,
    pub(super) email: String,
    /// What it is called.
    pub(super) called: String,
    /// The program of a counsellor.
    pub(super) program: Option<String>,
    /// The last day of it.
    pub(super) until: String,
    pub(super) by: String,
}

impl Listed {
    /// What an address asks for; those to be answered when it does not say.
    pub(super) fn of(asked: &Asked) -> Self {
        let word = |name: &str| asked.parameter(name);
        Self {
            status: word("status")
                .and_then(|status| status.parse().ok())
                .unwrap_or(MembershipStatus::Pending),
            after: word("after").and_then(|after| after.parse().ok()),
        }
    }
}

impl Console {
    /// A page of the memberships, and where it goes on.
    pub(super) async fn members(
        &self,
        desk: &Desk,
        body: &Organization,
        wanted: Listed,
    ) -> Result<(Vec<Member>, Option<MembershipId>), Problem> {
        let (staff, name) = (desk.signed_in.account, Reference::Id(body.id));
        let (status, more) = (Some(wanted.status), LINES as u64 + 1);
        let found = self.organizations();
        let found = found.memberships_in(staff, &name, status, wanted.after, more);
        let mut found = found.await?;
        let has_more = found.len() > LINES;
        found.truncate(LINES);
        let next = found.last().map(|one| one.id).filter(|_| has_more);
        let ids: Vec<_> = found.iter().map(|one| one.account).collect();
        let names = self.accounts().names(&ids).await?;
        let mut names: HashMap<_, _> = erased::all_shown(names, desk.locale());
        let wall = Wall::new(ZONE, desk.locale(), self.roster.clock.now());
        let member = |one: Membership| Member {
            id: one.id,
            name: names.remove(&one.account).unwrap_or_default(),
            number: one.member_number.unwrap_or_default(),
            asked: wall.day(one.created_at),
            decided: one.decided_at.map(|at| wall.day(at)).unwrap_or_default(),
            reason: one.refusal_reason.unwrap_or_default(),
        };
        Ok((found.into_iter().map(member).collect(), next))
    }

    /// The roles that were given in the body and have not ended.
    pub(super) async fn roles(
        &self,
        desk: &Desk,
        body: &Organization,
    ) -> Result<Vec<Role>, Problem> {
        let found = self
            .organizations()
            .staff(body.id, None, ROLES_MOST)
            .await?;
        let givers: Vec<_> = found.iter().filter_map(|one| one.granted_by).collect();
        let (locale, snapshot) = (desk.locale(), self.roster.catalog.snapshot());
        let names = self.accounts().names(&givers).await?;
        let names: HashMap<_, _> = erased::all_shown(names, locale);
        let wall = Wall::new(ZONE, locale, self.roster.clock.now());
        let program = |id| {
            let known = snapshot.programs.get(id);
            known.map_or_else(String::new, |one| one.title.pick(locale).to_owned())
        };
        let role = |one: StaffLine| Role {
            id: one.id,
            email: one.email.as_str().to_owned(),
            called: say(locale, &format!("role-{}", one.role), &[]),
            program: one.program.map(program),
            until: wall.day(last_instant(one.until)),
            by: match one.granted_by {
                Some(giver) => names.get(&giver).cloned().unwrap_or_default(),
                None => say(locale, "console-people-by-operator", &[]),
            },
        };
        Ok(found.into_iter().map(role).collect())
    }
}

/// A role gives nothing from `until` on.
fn last_instant(until: Instant) -> Instant {
    until.plus_seconds(-1)
}
