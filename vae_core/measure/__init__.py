"""What can be said of a trained model: bounds, distances, neighbours, the trust meter."""
