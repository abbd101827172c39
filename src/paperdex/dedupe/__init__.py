"""Papers, each read from one entry -> groups that are one paper, and why.

`blocking` says which entries are worth comparing, `judging` whether two of them are the same
paper, `grouping` which entries are one paper. Two entries are joined only for a stated reason,
and never if something speaks against it. The decision depends on the two alone, so that groups
do not depend on the order of reading.
"""

from paperdex.dedupe.blocking import block_keys
from paperdex.dedupe.in_memory import Group, group_papers
from paperdex.dedupe.judging import judge
from paperdex.dedupe.verdict import Verdict

__all__ = ["Group", "Verdict", "block_keys", "group_papers", "judge"]
