//! What routes answer, one folder per owner.
//! Sentences name behaviour; bodies that matter are snapshots.

mod orders;
