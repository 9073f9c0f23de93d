use super::*;
use crate::notices::render;

const URL: &str = "https://niangjia.example";

#[test]
fn every_letter_in_both_languages() {
    for locale in [Locale::Chinese, Locale::English] {
        for Sample { name, letter } in samples::all(locale, URL) {
            let shown = format!(
                "From: {}\nReply-To: {}\nSubject: {}\nPreheader: {}\n\n{}",
                letter.sender_name.as_deref().unwrap_or_default(),
                letter.reply_to.as_deref().unwrap_or_default(),
                letter.subject,
                letter.preheader,
                render::text(&letter)
            );
            assert!(!shown.contains("announcement-"), "{shown}");
            insta::assert_snapshot!(format!("{name}_{}", locale.tag()), shown);
        }
    }
}

#[test]
fn what_is_written_is_text_and_nothing_else() {
    let written = AnnouncementLetter {
        subject: "周六请带 <b>雨衣</b>",
        text: "周六有雨。\n<a href=x>点这里</a>",
        ..samples::one(Locale::Chinese, false, URL)
    };
    let page = render::html(&written.full()).unwrap();
    assert!(
        !page.contains("<b>雨衣") && !page.contains("<a href=x>"),
        "{page}"
    );
    assert!(page.contains("雨衣") && page.contains("点这里"));
}

#[test]
fn the_mail_of_a_discreet_program_says_nothing() {
    for locale in [Locale::Chinese, Locale::English] {
        let hint = samples::one(locale, true, URL).hint();
        let shown = serde_json::to_string(&hint).unwrap();
        for word in [
            "雨衣",
            "各位家长",
            "小候鸟",
            "文晖",
            "教育工会",
            "0571",
            "union.example",
        ] {
            assert!(!shown.contains(word), "{shown}");
        }
        let inbox = samples::one(locale, true, URL).full();
        let inbox = serde_json::to_string(&inbox).unwrap();
        for word in ["小候鸟", "教育工会", "union.example"] {
            assert!(!inbox.contains(word), "{inbox}");
        }
    }
}
