"""The words readers see for values that records keep as codes. One place, so that page, message and JSON agree."""

TIER_NAMES = {"nation": "全国", "province": "省级", "city": "市级", "county": "县级", "unit": "单位"}
MODALITY_NAMES = {"must": "必须", "must_not": "不得", "should": "建议"}
STATUS_NAMES = {
    "upcoming": "未开始",
    "open": "征集中",
    "running": "进行中",
    "public": "公示中",
    "closed": "已截止",
    "done": "已结束",
    "withdrawn": "已撤销",
}
"""Of a campaign; a sub-project may also be `closed`: its deadline is over while the campaign goes on."""
STATUS_CLASSES = {
    "upcoming": "done",
    "open": "open",
    "running": "review",
    "public": "public",
    "closed": "done",
    "done": "done",
    "withdrawn": "done",
}
"""The look of a status: each has a shape of its own in the theme, never colour alone."""
RELATION_NAMES = {
    "implements": "落实",
    "amends": "修改",
    "extends": "延期",
    "corrects": "更正",
    "withdraws": "撤销",
    "results_of": "公布结果",
    "reposts": "转发",
}
SUBJECT_NAMES = {
    "work": "作品",
    "person": "个人",
    "account": "账号",
    "organisation": "单位",
    "platform": "平台",
    "case": "案例",
    "activity": "活动",
}
MEDIA_NAMES = {"image": "图片", "audio": "音频", "video": "视频", "text": "文字"}
ERRATA_NAMES = {"T": "转录修复", "P": "原文如此", "X": "两处不一致"}
CHANNEL_NAMES = {
    "phone": "电话",
    "fax": "传真",
    "email": "邮箱",
    "address": "信函",
    "visit": "当面",
    "url": "网址",
}
FIELD_NAMES = {
    "deadline": "截止时间",
    "period": "活动时间",
    "schedule": "进度安排",
    "call": "征集内容",
    "requirements": "征集要求",
    "contacts": "联系人",
    "hosts": "承办单位",
    "awards": "奖项",
    "title": "名称",
    "quotas": "名额",
    "platforms": "平台",
    "voting": "投票",
    "milestones": "时间节点",
    "allocation": "任务分配表",
    "objection_period": "公示期",
    "co_hosts": "协办单位",
    "sponsors": "主办单位",
    "media_partners": "支持媒体",
    "eligibility": "参加对象",
    "theme": "活动主题",
    "rights": "作品权利",
    "targets": "计划数字",
    "sections": "要求",
    "forms": "表格",
    "phones": "电话",
    "fax": "传真",
    "email": "邮箱",
    "name": "名称",
}
"""How readers are told which fact a later notice changed."""
UNFILLED = "【请填写"
"""How a blank begins that `zhanbang new` leaves for the editor."""
