//! `/dev/mail/templates`: one letter of each sort, about made-up people.

use std::sync::OnceLock;

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::{DevMail, POLICY, page};
use crate::notices::compose::Sample;
use crate::notices::{Letter, render};
use crate::values::locale::Locale;
use crate::web::extract::{Path, Query};
use crate::web::{Kind, Problem};

/// All samples in both languages, written once: nothing but their language tells them apart.
#[derive(Default)]
pub(super) struct Samples {
    chinese: OnceLock<Vec<Sample>>,
    english: OnceLock<Vec<Sample>>,
}

impl DevMail {
    fn samples(&self, locale: Locale) -> &[Sample] {
        let written = match locale {
            Locale::Chinese => &self.samples.chinese,
            Locale::English => &self.samples.english,
        };
        written.get_or_init(|| self.letters.samples(locale))
    }

    fn sample(&self, name: &str, locale: Locale) -> Result<&Letter, Problem> {
        let mut samples = self.samples(locale).iter();
        let found = samples.find(|sample| sample.name == name);
        Ok(&found.ok_or(Kind::NotFound)?.letter)
    }
}

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
    let english = dev.samples(Locale::English).iter();
    let row = |(chinese, english): (&Sample, &Sample)| Row {
        name: chinese.name.clone(),
        chinese: chinese.letter.subject.clone(),
        english: english.letter.subject.clone(),
    };
    let samples = dev.samples(Locale::Chinese).iter().zip(english);
    page(&ListPage {
        samples: samples.map(row).collect(),
    })
}

pub(super) async fn one(
    State(dev): State<DevMail>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let letter = dev.sample(&name, wanted.lang)?;
    page(&OnePage {
        name,
        html: render::html(letter)?,
        text: render::text(letter),
        letter: letter.clone(),
    })
}

/// The letter alone, as a mail program shows it.
pub(super) async fn html(
    State(dev): State<DevMail>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let letter = dev.sample(&name, wanted.lang)?;
    Ok((POLICY, Html(render::html(letter)?)).into_response())
}
