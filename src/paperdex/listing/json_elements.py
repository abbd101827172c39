"""Text of JSON -> the elements of its arrays, one by one, each with its lines.

Pieces of text in, texts of elements out; their content is not read here. Works in
the memory of one element, in time linear in the text, and on broken text: an element is
found by its brackets and quotes alone, so a broken one does not affect its neighbours, and
a truncated file gives everything before the cut. Strings may
be quoted with `'` too, as Python prints them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

_QUOTES = "\"'"
_OPEN, _CLOSE = "{[", "}]"
# The next bracket inside an element, or the quote of a string that goes on beyond the
# text; what stands before it, whole strings too, is gone over at once.
_NEXT_BRACKET = re.compile(
    r"(?:[^{}\[\]\"']++|\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+')*+(?P<sign>[{}\[\]\"'])",
    re.DOTALL,
)
# Zeros are what a power cut leaves, record separators part of some sequences.
_FILLED = re.compile(r"[^\s\ufeff\x1e\0]")
_WORD_END = re.compile(r"[\s,:{}\[\]\"']")
_PROSE_END = re.compile(r"[\n\[{]")
_STRING_END = {quote: re.compile(rf"[\\{quote}]") for quote in _QUOTES}
# Objects around the array in question, as APIs and pages wrap it.
_WRAPPERS = {
    *("data", "props", "pageProps", "initialState", "result", "results", "response"),
    *("message", "hits", "resultList"),
}
# The beginning of such an object, which no record has: it need not be looked at as a whole.
_WRAPPED = r'\{(?:(?!"title").){0,500}?"(?:data|hits|results?|response)"\s*:\s*\[\s*\{'
_LONGEST_WRAPPED = 600
# A record may stand under the name of such an object; it is not longer than this, and has a title
# and one of these.
_LONGEST_UNDER_NAME = 1 << 18
_OF_RECORDS = frozenset(("abstract", "summary", "authors", "author", "arxiv_id", "doi"))
_DEEPEST = 8
# A record has some ten thousand characters: what is longer by far is one whose
# end is missing, and need not be kept.
_LONGEST = 1 << 24


@cache
def _wrapped() -> re.Pattern[str]:
    return re.compile(_WRAPPED, re.DOTALL)  # compiled on first use: few files need it


class Element(NamedTuple):
    """An element of an array, or the value of a key of an object around it.

    ``key`` names the array or the value, "" where it has no name. Lines are
    1-based. ``is_whole`` is false where the text ended before it did. ``by_key`` is true of an
    object that counts as an element though it stands under a key, ``is_outer`` of what stands in
    no array or object.
    """

    key: str
    in_array: bool
    text: str
    first_line: int
    end_line: int
    is_whole: bool = True
    by_key: bool = False
    is_outer: bool = False


def read_elements(
    chunks: Iterable[str], first_line: int = 1, longest_whole: int = 0
) -> Iterator[Element]:
    """The elements of all arrays of the outermost value or values, in order. An outermost object
    of up to ``longest_whole`` characters is an element itself; so is a line that is not JSON."""
    scanner = _Scanner(chunks, first_line)
    while sign := scanner.peek():
        whole = scanner.take_short(longest_whole) if sign == "{" and longest_whole else None
        if whole is not None:
            yield whole
        elif sign in _OPEN:
            yield from _read_value(scanner, "", depth=0)
        else:
            yield scanner.take_outer()


def _read_value(scanner: "_Scanner", key: str, depth: int) -> Iterator[Element]:
    """A value at the top, or below a wrapper: arrays by element, objects by key."""
    sign = scanner.peek()
    if sign == "[":
        scanner.skip()
        yield from _read_array(scanner, key)
    elif sign == "{" and (depth == 0 or (depth < _DEEPEST and key in _WRAPPERS)):
        whole = scanner.take_short(_LONGEST_UNDER_NAME) if depth else None
        if whole is not None and _is_record(whole):
            yield whole._replace(key=key, is_outer=False)
            return
        within = _Scanner([whole.text], whole.first_line) if whole else scanner
        yield from _read_object(within, depth)
    else:
        yield scanner.take(key, in_array=False)


def _is_record(element: Element) -> bool:
    """Whether an object is a record, by the names of its own members."""
    keys = {each.key for each in _read_object(_Scanner([element.text], 1), _DEEPEST)}
    return "title" in keys and not _OF_RECORDS.isdisjoint(keys)


def _read_array(scanner: "_Scanner", key: str) -> Iterator[Element]:
    while sign := scanner.peek():
        if sign == ",":
            scanner.skip()
        elif sign in _CLOSE:
            scanner.skip()
            return
        else:
            yield scanner.take(key, in_array=True)


def _read_object(scanner: "_Scanner", depth: int) -> Iterator[Element]:
    scanner.peek()
    scanner.skip()
    while sign := scanner.peek():
        if sign in _CLOSE:
            scanner.skip()
            return
        if sign in ",:":
            scanner.skip()
            continue
        key = scanner.take("", in_array=False)
        if scanner.peek() != ":":
            if sign not in _QUOTES:  # no key: something is broken here
                yield key
            continue
        scanner.skip()
        if scanner.peek():
            yield from _read_value(scanner, key.text.strip(_QUOTES), depth + 1)


class _Scanner:
    """Goes over the text once. Holds what was read and not yet scanned."""

    def __init__(self, chunks: Iterable[str], first_line: int) -> None:
        self._chunks = iter(chunks)
        self._text = ""
        self._place = 0
        self._line = first_line
        self._taken = list[str]()
        self._length = 0

    def peek(self) -> str:
        """The next character that is not white space; "" at the end."""
        while True:
            match = _FILLED.search(self._text, self._place)
            self._go_to(match.start() if match else len(self._text))
            if match:
                return match[0]
            if not self._fill():
                return ""

    def skip(self) -> None:
        """Skip the character that was peeked at."""
        self._place += 1

    def take(self, key: str, in_array: bool) -> Element:
        """The value that begins here, up to its end."""
        first_line = self._line
        self._taken, self._length = [], 0
        is_whole = self._go_over_value()
        return Element(key, in_array, "".join(self._taken), first_line, self._line, is_whole)

    def take_outer(self) -> Element:
        """The string, or the rest of the line, that begins here outside of all brackets."""
        if self._text[self._place] in _QUOTES:
            return self.take("", in_array=False)._replace(is_outer=True)
        first_line = self._line
        self._taken, self._length = [], 0
        self._search(_PROSE_END)
        return Element("", False, "".join(self._taken), first_line, first_line, is_outer=True)

    def take_short(self, longest: int) -> Element | None:
        """The outermost object that begins here; None, with nothing taken, if it is longer, or
        begins as what is around records."""
        self._hold(_LONGEST_WRAPPED)
        if _wrapped().match(self._text, self._place):
            return None
        length = depth = 0  # of what was gone over
        while length <= longest:
            found = _NEXT_BRACKET.match(self._text, self._place + length)
            if found is None or found["sign"] in _QUOTES:  # it goes on beyond the text held
                held = len(self._text) - self._place
                if held > longest:
                    return None
                # Twice as much each time, so that nothing is gone over more than a few times.
                if not self._hold(held + 1, min(2 * held, longest + 1)):
                    return self._cut(len(self._text), is_whole=False)
                continue
            depth += 1 if found["sign"] in _OPEN else -1
            length = found.end() - self._place
            if depth == 0 and length <= longest:
                return self._cut(found.end(), is_whole=True)
        return None

    def _hold(self, least: int, length: int = 0) -> bool:
        """Read ahead until ``length`` characters, or ``least``, are held; returns whether at least
        ``least`` are."""
        held = len(self._text) - self._place
        if held >= least:
            return True
        texts = [self._text[self._place :]]
        length = max(least, length)
        while held < length and (text := next(filter(None, self._chunks), "")):
            texts.append(text)
            held += len(text)
        if len(texts) > 1:
            self._text, self._place = "".join(texts), 0
        return held >= least

    def _cut(self, end: int, is_whole: bool) -> Element:
        first_line, text = self._line, self._text[self._place : end]
        self._go_to(end)
        return Element("", False, text, first_line, self._line, is_whole, is_outer=True)

    def _fill(self) -> bool:
        """Whether there was more text."""
        self._text, self._place = next(filter(None, self._chunks), ""), 0
        return self._text != ""

    def _go_to(self, place: int) -> None:
        self._line += self._text.count("\n", self._place, place)
        self._place = place

    def _take_to(self, place: int) -> None:
        self._length += place - self._place
        if self._length <= _LONGEST:
            self._taken.append(self._text[self._place : place])
        self._go_to(place)

    def _go_over_value(self) -> bool:
        """Whether the end of the value was reached."""
        sign = self._text[self._place]
        if sign in _QUOTES:
            return self._go_over_string()
        if sign not in _OPEN:
            return self._go_over_word()
        return self._go_over_brackets()

    def _go_over_brackets(self) -> bool:
        depth, place = 0, self._place
        while True:
            found = _NEXT_BRACKET.match(self._text, place)
            if found is None:
                self._take_to(len(self._text))
                if not self._fill():
                    return False
            elif found["sign"] in _QUOTES:
                self._take_to(found.start("sign"))
                if not self._go_over_string():
                    return False
            else:
                depth += 1 if found["sign"] in _OPEN else -1
                place = found.end()
                if depth > 0:
                    continue
                self._take_to(place)
                return True
            place = self._place

    def _search(self, pattern: re.Pattern[str]) -> str:
        """Go to what is found next, and give it; "" at the end."""
        while True:
            match = pattern.search(self._text, self._place)
            self._take_to(match.start() if match else len(self._text))
            if match:
                return match[0]
            if not self._fill():
                return ""

    def _go_over_string(self) -> bool:
        end = _STRING_END[self._text[self._place]]
        self._take_to(self._place + 1)
        while sign := self._search(end):
            self._take_to(self._place + 1)
            if sign != "\\":
                return True
            if self._place == len(self._text) and not self._fill():
                return False
            self._take_to(self._place + 1)  # whatever is escaped
        return False

    def _go_over_word(self) -> bool:
        """A number, a name, or a lone sign; its end can't be missed."""
        self._take_to(self._place + 1)
        self._search(_WORD_END)
        return True
