"""The tables of the suite: each module has its PART, and `measure(bench, size)`, which
gives its rows as they are measured. What can't be measured is a row that says why."""
