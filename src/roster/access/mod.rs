//! The door of the organizer's side: who calls, what the path names, and whether she may.
//!
//! A handler names what it needs and what its `{id}` is, and gets that loaded, or the call ends
//! before its body is read:
//!
//! ```text
//! async fn roster(
//!     State(roster): State<Roster>,
//!     access: Access<ViewPersons, AtOffering>,   // 401, 404, 403
//!     …
//! ) {
//!     let AtOffering { program, offering } = &access.on;
//! ```
//!
//! What lies outside the bodies an account has a role in, or below which it has none, is not
//! found: 404, by the query itself. A role that is too small is 403 and names the one it takes.
//! Who may be shown persons is part of what a handler needs, so that it cannot be forgotten:
//!
//! | need | least role | persons |
//! |---|---|---|
//! | [`Count`] | viewer | no |
//! | [`ViewPersons`] | viewer | yes |
//! | [`KeepDoor`] | checker | yes |
//! | [`ActOnPersons`] | organizer | yes |
//! | [`Edit`] | organizer | no |
//! | [`Administer`] | admin | no |
//!
//! "Persons: yes" asks for a second factor where they are children, and, in a confidential
//! program, for a `counsellor` grant on it instead of a role in the body. A handler that shows
//! people only by the way takes [`Edit`] or [`Count`] and looks at [`Access::sight`].

pub mod policy;
mod store;
mod subjects;

use std::marker::PhantomData;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use serde::Deserialize;

use self::policy::{Ask, Denial, Standing};
use super::Roster;
use crate::ledger::command::Actor;
use crate::organizations::audit::Acting;
use crate::organizations::staff::Role;
use crate::registrations::assist::Desk;
use crate::values::ids::{
    AccountId, OfferingId, OrganizationId, ProgramId, Reference, RegistrationId, SessionId,
};
use crate::web::envelope::RequestId;
use crate::web::extract::Path;
use crate::web::{Kind, Problem, SecondFactor, SignedIn};

pub use self::policy::Sight;
pub use self::subjects::{
    AtOffering, AtOrganization, AtProgram, AtRegistration, AtSession, Subject,
};

/// What a path can name.
#[derive(Clone, Debug)]
pub enum Place {
    /// A body.
    Organization(Reference<OrganizationId>),
    /// A program.
    Program(Reference<ProgramId>),
    /// An offering.
    Offering(Reference<OfferingId>),
    /// A session.
    Session(SessionId),
    /// A registration.
    Registration(RegistrationId),
}

/// What an account has at a place that it reaches.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// The body.
    pub organization: OrganizationId,
    /// The program, unless the place is a body.
    pub program: Option<ProgramId>,
    /// The best role in the body or above it.
    pub role: Option<Role>,
    /// Whether there is a counsellor's grant on this program.
    pub counsels: bool,
}

/// What a handler needs of its caller.
pub trait Need {
    /// The least role, and whether persons are shown or acted on.
    const ASK: Ask;
}

macro_rules! needs {
    ($($(#[$doc:meta])* $name:ident = $role:ident, persons: $persons:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl Need for $name {
            const ASK: Ask = Ask { role: Role::$role, persons: $persons };
        }
    )*};
}

needs! {
    /// To be told numbers.
    Count = Viewer, persons: false;
    /// To see who is registered.
    ViewPersons = Viewer, persons: true;
    /// To mark who comes and goes.
    KeepDoor = Checker, persons: true;
    /// To decide on registrations, and to write to people.
    ActOnPersons = Organizer, persons: true;
    /// To change texts, times and sizes, and to publish.
    Edit = Organizer, persons: false;
    /// To give and end roles.
    Administer = Admin, persons: false;
}

/// A caller who may do what `N` says with the `T` that the path's `{id}` names.
#[derive(Clone, Debug)]
pub struct Access<N, T> {
    /// Who calls.
    pub account: AccountId,
    /// Her best role in the body or above it; a counsellor may have none.
    pub role: Option<Role>,
    /// How much of the people she may be shown; of a body as such, everything its calls show.
    pub sight: Sight,
    /// What the path names, as it stood when the call came in.
    pub on: T,
    need: PhantomData<N>,
}

