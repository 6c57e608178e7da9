"""Whatever people have agreed on takes up their quarters of an hour, not bookings alone."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STYLE = "stop-first"


def upgrade() -> None:
    """Let any record hold them."""
    op.drop_index("ix_booking_slot_booking", "booking_slot")
    with op.batch_alter_table("booking_slot") as slot:
        slot.drop_constraint("fk_booking_slot_booking_booking", type_="foreignkey")
        slot.alter_column("booking", new_column_name="by")
    _rename("booking_slot", "slot")
    op.create_index("ix_slot_by", "slot", ["by"])


def downgrade() -> None:
    """Let bookings alone hold them."""
    op.execute('DELETE FROM slot WHERE "by" NOT IN (SELECT id FROM booking)')
    op.drop_index("ix_slot_by", "slot")
    _rename("slot", "booking_slot")
    with op.batch_alter_table("booking_slot") as slot:
        slot.alter_column("by", new_column_name="booking")
    # apart, or SQLite's new table has no such column yet to refer from
    with op.batch_alter_table("booking_slot") as slot:
        slot.create_foreign_key(
            "fk_booking_slot_booking_booking", "booking", ["booking"], ["id"], ondelete="CASCADE"
        )
    op.create_index("ix_booking_slot_booking", "booking_slot", ["booking"])


def _rename(old: str, new: str) -> None:
    """Rename the table with what is named after it."""
    op.rename_table(old, new)
    with op.batch_alter_table(new) as slot:
        slot.drop_constraint(f"pk_{old}", type_="primary")
        slot.create_primary_key(f"pk_{new}", ["member", "at"])
        slot.drop_constraint(f"fk_{old}_member_member", type_="foreignkey")
        slot.create_foreign_key(
            f"fk_{new}_member_member", "member", ["member"], ["id"], ondelete="CASCADE"
        )
