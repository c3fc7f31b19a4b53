"""The registers of the county: read from cells, checked as a whole, entered, proposed, told."""
