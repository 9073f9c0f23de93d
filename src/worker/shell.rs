//! The page that the scripts of the app fill: what stands around each screen, and at once.

use askama::Template;
use axum::extract::MatchedPath;
use axum::http::StatusCode;
use axum::response::Response;

use crate::web::Problem;
use crate::web::client;
use crate::web::html::{self, Asked, Frame};

/// The addresses of screens, and the entry of the main parts under which each stands.
pub(super) const FILLED: &[(&str, &str)] = &[
    ("/", "find"),
    ("/offerings/{code}/register", "find"),
    ("/registrations", "registrations"),
    ("/registrations/{id}", "registrations"),
    ("/registrations/{id}/ticket", "registrations"),
    ("/registrations/{id}/cancel", "registrations"),
    ("/registrations/{id}/change", "registrations"),
    ("/calendar", "calendar"),
    ("/inbox", "inbox"),
    ("/me", "household"),
    ("/household", "household"),
    ("/memberships", "household"),
    ("/offerings/{code}/draw", "find"),
    ("/help", ""),
    ("/sign-in", ""),
];

/// What the first screen asks for, so that it is under way before the scripts are there.
const FIRST: &str = "/api/v1/programs?phase=open%2Cupcoming&limit=10";

/// The modules of every screen, asked for together instead of one after the other.
const MODULES: &[&str] = &[
    "start.js",
    "vendor/preact.js",
    "say.js",
    "api.js",
    "store.js",
    "pieces.js",
    "routes.js",
    "router.js",
    "frame.js",
];

/// The modules of the first screen.
const OF_FIND: &[&str] = &[
    "dates.js",
    "screens/find.js",
    "find/query.js",
    "find/results.js",
];

#[derive(Template)]
#[template(path = "app/shell.html")]
struct Shell {
    frame: Frame,
    build: &'static str,
    tab: &'static str,
    is_first: bool,
    /// What is asked for ahead.
    first: Option<&'static str>,
    modules: Vec<String>,
}

impl Shell {
    fn new(asked: &Asked, path: &str, tab: &'static str) -> Self {
        let is_first = path == "/";
        let words = format!("words/{}.js", asked.locale.tag());
        let of_first = OF_FIND.iter().filter(|_| is_first);
        let names = MODULES.iter().chain(of_first).copied();
        Self {
            frame: asked.frame(),
            build: client::build(),
            tab,
            is_first,
            first: None,
            modules: names.chain([words.as_str()]).map(client::address).collect(),
        }
    }
}

/// The shell of a screen.
pub(super) async fn show(path: MatchedPath, asked: Asked) -> Result<Response, Problem> {
    let tab = FILLED.iter().find(|(filled, _)| *filled == path.as_str());
    let mut page = Shell::new(&asked, path.as_str(), tab.map_or("", |(_, tab)| tab));
    let is_bare =
        !asked.here.contains('?') || asked.here == "/?lang=en" || asked.here == "/?lang=zh-CN";
    let is_foreseen = page.is_first && is_bare && asked.is_in_browsers_language();
    page.first = is_foreseen.then_some(FIRST);
    html::show_everybody(&asked, StatusCode::OK, &page)
}

/// The shell as a service worker keeps it: of no screen in particular.
pub(super) async fn kept(asked: Asked) -> Result<Response, Problem> {
    // Fetching it chooses no language.
    let asked = asked.without_choice();
    html::show_everybody(&asked, StatusCode::OK, &Shell::new(&asked, "", ""))
}
