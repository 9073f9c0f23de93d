//! What is done about all that are ticked: what would become of each, and then doing it, each for
//! itself.

mod rows;
mod texts;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

pub(super) use self::texts::OfMany;

use self::rows::{Row, Ticked, fine, refused};
use self::texts::Texts;
use super::acts::Deed;
use super::acts::form::{Form, Typed};
use super::effects;
use super::foreseen::Foreseen;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::console::once;
use crate::console::sign_in::status;
use crate::console::trouble::Trouble;
use crate::ledger::command::Act;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::acting::Acted;
use crate::roster::editing::EditError;
use crate::values::ids::RegistrationId;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, Path};
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

/// How many can be ticked: as many as the API decides on together.
pub(super) const MANY_MOST: usize = 500;

/// What came of each, in their order.
type Outcomes = Vec<Result<Acted, EditError>>;

#[derive(Template)]
#[template(path = "console/roster/ticked.html")]
struct TickedPage {
    frame: Frame,
    head: OfferingHead,
    deed: Deed,
    texts: Texts,
    form: Form,
    trouble: Trouble,
    many: i64,
    rows: Vec<Row>,
    has_outcomes: bool,
    /// How many would be done, or were.
    fine: i64,
    refused: i64,
    foreseen: Option<Foreseen>,
    is_done: bool,
    key: String,
}

/// Who acts where, and in which request.
struct Sitting<'a> {
    desk: &'a Desk,
    request: RequestId,
    access: &'a Access<ActOnPersons, AtOffering>,
}

/// What the path names beside the offering.
#[derive(Debug, serde::Deserialize)]
pub(in crate::console) struct Named {
    deed: Deed,
}

/// Asks what a deed about many needs, says what it would do, and with the second button does it,
/// if the same would still happen.
pub(in crate::console) async fn act(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<ActOnPersons, AtOffering>,
    Path(Named { deed }): Path<Named>,
    fields: Fields,
) -> Result<Response, Problem> {
    let roster = &console.roster;
    if Texts::of(deed).is_none() {
        return Err(Kind::NotFound.into());
    }
    let path = format!("/console/offerings/{}", access.on.offering.code);
    let ids = ids(&fields)?;
    if ids.is_empty() {
        return Ok(Redirect::to(&format!("{path}?done=registrations-none")).into_response());
    }
    let mut ticked = console.ticked(&access.on, &ids).await?;
    let doing = fields.has("do");
    // Who waits goes first, lest she is offered a seat that is taken from her at once. What is done
    // keeps the order in which it was shown, since each has a key by its place.
    if !doing && deed != Deed::Approve {
        ticked.sort_by_key(Ticked::seating);
    }
    // Approving needs no word: what it would do is shown at once.
    if !(doing || fields.has("look") || deed == Deed::Approve) {
        let nothing = (String::new(), roster.clock.now());
        let typed = Typed::new(deed, &access.on.offering, nothing);
        let page = console.ticked_page((&desk, &access), typed, &ticked);
        return html::show(&desk.asked, status(&Trouble::default()), &page.await?);
    }
    let typed = Typed::read(deed, &fields);
    let mut page = console
        .ticked_page((&desk, &access), typed.clone(), &ticked)
        .await?;
    let acts = match console.acts(&access.on, &typed, &ticked).await {
        Ok(acts) => acts,
        Err(problem) => {
            page.trouble = Trouble::of_problem(problem, desk.locale())?;
            return html::show(&desk.asked, status(&page.trouble), &page);
        }
    };
    let sitting = Sitting {
        desk: &desk,
        request,
        access: &access,
    };
    console.decide(sitting, page, (ticked, acts), &fields).await
}