impl<N, T> Access<N, T> {
    /// As whom she gives commands to the ledger.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        Actor::Staff(self.account)
    }

    /// As whom she stands in the audit log.
    #[must_use]
    pub const fn acting(&self, request: RequestId) -> Acting {
        Acting {
            account: self.account,
            request,
        }
    }
}

impl<N> Access<N, AtOffering> {
    /// At whose desk others are registered in this offering.
    #[must_use]
    pub const fn desk(&self, request: RequestId) -> Desk<'_> {
        Desk {
            staff: self.acting(request),
            program: &self.on.program,
            offering: &self.on.offering,
        }
    }
}

impl<T> Access<ViewPersons, T>
where
    T: Subject,
{
    /// Lets her read what is sensitive too.
    ///
    /// # Errors
    /// 403 naming the role it takes.
    pub fn require_sensitive(&self) -> Result<(), Problem> {
        let program = self.on.program();
        Ok(program.map_or(Ok(()), |program| {
            policy::judge_sensitive(program, self.role)
        })?)
    }
}

impl Roster {
    /// Lets `signed_in` in at what `id` names, if she may do there what `N` says; the extractor
    /// [`Access`] calls it.
    ///
    /// # Errors
    /// 404 out of her reach; 403 naming the role it takes, or the second factor.
    pub async fn admit<N: Need, T: Subject>(
        &self,
        signed_in: SignedIn,
        id: &str,
    ) -> Result<Access<N, T>, Problem> {
        let place = T::place(id).ok_or(Kind::NotFound)?;
        let account = signed_in.account;
        let reach = store::reach(self.db.read(), account, &place, self.clock.now()).await?;
        let reach = reach.ok_or(Kind::NotFound)?;
        let on = T::load(self, &place, &reach).await?;
        let standing = Standing {
            role: reach.role,
            counsels: reach.counsels,
            second_factor: signed_in.second_factor,
        };
        let on = on.ok_or(Kind::NotFound)?;
        let sight = match on.program() {
            Some(program) => policy::judge_program(program, standing, N::ASK)?,
            None => policy::judge_body(standing, N::ASK).map(|()| Sight::Persons)?,
        };
        Ok(Access {
            account,
            role: reach.role,
            sight,
            on,
            need: PhantomData,
        })
    }
}

/// The `{id}` among the parameters of a path.
#[derive(Deserialize)]
struct Named {
    id: String,
}

impl<N, T, S> FromRequestParts<S> for Access<N, T>
where
    N: Need + Send,
    T: Subject,
    S: Send + Sync,
    Roster: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let factor = SecondFactor::from_request_parts(parts, state).await?;
        let Path(Named { id }) = Path::from_request_parts(parts, state).await?;
        let (roster, signed_in) = (Roster::from_ref(state), factor.signed_in());
        match roster.admit(signed_in, &id).await {
            Err(problem) if problem.kind() == Kind::SecondFactorRequired => {
                // Refused with word of what to do, unless it was given a moment ago elsewhere.
                factor.require().await?;
                let raised = SignedIn {
                    second_factor: true,
                    ..signed_in
                };
                roster.admit(raised, &id).await
            }
            outcome => outcome,
        }
    }
}

impl From<Denial> for Problem {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::Stranger => Kind::NotFound.into(),
            Denial::SecondFactor => Kind::SecondFactorRequired.into(),
            Denial::Lesser(Role::Counsellor) => Self::new(Kind::Forbidden).detail(
                "这个项目保密，名单只给本项目的咨询员（counsellor）看",
                "This program is confidential: only its own counsellors (role counsellor) see who is in it",
            ),
            Denial::Lesser(role) => Self::new(Kind::Forbidden).detail(
                format!("这里要有主办工会或上级工会的 {role} 角色"),
                format!("This needs the role {role} in the organizing body or one above it"),
            ),
        }
    }
}
