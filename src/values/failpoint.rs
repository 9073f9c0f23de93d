//! Named places at which the fault tests let a process die.
//!
//! `NIANGJIA_FAILPOINT=after-lock:3` ends it at once, as `kill -9` would, when `after-lock` is
//! reached for the third time. Only builds with debug assertions have them: in a release
//! [`reach`] is empty, and the variable is not read.

/// Ends the process here if it was told to.
#[inline]
pub fn reach(name: &'static str) {
    #[cfg(debug_assertions)]
    armed::reach(name);
    #[cfg(not(debug_assertions))]
    let _ = name;
}

#[cfg(debug_assertions)]
mod armed {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    const VARIABLE: &str = "NIANGJIA_FAILPOINT";

    static POINT: LazyLock<Option<Point>> =
        LazyLock::new(|| Point::read(&std::env::var(VARIABLE).ok()?));

    pub(super) fn reach(name: &str) {
        if POINT.as_ref().is_some_and(|point| point.is_hit(name)) {
            tracing::error!(name, "failpoint: the process dies here");
            std::process::abort();
        }
    }

    /// A place, and the how-manieth time there is the last.
    pub(super) struct Point {
        name: String,
        last: u64,
        reached: AtomicU64,
    }

    impl Point {
        pub(super) fn read(text: &str) -> Option<Self> {
            let (name, times) = text.split_once(':')?;
            Some(Self {
                name: name.to_owned(),
                last: times.parse().ok()?,
                reached: AtomicU64::new(0),
            })
        }

        pub(super) fn is_hit(&self, name: &str) -> bool {
            self.name == name && self.reached.fetch_add(1, Ordering::Relaxed) + 1 == self.last
        }
    }
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use super::armed::Point;

    #[test]
    fn a_point_is_hit_once_at_its_number() {
        let point = Point::read("after-lock:3").unwrap();
        let hits = ["after-lock", "before-commit", "after-lock", "after-lock"];
        let hits = hits.map(|name| point.is_hit(name));
        assert_eq!(hits, [false, false, false, true]);
        assert!(!point.is_hit("after-lock"));
    }

    #[test]
    fn nonsense_names_no_point() {
        for text in ["", "after-lock", "after-lock:", "after-lock:x"] {
            assert!(Point::read(text).is_none(), "{text}");
        }
    }
}
