//! A story being told to the server and to the plain model.

use niangjia::values::clock::Instant;
use niangjia::values::ids::ProgramId;

use super::cast::Teller;
use super::ground::Ground;
use super::names::Names;
use super::people::People;
use super::wire::Wire;
use super::{compare, counts, offered};
use crate::decide::chance::Chance;
use crate::decide::oracle::{Ask, HOUR, Oracle};
use crate::decide::story::{Reach, Story};
use crate::decide::tally::Tally;
use crate::harness::TestServer;

/// After the last command so long nothing is asked, until all lists are closed: shorter than a
/// token lives unused.
const SILENCE: i64 = 29 * 24 * HOUR;

/// One story; dropped by a panic it says how to tell it again.
pub(super) struct Telling<'a> {
    seed: u64,
    teller: Teller,
    oracle: Oracle,
    wire: Wire<'a>,
    script: Vec<(i64, Ask)>,
}

impl<'a> Telling<'a> {
    /// Publishes the program of the story and lets its people come.
    pub(super) async fn of(
        server: &'a TestServer,
        ground: &Ground,
        (reach, seed): (Reach, u64),
    ) -> Self {
        let (story, offerings) = Story::begin(seed, reach);
        server.clock.set(Instant(story.now()));
        let names = Names::new(&server.app.web.ids, offerings.len());
        offered::publish(server, ground, &names, &offerings, story.plans()).await;
        let wire = Wire {
            server,
            names,
            people: People::come(server, ground.body, (reach, seed)).await,
            // Not that of the story, which is to be the same without a wire.
            chance: Chance::new(!seed),
            keys: 0,
        };
        Self {
            seed,
            teller: Teller::new(story),
            oracle: Oracle::new(offerings),
            wire,
            script: Vec::new(),
        }
    }

    /// Tells it, and what falls due in the silence after it.
    pub(super) async fn until_its_end(mut self, tally: &mut Tally) -> ProgramId {
        while let Some((now, ask)) = self.teller.next(&self.oracle) {
            self.ask(now, ask, tally).await;
        }
        let end = self.teller.story.now();
        self.ask(end + SILENCE, Ask::Tick, tally).await;
        counts::of_events(self.wire.server, self.wire.names.program, tally).await;
        self.wire.names.program
    }

    async fn ask(&mut self, now: i64, ask: Ask, tally: &mut Tally) {
        self.script.push((now, ask.clone()));
        self.wire.server.clock.set(Instant(now));
        let told = self.wire.ask(&ask, tally).await;
        let expected = self.oracle.ask(now, &ask);
        // A person is shown the one she asked about, whoever is linked with it.
        let expected = match ask {
            Ask::Accept(number) | Ask::Decline(number) => expected.map(|_| vec![number]),
            _ => expected,
        };
        assert_eq!(told.answer, expected.map_err(str::to_owned), "the answer");
        let moment = compare::Moment {
            wire: &self.wire,
            oracle: &self.oracle,
            now,
        };
        moment.is_shown_in(&told.views);
        moment.stands_alike().await;
        counts::of_command(&told.answer, &self.oracle, tally);
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        eprintln!("NIANGJIA_STORY={} tells it again:", self.seed);
        for offering in &self.oracle.offerings {
            eprintln!("{offering:?}");
        }
        for (now, ask) in &self.script {
            eprintln!("{now}: {ask:?}");
        }
    }
}
