//! What stands where somebody's name and address were, once she is erased.

use super::locale::Locale;

/// Stands in the place of a name.
pub const NAME: &str = "已注销";
/// Stands in the place of an address that a row cannot be without. No mail goes there (RFC 2606).
pub const ADDRESS: &str = "erased@erased.invalid";

/// A name as it is shown to a reader of `locale`.
#[must_use]
pub fn shown(name: &str, locale: Locale) -> &str {
    if name == NAME || name == ADDRESS {
        locale.pick(NAME, "erased")
    } else {
        name
    }
}

/// Names, or addresses, as they are shown to a reader of `locale`.
#[must_use]
pub fn all_shown<K, C: FromIterator<(K, String)>>(
    names: impl IntoIterator<Item = (K, String)>,
    locale: Locale,
) -> C {
    let one = |(key, name): (K, String)| (key, shown(&name, locale).to_owned());
    names.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_erased_is_called_so() {
        assert_eq!(shown(NAME, Locale::Chinese), "已注销");
        assert_eq!(shown(NAME, Locale::English), "erased");
        assert_eq!(shown(ADDRESS, Locale::English), "erased");
        assert_eq!(shown("张三", Locale::English), "张三");
    }
}
