# 报名的信。quiet-… 是低调活动用的，不写活动、单位、地点和参加人。

registration-confirmed-eyebrow = 名额已定
registration-confirmed-subject = 名额已定：{ $program }，{ $people }
registration-confirmed-hint = { $start } 开始，这里有时间、地点和入场短码
registration-confirmed-heading = 有名额了：{ $people }
registration-confirmed-lead = { $offering }。名额已经写进名单，不会再变给别人。
registration-confirmed-quiet-subject = 预约已确认
registration-confirmed-quiet-hint = { $start }。详情点开看
registration-confirmed-quiet-heading = 预约已确认
registration-confirmed-quiet-lead = 时间已经为您留好。地点和别的详情，登录后可以看到。

registration-accepted-eyebrow = 名额已定
registration-accepted-subject = 名额是您的了：{ $program }，{ $people }
registration-accepted-hint = { $start } 开始，这里有时间、地点和入场短码
registration-accepted-heading = 接受了，名额是您的
registration-accepted-lead = { $offering }，{ $people }。名额已经写进名单，不会再变给别人。
registration-accepted-quiet-subject = 预约已确认
registration-accepted-quiet-hint = { $start }。详情点开看
registration-accepted-quiet-heading = 接受了，预约已确认
registration-accepted-quiet-lead = 时间已经为您留好。地点和别的详情，登录后可以看到。

registration-promoted-eyebrow = 候补轮到了
registration-promoted-subject = 轮到了，有名额了：{ $program }，{ $people }
registration-promoted-hint = 不用回话，名额已经是您的。{ $start } 开始
registration-promoted-heading = 候补轮到了，{ $people }有名额了
registration-promoted-lead = { $offering }空出了名额。不用回话，名额已经写进名单，不会再变给别人。
registration-promoted-quiet-subject = 轮到了，预约已确认
registration-promoted-quiet-hint = { $start }。详情点开看
registration-promoted-quiet-heading = 轮到了，预约已确认
registration-promoted-quiet-lead = 空出了位置，时间已经为您留好，不用回话。地点和别的详情，登录后可以看到。

registration-draw-eyebrow = 等摇号
registration-draw-subject = 报上了，等摇号：{ $program }，{ $people }
registration-draw-hint = 这还不是录取，先报后报机会一样
registration-draw-heading = { $people }报上了，等摇号。这还不是录取
registration-draw-lead = 收到了{ $offering }的报名。截止以前报的都进摇号，先报后报机会一样。
registration-draw-quiet-subject = 报上了，等摇号
registration-draw-quiet-hint = 这还不是录取，先报后报机会一样
registration-draw-quiet-heading = 报上了，等摇号。这还不是录取
registration-draw-quiet-lead = 收到了您的报名。截止以前报的都进摇号，先报后报机会一样。

registration-review-eyebrow = 等审核
registration-review-subject = 报上了，等审核：{ $program }，{ $people }
registration-review-hint = 这还不是录取，有了结果马上告诉您
registration-review-heading = { $people }报上了，等审核。这还不是录取
registration-review-lead = 收到了{ $offering }的报名，由{ $organization }逐份审核。
registration-review-quiet-subject = 报上了，等审核
registration-review-quiet-hint = 这还不是录取，有了结果马上告诉您
registration-review-quiet-heading = 报上了，等审核。这还不是录取
registration-review-quiet-lead = 收到了您的报名，正在逐份审核。

registration-waiting-eyebrow = { $several ->
    [1] 候补第 { $place } 位
   *[other] 在候补
}
registration-waiting-subject = { $several ->
    [1] 候补第 { $place } 位
   *[other] 在候补
}：{ $program }，{ $people }
registration-waiting-hint = 现在还没有名额，{ $ahead ->
    [0] 下一个就是您
   *[other] 前面有 { $ahead } 位
}
registration-waiting-heading = 还没有名额，{ $several ->
    [1] { $people }排在候补第 { $place } 位
   *[other] { $people }在候补
}
registration-waiting-lead = { $offering }的{ $capacity ->
    [0] 名额
   *[other] {" "}{ $capacity } 个名额
}已满，{ $ahead ->
    [0] 有人退出，下一个就是您
   *[other] 前面还有 { $ahead } 位
}。我们不能保证会轮到，请同时看看别的活动。
registration-waiting-quiet-subject = 候补第 { $place } 位
registration-waiting-quiet-hint = 现在还没有名额
registration-waiting-quiet-heading = 还没有名额，排在候补第 { $place } 位
registration-waiting-quiet-lead = { $ahead ->
    [0] 有人退出，下一个就是您
   *[other] 前面还有 { $ahead } 位
}。我们不能保证会轮到。

