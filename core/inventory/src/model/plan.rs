//! What a tenant has decided about its stock: which warehouse serves which channel, at which place it is asked, what holds
//! for single products, and what is expected. It changes rarely and is kept in memory whole.

use std::collections::HashMap;

use kontor_kernel::{BusinessDate, ChannelId, ProductId, Quantity, WarehouseId};

/// What holds for one product instead of the tenant's settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Few are left from this quantity down.
    pub low_from: Option<Quantity>,
    /// Whether more may be ordered than there is.
    pub backorder: Option<bool>,
}

/// Goods that are expected and have not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coming {
    /// Where.
    pub warehouse: WarehouseId,
    /// The day.
    pub on: BusinessDate,
    /// How much is still to come.
    pub quantity: Quantity,
}

/// What a tenant has decided about its stock.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The place of each warehouse that is not archived: the main one first, then by code.
    pub places: HashMap<WarehouseId, usize>,
    /// Those that are archived.
    pub archived: Vec<WarehouseId>,
    /// The warehouses of channels that are not served by all, in the order in which they are asked.
    pub channels: HashMap<ChannelId, Vec<WarehouseId>>,
    /// What holds for single products.
    pub rules: HashMap<ProductId, Rule>,
    /// What is expected, by day.
    pub coming: HashMap<ProductId, Vec<Coming>>,
}

impl Plan {
    /// At which place a warehouse is asked for a channel; nothing where it does not serve it. Outside of a channel all
    /// serve. One that is not known yet was just opened and comes last.
    pub fn place(&self, channel: Option<ChannelId>, warehouse: WarehouseId) -> Option<usize> {
        if self.archived.contains(&warehouse) {
            return None;
        }
        match channel.and_then(|channel| self.channels.get(&channel)) {
            Some(serving) => serving.iter().position(|known| *known == warehouse),
            None => Some(self.places.get(&warehouse).copied().unwrap_or(usize::MAX)),
        }
    }

    /// What holds for a product.
    pub fn rule(&self, product: ProductId) -> Rule {
        self.rules.get(&product).copied().unwrap_or_default()
    }

    /// What is expected of a product in warehouses that serve a channel.
    pub fn coming(&self, channel: Option<ChannelId>, product: ProductId) -> impl Iterator<Item = &Coming> {
        let all = self.coming.get(&product).map_or(&[][..], Vec::as_slice);
        all.iter().filter(move |coming| self.place(channel, coming.warehouse).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_without_warehouses_of_its_own_is_served_by_all_but_archived_ones() {
        let [main, north, gone, new] = [(); 4].map(|()| WarehouseId::new());
        let [own, other] = [(); 2].map(|()| ChannelId::new());
        let plan = Plan {
            places: HashMap::from([(main, 0), (north, 1)]),
            archived: vec![gone],
            channels: HashMap::from([(own, vec![north, gone])]),
            ..Plan::default()
        };
        let places = |channel| [main, north, gone, new].map(|warehouse| plan.place(channel, warehouse));
        assert_eq!(places(None), [Some(0), Some(1), None, Some(usize::MAX)]);
        assert_eq!(places(Some(other)), places(None));
        assert_eq!(places(Some(own)), [None, Some(0), None, None]);
    }
}
