//! The rules of `#[validate]` attributes, said in both languages.

use std::borrow::Cow;

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::values::locale::Bilingual;
use crate::web::problem::FieldError;

const ENGLISH: &str = "said_in_english";

/// A rule of our own for `#[validate(custom(function = …))]`, with its words.
#[must_use]
pub fn rule(
    code: &'static str,
    chinese: impl Into<Cow<'static, str>>,
    english: impl Into<Cow<'static, str>>,
) -> ValidationError {
    let mut error = ValidationError::new(code).with_message(chinese.into());
    error.add_param(Cow::Borrowed(ENGLISH), &english.into());
    error
}

/// All broken rules with their pointers, in the order of the pointers.
pub(super) fn pointed(errors: &ValidationErrors) -> Vec<FieldError> {
    let mut found = Vec::new();
    collect(errors, "", &mut found);
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn collect(errors: &ValidationErrors, parent: &str, found: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        // validator files a rule on the whole struct under `__all__`.
        let pointer = match field.as_ref() {
            "__all__" => parent.to_owned(),
            field => format!("{parent}/{field}"),
        };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &pointer, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{pointer}/{index}"), found);
                }
            }
            ValidationErrorsKind::Field(broken) => {
                found.extend(broken.iter().map(|error| FieldError {
                    pointer: pointer.clone(),
                    code: code(error),
                    detail: words(error),
                }));
            }
        }
    }
}

fn code(error: &ValidationError) -> Cow<'static, str> {
    Cow::Owned(error.code.replace('_', "-"))
}

fn words(error: &ValidationError) -> Bilingual {
    if let Some(chinese) = &error.message {
        let english = error.params.get(ENGLISH).and_then(|text| text.as_str());
        return Bilingual::new(chinese.clone(), english.unwrap_or(chinese).to_owned());
    }
    let number = |name: &str| error.params.get(name).map(ToString::to_string);
    match (
        error.code.as_ref(),
        number("min"),
        number("max"),
        number("equal"),
    ) {
        ("length", _, _, Some(n)) => {
            Bilingual::new(format!("要正好 {n} 个"), format!("Exactly {n} are taken"))
        }
        ("length", Some(min), Some(max), _) => Bilingual::new(
            format!("要 {min} 到 {max} 个"),
            format!("Between {min} and {max} are taken"),
        ),
        ("length", Some(min), None, _) => Bilingual::new(
            format!("至少 {min} 个"),
            format!("At least {min} are needed"),
        ),
        ("length", None, Some(max), _) => {
            Bilingual::new(format!("最多 {max} 个"), format!("At most {max} are taken"))
        }
        ("range", Some(min), Some(max), _) => Bilingual::new(
            format!("要在 {min} 到 {max} 之间"),
            format!("It must lie between {min} and {max}"),
        ),
        ("range", Some(min), None, _) => Bilingual::new(
            format!("不能小于 {min}"),
            format!("It cannot be below {min}"),
        ),
        ("range", None, Some(max), _) => Bilingual::new(
            format!("不能大于 {max}"),
            format!("It cannot be above {max}"),
        ),
        ("email", ..) => Bilingual::new("请写一个电子邮箱地址", "Write an e-mail address"),
        ("required", ..) => Bilingual::new("缺少这一项", "This member is missing"),
        _ => Bilingual::new("这一项不对", "This is not right"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::locale::Locale;
    use validator::Validate;

    #[derive(Validate)]
    struct Family {
        #[validate(length(min = 1, max = 2))]
        name: String,
        #[validate(nested)]
        children: Vec<Child>,
    }

    #[derive(Validate)]
    struct Child {
        #[validate(range(min = 1, max = 12))]
        grade: i32,
        #[validate(custom(function = "odd"))]
        odd: i32,
    }

    fn odd(n: i32) -> Result<(), ValidationError> {
        (n % 2 == 1)
            .then_some(())
            .ok_or_else(|| rule("odd", "要单数", "Odd, please"))
    }

    #[test]
    fn every_broken_rule_is_said_where_it_is() {
        let child = Child { grade: 13, odd: 2 };
        let family = Family {
            name: "张小二".to_owned(),
            children: vec![child],
        };
        let said: Vec<_> = pointed(&family.validate().unwrap_err())
            .into_iter()
            .map(|error| {
                let english = error.detail.pick(Locale::English).to_owned();
                (error.pointer, error.code.into_owned(), english)
            })
            .collect();
        let line = |pointer: &str, code: &str, detail: &str| {
            (pointer.to_owned(), code.to_owned(), detail.to_owned())
        };
        assert_eq!(
            said,
            [
                line("/children/0/grade", "range", "It must lie between 1 and 12"),
                line("/children/0/odd", "odd", "Odd, please"),
                line("/name", "length", "Between 1 and 2 are taken"),
            ]
        );
    }
}
