//! Plans against an odometer that walks the broadcast shape in C order.

use crate::config;
use crate::odometer::{indices, position};
use crate::strategies::{operands, permutations};
use proptest::prelude::*;
use tightloop_array_core::{Layout, Plan, Stream};

/// Element sizes of the three operands.
const SIZES: [usize; 3] = [1, 4, 8];

/// The addresses of the operands' elements, once per element, sorted.
type Visits = Vec<[isize; 3]>;

fn plan(shape: &[usize], layouts: &[Layout; 3]) -> Plan<3> {
    Plan::new(shape, std::array::from_fn(|k| (&layouts[k], SIZES[k])))
}

fn naive(shape: &[usize], layouts: &[Layout; 3]) -> Visits {
    let address = |index: &[usize], k: usize| position(&layouts[k], index) * SIZES[k] as isize;
    let mut visits: Visits =
        indices(shape).iter().map(|index| std::array::from_fn(|k| address(index, k))).collect();
    visits.sort_unstable();
    visits
}

/// Appends the addresses that a plan walks, if each operand begins at address 0.
fn walk(plan: &Plan<3>, layouts: &[Layout; 3], visits: &mut Visits) {
    let base =
        std::array::from_fn(|k| std::ptr::without_provenance_mut(layouts[k].offset() * SIZES[k]));
    plan.for_each_run(base, |run| {
        for r in 0..run.rows as isize {
            for i in 0..run.len as isize {
                let address = |s: &Stream| s.ptr.addr() as isize + r * s.row_stride + i * s.stride;
                visits.push(std::array::from_fn(|k| address(&run.streams[k])));
            }
        }
    });
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn visits_what_the_odometer_visits((shape, layouts) in operands()) {
        let plan = plan(&shape, &layouts);
        let mut visits = Visits::new();
        walk(&plan, &layouts, &mut visits);
        visits.sort_unstable();
        assert_eq!((plan.len(), plan.is_empty()), (visits.len(), visits.is_empty()));
        assert_eq!(visits, naive(&shape, &layouts));
    }

    #[test]
    fn pieces_are_a_partition(
        (shape, layouts) in operands(),
        max_pieces in 0..9usize,
        min_elements in 0..9usize,
        granule in 0..5usize,
    ) {
        let split_plan = plan(&shape, &layouts);
        let split = split_plan.split(max_pieces, min_elements, granule);
        assert!((1..=max_pieces.max(1)).contains(&split.count()));
        assert_eq!(split.iter().len(), split.count());
        let mut visits = Visits::new();
        for piece in split.iter() {
            assert!(split.count() == 1 || !piece.is_empty());
            walk(&piece, &layouts, &mut visits);
        }
        assert!(split.piece(split.count()).is_empty() || split.count() == 1);
        visits.sort_unstable();
        assert_eq!(visits, naive(&shape, &layouts), "{:?}", split);
    }

    #[test]
    fn merged_axes_cannot_be_merged_further((shape, layouts) in operands()) {
        for pair in plan(&shape, &layouts).axes().windows(2) {
            let inner_len = pair[1].len as isize;
            let joint = (0..3).all(|k| pair[0].strides[k] == pair[1].strides[k] * inner_len);
            assert!(!joint);
        }
    }

    #[test]
    fn contiguous_operands_in_any_order_of_axes_become_one_run(
        (shape, order) in prop::collection::vec(1..5usize, 0..=6)
            .prop_flat_map(|shape| (Just(shape.clone()), permutations(shape.len())))
    ) {
        let permuted = Layout::contiguous(&shape).unwrap().permuted(&order).unwrap();
        let plan = Plan::new(permuted.shape(), [(&permuted, 8); 3]);
        let many = permuted.len() != 1;
        assert_eq!(plan.axes().len(), usize::from(many));
        if many {
            assert_eq!((plan.axes()[0].len, plan.axes()[0].strides), (permuted.len(), [8; 3]));
        }
    }
}

#[test]
fn pieces_of_a_line_begin_at_multiples_of_the_granule() {
    let line = Layout::line(1000);
    let plan = Plan::new(&[1000], [(&line, 4)]);
    let split = plan.split(3, 100, 64);
    let ranges: Vec<(isize, usize)> =
        split.iter().map(|piece| (piece.offsets()[0] / 4, piece.len())).collect();
    assert_eq!(ranges, [(0, 384), (384, 320), (704, 296)]);
    assert_eq!(plan.split(8, 1001, 1).count(), 1);
    assert_eq!(plan.split(8, 500, 1).count(), 2);
    assert_eq!(plan.split(8, 0, 600).count(), 2);
    assert_eq!(plan.split(0, 0, 0).count(), 1);
}

#[test]
fn reversed_operands_are_walked_forwards() {
    let reversed = Layout::new(&[2, 3], &[-3, -1], 5, 6).unwrap();
    let plan = Plan::new(&[2, 3], [(&reversed, 4), (&reversed, 8)]);
    assert_eq!((plan.axes()[0].len, plan.axes()[0].strides), (6, [4, 8]));
    assert_eq!(plan.offsets(), [-20, -40]);

    let mixed =
        Plan::new(&[3], [(&Layout::line(3), 4), (&Layout::new(&[3], &[-1], 2, 3).unwrap(), 4)]);
    assert_eq!((mixed.axes()[0].strides, mixed.offsets()), ([4, -4], [0, 0]));
}

#[test]
fn the_output_decides_the_order_of_axes() {
    let rows = Layout::contiguous(&[3, 4]).unwrap();
    let columns = Layout::contiguous(&[4, 3]).unwrap().transposed();
    let plan = Plan::new(&[3, 4], [(&rows, 4), (&columns, 4)]);
    assert_eq!(plan.axes()[1].strides, [16, 4]);
    let plan = Plan::new(&[3, 4], [(&columns, 4), (&rows, 4)]);
    assert_eq!(plan.axes()[1].strides, [12, 4]);
}

#[test]
fn no_elements_make_no_runs() {
    for shape in [&[0][..], &[3, 0, 2], &[0, 5]] {
        let layout = Layout::contiguous(shape).unwrap();
        let plan = Plan::new(shape, [(&layout, 4)]);
        assert!(plan.is_empty());
        plan.for_each_run([std::ptr::null_mut()], |_| panic!("a run of nothing"));
    }
}