registration-drawn-in-line-eyebrow = 没有抽中，在候补
registration-drawn-in-line-subject = 没有抽中，{ $several ->
    [1] 候补第 { $place } 位
   *[other] 在候补
}：{ $program }，{ $people }
registration-drawn-in-line-hint = 可以用抽签码核对。现在还没有名额
registration-drawn-in-line-heading = 这次没有抽中，{ $several ->
    [1] { $people }排在候补第 { $place } 位
   *[other] { $people }在候补
}
registration-drawn-in-line-lead = { $offering }的{ $capacity ->
    [0] 名额
   *[other] {" "}{ $capacity } 个名额
}已经抽完。候补按抽签的顺序排，{ $ahead ->
    [0] 有人退出，下一个就是您
   *[other] 前面还有 { $ahead } 位
}。我们不能保证会轮到，请同时看看别的活动。
registration-drawn-in-line-quiet-subject = 没有抽中，候补第 { $place } 位
registration-drawn-in-line-quiet-hint = 可以用抽签码核对。现在还没有名额
registration-drawn-in-line-quiet-heading = 这次没有抽中，排在候补第 { $place } 位
registration-drawn-in-line-quiet-lead = 候补按抽签的顺序排，{ $ahead ->
    [0] 有人退出，下一个就是您
   *[other] 前面还有 { $ahead } 位
}。我们不能保证会轮到。

registration-reviewed-in-line-eyebrow = { $several ->
    [1] 候补第 { $place } 位
   *[other] 在候补
}
registration-reviewed-in-line-subject = { $several ->
    [1] 候补第 { $place } 位
   *[other] 在候补
}：{ $program }，{ $people }
registration-reviewed-in-line-hint = 材料看过了，名额已经给完，{ $ahead ->
    [0] 下一个就是您
   *[other] 前面有 { $ahead } 位
}
registration-reviewed-in-line-heading = 材料看过了，还没有名额，{ $several ->
    [1] { $people }排在候补第 { $place } 位
   *[other] { $people }在候补
}
registration-reviewed-in-line-lead = { $offering }的{ $capacity ->
    [0] 名额
   *[other] {" "}{ $capacity } 个名额
}已经按审核的结果给完，{ $ahead ->
    [0] 有人退出，下一个就是您
   *[other] 前面还有 { $ahead } 位
}。我们不能保证会轮到，请同时看看别的活动。
registration-reviewed-in-line-quiet-subject = 候补第 { $place } 位
registration-reviewed-in-line-quiet-hint = 现在还没有名额
registration-reviewed-in-line-quiet-heading = 材料看过了，排在候补第 { $place } 位
registration-reviewed-in-line-quiet-lead = 位置已经给完，{ $ahead ->
    [0] 有人退出，下一个就是您
   *[other] 前面还有 { $ahead } 位
}。我们不能保证会轮到。

registration-offered-eyebrow = 等您回话
registration-offered-subject = 有名额了，请在 { $deadline } 前回话：{ $program }，{ $people }
registration-offered-hint = 接受或放弃，过了时间给下一位
registration-offered-heading = { $seats ->
    [1] 有一个名额
   *[other] 有 { $seats } 个名额
}留给{ $people }
registration-offered-lead = { $offering }空出了名额，先留给您。请在 <b>{ $deadline } 前</b>回话。
registration-offered-quiet-subject = 有位置了，请在 { $deadline } 前回话
registration-offered-quiet-hint = 接受或放弃，过了时间给下一位
registration-offered-quiet-heading = 有一个位置留给您
registration-offered-quiet-lead = 空出了位置，先留给您。请在 <b>{ $deadline } 前</b>回话。详情登录后可以看到。

