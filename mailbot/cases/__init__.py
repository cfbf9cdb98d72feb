"""What happens now: one pure workflow over frozen cases, events and effects."""
