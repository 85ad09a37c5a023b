"""The lines of a CSV file: where each begins and ends, and whether it is a well-formed row by itself.

Here: line ends, quoting and the number of fields, exactly, over the whole file at once. A field holds no
line break, so a broken line never swallows the next. Not here: what the fields hold.
"""

import re
from dataclasses import dataclass

import numpy as np

LF, CR, QUOTE = b"\n"[0], b"\r"[0], b'"'[0]
QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')


def split(line: str, separator: str) -> list[str] | None:
    """The fields of one line; None when its quoting is broken."""
    fields = []
    at = 0
    while True:
        if line.startswith('"', at):
            quoted = QUOTED.match(line, at)
            if quoted is None:
                return None
            fields.append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            end = line.find(separator, at)
            end = len(line) if end < 0 else end
            fields.append(line[at:end])
            at = end
        if at == len(line):
            return fields
        if line[at] != separator:
            return None
        at += 1


@dataclass(frozen=True)
class Lines:
    """Line i+1 of `data` (UTF-8) is data[starts[i]:ends[i]], without its line end; next[i] is where it is over."""

    data: bytes
    starts: np.ndarray
    ends: np.ndarray
    next: np.ndarray
    has_stray_cr: np.ndarray

    def __len__(self) -> int:
        return len(self.starts)

    def text(self, number: int) -> str:
        return self.data[self.starts[number - 1] : self.ends[number - 1]].decode()

    @classmethod
    def of(cls, data: bytes) -> "Lines":
        octets = np.frombuffer(data, np.uint8)
        feeds = np.flatnonzero(octets == LF)
        ends, over = feeds, feeds + 1
        if data and octets[-1] != LF:
            ends, over = np.append(feeds, len(data)), np.append(over, len(data))
        starts = np.concatenate([[0], over[:-1]]) if len(over) else over
        stray = np.zeros(len(ends), bool)
        if b"\r" in data:
            returns = np.flatnonzero(octets == CR)
            before_feed = np.isin(returns + 1, feeds, assume_unique=True)
            stray[np.searchsorted(ends, returns[~before_feed])] = True
            ends = ends.copy()
            ends[np.searchsorted(ends, returns[before_feed])] -= 1
        return cls(data, starts, ends, over, stray)

    def are_rows(self, separator: str, n_fields: int) -> np.ndarray:
        """Which lines have this many fields, sound quoting, no stray carriage return, and are not empty."""
        octets = np.frombuffer(self.data, np.uint8)
        separators = np.flatnonzero(octets == ord(separator))
        counts = np.diff(np.searchsorted(separators, self.next), prepend=0)
        sound = (counts == n_fields - 1) & ~self.has_stray_cr & (self.ends > self.starts)
        if b'"' in self.data:
            self._judge_quoted(sound, octets, separators, counts, ord(separator), n_fields)
        return sound

    def _judge_quoted(
        self,
        sound: np.ndarray,
        octets: np.ndarray,
        separators: np.ndarray,
        counts: np.ndarray,
        separator: int,
        n_fields: int,
    ) -> None:
        """The lines with a quote: all at once where each quote plainly opens or closes a field, else one by one."""
        quotes = np.flatnonzero(octets == QUOTE)
        line_of_quote = np.searchsorted(self.next, quotes, side="right")
        n_before = np.searchsorted(quotes, self.starts)  # quotes before each line
        n_quotes = np.diff(np.append(n_before, len(quotes)))
        opens = (np.arange(len(quotes)) - n_before[line_of_quote]) % 2 == 0
        at_start = (quotes == self.starts[line_of_quote]) | (octets[quotes - 1] == separator)
        at_end = (quotes + 1 == self.ends[line_of_quote]) | (
            octets[np.minimum(quotes + 1, len(octets) - 1)] == separator
        )
        is_plain = n_quotes % 2 == 0
        is_plain[line_of_quote[~np.where(opens, at_start, at_end)]] = False

        # a separator after an odd number of quotes of its line is text, not a separator
        has_quotes = n_quotes > 0
        line_of_separator = np.repeat(np.arange(len(self)), counts)
        n_quotes_before = np.searchsorted(quotes, separators) - n_before[line_of_separator]
        inside = np.bincount(line_of_separator[n_quotes_before % 2 == 1], minlength=len(self))
        plain = has_quotes & is_plain
        sound[plain] = ((counts - inside == n_fields - 1) & ~self.has_stray_cr)[plain]

        for index in np.flatnonzero(has_quotes & ~is_plain & ~self.has_stray_cr):
            fields = split(self.text(index + 1), chr(separator))
            sound[index] = fields is not None and len(fields) == n_fields
