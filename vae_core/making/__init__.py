"""More pictures of chosen classes: drawn, filtered by the trust meter, checked, written with where they came from."""
