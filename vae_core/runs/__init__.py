"""Training runs that the app starts: processes that outlive it."""
