"""The configuration of an office: its models, how it is read, what is checked, what the rooms get of it."""
