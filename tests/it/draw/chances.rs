//! Equal weights have equal chances, and weights are what they say.

use niangjia::ledger::draw::{Fate, Line, Transcript};

use super::{record, seats, single, whole};

const DRAWS: u32 = 20_000;

/// How often each entry of the list got its seats in so many draws.
fn wins(lines: &[Line], free: i32) -> Vec<f64> {
    let mut transcript = record(whole(lines.to_vec()), seats(free, 0), [].into(), "0");
    let mut wins = vec![0.0; lines.len()];
    for value in 0..DRAWS {
        transcript.public_value = format!("{}.{:02}", 3000 + value / 100, value % 100);
        for won in confirmed(&transcript) {
            wins[lines.iter().position(|line| line.code == won).unwrap()] += 1.0;
        }
    }
    wins
}

fn confirmed(transcript: &Transcript) -> Vec<String> {
    let results = transcript.results().unwrap().into_iter();
    let won = results.filter(|drawn| drawn.fate == Fate::Confirmed);
    won.map(|drawn| drawn.code).collect()
}

/// Chi-square against equal chances. Seats of one draw are not independent: `n (k/n) (1 - k/n)`
/// is the variance of one entry's wins, so the sum is scaled by it.
fn chi_square(wins: &[f64], free: f64) -> f64 {
    let entries = f64::from(u32::try_from(wins.len()).unwrap());
    let draws = f64::from(DRAWS);
    let chance = free / entries;
    let expected = draws * chance;
    let sum: f64 = wins.iter().map(|won| (won - expected).powi(2)).sum();
    sum / (expected * (1.0 - chance)) * (entries - 1.0) / entries
}

#[test]
#[expect(clippy::print_stdout, reason = "how far from chance it is")]
fn equal_weights_have_equal_chances() {
    let lines: Vec<Line> = (0..20).map(|number| single(number, 1)).collect();
    let wins = wins(&lines, 7);
    let statistic = chi_square(&wins, 7.0);
    println!("20 entries, 7 seats, {DRAWS} draws: chi-square {statistic:.1} with 19 degrees");
    // One in a thousand lies beyond 43.8 by chance; the draws are the same each time.
    assert!(statistic < 43.8, "{statistic} {wins:?}");
}

#[test]
fn a_planted_preference_is_seen() {
    let mut lines: Vec<Line> = (0..20).map(|number| single(number, 4)).collect();
    lines[3].weight = 5;
    let statistic = chi_square(&wins(&lines, 7), 7.0);
    assert!(statistic > 43.8, "{statistic}");
}

#[test]
fn the_place_in_the_list_does_not_matter_for_the_first_lot() {
    let lines: Vec<Line> = (0..20).map(|number| single(number, 1)).collect();
    let statistic = chi_square(&wins(&lines, 1), 1.0);
    assert!(statistic < 43.8, "{statistic}");
}
