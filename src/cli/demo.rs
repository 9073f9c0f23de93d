//! The people of `serve --demo`: made at the first start, with passwords that are printed once.

use anyhow::Context;
use chrono::{Months, NaiveDate};

use crate::accounts::policy::passwords::Password;
use crate::accounts::{Account, NewAccount};
use crate::app::App;
use crate::db::Fault;
use crate::households::policy::{Gender, Relation, StatedGrade};
use crate::households::{Person, ZONE};
use crate::organizations::staff::Role;
use crate::roster::import::ShiftChoice;
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, OrganizationId, Reference};
use crate::values::locale::Locale;
use crate::values::secret::random_readable;

/// Days after which a demo role ends.
const ROLE_DAYS: i64 = 365;
/// Characters of a demo password: 58 bits.
const PASSWORD_CHARACTERS: usize = 12;

/// Where to go in a browser.
pub(super) fn addresses(url: &str) -> String {
    format!(
        "Organizers sign in: {url}/console\nAPI pages: {url}/api/docs\nMails that were sent: {url}/dev/mail"
    )
}

/// Somebody to be.
struct Cast {
    email: &'static str,
    name: &'static str,
    organization: &'static str,
    part: Part,
}

/// What somebody is there for.
enum Part {
    /// Works for the body.
    Staff(Role),
    /// Belongs to the body; the children by name, years of age and grade.
    Worker(&'static [(&'static str, u32, i32)]),
}

/// The administrator comes first: she confirms the memberships.
const CAST: [Cast; 5] = [
    Cast {
        email: "admin@example.org",
        name: "浙江省总工会管理员",
        organization: "zj",
        part: Part::Staff(Role::Admin),
    },
    Cast {
        email: "organizer@example.org",
        name: "拱墅区总工会经办人",
        organization: "hz-gs",
        part: Part::Staff(Role::Organizer),
    },
    Cast {
        email: "zhangsan@example.org",
        name: "张三",
        organization: "hz-gs-edu",
        part: Part::Worker(&[("张小一", 7, 2), ("张小二", 10, 5)]),
    },
    Cast {
        email: "wangwu@example.org",
        name: "王五",
        organization: "wz-reddragonfly",
        part: Part::Worker(&[("王小一", 8, 3)]),
    },
    Cast {
        email: "zhaoliu@example.org",
        name: "赵六",
        organization: "jh-yw",
        part: Part::Worker(&[("赵小一", 9, 4)]),
    },
];

/// The demo data, in the binary so that the demo runs anywhere.
const CATALOGUE: &[u8] = include_bytes!("../../demo/zhejiang-programs.json");

/// Imports the demo data, its dates moved to the present, unless something was imported before.
pub(super) async fn catalogue(app: &App) -> anyhow::Result<()> {
    if app.importer.is_first().await? {
        let source = "demo/zhejiang-programs.json";
        let shift = ShiftChoice::ToToday;
        let report = app.importer.import(source, CATALOGUE, shift).await?;
        super::say(&super::import::said(&report))?;
    }
    Ok(())
}

/// Makes the demo accounts, unless they are there, and says how to sign in.
pub(super) async fn people(app: &App, now: Instant) -> anyhow::Result<String> {
    let admin: EmailAddress = CAST[0].email.parse()?;
    if app
        .accounts
        .find_by_email(app.db.read(), &admin)
        .await?
        .is_some()
    {
        return Ok(
            "The demo accounts are there; their passwords were printed when they were \
                   made. A code signs in too: /dev/mail shows it."
                .to_owned(),
        );
    }
    let mut ready = Vec::with_capacity(CAST.len());
    for cast in &CAST {
        ready.push(prepare(app, cast).await?);
    }
    app.db
        .write(async |tx| {
            let mut admin = None;
            for one in &ready {
                let account = open(app, tx, one, now).await?;
                let admin = *admin.get_or_insert(account.id);
                settle(app, tx, one, account.id, admin, now).await?;
            }
            Ok::<_, Fault>(())
        })
        .await?;
    let lines = ready.iter().map(|one| {
        let Cast {
            email,
            name,
            organization,
            ..
        } = one.cast;
        format!("  {email:<24} {}  {name} ({organization})", one.password)
    });
    let list = lines.collect::<Vec<_>>().join("\n");
    Ok(format!(
        "Demo accounts (these passwords are not shown again):\n{list}"
    ))
}

/// Somebody with what takes long or reads, done before the transaction.
struct Ready<'a> {
    cast: &'a Cast,
    email: EmailAddress,
    body: OrganizationId,
    password: String,
    password_hash: String,
}

async fn prepare<'a>(app: &App, cast: &'a Cast) -> anyhow::Result<Ready<'a>> {
    let code = Reference::read(cast.organization);
    let body = app.organizations.find(&code).await?;
    let body = body.with_context(|| {
        format!(
            "the demo needs the organization {}: import the demo data",
            cast.organization
        )
    })?;
    let email: EmailAddress = cast.email.parse()?;
    let password = random_readable(PASSWORD_CHARACTERS)?;
    let password_hash = app
        .accounts
        .hash(Password::chosen(&password, &email)?)
        .await?;
    Ok(Ready {
        cast,
        email,
        body: body.id,
        password,
        password_hash,
    })
}

async fn open(
    app: &App,
    tx: &sea_orm::DatabaseTransaction,
    one: &Ready<'_>,
    now: Instant,
) -> Result<Account, Fault> {
    let new = NewAccount {
        email: one.email.clone(),
        name: one.cast.name.to_owned(),
        locale: Locale::Chinese,
        password_hash: Some(one.password_hash.clone()),
    };
    let person = Person {
        birth_date: years_before(now, 33),
        gender: Some(Gender::Female),
        ..Person::named(one.cast.name.to_owned(), Relation::Myself)
    };
    Ok(app.households.open_account(tx, new, person).await?.account)
}

/// Gives somebody the role, or the membership and the children.
async fn settle(
    app: &App,
    tx: &sea_orm::DatabaseTransaction,
    one: &Ready<'_>,
    account: AccountId,
    admin: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    let children = match one.cast.part {
        Part::Staff(role) => {
            let until = now.plus_days(ROLE_DAYS);
            app.organizations
                .grant(tx, account, one.body, role, until)
                .await?;
            return Ok(());
        }
        Part::Worker(children) => children,
    };
    app.organizations
        .make_member(tx, account, one.body, admin)
        .await?;
    for (name, years, grade) in children {
        let child = Person {
            birth_date: years_before(now, *years),
            grade: Some(StatedGrade {
                grade: *grade,
                stated_on: now.day(ZONE),
            }),
            ..Person::named((*name).to_owned(), Relation::Child)
        };
        app.households.add_in(tx, account, child).await?;
    }
    Ok(())
}

/// A birthday some months past, `years` of age ago.
fn years_before(now: Instant, years: u32) -> Option<NaiveDate> {
    now.day(ZONE)
        .checked_sub_months(Months::new(years * 12 + 4))
}
