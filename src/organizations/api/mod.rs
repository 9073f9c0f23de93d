//! `/organizations/{id}/memberships` and the asking for one's own, `…/staff` and `…/audit`.

mod audit;
mod memberships;
mod staff;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Organizations;
use super::audit::Acting;
use super::staff::{Role, RoleError};
use crate::accounts::Accounts;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::envelope::RequestId;
use crate::web::{Kind, Problem, SignedIn};

/// What these calls need.
#[derive(Clone)]
struct StaffState {
    organizations: Organizations,
    /// Tells the names of who asks and acts.
    accounts: Accounts,
}

/// The calls about who belongs to a body, who works for it, and who did what.
pub fn routes(organizations: Organizations, accounts: Accounts) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(memberships::ask))
        .routes(routes!(memberships::list))
        .routes(routes!(memberships::confirm))
        .routes(routes!(memberships::refuse))
        .routes(routes!(staff::list, staff::give))
        .routes(routes!(staff::end))
        .routes(routes!(audit::list))
        .with_state(StaffState {
            organizations,
            accounts,
        })
}

/// A member of staff at work.
const fn acting(signed_in: SignedIn, request: RequestId) -> Acting {
    Acting {
        account: signed_in.account,
        request,
    }
}

impl From<RoleError> for Problem {
    fn from(error: RoleError) -> Self {
        match error {
            RoleError::NotFound => Kind::NotFound.into(),
            RoleError::Lesser { needed } => lesser(needed),
            RoleError::Fault(fault) => fault.into(),
        }
    }
}

/// 403 that names the role that would do.
fn lesser(needed: Role) -> Problem {
    let forbidden = Problem::new(Kind::Forbidden);
    let [chinese, english] = [Locale::Chinese, Locale::English]
        .map(|locale| say(locale, &format!("role-{needed}"), &[]));
    match needed {
        Role::Admin => forbidden.detail(
            format!("这要{chinese}才能做"),
            format!("This takes the role {english}"),
        ),
        Role::Counsellor => forbidden.detail(
            format!("这个项目保密，只有它的{chinese}能看"),
            format!("This program is confidential: only its {english} may do this"),
        ),
        Role::Viewer | Role::Checker | Role::Organizer => forbidden.detail(
            format!("这要{chinese}或更高的角色才能做"),
            format!("This takes the role {english} or a higher one"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_name_in_both_languages() {
        for role in Role::ALL {
            for locale in [Locale::Chinese, Locale::English] {
                let name = say(locale, &format!("role-{role}"), &[]);
                assert!(!name.starts_with("role-"), "{role} in {}", locale.tag());
            }
        }
    }
}
