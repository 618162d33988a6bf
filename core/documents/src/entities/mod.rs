//! Tables of the documents engine. Rows never leave this crate.
//! What was issued belongs to a company and a legal entity, and is found by whoever sees both.

pub(crate) mod issued;
