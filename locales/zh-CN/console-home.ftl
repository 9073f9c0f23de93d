# 工作台的第一页：今天要办的事。
console-home-heading = { $n ->
    [0] ，今天没有要您办的事
   *[other] ，今天要您办的 { $n } 件事
}
console-home-tasks = 要办的事
console-home-beside = 今天的情况
console-home-all-done = 都办完了
console-home-rest = 还有 { $n } 处
console-home-next-opens = 下一件：{ $when }，{ $what }开始报名。
console-home-next-closes = 下一件：{ $when }，{ $what }报名截止。
console-home-next-draw = 下一件：{ $when }，{ $what }摇号。
console-home-next-session = 下一件：{ $when }，{ $what }开场。

console-home-undelivered = { $n } 个人的邮件没有送到
console-home-undelivered-hint = 站内信已到。请打电话
console-home-undelivered-at = { $n } 人
console-home-undelivered-few = 不足 5 人
console-home-undelivered-do = 看是谁
console-home-draw-due = { $n } 个班该摇号了
console-home-draw-due-hint = 摇号以前，谁也不知道有没有名额
console-home-draw-due-at = 定在 { $when }，{ $n } 人报名
console-home-draw-due-few = 定在 { $when }，报名不足 5 人
console-home-draw-due-do = 去摇号
console-home-offers = 有名额在等 { $n } 家回话，最早的 { $when } 到期
console-home-offers-hint = 到期自动给下一位，不用您动手
console-home-offers-at = { $n } 家，最早的 { $when } 到期
console-home-offers-few = 不足 5 家
console-home-offers-do = 看名单
console-home-papers = { $n } 份报名待看
console-home-papers-at = { $n } 份，{ $when } 前看完才不耽误
console-home-papers-any-time = { $n } 份
console-home-papers-few = 不足 5 份
console-home-papers-do = 开始看
console-home-minimum = { $n } 个班的人数还不够开班
console-home-minimum-at = { $when } 开班，算上的有 { $n } 人，最少 { $least } 人
console-home-minimum-few = { $when } 开班，算上的不足 5 人，最少 { $least } 人
console-home-minimum-do = 看一看
console-home-draw-ahead = { $when } 摇号，7 天内共 { $n } 个班
console-home-draw-ahead-at = { $when }，{ $n } 人报名
console-home-draw-ahead-few = { $when }，报名不足 5 人
console-home-draw-ahead-do = 去准备
console-home-memberships = { $n } 位职工等您确认会员
console-home-memberships-at = { $n } 位，{ $when }
console-home-memberships-few = 不足 5 位
console-home-memberships-do = 逐个看
console-home-since-today = 最早的今天刚提出
console-home-since-days = 最早的等了 { $n } 天

console-home-meetings = 今天的场次
console-home-meetings-more = 另有 { $n } 场。
console-home-meetings-next = 今天没有场次。下一场是 { $when }。
console-home-meetings-none = 今天没有场次。
console-home-expected = 给出 { $n } 个名额
console-home-few = 不足 5 人
console-home-open = 正在报名
console-home-open-until = { $when } 截止
console-home-open-more = 另有 { $n } 个正在报名。
console-home-open-none = 现在没有正在报名的。
console-home-standing = { $places } 个名额：{ $taken } 已定，{ $held } 等回话，{ $waiting } 候补
console-home-standing-unlimited = 不限名额：{ $taken } 已定
console-home-standing-applied = { $applied } 人报 { $places } 个名额，还没定
console-home-standing-applied-unlimited = { $applied } 人报名，不限名额，还没定
console-home-hidden = 保密的活动，人数不在这里显示
console-home-posts = 您的单位
