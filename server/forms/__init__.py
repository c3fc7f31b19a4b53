"""The forms people fill in, checked on the server by the same JSON that the browser shows."""

from server.forms.checking import MarshmallowForms

__all__ = ["MarshmallowForms"]
