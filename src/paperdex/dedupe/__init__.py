"""Papers, each read from one entry -> groups that are one paper, and why.

`blocking` says which entries are worth comparing, `judging` what two of them are to
each other, `grouping` which of them are one paper. Two entries are joined for a stated
reason only, and never where something speaks against it; what decides depends on the
two alone, so that the groups don't depend on the order of reading.
"""

from paperdex.dedupe.blocking import block_keys
from paperdex.dedupe.grouping import Group, group_papers
from paperdex.dedupe.judging import Verdict, judge

__all__ = ["Group", "Verdict", "block_keys", "group_papers", "judge"]
