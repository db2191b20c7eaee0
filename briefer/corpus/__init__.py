"""The only room with SQL: catalogue → rows, readers of copies, recognition of items, attach, search."""
