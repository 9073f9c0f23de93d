//! A letter of each sort, to 张三, who does not exist.

use super::{ANNOUNCEMENT, ANNOUNCEMENT_HINT, AnnouncementLetter, Sample};
use crate::values::locale::Locale;

/// The open one, and of a discreet program what the inbox shows and what the mail says.
pub(super) fn all(locale: Locale, public_url: &str) -> Vec<Sample> {
    let letters = [
        (ANNOUNCEMENT, one(locale, false, public_url).full()),
        (
            "announcement-discreet",
            one(locale, true, public_url).full(),
        ),
        (ANNOUNCEMENT_HINT, one(locale, true, public_url).hint()),
    ];
    let sample = |(name, letter): (&str, _)| Sample {
        name: name.to_owned(),
        letter,
    };
    letters.map(sample).into()
}

/// What the letter is written from. The organizer's words stay as she wrote them.
pub(super) fn one(locale: Locale, is_discreet: bool, public_url: &str) -> AnnouncementLetter<'_> {
    AnnouncementLetter {
        locale,
        name: Some("张三".to_owned()),
        subject: "周六请带雨衣",
        text: "各位家长：\n\n周六有雨，请给孩子带雨衣，再带一双替换的袜子。\n8:00 在文晖点门口集合，不变。",
        program: "小候鸟驿站暑期营",
        offering: "文晖点 第一期",
        organization: "下城区教育工会",
        contact: Some("0571-0000 0000，工作日 9:00–17:00"),
        reply_to: Some("jy@union.example"),
        is_discreet,
        public_url,
        unsubscribe: Some(format!("{public_url}/u/1")),
    }
}
