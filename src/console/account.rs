//! Where she is signed in, her second factor, and the way out.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Console;
use super::desk::Desk;
use crate::accounts::Device;
use crate::values::ids::TokenId;
use crate::values::when::Wall;
use crate::web::extract::Path;
use crate::web::html::{self, Frame, Tab};
use crate::web::{Kind, Problem};

/// Devices that are shown; whoever has more sees the newest.
const SHOWN: u64 = 50;
/// The hour in which a device was last used is shown on the union's clock.
const ZONE: chrono_tz::Tz = chrono_tz::Asia::Shanghai;

#[derive(Template)]
#[template(path = "console/account.html")]
struct AccountPage {
    frame: Frame,
    has_second_factor: bool,
    recovery_codes_left: i64,
    devices: Vec<Shown>,
}

struct Shown {
    id: TokenId,
    device: String,
    seen: String,
    is_this: bool,
}

/// The page of one's own account.
pub(super) async fn show(State(console): State<Console>, desk: Desk) -> Result<Response, Problem> {
    let account = desk.signed_in.account;
    let devices = console.accounts().devices(account, None, SHOWN).await?;
    let factor = console
        .accounts()
        .second_factor(console.roster.db.read(), account)
        .await?;
    let Some(first) = desk.posts.first() else {
        return Err(Kind::Forbidden.into());
    };
    let wall = Wall::new(ZONE, desk.locale(), console.roster.clock.now());
    let shown = |device: Device| Shown {
        is_this: device.id == desk.signed_in.token,
        id: device.id,
        seen: wall.moment(device.seen_at),
        device: device.device,
    };
    let page = AccountPage {
        frame: Frame {
            tab: None,
            ..desk.frame(&first.organization, Tab::Today)
        },
        has_second_factor: factor.on,
        recovery_codes_left: factor.recovery_codes_left.try_into().unwrap_or(i64::MAX),
        devices: devices.into_iter().map(shown).collect(),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}

/// Signs a device out.
pub(super) async fn end(
    State(console): State<Console>,
    desk: Desk,
    Path(token): Path<TokenId>,
) -> Result<Response, Problem> {
    if !console
        .accounts()
        .sign_out(desk.signed_in.account, token)
        .await?
    {
        return Err(Kind::NotFound.into());
    }
    Ok(Redirect::to("/console/account?done=device-ended").into_response())
}
