//! What a phone reads to put the app on its home screen (W3C Web Application Manifest).

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::values::say::say;
use crate::web::assets;
use crate::web::html::Asked;

/// A picture for the home screen; one that is `maskable` may be cut to a circle.
fn icon(name: &str, kind: &str, sizes: &str, purpose: &str) -> Value {
    json!({ "src": assets::address(name), "type": kind, "sizes": sizes, "purpose": purpose })
}

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
        "icons": [
            icon("mark.svg", "image/svg+xml", "any", "any"),
            icon("mark-192.png", "image/png", "192x192", "any"),
            icon("mark-512.png", "image/png", "512x512", "any"),
            icon("mark-512.png", "image/png", "512x512", "maskable"),
        ],
    });
    let content_type = (header::CONTENT_TYPE, "application/manifest+json");
    ([content_type], manifest.to_string()).into_response()
}
