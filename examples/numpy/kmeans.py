"""Finds three clusters among 150 flowers, and compares them with the species."""

import numpy as np

data = np.loadtxt("data/iris.csv", delimiter=",")
x, species = data[:, :4], data[:, 4]
centers = x[[0, 50, 100]]
for step in range(100):
    distances = ((x[:, None, :] - centers) ** 2).sum(axis=2)
    cluster = distances.argmin(axis=1)
    moved = np.stack([x[cluster == k].mean(axis=0) for k in range(3)])
    if np.array_equal(moved, centers):
        break
    centers = moved
print(f"{step} steps to the centers\n{centers.round(2)}")
for k in range(3):
    counts = [((cluster == k) & (species == s)).sum() for s in range(3)]
    print(f"cluster {k}: {counts} of the three species")
