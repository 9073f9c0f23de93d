# 角色，和操作记录里的动作：每个动作一句，以 audit- 开头。
role-viewer = 查看员
role-checker = 签到员
role-organizer = 组织者
role-admin = 管理员
role-counsellor = 咨询员

audit-role-given = 给了一个角色
audit-role-ended = 收回了一个角色
audit-membership-confirmed = 确认了一位会员
audit-membership-refused = 没有确认一位会员
