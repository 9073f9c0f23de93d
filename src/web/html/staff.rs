//! Pages for those who are signed in at the console, and what a problem looks like there.

use std::convert::Infallible;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::frame::Frame;
use super::{IsPage, page};
use crate::db::Fault;
use crate::values::locale::Locale;
use crate::web::extract::Language;
use crate::web::problem::{Kind, Problem, ProblemView};
use crate::web::session::cookies;

/// What a browser may do with a page of the console.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
             connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; \
             base-uri 'none'",
        ),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::REFERRER_POLICY,
        // Forms name where they come from.
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), microphone=(), geolocation=()"),
    ),
    (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    ),
];

/// The cookie that keeps the language somebody chose.
const LANGUAGE: &str = "lang";

/// How a page was asked for. As an extractor it never refuses.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The language to answer in: the one chosen on a page, else the browser's.
    pub locale: Locale,
    /// Path and query.
    pub here: String,
    /// The language that this very request chooses.
    chosen: Option<Locale>,
    /// What was just done, by the page before.
    done: Option<String>,
    is_read: bool,
    /// The language that the browser asks for by itself.
    of_browser: Locale,
    by_script: bool,
}

impl Asked {
    pub(in crate::web) fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let chosen = page::language(uri);
        let kept = cookies(headers).find_map(|(name, value)| {
            let known = [Locale::Chinese, Locale::English];
            (name == LANGUAGE).then(|| known.into_iter().find(|one| one.tag() == value))?
        });
        let Language(of_browser) = Language::of(headers);
        let fetched = headers.get("sec-fetch-dest");
        Self {
            locale: chosen.or(kept).unwrap_or(of_browser),
            here: uri
                .path_and_query()
                .map_or("/", |here| here.as_str())
                .to_owned(),
            chosen,
            done: page::asked(uri, "done").map(str::to_owned),
            is_read: method.is_safe(),
            of_browser,
            by_script: fetched.is_some_and(|what| what == "empty"),
        }
    }

    /// Whether a script of the page would be answered in its language without saying which.
    #[must_use]
    pub fn is_in_browsers_language(&self) -> bool {
        self.locale == self.of_browser
    }

    /// The same, but the language is not kept for later.
    #[must_use]
    pub fn without_choice(self) -> Self {
        Self {
            chosen: None,
            ..self
        }
    }

    /// What the query string says of `name`.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<String> {
        let (_, query) = self.here.split_once('?')?;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The frame of a page that answers it, for nobody in particular.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame::bare(self.locale, &self.here).done(self.done.as_deref())
    }

    /// Says which language the answer speaks, and keeps it where it was just chosen.
    pub(super) fn tell_language(&self, headers: &mut HeaderMap) {
        let tag = self.locale.tag();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tag));
        let Some(chosen) = self.chosen else {
            return;
        };
        let cookie = format!(
            "{LANGUAGE}={}; Path=/; Max-Age=31536000; SameSite=Lax",
            chosen.tag()
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }

    /// The address of a page that leads back here.
    fn by_way_of(&self, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("next", &self.here);
        format!("{path}?{}", query.finish())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.method, &parts.uri, &parts.headers))
    }
}

/// The answer that shows a page to staff.
///
/// # Errors
/// 500 when it does not render, which no value makes it do.
pub fn show(asked: &Asked, status: StatusCode, page: &impl Template) -> Result<Response, Problem> {
    let html = page
        .render()
        .map_err(|error| Fault::broken(error.to_string()))?;
    let mut response = (status, Html(html)).into_response();
    dress(response.headers_mut(), asked);
    response.extensions_mut().insert(IsPage);
    Ok(response)
}

fn dress(headers: &mut HeaderMap, asked: &Asked) {
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    asked.tell_language(headers);
}

/// A problem where staff look for a page: what is wrong and what to do about it; or the way to
/// sign in, when that is all that is missing.
pub fn of_problem_for_staff(
    problem: &Problem,
    answer: Response,
    asked: &Asked,
    id: &str,
) -> Response {
    let way = match problem.kind() {
        Kind::Unauthenticated => Some("/console/sign-in"),
        Kind::SecondFactorRequired => Some("/console/second-factor"),
        _ => None,
    };
    if let Some(way) = way.filter(|_| asked.is_read && !asked.by_script) {
        return Redirect::to(&asked.by_way_of(way)).into_response();
    }
    let shown = Shown {
        frame: asked.frame(),
        problem: problem.view(asked.locale, id),
        way,
        is_ours: problem.kind().status().is_server_error(),
        id,
    };
    let html = shown.render();
    let (mut parts, _) = answer.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    dress(&mut parts.headers, asked);
    // Nothing is left to say when even this page does not render; the status says it.
    let html = Html(html.unwrap_or_default()).into_response();
    if let Some(kind) = html.headers().get(header::CONTENT_TYPE) {
        parts.headers.insert(header::CONTENT_TYPE, kind.clone());
    }
    Response::from_parts(parts, html.into_body())
}

#[derive(Template)]
#[template(path = "console/problem.html")]
struct Shown<'a> {
    frame: Frame,
    problem: ProblemView,
    /// Where to sign in first, in another window: what was typed is still in the page before.
    way: Option<&'static str>,
    is_ours: bool,
    id: &'a str,
}
