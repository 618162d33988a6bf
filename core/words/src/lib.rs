//! What people read, in their own language: sentences, numbers and amounts.
//! Every owner keeps its words in one place, and what is refused is said in the words of whoever asked.

mod bundle;
mod sentence;
mod texts;
mod value;

pub mod number;

pub use bundle::{Bundle, BundleError, FluentArgs};
pub use number::NumberFormat;
pub use sentence::{Kept, Sentence};
pub use texts::{Texts, Words};
pub use value::Value;
