"""What may leave: the only room that makes `Cleared` text."""
