"""Tests of publishing: the hosts' own programs, or what stands in for them, run on real sites."""
