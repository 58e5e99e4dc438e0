"""One definition of a network for two languages: a list of operations on named values, with weights in safetensors."""
