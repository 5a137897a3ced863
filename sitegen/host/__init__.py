"""What a site tells its host and its crawlers: policy, headers, redirects, robots, sitemap. No disk, no clock."""

from __future__ import annotations

from sitegen.host.crawlers import SITEMAP_ADDRESS, SitemapEntry, robots, sitemap
from sitegen.host.netlify import Redirect, Subscription, headers, redirects
from sitegen.host.pages import redirect_page
from sitegen.host.policy import policy

__all__ = [
    "SITEMAP_ADDRESS",
    "Redirect",
    "SitemapEntry",
    "Subscription",
    "headers",
    "policy",
    "redirect_page",
    "redirects",
    "robots",
    "sitemap",
]
