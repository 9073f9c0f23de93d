//! The size of an offering: what another one would do, and then doing it.

mod field;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Map, Value, json};

use self::field::{At, Field};
use super::effects::{self, Step};
use super::foreseen::Foreseen;
use crate::catalog::model::Offering;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::console::sign_in::status;
use crate::console::trouble::Trouble;
use crate::organizations::audit::Acting;
use crate::roster::access::{Access, AtOffering, Edit};
use crate::roster::api::body::OfferingBody;
use crate::roster::editing::{EditError, Patched};
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/roster/capacity.html")]
struct CapacityPage {
    frame: Frame,
    head: OfferingHead,
    version: i32,
    fields: Vec<Field>,
    /// Seats that somebody has, or is offered.
    taken: i64,
    trouble: Trouble,
    /// More is taken than is wanted: it can shrink as seats fall free.
    is_below_taken: bool,
    when_free: bool,
    /// Whether who moves is shown; else how many only.
    foreseen: Option<Foreseen>,
}

/// The form.
pub(in crate::console) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
) -> Result<Response, Problem> {
    let fields = Field::all(
        &access.on.offering,
        None,
        (desk.locale(), console.roster.clock.now()),
    );
    let page = console.capacity_page(&desk, &access, fields);
    let page = page.await?;
    html::show(&desk.asked, status(&page.trouble), &page)
}

/// Says what a size would do; with the second button, sets it, if the same would still happen.
pub(in crate::console) async fn change(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<Edit, AtOffering>,
    sent: Fields,
) -> Result<Response, Problem> {
    let roster = &console.roster;
    let offering = &access.on.offering;
    let fields = Field::all(offering, Some(&sent), (desk.locale(), roster.clock.now()));
    let (version, when_free) = (sent.get("version"), sent.has("when_free"));
    let done = format!("/console/offerings/{}?done=capacity", offering.code);
    // A second click finds it done.
    let is_so = fields.iter().all(Field::is_as_it_was);
    if sent.has("do") && is_so && version != offering.version.to_string() {
        return Ok(Redirect::to(&done).into_response());
    }
    let patched = console.resized(offering, &fields, (version, when_free));
    let patched = patched.await;
    let sizes = field::sizes(&fields);
    let mut page = console.capacity_page(&desk, &access, fields).await?;
    page.when_free = when_free;
    let patched = match patched {
        Ok(patched) => patched,
        Err(problem) => {
            page.trouble = Trouble::of_problem(problem, desk.locale())?;
            return html::show(&desk.asked, status(&page.trouble), &page);
        }
    };
    let by = access.acting(request);
    let seen = sent.given("seen").filter(|_| sent.has("do"));
    let outcome = console.set(&access.on, (patched, by), &sizes, seen).await;
    match outcome {
        Ok(None) => return Ok(Redirect::to(&done).into_response()),
        Ok(Some((steps, mark))) => {
            let effects = console.effects(offering.id, &steps, &[], desk.locale());
            let mut effects = effects.await?;
            effects.keep_to(access.sight);
            page.foreseen = Some(Foreseen {
                effects,
                mark,
                has_changed: sent.has("do"),
            });
        }
        Err(error) => {
            let problem = roster.problem(error);
            page.is_below_taken = problem.kind() == Kind::CapacityBelowTaken;
            page.trouble = Trouble::of_problem(problem, desk.locale())?;
        }
    }
    let code = match &page.foreseen {
        Some(foreseen) => foreseen.code(),
        None => status(&page.trouble),
    };
    html::show(&desk.asked, code, &page)
}

impl Console {
    /// Sets sizes if they would do what was `seen`; else says what they would do, with its mark.
    async fn set(
        &self,
        AtOffering { program, offering }: &AtOffering,
        (patched, by): (Patched, Acting),
        sizes: &str,
        seen: Option<&str>,
    ) -> Result<Option<(Vec<Step>, String)>, EditError> {
        let roster = &self.roster;
        let looked = roster.foresee(program, offering, patched.clone(), by);
        let steps = effects::resized(&looked.await?.effects);
        let mark = format!("{sizes} {}", effects::mark(&steps, &[]));
        if seen != Some(mark.as_str()) {
            return Ok(Some((steps, mark)));
        }
        roster.edit_offering(program, offering, patched, by).await?;
        Ok(None)
    }

    async fn capacity_page(
        &self,
        desk: &Desk,
        access: &Access<Edit, AtOffering>,
        fields: Vec<Field>,
    ) -> Result<CapacityPage, Problem> {
        let AtOffering { program, offering } = &access.on;
        let opened = self.roster.opened(offering.id).await?;
        let pools = opened.values().flat_map(|unit| &unit.pools);
        Ok(CapacityPage {
            frame: self.frame_of(desk, program).await?,
            head: self.head(access, desk, Part::Roster),
            version: offering.version,
            fields,
            taken: pools.map(|pool| i64::from(pool.numbers.taken)).sum(),
            trouble: Trouble::default(),
            is_below_taken: false,
            when_free: false,
            foreseen: None,
        })
    }

    /// The edit that the sizes stand for, by the rules of the API's body.
    async fn resized(
        &self,
        offering: &Offering,
        fields: &[Field],
        (version, when_free): (&str, bool),
    ) -> Result<Patched, Problem> {
        if version != offering.version.to_string() {
            return Err(Kind::PreconditionFailed.into());
        }
        let mut members = Map::from_iter([("when_free".to_owned(), json!(when_free))]);
        let (mut quotas, mut sessions) = (Vec::new(), Vec::new());
        for field in fields {
            let capacity = field.capacity()?;
            if capacity == json!(field.now) {
                continue;
            }
            match &field.at {
                At::Whole => drop(members.insert("capacity".to_owned(), capacity)),
                At::Quota(key) => quotas.push(json!({ "key": key, "capacity": capacity })),
                At::Session(id) => sessions.push(json!({ "id": id, "capacity": capacity })),
            }
        }
        for (name, list) in [("quotas", quotas), ("sessions", sessions)] {
            if !list.is_empty() {
                members.insert(name.to_owned(), Value::Array(list));
            }
        }
        let body: OfferingBody = valid_body(&Value::Object(members))?;
        let names = self.roster.names().await?;
        Ok(body.change(offering, &names, &self.roster.ids))
    }
}
