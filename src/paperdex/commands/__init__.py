"""One module for each command of the command line; it is imported when called.

A command reads its options, calls the library and hands the answer to output.
"""
