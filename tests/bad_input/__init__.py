"""What a vault, its config or its caller may hand us that they should not, and what each gets.

Rows are numbered through all groups; a test's id begins with the number of its row. A group is a
module; most of its rows are cases of one table, run together in few runs of the command.
"""
