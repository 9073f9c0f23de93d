# 每封信都有的话。
letter-brand = 娘家
letter-next = 接下来
letter-row = { $label }：{ $value }
letter-greeting = { $name }，您好。
letter-and = 、
letter-last-and = 、
letter-contact = { $organization }，{ $contact }
letter-contact-organization = 有不清楚的，请问{ $organization }。
letter-contact-quiet = 有不清楚的，登录后在预约的页面可以看到该问谁。
letter-same = 这封信和应用里“消息”的内容一样。链接只打开页面，不会替您做决定。
letter-link-left-out = （链接略去）
letter-code-left-out = （略去）
letter-links = 链接只打开页面，不会替您做决定。
