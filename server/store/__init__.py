"""The store: SQLAlchemy and PostgreSQL, and nothing of them anywhere else."""
