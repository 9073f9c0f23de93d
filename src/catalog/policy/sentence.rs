//! Who may join, as one plain sentence.

use crate::catalog::model::{AskedGender, Audience, Eligibility};
use crate::values::locale::Bilingual;

/// Says who may join; `within` is the name of the body that membership must be inside of.
#[must_use]
pub fn eligibility_sentence(rules: &Eligibility, within: Option<&Bilingual>) -> Bilingual {
    Bilingual::new(chinese(rules, within), english(rules, within))
}

fn chinese(rules: &Eligibility, within: Option<&Bilingual>) -> String {
    let who = match (rules.audience, rules.gender) {
        (Audience::Child, Some(AskedGender::Female)) => "女孩",
        (Audience::Child, Some(AskedGender::Male)) => "男孩",
        (Audience::Child, None) => "孩子",
        (Audience::Team, _) => "班组",
        (Audience::Organization, _) => "单位",
        (Audience::Adult | Audience::Anyone, Some(AskedGender::Female)) => "女职工",
        (Audience::Adult | Audience::Anyone, Some(AskedGender::Male)) => "男职工",
        (Audience::Adult, None) => "成年人",
        (Audience::Anyone, None) => "人",
    };
    let ages = match (rules.age_min, rules.age_max) {
        (Some(min), Some(max)) => format!("{min} 至 {max} 岁的"),
        (Some(min), None) => format!("满 {min} 岁的"),
        (None, Some(max)) => format!("不超过 {max} 岁的"),
        (None, None) => String::new(),
    };
    let grades = match (rules.grade_min, rules.grade_max) {
        (Some(min), Some(max)) => format!("{min} 至 {max} 年级的"),
        (Some(min), None) => format!("{min} 年级以上的"),
        (None, Some(max)) => format!("{max} 年级以下的"),
        (None, None) => String::new(),
    };
    let mut conditions = Vec::new();
    if rules.member_required {
        let whose = if rules.audience == Audience::Child {
            "家长"
        } else {
            "本人"
        };
        conditions.push(match within {
            Some(body) => format!("{whose}是{}的会员", body.zh),
            None => format!("{whose}是工会会员"),
        });
    } else if let Some(body) = within {
        conditions.push(format!("属于{}", body.zh));
    }
    if rules.single_declared {
        conditions.push("声明现为单身".to_owned());
    }
    if !rules.proofs.is_empty() {
        conditions.push("要交证明材料".to_owned());
    }
    let limits = format!("{ages}{grades}");
    if limits.is_empty() && who == "人" && conditions.is_empty() {
        return "谁都可以参加。".to_owned();
    }
    conditions.insert(0, format!("{limits}{who}可以参加"));
    format!("{}。", conditions.join("，"))
}

fn english(rules: &Eligibility, within: Option<&Bilingual>) -> String {
    let who = match (rules.audience, rules.gender) {
        (Audience::Child, Some(AskedGender::Female)) => "Girls",
        (Audience::Child, Some(AskedGender::Male)) => "Boys",
        (Audience::Child, None) => "Children",
        (Audience::Team, _) => "Teams",
        (Audience::Organization, _) => "Organizations",
        (Audience::Adult | Audience::Anyone, Some(AskedGender::Female)) => "Women",
        (Audience::Adult | Audience::Anyone, Some(AskedGender::Male)) => "Men",
        (Audience::Adult, None) => "Adults",
        (Audience::Anyone, None) => "Anyone",
    };
    let ages = match (rules.age_min, rules.age_max) {
        (Some(min), Some(max)) => format!(" aged {min} to {max}"),
        (Some(min), None) => format!(" aged {min} and over"),
        (None, Some(max)) => format!(" up to age {max}"),
        (None, None) => String::new(),
    };
    let grades = match (rules.grade_min, rules.grade_max) {
        (Some(min), Some(max)) => format!(" in grades {min} to {max}"),
        (Some(min), None) => format!(" in grade {min} and above"),
        (None, Some(max)) => format!(" up to grade {max}"),
        (None, None) => String::new(),
    };
    let mut conditions = Vec::new();
    if rules.member_required {
        let whose = if rules.audience == Audience::Child {
            "a parent or guardian is a union member"
        } else {
            "you are a union member"
        };
        let of = within.map_or_else(String::new, |body| format!(" within {}", body.en));
        conditions.push(format!("{whose}{of}"));
    } else if let Some(body) = within {
        conditions.push(format!("you belong to {}", body.en));
    }
    if rules.single_declared {
        conditions.push("you state that you are single".to_owned());
    }
    if !rules.proofs.is_empty() {
        conditions.push("you show papers that prove it".to_owned());
    }
    let tail = match &conditions[..] {
        [] => String::new(),
        all => format!(", if {}", all.join(" and ")),
    };
    format!("{who}{ages}{grades} may join{tail}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_reads_as_a_person_would_say_it() {
        let anyone = eligibility_sentence(&Eligibility::of(Audience::Anyone), None);
        assert_eq!(anyone, Bilingual::new("谁都可以参加。", "Anyone may join."));

        let camp = Eligibility {
            member_required: true,
            grade_min: Some(1),
            grade_max: Some(6),
            proofs: vec!["works_here".into()],
            ..Eligibility::of(Audience::Child)
        };
        let said =
            eligibility_sentence(&camp, Some(&Bilingual::new("红蜻蜓工会", "Red Dragonfly")));
        assert_eq!(
            said.zh,
            "1 至 6 年级的孩子可以参加，家长是红蜻蜓工会的会员，要交证明材料。"
        );
        assert_eq!(
            said.en,
            "Children in grades 1 to 6 may join, if a parent or guardian is a union member within \
             Red Dragonfly and you show papers that prove it."
        );

        let mixer = Eligibility {
            age_min: Some(22),
            age_max: Some(40),
            single_declared: true,
            ..Eligibility::of(Audience::Adult)
        };
        let said = eligibility_sentence(&mixer, None);
        assert_eq!(said.zh, "22 至 40 岁的成年人可以参加，声明现为单身。");
        assert_eq!(
            said.en,
            "Adults aged 22 to 40 may join, if you state that you are single."
        );
    }
}
