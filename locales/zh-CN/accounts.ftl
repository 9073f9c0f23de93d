# 账号的信。account-code 寄给还没有证实的地址，一句别人写的话都不带。

account-row-code = 验证码
account-row-expires = 有效到
account-expires = <b>{ $time }</b>（{ $zone }），只能用一次
account-row-until = 下载截止
account-row-device = 设备
account-row-at = 时间
account-until = <b>{ $moment }</b>（{ $zone }）
account-device-unknown = 认不出的设备
account-whom = 有不清楚的，可以问您单位的工会。

account-account-code-eyebrow = 开通账号
account-account-code-subject = 开通娘家账号的验证码
account-account-code-hint = { $minutes } 分钟内有效，只能用一次
account-account-code-heading = 您的验证码
account-account-code-lead = 有人用这个邮箱开通娘家账号。是您的话，把下面的数字填进去就开通了。
account-account-code-button = 打开页面填写
account-account-code-next = 在开通账号的页面填这个数字；从这封信打开页面，数字已经填好，您点“登录”才算数。
account-account-code-not-me = 不是您？不用理会这封信，账号不会开通。

account-sign-in-code-eyebrow = 登录
account-sign-in-code-subject = 登录娘家的验证码
account-sign-in-code-hint = { $minutes } 分钟内有效，只能用一次
account-sign-in-code-heading = 您的登录验证码
account-sign-in-code-lead = 把下面的数字填进登录页面就能登录，不用密码。
account-sign-in-code-button = 打开登录页面
account-sign-in-code-next = 在登录页面填这个数字；从这封信打开页面，数字已经填好，您点“登录”才算数。
account-sign-in-code-not-me = 不是您？不用理会这封信。没有这个数字谁也进不来，别把它告诉任何人。

account-password-reset-eyebrow = 换密码
account-password-reset-subject = 换密码的验证码
account-password-reset-hint = { $minutes } 分钟内有效，只能用一次
account-password-reset-heading = 换一个新密码
account-password-reset-lead = 把下面的数字和新密码一起填上，密码就换好了。
account-password-reset-button = 打开换密码的页面
account-password-reset-next = 换好以后，所有手机和电脑都要重新登录。
account-password-reset-not-me = 不是您？不用理会这封信，原来的密码照旧能用。

account-email-change-eyebrow = 换邮箱
account-email-change-subject = 确认新邮箱的验证码
account-email-change-hint = { $minutes } 分钟内有效，只能用一次
account-email-change-heading = 确认这个新邮箱
account-email-change-lead = 在您登录着的页面填上下面的数字，以后的信就寄到这个邮箱。
account-email-change-button = 打开确认页面
account-email-change-next = 确认以后，用新邮箱登录；原来的邮箱会收到一封说明。
account-email-change-not-me = 不是您？不用理会这封信，什么都不会变。

account-email-changed-eyebrow = 邮箱已换
account-email-changed-subject = 您的账号换了邮箱
account-email-changed-hint = 以后的信寄到新邮箱
account-email-changed-heading = 您的账号换了邮箱
account-email-changed-lead = 以后的信寄到新邮箱，也用新邮箱登录。这是寄到原来邮箱的最后一封信。
account-email-changed-next = 是您自己换的，就不用做什么。
account-email-changed-not-me = 不是您？请马上联系您单位的工会，请他们帮您找回账号。

account-email-taken-up-eyebrow = 邮箱已换
account-email-taken-up-subject = 您的账号现在用这个邮箱
account-email-taken-up-hint = 以后的信寄到这里
account-email-taken-up-heading = 您的账号现在用这个邮箱
account-email-taken-up-lead = 以后的信寄到这里，登录也用这个邮箱。原来的邮箱也收到了一封说明。
account-email-taken-up-next = 是您自己换的，就不用做什么。
account-email-taken-up-not-me = 不是您换的？请马上联系您单位的工会，请他们帮您处理。

account-new-device-eyebrow = 新设备登录
account-new-device-subject = 您的账号在一台新设备上登录了
account-new-device-hint = 不是您的话，请马上让它退出
account-new-device-heading = 您的账号在一台新设备上登录了
account-new-device-lead = 这台设备以前没有登录过您的账号，所以告诉您一声。
account-new-device-button = 看登录的设备
account-new-device-next = 是您自己登录的，就不用做什么。
account-new-device-not-me = 不是您？请打开“登录的设备”，让这一台退出，再换一个密码。换了密码，所有设备都要重新登录。

account-no-account-eyebrow = 没有账号
account-no-account-subject = 这个邮箱还没有娘家账号
account-no-account-hint = 可以用这个邮箱开通一个
account-no-account-heading = 这个邮箱还没有账号
account-no-account-lead = 有人想用这个邮箱登录娘家，可是这个邮箱还没有账号，所以没有发验证码。
account-no-account-next = 是您的话，请先用这个邮箱开通账号，或者换您开通时用的邮箱再试。
account-no-account-not-me = 不是您？不用理会这封信。

account-second-factor-on-eyebrow = 两步验证已开启
account-second-factor-on-subject = 您的账号开启了两步验证
account-second-factor-on-hint = 看名单等敏感内容时，要再填一次验证器上的数字
account-second-factor-on-heading = 两步验证已开启
account-second-factor-on-lead = 从现在起，看名单等敏感内容时，除了登录还要填手机验证器上的六位数字。
account-second-factor-on-next = 请把十个恢复码收好，不要和手机放在一起。手机不在手边时，一个恢复码可以用一次。
account-second-factor-on-not-me = 不是您？请马上换密码，并联系您单位的工会。

account-second-factor-off-eyebrow = 两步验证已关闭
account-second-factor-off-subject = 您的账号关闭了两步验证
account-second-factor-off-hint = 验证器上的数字和恢复码都不能再用了
account-second-factor-off-heading = 两步验证已关闭
account-second-factor-off-lead = 验证器上的数字和原来的恢复码都不能再用了。没有两步验证，就看不到名单等敏感内容。
account-second-factor-off-next = 是您自己关的，就不用做什么；换了手机，可以重新开启。
account-second-factor-off-not-me = 不是您？请马上换密码，并联系您单位的工会。

account-export-ready-eyebrow = 资料备好了
account-export-ready-subject = 您要的资料整理好了
account-export-ready-hint = 登录以后就能下载
account-export-ready-heading = 您要的资料整理好了
account-export-ready-lead = 您和家人在娘家留下的资料，已经整理成一个文件，登录以后就能下载。过了下面的时间，文件会删掉，要的话可以再申请一次。
account-export-ready-button = 打开“我的资料”
account-export-ready-next = 下载以后，请存在只有您自己能看到的地方：里面有您家人的情况。
account-export-ready-not-me = 不是您要的？请马上换密码，并联系您单位的工会。

account-account-erased-eyebrow = 账号已删除
account-account-erased-subject = 您的娘家账号已经删除
account-account-erased-hint = 这是最后一封信
account-account-erased-heading = 您的账号已经删除
account-account-erased-lead = 您要求删除的账号，已经从娘家删掉了。这是我们寄给您的最后一封信。
account-account-erased-next = 不用您再做什么。以后还想报名，用这个邮箱重新开通账号就行。
account-account-erased-not-me = 不是您要删的？请马上联系您单位的工会。
