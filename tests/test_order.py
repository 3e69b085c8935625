"""An order can be explained, leaves no essay out, and is always the same."""

import builtins
from itertools import permutations

import pytest

from fleuron.errors import ToolError
from fleuron.model import Essay, Person
from fleuron.order import ORDERS, propose

TEA = "The kettle boils and the tea is poured; the cups are warm, and tea is what we drink when nobody can speak."
TRAINS = "The train leaves the station; the rails hum, and the signal by the bridge lets one train after another go."
BEES = "The bees swarm from the hive; honey drips from the comb, and the beekeeper waits until the hive is quiet."


def essay(slug, text, authors=(), published=""):
    return Essay(slug, f"{slug}.txt", f"The {slug.capitalize()}", "", "", authors, "", "", published, "", (), text)


ESSAYS = (
    essay("kettle", TEA, ("Otto Fenn",), "3 March 2019"),
    essay("bridge", TRAINS * 2, ("Anonymous",), "2007"),
    essay("hive", f"{BEES} {BEES} Honey in tea.", ("Ada Wren", "Otto Fenn"), "May 2021"),
    essay("teapot", f"{TEA} A teapot is not a kettle, and the tea knows it."),
    essay("signal", f"{TRAINS} The signalman drinks his tea cold.", ("Ida Marlowe",), "4 March 2019"),
    essay("honey", f"{BEES} The honey is for the winter.", ("Jo Abbot",), "12/25/1999"),
)


def slugs(sections):
    return [[place.essay.slug for place in section.places] for section in sections]


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("author", ["honey", "kettle", "signal", "hive", "bridge", "teapot"]),
        ("date", ["honey", "bridge", "kettle", "signal", "hive", "teapot"]),
        ("title", ["bridge", "hive", "honey", "kettle", "signal", "teapot"]),
        ("length", ["kettle", "honey", "signal", "teapot", "bridge", "hive"]),
    ],
)
def test_an_order_is_what_it_says(by, order):
    assert slugs(propose(ESSAYS, by)) == [order]


def test_words_that_no_space_parts_are_counted():
    japanese = essay("densha", "電車は駅を出て、橋のそばの信号が次の電車を通す。" * 4)
    places = propose([ESSAYS[3], japanese, ESSAYS[0]], "length")[0].places
    assert [place.essay.slug for place in places] == ["kettle", "teapot", "densha"]
    assert places[-1].why == "45 words"


def test_an_author_is_sorted_as_the_register_says():
    people = {"zed": Person("zed", "Zed Young", "Aaron, Z.")}
    places = propose([essay("kettle", TEA, ("Otto Fenn",)), essay("hive", BEES, ("zed",))], "author", people)[0].places
    assert [(place.essay.slug, place.why) for place in places] == [("hive", "Aaron, Z."), ("kettle", "Fenn, Otto")]


def test_the_path_puts_like_beside_like():
    order = [slug for section in slugs(propose(ESSAYS, "path")) for slug in section]
    assert sorted(order) == sorted(each.slug for each in ESSAYS)
    for pair in (("kettle", "teapot"), ("bridge", "signal"), ("hive", "honey")):
        assert abs(order.index(pair[0]) - order.index(pair[1])) == 1


def test_the_path_is_the_same_whatever_order_the_essays_come_in():
    paths = {str(slugs(propose(each, "path"))) for each in list(permutations(ESSAYS))[::97]}
    assert len(paths) == 1


def test_a_part_that_is_proposed_has_two_essays_at_least_and_a_title_to_come():
    sections = propose([*ESSAYS, essay("rails", TRAINS), essay("cup", TEA), essay("comb", BEES)], "path")
    assert len(sections) > 1
    assert all(len(section.places) > 1 and section.title.startswith("TK (") for section in sections)


@pytest.mark.parametrize("by", [*ORDERS, "author", "path"])
def test_every_place_has_its_reason(by):
    assert all(place.why for section in propose(ESSAYS, by) for place in section.places)


@pytest.mark.parametrize("by", [*ORDERS, "author", "path"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_small_book_has_an_order_too(by, count):
    assert [len(section.places) for section in propose(ESSAYS[:count], by)] == [count]


def test_a_path_without_its_tool_says_what_to_install(monkeypatch):
    def refuse(name, *rest, **more):
        if name.startswith("sklearn"):
            raise ImportError(name)
        return load(name, *rest, **more)

    load = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ToolError, match=r"fleuron\[order\]"):
        propose(ESSAYS, "path")
