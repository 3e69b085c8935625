"""Turn scraped web essays into a finished anthology."""

__version__ = "0.1.0"
