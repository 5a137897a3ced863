// A script of a provider that changes nothing in the page.
