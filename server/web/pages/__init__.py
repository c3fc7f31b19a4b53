"""Pages for people, by place."""
