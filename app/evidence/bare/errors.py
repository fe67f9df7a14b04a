class NotBared(Exception):
    """It is cut, broken, locked, or of a form that nobody here can take apart: no copy is better than half of one."""
