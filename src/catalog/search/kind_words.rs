//! The words by which people look for a kind of thing, and what roles are called.

use crate::catalog::model::ProgramKind;
use crate::values::locale::Bilingual;

/// What a kind is called.
#[must_use]
pub fn kind_label(kind: ProgramKind) -> Bilingual {
    let (zh, en, _) = words(kind);
    Bilingual::new(zh, en)
}

/// All words that mean a kind, its labels among them.
#[must_use]
pub fn kind_words(kind: ProgramKind) -> String {
    let (zh, en, more) = words(kind);
    format!("{zh} {en} {more}")
}

/// Label in Chinese, in English, and further words of both.
const fn words(kind: ProgramKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        ProgramKind::Camp => ("夏令营", "camp", "暑期营 冬令营 托管 summer holiday"),
        ProgramKind::CareClass => (
            "托管班",
            "care class",
            "托管 暑托 看护 childcare after school",
        ),
        ProgramKind::Outing => ("外出活动", "outing", "户外 出游 健步 walk trip"),
        ProgramKind::Mixer => (
            "交友",
            "friend-making",
            "相亲 联谊 单身 mixer dating singles",
        ),
        ProgramKind::Course => ("课程", "course", "培训 上课 学习 training lessons"),
        ProgramKind::Club => ("读书会", "circle", "俱乐部 社团 club group"),
        ProgramKind::Lecture => ("讲座", "talk", "讲课 说明会 lecture webinar"),
        ProgramKind::Appointment => ("预约咨询", "appointment", "面谈 辅导 consultation"),
        ProgramKind::Counselling => ("心理咨询", "counselling", "心理 倾诉 counseling therapy"),
        ProgramKind::Facility => ("母婴室", "mothers' room", "设施 小屋 facility nursing room"),
        ProgramKind::Submission => ("征文", "call for works", "投稿 作品 essay submission"),
        ProgramKind::Evaluation => ("评选申报", "nomination", "推荐 评选 申报 award evaluation"),
        ProgramKind::Survey => ("问卷", "survey", "调查 questionnaire"),
        ProgramKind::Competition => ("竞赛", "competition", "比武 比赛 contest"),
        ProgramKind::Volunteer => ("志愿服务", "volunteering", "志愿者 志愿 volunteer"),
        ProgramKind::Request => ("点单服务", "help on request", "点单 求助 request"),
        ProgramKind::Aid => ("困难帮扶", "hardship support", "帮扶 救助 慰问 aid"),
        ProgramKind::Visit => ("参观交流", "visit", "参观 开放日 open day"),
        ProgramKind::Ceremony => ("典礼", "ceremony", "结业 仪式 展览 graduation"),
    }
}

/// What a role of a shift is called; none where the role is not one of ours.
#[must_use]
pub fn role_label(role: &str) -> Option<Bilingual> {
    let (zh, en) = match role {
        "duty" => ("值守", "on duty"),
        "guide" => ("引导", "guide"),
        "helper" => ("助客", "helper"),
        "supplies" => ("物资分发", "supplies"),
        "cleaning" => ("场所消毒", "cleaning"),
        "temperature" => ("体温测量", "temperature checks"),
        "meals" => ("餐盒领取", "meals"),
        "canteen" => ("食堂服务", "canteen"),
        _ => return None,
    };
    Some(Bilingual::new(zh, en))
}
