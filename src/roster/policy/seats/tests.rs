//! The seats of the demo file, opened and changed.

use super::*;
use crate::roster::import::policy::tests::demo_contents;
use crate::values::clock::Clock;

fn ids() -> IdMaker {
    IdMaker::new(Clock::fixed(Instant::from_millis(1_800_000_000_000)))
}

/// The units as they are once `acts` opened them.
fn opened(acts: &[Act]) -> OpenedUnits {
    let mut units = OpenedUnits::new();
    for act in acts {
        let Act::Open(open) = act else {
            panic!("only opens: {act:?}")
        };
        for unit in &open.units {
            let pools = unit.pools.iter().map(|pool| OpenedPool {
                id: pool.id,
                quota_key: pool.quota_key.clone(),
                numbers: Numbers {
                    capacity: pool.capacity,
                    ..Numbers::default()
                },
                release_at: pool.release_at,
                released: false,
            });
            let opened = OpenedUnit {
                starts_at: unit.starts_at,
                ends_at: unit.ends_at,
                pools: pools.collect(),
            };
            units.insert(unit.session_id, opened);
        }
    }
    units
}

#[test]
fn what_is_open_as_wanted_needs_no_command() {
    let contents = demo_contents();
    let mut count = 0;
    for offering in &contents.offerings {
        let first = commands(offering, &OpenedUnits::new(), &ids());
        let units = opened(&first);
        count += units.len();
        let seats: Option<i32> = units
            .values()
            .flat_map(|unit| &unit.pools)
            .map(|pool| pool.numbers.capacity)
            .sum();
        if offering.enrol == Enrol::All && !units.is_empty() {
            assert_eq!(seats, offering.capacity, "{}", offering.code);
        }
        assert!(
            commands(offering, &units, &ids()).is_empty(),
            "{}",
            offering.code
        );
    }
    assert!(count > 200, "{count} units");
}

#[test]
fn a_new_size_is_set_and_a_new_quota_is_opened_first() {
    let contents = demo_contents();
    let birds = contents
        .offerings
        .iter()
        .find(|one| one.code == "p-birds-2027-01");
    let mut offering = birds.unwrap().clone();
    let units = opened(&commands(&offering, &OpenedUnits::new(), &ids()));
    offering.capacity = Some(44);
    let acts = commands(&offering, &units, &ids());
    assert!(matches!(&acts[..], [Act::SetCapacity(set)] if set.total == Some(Some(44))));
    let total = Named {
        capacity: true,
        ..Named::default()
    };
    let named = edits(&offering, &units, total, &ids());
    assert!(matches!(&named[..], [Act::SetCapacity(set)] if set.total == Some(Some(44))));
    assert!(edits(&offering, &units, Named::default(), &ids()).is_empty());
    offering.quotas[0].key = "other".into();
    let acts = commands(&offering, &units, &ids());
    assert!(matches!(
        &acts[..],
        [Act::Open(_), Act::SetCapacity(set)] if set.quotas.contains_key("other")
    ));
}
