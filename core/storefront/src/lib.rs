//! The storefront: themes, and the pages a buyer sees.
//! It alone knows the template engine; pages show what ports of `contract` return, never tables.

pub mod locale;
pub mod number;
pub mod render;
pub mod theme;
pub mod views;
