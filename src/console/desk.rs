//! Who sits at the console: her name, and the bodies she works for.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use super::Console;
use crate::db::Fault;
use crate::organizations::staff::Role;
use crate::organizations::tree::Organization;
use crate::values::ids::{OrganizationId, Reference};
use crate::values::locale::Locale;
use crate::web::html::{Asked, Frame, Tab, Who};
use crate::web::{Kind, Problem, SignedIn};

/// A body in which somebody has a role of her own.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) organization: Organization,
    /// Her best role there; a counsellor of a program alone has none in the body.
    pub(super) role: Option<Role>,
}

/// Who sits at the console. As an extractor it lets in whom a live grant lets in.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) signed_in: SignedIn,
    pub(super) name: String,
    pub(super) asked: Asked,
    /// The bodies in which she has a role, in the order it was given.
    pub(super) posts: Vec<Post>,
}

impl Desk {
    /// The frame of a page about what lies in `body`, which she was let in to.
    pub(super) fn frame(&self, body: &Organization, tab: Tab) -> Frame {
        let role = self.role_near(body);
        let part = |page: &str| format!("/console/organizations/{}/{page}", body.code);
        let mut tabs = vec![
            (Tab::Today, "/console".to_owned()),
            (Tab::Programs, part("programs")),
        ];
        if role.is_some() {
            tabs.push((Tab::Report, part("report")));
        }
        if role >= Some(Role::Organizer) {
            tabs.push((Tab::People, part("people")));
        }
        if role >= Some(Role::Admin) {
            tabs.push((Tab::Audit, part("audit")));
        }
        Frame {
            who: Some(Who {
                name: self.name.clone(),
                body: body.name.pick(self.locale()).to_owned(),
                tabs,
            }),
            tab: Some(tab),
            ..self.asked.frame()
        }
    }

    /// Her best role among those that reach `body`, as far as tabs need to know it: a page asks for
    /// itself.
    pub(super) fn role_near(&self, body: &Organization) -> Option<Role> {
        let here = self
            .posts
            .iter()
            .find(|post| post.organization.id == body.id);
        match here {
            Some(post) => post.role,
            None => self.posts.iter().filter_map(|post| post.role).max(),
        }
    }

    pub(super) const fn locale(&self) -> Locale {
        self.asked.locale
    }
}

impl Console {
    async fn desk(&self, signed_in: SignedIn, asked: Asked) -> Result<Desk, Problem> {
        let db = self.roster.db.read();
        let account = self.accounts().find(db, signed_in.account).await?;
        let account = account.ok_or(Kind::Unauthenticated)?;
        let mut posts: Vec<(OrganizationId, Option<Role>)> = Vec::new();
        for grant in self
            .organizations()
            .grants_of(db, signed_in.account)
            .await?
        {
            let role = Some(grant.role).filter(|role| *role != Role::Counsellor);
            match posts
                .iter_mut()
                .find(|(body, _)| *body == grant.organization)
            {
                Some((_, best)) => *best = (*best).max(role),
                None => posts.push((grant.organization, role)),
            }
        }
        let mut known = Vec::with_capacity(posts.len());
        for (body, role) in posts {
            let organization = self.organizations().find(&Reference::Id(body)).await?;
            let organization = organization.ok_or_else(|| Fault::broken("a role in no body"))?;
            known.push(Post { organization, role });
        }
        if known.is_empty() {
            return Err(Problem::new(Kind::Forbidden).detail(
                "工作台给工会的工作人员用。您的账户还没有授权：请本单位的管理员给这个邮箱一个角色",
                "The console is for the staff of unions, and your account has no role yet: ask an \
                 administrator of your body to give one to this address",
            ));
        }
        Ok(Desk {
            signed_in,
            name: account.name,
            asked,
            posts: known,
        })
    }
}

impl<S> FromRequestParts<S> for Desk
where
    S: Send + Sync,
    Console: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let signed_in = <SignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let Ok(asked) = Asked::from_request_parts(parts, state).await;
        Console::from_ref(state).desk(signed_in, asked).await
    }
}
