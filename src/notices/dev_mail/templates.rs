//! `/dev/mail/templates`: one letter of each sort, about made-up people.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::{DevMail, POLICY, page};
use crate::notices::compose::{Letters, Sample};
use crate::notices::{Letter, render};
use crate::values::locale::Locale;
use crate::web::extract::{Path, Query};
use crate::web::{Kind, Problem};

/// In which language; Chinese unless said otherwise.
#[derive(Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    lang: Locale,
}

#[derive(Template)]
#[template(path = "mail/dev_templates.html")]
struct ListPage {
    samples: Vec<Row>,
}

/// A sample in both languages.
struct Row {
    name: String,
    chinese: String,
    english: String,
}

#[derive(Template)]
#[template(path = "mail/dev_template.html")]
struct OnePage {
    name: String,
    letter: Letter,
    html: String,
    text: String,
}

pub(super) async fn list(State(dev): State<DevMail>) -> Result<Response, Problem> {
    let subjects = |locale| dev.letters.samples(locale).into_iter();
    let english = subjects(Locale::English);
    let row = |(chinese, english): (Sample, Sample)| Row {
        name: chinese.name,
        chinese: chinese.letter.subject,
        english: english.letter.subject,
    };
    let samples = subjects(Locale::Chinese).zip(english).map(row).collect();
    page(&ListPage { samples })
}

pub(super) async fn one(
    State(dev): State<DevMail>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let letter = sample(&dev.letters, &name, wanted.lang)?;
    page(&OnePage {
        name,
        html: render::html(&letter)?,
        text: render::text(&letter),
        letter,
    })
}

/// The letter alone, as a mail program shows it.
pub(super) async fn html(
    State(dev): State<DevMail>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let letter = sample(&dev.letters, &name, wanted.lang)?;
    Ok((POLICY, Html(render::html(&letter)?)).into_response())
}

fn sample(letters: &Letters, name: &str, locale: Locale) -> Result<Letter, Problem> {
    let mut samples = letters.samples(locale).into_iter();
    let found = samples.find(|sample| sample.name == name);
    Ok(found.ok_or(Kind::NotFound)?.letter)
}
