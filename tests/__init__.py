"""The tests, one file a room, beside the sites and the mistakes that they build."""
