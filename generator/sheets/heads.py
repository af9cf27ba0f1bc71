"""What the columns of offices' sheets are called, and which key of an entry each means."""

from __future__ import annotations

import re

from generator.values.text import fold

KEYS = {
    "no": "作品编号",
    "title": "作品名称",
    "credits": "作者",
    "credit_units": "作者单位",
    "unit": "单位",
    "recommended_by": "推荐单位",
    "statement": "作品简介",
    "text": "正文",
    "ai_use": "是否使用AI",
    "subproject": "子项目",
    "files": "文件名",
    "account.platform": "账号平台",
    "account.name": "账号名称",
    "account.url": "账号链接",
    "award": "奖项",
    "rank": "名次",
}
"""Keys that a column may stand for, with the name that editors know them by. `--map 列=键` takes them."""
IGNORE = "-"
"""`--map 备注=-`: left out without a word."""
_STRONG = {
    "no": "作品编号 编号 参赛编号 报名编号 参评编号 稿件编号 作品号 作品序号 作品代码 no. no id",
    "title": "作品名称 作品名 作品标题 作品题目 题目 标题 题名 参赛作品名称 参赛作品 参评作品名称 参评作品 获奖作品 获奖作品名称 "
    "作品名称或标题 歌曲名称 歌名 曲名 案例名称 案例标题 案例题目 文章标题 文章题目 视频名称 影片名称 片名 剧名 微课名称 "
    "故事标题 故事名称 论文题目 申报名称 作品名称题目 朗诵篇目 节目名称 稿件题目 稿件标题",
    "credits": "作者 作者姓名 主创 主创人员 主创团队 创作者 创作者姓名 创作人 创作人员 参与人员 参赛者 参赛者姓名 参赛人员 参赛人 "
    "参赛选手 作者名单 全部作者 作者主创 主创作者 作者创作者 创作团队 投稿人 拍摄者 摄影者 获奖作者 获奖者 获奖人 获奖人员 获奖者姓名 选手姓名",
    "credit_units": "作者单位 作者所在单位 作者工作单位 作者所属单位",
    "unit": "单位 单位名称 所在单位 工作单位 参赛单位 创作单位 所属单位 申报单位 获奖单位 所属工会 所在工会 单位工会",
    "recommended_by": "推荐单位 推荐工会 推送单位 推荐单位名称 推荐机构 推荐部门",
    "statement": "作品简介 创作说明 简介 作品说明 作品介绍 内容简介 作品内容简介 创作思路 创意说明 作品阐述 创作阐述 作品创意 案例简介 事迹简介 主要事迹",
    "text": "正文 作品正文 文章正文 全文 作品全文 歌词",
    "ai_use": "ai 是否使用ai 是否ai ai使用 ai使用情况 是否使用人工智能 是否ai生成 是否为ai生成 是否使用aigc 人工智能使用情况 ai创作 ai参与 使用ai情况 "
    "是否含ai生成内容 ai生成 是否使用ai技术 是否采用ai 是否使用ai创作",
    "files": "文件名 附件 作品文件 文件名称 附件名称 作品文件名 作品附件 作品附件名 文件 图片文件 图片名称 照片文件名 视频文件名 作品文件名称",
    "account.platform": "账号平台 所在平台 发布平台 平台名称 账号所在平台 开设平台",
    "account.name": "账号名称 账号名 账号昵称",
    "account.url": "账号链接 账号网址 主页链接 账号主页",
    "subproject": "子项目 类别 征集类别 作品类别 参赛类别 申报类别 项目类别 征集项目 参赛项目 子项目名称 所属子项目 征集子项目 申报项目 参评项目 作品类型 参评类别 报送项目 报送类别",
    "award": "奖项 等次 奖次 获奖等次 获奖等级 奖级 奖项等级 获奖级别 获奖情况 所获奖项 奖项名称 获奖名称 获得奖项 评选结果 奖励等级",
    "rank": "排名 获奖名次 奖项内排名",
}
_WEAK = {
    "title": "名称 项目名称 作品 篇目 申报题目 作品歌曲名称 主题",
    "credits": "姓名 人员 成员 作者团队 团队成员 人员姓名 候选人 候选人姓名",
    "unit": "报送单位 选送单位 单位部门 部门 工会名称 报送单位名称 选送单位名称 报送工会 选送工会",
    "recommended_by": "报送单位 选送单位 报送单位名称 选送单位名称 报送工会 选送工会",
    "subproject": "项目 组别类别 所属项目",
    "account.platform": "平台",
    "account.url": "链接 网址 主页",
    "award": "名次 等级",
    "rank": "名次",
}
"""Taken only where no column with a better name means the same."""


