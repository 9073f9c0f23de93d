//! Every kind of problem in one table: status, slug, title, and when it is answered (English
//! above, Chinese below). docs/problems.md is rendered from it.

use axum::http::StatusCode;

use crate::values::locale::Bilingual;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $status:literal $slug:literal $zh:literal $en:literal $meaning_zh:literal;)*) => {
        /// What kind of problem it is; `type` on the wire is `/problems/<slug>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[doc = $doc])+ $name,)*
        }

        impl Kind {
            /// All kinds in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable name that a client compares.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// When it is answered, for the documentation.
            #[must_use]
            pub fn meaning(self) -> Bilingual {
                let english = match self { $(Self::$name => concat!($($doc, " ",)+),)* };
                let chinese = match self { $(Self::$name => $meaning_zh,)* };
                Bilingual::new(chinese, english.trim())
            }

            /// The title in both languages.
            #[must_use]
            pub fn title(self) -> Bilingual {
                match self { $(Self::$name => Bilingual::new($zh, $en),)* }
            }

            /// The status code.
            #[must_use]
            pub fn status(self) -> StatusCode {
                let code = match self { $(Self::$name => $status,)* };
                StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    };
}

kinds! {
    /// The body or the request line cannot be read at all.
    Malformed = 400 "malformed" "请求读不懂" "The request cannot be read"
        "请求的内容完全读不出来，例如不是 JSON。";
    /// No access token, or one that has ended.
    Unauthenticated = 401 "unauthenticated" "请先登录" "Please sign in"
        "没有带访问令牌，或者令牌已经失效。";
    /// Address and password or code do not fit; which of them is not told.
    InvalidCredentials = 401 "invalid-credentials" "登录没有成功" "Signing in did not work"
        "邮箱和密码（或验证码）对不上；不会说明是哪一个不对。";
    /// The code is wrong, spent or too old.
    InvalidCode = 401 "invalid-code" "这个数字不对" "That code is not right"
        "验证码不对、已经用过，或者过了时间。";
    /// Known, but not allowed.
    Forbidden = 403 "forbidden" "您没有这项权限" "You are not allowed to do this"
        "知道您是谁，但您没有做这件事的权限。";
    /// A page of another site sent it under the cookie of somebody who is signed in here.
    CrossSite = 403 "cross-site" "这个请求来自别的网站" "Another site sent this request"
        "浏览器说，这个请求是别的网站的页面发来的。请在本站的页面上操作。";
    /// Children's data and the audit log are shown to staff only after a second factor.
    SecondFactorRequired = 403 "second-factor-required" "请再验证一次身份" "Please confirm that it is you"
        "要再验证一次身份，才能看孩子的信息和操作记录。";
    /// There is no such thing, or it belongs to others.
    NotFound = 404 "not-found" "没有找到" "Not found"
        "没有这一项，或者它属于别人。";
    /// The address exists, but not for this method; `Allow` lists those it has.
    MethodNotAllowed = 405 "method-not-allowed" "这里不能这样请求" "This method does not work here"
        "有这个地址，但不能用这种方法；`Allow` 里写着可以用的方法。";
    /// The participant still has live registrations.
    LiveRegistrations = 409 "live-registrations" "还有没结束的报名" "There are live registrations"
        "这位参加人还有没结束的报名。";
    /// The address that was proved has an account of its own.
    EmailTaken = 409 "email-taken" "这个邮箱已经有账户" "This address has an account already"
        "验证过的邮箱已经有自己的账户。";
    /// The second factor was set up before; turn it off first to set up another.
    SecondFactorOn = 409 "second-factor-on" "两步验证已经开启" "The second factor is on already"
        "两步验证已经开启；要换一个，请先关掉。";
    /// No second factor was set up, or none waits to be confirmed.
    SecondFactorOff = 409 "second-factor-off" "还没有开启两步验证" "There is no second factor"
        "还没有开启两步验证，或者没有等着确认的。";
    /// It would end the role of the last admin of a body that has none above it.
    LastAdmin = 409 "last-admin" "这是最后一位管理员" "This is the last admin"
        "收回以后，这个单位和上级就都没有管理员了。";
    /// The membership was asked for before, and is pending or confirmed.
    MembershipExists = 409 "membership-exists" "已经申请过了，不用再申请" "This membership was asked for already"
        "已经申请过，正在等确认或者已经确认。";
    /// One is oneself once, stays it, and cannot be removed from one's own household.
    OwnParticipant = 409 "own-participant" "这一位是您自己" "This is yourself"
        "本人只有一位，一直是本人，也不能从自己的家庭里去掉。";
    /// The household has as many people as it may.
    HouseholdFull = 409 "household-full" "家人已经到了上限" "The household has as many people as it may"
        "家里登记的人数已经到了上限。";
    /// Another program or offering has this code.
    CodeTaken = 409 "code-taken" "这个编号已经有了" "This code is taken"
        "别的活动或班次已经用了这个编号，请换一个。";
    /// Members that stay once an offering is published; `errors` points at each.
    AlreadyPublished = 409 "already-published" "已经发布，有几项不能这样改" "It is published; some of this cannot be changed like this"
        "已经发布，`errors` 指出的几项不能再这样改。";
    /// Members that people who registered rely on; `errors` points at each.
    HasRegistrations = 409 "has-registrations" "已经有人报名，有几项不能这样改" "People have registered; some of this cannot be changed like this"
        "已经有人报名，`errors` 指出的几项不能再这样改。";
    /// The resource changed since it was read (`If-Match`).
    PreconditionFailed = 412 "precondition-failed" "内容已经改过了" "It has changed since you read it"
        "您读过以后，内容又改过了（`If-Match`）。";
    /// The body is larger than the limit.
    TooLarge = 413 "too-large" "内容太大" "The body is too large"
        "内容超过了大小限制。";
    /// The body is not JSON in UTF-8.
    UnsupportedMediaType = 415 "unsupported-media-type" "只收 JSON" "Only JSON is taken here"
        "内容不是 UTF-8 编码的 JSON。";
    /// Some members break a rule; `errors` points at each.
    Invalid = 422 "invalid" "有几处要改" "Some entries need a change"
        "有几项不合规则，`errors` 指出是哪几项。";
    /// Something must be given before it can be published; `errors` points at each.
    Incomplete = 422 "incomplete" "还缺几项，先不能发布" "Some things are missing before it can be published"
        "`errors` 指出还缺哪几项，补齐以后再发布。";
    /// The `Idempotency-Key` came before with another request.
    IdempotencyKeyReused = 422 "idempotency-key-reused" "这个请求标识已用于另一个请求" "This key was used for another request"
        "这个 `Idempotency-Key` 以前用在另一个请求上。";
    /// `If-Match` is required here.
    PreconditionRequired = 428 "precondition-required" "请带上 If-Match" "If-Match is required"
        "这里要带 `If-Match`。";
    /// Too many calls; `Retry-After` says when to go on.
    TooManyRequests = 429 "too-many-requests" "请求太多，请稍等" "Too many requests"
        "请求太多；`Retry-After` 写着什么时候可以再来。";

    /// The program is not joined by registering; `how_to_join` says how.
    NotByRegistration = 409 "not-by-registration" "这里不用报名" "This is not joined by registering"
        "这一项不用报名，怎样参加写在 `how_to_join` 里。";
    /// The offering was called off.
    OfferingCalledOff = 409 "offering-called-off" "活动取消了" "It has been called off"
        "这一期已经停办。";
    /// The window has not begun.
    RegistrationNotOpen = 409 "registration-not-open" "还没开始报名" "Registration has not opened"
        "还没到报名时间。";
    /// The window has ended.
    RegistrationClosed = 409 "registration-closed" "报名截止了" "Registration has closed"
        "报名时间已经过了。";
    /// A participant is not one of the account's own, or is named twice.
    ParticipantUnknown = 422 "participant-unknown" "没有找到这位参加人" "This participant is not known"
        "参加人不在这个账户的家庭里，或者写了两次。";
    /// The sessions named cannot be picked here.
    SessionsInvalid = 422 "sessions-invalid" "场次选得不对" "These sessions cannot be picked"
        "写的场次在这里不能选。";
    /// There is a live registration of this participant in this unit.
    AlreadyRegistered = 409 "already-registered" "已经报过了，不用再报" "Already registered"
        "这位参加人在这里已经有一份没结束的报名。";
    /// More live registrations in the offering than one participant may have.
    PickLimit = 409 "pick-limit" "选的场次超过上限" "Too many sessions picked"
        "同一位参加人在这一期里的报名超过了上限。";
    /// A rule of age, grade, gender or membership is not met, or its datum is missing.
    NotEligible = 422 "not-eligible" "不符合参加条件" "The conditions are not met"
        "年龄、年级、性别或会员的条件不符合，或者缺少要看的信息。";
    /// Answers are missing or not of the question's type.
    AnswersInvalid = 422 "answers-invalid" "有的问题还没答好" "Some answers need a change"
        "有的问题没有答，或者答案的格式不对。";
    /// A required consent was not given.
    ConsentMissing = 422 "consent-missing" "还差一项同意" "A required consent is missing"
        "还差一份必须的同意书。";
    /// No place and no waiting list that takes more.
    Full = 409 "full" "满了" "Full"
        "没有名额，也不能再排候补。";
    /// The offer's deadline has passed.
    OfferExpired = 409 "offer-expired" "回话的时间过了" "The offer has run out"
        "回话的截止时间已经过了。";
    /// The registration's status does not allow it.
    StatusForbids = 409 "status-forbids" "现在不能这样做" "This cannot be done now"
        "报名现在的状态不能这样做。";
    /// The unit has begun.
    AlreadyBegun = 409 "already-begun" "活动已经开始" "It has already begun"
        "活动已经开始。";
    /// The quotas together are larger than the total.
    CapacityBelowQuotas = 422 "capacity-below-quotas" "总名额比各类名额加起来少" "The total is below the quotas"
        "各类名额加起来比总名额多。";
    /// Fewer seats than already given.
    CapacityBelowTaken = 409 "capacity-below-taken" "名额已经给出去了" "More places than that are taken"
        "比已经给出去的名额少。";
    /// Two dates of one person at the same time, in a program that refuses it.
    Clash = 409 "clash" "时间撞上了" "The times clash"
        "同一个人有两项活动时间重叠，而这个活动不许重叠。";
    /// The waiting list has closed.
    ListClosed = 409 "list-closed" "候补已经结束" "The waiting list has closed"
        "这一场的候补已经结束，空出的名额给现在来报的人。";
    /// The offering gives its places in another way.
    OtherAllocation = 409 "other-allocation" "这一期不是这样给名额的" "Places are given in another way here"
        "这一期给名额的办法不同，这里不能这样做。";
    /// A draw before the window has ended.
    WindowOpen = 409 "window-open" "报名还没有截止" "Registration has not closed yet"
        "报名截止以后才能封存名单。";
    /// There is a draw already.
    DrawExists = 409 "draw-exists" "名单已经封存过了" "There is a draw already"
        "一期只摇一次号；作废以后才能重新封存。";
    /// Nobody is there to be drawn.
    DrawEmpty = 409 "draw-empty" "没有可以摇号的报名" "There is nobody to draw from"
        "名单是空的，没有可以摇号的报名。";
    /// The same child may stand in the list twice.
    DuplicatesUnsettled = 409 "duplicates-unsettled" "有孩子可能报了两次" "Some children may be registered twice"
        "同一个孩子可能由两位家长各报了一次，请先标明。";
    /// The two registrations do not look like one person's: another name or day of birth, another
    /// unit, or one has ended.
    NotDuplicates = 409 "not-duplicates" "这两份报名不像是同一个人" "These two do not look like one person"
        "姓名、出生日期或场次不同，或者有一份已经结束，没有什么要判明的。";
    /// There is no frozen draw.
    DrawNotFrozen = 409 "draw-not-frozen" "没有封存的名单" "There is no frozen draw"
        "要先封存名单、公布指纹，才能摇号或作废。";
    /// The session was cancelled.
    SessionCancelled = 409 "session-cancelled" "这一场已经取消" "The session was cancelled"
        "取消了的场次不能再改时间，也不能再签到。";
    /// A child leaves, and neither a listed adult nor a reason is named.
    CollectorMissing = 422 "collector-missing" "没有写谁来接孩子" "Who collects the child is missing"
        "孩子离开时，要写接送名单上的人；接的人不在名单上，或者孩子自己走，要写原因。";
    /// A mark of a time that has not come yet.
    MarkAhead = 422 "mark-ahead" "签到的时间还没到" "That time has not come yet"
        "签到的时间比现在晚了好几分钟，请核对设备上的时钟。";

    /// Our fault; logged under the request id.
    Internal = 500 "internal" "这里出了错，不是您的问题" "Something broke on our side"
        "是我们这边出了错，已经按请求编号记下来了。";
    /// Too much is waiting; nothing was done.
    Busy = 503 "busy" "人很多，还没轮到您的" "Many are trying"
        "排队的请求太多，什么也没有做。";
    /// It may or may not have been done: look before trying again.
    OutcomeUnknown = 503 "outcome-unknown" "不知道办成了没有，请先查看" "It is not known whether this was done"
        "可能办成了，也可能没有：请先查看，再决定要不要重试。";
    /// It took longer than the time limit.
    TimedOut = 503 "timed-out" "等得太久了" "This took too long"
        "超过了时间限制。";
    /// The server is starting or stopping, or a part it needs is away.
    Unavailable = 503 "unavailable" "暂时不能服务" "Not available right now"
        "服务正在启动或停止，或者它需要的一部分暂时不在。";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn slugs_are_unique_and_titled() {
        let slugs: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
        assert_eq!(slugs.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert!(kind.status().as_u16() >= 400, "{}", kind.slug());
            let meaning = kind.meaning();
            assert!(
                !meaning.en.is_empty() && !meaning.zh.is_empty(),
                "{}",
                kind.slug()
            );
        }
    }
}
