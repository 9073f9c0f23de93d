# The organizers' console.
console-title = 娘家工作台
console-mark = 娘家
console-mark-small = 工作台
console-skip = 跳到正文
console-tabs = 主要栏目
console-tab-today = 今天
console-tab-programs = 活动
console-tab-report = 报表
console-tab-people = 人员
console-tab-audit = 操作日志

console-problem-home = 回到今天
console-problem-id = 告诉我们这个编号，我们能查到出了什么事：{ $what }
console-problem-sign-in = 您填的内容还在上一页。请先在新窗口里登录，再回到上一页重新提交。
console-problem-sign-in-button = 去登录

console-email = 邮箱
console-password = 密码
console-next = 下一步
console-sign-in = 登录
console-sign-in-heading = 登录工作台
console-sign-in-send-code = 不用密码，发数字到邮箱
console-sign-in-idle = { $n } 分钟不动会自动退出。公用电脑上，用完请点“退出”。
console-sign-out = 退出登录
console-code-heading = 请看邮箱
console-code-sent = 如果 { $what } 有账户，我们已经发去 6 位数字，10 分钟内有效。
console-code-label = 邮件里的 6 位数字
console-code-other = 换一个邮箱

console-factor = 两步验证
console-factor-heading = 还有一步
console-factor-why = 名单里有孩子的信息，所以要再核对一次。12 小时内不再问。
console-factor-label = 验证器里的 6 位数字
console-factor-hint = 换了手机，就写一个备用码，例如 ABCDE-23456。
console-factor-skip = 不做这一步也能进，但看不到有孩子的名单。
console-factor-skip-link = 先这样进去
console-factor-new = 开启两步验证
console-factor-new-heading = 用手机开启两步验证
console-factor-new-why = 名单里有孩子的信息，只有密码还不够。请在手机上装一个验证器，用它扫这张图，再填它显示的 6 位数字。
console-factor-new-picture = 给验证器扫的二维码
console-factor-new-typed = 不能扫码，就把这一串输进验证器：
console-factor-new-button = 开启
console-factor-later = 以后再说
console-recovery = 备用码
console-recovery-heading = 两步验证开好了，请收好备用码
console-recovery-why = 手机丢了或换了，用它们登录，每个只能用一次。请抄下来或打印，不要和手机放在一起。这里只显示这一次。
console-recovery-kept = 已经收好，继续

console-account = 我的账户
console-account-factor-on = 已经开启。还剩 { $n } 个备用码。
console-account-factor-off = 还没有开启。没有它，看不到有孩子的名单和操作日志。
console-account-devices = 登录着的设备
console-account-device = 设备
console-account-seen = 最近使用
console-account-end = 让它退出
console-account-unnamed = 不认识的设备
console-account-this = 就是这一台

console-done-signed-out = 已退出登录。
console-done-device-ended = 那台设备已退出。

# /dev/look
console-look = 界面的每一件
