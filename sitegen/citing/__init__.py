"""Citations and lists of references in words, as author-year styles print them (APA, seventh edition). Pure.

What a document cites comes from its own front matter and from the site's bibliography.
"""

from __future__ import annotations

from sitegen.citing.lines import reference_html
from sitegen.citing.works import Works, authors_label, citation_html, works_of

__all__ = ["Works", "authors_label", "citation_html", "reference_html", "works_of"]
