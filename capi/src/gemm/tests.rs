//! The checks of `cblas_?gemm`: numbers, and their order.

use super::Arguments;
use crate::arguments::Refusal;
use crate::{Call, is_done};
use core::ptr::{null, null_mut};

const ROWS: i32 = 101;
const COLS: i32 = 102;

/// Right arguments, for matrices of 3 x 5 and 5 x 4.
fn right(layout: i32) -> Arguments<f32, f32> {
    let [lda, ldb, ldc] = if layout == ROWS { [5, 4, 4] } else { [3, 5, 3] };
    Arguments {
        layout,
        trans_a: 111,
        trans_b: 111,
        m: 3,
        n: 4,
        k: 5,
        alpha: 2.0,
        a: null(),
        lda,
        b: null(),
        ldb,
        beta: 3.0,
        c: null_mut(),
        ldc,
    }
}

fn refusal<T, F>(arguments: &Arguments<T, F>) -> Option<Refusal>
where
    Arguments<T, F>: Call,
{
    // SAFETY: factors are passed by value, or not read since an argument is wrong.
    unsafe { arguments.problem() }.err()
}

fn info(arguments: &Arguments<f32, f32>) -> i32 {
    refusal(arguments).map_or(0, |refusal| refusal.info)
}

#[test]
fn every_wrong_argument_has_its_number() {
    for (layout, numbers) in [(COLS, [4, 5, 9, 11]), (ROWS, [5, 4, 11, 9])] {
        let [m, n, lda, ldb] = numbers;
        let right = || right(layout);
        assert_eq!(info(&right()), 0);
        assert_eq!(info(&Arguments { trans_a: 110, ..right() }), 2);
        assert_eq!(info(&Arguments { trans_b: 114, ..right() }), 3);
        assert_eq!(info(&Arguments { m: -1, ..right() }), m);
        assert_eq!(info(&Arguments { n: -1, ..right() }), n);
        assert_eq!(info(&Arguments { k: -1, ..right() }), 6);
        assert_eq!(info(&Arguments { lda: right().lda - 1, ..right() }), lda);
        assert_eq!(info(&Arguments { ldb: right().ldb - 1, ..right() }), ldb);
        assert_eq!(info(&Arguments { ldc: right().ldc - 1, ..right() }), 14);
        // Transposed matrices have as many rows in memory as columns in the product.
        for trans in [112, 113] {
            let [least_a, least_b] = if layout == ROWS { [3, 5] } else { [5, 4] };
            let right =
                Arguments { trans_a: trans, trans_b: trans, lda: least_a, ldb: least_b, ..right() };
            assert_eq!(info(&right), 0);
            assert_eq!(info(&Arguments { lda: least_a - 1, ..right }), lda);
            assert_eq!(info(&Arguments { lda: least_a, ldb: least_b - 1, ..right }), ldb);
        }
        // Leading dimensions are at least 1, even of empty matrices.
        let empty = || Arguments { m: 0, n: 0, k: 0, lda: 1, ldb: 1, ldc: 1, ..right() };
        assert_eq!(info(&empty()), 0);
        assert_eq!(info(&Arguments { lda: 0, ..empty() }), lda);
        assert_eq!(info(&Arguments { ldb: 0, ..empty() }), ldb);
        assert_eq!(info(&Arguments { ldc: 0, ..empty() }), 14);
    }
}

/// The first wrong argument, in the order of the column-major call, is the one that is named.
#[test]
fn checks_have_the_order_of_the_standard() {
    type Fix = fn(&mut Arguments<f32, f32>);
    let fix_m: Fix = |arguments| arguments.m = 2;
    let fix_n: Fix = |arguments| arguments.n = 2;
    let fix_lda: Fix = |arguments| arguments.lda = 2;
    let fix_ldb: Fix = |arguments| arguments.ldb = 2;
    for (layout, [fix_4, fix_5, fix_9, fix_11]) in
        [(COLS, [fix_m, fix_n, fix_lda, fix_ldb]), (ROWS, [fix_n, fix_m, fix_ldb, fix_lda])]
    {
        let fixes: [(i32, Fix); 8] = [
            (2, |arguments| arguments.trans_a = 111),
            (3, |arguments| arguments.trans_b = 111),
            (4, fix_4),
            (5, fix_5),
            (6, |arguments| arguments.k = 2),
            (9, fix_9),
            (11, fix_11),
            (14, |arguments| arguments.ldc = 2),
        ];
        let (trans, size, ld) = (0, -1, 0);
        let mut arguments = Arguments {
            trans_a: trans,
            trans_b: trans,
            m: size,
            n: size,
            k: size,
            lda: ld,
            ldb: ld,
            ldc: ld,
            ..right(0)
        };
        assert_eq!(info(&arguments), 1);
        arguments.layout = layout;
        for (number, fix) in fixes {
            assert_eq!(info(&arguments), number);
            fix(&mut arguments);
        }
        assert_eq!(info(&arguments), 0);
    }
}

#[test]
fn illegal_settings_are_named() {
    let layout = refusal(&Arguments { layout: 7, ..right(COLS) }).unwrap();
    assert_eq!((layout.info, layout.is_row_major), (1, false));
    assert_eq!(layout.text.to_str(), Ok("Illegal layout setting, 7\n"));
    let trans = refusal(&Arguments { trans_b: -3, ..right(ROWS) }).unwrap();
    assert_eq!((trans.info, trans.is_row_major), (3, true));
    assert_eq!(trans.text.to_str(), Ok("Illegal TransB setting, -3\n"));
    assert!(refusal(&Arguments { k: -1, ..right(ROWS) }).unwrap().text.is_empty());
}

/// There is nothing to do if C is empty, or if it stays as it is.
#[test]
fn returns_are_quick() {
    let is_done = |arguments: Arguments<f32, f32>| {
        // SAFETY: factors are passed by value.
        is_done(&unsafe { arguments.problem() }.unwrap())
    };
    let right = || right(COLS);
    assert!(!is_done(right()));
    assert!(is_done(Arguments { m: 0, ..right() }));
    assert!(is_done(Arguments { n: 0, ..right() }));
    assert!(!is_done(Arguments { k: 0, ..right() }));
    assert!(!is_done(Arguments { alpha: 0.0, ..right() }));
    assert!(!is_done(Arguments { beta: 1.0, ..right() }));
    assert!(is_done(Arguments { k: 0, beta: 1.0, ..right() }));
    assert!(is_done(Arguments { alpha: 0.0, beta: 1.0, ..right() }));
}
