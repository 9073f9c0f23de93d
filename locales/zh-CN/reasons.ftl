# Why a registration stands where it stands, and why something is not done.
reason-seat-free = 报名时有空名额。
reason-no-seat-free = 没有空名额，进了候补，当时排第 { $place } 位。
reason-applied = 报上了，等结果。这还不是录取。
reason-promoted = 有名额空出来，按顺序轮到了。
reason-accepted = 您接受了名额。
reason-declined = 您放弃了名额，不影响以后报名。
reason-offer-expired = { $offer_expires_at } 已过，没有等到回话，名额给了下一位。不影响以后报名。
reason-offer-extended = 通知没能按时送到，回话的时间延到 { $offer_expires_at }。
reason-list-closed = { $closed_at } 候补结束，没有等到名额。不影响以后报名。
reason-by-person = 取消了，不用说原因。
reason-erased = 账号已注销，名额让了出来。
reason-changed = 换到了另一场。
reason-not-by-registration = 这一项不用报名，怎样参加见活动说明。
reason-offering-called-off = 这一期已经停办，可以看看同一项目的其他班次。
reason-registration-not-open = { $opens_at } 开始报名。
reason-registration-closed = 报名 { $closed_at } 截止了。有特殊情况，请联系主办方。
reason-participant-unknown = 这位参加人不在您的家庭里，请先在家庭里登记。
reason-participant-twice = 同一位参加人写了两次。
reason-sessions-missing = 请选要参加的场次。
reason-sessions-not-picked = 这一期是整期报名，不用选场次。
reason-session-twice = 同一场选了两次。
reason-session-unknown = 没有这一场，或者这一场已经取消。
reason-already-registered = 已经报过，{ $since }。不用再报。
reason-pick-limit = 每人最多选 { $pick_max } 场；已有 { $live } 场，这次选了 { $asked } 场。
reason-birth_date-missing = 要看出生日期才知道合不合条件，请先在家庭里填上。
reason-not-a-child = 只收未满 18 岁的孩子，并且登记为您的孩子。
reason-not-an-adult = 只收年满 18 岁的成年人；{ $on } 那天是 { $age_years } 岁。
reason-age-below-minimum = 最小 { $age_min } 岁；{ $on } 那天是 { $age_years } 岁零 { $age_months } 个月。
reason-age-above-maximum = 最大 { $age_max } 岁；{ $on } 那天是 { $age_years } 岁零 { $age_months } 个月。
reason-grade-missing = 要看年级才知道合不合条件，请先在家庭里填上。
reason-grade-below-minimum = 最低 { $grade_min } 年级；{ $on } 那天是 { $grade } 年级。
reason-grade-above-maximum = 最高 { $grade_max } 年级；{ $on } 那天是 { $grade } 年级。
reason-gender-missing = 这一项按性别招收，请先在家庭里填上性别。
reason-gender-not-admitted = { $gender ->
    [female] 这一项只收女性。
   *[male] 这一项只收男性。
}
reason-membership-missing = { $organization ->
    [any] 要先由工会
   *[other] 要先由{ $organization }
}确认您是会员。请在“我的工会”里申请，确认以后再报。
reason-answer-missing = “{ $question }”还没有填。
reason-answer-type = “{ $question }”这一题的答案格式不对。
reason-answer-option = “{ $question }”这一题请从选项里选，不重复。
reason-answer-too-long = “{ $question }”这一题写得太长。
reason-question-unknown = 表里没有“{ $question }”这一题。
reason-consent-missing = 还差一份同意书：“{ $consent }”。请看过以后再决定。
reason-consent-outdated = 同意书“{ $consent }”有了新的一版（第 { $version } 版），请重新看过再同意。
reason-consent-unknown = 这里没有“{ $consent }”这份同意书。
reason-full = 名额满了。{ $cause ->
    [no-list] 这里不设候补。
    [list-closed] 马上就要开始，候补已经结束。
    [list-full] 候补也满了，已有 { $waiting } 人在排。
   *[not-wanted] 候补还可以排，现在{ $waiting ->
        [0] 还没有人排队
       *[other] 有 { $waiting } 人在排
    }；想排候补，报名时请选“愿意候补”。
}
reason-registration-unknown = 没有找到这份报名。
reason-status-forbids = 报名现在的状态不能这样做。
reason-already-begun = { $starts_at } 已经开始，不能再改。有事请联系主办方。
reason-capacity-below-taken = 给出去的名额比这个数多，不能再少。
reason-capacity-below-quotas = 总名额 { $total }，比各类预留的 { $quotas } 个还少。
reason-by-organizer = 主办方取消了这份报名。
reason-duplicate = 这位参加人报了两次：先报的一份保留，这一份取消了。
reason-reviewed = 材料看过了。
reason-drawn = 抽中了，第 { $drawn_rank } 位。
reason-not-drawn = 这次没有抽中：抽到第 { $drawn_rank } 位，共 { $entries } 份。不影响以后报名。
reason-no-place-left = 名额已按先后给完，候补也满了。不影响以后报名。
reason-rejected-by-reviewer = 没有通过审核。有不同意见，请在 { $object_until } 前联系主办方。
reason-rejected-undated = 没有通过审核。有不同意见，请联系主办方。
reason-promoted-by-hand = 主办方安排了名额。
reason-moved = 主办方换到了另一处。
reason-session-cancelled = 这一场取消了。
reason-session-moved = 时间改到 { $starts_at }。
reason-session-relocated = 地点改到{ $site }。
reason-session-moved-elsewhere = 时间改到 { $starts_at }，地点改到{ $site }。
reason-called-off = 这一期停办了。
reason-clash-elsewhere = 这个时间已经有别的安排了。
reason-clash = 和已经报的时间撞上了：{ $starts_at } 开始的那一场。
reason-other-allocation = 这一期不是这样给名额的。
reason-window-open = 报名到 { $closes_at } 才截止，截止以后才能封存名单。
reason-draw-exists = 这一期的名单在 { $frozen_at } 已经封存。
reason-draw-empty = 没有可以摇号的报名：没有人报名，或者都还没有审核。
reason-duplicates-unsettled = 有两份报名可能是同一个孩子，请先问清、标好，再封存名单。
reason-draw-not-frozen = 没有封存的名单。请先封存名单、公布指纹，再摇号。
reason-open-differs = 已经有人报名，时间不能这样改。
calendar-family = 娘家：全家的安排
calendar-quiet = 有安排

# 同一件事，写给主办的人看。
reason-to-staff-seat-free = 报名时有空名额。
reason-to-staff-applied = 报上了，等结果。
reason-to-staff-accepted = 本人接受了名额。
reason-to-staff-declined = 本人放弃了名额。
reason-to-staff-by-person = 本人取消了。
reason-to-staff-offer-expired = { $offer_expires_at } 已过，没有等到回话，名额给了下一位。
reason-to-staff-offer-extended = 通知没能按时送到，回话的时间延到 { $offer_expires_at }。
reason-to-staff-list-closed = { $closed_at } 候补结束，没有等到名额。
reason-to-staff-not-drawn = 没有抽中，抽到第 { $drawn_rank } 位，共 { $entries } 份。
reason-to-staff-rejected-by-reviewer = 审核没有通过，{ $object_until } 以前可以提出异议。
reason-to-staff-rejected-undated = 审核没有通过，可以提出异议。
reason-to-staff-called-off = 停办了。
