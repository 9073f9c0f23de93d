# What stays when somebody is erased.
erasure-stays-numbers = 办过的活动里，人数照常统计，只是不再带您和家人的名字。
erasure-stays-log = 如果您在工会做过管理，做过的操作还留在记录里，只有编号，没有名字。
erasure-stays-lots = 公布过的抽签结果里，您的抽签码还在，已经对不上任何人。
erasure-stays-copies = 备份里的旧资料，要等备份到期替换时才会消失。
