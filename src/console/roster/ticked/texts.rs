//! What can be done about many, and how it is called.

use crate::catalog::model::{Allocation, Offering};
use crate::console::roster::acts::Deed;

/// What is said of a deed about many: ids of texts, but for the button with a number.
pub(super) struct Texts {
    pub(super) button: &'static str,
    pub(super) heading: &'static str,
    pub(super) would: &'static str,
    pub(super) go: &'static str,
    pub(super) done: &'static str,
}

/// A button under the roster, for those ticked.
pub(in crate::console::roster) struct OfMany {
    pub(in crate::console::roster) word: &'static str,
    pub(in crate::console::roster) label: &'static str,
    pub(in crate::console::roster) look: &'static str,
}

impl Texts {
    /// None for what is done about one at a time: nobody is seated out of turn by the dozen.
    pub(super) const fn of(deed: Deed) -> Option<Self> {
        macro_rules! texts {
            ($word:literal) => {
                Some(Self {
                    button: concat!("console-ticked-", $word, "-button"),
                    heading: concat!("console-ticked-", $word),
                    would: concat!("console-ticked-", $word, "-would"),
                    go: concat!("console-ticked-", $word, "-do"),
                    done: concat!("registrations-", $word),
                })
            };
        }
        match deed {
            Deed::Approve => texts!("approve"),
            Deed::Reject => texts!("reject"),
            Deed::Move => texts!("move"),
            Deed::Cancel => texts!("cancel"),
            Deed::Promote => None,
        }
    }
}

impl OfMany {
    /// What can be done about many in an offering.
    pub(in crate::console::roster) fn of(offering: &Offering) -> Vec<Self> {
        let is_reviewed = offering.allocation != Allocation::FirstCome;
        let deeds = [Deed::Approve, Deed::Reject, Deed::Move, Deed::Cancel];
        let button = |deed: Deed| Self {
            word: deed.as_str(),
            label: Texts::of(deed).map_or("", |texts| texts.button),
            look: deed.look(),
        };
        let possible = deeds.into_iter();
        let possible = possible.filter(|deed| is_reviewed || *deed != Deed::Approve);
        possible.map(button).collect()
    }
}
