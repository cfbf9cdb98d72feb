"""What a message is, and who gets it; every verdict with its evidence."""