registration-extended-eyebrow = 等您回话
registration-extended-subject = 回话时间延长到 { $deadline }：{ $program }，{ $people }
registration-extended-hint = 名额还为您留着
registration-extended-heading = 名额还留着，回话时间延长了
registration-extended-lead = 上一封信没有及时送到，所以{ $offering }留给{ $people }的名额多留一段时间，只延长这一次。请在 <b>{ $deadline } 前</b>回话。
registration-extended-quiet-subject = 回话时间延长到 { $deadline }
registration-extended-quiet-hint = 位置还为您留着
registration-extended-quiet-heading = 位置还留着，回话时间延长了
registration-extended-quiet-lead = 上一封信没有及时送到，所以位置为您多留一段时间，只延长这一次。请在 <b>{ $deadline } 前</b>回话。

registration-expired-eyebrow = 时间已过
registration-expired-subject = 名额给了下一位：{ $program }，{ $people }
registration-expired-hint = 没有等到回话。不影响您以后报名
registration-expired-heading = 回话时间已过，名额给了下一位
registration-expired-lead = { $offering }留给{ $people }的名额，到 { $deadline } 没有等到回话，给了下一位。不影响您以后报名。
registration-expired-quiet-subject = 时间已过，位置给了下一位
registration-expired-quiet-hint = 没有等到回话。不影响您以后预约
registration-expired-quiet-heading = 回话时间已过，位置给了下一位
registration-expired-quiet-lead = 到 { $deadline } 没有等到回话，位置给了下一位。不影响您以后预约。

registration-closed-eyebrow = 候补结束
registration-closed-subject = 候补结束，这次没有轮到：{ $program }，{ $people }
registration-closed-hint = 候补名单关了，没有空出名额。不影响您以后报名
registration-closed-heading = 候补结束了，{ $people }这次没有轮到
registration-closed-lead = { $offering }的候补名单已经关了，没有空出您能用的名额。不影响您以后报名。
registration-closed-quiet-subject = 候补结束，这次没有轮到
registration-closed-quiet-hint = 候补名单关了。不影响您以后预约
registration-closed-quiet-heading = 候补结束了，这次没有轮到
registration-closed-quiet-lead = 候补名单已经关了，没有空出位置。不影响您以后预约。

registration-cancelled-eyebrow = 已取消
registration-cancelled-subject = 已取消：{ $program }，{ $people }
registration-cancelled-hint = 不用说原因，也不影响您以后报名
registration-cancelled-heading = { $people }的报名已取消，不用说原因
registration-cancelled-lead = { $offering }。空出来的名额马上给下一位，不影响您以后报名。
registration-cancelled-lead-line = { $offering }。已经退出候补，不影响您以后报名。
registration-cancelled-lead-application = { $offering }。报名已经撤回，不影响您以后报名。
registration-cancelled-quiet-subject = 预约已取消
registration-cancelled-quiet-hint = 不用说原因，也不影响您以后预约
registration-cancelled-quiet-heading = 已取消，不用说原因
registration-cancelled-quiet-lead = 空出来的位置马上给下一位，不影响您以后预约。
registration-cancelled-quiet-lead-line = 已经退出候补，不影响您以后预约。
registration-cancelled-quiet-lead-application = 申请已经撤回，不影响您以后预约。

registration-changed-eyebrow = 换时间
registration-changed-subject = 原来的时间退掉了：{ $program }，{ $people }
registration-changed-hint = 已经换到新的时间
registration-changed-heading = 换好了，原来的时间退掉了
registration-changed-lead = { $offering }，{ $people }。下面是退掉的时间；新的时间在另一封信里。
registration-changed-quiet-subject = 原来的时间退掉了
registration-changed-quiet-hint = 已经换到新的时间
registration-changed-quiet-heading = 换好了，原来的时间退掉了
registration-changed-quiet-lead = 下面是退掉的时间；新的时间在另一封信里。

