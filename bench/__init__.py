"""The benchmark: the same posts built by several generators, timed side by side; no part of the product."""
