"""Python twins of the browser's JavaScript, which tests compare: the product runs the JavaScript, and imports none."""
