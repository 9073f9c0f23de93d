//! The real ids of what a story numbers.

use std::collections::BTreeMap;

use niangjia::values::ids::{
    IdMaker, OfferingId, PoolId, ProgramId, RegistrationId, SessionId, UnitId,
};

use crate::decide::oracle::{Class, Number};
use crate::decide::programs::session_number;

/// Sessions a story may name in each offering: one more than there ever are.
const SESSIONS: usize = 4;
/// Quotas of an offering, at most.
const QUOTAS: Class = 2;

/// Ids by number.
pub(super) struct Names {
    pub(super) program: ProgramId,
    pub(super) offerings: Vec<OfferingId>,
    sessions: BTreeMap<Number, SessionId>,
    units: BTreeMap<(Number, Option<Number>), UnitId>,
    pools: BTreeMap<(UnitId, Class), PoolId>,
    /// Registrations, and whose they are.
    registrations: BTreeMap<Number, (RegistrationId, Number)>,
}

impl Names {
    /// Ids for so many offerings.
    pub(super) fn new(ids: &IdMaker, offerings: usize) -> Self {
        let numbers = |offering| (0..SESSIONS).map(move |at| session_number(offering, at));
        let sessions = (0..offerings).flat_map(numbers);
        let sessions: BTreeMap<Number, SessionId> =
            sessions.map(|number| (number, ids.make())).collect();
        let units = (0..offerings).flat_map(|offering| {
            let whole = std::iter::once((offering, None));
            whole.chain(numbers(offering).map(move |number| (offering, Some(number))))
        });
        let units: BTreeMap<_, UnitId> = units.map(|unit| (unit, ids.make())).collect();
        let pools = units
            .values()
            .flat_map(|unit| (0..=QUOTAS).map(|class| ((*unit, class), ids.make())));
        Self {
            program: ids.make(),
            offerings: (0..offerings).map(|_| ids.make()).collect(),
            pools: pools.collect(),
            sessions,
            units,
            registrations: BTreeMap::new(),
        }
    }

    pub(super) fn session(&self, number: Number) -> SessionId {
        self.sessions[&number]
    }

    pub(super) fn unit(&self, offering: Number, session: Option<Number>) -> UnitId {
        self.units[&(offering, session)]
    }

    pub(super) fn pool(&self, unit: UnitId, class: Class) -> PoolId {
        self.pools[&(unit, class)]
    }

    /// Remembers the id that a registration got, and the person it is for.
    pub(super) fn call(&mut self, number: Number, id: RegistrationId, person: Number) {
        let known = self.registrations.insert(number, (id, person));
        assert!(
            known.is_none_or(|known| known == (id, person)),
            "another {number}"
        );
    }

    pub(super) fn registration(&self, number: Number) -> RegistrationId {
        self.registrations[&number].0
    }

    /// The number of the person a registration is for.
    pub(super) fn person(&self, number: Number) -> Number {
        self.registrations[&number].1
    }

    /// The number of a registration by its id.
    pub(super) fn number_of(&self, id: RegistrationId) -> Number {
        let mut all = self.registrations.iter();
        let found = all.find(|(_, (known, _))| *known == id);
        *found.expect("a registration of this story").0
    }
}
