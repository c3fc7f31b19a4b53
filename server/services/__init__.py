"""What people ask for: one file per act; nothing here knows engine, store or framework."""
