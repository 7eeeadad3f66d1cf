"""Runs inside the transaction that `database.upgrade` began; it hands its connection over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
