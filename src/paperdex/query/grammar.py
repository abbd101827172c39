"""The query language: a text -> clauses. Any text can be read; what is not a clause is words.

    query   = item {["OR"] item}
    item    = ["+" | "-"] (word | prefix "*" | '"' phrase '"' ["~" n] | name ":" value | group)
    group   = "(" query ")"

`OR` binds more tightly than juxtaposition. An operator counts where a word may begin; inside
a word (`k-means`, `LLM.int8()`) it is part of it. The text is read in one pass, without
recursion.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from paperdex.query import FIELDS, TEXT_FIELDS, may_have_clauses
from paperdex.query.clauses import Bounds, Clause, Group, Signed, Term, is_loose
from paperdex.query.fields import describe_field, read_field
from paperdex.query.numbering import find_number
from paperdex.text import shortened

# Deeper parentheses are ignored: no engine has to follow them.
_DEEPEST = 16
# A text of more loose words than this is prose: its quotes, dashes and parentheses are ordinary
# punctuation. Whole questions to search engines for researchers have 20 words on average.
MOST_WORDS = 16
MOST_CLAUSES = 1000

_BEGIN = re.compile(r"\S")
_FIELD = re.compile(r"([A-Za-z]+):(?=[^\s)])")
_SLOP = re.compile(r"~(\d{1,3})(?!\w)", re.ASCII)
_PREFIX = re.compile(r"[^*]*[^\W_]{2}\*")
# Operators of other languages.
_OPERATORS = ("AND", "NOT")
_COMPARING = frozenset("<>=")
# Compiled only where there is prose.
_FIELD_OR_WORD = r"""[+-]?[a-z]+:"[^"]*"(?:~\d+)?|\S+"""
_PIECES = r"[^\W_]+"


class Problem(NamedTuple):
    """What looks like a clause and is read as words: its position (from 1), and why.

    ``is_surprising``: worth reporting unasked, because a clause was clearly meant.
    ``hint``: how to write that.
    """

    place: int
    why: str
    is_surprising: bool = False
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.why}; {self.hint}" if self.hint else self.why


class Reading(NamedTuple):
    """The clauses of a text, and what looks like a clause in it but is not one."""

    clauses: Group
    problems: tuple[Problem, ...]


@lru_cache(maxsize=64)
def read_text(text: str, today: str) -> Reading:
    """Read a text; dates relative to ``today`` (ISO) become dates."""
    number = find_number(text)
    if ")" in number:  # which is not a parenthesis; any other number is left out in ranking
        text = " " * len(number) + text[len(number) :]
    reader = _Reader(text, today)
    clauses, problems = reader.read(), reader.problems
    loose = sum(is_loose(clause) for clause in clauses)
    if loose > MOST_WORDS:  # of prose only fields are surely meant as clauses
        problems = [
            p._replace(is_surprising=p.is_surprising and _at_field(text, p)) for p in problems
        ]
    if loose < len(clauses) and reader.count > MOST_CLAUSES:
        problems.append(Problem(1, f"more than {MOST_CLAUSES} clauses", is_surprising=True))
        clauses = read_literally(text).clauses
    elif loose > MOST_WORDS and not all(is_loose(c) or _has_field(c) for c in clauses):
        why = f"quotes, signs, OR and parentheses among more than {MOST_WORDS} words"
        problems.append(Problem(1, why, is_surprising=True))
        clauses = _read_prose(text, today)
    return Reading(Group(clauses), tuple(problems))


def read_literally(text: str) -> Group:
    """All of a text as words, none of which can be read as a clause."""
    words: list[str] = []
    for word in text.split():
        if may_have_clauses(word):
            words += (piece for piece in re.findall(_PIECES, word) if not may_have_clauses(piece))
        else:
            words.append(word)
    return Group(tuple(map(Term, words)))


def _read_prose(text: str, today: str) -> tuple[Clause, ...]:
    """The clauses of prose: fields only, because nobody writes those by chance."""
    clauses: list[Clause] = []
    for part in re.findall(_FIELD_OR_WORD, text):
        read = _Reader(part, today).read() if ":" in part else ()
        is_field = len(read) == 1 and _has_field(read[0])
        clauses += read if is_field else read_literally(part).clauses
    return tuple(clauses)


