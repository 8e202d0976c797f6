"""Tables, the ballot box, the keyring and the migrations."""

from sqlmodel import SQLModel

# Every constraint has a name of its own, on both databases alike: a later migration must be able to say which it means.
# This stands here because a name is given when its table is defined, so before any module of `storage.tables` is read.
SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
