"""The shell: each step loads, calls the pure rooms, and stores in one transaction."""