registration-by-organizer-eyebrow = 换了安排
registration-by-organizer-subject = 主办方给您换了安排：{ $program }，{ $people }
registration-by-organizer-hint = 新的时间写在信里，去不了可以取消
registration-by-organizer-heading = 主办方给{ $people }换了安排
registration-by-organizer-lead = { $offering }，{ $people }。原来的报名退掉了，换到下面新的安排，不用您做什么。
registration-by-organizer-quiet-subject = 您的预约换了时间
registration-by-organizer-quiet-hint = 新的时间写在信里，去不了可以取消
registration-by-organizer-quiet-heading = 主办方给您的预约换了时间
registration-by-organizer-quiet-lead = 原来的预约退掉了，换到下面新的时间，不用您做什么。原因登录后可以看到。

registration-stopped-eyebrow = 主办方取消了
registration-stopped-subject = 主办方取消了报名：{ $program }，{ $people }
registration-stopped-hint = 原因写在信里，也可以直接问主办方
registration-stopped-heading = { $people }的报名被主办方取消了
registration-stopped-lead = { $offering }。这不影响您以后报名。
registration-stopped-quiet-subject = 预约被取消了
registration-stopped-quiet-hint = 详情登录后可以看到
registration-stopped-quiet-heading = 预约被取消了
registration-stopped-quiet-lead = 主办方取消了这次预约。这不影响您以后预约，原因登录后可以看到。

registration-rejected-eyebrow = 没有录取
registration-rejected-subject = 这次没有录取：{ $program }，{ $people }
registration-rejected-hint = 信里写着原因，也写着不同意怎么办
registration-rejected-heading = { $people }这次没有录取
registration-rejected-lead = { $offering }。主办方写的原因在下面。这不影响您以后报名。
registration-rejected-quiet-subject = 这次没有录取
registration-rejected-quiet-hint = 详情登录后可以看到
registration-rejected-quiet-heading = 这次没有录取
registration-rejected-quiet-lead = 原因是什么、不同意怎么办，登录后可以看到。这不影响您以后预约。

registration-no-place-eyebrow = 没有名额了
registration-no-place-subject = 这次没有名额：{ $program }，{ $people }
registration-no-place-hint = 名额已经给完，候补也满了。不影响您以后报名
registration-no-place-heading = { $people }这次没有名额
registration-no-place-lead = { $offering }。材料看过了，没有问题。{ $reason }
registration-no-place-quiet-subject = 这次没有位置了
registration-no-place-quiet-hint = 位置已经给完，候补也满了。不影响您以后预约
registration-no-place-quiet-heading = 这次没有位置了
registration-no-place-quiet-lead = 材料看过了，没有问题；位置已经给完，候补也满了。不影响您以后预约。

registration-not-drawn-eyebrow = 没有抽中
registration-not-drawn-subject = 这次没有抽中：{ $program }，{ $people }
registration-not-drawn-hint = 可以用抽签码核对。还有名额的写在信里
registration-not-drawn-heading = { $people }这次没有抽中
registration-not-drawn-lead = { $offering }的名额已经抽完，候补也排满了。不影响您以后报名。
registration-not-drawn-quiet-subject = 这次没有抽中
registration-not-drawn-quiet-hint = 抽签过程已公布，您可以自己核对
registration-not-drawn-quiet-heading = 这次没有抽中
registration-not-drawn-quiet-lead = 名额已经抽完，候补也排满了。不影响您以后预约。

registration-called-off-eyebrow = 停办了
registration-called-off-subject = 停办了：{ $program }，{ $people }
registration-called-off-hint = 请不要白跑一趟，信里写着还有哪里可以去
registration-called-off-heading = { $offering }停办了
registration-called-off-lead = 很抱歉，{ $people }报的这一期不办了。您什么也不用做。
registration-called-off-quiet-subject = 这次预约取消了
registration-called-off-quiet-hint = 请不要白跑一趟
registration-called-off-quiet-heading = 这次预约取消了
registration-called-off-quiet-lead = 很抱歉，这一次不办了。您什么也不用做，详情登录后可以看到。

registration-moved-eyebrow = 时间改了
registration-moved-subject = 时间改到 { $start }：{ $program }，{ $people }
registration-moved-hint = 名额还是您的，时间请看信里
registration-moved-heading = 时间改到 { $start }
registration-moved-lead = { $offering }，{ $people }。名额和位次都不变，只是时间改了。
registration-moved-quiet-subject = 时间改到 { $start }
registration-moved-quiet-hint = 名额不变，只是时间改了
registration-moved-quiet-heading = 时间改到 { $start }
registration-moved-quiet-lead = 名额和位次都不变，只是时间改了。

