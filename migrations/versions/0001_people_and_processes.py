"""Bodies, posts, persons; the county's papers; processes and their sources."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, TIMESTAMP

revision = "0001"
down_revision = "0000"
branch_labels = None
depends_on = None

MOMENT = TIMESTAMP(timezone=True)
WORDS = ARRAY(sa.Text())


def upgrade() -> None:
    op.create_table(
        "bodies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("located_in", sa.Text()),
        sa.Column("fields", WORDS, nullable=False),
        sa.Column("document_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.ForeignKeyConstraint(["located_in"], ["bodies.id"], name="fk_bodies_located_in"),
        sa.ForeignKeyConstraint(["parent"], ["bodies.id"], name="fk_bodies_parent"),
        sa.PrimaryKeyConstraint("id", name="pk_bodies"),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.ForeignKeyConstraint(["body"], ["bodies.id"], name="fk_posts_body"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
    )
    op.create_index("ix_posts_body", "posts", ["body"])
    op.create_table(
        "persons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("wrong_tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("closed_until", MOMENT),
        sa.Column("told_until", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
        sa.UniqueConstraint("login", name="uq_persons_login"),
    )
    op.create_table(
        "holdings",
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_holdings_in_order"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_holdings_person"),
        sa.ForeignKeyConstraint(["post"], ["posts.id"], name="fk_holdings_post"),
        sa.PrimaryKeyConstraint("person", "post", "valid_from", name="pk_holdings"),
    )
    op.create_index("ix_holdings_post", "holdings", ["post"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_sessions_person"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_tokens_person"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("token", name="uq_tokens_token"),
    )
    op.create_table(
        "county_papers",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", BYTEA(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_county_papers"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", BYTEA(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("process", "digest", name="uq_versions_process_digest"),
        sa.UniqueConstraint("process", "number", name="uq_versions_process_number"),
    )
    op.create_table(
        "sources",
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("law", WORDS, nullable=False),
        sa.Column("starter", WORDS, nullable=False),
        sa.Column("start_form", sa.Text()),
        sa.Column("title_value", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("lanes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name="fk_sources_version"),
        sa.PrimaryKeyConstraint("version", name="pk_sources"),
    )
    op.create_table(
        "source_files",
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", BYTEA(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name="fk_source_files_version"),
        sa.PrimaryKeyConstraint("version", "kind", "name", name="pk_source_files"),
    )


def downgrade() -> None:
    op.drop_table("source_files")
    op.drop_table("sources")
    op.drop_table("versions")
    op.drop_table("county_papers")
    op.drop_table("tokens")
    op.drop_table("sessions")
    op.drop_table("holdings")
    op.drop_table("persons")
    op.drop_table("posts")
    op.drop_table("bodies")
