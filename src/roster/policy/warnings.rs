//! What an organizer should know before she publishes. It keeps nobody from publishing.

use super::broken::Broken;
use crate::catalog::model::{Enrol, Offering, OfferingState, Session, SessionState, Site};
use crate::values::clock::Instant;
use crate::values::locale::{Bilingual, Locale};
use crate::values::when::Wall;
use crate::values::words::Weekday;

/// The code of a warning.
pub const WARNING: &str = "warning";

/// What is odd about `offering` at `site`, its place, where `others` (with how they are called) take
/// place too.
#[must_use]
pub fn at_site<'a>(
    offering: &Offering,
    site: &Site,
    others: impl Iterator<Item = (&'a Offering, Bilingual)>,
    now: Instant,
) -> Vec<Broken> {
    let here = |one: &Session| {
        let is_ahead = one.state != SessionState::Cancelled && one.ends_at > now;
        is_ahead && offering.site_of(one) == Some(site.id)
    };
    let sessions: Vec<&Session> = offering.sessions.iter().filter(|one| here(one)).collect();
    let mut found = Vec::new();
    found.extend(small(offering, site));
    found.extend(closed(offering, site, &sessions, now));
    found.extend(taken(offering, site, &sessions, others, now));
    found
}

/// More places than people fit in.
fn small(offering: &Offering, site: &Site) -> Option<Broken> {
    let holds = site.capacity?;
    let own = offering.sessions.iter().filter_map(|one| one.capacity);
    let wanted = match offering.enrol {
        Enrol::All => offering.capacity,
        Enrol::Pick => own.chain(offering.capacity).max(),
    }?;
    (wanted > holds).then(|| {
        Broken::new(
            "capacity",
            WARNING,
            format!("{}可容 {holds} 人，这里要 {wanted} 个名额", site.name.zh),
            format!(
                "{} holds {holds}, and {wanted} places are offered",
                site.name.pick(Locale::English)
            ),
        )
    })
}

/// Sessions while the place is closed. One without hours opens for its sessions.
fn closed(offering: &Offering, site: &Site, sessions: &[&Session], now: Instant) -> Option<Broken> {
    if site.opening_hours.is_empty() {
        return None;
    }
    let mut outside = sessions.iter().filter(|one| !is_open(offering, site, one));
    let first = outside.next()?;
    let more = outside.count();
    let said = |locale| {
        let wall = Wall::new(offering.time_zone, locale, now);
        wall.span(first.starts_at, first.ends_at)
    };
    let (zh, en) = (said(Locale::Chinese), said(Locale::English));
    let (zh, en) = match more {
        0 => (zh, en),
        more => (
            format!("{zh} 等 {} 场", more + 1),
            format!("{en} and {more} more"),
        ),
    };
    Some(Broken::new(
        "sessions",
        WARNING,
        format!("{zh}，{}不在开放时间里", site.name.zh),
        format!("{en}: {} is not open then", site.name.pick(Locale::English)),
    ))
}

fn is_open(offering: &Offering, site: &Site, session: &Session) -> bool {
    let zone = offering.time_zone;
    let (from, to) = (session.starts_at.at(zone), session.ends_at.at(zone));
    if from.date_naive() != to.date_naive() {
        return false;
    }
    let weekday = Weekday::from(chrono::Datelike::weekday(&from));
    site.opening_hours.iter().any(|hours| {
        hours.days.contains(&weekday) && hours.from <= from.time() && to.time() <= hours.to
    })
}

