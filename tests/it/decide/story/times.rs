//! How time passes in a story.

use super::{Reach, Story};
use crate::decide::oracle::{HOUR, Number, Oracle, SECOND};

impl Story {
    /// From nothing at all to days; at times right to the edge of something.
    pub(super) fn pass_time(&mut self, oracle: &Oracle) {
        if self.is_calm {
            self.now += self.chance.between(0, 20) * SECOND;
            return;
        }
        if self.reach == Reach::Everything && self.is_late(oracle) && self.chance.percent(75) {
            self.now += self.chance.between(0, 600) * SECOND;
            return;
        }
        self.now += match self.chance.between(1, 100) {
            1..=45 => 0,
            46..=76 => self.chance.between(1, 600) * SECOND,
            77..=88 => self.chance.between(1, 180) * 60 * SECOND,
            89..=91 => self.chance.between(2, 30) * HOUR / 2,
            92 if self.chance.percent(60) => self.chance.between(24, 60) * HOUR,
            _ => return self.go_to_an_edge(oracle),
        };
    }

    /// Whether the next that begins is the last.
    fn is_late(&self, oracle: &Oracle) -> bool {
        let starts = oracle.units.iter().filter_map(|unit| unit.starts);
        let last = starts.max().unwrap_or(self.now);
        (last - 2 * HOUR..last + 24 * HOUR).contains(&self.now)
    }

    fn go_to_an_edge(&mut self, oracle: &Oracle) {
        let offers = oracle
            .registrations
            .iter()
            .filter(|r| r.status == "offered");
        let mut edges: Vec<i64> = offers.filter_map(|r| r.deadline).collect();
        edges.extend(edges.clone().iter().map(|deadline| deadline + 30 * SECOND));
        for unit in &oracle.units {
            edges.extend(unit.quotas.iter().filter_map(|quota| quota.release_at));
            edges.extend(oracle.offerings[unit.offering].closes);
            let hours = [72, 30, 14, 2, 0, -2];
            edges.extend(
                unit.starts
                    .iter()
                    .flat_map(|at| hours.map(|h| at - h * HOUR)),
            );
        }
        edges.extend(oracle.offerings.iter().map(|offering| offering.opens));
        let nudge = self.one_of([-SECOND, -1, 0, 0, 1, 10 * SECOND]);
        edges.retain(|edge| (0..=120 * HOUR).contains(&(edge + nudge - self.now)));
        // The nearest, mostly: what is far off would end the story too soon.
        edges.sort_unstable();
        edges.truncate(if self.chance.percent(85) { 2 } else { 9 });
        if let Some(edge) = self.chance.pick(&edges) {
            self.now = edge + nudge;
        }
    }

    /// Some answer an offer at the last moment, or just after it.
    pub(super) fn hesitate(&mut self, oracle: &Oracle, number: Number) {
        let at = oracle.find(number).map(|at| &oracle.registrations[at]);
        let deadline = at
            .filter(|r| r.status == "offered")
            .and_then(|r| r.deadline);
        if let Some(deadline) = deadline.filter(|_| self.chance.percent(60)) {
            let moment = deadline + self.one_of([-1, 0, 1, 10 * SECOND, 20 * SECOND]);
            self.now = self.now.max(moment);
        }
    }
}