def _table(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, names in words.items():
        for name in names.split():
            found[name] = (*found.get(name, ()), key)
    return found


STRONG, WEAK = _table(_STRONG), _table(_WEAK)
WINNERS_ONLY = frozenset({"award", "rank"})
_PRIVATE = re.compile(
    "电话|手机|联系方式|联络方式|联系人|联络人|联络员|身份证|证件|邮箱|邮件|e-?mail|出生|生日|年龄|性别|民族|住址|地址|微信|qq|"
    "银行|开户|卡号|收款|学历|学位|政治面貌|党派|职务|职称|职业|岗位|籍贯|户籍|国籍|邮编|邮政编码|传真|号码|寸照|本人照片|证件照|工号|社保|婚姻|健康",
    re.IGNORECASE,
)
_ROLES = (
    "作词 作曲 词作者 曲作者 词曲 演唱 演唱者 编曲 制作人 导演 编剧 摄影 摄像 剪辑 朗诵 朗诵者 诵读者 朗读者 主演 演员 演出人员 "
    "指导老师 指导教师 指导 编导 执导 运营 主办 协办 申报 整理 记录 配乐 动画 脚本 录音 录制 图片说明 文字 图片 插画 绘制 书写 刻字 撰写 执笔 "
    "词曲唱 混音 和声 伴唱 伴奏 指挥 合唱 统筹 组织 校对 翻译 编辑 特效 建模 航拍 摄制 灯光 舞美 服装 化妆 道具 编舞 舞蹈 领诵 解说 采访 采写 供图 "
    "字幕 视觉 包装 主角 队长 组长 第一作者 第二作者 文案 策划 设计 设计者 绘画 配音 后期 后期制作 制作 监制 出品 撰稿 旁白 主讲 主讲人 领唱 演奏 出镜 主播 拍摄 音乐 美术 表演"
)
ROLES = frozenset(_ROLES.split())
_ROLE_TAIL = re.compile("(?:人员|人|者|姓名)$")
_NUMBERING = frozenset({"序号", "序", "排序", "行号", "顺序号", "#"})
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_TAIL = re.compile(r"[:：*＊。.、]+$|^[*＊]+")
_GROUP = re.compile(
    "(作品|作者|单位|主创|创作者|账号|人员|参赛者|选手|获奖|参赛)(?:基本)?(?:信息|情况|资料|简况)?"
)


def folded_head(text: str) -> str:
    """A head as it is looked up: folded, in small letters, without what stands in brackets, stars and colons."""
    folded = fold(text).casefold()
    bare = _TAIL.sub("", _BRACKETS.sub("", folded))
    return re.sub(r"[/\\|、与和及]", "", bare) or _TAIL.sub("", folded)


def is_private(path: tuple[str, ...]) -> bool:
    """Whether a column holds what may not be published of a person: something in its heads says so."""
    return any(_PRIVATE.search(fold(part)) for part in path)


def is_numbering(path: tuple[str, ...]) -> bool:
    """Whether a column only counts the rows (序号): it is no work number and nobody needs to hear of it."""
    return bool(path) and folded_head(path[-1]) in _NUMBERING


def role_of(path: tuple[str, ...]) -> str:
    """The part in a work that a column's people have (作词, 指导老师), "" when its head names none."""
    head = re.sub("姓名$", "", folded_head(path[-1])) if path else ""
    if head in ROLES:
        return head
    return _ROLE_TAIL.sub("", head) if _ROLE_TAIL.sub("", head) in ROLES else ""


def is_group(text: str) -> bool:
    """Whether a head stands over several columns: 作者信息, 作品情况."""
    return _GROUP.fullmatch(folded_head(text)) is not None


def meanings(path: tuple[str, ...], *, winners: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys a column may stand for: those by a strong name, those by a weak one. `path` is its heads, outermost first."""
    if not path or is_private(path):
        return (), ()
    leaf = folded_head(path[-1])
    group = _GROUP.fullmatch(folded_head(path[-2])) if len(path) > 1 else None
    strong, weak = STRONG.get(leaf, ()), WEAK.get(leaf, ())
    if group and (named := _within(group.group(1), leaf)):
        strong, weak = (named,), ()
    if role_of(path) and not strong:
        strong, weak = ("credits",), ()
    allowed = set(KEYS) if winners else set(KEYS) - WINNERS_ONLY
    return tuple(k for k in strong if k in allowed), tuple(k for k in weak if k in allowed)


def _within(group: str, leaf: str) -> str:
    """What a short head means under a group: 名称 of a 作品 is its title, of a 单位 the unit's name."""
    person = group in ("作者", "主创", "创作者", "人员", "参赛者", "选手", "获奖")
    if leaf in ("姓名", "名单", "成员", "名字") and person:
        return "credits"
    if leaf in ("单位", "单位名称", "所在单位", "工作单位") and person:
        return "credit_units"
    wanted = {
        "作品": {
            "名称": "title",
            "编号": "no",
            "简介": "statement",
            "说明": "statement",
            "类别": "subproject",
        }
    }
    wanted |= {"参赛": wanted["作品"], "单位": {"名称": "unit"}}
    wanted["账号"] = {"名称": "account.name", "平台": "account.platform", "链接": "account.url"}
    return wanted.get(group, {}).get(leaf, "")
