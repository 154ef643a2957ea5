"""seal names and what is written

Names, birthdays, towns and free text were readable by whoever had the file. The values are sealed where they lie, before the
column changes its type: PostgreSQL then rewrites the table without them, and SQLite overwrites what it frees.
A copy of the database that was taken before is not changed by this.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from portal.store.types import key_ring

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

TEXT, DAY, JSON = sa.Text(), sa.Date(), sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SEALED = {
    "case_note": {"author_name": TEXT},
    "company": {"question": TEXT, "reply": TEXT, "decision_reason": TEXT},
    "company_feedback": {"answers": JSON},
    "health_feedback": {"author_name": TEXT},
    "health_support": {"worker_name": TEXT},
    "mailbox_message": {"subject": TEXT},
    "message": {"author_name": TEXT},
    "outbox_message": {"subject": TEXT, "failed": TEXT},
    "person": {"first_name": TEXT, "last_name": TEXT, "birth_date": DAY, "postal_code": sa.String(4), "town": TEXT},
    "placement_part": {"tasks": TEXT},
    "posting": {"question": TEXT, "reply": TEXT, "decision_reason": TEXT},
    "proposal": {"parts": JSON, "alternatives": JSON},
    "specialist": {"name": TEXT, "title": TEXT, "phone": TEXT, "email": TEXT, "strengths": TEXT},
    "specialist_proposal": {"parts": JSON},
    "user_account": {"name": TEXT, "title": TEXT, "phone": TEXT},
    "workplace": {"representative_name": TEXT, "representative_email": TEXT},
}
BATCH = 500


def is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def change_each(table: str, column: str, change) -> None:
    """Replace every value of a column, a batch at a time, by what `change` makes of it."""
    connection, after = op.get_bind(), None
    rows = sa.table(table, sa.column("id", sa.Uuid()), sa.column(column))
    value = rows.c[column]
    update = sa.update(rows).where(rows.c.id == sa.bindparam("of")).values({column: sa.bindparam("value")})
    while True:
        found = sa.select(rows.c.id, value).where(value.is_not(None)).order_by(rows.c.id).limit(BATCH)
        batch = connection.execute(found if after is None else found.where(rows.c.id > after)).all()
        if not batch:
            return
        connection.execute(update, [{"of": key, "value": change(old)} for key, old in batch])
        after = batch[-1][0]


def upgrade() -> None:
    if not is_postgres():
        op.execute("PRAGMA secure_delete = ON")
    for table, columns in SEALED.items():
        for column in columns:
            seal(table, column)
        with op.batch_alter_table(table) as batch:
            for column, kind in columns.items():
                using = f"decode({column}, 'hex')"
                batch.alter_column(column, existing_type=kind, type_=sa.LargeBinary(), postgresql_using=using)


def seal(table: str, column: str) -> None:
    context = f"{table}.{column}"
    if is_postgres():
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text USING {column}::text")
        change_each(table, column, lambda old: key_ring().encrypt(old.encode(), context).hex())
    else:
        change_each(table, column, lambda old: key_ring().encrypt(old.encode(), context))


def downgrade() -> None:
    for table, columns in SEALED.items():
        for column in columns:
            if is_postgres():
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text USING encode({column}, 'hex')")
            change_each(table, column, opener(f"{table}.{column}"))
        by_hand = [] if is_postgres() else [column for column, kind in columns.items() if kind is DAY]
        with op.batch_alter_table(table) as batch:
            for column, kind in columns.items():
                if column not in by_hand:
                    using = f"{column}::{kind.compile(postgresql.dialect())}"
                    batch.alter_column(column, existing_type=sa.LargeBinary(), type_=kind, postgresql_using=using)
        for column in by_hand:
            day_again(table, column)


def day_again(table: str, column: str) -> None:
    """SQLite would make a number of a day that is cast."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("plain", DAY))
    op.execute(f"UPDATE {table} SET plain = {column}")
    with op.batch_alter_table(table) as batch:
        batch.drop_column(column)
        batch.alter_column("plain", new_column_name=column, existing_type=DAY, nullable=False)


def opener(context: str):
    def opened(sealed: str | bytes) -> str:
        raw = bytes.fromhex(sealed) if isinstance(sealed, str) else bytes(sealed)
        return key_ring().decrypt(raw, context).decode()

    return opened
