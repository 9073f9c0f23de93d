# 邮件里的链接打开的页面。quiet-… 是低调活动用的，不写活动、单位、地点和参加人。

link-accept-eyebrow = 等您回话
link-accept-heading = { $seats ->
    [1] 有一个名额
   *[other] 有 { $seats } 个名额
}留给{ $people }
link-accept-lead = 请在 <b>{ $deadline } 前</b>回话。按下“接受名额”，名额就是您的。
link-accept-button = 接受名额
link-accept-other = 放弃，给下一位
link-accept-quiet-heading = 有一个位置留给您
link-accept-quiet-lead = 请在 <b>{ $deadline } 前</b>回话。按下“接受名额”，位置就是您的。

link-decline-eyebrow = 等您回话
link-decline-heading = 放弃留给{ $people }的名额
link-decline-lead = 按下“放弃”，名额马上给下一位，不影响您以后报名。想要这个名额，请在 <b>{ $deadline } 前</b>接受。
link-decline-button = 放弃，给下一位
link-decline-other = 接受名额
link-decline-quiet-heading = 放弃留给您的位置
link-decline-quiet-lead = 按下“放弃”，位置马上给下一位，不影响您以后预约。想要这个位置，请在 <b>{ $deadline } 前</b>接受。

link-cancel-eyebrow = 取消报名
link-cancel-heading = 取消{ $people }的报名
link-cancel-lead = 按下“取消报名”，名额马上给下一位。不用说原因，也不影响您以后报名。
link-cancel-button = 取消报名
link-cancel-quiet-heading = 取消这次预约
link-cancel-quiet-lead = 按下“取消报名”，位置马上给下一位。不用说原因，也不影响您以后预约。

link-give-up-eyebrow = 等您回话
link-give-up-heading = 放弃留给{ $people }的名额
link-give-up-lead = 按下“放弃”，名额马上给下一位。不用说原因，也不影响您以后报名。
link-give-up-button = 放弃，给下一位
link-give-up-quiet-heading = 放弃留给您的位置
link-give-up-quiet-lead = 按下“放弃”，位置马上给下一位。不用说原因，也不影响您以后预约。

link-leave-eyebrow = 候补第 { $place } 位
link-leave-heading = { $people }退出候补
link-leave-lead = 现在排在第 { $place } 位，前面 { $ahead } 人。按下“退出候补”就不再排了；以后再报，从队尾排起。
link-leave-button = 退出候补
link-leave-quiet-heading = 退出候补
link-leave-quiet-lead = 现在排在第 { $place } 位，前面 { $ahead } 人。按下“退出候补”就不再排了；以后再约，从队尾排起。

link-withdraw-eyebrow = 等结果
link-withdraw-heading = 撤回{ $people }的报名
link-withdraw-lead = 按下“撤回报名”，就不再等结果。不用说原因，也不影响您以后报名。
link-withdraw-button = 撤回报名
link-withdraw-quiet-heading = 撤回这次报名
link-withdraw-quiet-lead = 按下“撤回报名”，就不再等结果。不用说原因，也不影响您以后预约。

link-together = 这里有 { $count } 份一起报的报名：接受或放弃，对每一份都算数。
link-alone = 一起报的其他人不变，只动这一份。
link-until = <b>{ $until } 前</b>取消都来得及。
link-until-passed = { $until } 已过，现在取消算晚取消。说一声总比不来好：名额照样给下一位，也不影响您以后报名。
link-hint = 不按按钮，什么都不会变。
link-footer = 打开这一页不用登录。拿到链接的人都能打开它、按这里的按钮，请不要转给别人。

link-accepted-eyebrow = 名额已定
link-accepted-heading = 接受了，名额是您的
link-accepted-lead = { $people }的名额已经写进名单，不会再变给别人。
link-accepted-other = 去不了，取消报名
link-accepted-quiet-heading = 接受了，位置是您的
link-accepted-quiet-lead = 时间已经为您留好。地点和别的详情，登录后可以看到。

link-placed-eyebrow = 名额已定
link-placed-heading = 有名额了：{ $people }
link-placed-lead = { $why }名额已经写进名单，不会再变给别人。
link-placed-other = 去不了，取消报名
link-placed-quiet-heading = 预约已确认
link-placed-quiet-lead = 时间已经为您留好。地点和别的详情，登录后可以看到。

