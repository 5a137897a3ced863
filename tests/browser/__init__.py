"""The sample site in a real Chromium, judged page by page."""
