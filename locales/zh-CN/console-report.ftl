# 工作台的“报表”。
console-report-heading = { $what }及下级的报表
console-report-span = { $from } 至 { $to }
console-report-from = 从
console-report-to = 到
console-report-look = 看
console-report-years = 整年：
console-report-pictures = 每个月
console-report-counting = 一个人来三次，算 1 个人数、3 个人次。人数和人次看签到；没有签到的场次不算在内。
console-report-beside = 数字见下面按月的表。
console-report-events = 场次
console-report-unmarked = 没签到的场次
console-report-places = 名额
console-report-registrations = 报名
console-report-waiting = 还在候补
console-report-unmet = 没报上
console-report-persons = 人数
console-report-times = 人次
console-report-month = 月份
console-report-kind = 种类
console-report-brand = 品牌
console-report-branch = 单位
console-report-by-month = 按月
console-report-by-kind = 按种类
console-report-by-brand = 按品牌
console-report-by-branch = 按单位
console-report-most-month = 按月：{ $what }最多，{ $n } 人次
console-report-most-kind = 按种类：{ $what }最多，{ $n } 人次
console-report-most-brand = 按品牌：{ $what }最多，{ $n } 人次
console-report-most-branch = 按单位：{ $what }最多，{ $n } 人次
console-report-no-brand = 没有品牌
console-report-few = 不足 5
console-report-month-name = { $year }年{ $month }月
console-report-file = 下载表格
console-report-file-of = 下载表格：{ $what }
console-report-nothing = 这段时间里没有。
console-report-confidential = 保密的活动
console-report-hidden = 保密的活动另算，不在上面的数字里。人数按 5 人一档，少于 5 的写“不足 5”，不能再往下点。
console-report-times-title = 每月人次
console-report-times-heading = 每月人次：{ $what }最多，{ $n } 人次
console-report-times-heading-none = 每月人次：还没有签到
console-report-demand-title = 每月报名和名额
console-report-demand-heading = { $n ->
    [0] 报名与名额：每个月名额都够
   *[other] 报名与名额：{ $n } 个月报名比名额多
}
console-report-end-wanted = 报名 { $n }
console-report-end-places = 名额 { $n }
