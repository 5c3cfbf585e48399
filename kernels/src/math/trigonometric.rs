//! What the trigonometric functions and their inverses share.

mod arcsine;
mod arctangent;
mod half_turns;
mod payne_hanek;
mod reduction;
mod sine;
mod single;
mod tangent;
mod versine;

pub use arcsine::Arcsine;
pub use arctangent::Arctangent;
pub use half_turns::{cospi, sinpi};
pub use payne_hanek::TWO_OVER_PI;
pub use reduction::{QuarterTurns, Reduced, flip};
pub use single::{sine_of_half_turns, sine_of_radians};
pub use tangent::Tangent;
pub use versine::versine;
