"""What stands in a message where a problem puts the words of its case: the name of that word, in angle brackets."""

from __future__ import annotations

_NAMES = {
    "award": "奖项", "before": "前一阶段", "chain": "甲 → 乙 → 甲", "character": "字符的编号",
    "choices": "可以写的几种", "claimed": "天数", "codec": "编码", "column": "列名", "count": "个数",
    "counted": "数出的天数", "deadline": "截止时间", "declared": "写的合计", "detail": "具体原因",
    "encoding": "编码", "end": "结束日期", "entry": "作品", "example": "例子", "file": "文件名", "files": "文件名", "folder": "文件夹",
    "former": "原来的写法", "pages": "页数", "spots": "可以写的几处", "to": "改后的写法",
    "found": "查到的内容", "given": "写了的几处", "head": "表头", "hint": "最接近的是哪个", "hosts": "承办单位", "id": "编号", "ids": "作品",
    "into": "子项目",
    "issued": "成文日期", "kept": "保存期", "key": "项名", "keys": "项名", "known": "可以写的项", "limit": "上限", "letter": "列号", "likes": "相近的几件",
    "line": "行号",
    "link": "链接", "max": "最多", "meaning": "内容", "measured": "量得的结果", "min": "最少", "missing": "缺的项", "most": "上限",
    "name": "名称", "near": "相近的项名", "nearest": "最接近的一句", "no": "附件号", "number": "号码",
    "other": "另一处", "others": "别的", "page": "网页", "parent": "上级活动", "part": "不一致的部分", "path": "文件",
    "printed": "原文写法", "printed_on": "印发日期", "real": "实际的星期", "row": "行号", "rows": "行号", "rule": "通知的要求", "said": "写的星期",
    "seems": "实际的类型", "sheets": "工作表", "sign": "符号", "size": "大小", "start": "开始日期", "state": "状态", "status": "状态",
    "sum": "相加的数", "tag": "标签", "target": "要改的一项", "text": "写的文字", "there": "现有的个数", "tier": "级别", "total": "合计",
    "unit": "单位", "units": "单位", "until": "日期", "url": "网址", "value": "写的内容", "want": "应有的写法",
    "what": "内容", "when": "日期", "where": "第几行第几列", "whose": "那件作品的文件", "why": "原因", "word": "工作日或自然日",
    "works": "件数", "year": "年份",
}  # fmt: skip
_OWN = {
    ("E140", "found"): "现在的文件名",
    ("E140", "want"): "规定的文件名",
    ("E152", "remedy"): "按文件的类型，说怎样另存",
    ("E301", "what"): "记录",
    ("E307", "what"): "表格、平台等",
    ("E314", "line"): "这一行",
    ("E314", "what"): "表",
    ("E330", "found"): "现在的写法",
    ("E401", "what"): "名称、要求等",
    ("E402", "what"): "姓名、单位等",
    ("E502", "found"): "个数",
    ("E502", "want"): "列数",
    ("E503", "found"): "个数",
    ("E503", "want"): "列数",
    ("E702", "target"): "编号",
    ("E805", "found"): "校验值",
    ("W167", "more"): "到第几行",
    ("W181", "kind"): "哪一种说法",
    ("W502", "value"): "数字",
    ("W811", "what"): "缺什么或者哪里不合要求。",
}
"""Where a word has another meaning in one message."""
_SILENT = frozenset({"others", "where"})
"""Words that are a whole clause in what is said of the finished site, and empty in most cases."""


class Blanks(dict[str, str]):
    """The words of a message of `code` that speaks of no case: 〈项名〉 for `key`, 〈…〉 for a word that has no name here."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def __missing__(self, word: str) -> str:
        """Answer for every word a message may ask for."""
        if word in _SILENT and self._code[1:2] == "9":
            return ""
        return f"〈{_OWN.get((self._code, word)) or _NAMES.get(word, '…')}〉"
