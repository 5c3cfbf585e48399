use ::rand::distr::{Bernoulli, Distribution, Open01, StandardUniform, Uniform};
use ::rand::rngs::SmallRng;
use ::rand::{Rng, SeedableRng};
use tightloop::*;

fn rng() -> SmallRng {
    SmallRng::seed_from_u64(7)
}

/// Checks that the elements are samples in C order.
fn is_sampled<T: Element>(distribution: impl Distribution<T>) {
    for shape in [&[][..], &[7], &[3, 0, 2], &[3, 4, 5]] {
        let (mut one_by_one, mut at_once) = (rng(), rng());
        let x = Array::random(shape, &distribution, &mut at_once).unwrap();
        assert_eq!(x.shape(), shape);
        let expected: Vec<T> = (0..x.len()).map(|_| distribution.sample(&mut one_by_one)).collect();
        assert_eq!(x.to_vec(), expected);
        assert_eq!(at_once.next_u64(), one_by_one.next_u64());

        let mut y = Array::<T>::zeros(shape).unwrap();
        y.fill_random(&distribution, &mut rng());
        assert_eq!(y, x);
        // The axes of a view, not those of memory.
        let reversed: Vec<usize> = shape.iter().rev().copied().collect();
        let mut y = Array::<T>::zeros(&reversed).unwrap();
        let generator: &mut dyn Rng = &mut rng();
        y.view_mut().t().fill_random(&distribution, generator);
        assert_eq!(y.t(), x);
    }
}

#[test]
fn elements_are_samples_in_c_order() {
    is_sampled::<f64>(StandardUniform);
    is_sampled::<f32>(Open01);
    is_sampled::<i64>(Uniform::new(-5, 6).unwrap());
    is_sampled::<u8>(StandardUniform);
    is_sampled::<bool>(Bernoulli::new(0.25).unwrap());
    is_sampled::<C64>(StandardUniform.map(|(re, im)| C64::new(re, im)));
}

#[test]
fn sizes_that_overflow_are_refused() {
    let x = Array::<f64>::random(&[usize::MAX, 2], StandardUniform, &mut rng());
    assert!(matches!(x, Err(Error::SizeOverflow { .. })));
}
