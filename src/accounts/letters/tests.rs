use super::*;
use crate::notices::render;

#[test]
fn every_letter_in_both_languages() {
    for locale in [Locale::Chinese, Locale::English] {
        let samples = samples::all(locale, "https://niangjia.example");
        assert_eq!(samples.len(), KINDS.len());
        for Sample { name, letter } in samples {
            let shown = format!(
                "Subject: {}\nPreheader: {}\n\n{}",
                letter.subject,
                letter.preheader,
                render::text(&letter)
            );
            assert!(!shown.contains("account-row"), "{shown}");
            insta::assert_snapshot!(format!("{name}_{}", locale.tag()), shown);
        }
    }
}

fn letter(kind: &'static str, device: Option<&'static str>) -> AccountLetter<'static> {
    AccountLetter {
        kind,
        locale: Locale::Chinese,
        written_at: Instant::default(),
        name: None,
        code: None,
        expires_at: None,
        device,
        public_url: "",
    }
}

#[test]
fn a_letter_whose_code_is_gone_is_not_written() {
    assert!(letter(SIGN_IN_CODE, None).write().is_err());
}

#[test]
fn a_device_is_told_in_words_of_ours_only() {
    let told = |device| letter(NEW_DEVICE, device).device();
    assert_eq!(told(Some("Android, WeChat")), "Android，微信");
    assert_eq!(told(Some("Windows")), "Windows");
    for unknown in [
        None,
        Some(""),
        Some("curl"),
        Some("iPhone, win.example.org"),
    ] {
        assert_eq!(told(unknown), "认不出的设备", "{unknown:?}");
    }
}
