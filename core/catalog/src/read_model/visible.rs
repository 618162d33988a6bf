//! Who may find which product: the one place that lists, searches, counts and suggestions ask.
//! Whatever is not visible takes no part in anything a caller is told, not even in a number or an order.

use kontor_kernel::{CategoryId, ChannelId, CompanyId};
use kontor_store::Ctx;

use super::{Listing, Snapshot};

/// Whoever looks at the catalogue, as far as it decides what they may find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Onlooker {
    /// The company they act for.
    pub company: Option<CompanyId>,
    /// The channel they came by.
    pub channel: Option<ChannelId>,
    /// Whether they are staff.
    pub is_staff: bool,
}

impl Onlooker {
    /// Whoever is behind a context.
    pub fn of(ctx: &Ctx) -> Self {
        Self { company: ctx.company(), channel: ctx.channel().map(|channel| channel.id), is_staff: ctx.is_staff() }
    }
}

impl Snapshot {
    /// Whether somebody may find the product at a place: it is on sale on their channel.
    pub fn is_visible(&self, place: u32, onlooker: &Onlooker) -> bool {
        self.at(place).is_some_and(|product| product.is_on_sale(onlooker.channel))
    }

    /// How many products somebody may find in a category, or below it.
    pub fn count_visible(&self, listing: Listing, category: CategoryId, onlooker: &Onlooker) -> usize {
        let places = self.places_in(listing, onlooker.channel, category);
        places.iter().filter(|place| self.is_visible(**place, onlooker)).count()
    }
}
