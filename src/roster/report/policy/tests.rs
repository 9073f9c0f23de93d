use chrono::NaiveDate;
use chrono_tz::Tz;
use uuid::Uuid;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_span_is_this_year_unless_it_is_named() {
    let today = day("2027-06-14");
    let span = |from: Option<&str>, to: Option<&str>| {
        Span::new(from.map(day), to.map(day), today).map(|span| (span.from, span.to))
    };
    assert_eq!(span(None, None), Ok((day("2027-01-01"), today)));
    assert_eq!(
        span(None, Some("2025-05-31")),
        Ok((day("2025-01-01"), day("2025-05-31")))
    );
    assert_eq!(span(Some("2027-06-14"), None), Ok((today, today)));
    assert_eq!(span(Some("2027-06-15"), None), Err(BadSpan::Order));
    assert!(span(Some("2022-07-01"), Some("2027-06-30")).is_ok());
    assert_eq!(
        span(Some("2022-07-01"), Some("2027-07-01")),
        Err(BadSpan::TooLong)
    );
}

#[test]
fn months_are_cut_at_the_ends_and_follow_one_another() {
    let span = Span::new(
        Some(day("2026-12-15")),
        Some(day("2027-02-03")),
        day("2027-06-14"),
    );
    let span = span.unwrap();
    assert_eq!(span.months(), ["2026-12", "2027-01", "2027-02"]);
    let slices = span.slices(&[Tz::Asia__Shanghai, Tz::Europe__Madrid]);
    assert_eq!(slices.len(), 6);
    assert_eq!(slices[0].starts.to_string(), "2026-12-14T16:00:00Z");
    assert_eq!(slices[0].ends, slices[1].starts);
    assert_eq!(slices[2].ends.to_string(), "2027-02-03T16:00:00Z");
    assert_eq!(slices[3].starts.to_string(), "2026-12-14T23:00:00Z");
}

#[test]
fn what_is_confidential_is_apart_and_never_small() {
    let id = |number: u128| ProgramId(Uuid::from_u128(number));
    let belongs = |is_confidential| Belongs {
        kind: "lecture".to_owned(),
        brand: String::new(),
        branch: "jh".to_owned(),
        is_confidential,
    };
    let programs = BTreeMap::from([(id(1), belongs(false)), (id(2), belongs(true))]);
    let row = |number, month: Option<&str>, adds_up, measure, count| OfProgram {
        program: id(number),
        month: month.map(str::to_owned),
        adds_up,
        measure,
        number: count,
    };
    let rows = [
        row(1, Some("2027-01"), true, Measure::Registrations, 3),
        row(1, Some("2027-02"), true, Measure::Registrations, 4),
        row(2, Some("2027-02"), true, Measure::Registrations, 4),
        row(2, Some("2027-01"), true, Measure::Registrations, 8),
        row(1, None, false, Measure::Places, 20),
        row(1, Some("2027-01"), false, Measure::Places, 20),
        row(1, Some("2027-02"), false, Measure::Places, 20),
    ];
    let span = Span::new(
        Some(day("2027-01-01")),
        Some(day("2027-02-28")),
        day("2027-03-01"),
    );
    let (open, hidden) = add_up(span.unwrap(), &programs, &rows, &[]);
    assert_eq!(open.total.of(Measure::Registrations), 7);
    assert_eq!(open.total.of(Measure::Places), 20, "a unit counts once");
    assert_eq!(open.months["2027-02"].of(Measure::Places), 20);
    assert_eq!(open.total.told(Measure::Registrations, false), Some(7));
    let told = |figures: &Figures| figures.told(Measure::Registrations, true);
    assert_eq!(told(&hidden.total), Some(10));
    assert_eq!(told(&hidden.months["2027-01"]), Some(5));
    assert_eq!(told(&hidden.months["2027-02"]), None);
    assert_eq!(
        hidden.total.told(Measure::Persons, true),
        None,
        "not even that it is none"
    );
}

#[test]
fn parts_tell_no_more_than_their_numbers() {
    let mut figures = Figures::default();
    assert_eq!(
        (figures.filled(false), figures.stayed_away(false)),
        (None, None)
    );
    for (measure, number) in [
        (Measure::Places, 24),
        (Measure::PlacesTaken, 19),
        (Measure::Expected, 30),
        (Measure::NoShows, 20),
    ] {
        figures.add(measure, number);
    }
    assert_eq!(figures.filled(false), Some(792));
    assert_eq!(figures.stayed_away(false), Some(667));
    assert_eq!(figures.filled(true), Some(625), "of fifteen, as is told");
    assert_eq!(figures.told(Measure::NoShows, true), None, "however many");
    assert_eq!(figures.told(Measure::Expected, true), None);
    figures.add(Measure::EventsUnmarked, 95);
    let unmarked = figures.told(Measure::EventsUnmarked, true);
    assert_eq!(
        unmarked, None,
        "of 96 slots for one, it would tell who came"
    );
    assert_eq!(figures.stayed_away(true), None);
}
