//! Layouts, plans and views against their definitions, on random shapes and strides of every rank up to 6.

mod plan;
mod random;
mod reduction;
mod views;
