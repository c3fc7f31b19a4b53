"""Speaks with servers that are not ours; behind the ports that services know."""
