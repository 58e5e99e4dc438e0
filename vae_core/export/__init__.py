"""What leaves a model folder: ONNX and NPZ."""
