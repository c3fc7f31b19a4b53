"""Plain Python: the nouns and rules of a county's work; no clock, no database, no web, no engine."""
