//! Finds three clusters among 150 flowers, and compares them with the species: the port of
//! `numpy/kmeans.py`.

use tightloop::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data: Array<f64> = std::fs::read_to_string("data/iris.csv")?.parse()?;
    let (x, species) = (data.slice((.., ..4))?, data.slice((.., 4))?);
    let (mut centers, mut cluster, mut step) = (take(x, [0, 50, 100], 0)?, Array::default(), 0);
    while step < 100 {
        let distances = sum_axis(square(x.insert_axis(1)? - &centers), 2)?;
        cluster = argmin_axis(distances, 1)?;
        let moved = stack((0..3).map(|k| mean_axis(compress(x, equal(&cluster, k)?, 0)?, 0)), 0)?;
        if moved == centers {
            break;
        }
        (centers, step) = (moved, step + 1);
    }
    println!("{step} steps to the centers\n{centers:.2}");
    for k in 0..3 {
        let members = extract(species, equal(&cluster, k)?)?;
        let counts = [0.0, 1.0, 2.0].map(|s| members.iter().filter(|&&x| x == s).count());
        println!("cluster {k}: {counts:?} of the three species");
    }
    Ok(())
}
