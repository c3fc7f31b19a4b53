"""Notices come by mail too, as each person chooses."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "mail_choices",
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("chosen_at", moment, nullable=False),
        sa.Column("refused_at", moment, nullable=True),
        sa.Column("workdays", sa.BOOLEAN(), nullable=False),
        sa.Column("groups", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("rhythm", sa.TEXT(), nullable=False),
        sa.Column("quiet_from", sa.TEXT(), nullable=False),
        sa.Column("quiet_to", sa.TEXT(), nullable=False),
        sa.Column("language", sa.TEXT(), nullable=False),
        sa.Column("digest", sa.TEXT(), nullable=False),
        sa.Column("refusal", sa.TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_mail_choices_person"),
        sa.PrimaryKeyConstraint("person", name="pk_mail_choices"),
    )
    op.create_table(
        "mails",
        sa.Column("id", postgresql.UUID(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("due", moment, nullable=True),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("tries", sa.INTEGER(), nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("root", postgresql.UUID(), nullable=True),
        sa.Column("state", sa.TEXT(), nullable=False),
        sa.Column("answer", sa.TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_mails_person"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
    )
    waits = sa.text("due IS NOT NULL")
    op.create_index("ix_mails_due", "mails", ["due"], postgresql_where=waits)
    op.create_index("ix_mails_state", "mails", ["state", "id"])
    op.create_index("ix_mails_made_at", "mails", ["made_at"])
    op.create_table(
        "mail_lines",
        sa.Column("notice", postgresql.UUID(), nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("due", moment, nullable=True),
        sa.Column("mail", postgresql.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_mail_lines_person"),
        sa.ForeignKeyConstraint(
            ["mail"], ["mails.id"], name="fk_mail_lines_mail", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice", "person", name="pk_mail_lines"),
    )
    op.create_index("ix_mail_lines_due", "mail_lines", ["due"], postgresql_where=waits)
    op.create_index("ix_mail_lines_person", "mail_lines", ["person"], postgresql_where=waits)
    op.create_index(
        "ix_mail_lines_mail", "mail_lines", ["mail"], postgresql_where=sa.text("mail IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_table("mail_lines")
    op.drop_table("mails")
    op.drop_table("mail_choices")
