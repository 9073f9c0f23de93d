//! Every kind of problem in one table: slug, status, title. docs/problems.md is rendered from it.

use axum::http::StatusCode;

use crate::values::locale::Bilingual;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $status:literal $slug:literal $zh:literal $en:literal;)*) => {
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

            /// When it is answered, in English, for the documentation.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc, " ",)+).trim_ascii(),)* }
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
    Malformed = 400 "malformed" "请求读不懂" "The request cannot be read";
    /// No access token, or one that has ended.
    Unauthenticated = 401 "unauthenticated" "请先登录" "Please sign in";
    /// Address and password or code do not fit; which of them is not told.
    InvalidCredentials = 401 "invalid-credentials" "登录没有成功" "Signing in did not work";
    /// The code is wrong, spent or too old.
    InvalidCode = 401 "invalid-code" "这个数字不对" "That code is not right";
    /// Known, but not allowed.
    Forbidden = 403 "forbidden" "您没有这项权限" "You are not allowed to do this";
    /// Children's data and the audit log are shown to staff only after a second factor.
    SecondFactorRequired = 403 "second-factor-required" "请再验证一次身份" "Please confirm that it is you";
    /// There is no such thing, or it belongs to others.
    NotFound = 404 "not-found" "没有找到" "Not found";
    /// The address exists, but not for this method; `Allow` lists those it has.
    MethodNotAllowed = 405 "method-not-allowed" "这里不能这样请求" "This method does not work here";
    /// The participant still has live registrations.
    LiveRegistrations = 409 "live-registrations" "还有没结束的报名" "There are live registrations";
    /// The address that was proved has an account of its own.
    EmailTaken = 409 "email-taken" "这个邮箱已经有账户" "This address has an account already";
    /// The second factor was set up before; turn it off first to set up another.
    SecondFactorOn = 409 "second-factor-on" "两步验证已经开启" "The second factor is on already";
    /// No second factor was set up, or none waits to be confirmed.
    SecondFactorOff = 409 "second-factor-off" "还没有开启两步验证" "There is no second factor";
    /// It would end the role of the last admin of a body that has none above it.
    LastAdmin = 409 "last-admin" "这是最后一位管理员" "This is the last admin";
    /// The membership was asked for before, and is pending or confirmed.
    MembershipExists = 409 "membership-exists" "已经申请过了，不用再申请" "This membership was asked for already";
    /// One is oneself once, stays it, and cannot be removed from one's own household.
    OwnParticipant = 409 "own-participant" "这一位是您自己" "This is yourself";
    /// The household has as many people as it may.
    HouseholdFull = 409 "household-full" "家人已经到了上限" "The household has as many people as it may";
    /// The resource changed since it was read (`If-Match`).
    PreconditionFailed = 412 "precondition-failed" "内容已经改过了" "It has changed since you read it";
    /// The body is larger than the limit.
    TooLarge = 413 "too-large" "内容太大" "The body is too large";
    /// The body is not JSON in UTF-8.
    UnsupportedMediaType = 415 "unsupported-media-type" "只收 JSON" "Only JSON is taken here";
    /// Some members break a rule; `errors` points at each.
    Invalid = 422 "invalid" "有几处要改" "Some entries need a change";
    /// The `Idempotency-Key` came before with another request.
    IdempotencyKeyReused = 422 "idempotency-key-reused" "这个请求标识已用于另一个请求" "This key was used for another request";
    /// `If-Match` is required here.
    PreconditionRequired = 428 "precondition-required" "请带上 If-Match" "If-Match is required";
    /// Too many calls; `Retry-After` says when to go on.
    TooManyRequests = 429 "too-many-requests" "请求太多，请稍等" "Too many requests";

    /// The program is not joined by registering; `how_to_join` says how.
    NotByRegistration = 409 "not-by-registration" "这里不用报名" "This is not joined by registering";
    /// The offering was called off.
    OfferingCalledOff = 409 "offering-called-off" "活动取消了" "It has been called off";
    /// The window has not begun.
    RegistrationNotOpen = 409 "registration-not-open" "还没开始报名" "Registration has not opened";
    /// The window has ended.
    RegistrationClosed = 409 "registration-closed" "报名截止了" "Registration has closed";
    /// A participant is not one of the account's own, or is named twice.
    ParticipantUnknown = 422 "participant-unknown" "没有找到这位参加人" "This participant is not known";
    /// The sessions named cannot be picked here.
    SessionsInvalid = 422 "sessions-invalid" "场次选得不对" "These sessions cannot be picked";
    /// There is a live registration of this participant in this unit.
    AlreadyRegistered = 409 "already-registered" "已经报过了，不用再报" "Already registered";
    /// More live registrations in the offering than one participant may have.
    PickLimit = 409 "pick-limit" "选的场次超过上限" "Too many sessions picked";
    /// A rule of age, grade, gender or membership is not met, or its datum is missing.
    NotEligible = 422 "not-eligible" "不符合参加条件" "The conditions are not met";
    /// Answers are missing or not of the question's type.
    AnswersInvalid = 422 "answers-invalid" "有的问题还没答好" "Some answers need a change";
    /// A required consent was not given.
    ConsentMissing = 422 "consent-missing" "还差一项同意" "A required consent is missing";
    /// No place and no waiting list that takes more.
    Full = 409 "full" "满了" "Full";
    /// The offer's deadline has passed.
    OfferExpired = 409 "offer-expired" "回话的时间过了" "The offer has run out";
    /// The registration's status does not allow it.
    StatusForbids = 409 "status-forbids" "现在不能这样做" "This cannot be done now";
    /// The unit has begun.
    AlreadyBegun = 409 "already-begun" "活动已经开始" "It has already begun";
    /// The quotas together are larger than the total.
    CapacityBelowQuotas = 422 "capacity-below-quotas" "总名额比各类名额加起来少" "The total is below the quotas";
    /// Fewer seats than already given.
    CapacityBelowTaken = 409 "capacity-below-taken" "名额已经给出去了" "More places than that are taken";

    /// Our fault; logged under the request id.
    Internal = 500 "internal" "这里出了错，不是您的问题" "Something broke on our side";
    /// Too much is waiting; nothing was done.
    Busy = 503 "busy" "人很多，还没轮到您的" "Many are trying";
    /// It may or may not have been done: look before trying again.
    OutcomeUnknown = 503 "outcome-unknown" "不知道办成了没有，请先查看" "It is not known whether this was done";
    /// It took longer than the time limit.
    TimedOut = 503 "timed-out" "等得太久了" "This took too long";
    /// The server is starting or stopping, or a part it needs is away.
    Unavailable = 503 "unavailable" "暂时不能服务" "Not available right now";
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
            assert!(!kind.meaning().is_empty(), "{}", kind.slug());
        }
    }
}
