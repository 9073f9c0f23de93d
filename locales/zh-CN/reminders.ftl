# 提醒的信，和撤回同意的信。quiet-… 是低调活动用的。

registration-unanswered-eyebrow = 等您回话
registration-unanswered-subject = 名额还留着，请在 { $deadline } 前回话：{ $program }，{ $people }
registration-unanswered-hint = 还没有等到您回话。接受或放弃都行
registration-unanswered-heading = 名额还为{ $people }留着，等您回话
registration-unanswered-lead = { $offering }留给{ $people }的名额，还没有等到您回话。请在 <b>{ $deadline } 前</b>回话，过了时间名额给下一位。
registration-unanswered-quiet-subject = 位置还留着，请在 { $deadline } 前回话
registration-unanswered-quiet-hint = 还没有等到您回话。接受或放弃都行
registration-unanswered-quiet-heading = 位置还为您留着，等您回话
registration-unanswered-quiet-lead = 留给您的位置，还没有等到您回话。请在 <b>{ $deadline } 前</b>回话，过了时间给下一位。

registration-soon-eyebrow = 快到了
registration-soon-subject = { $start } 开始：{ $program }，{ $people }
registration-soon-hint = 这里有时间、地点和入场短码
registration-soon-heading = { $people }：{ $start } 开始
registration-soon-lead = { $offering }快要开始了，时间、地点和入场短码都在下面。
registration-soon-quiet-subject = { $start } 有一个预约
registration-soon-quiet-hint = 详情登录后可以看到
registration-soon-quiet-heading = { $start } 有一个预约
registration-soon-quiet-lead = 您约的时间快到了。地点和别的详情，登录后可以看到。

reminder-why = 这是提醒。不想再收到，可以<a>关掉提醒</a>；有变化还会照样告诉您。

consent-withdrawn-eyebrow = 同意已撤回
consent-withdrawn-subject = 同意已撤回：{ $consent }，{ $people }
consent-withdrawn-hint-cancelled = 这次报名也取消了
consent-withdrawn-hint-kept = 报名还在，不受影响
consent-withdrawn-heading = 您撤回了“{ $consent }”
consent-withdrawn-lead = { $people }报{ $offering }时给的这份同意，从 { $at } 起不再有效。
consent-withdrawn-lead-cancelled = 没有这份同意，这次报名不能保留，所以已经取消。取消的事另有一封信。
consent-withdrawn-lead-kept = 报名还在，不受影响。
consent-withdrawn-button = 看这次报名
consent-withdrawn-quiet-subject = 您撤回了一份同意
consent-withdrawn-quiet-hint-cancelled = 这次预约也取消了
consent-withdrawn-quiet-hint-kept = 预约还在，不受影响
consent-withdrawn-quiet-heading = 您撤回了一份同意
consent-withdrawn-quiet-lead = 您预约时给的一份同意，从 { $at } 起不再有效。是哪一份，登录后可以看到。
consent-withdrawn-quiet-lead-cancelled = 没有这份同意，这次预约不能保留，所以已经取消。取消的事另有一封信。
consent-withdrawn-quiet-lead-kept = 预约还在，不受影响。
consent-withdrawn-quiet-button = 看这次预约
consent-withdrawn-quiet-step-cancelled = 还想参加，可以重新预约，重新看过同意书再决定。
consent-withdrawn-quiet-step-kept = 不用再做什么。
consent-withdrawn-step-cancelled = 还想参加，可以重新报名，重新看过同意书再决定。
consent-withdrawn-step-kept = 不用再做什么。
consent-withdrawn-row-consent = 同意书
consent-withdrawn-row-who = 参加人
consent-withdrawn-row-what = 报名
consent-withdrawn-row-when = 撤回时间
consent-withdrawn-unnamed = 一份同意书
