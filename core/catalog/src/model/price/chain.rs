//! In which order lists are asked, and what happens when several have a price.
//! The nearer a list stands to the customer, the earlier it is asked.

use kontor_kernel::PriceListId;

/// How near a list stands to a customer, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    /// What the company has agreed.
    Contract,
    /// Given to the company, or to the nearest one above it that has some.
    Company,
    /// Given to a group the company is in.
    Group,
    /// Given to the channel.
    Channel,
    /// The tenant's default.
    Default,
}

/// A list in somebody's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// The list.
    pub list: PriceListId,
    /// How near it stands.
    pub level: Level,
    /// Its number within the level, the lowest first.
    pub priority: i32,
    /// No further list is asked for what this one has no price for.
    pub is_last: bool,
}

/// What happens when several lists have a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Strategy {
    /// The first one wins, even where a later one is cheaper.
    #[default]
    FirstMatch,
    /// The cheapest one wins. A contract's price stays final.
    Lowest,
}
