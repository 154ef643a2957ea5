"""seal the providers' name for a person

A provider's `sub` told whoever had the file that two accounts, here or in another portal, are one person. It is sealed where it
lies, like the names in 0026, and found by its keyed hash.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from portal.store.types import key_ring

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

CONTEXT = "user_account.subject"
UNIQUE, UNIQUE_HASH = "uq_user_account_subject", "uq_user_account_subject_hash"


def is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def change_each(change) -> None:
    """Replace every account's subject (and its hash) by what `change` makes of it."""
    connection = op.get_bind()
    names = [name for name in ("subject", "subject_hash") if name in columns()]
    accounts = sa.table("user_account", sa.column("id", sa.Uuid()), *(sa.column(name) for name in names))
    found = sa.select(accounts.c.id, accounts.c.subject).where(accounts.c.subject.is_not(None))
    for key, old in connection.execute(found).all():
        connection.execute(sa.update(accounts).where(accounts.c.id == key).values(change(old)))


def columns() -> set[str]:
    return {column["name"] for column in sa.inspect(op.get_bind()).get_columns("user_account")}


def sealed(old: str) -> dict[str, str | bytes]:
    value = key_ring().encrypt(old.encode(), CONTEXT)
    return {
        "subject": value.hex() if is_postgres() else value,
        "subject_hash": key_ring().lookup_hash(old, CONTEXT),
    }


def opened(old: str | bytes) -> dict[str, str]:
    raw = bytes.fromhex(old) if isinstance(old, str) else bytes(old)
    return {"subject": key_ring().decrypt(raw, CONTEXT).decode()}


def upgrade() -> None:
    if not is_postgres():
        op.execute("PRAGMA secure_delete = ON")
    with op.batch_alter_table("user_account") as batch:
        batch.drop_constraint(UNIQUE, type_="unique")
        batch.add_column(sa.Column("subject_hash", sa.LargeBinary(16), nullable=True))
    change_each(sealed)
    with op.batch_alter_table("user_account") as batch:
        batch.alter_column(
            "subject",
            existing_type=sa.String(),
            type_=sa.LargeBinary(),
            postgresql_using="decode(subject, 'hex')",
        )
        batch.create_unique_constraint(UNIQUE_HASH, ["subject_hash"])


def downgrade() -> None:
    with op.batch_alter_table("user_account") as batch:
        batch.drop_constraint(UNIQUE_HASH, type_="unique")
        batch.drop_column("subject_hash")
    if is_postgres():
        op.execute("ALTER TABLE user_account ALTER COLUMN subject TYPE text USING encode(subject, 'hex')")
    change_each(opened)
    with op.batch_alter_table("user_account") as batch:
        batch.alter_column("subject", existing_type=sa.LargeBinary(), type_=sa.String())
        batch.create_unique_constraint(UNIQUE, ["subject"])