link-taken-eyebrow = 名额已定
link-taken-heading = { $people }的名额已经定了
link-taken-lead = { $why }去不了可以取消，不用说原因，名额马上给下一位。
link-taken-other = 去不了，取消报名
link-taken-quiet-heading = 预约已确认
link-taken-quiet-lead = { $why }去不了可以取消，不用说原因，位置马上给下一位。

link-declined-eyebrow = 已放弃
link-declined-heading = 已放弃，名额给下一位
link-declined-lead = 谢谢您早说，下一家马上收到消息。不影响您以后报名。
link-declined-quiet-heading = 已放弃，位置给下一位
link-declined-quiet-lead = 谢谢您早说，下一位马上收到消息。不影响您以后预约。

link-cancelled-eyebrow = 已取消
link-cancelled-heading = 已取消，不用说原因
link-cancelled-lead = { $people }的报名取消了，不影响您以后报名。
link-cancelled-quiet-heading = 已取消，不用说原因
link-cancelled-quiet-lead = 这次预约取消了，不影响您以后预约。

link-ended-eyebrow = 已结束
link-ended-heading = { $people }的这份报名已经结束
link-ended-lead = { $why }
link-ended-quiet-heading = 这次预约已经结束
link-ended-quiet-lead = { $why }

link-late-eyebrow = 时间过了
link-late-heading = { $deadline } 已过，名额给了下一位
link-late-lead = 不影响{ $people }以后报名。有特殊情况，请问主办方。
link-late-quiet-heading = { $deadline } 已过，位置给了下一位
link-late-quiet-lead = 不影响您以后预约。有特殊情况，请登录后联系主办方。

link-begun-eyebrow = 已经开始
link-begun-heading = { $start } 已经开始，不能再取消
link-begun-lead = { $people }的报名没有变。有事请联系主办方。
link-begun-quiet-heading = { $start } 已经开始，不能再取消
link-begun-quiet-lead = 这次预约没有变。有事请登录后联系主办方。

link-no-offer-eyebrow = 还没有名额
link-no-offer-heading = 现在没有留给{ $people }的名额
link-no-offer-lead = 报名还在，没有变。有了名额，我们马上告诉您。
link-no-offer-quiet-heading = 现在没有留给您的位置
link-no-offer-quiet-lead = 报名还在，没有变。有了位置，我们马上告诉您。

link-row-deadline = 回话截止
link-row-who = 谁参加
link-row-seats = 名额
link-row-what = 活动
link-row-when = 时间
link-row-where = 地点

# 停收提醒。
reminders-eyebrow = 邮件提醒
reminders-on-heading = 停收提醒邮件
reminders-on-lead = 按下按钮，就不再提前提醒您；主办方群发的通知不再发到您的邮箱，应用的“消息”里照样有。
reminders-on-button = 不再收提醒邮件
reminders-on-hint = 现在还在收。不按按钮，什么都不会变。
reminders-off-heading = 提醒邮件停了
reminders-off-lead = 不再提前提醒您；主办方群发的通知不再发到您的邮箱，应用的“消息”里照样有。
reminders-off-button = 恢复提醒邮件
reminders-off-hint = 按错了，按一下就恢复。
reminders-others = 名额、改期、取消这些要紧的信照常发。
reminders-footer = 打开这一页不用登录。拿到链接的人都能打开它、按这里的按钮，请不要转给别人。

# 打不开、过期、太忙。
page-again = 再看一次
page-broken-heading = 这个链接打不开
page-broken-lead = 链接不完整，或者已经没有这份报名。什么都没有变。请从邮件里再点一次；链接断成两行的，请整行复制。也可以登录应用，在“报名”里办。
page-ended-heading = 这个链接过期了
page-ended-lead = 什么都没有变。请打开最近的一封邮件，或者登录应用，在“报名”里看。
page-busy-heading = 人很多，还没轮到您的
page-busy-lead = 现在什么都没有变。请过几秒再试。
page-many-heading = 操作太多，请稍等
page-many-lead = 现在什么都没有变。请过一分钟再试。
page-unknown-heading = 不知道办成了没有
page-unknown-lead = 请再看一次，这一页会说现在是什么情况。再按一次按钮，也只算一次。
page-fault-heading = 这里出了错，不是您的问题
page-fault-lead = 请过一会儿再看一次，这一页会说现在是什么情况。
