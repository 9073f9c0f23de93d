//! What an organizer does about one registration: a form, what would happen, and then doing it.

pub(super) mod form;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use self::form::{Form, Typed};
use super::effects;
use super::foreseen::Foreseen;
use super::words::{self, Tag};
use crate::catalog::model::Allocation;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::once;
use crate::console::sign_in::status;
use crate::console::trouble::Trouble;
use crate::ledger::command::Act;
use crate::ledger::facts::{Registration, Status};
use crate::roster::access::{Access, ActOnPersons, AtRegistration};
use crate::roster::listing::Ground;
use crate::web::Problem;
use crate::web::extract::{Fields, Path};
use crate::web::html::{self, Frame};

/// What can be done about a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::console) enum Deed {
    /// Its papers were seen.
    Approve,
    /// It is not accepted.
    Reject,
    /// It is seated out of turn.
    Promote,
    /// It goes to another class or session.
    Move,
    /// It is cancelled.
    Cancel,
}

#[derive(Template)]
#[template(path = "console/roster/act.html")]
struct ActPage {
    frame: Frame,
    /// The page of the registration.
    path: String,
    person: String,
    standing: Tag,
    deed: Deed,
    form: Form,
    trouble: Trouble,
    foreseen: Option<Foreseen>,
    key: String,
}

/// What the path names beside the registration.
#[derive(Debug, Deserialize)]
pub(in crate::console) struct Named {
    deed: Deed,
}

/// The form of an act.
pub(in crate::console) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<ActOnPersons, AtRegistration>,
    Path(Named { deed }): Path<Named>,
) -> Result<Response, Problem> {
    let points = access.on.registration.points.to_string();
    let typed = Typed::new(
        deed,
        &access.on.offering,
        (points, console.roster.clock.now()),
    );
    console
        .act_page(&desk, &access, typed, (Trouble::default(), None))
        .await
}

/// Says what an act would do; with the second button, does it, if the same would still happen.
pub(in crate::console) async fn act(
    State(console): State<Console>,
    desk: Desk,
    access: Access<ActOnPersons, AtRegistration>,
    Path(Named { deed }): Path<Named>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = Typed::read(deed, &fields);
    let doing = fields.has("do");
    let key = once::key(&desk, &fields).filter(|_| doing);
    let looked = console.acted(&access, &typed, (None, false)).await;
    let shown = looked.map(|acted| {
        let steps = effects::steps([&acted.outcome]);
        let made = acted.outcome.registrations;
        (effects::mark(&steps, &made), steps, made)
    });
    let is_as_seen = matches!(&shown, Ok((mark, ..)) if mark == fields.get("seen"));
    if doing && (is_as_seen || console.was_given(key.as_ref(), 0).await?) {
        return match console.acted(&access, &typed, (key, true)).await {
            Ok(acted) => {
                let to = acted.outcome.registrations.first();
                let id = to.map_or(access.on.registration.id, |row| row.id);
                let done = format!(
                    "/console/registrations/{id}?done=registration-{}",
                    deed.as_str()
                );
                Ok(Redirect::to(&done).into_response())
            }
            Err(problem) => {
                let trouble = Trouble::of_problem(problem, desk.locale())?;
                console
                    .act_page(&desk, &access, typed, (trouble, None))
                    .await
            }
        };
    }
    let (trouble, effects) = match shown {
        Ok((mark, steps, made)) => {
            let offering = access.on.offering.id;
            let effects = console.effects(offering, &steps, &made, desk.locale());
            let foreseen = Foreseen {
                effects: effects.await?,
                mark,
                has_changed: doing,
            };
            (Trouble::default(), Some(foreseen))
        }
        Err(problem) => (Trouble::of_problem(problem, desk.locale())?, None),
    };
    console
        .act_page(&desk, &access, typed, (trouble, effects))
        .await
}

impl Console {
    /// Gives the command, or asks what it would do.
    async fn acted(
        &self,
        access: &Access<ActOnPersons, AtRegistration>,
        typed: &Typed,
        (key, doing): (Option<crate::db::idempotency::RequestKey>, bool),
    ) -> Result<crate::roster::acting::Acted, Problem> {
        let act: Act = typed.act(&self.roster, &access.on).await?;
        let acting = self.roster.acting(access.actor(), &access.on, act);
        let acted = self.roster.act(acting, key, !doing).await;
        acted.map_err(|error| self.roster.problem(error))
    }

    async fn act_page(
        &self,
        desk: &Desk,
        access: &Access<ActOnPersons, AtRegistration>,
        typed: Typed,
        (trouble, foreseen): (Trouble, Option<Foreseen>),
    ) -> Result<Response, Problem> {
        let (roster, row) = (&self.roster, &access.on.registration);
        let db = roster.db.read();
        let person = [row.participant_id];
        let names = roster.households.participant_names(db, &person).await?;
        let name = names.get(&row.participant_id).cloned();
        let page = ActPage {
            frame: self.frame_of(desk, &access.on.program).await?,
            path: format!("/console/registrations/{}", row.id),
            person: name.unwrap_or_default(),
            standing: words::tag(desk.locale(), row.status, None),
            deed: typed.deed,
            form: self.form(typed, &access.on.program, desk.locale()).await?,
            key: once::new(&roster.ids),
            trouble,
            foreseen,
        };
        let code = match &page.foreseen {
            Some(foreseen) => foreseen.code(),
            None => status(&page.trouble),
        };
        html::show(&desk.asked, code, &page)
    }
}

impl Deed {
    /// What can be done about a registration as it stands.
    pub(super) fn possible(row: &Registration, ground: &Ground) -> Vec<Self> {
        let reviewed = ground.offering.allocation != Allocation::FirstCome;
        match row.status {
            Status::Applied if reviewed => {
                vec![Self::Approve, Self::Reject, Self::Move, Self::Cancel]
            }
            Status::Applied => vec![Self::Reject, Self::Move, Self::Cancel],
            Status::Waitlisted => vec![Self::Promote, Self::Move, Self::Reject, Self::Cancel],
            Status::Offered | Status::Confirmed => vec![Self::Move, Self::Cancel],
            _ => Vec::new(),
        }
    }

    /// Its name in an address.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Promote => "promote",
            Self::Move => "move",
            Self::Cancel => "cancel",
        }
    }

    /// The id of its name.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Approve => "console-roster-approve",
            Self::Reject => "console-roster-reject",
            Self::Promote => "console-roster-promote",
            Self::Move => "console-roster-move",
            Self::Cancel => "console-roster-cancel",
        }
    }

    /// What it means, in a sentence above its form.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Approve => "console-roster-approve-means",
            Self::Reject => "console-roster-reject-means",
            Self::Promote => "console-roster-promote-means",
            Self::Move => "console-roster-move-means",
            Self::Cancel => "console-roster-cancel-means",
        }
    }

    /// The look of its button.
    pub(super) const fn look(self) -> &'static str {
        match self {
            Self::Reject | Self::Cancel => "harm",
            Self::Approve | Self::Promote | Self::Move => "quiet",
        }
    }
}
