"""Contacts, numbers, hosts and organisations as notices print them."""

from __future__ import annotations

import pytest

from generator.importing.contacts import people_of
from generator.importing.departments import departments_in
from generator.importing.dialled import only_numbers, phone_text
from generator.importing.organs import hosts_of, is_organ, organs_of, unspaced
from generator.importing.received import Line
from generator.importing.rosters import for_projects


def _plain(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(person.unit, person.name, person.phones) for person in people_of(text)]


def _lines(*texts: str) -> list[Line]:
    return [Line(text, number, number) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("联系人：李 澍 电话：025-55536386", [("", "李澍", ("025-55536386",))]),
        ("联系人及电话：赵示例，138****7098", [("", "赵示例", ("138****7098",))]),
        (
            "联系人及电话：赵示例 138****8279；钱例 139****7527",
            [("", "赵示例", ("138****8279",)), ("", "钱例", ("139****7527",))],
        ),
        ("联系人: 姜 示 135****5741", [("", "姜示", ("135****5741",))]),
        ("联 系 人：王示例 0558-5553283 136****2468", [("", "王示例", ("0558-5553283", "136****2468"))]),
        (
            "联系人：赵示例、钱示例；联系电话：0551-5550104、0551-5550105",
            [("", "赵示例", ("0551-5550104",)), ("", "钱示例", ("0551-5550105",))],
        ),
        (
            "联系人：赵示例、钱示例 电话：0551-5550104",
            [("", "赵示例", ("0551-5550104",)), ("", "钱示例", ("0551-5550104",))],
        ),
        ("联系人：孙示例（样山市总工会）0556-5550102", [("样山市总工会", "孙示例", ("0556-5550102",))]),
        ("咨询电话：010-55503009转8012", [("", "", ("010-55503009转8012",))]),
        ("联系人：李示例老师 5550103", [("", "李示例", ("5550103",))]),
        (
            "样州市总工会办公室：吴示例，电话0555-5553009",
            [("样州市总工会办公室", "吴示例", ("0555-5553009",))],
        ),
        ("联系人：林可示 电话：020—55553203", [("", "林可示", ("020-55553203",))]),
        (
            "联系人：赵示例，13x****9002；孙示例 138****9003",
            [("", "赵示例", ()), ("", "孙示例", ("138****9003",))],
        ),
    ],
)
def test_people_and_their_numbers(text: str, wanted: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert _plain(text) == wanted


def test_three_numbers_of_two_people_are_given_to_nobody() -> None:
    people = people_of("联系人：赵示例、钱示例 电话：0551-5550104、0551-5550105、138****1001")
    assert [person.phones for person in people] == [(), ()]


def test_a_landline_and_a_mobile_each_go_together() -> None:
    people = people_of("联系人：赵示例、钱示例 电话：0551-5550104、138****1001、0551-5550105、138****1002")
    assert [person.phones for person in people] == [
        ("0551-5550104", "138****1001"),
        ("0551-5550105", "138****1002"),
    ]
    assert not any(person.sure for person in people)


def test_mail_fax_and_messenger() -> None:
    (person,) = people_of("联系人：赵示例 电话：0551-5550104 传真：0551-5550105 邮箱：xj@example.com")
    assert (person.phones, person.fax, person.email) == (("0551-5550104",), "0551-5550105", "xj@example.com")
    (person,) = people_of("联系人：赵示例 电话：0551-5550104 QQ群：555123456")
    assert person.im == ("QQ群", "555123456")


@pytest.mark.parametrize(
    ("printed", "number"), [("020—86153203", "020-86153203"), ("(0551)5550104", "0551-5550104"), ("16:9", "")]
)
def test_a_number_as_records_write_it(printed: str, number: str) -> None:
    assert phone_text(printed) == number


def test_lines_that_hold_numbers_only() -> None:
    assert only_numbers("138****5279") == ("138****5279",)
    assert only_numbers("电话：0551-5550104 138****5279") == ("0551-5550104", "138****5279")
    assert only_numbers("赵示例 138****5279") == ()


def test_departments_with_their_unit_above_and_numbers_below() -> None:
    found = departments_in(
        _lines(
            "省总工会网络与信息中心",
            "联系人：李 示",
            "联系电话：020—55553203",
            "样州市总工会信息中心联系人及电话：张示 2886550",
            "199****3535",
        )
    )
    assert [(one.person.unit, one.person.name, one.person.phones) for one in found] == [
        ("省总工会网络与信息中心", "李示", ("020-55553203",)),
        ("样州市总工会信息中心", "张示", ("2886550", "199****3535")),
    ]


def test_two_names_on_one_line_and_two_numbers_on_the_next() -> None:
    found = departments_in(_lines("联系人：张示例、李示例", "联系电话：0556-5551001  0556-5551002"))
    assert [(one.person.name, one.person.phones) for one in found] == [
        ("张示例", ("0556-5551001",)),
        ("李示例", ("0556-5551002",)),
    ]


def test_a_block_of_labelled_lines_is_one_contact() -> None:
    (found,) = departments_in(
        _lines(
            "联 系 人：李示例",
            "联系单位：省总工会办公室",
            "电　　话：0300-5550004",
            "电子邮箱：bgs@example.com",
        )
    )
    person = found.person
    assert (person.unit, person.name, person.phones, person.email) == (
        "省总工会办公室",
        "李示例",
        ("0300-5550004",),
        "bgs@example.com",
    )


def test_brackets_after_the_office_that_is_reported_to() -> None:
    (found,) = departments_in(
        _lines("请报市总工会宣教部。（联系人：赵示例，联系电话：0300-5551101，邮箱：yx@example.com）")
    )
    assert (found.person.unit, found.person.name, found.person.phones) == (
        "市总工会宣教部",
        "赵示例",
        ("0300-5551101",),
    )


def test_a_mailbox_in_prose_belongs_to_the_office_it_is_sent_to() -> None:
    text = "并于9月15日前将创作的作品报送给市总工会信息中心（邮箱：xx@example.com）和各承办单位"
    (found,) = departments_in(_lines(text))
    assert (found.person.unit, found.person.email) == ("市总工会信息中心", "xx@example.com")


def test_prose_about_contacts_names_nobody() -> None:
    text = "请各单位确定一名骨干人员作为对接联系人，联系人信息（姓名、单位职务、联系电话）于6月8日前发送。"
    assert departments_in(_lines(text)) == []


def test_one_list_of_contacts_for_all_projects() -> None:
    lines = _lines("各项目联系人：歌曲 赵示例 0551-5553001；摄影 钱示例 138****3002。")
    found, used = for_projects(lines, ["网络歌曲征集", "“车间”摄影作品征集"])
    assert {at: [p.name for p in people] for at, people in found.items()} == {0: ["赵示例"], 1: ["钱示例"]}
    assert used == lines


def test_a_word_that_fits_two_projects_is_given_to_none() -> None:
    found, _ = for_projects(_lines("各项目联系人：视频 赵示例 0551-5553001。"), ["微视频征集", "短视频征集"])
    assert found == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("示例省总工会、哔哩哔哩", ["示例省总工会", "哔哩哔哩"]),
        ("阜示市总工会 安示工人日报社", ["阜示市总工会", "安示工人日报社"]),
        ("示例省总工会和“学习示会”", ["示例省总工会", "学习示会"]),
        ("省委宣传部（省文明办、省网信办）", ["省委宣传部（省文明办、省网信办）"]),
    ],
)
def test_hosts_are_cut_at_their_marks(text: str, wanted: list[str]) -> None:
    assert [name for name, _ in hosts_of(text)] == wanted


