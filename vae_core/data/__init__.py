"""Images: data sets, folders and zips, all as uint8 (N, C, H, W)."""
