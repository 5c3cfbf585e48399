//! Powers of integers, against plain Rust.

use tightloop::{Level, pow, with_level};

/// Lists the integers.
macro_rules! integers {
    ($($t:ident)*) => {$(
        #[test]
        fn $t() {
            let bases: Vec<$t> = (0..1000_i64).map(|i| (i * i * 7919 + i) as $t).collect();
            for exponent in [0, 1, 2, 3, 4, 7, 8, 31, 64, 100, 127] {
                let expected: Vec<$t> =
                    bases.iter().map(|x| x.wrapping_pow(exponent as u32)).collect();
                for level in Level::available() {
                    let powers = with_level(level, || {
                        // By a number, by one element, and by as many as there are bases.
                        [
                            pow(&bases, exponent),
                            pow(&bases, [exponent]),
                            pow(&bases, vec![exponent; bases.len()]),
                        ]
                    });
                    for power in powers.unwrap() {
                        assert!(power.unwrap().as_slice() == expected, "{level:?}: to {exponent}");
                    }
                }
            }
        }
    )*};
}
integers! { i8 i16 i32 i64 u8 u16 u32 u64 }
