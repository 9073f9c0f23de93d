# 工作台的“操作日志”：每条一句话，前面是谁做的。
console-audit-heading = { $what }的操作日志
console-audit-only = 只看
console-audit-all = 全部
console-audit-from = 从
console-audit-to = 到
console-audit-find = 找
console-audit-older = 更早
console-audit-nothing = 没有这样的记录。
console-audit-somebody = 一个人
console-audit-by-staff = 工作人员
console-audit-by-operator = 系统管理
console-audit-by-timer = 系统
console-audit-by-import = 导入的文件
console-audit-a-grant = 一个角色
console-audit-a-membership = 一位会员
console-audit-a-program = 一个还没发布的项目
console-audit-a-offering = 一个还没发布的班
console-audit-a-session = 一场活动
console-audit-a-registration = 一份报名
console-audit-see-program = 看项目
console-audit-see-offering = 看这个班
console-audit-see-registration = 看这份报名

console-audit-role-given = 给了 { $who } 一个角色：{ $role }，到 { $until }。
console-audit-role-ended = 收回了 { $who } 的角色：{ $role }。
console-audit-membership-confirmed = 确认了 { $who } 是会员。
console-audit-membership-refused = 没有确认 { $who } 是会员。
console-audit-program-made = 起草了{ $what }。
console-audit-program-edited = 改了{ $what }。
console-audit-offering-made = 起草了{ $what }。
console-audit-offering-edited = 改了{ $what }。
console-audit-offering-published = 发布了{ $what }。
console-audit-size-set = { $size ->
    [-1] 改了{ $what }的名额，{ $n } 份报名因此变动。
   *[other] 把{ $what }的名额改成 { $size } 个，{ $n } 份报名因此变动。
}
console-audit-approved = 审核了{ $what }的一份报名。
console-audit-rejected = 没有通过{ $what }的一份报名。
console-audit-admitted = 按审核结果录取了{ $what }，{ $n } 份报名有了结果。
console-audit-promoted = 手工递补了{ $what }的一份报名。
console-audit-moved = 把{ $what }的一份报名调到了别的班次。
console-audit-cancelled = 代为取消了{ $what }的一份报名。
console-audit-session-cancelled = 取消了{ $what }的一场，{ $n } 份报名因此变动。
console-audit-session-moved = 给{ $what }的一场改了期。
console-audit-called-off = 停办了{ $what }，{ $n } 份报名因此取消。
console-audit-draw-frozen = 封存了{ $what }的摇号名单。
console-audit-draw-run = 给{ $what }摇了号，{ $n } 份报名有了结果。
console-audit-draw-voided = 作废了{ $what }封存的摇号。
console-audit-assisted = 代人登记了{ $what }的报名。
console-audit-attendance-corrected = 更正了{ $what }的签到，{ $n } 人。
console-audit-announcement-sent = 给{ $what }的 { $n } 人发了消息。
console-audit-roster-read-sensitive = 看了{ $what }名单里的敏感内容，{ $n } 行。
console-audit-roster-exported = 导出了{ $what }的名单，{ $n } 行。
console-audit-duplicate-settled = 判明了{ $what }的两份报名是不是同一个人。
