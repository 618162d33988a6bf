//! Values that every part of Kontor shares: typed ids, money, quantities, rates, dates, pages and clocks.
//! Nothing here does IO or awaits; an invalid value cannot be held, and overflow is an error rather than a wrap.

mod cells;
mod clock;
mod country;
mod currency;
mod decimal;
mod id;
mod locale;
mod money;
mod page;
mod quantity;
mod sort_key;
mod spreadsheet;
mod time;

pub use cells::{OwnedCode, PackagingRow, in_one_cell, owned_codes, texts_of_cell};
pub use clock::Clock;
pub use country::is_country;
pub use currency::{Currency, UnknownCurrency};
pub use decimal::{NumberError, format_scaled, parse_scaled};
pub use id::*;
pub use locale::{Locale, UnknownLocale};
pub use money::{Amount, Money, MoneyError, Rate, UnitPrice, allocate, line_net, round_div};
pub use page::{Page, PageRequest, Position};
pub use quantity::Quantity;
pub use sort_key::{code_key, sort_key};
pub use spreadsheet::{neutralise, protect, restore};
pub use time::{BusinessDate, TimeError, Timestamp};
