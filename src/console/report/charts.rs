//! The pictures of a report: bars, and two lines. What they show stands in a table beside them.

use super::tables::{Month, grouped};
use crate::roster::report::policy::Measure;
use crate::values::locale::Locale;
use crate::values::say::{Value, say};

/// The ground line, and how high the highest value stands above it.
const GROUND: i64 = 200;
const HEIGHT: i64 = 155;
/// Where the values begin, and how wide they are together.
const LEFT: i64 = 58;
const WIDTH: i64 = 490;
/// With more months than this their values are not written above the bars.
const VALUED: usize = 12;
/// So many months are named at most.
const NAMED: usize = 6;

/// A line across, and the value it stands for.
pub(super) struct Rule {
    pub(super) y: i64,
    pub(super) text_y: i64,
    pub(super) label: String,
}

/// A value at its month.
pub(super) struct Point {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) height: i64,
    /// The left edge of a bar, and its width.
    pub(super) left: i64,
    pub(super) width: i64,
    pub(super) text_y: i64,
    /// The value, where it is written.
    pub(super) value: String,
    /// The month, where it is named.
    pub(super) name: String,
}

/// Bars, one a month.
pub(super) struct Bars {
    pub(super) heading: String,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) rules: Vec<Rule>,
    pub(super) points: Vec<Point>,
}

/// Two lines over the months.
pub(super) struct Lines {
    pub(super) heading: String,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) rules: Vec<Rule>,
    pub(super) first: Vec<Point>,
    pub(super) second: Vec<Point>,
    /// What their ends are called, and where that stands.
    pub(super) ends: [(String, i64); 2],
}

impl Bars {
    /// How often somebody came, month by month.
    pub(super) fn of_times(locale: Locale, months: &[Month]) -> Self {
        let value = |month: &Month| month.figures.of(Measure::PersonTimes);
        Self::of(locale, "times", months, &value)
    }

    /// How many of a hundred places were taken, month by month.
    pub(super) fn of_filled(locale: Locale, months: &[Month]) -> Self {
        let value = |month: &Month| (month.figures.filled(false).unwrap_or(0) + 5) / 10;
        Self::of(locale, "filled", months, &value)
    }

    fn of(locale: Locale, what: &str, months: &[Month], value: &dyn Fn(&Month) -> i64) -> Self {
        let scale = Scale::up_to(months.iter().map(value).max().unwrap_or(0));
        let most = months.iter().max_by_key(|month| value(month));
        let most = most.filter(|month| value(month) > 0);
        let filled = [
            (
                "what",
                Value::from(most.map_or("", |month| &month.name).to_owned()),
            ),
            ("n", Value::from(most.map_or(0, value))),
        ];
        let found = if most.is_some() { "" } else { "-none" };
        Self {
            heading: say(
                locale,
                &format!("console-report-{what}-heading{found}"),
                &filled,
            ),
            title: say(locale, &format!("console-report-{what}-title"), &[]),
            about: say(locale, "console-report-beside", &[]),
            rules: scale.rules(),
            points: scale.points(months, value),
        }
    }
}

impl Lines {
    /// Who wanted a place, and how many there were.
    pub(super) fn of(locale: Locale, months: &[Month]) -> Self {
        let wanted = |month: &Month| month.figures.of(Measure::Registrations);
        let places = |month: &Month| month.figures.of(Measure::Places);
        let values = months
            .iter()
            .flat_map(|month| [wanted(month), places(month)]);
        let scale = Scale::up_to(values.max().unwrap_or(0));
        let short = months.iter().filter(|month| wanted(month) > places(month));
        let n = i64::try_from(short.count()).unwrap_or(0);
        let (first, second) = (scale.points(months, &wanted), scale.points(months, &places));
        let end = |id: &str, points: &[Point], value: &dyn Fn(&Month) -> i64| {
            let filled = [("n", Value::from(months.last().map_or(0, value)))];
            (
                say(locale, id, &filled),
                points.last().map_or(GROUND, |point| point.y) - 10,
            )
        };
        let mut ends = [
            end("console-report-end-wanted", &first, &wanted),
            end("console-report-end-places", &second, &places),
        ];
        // Two names at one height would be read as one, and below the ground are the months.
        let lower = usize::from(ends[0].1 <= ends[1].1);
        ends[lower].1 = ends[lower].1.min(GROUND - 10);
        ends[1 - lower].1 = ends[1 - lower].1.min(ends[lower].1 - 24);
        Self {
            heading: say(
                locale,
                "console-report-demand-heading",
                &[("n", Value::from(n))],
            ),
            title: say(locale, "console-report-demand-title", &[]),
            about: say(locale, "console-report-beside", &[]),
            rules: scale.rules(),
            first,
            second,
            ends,
        }
    }

    pub(super) fn path(points: &[Point]) -> String {
        let pairs = points
            .iter()
            .map(|point| format!("{},{}", point.x, point.y));
        pairs.collect::<Vec<_>>().join(" ")
    }
}

/// How high a value stands.
struct Scale {
    /// What one line across is above the one below it.
    step: i64,
    top: i64,
}

impl Scale {
    /// A scale of three or four round steps.
    fn up_to(most: i64) -> Self {
        let mut step = 1;
        while step * 4 < most {
            let first = step.to_string().starts_with('2');
            step = if first { step / 2 * 5 } else { step * 2 };
        }
        Self {
            step,
            top: (step * 4).max(1),
        }
    }

    fn y(&self, value: i64) -> i64 {
        GROUND - value * HEIGHT / self.top
    }

    fn rules(&self) -> Vec<Rule> {
        let rule = |at: i64| {
            let y = self.y(at * self.step);
            Rule {
                y,
                text_y: y + 5,
                label: grouped(at * self.step),
            }
        };
        (0..=4).map(rule).collect()
    }

    fn points(&self, months: &[Month], value: &dyn Fn(&Month) -> i64) -> Vec<Point> {
        let count = months.len().max(1);
        let each = WIDTH / i64::try_from(count).unwrap_or(WIDTH).max(1);
        let every = count.div_ceil(NAMED);
        let point = |(month, at): (&Month, i64)| {
            let number = value(month);
            let (x, y) = (LEFT + each * at + each / 2, self.y(number));
            let is_named = usize::try_from(at).is_ok_and(|at| at.is_multiple_of(every));
            let width = (each * 6 / 10).max(2);
            Point {
                x,
                y,
                height: GROUND - y,
                left: x - width / 2,
                width,
                text_y: y - 8,
                value: if count <= VALUED {
                    grouped(number)
                } else {
                    String::new()
                },
                name: if is_named {
                    month.name.clone()
                } else {
                    String::new()
                },
            }
        };
        months.iter().zip(0..).map(point).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_round_and_holds_its_highest_value() {
        for (most, top) in [(0, 4), (4, 4), (5, 8), (9, 20), (603, 800), (2001, 4000)] {
            let scale = Scale::up_to(most);
            assert_eq!(scale.top, top, "{most}");
            assert!(scale.y(most) >= GROUND - HEIGHT);
        }
    }
}