registration-relocated-eyebrow = 地点改了
registration-relocated-subject = 地点改到{ $site }：{ $program }，{ $people }
registration-relocated-hint = 名额还是您的，时间也不变，只是地点改了
registration-relocated-heading = 地点改到{ $site }
registration-relocated-lead = { $offering }，{ $people }。名额、位次和时间都不变，只是地点改了。
registration-relocated-quiet-subject = 地点改了
registration-relocated-quiet-hint = 名额和时间都不变
registration-relocated-quiet-heading = 地点改了
registration-relocated-quiet-lead = 名额、位次和时间都不变，只是地点改了；新地点请登录后查看。

registration-elsewhere-eyebrow = 时间和地点改了
registration-elsewhere-subject = 时间改到 { $start }，地点也改了：{ $program }，{ $people }
registration-elsewhere-hint = 名额还是您的，时间和地点请看信里
registration-elsewhere-heading = 时间改到 { $start }，地点也改了
registration-elsewhere-lead = { $offering }，{ $people }。名额和位次都不变，时间和地点改了。
registration-elsewhere-quiet-subject = 时间改到 { $start }，地点也改了
registration-elsewhere-quiet-hint = 名额不变，时间和地点改了
registration-elsewhere-quiet-heading = 时间改到 { $start }，地点也改了
registration-elsewhere-quiet-lead = 名额和位次都不变，时间和地点改了；新地点请登录后查看。

registration-shortened-eyebrow = 有一次取消
registration-shortened-subject = 有一次不办了：{ $program }，{ $people }
registration-shortened-hint = 其余各次照常，名额还是您的
registration-shortened-heading = 有一次不办了，其余照常
registration-shortened-lead = { $offering }，{ $people }。下面这一次不办了，其余各次照常，名额不变。
registration-shortened-quiet-subject = 有一次不办了
registration-shortened-quiet-hint = 其余各次照常
registration-shortened-quiet-heading = 有一次不办了，其余照常
registration-shortened-quiet-lead = 下面这一次不办了，其余各次照常，名额不变。

registration-button-door = 看报名和入场码
registration-button-door-quiet = 看预约和入场码
registration-button-one = 看这次报名
registration-button-one-quiet = 看这次预约
registration-button-mine = 看我的报名
registration-button-mine-quiet = 看我的预约
registration-button-new = 看新的报名
registration-button-new-quiet = 看新的预约
registration-button-line = 看我的位次
registration-button-line-quiet = 看我的位次
registration-button-answer = 打开，接受或放弃
registration-button-answer-quiet = 打开，接受或放弃
registration-button-dates = 看全部日期
registration-button-dates-quiet = 看全部日期
registration-button-draw = 看抽签结果
registration-button-others = 看这个项目的其他班次

registration-row-times = 时间
registration-row-off-times = 不办的一次
registration-row-remark = 说明
registration-row-place = 地点
registration-row-seats = 人数
registration-row-fee = 费用
registration-row-code = 入场短码
registration-row-deadline = 回话截止
registration-row-closes = 报名截止
registration-row-draw = 摇号
registration-row-line = 位次
registration-row-list = 候补到
registration-row-why = 原因
registration-row-bring = 带什么
registration-row-draw-code = 抽签码
registration-row-new-times = 新的时间
registration-row-new-offering = 新的班次
registration-row-new-place = 新的地点
registration-row-old-times = 原来的时间

registration-assisted = 由{ $by }代您报名。不用设密码：登录时填这个邮箱，我们发一个验证码，填上就能看这次报名。
registration-assisted-quiet = 是主办方代您预约的。不用设密码：登录时填这个邮箱，我们发一个验证码，填上就能看这次预约。

registration-more-dates = 共 { $count } 次，全部日期见附件日历和报名页面
registration-online = 线上，登录后在报名页面进入
registration-seats = { $seats } 人
registration-deadline = <b>{ $deadline }</b>，{ $zone }
registration-line = 候补第 { $place } 位，截至 { $at }
registration-line-of = { $name }：候补第 { $place } 位，截至 { $at }
registration-calendar-quiet = 日程

