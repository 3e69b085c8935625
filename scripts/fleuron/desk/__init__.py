"""The editor's desk -> what build and clean say, shown in a browser; only the sidecars are ever written."""
