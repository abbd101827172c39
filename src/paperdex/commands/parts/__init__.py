"""What commands are made of: a library out of options, messages, and printing."""