registration-step-door = 到场时出示入场短码。
registration-step-calendar = 附件是日历文件，点开可以放进手机日历。
registration-step-cancel-until = 去不了，请在 <b>{ $until } 前</b><a>取消</a>，不用说原因，名额马上给下一位。
registration-step-cancel = 去不了，请早点<a>取消</a>，不用说原因，名额马上给下一位。
registration-step-draw-at = { $draw } 摇号，结果马上发给您。
registration-step-draw = 报名截止后摇号，结果马上发给您。
registration-step-draw-fair = 没抽中的按抽签顺序候补，先报后报不影响。
registration-step-draw-check = 摇号以前名单封存，公布名单的指纹（名单改一个字，指纹就变）；摇号以后用您的抽签码可以<a>自己核对</a>。
registration-step-review-by = { $given } 按审核的结果给名额，有没有我们都马上发消息和邮件。
registration-step-review = 审核有了结果，我们马上发消息和邮件。
registration-step-withdraw = 改主意了，<a>撤回</a>就行，不用说原因。
registration-step-wait = 排队时什么也不用做，位次随时可以看。
registration-step-turn-offer = 轮到您，我们马上发消息和邮件，写明回话的截止时间；晚上 10 点到早上 8 点之间不会到期。
registration-step-turn-place = 轮到您，名额直接是您的，我们马上发消息和邮件。
registration-step-leave = 不等了，<a>退出候补</a>就行，不用说原因。
registration-step-answer = 打开后再点一次“接受”才算数。
registration-step-decline = 去不了请<a>放弃</a>，名额马上给下一位，不影响您以后报名。
registration-step-decline-quiet = 去不了请<a>放弃</a>，位置马上给下一位，不影响您以后预约。
registration-step-silence = 到时间没有回话，名额给下一位。
registration-step-silence-quiet = 到时间没有回话，位置给下一位。
registration-step-again = 还想参加，可以重新报名；满了就从候补的末尾排起。
registration-step-again-quiet = 还想参加，可以重新预约；满了就从候补的末尾排起。
registration-step-others = 同一时间别的活动可能还有名额，可以在应用里看看。
registration-step-others-quiet = 别的时间可能还有位置，可以在应用里看看。
registration-step-not-me = 不是您本人操作的，请马上联系我们。
registration-step-new-time = 新的时间已经确认，不用再做什么。
registration-step-new-letter = 新的报名另有一封信。
registration-step-new-letter-quiet = 新的预约另有一封信。
registration-step-ask = 有不明白的地方，请直接问主办方，联系方式在下面。
registration-step-ask-quiet = 有不明白的地方，登录后在<a>预约的页面</a>可以看到该问谁。
registration-step-ask-draw = 对抽签有不同意见，请直接问主办方，联系方式在下面，会有人答复您。
registration-step-ask-draw-quiet = 对抽签有不同意见，登录后在<a>预约的页面</a>可以看到该问谁，会有人答复您。
registration-step-object = 不同意这个结果，请在 <b>{ $object } 前</b>联系主办方，会有人答复您。
registration-step-object-quiet = 不同意这个结果，请在 <b>{ $object } 前</b>联系主办方，登录后在<a>预约的页面</a>可以看到该问谁。
registration-step-object-ask = 不同意这个结果，请直接问主办方，联系方式在下面，会有人答复您。
registration-step-object-ask-quiet = 不同意这个结果，登录后在<a>预约的页面</a>可以看到该问谁，会有人答复您。
registration-step-not-asked = 不是您要报的，<a>取消</a>就行，不用说原因，也可以告诉主办方。
registration-step-not-asked-quiet = 不是您要约的，<a>取消</a>就行，不用说原因，也可以告诉主办方。
registration-step-verify = 抽签名单和过程已经公布，用您的抽签码可以<a>自己核对</a>。
registration-step-alternative = 还有名额：<a>{ $title }</a>，{ $start } 开始。
registration-step-alternative-undated = 还有名额：<a>{ $title }</a>。
registration-step-cannot-come = 新的安排不合适，<a>取消</a>就行，不用说原因。
