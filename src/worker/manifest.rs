//! What a phone reads to put the app on its home screen (W3C Web Application Manifest).

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::values::say::say;
use crate::web::assets;
use crate::web::html::Asked;

/// `/manifest.webmanifest`.
pub(super) async fn show(asked: Asked) -> Response {
    let text = |id| say(asked.locale, id, &[]);
    let manifest = json!({
        "id": "/",
        "name": text("app-title"),
        "short_name": text("app-mark"),
        "description": text("app-about"),
        "lang": asked.locale.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf8f4",
        "theme_color": "#24487e",
        "icons": [{
            "src": assets::address("mark.svg"),
            "type": "image/svg+xml",
            "sizes": "any",
            "purpose": "any",
        }],
    });
    let content_type = (header::CONTENT_TYPE, "application/manifest+json");
    ([content_type], manifest.to_string()).into_response()
}
