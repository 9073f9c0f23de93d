//! The order that a public value gives to a list. Source: docs/draw.md, 2.

use sha2::{Digest, Sha256};

use crate::values::secret::sha256_hex;

/// The positions of the list in the order drawn: lots by weight, without replacement.
///
/// The seed is the SHA-256 of fingerprint, line feed and public value, in lower-case hex. For the
/// place `n` (from 1), SHA-256 of seed, line feed and `n` is read as a big-endian number; its
/// remainder by the weights still in the urn falls on one entry, in the order of the list.
#[must_use]
pub fn order(weights: &[u32], fingerprint: &str, public_value: &str) -> Vec<usize> {
    let seed = sha256_hex(format!("{fingerprint}\n{public_value}").as_bytes());
    order_by(weights, |place, total| {
        let lot = Sha256::digest(format!("{seed}\n{place}"));
        remainder(&lot, total)
    })
}

/// The order by `lot`: for each place, from 1, a number below the weights still in the urn.
pub(super) fn order_by(weights: &[u32], lot: impl Fn(usize, u64) -> u64) -> Vec<usize> {
    let mut urn = Urn::of(weights);
    (1..=weights.len())
        .map(|place| {
            let lot = lot(place, urn.total);
            urn.take(lot)
        })
        .collect()
}

/// A big-endian number's remainder.
fn remainder(number: &[u8], divisor: u64) -> u64 {
    let divisor = u128::from(divisor.max(1));
    let rest = number.iter().fold(0_u128, |rest, byte| {
        (rest * 256 + u128::from(*byte)) % divisor
    });
    u64::try_from(rest).unwrap_or_default()
}

/// Weights in a tree of sums, so that a thousand lots are drawn at once and each is found in
/// a few steps.
struct Urn {
    total: u64,
    /// A Fenwick tree: position `i` (from 1) has the sum of the `i & -i` weights that end there.
    sums: Vec<u64>,
    weights: Vec<u64>,
}

impl Urn {
    fn of(weights: &[u32]) -> Self {
        let weights: Vec<u64> = weights.iter().map(|weight| u64::from(*weight)).collect();
        let mut sums = vec![0; weights.len() + 1];
        for (at, weight) in weights.iter().enumerate() {
            sums[at + 1] += weight;
            let parent = (at + 1) + low_bit(at + 1);
            if parent < sums.len() {
                sums[parent] += sums[at + 1];
            }
        }
        Self {
            total: weights.iter().sum(),
            sums,
            weights,
        }
    }

    /// Takes out the entry on whose weight `lot` falls.
    fn take(&mut self, mut lot: u64) -> usize {
        let mut at = 0;
        let mut step = self.sums.len().next_power_of_two() / 2;
        while step > 0 {
            let next = at + step;
            if next < self.sums.len() && self.sums[next] <= lot {
                lot -= self.sums[next];
                at = next;
            }
            step /= 2;
        }
        let weight = std::mem::take(&mut self.weights[at]);
        self.total -= weight;
        let mut position = at + 1;
        while position < self.sums.len() {
            self.sums[position] -= weight;
            position += low_bit(position);
        }
        at
    }
}

const fn low_bit(number: usize) -> usize {
    number & number.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_drawn_once() {
        let weights: Vec<u32> = (0..97).map(|number| 1 + number % 4).collect();
        let mut drawn = order(&weights, "f", "3412.07");
        assert_ne!(drawn, order(&weights, "f", "3412.08"));
        drawn.sort_unstable();
        assert_eq!(drawn, (0..97).collect::<Vec<_>>());
        assert_eq!(order(&[], "f", "v"), Vec::<usize>::new());
        assert_eq!(order(&[7], "f", "v"), [0]);
    }

    #[test]
    fn a_number_longer_than_any_register_has_its_remainder() {
        assert_eq!(remainder(&[1, 0], 255), 1);
        let all = [0xff_u8; 32];
        // 2^256 - 1 is a multiple of 3, 5 and 17.
        assert_eq!(remainder(&all, 255), 0);
        assert_eq!(remainder(&all, 7), 1);
    }

    /// Four to one, 20,000 times: what is said of weights is so.
    #[test]
    fn a_weight_is_a_chance() {
        let first = (0..20_000)
            .filter(|value| order(&[4, 1], "f", &value.to_string())[0] == 0)
            .count();
        assert!((15_700..16_300).contains(&first), "{first}");
    }
}
