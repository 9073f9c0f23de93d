# 主办方写给大家的话。announcement-hint-… 是低调活动的邮件，除了有消息以外什么都不说。
announcement-eyebrow = 主办方的消息
announcement-row-program = 项目
announcement-row-offering = 班次
announcement-row-from = 主办
announcement-button = 看我的报名
announcement-next = 这条消息不改动您的报名；要您做什么，以上面写的为准。
announcement-reply = 有话要问，直接回复邮件就行。
announcement-why = 主办方群发的消息也发到邮箱。不想再收到这种邮件，可以<a>停掉</a>；应用里照样看得到，名额有变化还会照样告诉您。
announcement-hint-next = 登录以后打开“消息”。您的报名没有变。
announcement-hint-subject = 您有一条新消息
announcement-hint-heading = 您有一条新消息
announcement-hint-hint = 登录以后看
announcement-hint-lead = 消息的内容不写在邮件里。请登录，在“消息”里看。
announcement-hint-button = 登录看消息

# 写给主办的人的信，都用这一句。
roster-whom = 有不清楚的，请问您单位或上级工会的管理员。

# 开班前七天人数还不够：告诉主办的人。
minimum-people = { $count } 人
minimum-teams = { $count } 队
minimum-few = 不到 { $least } 人
minimum-row-first = 第一场
minimum-row-least = 最少
minimum-row-confirmed = 已录取
minimum-row-applied = 在等结果
minimum-row-waiting = 候补
minimum-eyebrow = 人数还不够
minimum-subject = { $title }还没到开班人数
minimum-quiet-subject = 有一个班次还没到开班人数
minimum-hint = 已录取：{ $confirmed }，最少：{ $least }，{ $start } 开始
minimum-heading = { $title }还没到开班人数
minimum-lead = 这一班定了最少 { $least }开班；已录取：<b>{ $confirmed }</b>。第一场在 <b>{ $start }</b>。开不开由您定，系统不会自动停办。
minimum-button = 看这一班
minimum-invite = 想再招人：把报名页转给职工；不方便上网的，可以代他们报名。
minimum-run = 人少也开：不用做什么，大家的名额照旧。
minimum-call-off = 决定停办：请早些办，写明原因。报了名的人马上收到通知，也会看到还能报哪些班次。
minimum-once = 每一班只提醒这一次。

# 该摇号了，还没有摇：告诉主办的人。
draw-due-row-time = 摇号时间
draw-due-row-applied = 在等结果
draw-due-eyebrow = 等您摇号
draw-due-subject = { $title }该摇号了
draw-due-quiet-subject = 有一个班次该摇号了
draw-due-hint = 定在 { $time }，报了名的人在等结果
draw-due-heading = { $title }该摇号了
draw-due-lead = 报名已经截止，摇号定在 <b>{ $time }</b>，现在还没有摇。系统不会自己摇，等您来做；在那以前，报了名的人都不知道有没有名额。
draw-due-button = 去摇号
draw-due-freeze = 先封存名单，同时公布要用哪一个公开数字；这个数字要在封存以后才出来。
draw-due-run = 公开数字出来以后再摇号，结果马上通知每一个人。
draw-due-later = 今天摇不了？请把摇号时间改到后面，别让大家白等。
draw-due-once = 定好的每个摇号时间只提醒一次。

# 每天早上九点：哪些班次有人没收到邮件。
undelivered-eyebrow = 邮件没有送到
undelivered-subject = 有人没收到通知邮件
undelivered-hint = 急的事，请打电话告诉他们
undelivered-heading = 有人没收到通知邮件
undelivered-lead = 从 { $since } 到 { $until }，下面这些班次有人的通知没能送到邮箱。他们登录以后，在“消息”里照样看得到。
undelivered-row-more = 另外
undelivered-line = { $title }，<a>看名单</a>
undelivered-more = 还有 { $count } 个班次，请在名单里看。
undelivered-look = 打开名单，看“送达情况”一栏，就知道是哪几位。
undelivered-call = 急的事，请照名单上的电话告诉他们。
undelivered-repair = 邮箱写错了或者满了的，请他们登录后换一个邮箱。
undelivered-daily = 每天早上 9 点汇总一次，没有新的就不发。
# 名单：列的名字，格子里的词。
roster-sheet = 名单
roster-yes = 是
roster-no = 否
roster-agreed = 已同意（第 { $version } 版）
roster-withdrawn = 已撤回（第 { $version } 版）

roster-column-status = 状态
roster-column-place = 候补位次
roster-column-session = 场次
roster-column-seats = 人数
roster-column-quota = 名额类别
roster-column-offer = 回话截止
roster-column-group = 同组
roster-column-points = 加分
roster-column-reviewed = 审核时间
roster-column-drawn = 摇号位次
roster-column-draw-code = 抽签码
roster-column-door-code = 入场码
roster-column-name = 姓名
roster-column-relation = 与报名人关系
roster-column-birth = 出生日期
roster-column-age = 年龄（首日）
roster-column-grade = 年级
roster-column-gender = 性别
roster-column-account = 报名人
roster-column-phone = 电话
roster-column-email = 邮箱
roster-column-by-phone = 要电话通知
roster-column-assisted = 代报名
roster-column-duplicates = 可能重复
roster-column-created = 报名时间
roster-column-updated = 最近变动
roster-column-message = 最近一封通知
roster-column-message-state = 送达情况
roster-column-message-at = 通知时间
roster-column-care = 照护需要
roster-column-pickup = 可接走的人
roster-column-emergency = 紧急联系人
roster-column-id = 报名编号

roster-status-applied = 待定
roster-status-waitlisted = 候补
roster-status-offered = 待接受
roster-status-confirmed = 已确认
roster-status-cancelled = 已取消
roster-status-declined = 已放弃
roster-status-expired = 已过期
roster-status-rejected = 未通过
roster-status-not_drawn = 未抽中
roster-status-called_off = 停办

roster-relation-self = 本人
roster-relation-child = 孩子
roster-relation-spouse = 配偶
roster-relation-parent = 父母
roster-relation-other = 其他

roster-gender-female = 女
roster-gender-male = 男
roster-gender-undisclosed = 不便说

roster-message-state-inbox = 只在站内
roster-message-state-queued = 待发送
roster-message-state-retrying = 重试中
roster-message-state-sent = 已发出
roster-message-state-failed = 被退回
roster-message-state-suppressed = 未发：邮箱拒收
roster-message-state-expired = 没能送到

roster-message-registration-confirmed = 有名额
roster-message-registration-applied = 已收到报名
roster-message-registration-waiting = 进了候补
roster-message-registration-offered = 请接受名额
roster-message-registration-offer-extended = 回话延期
roster-message-registration-promoted = 递补上了
roster-message-registration-offer-expired = 名额过期
roster-message-registration-list-closed = 候补结束
roster-message-registration-cancelled = 报名取消
roster-message-registration-rejected = 没有通过
roster-message-registration-not-drawn = 没有抽中
roster-message-registration-called-off = 停办
roster-message-registration-rescheduled = 改期
