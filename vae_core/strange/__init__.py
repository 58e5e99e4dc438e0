"""How strange a model finds an image: scores per image, and how well they tell two groups apart."""