def _has_field(clause: Clause) -> bool:
    bare = clause.clause if isinstance(clause, Signed) else clause
    return isinstance(bare, Term | Bounds) and bool(bare.field)


def _at_field(text: str, problem: Problem) -> bool:
    return re.match(r"[+-]?[A-Za-z]+[:<>=]", text[problem.place - 1 :]) is not None


class _Frame:
    """An open parenthesis: its place in the text, the sign and field before it, and its items. An
    OR among these is the number of its place in the text."""

    def __init__(self, place: int, sign: str, field: str) -> None:
        self.place, self.sign, self.field = place, sign, field
        self.items: list[Clause | int] = []


class _Reader:
    """Reads a text once, from left to right. Afterwards ``problems`` are those of the whole text,
    and ``count`` is how many clauses and words it has, at any depth."""

    def __init__(self, text: str, today: str) -> None:
        self._text, self._today = text, today
        # In a text without any clause, OR is a word.
        self._has_or = may_have_clauses(text)
        self._at = 0
        self._frames = [_Frame(0, "", "")]
        self._passed_over = 0  # parentheses too deep to count
        self.problems: list[Problem] = []
        self.count = 0

    def read(self) -> tuple[Clause, ...]:
        """The clauses of the text, side by side."""
        while True:
            begin = _BEGIN.search(self._text, self._at)
            if begin is None:
                break
            start = self._at = begin.start()
            if self._text[start] == ")":
                self._close()
            elif self._text[start] in "+-" and self._follows_closing(start):
                self._at += 1  # as in "attention"-based
            else:
                self._read_item(start)
        while len(self._frames) > 1:
            frame = self._frames.pop()
            self._complain("this parenthesis is not closed", frame.place)
            self._frames[-1].items += frame.items
        return self._join(self._frames[0])

    def _follows_closing(self, at: int) -> bool:
        return at > 0 and self._text[at - 1] in '+-")'

    def _read_item(self, start: int) -> None:
        """One item, from its first character on."""
        text = self._text
        sign = text[start] if text[start] in "+-" and text[start + 1 : start + 2].strip() else ""
        at = start + len(sign)
        field, named = self._frames[-1].field, _FIELD.match(text, at)
        if named and named[1] in FIELDS:
            field, at = named[1], named.end()
        elif named:
            self._complain_of_name(named[1], at)
        if text[at] == "(":
            self._open(sign, field, at)
        elif text[at] == '"' and text.find('"', at + 1) > 0:
            self._read_phrase(start, sign, field, at)
        else:
            self._read_word(start, sign, field, at)

    def _open(self, sign: str, field: str, at: int) -> None:
        self._at = at + 1
        if len(self._frames) > _DEEPEST:
            self._passed_over += 1
            self._complain("parentheses as deep as this are passed over", at)
        else:
            self._frames.append(_Frame(at, sign, field))

    def _close(self) -> None:
        self._at += 1
        if self._passed_over:
            self._passed_over -= 1
        elif len(self._frames) == 1:
            self._complain("no parenthesis is open here", self._at - 1)
        else:
            frame = self._frames.pop()
            clauses = self._join(frame)
            if clauses:
                self._add(frame.sign, clauses[0] if len(clauses) == 1 else Group(clauses))

    def _read_phrase(self, start: int, sign: str, field: str, at: int) -> None:
        end = self._text.index('"', at + 1)
        phrase, self._at = self._text[at + 1 : end], end + 1
        near = _SLOP.match(self._text, self._at)
        slop = int(near[1]) if near else 0
        if near:
            self._at = near.end()
        if not any(map(str.isalnum, phrase)):
            self._complain("there is no word in these quotes", at)
        elif not field:
            self._add(sign, Term(phrase, "", "phrase", slop))
        else:
            clause = read_field(field, phrase, "phrase", slop, self._today)
            self._add_field(sign, clause, field, start, phrase)

    def _read_word(self, start: int, sign: str, field: str, at: int) -> None:
        end = _end_of_word(self._text, start)
        whole, value, self._at = self._text[start:end], self._text[at:end], end
        form = "prefix" if _PREFIX.fullmatch(value) else "word"
        if whole == "OR" and self._has_or:
            self._frames[-1].items.append(start)
        elif not any(map(str.isalnum, value)) or (value[0] in "+-" and sign):
            self._doubt_signs(whole, value, sign, field, start)
            self._add("", Term(whole))
        elif value[0] == '"':
            self._complain("this quotation mark is not closed", at, is_surprising=True)
            self._add("", Term(whole))
        elif field:
            clause = read_field(field, value, form, 0, self._today)
            self._add_field(sign, clause, field, start, whole)
        else:
            self._doubt_word(whole, start)
            self._add(sign, Term(value, "", form))

    def _doubt_signs(self, whole: str, value: str, sign: str, field: str, start: int) -> None:
        """Report a sign or field before what has no word in it."""
        is_quote = value.startswith('"')  # there may be nothing, as in `-)`
        if field and field not in TEXT_FIELDS and not is_quote:
            # `year:..`: a variable of the shell was empty
            self._complain_of_value(whole, field, start)
        elif sign or is_quote:
            self._complain("nothing follows this sign", start)

    def _doubt_word(self, word: str, start: int) -> None:
        """Report a word that was probably meant as a clause."""
        if word in _OPERATORS:
            from paperdex.query.meant import explain_operator  # few texts have one

            hint = explain_operator(word, self._text, start)
            if hint:
                self._complain(f"{word} is read as a word", start, True, hint)
        elif word[-1] == ":":
            from paperdex.query.meant import is_parted  # few words end so

            if is_parted(word, self._text[start + len(word) :]):
                hint = "leave out the space behind it"
                self._complain(f"{word!r} is read as a word", start, True, hint)
        elif not _COMPARING.isdisjoint(word):
            from paperdex.query.meant import find_comparison  # few words have one

            meant = find_comparison(word, self._today)
            if meant:
                self._complain(
                    f"{shortened(word)!r} is read as words", start, True, f"write {meant}"
                )

    def _add_field(
        self, sign: str, clause: Clause | None, field: str, start: int, words: str
    ) -> None:
        if clause is None:
            self._complain_of_value(words, field, start)
            self._frames[-1].items += read_literally(words).clauses
        else:
            self._add(sign, clause)

    def _add(self, sign: str, clause: Clause) -> None:
        self.count += 1
        if sign:
            clause = Signed(sign, Group((clause,)) if isinstance(clause, Signed) else clause)
        self._frames[-1].items.append(clause)

    def _join(self, frame: _Frame) -> tuple[Clause, ...]:
        """The items, with those around an OR as one clause, and plain groups dissolved."""
        joined: list[list[Clause]] = []  # of alternatives
        is_or, last = False, 0
        for item in frame.items:
            if isinstance(item, int):
                last = item
                if is_or or not joined:
                    self._complain("OR stands between two clauses", item)
                is_or = bool(joined)
            elif is_or:
                joined[-1] += _sides(item)
                is_or = False
            else:
                joined.append([*_sides(item)])
        if is_or:
            self._complain("OR stands between two clauses", last)
        clauses = [c[0] if len(c) == 1 else Group(tuple(c), either=True) for c in joined]
        return tuple(part for clause in clauses for part in _members(clause))

    def _complain_of_value(self, words: str, field: str, at: int) -> None:
        self._complain(f"{shortened(words)!r} is read as words", at, True, describe_field(field))

    def _complain_of_name(self, name: str, at: int) -> None:
        from paperdex.query.meant import find_field  # few texts name a field wrongly

        meant = find_field(name, FIELDS)
        hint = f"did you mean {meant}:?" if meant else ""
        self._complain(f"no field {name!r}", at, bool(meant), hint)

    def _complain(self, why: str, at: int, is_surprising: bool = False, hint: str = "") -> None:
        self.problems.append(Problem(at + 1, why, is_surprising, hint))


def _sides(clause: Clause) -> tuple[Clause, ...]:
    """A clause as alternatives: its own if it has any, else itself."""
    return clause.clauses if isinstance(clause, Group) and clause.either else (clause,)


def _members(clause: Clause) -> tuple[Clause, ...]:
    """A clause as clauses side by side: its own if it is a group of these, else itself."""
    return clause.clauses if isinstance(clause, Group) and not clause.either else (clause,)


def _end_of_word(text: str, start: int) -> int:
    """Where a word ends: at a space or before a parenthesis that closes none of its own."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth < 0 or text[at].isspace():
            return at
    return len(text)
