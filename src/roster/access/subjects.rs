//! What a path names, loaded whole from the database: drafts are in it, and it is as new as
//! the call.

use super::{Place, Reach};
use crate::catalog::model::{Offering, Program, Session};
use crate::catalog::{load_offerings, load_programs};
use crate::db::Fault;
use crate::ledger::facts::Registration;
use crate::organizations::tree::Organization;
use crate::roster::Roster;
use crate::values::ids::Reference;

/// Something an organizer's call is about.
pub trait Subject: Sized + Send {
    /// How the `{id}` of a path names it; none for what cannot be one.
    fn place(id: &str) -> Option<Place>;

    /// The program it belongs to; none for a body.
    fn program(&self) -> Option<&Program>;

    /// Loads what is in reach.
    fn load(
        roster: &Roster,
        place: &Place,
        reach: &Reach,
    ) -> impl Future<Output = Result<Option<Self>, Fault>> + Send;
}

/// A body.
#[derive(Clone, Debug)]
pub struct AtOrganization {
    /// The body.
    pub organization: Organization,
}

/// A program.
#[derive(Clone, Debug)]
pub struct AtProgram {
    /// The program.
    pub program: Program,
}

/// An offering.
#[derive(Clone, Debug)]
pub struct AtOffering {
    /// Its program.
    pub program: Program,
    /// The offering.
    pub offering: Offering,
}

/// A session.
#[derive(Clone, Debug)]
pub struct AtSession {
    /// Its program.
    pub program: Program,
    /// Its offering.
    pub offering: Offering,
    /// The session.
    pub session: Session,
}

/// A registration.
#[derive(Clone, Debug)]
pub struct AtRegistration {
    /// Its program.
    pub program: Program,
    /// Its offering.
    pub offering: Offering,
    /// The registration.
    pub registration: Registration,
}

impl Subject for AtOrganization {
    fn place(id: &str) -> Option<Place> {
        Some(Place::Organization(Reference::read(id)))
    }

    fn program(&self) -> Option<&Program> {
        None
    }

    async fn load(roster: &Roster, _: &Place, reach: &Reach) -> Result<Option<Self>, Fault> {
        let name = Reference::Id(reach.organization);
        let found = roster.organizations.find(&name).await?;
        Ok(found.map(|organization| Self { organization }))
    }
}

impl Subject for AtProgram {
    fn place(id: &str) -> Option<Place> {
        Some(Place::Program(Reference::read(id)))
    }

    fn program(&self) -> Option<&Program> {
        Some(&self.program)
    }

    async fn load(roster: &Roster, _: &Place, reach: &Reach) -> Result<Option<Self>, Fault> {
        let program = program(roster, reach).await?;
        Ok(program.map(|program| Self { program }))
    }
}

impl Subject for AtOffering {
    fn place(id: &str) -> Option<Place> {
        Some(Place::Offering(Reference::read(id)))
    }

    fn program(&self) -> Option<&Program> {
        Some(&self.program)
    }

    async fn load(roster: &Roster, place: &Place, reach: &Reach) -> Result<Option<Self>, Fault> {
        let is_named = |one: &Offering| match place {
            Place::Offering(Reference::Id(id)) => one.id == *id,
            Place::Offering(Reference::Code(code)) => one.code == *code,
            _ => false,
        };
        let found = program_and_offering(roster, reach, is_named).await?;
        Ok(found.map(|(program, offering)| Self { program, offering }))
    }
}

impl Subject for AtSession {
    fn place(id: &str) -> Option<Place> {
        id.parse().ok().map(Place::Session)
    }

    fn program(&self) -> Option<&Program> {
        Some(&self.program)
    }

    async fn load(roster: &Roster, place: &Place, reach: &Reach) -> Result<Option<Self>, Fault> {
        let is_named = |one: &&Session| matches!(place, Place::Session(id) if *id == one.id);
        let holds = |one: &Offering| one.sessions.iter().any(|session| is_named(&session));
        let Some((program, offering)) = program_and_offering(roster, reach, holds).await? else {
            return Ok(None);
        };
        let session = offering.sessions.iter().find(is_named).cloned();
        Ok(session.map(|session| Self {
            program,
            offering,
            session,
        }))
    }
}

impl Subject for AtRegistration {
    fn place(id: &str) -> Option<Place> {
        id.parse().ok().map(Place::Registration)
    }

    fn program(&self) -> Option<&Program> {
        Some(&self.program)
    }

    async fn load(roster: &Roster, place: &Place, reach: &Reach) -> Result<Option<Self>, Fault> {
        let Place::Registration(id) = place else {
            return Ok(None);
        };
        let Some((_, registration)) = roster.ledger.registrations(&[*id]).await?.pop() else {
            return Ok(None);
        };
        let is_its = |one: &Offering| one.id == registration.offering_id;
        let found = program_and_offering(roster, reach, is_its).await?;
        Ok(found.map(|(program, offering)| Self {
            program,
            offering,
            registration,
        }))
    }
}

async fn program(roster: &Roster, reach: &Reach) -> Result<Option<Program>, Fault> {
    let ids: Vec<_> = reach.program.into_iter().collect();
    Ok(load_programs(roster.db.read(), &ids).await?.pop())
}

async fn program_and_offering(
    roster: &Roster,
    reach: &Reach,
    wanted: impl Fn(&Offering) -> bool,
) -> Result<Option<(Program, Offering)>, Fault> {
    let Some(program) = program(roster, reach).await? else {
        return Ok(None);
    };
    let offerings = load_offerings(roster.db.read(), &[program.id]).await?;
    let offering = offerings.into_iter().find(wanted);
    Ok(offering.map(|offering| (program, offering)))
}
