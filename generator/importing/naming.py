"""ASCII ids from Chinese titles: a small list of general words, else the letters the pinyin begins with."""

from __future__ import annotations

import re

from generator.importing.organs import closed
from generator.values.collation import initials, pinyin_key

_WORDS = (
    ("微短剧|短剧", "micro-drama"),
    ("微视频", "micro-video"),
    ("短视频", "short-video"),
    ("微电影", "micro-film"),
    ("微课", "micro-courses"),
    ("微故事", "stories"),
    ("微动漫|动漫|动画", "animation"),
    ("漫画", "comics"),
    ("摄影|照片|图片", "photography"),
    ("海报", "posters"),
    ("书法|书画|美术|绘画", "art"),
    ("诵读|朗诵|朗读", "recitation"),
    ("歌曲|歌咏|歌唱|音乐|原创歌", "songs"),
    ("新媒体账号|媒体账号|公众号", "media-accounts"),
    ("达人|网红", "influencers"),
    ("网评|评论", "commentary"),
    ("维权", "rights-cases"),
    ("数字化服务|数字服务", "digital-service-cases"),
    ("数字赋能", "digital-unions"),
    ("AI|人工智能", "ai-cases"),
    ("普惠项目", "benefit-projects"),
    ("普惠|服务平台|优秀平台", "service-platforms"),
    ("应用系统", "app-systems"),
    ("创新活动", "innovation"),
    ("专题活动|主题活动", "activities"),
    ("网络安全", "cyber-security"),
    ("榜样|先进事迹|故事", "stories"),
    ("征文|文章|文学|散文|诗歌", "essays"),
    ("演讲|宣讲", "speeches"),
    ("主播|直播", "streaming"),
    ("案例", "cases"),
    ("志愿", "volunteers"),
    ("好网民", "good-netizens"),
    ("视频", "video"),
    ("音频", "audio"),
    ("线下活动", "offline"),
    ("推荐表|申报表|报名表|登记表", "form"),
    ("汇总表|统计表", "summary"),
    ("分配表|任务|名额", "plan"),
    ("小程序|H5", "mini-programs"),
    ("文创|设计", "design"),
    ("短信|段子|标语|口号", "slogans"),
)
_NOISE = re.compile(
    "网络正能量|正能量|优秀|征集|评选|活动|作品|大赛|职工|工会|比赛|主题|[^\u4e00-\u9fffA-Za-z0-9]"
)


class Names:
    """Gives each title an id that no other title of the same list has got."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def of(self, title: str, *, fallback: str = "item", lead: str = "") -> str:
        """The id of a title; the same titles in the same order always get the same ids."""
        base = next((word for pattern, word in _WORDS if re.search(pattern, closed(title))), "") or letters(
            title
        )
        base = f"{lead}-{base or fallback}" if lead else base or fallback
        return self.plain(base)

    def plain(self, name: str) -> str:
        """That id itself, or with a number where it is taken."""
        base = name = name or "item"
        while name in self._taken:
            self._next[base] = self._next.get(base, 1) + 1
            name = f"{base}-{self._next[base]}"
        self._taken.add(name)
        return name


def letters(text: str) -> str:
    """The first letters of up to six characters: 劳动号子传唱 as `ldhzcc`; Latin words stay."""
    plain = _NOISE.sub("", closed(text))[:6]
    out = "".join(char.lower() if char.isascii() else initials(char)[:1] for char in plain)
    return re.sub("[^a-z0-9]", "", out)


def pinyin(text: str) -> str:
    """A place's name as one word: 福州市 as `fuzhou`, without 省, 市, 区 and the name of its union."""
    plain = re.sub("(?:总工会|工会|网信办|工联合会)$", "", closed(text))
    plain = re.sub(
        "(?<=..)(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|省|市|区|县)$", "", plain
    )
    syllables = (re.sub(r"[^a-z]", "", reading) for reading, _ in pinyin_key(plain))
    return re.sub("[^a-z0-9]", "", "".join(syllables))[:40]
