//! The organizer's side.

mod access;

use niangjia::db::Fault;
use niangjia::db::entity::{access_tokens, programs, staff_grants};
use niangjia::organizations::staff::Role;
use niangjia::values::ids::{AccountId, GrantId, IdMaker, OrganizationId, ProgramId, Reference};
use niangjia::web::SignedIn;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::harness::TestServer;

/// Somebody who works for a body.
pub(crate) struct Staff {
    pub(crate) account: AccountId,
    pub(crate) token: String,
}

/// What the tests of organizing ask of a server.
impl TestServer {
    /// An account with a role in a body, for a day.
    pub(crate) async fn staff(&self, code: &str, role: Role) -> Staff {
        let staff = self.nobody(&format!("{role}.{code}@example.org")).await;
        let body = self.body(code).await;
        self.grant(staff.account, body, role, None).await;
        staff
    }

    /// The same, with a second factor given for twelve hours.
    pub(crate) async fn proven_staff(&self, code: &str, role: Role) -> Staff {
        let staff = self.staff(code, role).await;
        self.prove(&staff).await;
        staff
    }

    /// An account with a counsellor's grant on a program, for a day.
    pub(crate) async fn counsellor(&self, program: &str) -> Staff {
        let staff = self
            .nobody(&format!("counsellor.{program}@example.org"))
            .await;
        let found = programs::Entity::find()
            .filter(programs::Column::Code.eq(program))
            .one(self.db.read())
            .await;
        let found = found.unwrap().unwrap();
        let role = Role::Counsellor;
        self.grant(staff.account, found.organization_id, role, Some(found.id))
            .await;
        staff
    }

    /// An account without any role.
    pub(crate) async fn nobody(&self, email: &str) -> Staff {
        let token = self.worker(email).await;
        let account = self.last_account().await;
        Staff { account, token }
    }

    /// As if the second factor had been given; before the token is first used, since what was
    /// seen of a token is remembered for some seconds.
    pub(crate) async fn prove(&self, staff: &Staff) {
        let (account, until) = (staff.account, self.clock.now().plus_hours(12));
        let proving = self.db.write(async |tx| {
            access_tokens::Entity::update_many()
                .col_expr(
                    access_tokens::Column::SecondFactorUntil,
                    Expr::value(Some(until)),
                )
                .filter(access_tokens::Column::AccountId.eq(account))
                .exec(tx)
                .await?;
            Ok::<_, Fault>(())
        });
        proving.await.unwrap();
    }

    /// The id of a body.
    pub(crate) async fn body(&self, code: &str) -> OrganizationId {
        let name = Reference::read(code);
        let found = self.app.organizations.find(&name).await.unwrap();
        found.unwrap().id
    }

    async fn grant(
        &self,
        account: AccountId,
        organization: OrganizationId,
        role: Role,
        program: Option<ProgramId>,
    ) {
        let now = self.clock.now();
        let id: GrantId = IdMaker::new(self.clock.clone()).make();
        let row = staff_grants::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            organization_id: Set(organization),
            program_id: Set(program),
            role: Set(role.as_str().to_owned()),
            until: Set(now.plus_days(1)),
            granted_by: Set(None),
            created_at: Set(now),
            ended_at: Set(None),
        };
        let granting = self.db.write(async |tx| {
            row.insert(tx).await?;
            Ok::<_, Fault>(())
        });
        granting.await.unwrap();
    }

    /// The account whose token is the newest.
    async fn last_account(&self) -> AccountId {
        let tokens = access_tokens::Entity::find().all(self.db.read()).await;
        let newest = tokens.unwrap().into_iter().max_by_key(|token| token.id);
        newest.unwrap().account_id
    }
}

impl Staff {
    /// As the extractors know her.
    fn signed_in(&self, second_factor: bool) -> SignedIn {
        SignedIn {
            account: self.account,
            token: uuid::Uuid::nil().into(),
            second_factor,
        }
    }
}
