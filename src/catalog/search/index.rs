//! The index: which word stands in which program, and how much that says.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::terms::{Run, query_runs, runs};

/// Where a word stands; what stands nearer to "this is what it is" weighs more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A word for the kind of thing it is.
    Kind,
    /// The title.
    Title,
    /// The service brand.
    Brand,
    /// A tag.
    Tag,
    /// The title of an offering, a site, a district, the organizer.
    Place,
    /// The summary, titles of sessions.
    Text,
}

impl Field {
    const fn weight(self) -> u32 {
        match self {
            // More than title and summary together: "volunteer" asks for volunteering first,
            // then for what is done by a volunteer.
            Self::Kind => 120,
            Self::Title => 80,
            Self::Brand => 60,
            Self::Tag => 40,
            Self::Place => 30,
            Self::Text => 20,
        }
    }
}

/// How much a word says about a document that holds one which only begins like it, in percent.
const PREFIX_PERCENT: u32 = 60;
/// The share of the pairs of a Chinese run that a document must hold, in percent: a run of
/// several words has pairs that cross from one word to the next.
const PAIRS_PERCENT: usize = 50;

/// An index over documents numbered from 0.
#[derive(Debug, Default)]
pub struct Index {
    /// By key, the documents that hold it and what it weighs there.
    postings: BTreeMap<String, Vec<(u32, u32)>>,
}

impl Index {
    /// Indexes documents, given as their fields.
    pub fn of<'a, D, T>(documents: D) -> Self
    where
        D: IntoIterator<Item = T>,
        T: IntoIterator<Item = (Field, &'a str)>,
    {
        let mut postings: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        for (document, fields) in (0..).zip(documents) {
            for (key, weight) in weights(fields) {
                postings.entry(key).or_default().push((document, weight));
            }
        }
        Self { postings }
    }

    /// The documents that hold every word of `query`, with their scores; none when the query
    /// has no word.
    #[must_use]
    pub fn find(&self, query: &str) -> HashMap<u32, u32> {
        let mut runs = query_runs(query).into_iter();
        let Some(first) = runs.next() else {
            return HashMap::new();
        };
        let mut found = self.look_up(&first);
        for run in runs {
            let more = self.look_up(&run);
            found.retain(|document, _| more.contains_key(document));
            for (document, score) in &mut found {
                *score += more.get(document).copied().unwrap_or(0);
            }
        }
        found
    }

    fn look_up(&self, run: &Run) -> HashMap<u32, u32> {
        match run {
            Run::Word(word) => self.words(word),
            Run::Chinese(_) => self.pairs(&run.keys()),
        }
    }

    /// Words that are `word` or begin with it; a document counts its best one.
    fn words(&self, word: &str) -> HashMap<u32, u32> {
        let mut found = HashMap::new();
        let from_here = self.postings.range(word.to_owned()..);
        for (key, documents) in from_here.take_while(|(key, _)| key.starts_with(word)) {
            let percent = if key == word { 100 } else { PREFIX_PERCENT };
            for &(document, weight) in documents {
                let score = found.entry(document).or_insert(0);
                *score = (weight * percent / 100).max(*score);
            }
        }
        found
    }

    /// Documents that hold at least half of the pairs; the score is the mean over all pairs.
    fn pairs(&self, keys: &[String]) -> HashMap<u32, u32> {
        let mut held: HashMap<u32, (usize, u32)> = HashMap::new();
        for key in keys {
            for &(document, weight) in self.postings.get(key).into_iter().flatten() {
                let (count, sum) = held.entry(document).or_default();
                *count += 1;
                *sum += weight;
            }
        }
        let pairs = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        held.into_iter()
            .filter(|(_, (count, _))| count * 100 >= keys.len() * PAIRS_PERCENT)
            .map(|(document, (_, sum))| (document, sum / pairs))
            .collect()
    }
}

/// What each key weighs in a document: the sum over the fields that hold it.
fn weights<'a>(fields: impl IntoIterator<Item = (Field, &'a str)>) -> HashMap<String, u32> {
    let mut by_field: HashSet<(String, u32)> = HashSet::new();
    for (field, text) in fields {
        for run in runs(text) {
            let single = match &run {
                Run::Chinese(chars) => chars.iter().map(char::to_string).collect(),
                Run::Word(_) => HashSet::new(),
            };
            for key in run.keys().into_iter().chain(single) {
                by_field.insert((key, field.weight()));
            }
        }
    }
    let mut weights = HashMap::new();
    for (key, weight) in by_field {
        *weights.entry(key).or_insert(0) += weight;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        Index::of([
            vec![
                (Field::Title, "小候鸟驿站暑期营"),
                (Field::Kind, "夏令营 camp"),
            ],
            vec![
                (Field::Title, "陶艺制作体验班"),
                (Field::Place, "杭州 Hangzhou"),
            ],
            vec![
                (Field::Text, "在夏令营里学陶艺"),
                (Field::Title, "Camping trip"),
            ],
        ])
    }

    fn found(query: &str) -> Vec<u32> {
        let mut found: Vec<_> = index().find(query).into_iter().collect();
        found.sort_by_key(|&(document, score)| (std::cmp::Reverse(score), document));
        found.into_iter().map(|(document, _)| document).collect()
    }

    #[test]
    fn words_are_found_anywhere_and_the_telling_place_first() {
        assert_eq!(found("夏令营"), [0, 2]);
        assert_eq!(found("陶艺"), [1, 2]);
        assert_eq!(found("陶"), [1, 2]);
        assert_eq!(found("camp"), [0, 2]);
        assert_eq!(found("CAMPS"), [0, 2]);
        assert_eq!(
            found("杭州陶艺班"),
            [1],
            "pairs that cross two words may be missing"
        );
        assert_eq!(found("陶艺 camp"), [2], "every word must be there");
        assert_eq!(found("足球"), Vec::<u32>::new());
        assert_eq!(found("!"), Vec::<u32>::new());
    }
}
