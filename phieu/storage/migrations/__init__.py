"""What has happened to the schema, oldest first, in `versions`; `storage.migrate` applies it."""
