"""What a new site needs for its host: how the host builds it, when, and what it keeps. Texts only; writes nothing."""
