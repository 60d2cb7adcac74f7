"""What goes in and out in the formats of others: for now, drafts in YAML and JSON Lines."""
