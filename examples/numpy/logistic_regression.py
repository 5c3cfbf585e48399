"""Learns from 400 patients which tumours are benign, and tries it on 169 others."""

import numpy as np

data = np.loadtxt("data/breast_cancer.csv", delimiter=",")
features, benign = data[:, :-1], data[:, -1]
features = features - features.mean(axis=0)
features /= np.sqrt((features**2).mean(axis=0))
x = np.concatenate([features, np.ones((len(data), 1))], axis=1)
train_x, test_x, train_y, test_y = x[:400], x[400:], benign[:400], benign[400:]
weights = np.zeros(x.shape[1])
for step in range(1000):
    predicted = 1 / (1 + np.exp(-(train_x @ weights)))
    gradient = train_x.T @ (predicted - train_y) / len(train_y)
    weights -= 0.5 * gradient
right = (test_x @ weights > 0) == (test_y == 1)
print(f"weights: {weights.round(2)}")
print(f"{right.sum()} of {right.size} right: {right.mean():.1%}")
