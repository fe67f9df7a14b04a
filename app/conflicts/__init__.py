"""Conflicts of interest: who is part of a matter holds no office in it, and the accused does not know of it."""
