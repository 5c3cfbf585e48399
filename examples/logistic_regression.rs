//! Learns from 400 patients which tumours are benign, and tries it on 169 others: the port of
//! `numpy/logistic_regression.py`.

use tightloop::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data: Array<f64> = std::fs::read_to_string("data/breast_cancer.csv")?.parse()?;
    let (features, benign) = (data.slice((.., ..-1))?, data.slice((.., -1))?);
    let mut features = features - mean_axis(features, 0)?;
    features /= sqrt(mean_axis(square(&features), 0)?);
    let x = concatenate([features, Array::ones(&[data.shape()[0], 1])?], 1)?;
    let (train_x, test_x) = x.split_at(0, 400)?;
    let (train_y, test_y) = benign.split_at(0, 400)?;
    let mut weights = Array::zeros(&[x.shape()[1]])?;
    for _ in 0..1000 {
        let predicted = 1.0 / (1.0 + exp(-matmul(train_x, &weights)?));
        let gradient = matmul(train_x.t(), predicted - train_y)? / train_y.len() as f64;
        weights -= 0.5 * gradient;
    }
    let right = equal(greater(matmul(test_x, &weights)?, 0.0)?, equal(test_y, 1.0)?)?;
    println!("weights: {weights:.2}");
    println!("{} of {} right: {:.1}%", sum(&right), right.len(), 100.0 * mean(&right));
    Ok(())
}
