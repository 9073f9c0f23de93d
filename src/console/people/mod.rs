//! Who works for a body, and who belongs to it.

mod lists;
mod members;
mod staff;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

use self::lists::{Listed, Member, Role};
use super::Console;
use super::desk::Desk;
use super::sign_in::status;
use super::trouble::Trouble;
use crate::organizations::memberships::MembershipStatus;
use crate::organizations::staff as roles;
use crate::organizations::tree::Organization;
use crate::roster::access::{Access, AtOrganization, Edit};
use crate::values::ids::MembershipId;
use crate::values::say::say;
use crate::web::Problem;
use crate::web::html::{self, Frame, Tab};

/// Lines of a list on a page.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "console/people/people.html")]
struct People {
    frame: Frame,
    trouble: Trouble,
    /// The body's page, which all forms hang on.
    path: String,
    body_name: String,
    /// The lists that there are: address, name, and which one it is.
    lists: Vec<(String, String, bool)>,
    status: MembershipStatus,
    members: Vec<Member>,
    /// Where the list goes on.
    next: Option<String>,
    /// None for who may not give roles.
    staff: Option<Staff>,
}

/// What an admin sees.
struct Staff {
    roles: Vec<Role>,
    /// Roles that can be given, with what each may do.
    choices: Vec<(&'static str, String, String)>,
    typed: Typed,
    /// Made with the page: what is sent twice is done once.
    key: String,
    /// The last day that a role may have, as a field of a form takes it.
    latest: String,
    earliest: String,
}

/// What was typed into the form of a role.
#[derive(Clone, Debug, Default)]
struct Typed {
    email: String,
    role: String,
    until: String,
    program: String,
}

pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/organizations/{id}/people", get(show))
        .route(
            "/console/organizations/{id}/memberships",
            post(members::answer),
        )
        .route("/console/organizations/{id}/staff", post(staff::give))
        .route(
            "/console/organizations/{id}/staff/{grant}/end",
            post(staff::end),
        )
}

/// The page.
async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOrganization>,
) -> Result<Response, Problem> {
    let (trouble, typed) = (Trouble::default(), Typed::default());
    let at = (&access.on.organization, access.role);
    console.people(&desk, at, trouble, typed).await
}

impl Console {
    /// The page for somebody with `role` in `body`, with what is wrong with what was sent.
    async fn people(
        &self,
        desk: &Desk,
        (body, role): (&Organization, Option<roles::Role>),
        trouble: Trouble,
        typed: Typed,
    ) -> Result<Response, Problem> {
        let path = format!("/console/organizations/{}", body.code);
        let wanted = Listed::of(&desk.asked);
        let (members, next) = self.members(desk, body, wanted).await?;
        let is_admin = role >= Some(roles::Role::Admin);
        let staff = if is_admin {
            Some(self.staff_of(desk, body, typed).await?)
        } else {
            None
        };
        let page = People {
            frame: desk.frame(body, Tab::People),
            trouble,
            body_name: body.name.pick(desk.locale()).to_owned(),
            lists: lists(desk, &path, wanted.status),
            status: wanted.status,
            members,
            next: next.map(|after| {
                let status = wanted.status;
                format!("{path}/people?status={status}&after={after}")
            }),
            staff,
            path,
        };
        html::show(&desk.asked, status(&page.trouble), &page)
    }

    async fn staff_of(
        &self,
        desk: &Desk,
        body: &Organization,
        typed: Typed,
    ) -> Result<Staff, Problem> {
        let locale = desk.locale();
        let today = self.roster.today();
        let choice = |role: &roles::Role| {
            let name = say(locale, &format!("role-{role}"), &[]);
            let may = say(locale, &format!("console-people-may-{role}"), &[]);
            (role.as_str(), name, may)
        };
        let latest = today + chrono::Months::new(crate::organizations::policy::MOST_MONTHS);
        Ok(Staff {
            roles: self.roles(desk, body).await?,
            choices: roles::Role::ALL.iter().map(choice).collect(),
            typed,
            key: self.roster.ids.make::<MembershipId>().to_string(),
            // A role ends at midnight after its last day.
            latest: latest.pred_opt().unwrap_or(latest).to_string(),
            earliest: today.to_string(),
        })
    }
}

fn lists(desk: &Desk, path: &str, shown: MembershipStatus) -> Vec<(String, String, bool)> {
    let list = |status: &MembershipStatus| {
        let href = format!("{path}/people?status={status}");
        let name = say(desk.locale(), &format!("console-people-{status}"), &[]);
        (href, name, *status == shown)
    };
    MembershipStatus::ALL.iter().map(list).collect()
}
