# 主办方写给大家的话。announcement-hint-… 是低调活动的邮件，除了有消息以外什么都不说。
announcement-eyebrow = 主办方的消息
announcement-row-program = 项目
announcement-row-offering = 班次
announcement-row-from = 主办
announcement-button = 看我的报名
announcement-hint-subject = 您有一条新消息
announcement-hint-heading = 您有一条新消息
announcement-hint-hint = 登录以后看
announcement-hint-lead = 消息的内容不写在邮件里。请登录，在“消息”里看。
announcement-hint-button = 登录看消息

# 开班前七天人数还不够：告诉主办的人。
minimum-people = { $count } 人
minimum-teams = { $count } 队
minimum-few = 不到 { $least } 人
minimum-row-first = 第一场
minimum-row-least = 最少
minimum-row-confirmed = 已录取
minimum-row-applied = 等抽签或审核
minimum-row-waiting = 候补
minimum-eyebrow = 人数还不够
minimum-subject = { $title }还没到开班人数
minimum-hint = 已录取 { $confirmed }，最少 { $least }，{ $start }开始
minimum-heading = { $title }还没到开班人数
minimum-lead = 这一班定了最少 { $least }开班，现在录取了 <b>{ $confirmed }</b>，第一场在 <b>{ $start }</b>。开不开由您定，系统不会自动停办。
minimum-button = 看这一班
minimum-invite = 想再招一招：把报名页转给职工，身边不方便上网的可以代他们报名。
minimum-run = 人少也开：不用做什么，大家的名额照旧。
minimum-call-off = 决定停办：请尽早操作，写明原因，报了名的人马上会收到通知，并看到还能报的班次。
minimum-once = 每一班只提醒这一次。
