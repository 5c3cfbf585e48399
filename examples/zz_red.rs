//! Throw-away.
use std::time::Instant;
use tightloop::*;
fn time(name: &str, n: usize, mut f: impl FnMut()) {
    let mut best = f64::MAX;
    let reps = (3_000_000 / n.max(1000)).max(1);
    for _ in 0..15 {
        let t = Instant::now();
        for _ in 0..reps {
            f();
        }
        best = best.min(t.elapsed().as_secs_f64() / reps as f64);
    }
    println!("{name:40} {:10.1} ns {:8.4} ns/el", best * 1e9, best * 1e9 / n as f64);
}
fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    for n in [8usize, 16, 17, 64, 100, 1000, 4096, 20_000, 100_000, 1_000_000] {
        let x = Array::from_fn(&[n], |i| (i[0] % 17) as f32 * 0.1).unwrap();
        let y = Array::from_fn(&[n], |i| (i[0] % 17) as f64 * 0.1).unwrap();
        let b = Array::from_fn(&[n], |i| (i[0] % 17) as u8).unwrap();
        if "flat".contains(&only) || only.is_empty() {
            time(&format!("sum f32 {n}"), n, || {
                std::hint::black_box(sum(std::hint::black_box(&x)));
            });
            time(&format!("sum f64 {n}"), n, || {
                std::hint::black_box(sum(std::hint::black_box(&y)));
            });
            time(&format!("sum u8 {n}"), n, || {
                std::hint::black_box(sum(std::hint::black_box(&b)));
            });
            time(&format!("max f32 {n}"), n, || {
                std::hint::black_box(max(std::hint::black_box(&x)).unwrap());
            });
            time(&format!("max u8 {n}"), n, || {
                std::hint::black_box(max(std::hint::black_box(&b)).unwrap());
            });
            time(&format!("argmax f32 {n}"), n, || {
                std::hint::black_box(argmax(std::hint::black_box(&x)).unwrap());
            });
            let r = x.slice(s![..;-1]).unwrap();
            time(&format!("sum f32 reversed {n}"), n, || {
                std::hint::black_box(sum(std::hint::black_box(r)));
            });
            let r = x.slice(s![..;2]).unwrap();
            time(&format!("sum f32 stride 2 {n}"), n / 2, || {
                std::hint::black_box(sum(std::hint::black_box(r)));
            });
        }
    }
    if only.is_empty() || only == "narrow" {
        for w in [2usize, 3, 4, 8, 10, 16, 24, 31, 32, 48, 63, 64, 65, 100, 128] {
            for (r, c) in [(20_000 / w, w), (w, 20_000 / w)] {
                let x = Array::from_fn(&[r, c], |i| ((i[0] + i[1]) % 17) as f32 * 0.1).unwrap();
                let y = Array::from_fn(&[r, c], |i| ((i[0] + i[1]) % 17) as u8).unwrap();
                for axis in 0..2 {
                    let mut out = Array::<f32>::zeros(&[if axis == 0 { c } else { r }]).unwrap();
                    time(&format!("sum f32 {r}x{c} axis {axis}"), r * c, || {
                        sum_axis_into(&x, axis, &mut out).unwrap()
                    });
                    if only.is_empty() {
                        continue;
                    }
                    let mut out = Array::<u8>::zeros(&[if axis == 0 { c } else { r }]).unwrap();
                    time(&format!("max u8 {r}x{c} axis {axis}"), r * c, || {
                        max_axis_into(&y, axis, &mut out).unwrap()
                    });
                    let mut out = Array::<i64>::zeros(&[if axis == 0 { c } else { r }]).unwrap();
                    time(&format!("argmax f32 {r}x{c} axis {axis}"), r * c, || {
                        argmax_axis_into(&x, axis, &mut out).unwrap()
                    });
                }
            }
        }
    }
}
