"""Blurs a picture of a handwritten digit with a Gaussian, and prints it."""

import numpy as np


def blur_columns(image, weights):
    radius = len(weights) // 2
    padded = np.pad(image, [(radius, radius), (0, 0)], mode="edge")
    blurred = np.zeros_like(image)
    for k, weight in enumerate(weights):
        blurred += weight * padded[k : k + len(image)]
    return blurred


digit = np.loadtxt("data/digit.csv", delimiter=",")
image = digit.repeat(4, axis=0).repeat(4, axis=1)
offsets = np.arange(-4.0, 5.0)
weights = np.exp(-(offsets**2) / 8)
weights /= weights.sum()
blurred = blur_columns(blur_columns(image, weights).T, weights).T
print(f"mean {image.mean():.4f} before, {blurred.mean():.4f} after")
for row in blurred[::2]:
    print("".join(" .:-=+*#%@"[int(shade * 0.6)] for shade in row))