/// Those that are ticked, each once.
///
/// # Errors
/// 422 for what is no id, and for too many.
pub(super) fn ids(fields: &Fields) -> Result<Vec<RegistrationId>, Problem> {
    let mut ids: Vec<RegistrationId> = Vec::new();
    for word in fields.all("registration_id") {
        let id = word.parse().map_err(|_| Kind::Malformed)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.len() > MANY_MOST {
        return Err(Kind::TooLarge.into());
    }
    Ok(ids)
}

/// The steps of all that is done, and the registrations it is about.
fn of_all(outcomes: &Outcomes) -> (Vec<effects::Step>, Vec<crate::ledger::facts::Registration>) {
    let done = || outcomes.iter().flatten().map(|acted| &acted.outcome);
    let made = done().flat_map(|outcome| outcome.registrations.clone());
    (effects::steps(done()), made.collect())
}

impl Console {
    /// Says what acts would do; or does them, if that was asked for and the same would happen.
    async fn decide(
        &self,
        Sitting {
            desk,
            request,
            access,
        }: Sitting<'_>,
        mut page: TickedPage,
        (ticked, acts): (Vec<Ticked>, Vec<(RegistrationId, Act)>),
        fields: &Fields,
    ) -> Result<Response, Problem> {
        let roster = &self.roster;
        let ids: Vec<RegistrationId> = ticked.iter().map(|one| one.id).collect();
        let (actor, at, parts) = (access.actor(), &access.on, acts.len());
        let doing = fields.has("do");
        let looked = roster.act_on_many(actor, at, acts.clone(), None, true);
        let looked = looked.await?;
        let (steps, made) = of_all(&looked);
        let mark = effects::mark(&steps, &made);
        let key = once::key(desk, fields).filter(|_| doing);
        let is_as_seen = mark == fields.get("seen");
        if doing && (is_as_seen || self.was_given(key.as_ref(), parts).await?) {
            let outcomes = roster.act_on_many(actor, at, acts, key, false).await?;
            page.show(self.outcomes((desk, request), ticked, outcomes));
            if page.refused == 0 {
                let done = format!("{}?done={}", page.head.path, page.texts.done);
                return Ok(Redirect::to(&done).into_response());
            }
            page.is_done = true;
            return html::show(&desk.asked, status(&page.trouble), &page);
        }
        let effects = self.effects(at.offering.id, &steps, &made, desk.locale());
        let mut effects = effects.await?;
        // Their own rows say what becomes of those who are ticked.
        let is_another = |id| !ids.contains(&id) && made.iter().all(|row| row.id != id);
        effects.moves.retain(|one| is_another(one.registration));
        page.show(self.outcomes((desk, request), ticked, looked));
        let foreseen = Foreseen {
            effects,
            mark,
            has_changed: doing,
        };
        let code = foreseen.code();
        page.foreseen = Some(foreseen);
        html::show(&desk.asked, code, &page)
    }

    /// What is done about each that is in the offering.
    async fn acts(
        &self,
        at: &AtOffering,
        typed: &Typed,
        ticked: &[Ticked],
    ) -> Result<Vec<(RegistrationId, Act)>, Problem> {
        let mut acts = Vec::with_capacity(ticked.len());
        for on in ticked.iter().filter_map(|one| one.place(at)) {
            acts.push((on.registration.id, typed.act(&self.roster, &on).await?));
        }
        Ok(acts)
    }

    /// The page before anything is known of what comes.
    async fn ticked_page(
        &self,
        (desk, access): (&Desk, &Access<ActOnPersons, AtOffering>),
        typed: Typed,
        ticked: &[Ticked],
    ) -> Result<TickedPage, Problem> {
        let (program, deed) = (&access.on.program, typed.deed);
        Ok(TickedPage {
            frame: self.frame_of(desk, program).await?,
            head: self.head(access, desk, Part::Roster),
            deed,
            texts: Texts::of(deed).ok_or(Kind::NotFound)?,
            form: self.form(typed, program, desk.locale()).await?,
            trouble: Trouble::default(),
            many: rows::count(ticked.len()),
            rows: ticked.iter().map(|one| one.row(desk.locale())).collect(),
            has_outcomes: false,
            fine: 0,
            refused: 0,
            foreseen: None,
            is_done: false,
            key: once::new(&self.roster.ids),
        })
    }
}

impl TickedPage {
    /// Shows what becomes of each, or became.
    fn show(&mut self, rows: Vec<Row>) {
        (self.fine, self.refused) = (fine(&rows), refused(&rows));
        self.rows = rows;
        self.has_outcomes = true;
    }
}
