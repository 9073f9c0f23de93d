//! Reading what a query string asks for.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::catalog::policy::Point;
use crate::values::ids::{OrganizationId, Reference};
use crate::values::locale::Bilingual;
use crate::web::Problem;

use super::kept::Moment;

/// Words separated by commas; empty when nothing is given.
pub(super) fn words<T: FromStr>(name: &str, text: Option<&str>) -> Result<Vec<T>, Problem> {
    let words = text
        .unwrap_or("")
        .split(',')
        .filter(|word| !word.is_empty());
    let read = |word: &str| word.parse().map_err(|_| unknown(name, word));
    words.map(read).collect()
}

/// `lat,lon` in degrees.
pub(super) fn near(text: &str) -> Result<Point, Problem> {
    let degrees = |text: &str, most: f64| {
        let number: f64 = text.trim().parse().ok()?;
        (number.abs() <= most).then_some(number)
    };
    let (latitude, longitude) = text.split_once(',').unwrap_or((text, ""));
    let point =
        degrees(latitude, 90.0)
            .zip(degrees(longitude, 180.0))
            .map(|(latitude, longitude)| Point {
                latitude,
                longitude,
            });
    let words = Bilingual::new(
        "写成 纬度,经度，例如 30.27,120.16",
        "Write latitude,longitude, such as 30.27,120.16",
    );
    point.ok_or_else(|| Problem::invalid("/near", "wrong-form", words))
}

/// A number in its range.
pub(super) fn within<T: PartialOrd + Display>(
    name: &str,
    number: Option<T>,
    range: RangeInclusive<T>,
) -> Result<Option<T>, Problem> {
    if number.as_ref().is_none_or(|number| range.contains(number)) {
        return Ok(number);
    }
    let (least, most) = range.into_inner();
    let words = Bilingual::new(
        format!("要在 {least} 到 {most} 之间"),
        format!("It must lie between {least} and {most}"),
    );
    Err(Problem::invalid(format!("/{name}"), "range", words))
}

/// A distance that needs a point to be measured from.
pub(super) fn radius(radius_km: Option<f64>, near: Option<Point>) -> Result<Option<f64>, Problem> {
    let Some(radius) = radius_km else {
        return Ok(None);
    };
    if near.is_none() {
        return Err(needs_near("/radius_km"));
    }
    if !(0.0..=20_100.0).contains(&radius) {
        let words = Bilingual::new("要在 0 到 20100 之间", "It must lie between 0 and 20100");
        return Err(Problem::invalid("/radius_km", "range", words));
    }
    Ok(Some(radius))
}

/// What cannot be asked for without `near`.
pub(super) fn needs_near(pointer: &str) -> Problem {
    let words = Bilingual::new("要同时写 near", "It goes together with near");
    Problem::invalid(pointer, "needs-near", words)
}

/// The body that is named.
pub(super) fn organization(
    named: Option<&Reference<OrganizationId>>,
    at: &Moment,
) -> Result<Option<OrganizationId>, Problem> {
    let Some(named) = named else {
        return Ok(None);
    };
    let body = at.snapshot.organizations.find(named);
    let words = Bilingual::new("没有这个工会", "There is no such body");
    let body = body.ok_or_else(|| Problem::invalid("/organization", "unknown", words))?;
    Ok(Some(body.id))
}

fn unknown(name: &str, word: &str) -> Problem {
    let words = Bilingual::new(
        format!("{name} 里没有 {word}"),
        format!("{word} is not a {name} we know"),
    );
    Problem::invalid(format!("/{name}"), "unknown", words)
}
