//! The places of a file.

use super::Reader;
use crate::catalog::model::{OpeningHours, Site};
use crate::roster::import::policy::row::Row;
use crate::values::words::Weekday;

const DETAILS: [&str; 1] = ["synthetic_name"];

impl Reader<'_> {
    /// Reads the part `sites`.
    pub(super) fn sites(&self, top: &Row<'_>) -> Vec<Site> {
        top.rows("sites")
            .iter()
            .filter_map(|row| self.site(row))
            .collect()
    }

    fn site(&self, row: &Row<'_>) -> Option<Site> {
        let code = row.text("id");
        let organization_id = row.reference("org_id", &self.book.organizations);
        let kind = row.word("kind");
        let name = row.both("name", "name_en");
        let district = row.both("district", "district_en");
        let latitude = row.number("lat", -90.0..=90.0);
        let longitude = row.number("lon", -180.0..=180.0);
        let precision_km = row.number("precision_km", 0.0..=1000.0);
        let capacity = row.whole("capacity", 1..=1_000_000);
        let hours = row.rows("opening_hours");
        let opening_hours = hours.iter().filter_map(opening_hours).collect();
        let amenities = row.plain("amenities");
        let discreet = row.flag("discreet");
        let details = row.finish(&DETAILS);
        let id = *self.book.sites.get(&code)?;
        let stored = self.stored.contents.sites.iter();
        Some(Site {
            id,
            version: stored
                .clone()
                .find(|site| site.id == id)
                .map_or(1, |site| site.version),
            code,
            organization_id: organization_id?,
            kind: kind?,
            name,
            district,
            latitude,
            longitude,
            precision_km,
            capacity,
            opening_hours,
            amenities,
            discreet,
            details,
        })
    }
}

fn opening_hours(row: &Row<'_>) -> Option<OpeningHours> {
    let text = row.text("days");
    let days = days(&text);
    if days.is_none() {
        row.flaw(
            "days",
            "type",
            "must be days such as Mon-Fri or Tue,Thu,Sat",
        );
    }
    let from = row.time("from");
    let to = row.time("to");
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        row.flaw("to", "out-of-range", "must be later than from");
    }
    row.finish(&[]);
    Some(OpeningHours {
        days: days?,
        from: from?,
        to: to?,
    })
}

/// Reads `Mon-Fri`, `Tue,Thu,Sat` and mixtures of both.
fn days(text: &str) -> Option<Vec<Weekday>> {
    let mut days = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first: Weekday = first.trim().to_lowercase().parse().ok()?;
        let last: Weekday = last.trim().to_lowercase().parse().ok()?;
        let span = Weekday::ALL
            .iter()
            .filter(|day| (first..=last).contains(day));
        days.extend(span.copied());
    }
    days.sort_unstable();
    days.dedup();
    (!days.is_empty()).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

    #[test]
    fn days_are_read_as_people_write_them() {
        assert_eq!(days("Mon-Fri"), Some(vec![Mon, Tue, Wed, Thu, Fri]));
        assert_eq!(days("Tue,Thu,Sat"), Some(vec![Tue, Thu, Sat]));
        assert_eq!(days("Sat-Sun, Mon"), Some(vec![Mon, Sat, Sun]));
        assert_eq!(days("Sun-Mon"), None);
        assert_eq!(days("daily"), None);
    }
}
