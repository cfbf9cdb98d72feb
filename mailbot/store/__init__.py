"""The database and the case files on disk; no SQL stands anywhere else."""
