"""What the reports of an event agree on."""

import pytest

from vnpolicy.analysis.agreement import agreed
from vnpolicy.model import Event


def dated(date, date_from="text", end_date=None):
    return Event(date=date, date_from=date_from, end_date=end_date)


@pytest.mark.parametrize(
    ("told", "date", "date_from"),
    [
        ([Event()], None, None),
        ([dated("2021-07-14", "published"), dated("2021-07-13")], "2021-07-13", "text"),
        ([dated("2021-07-14"), dated("2021-07-13"), dated("2021-07-13")], "2021-07-13", "text"),
        # a day without its year, and a month, support the day that lies in them
        ([dated("2021-07-14"), dated("--07-13"), dated("2021-07-13", "inferred")], "2021-07-13", "inferred"),
        ([dated("2021-07"), dated("2021-07-13")], "2021-07-13", "text"),
        ([dated("--07-13")], "--07-13", "text"),
    ],
)
def test_date(told, date, date_from):
    found = agreed(told)
    assert (found.date, found.date_from) == (date, date_from)


def test_end_date_goes_with_the_date():
    assert agreed([dated("2021-07-13"), dated("2021-07-13", end_date="2021-07-15")]).end_date == "2021-07-15"
    told = [dated("2021-07-14", end_date="2021-07-20"), dated("2021-07-13"), dated("2021-07-13")]
    assert agreed(told).end_date is None


def test_place_and_province_go_together():
    told = [
        Event(place="Hà Nội", province="Hà Nội"),
        Event(place="Vinh", province="Nghệ An"),
        Event(place="thành phố Vinh", province="Nghệ An"),
        Event(place="VINH", province="Nghệ An"),
    ]
    found = agreed(told)
    assert (found.place, found.province) == ("Vinh", "Nghệ An")


def test_the_name_most_like_the_others():
    names = ["Hội nghị", "Hội nghị phát triển chợ nông thôn", "Hội nghị phát triển chợ"]
    assert agreed([Event(name=name) for name in names]).name == "Hội nghị phát triển chợ"


def test_people_that_enough_reports_name():
    told = [
        Event(chairs=("Lê Mai",)),
        Event(chairs=("Trần Văn Bình", "Lê Mai")),
        Event(chairs=("LÊ MAI", "Ngô Hà")),
        Event(chairs=("Lê Mai",)),
    ]
    assert agreed(told).chairs == ("Lê Mai",)
    assert agreed(told[:2]).chairs == ("Lê Mai", "Trần Văn Bình")
