"""What an answer looks like: for people on a terminal, for programs in lines."""
