//! What promotions are and what they give, without a database.
//! Nothing here asks the clock or anybody else.

pub(crate) mod choice;
pub(crate) mod codes;
pub(crate) mod effect;
pub(crate) mod guesses;
pub(crate) mod promotion;
