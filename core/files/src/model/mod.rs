//! What files are and what is made of them; no IO but reading the file itself.
//! Whatever cannot be understood is refused here, before anything is kept.

pub(crate) mod kind;
pub(crate) mod name;
pub(crate) mod pdf;
pub(crate) mod picture;
pub(crate) mod sizes;
