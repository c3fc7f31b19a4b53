"""The forms people fill in, checked on the server by the same JSON that the browser shows."""
