# 角色，和操作记录里的动作：每个动作一句，以 audit- 开头。
role-viewer = 查看员
role-checker = 签到员
role-organizer = 组织者
role-admin = 管理员
role-counsellor = 咨询员

audit-role-given = 给了一个角色
audit-role-ended = 收回了一个角色
audit-membership-confirmed = 确认了一位会员
audit-program-made = 起草了一个项目
audit-program-edited = 改了项目
audit-offering-made = 起草了一期
audit-offering-edited = 改了一期
audit-offering-published = 发布了一期
audit-size-set = 调整了名额
audit-approved = 审核了一份报名
audit-rejected = 没有通过一份报名
audit-admitted = 按审核结果录取
audit-promoted = 手工递补了一位
audit-moved = 把一位调到了别的班次
audit-cancelled = 代为取消了一份报名
audit-session-cancelled = 取消了一场
audit-session-moved = 给一场改了期
audit-called-off = 停办了一期
audit-draw-frozen = 封存了摇号名单
audit-draw-run = 摇了号
audit-draw-voided = 作废了封存的摇号
audit-assisted = 代人登记了报名
audit-membership-refused = 没有确认一位会员
audit-attendance-corrected = 更正了签到
audit-announcement-sent = 给报名的人发了消息
audit-roster-read-sensitive = 看了名单里的敏感内容
audit-roster-exported = 导出了名单
audit-duplicate-settled = 判明了两份报名是不是同一个人

# 关于角色的信。staff-role-waiting 寄给还没有证实的邮箱，一句别人写的话都不带。
staff-row-body = 单位
staff-row-role = 角色
staff-row-program = 项目
staff-row-until = 到期

staff-role-given-eyebrow = 新的角色
staff-role-given-subject = 您在{ $body }有了新的角色
staff-role-given-hint = { $role }
staff-role-given-heading = 您是{ $role }了
staff-role-given-lead = { $body }请您担任{ $role }，从现在起生效。
staff-role-given-next = 登录以后就能办事。看名单等敏感内容，要先开启两步验证。
staff-role-given-not-me = 不该是您？请告诉{ $body }，请他们收回。

staff-role-waiting-eyebrow = 等您开通账号
staff-role-waiting-subject = { $body }请您担任{ $role }
staff-role-waiting-hint = 用这个邮箱开通娘家账号以后生效
staff-role-waiting-heading = 请您担任{ $role }
staff-role-waiting-lead = { $body }请您在娘家担任{ $role }。这个邮箱还没有娘家账号：用它开通账号、填了验证码，角色就生效。
staff-role-waiting-button = 开通账号
staff-role-waiting-next = 请用收到这封信的邮箱开通账号，用别的邮箱不会有这个角色。
staff-role-waiting-not-me = 不认识这个单位？不用理会这封信，什么都不会发生。

staff-role-ended-eyebrow = 角色已收回
staff-role-ended-subject = { $body }收回了您的角色
staff-role-ended-hint = { $role }
staff-role-ended-heading = 您不再是{ $role }了
staff-role-ended-lead = { $body }收回了您的角色：{ $role }，从现在起不再有效。
staff-role-ended-next = 您自己和家人的报名不受影响。
staff-role-ended-not-me = 觉得不对？请问{ $body }。

# 关于会员身份的信：单位怎么答复的。
membership-row-reason = 原因
membership-objection = 觉得不对？请问{ $body }。

membership-confirmed-eyebrow = 会员身份已确认
membership-confirmed-subject = { $body }确认您是会员
membership-confirmed-hint = 只收会员的活动，现在可以报名
membership-confirmed-heading = { $body }确认您是会员
membership-confirmed-lead = 您申请的会员身份已经确认，从现在起有效。
membership-confirmed-button = 看可以报名的活动
membership-confirmed-next = 只收这个单位会员的活动，您和家人现在可以报名。

membership-refused-eyebrow = 会员身份没有确认
membership-refused-subject = { $body }没有确认您的会员身份
membership-refused-hint = 写错了可以改好再申请
membership-refused-heading = { $body }没有确认您的会员身份
membership-refused-lead = 您申请的会员身份，{ $body }没有确认。不限会员的活动照样可以报名。
membership-refused-button = 打开“我的单位”
membership-refused-next = 单位选错了，或者会员号写错了，改好再申请一次就行。

membership-ended-eyebrow = 会员身份已结束
membership-ended-subject = { $body }不再把您列为会员
membership-ended-hint = 已经报上的名不受影响
membership-ended-heading = { $body }不再把您列为会员
membership-ended-lead = { $body }从现在起不再把您列为会员。您和家人已经报上的名不受影响。
membership-ended-button = 打开“我的单位”
membership-ended-next = 换了单位？请向新单位申请，确认以后就能报只收它会员的活动。