def test_a_host_with_its_address() -> None:
    assert hosts_of("示例出版社(http://www.example.com)") == (("示例出版社", "http://www.example.com"),)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("样州市总工会 中共样州市委网信办", ("样州市总工会", "中共样州市委网信办")),
        (
            "中华全国总工会 中央网络安全和信息化 委员会办公室",
            ("中华全国总工会", "中央网络安全和信息化委员会办公室"),
        ),
        ("样 州 市 总 工 会", ("样州市总工会",)),
        (
            "样州市 总工会工件中共样州市委网络安全和信息化委员会办公室工作",
            ("样州市总工会", "中共样州市委网络安全和信息化委员会办公室"),
        ),
        ("中华全国总工会中央网信办", ("中华全国总工会", "中央网信办")),
    ],
)
def test_organs_of_a_masthead(text: str, wanted: tuple[str, ...]) -> None:
    assert organs_of(text) == wanted


def test_what_reads_as_an_organisation() -> None:
    assert is_organ("省总工会网络与信息中心") and is_organ("国网示例省电力有限公司工会")
    assert (
        not is_organ("各市总工会") and not is_organ("现将有关事项通知如下") and not is_organ("联系人：李示")
    )
    assert unspaced("样 州 市 总 工 会") == "样州市总工会" and unspaced("甲  乙丙") == "甲 乙丙"
