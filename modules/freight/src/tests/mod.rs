//! The whole model at work: cases worked out by hand, and laws of the packing estimate.
//! What concerns one room alone is tested beside it.

mod cases;
mod packing_laws;