/// Something else in the same place at the same time.
fn taken<'a>(
    offering: &Offering,
    site: &Site,
    sessions: &[&Session],
    others: impl Iterator<Item = (&'a Offering, Bilingual)>,
    now: Instant,
) -> Option<Broken> {
    let mut clashes = others
        .filter(|(other, _)| other.id != offering.id && other.state == OfferingState::Published)
        .flat_map(|(other, name)| {
            let at = other.sessions.iter().filter(|one| {
                one.state != SessionState::Cancelled && other.site_of(one) == Some(site.id)
            });
            let overlaps = |one: &Session| {
                let mut own = sessions.iter();
                own.any(|mine| mine.starts_at < one.ends_at && one.starts_at < mine.ends_at)
            };
            let at: Vec<&Session> = at.filter(|one| overlaps(one)).collect();
            at.into_iter().map(move |one| (one, name.clone()))
        });
    let (first, name) = clashes.next()?;
    let said = |locale| {
        let wall = Wall::new(offering.time_zone, locale, now);
        wall.span(first.starts_at, first.ends_at)
    };
    let (zh, en) = (said(Locale::Chinese), said(Locale::English));
    Some(Broken::new(
        "site_id",
        WARNING,
        format!("{zh}，{}已经有“{}”", site.name.zh, name.zh),
        format!(
            "{en}: {} already has \"{}\"",
            site.name.pick(Locale::English),
            name.en
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::model::{OpeningHours, SiteKind};

    fn at(hour: i64) -> Instant {
        // Monday, 4 January 2027, by the wall clock of Zhejiang.
        Instant::from_millis(1_798_992_000_000).plus_hours(hour)
    }

    fn site(capacity: i32) -> Site {
        let hour = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        Site {
            id: uuid::Uuid::from_u128(9).into(),
            version: 1,
            code: "s-hall".to_owned(),
            organization_id: uuid::Uuid::from_u128(8).into(),
            kind: SiteKind::Hall,
            name: Bilingual::new("礼堂", "the hall"),
            district: Bilingual::default(),
            latitude: 30.0,
            longitude: 120.0,
            precision_km: 1.0,
            capacity: Some(capacity),
            opening_hours: vec![OpeningHours {
                days: vec![Weekday::Mon],
                from: hour(8),
                to: hour(17),
            }],
            amenities: Vec::new(),
            discreet: false,
            details: serde_json::Map::new(),
        }
    }

    /// Seats at the hall from one hour to another.
    fn offering(id: u128, from: i64, to: i64) -> Offering {
        Offering {
            state: OfferingState::Published,
            time_zone: chrono_tz::Asia::Shanghai,
            site_id: Some(site(0).id),
            capacity: Some(40),
            sessions: vec![Session {
                id: uuid::Uuid::from_u128(id).into(),
                code: String::new(),
                starts_at: at(from),
                ends_at: at(to),
                title: Bilingual::default(),
                role: None,
                capacity: None,
                state: SessionState::Planned,
                also_show_time_zone: None,
                site_id: None,
            }],
            ..Offering::blank(
                uuid::Uuid::from_u128(id).into(),
                uuid::Uuid::from_u128(7).into(),
            )
        }
    }

    fn warned(offering: &Offering, site: &Site, other: &Offering) -> Vec<String> {
        let name = Bilingual::new("合唱", "Choir");
        let others = [(other, name)].into_iter();
        let found = at_site(offering, site, others, at(-24));
        found.into_iter().map(|one| one.words.en).collect()
    }

    #[test]
    fn a_place_that_is_small_closed_or_taken_is_told() {
        let mine = offering(1, 9, 11);
        assert!(warned(&mine, &site(40), &offering(2, 11, 12)).is_empty());
        assert_eq!(
            warned(&mine, &site(30), &mine),
            ["the hall holds 30, and 40 places are offered"]
        );
        let late = offering(1, 16, 18);
        let said = warned(&late, &site(40), &offering(2, 17, 19));
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].ends_with("the hall is not open then"), "{said:?}");
        assert!(
            said[1].ends_with("the hall already has \"Choir\""),
            "{said:?}"
        );
        let mut called_off = offering(2, 9, 11);
        called_off.state = OfferingState::CalledOff;
        assert!(warned(&mine, &site(40), &called_off).is_empty());
    }
}
