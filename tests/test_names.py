"""Names as a library sorts them, as a sentence joins them, and the authors who have none."""

import pytest

from fleuron.names import meant, nameless, series, slugify, sort_name


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Ada Wren", "Wren, Ada"),
        ("Ada Mary Wren", "Wren, Ada Mary"),
        ("Sappho", "Sappho"),
        ("Ada Wren, PhD", "Wren, Ada"),
        ("Tobias Marsh Jr.", "Marsh, Tobias, Jr."),
        ("Tobias Marsh, Jr.", "Marsh, Tobias, Jr."),
        ("Hugo Fenn III", "Fenn, Hugo, III"),
        ("Ines de la Mare", "Mare, Ines de la"),
        ("The Marsh Collective", "Marsh Collective"),
        ("Anonymous", "Anonymous"),
        ("Name withheld", "Name withheld"),
        ("Name withheld by request", "Name withheld by request"),
        ("", ""),
    ],
)
def test_a_name_is_sorted_as_a_library_would(name, sort):
    assert sort_name(name) == sort


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("anonymous", "Anonymous"),
        ("Anon.", "Anonymous"),
        ("name-withheld", "Name withheld"),
        ("Name Withheld by request", "Name withheld by request"),
        ("Anonymous Bosch", ""),
        ("Anon Fenn", ""),
        ("Ada Wren", ""),
    ],
)
def test_an_author_without_a_name_is_known(name, said):
    assert nameless(name) == said


def test_names_are_joined_as_in_a_sentence():
    assert [series(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_a_file_name_is_plain():
    assert [slugify(text) for text in ("Zoë’s Room!", " ")] == ["zoes-room", "page"]


def test_names_in_other_letters_stay_apart():
    assert slugify("日本") == slugify("日本") != slugify("中国")


def test_a_misspelt_word_finds_its_neighbour():
    assert (meant("wren-haloway", ["wren-halloway", "the-fee"]), meant("zzz", ["wren"])) == ("wren-halloway", "")
