//! Lots: what a public value makes of a list.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// What a list is known by.
pub(super) fn fingerprint(list: &str) -> String {
    hex(list)
}

/// The positions of the weights in the order drawn.
pub(super) fn order(weights: &[i64], fingerprint: &str, public_value: &str) -> Vec<usize> {
    let seed = hex(&format!("{fingerprint}\n{public_value}"));
    let mut left: Vec<usize> = (0..weights.len()).collect();
    let mut drawn = Vec::new();
    for place in 1..=weights.len() {
        let sum = left.iter().map(|at| weights[*at]).sum();
        let mut lot = remainder(&hex(&format!("{seed}\n{place}")), sum);
        let falls_here = |at: &usize| {
            let here = lot < weights[*at];
            lot -= weights[*at];
            here
        };
        let at = left.iter().position(falls_here);
        drawn.push(left.remove(at.expect("a lot falls on somebody")));
    }
    drawn
}

/// The remainder of a number written in hex, digit by digit.
fn remainder(number: &str, divisor: i64) -> i64 {
    let digits = number.chars().map(|digit| digit.to_digit(16));
    digits.fold(0, |rest, digit| {
        (rest * 16 + i64::from(digit.expect("a digit"))) % divisor
    })
}

fn hex(text: &str) -> String {
    let bytes = Sha256::digest(text);
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
