//! Who may find which product: the one place that lists, searches, counts and suggestions ask.
//! Whatever is not visible takes no part in anything a caller is told, not even in a number or an order.

use std::sync::OnceLock;

use kontor_kernel::{AssortmentId, BusinessDate, CategoryId, ChannelId, CompanyId};
use kontor_store::{Ctx, Principal};

use super::{
    Listing, Product, Snapshot,
    assortments::{Given, Said, Sight},
};

/// Whoever looks at the catalogue, as far as it decides what they may find. One is made for each request and asks one
/// snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Onlooker {
    /// The company they act for.
    pub company: Option<CompanyId>,
    /// The channel they came by.
    pub channel: Option<ChannelId>,
    /// Whether they are staff, or Kontor itself, and see everything.
    pub is_staff: bool,
    /// The day in the legal entity's zone.
    pub date: Option<BusinessDate>,
    sight: OnceLock<Sight>,
}

impl Onlooker {
    /// Somebody who comes by a context's channel and is not signed in.
    pub fn guest(ctx: &Ctx) -> Self {
        let channel = ctx.channel().map(|channel| channel.id);
        Self { company: None, channel, is_staff: false, date: ctx.today().ok(), sight: OnceLock::new() }
    }

    /// Whoever is behind a context. Staff who act for a company see what it sees.
    pub fn of(ctx: &Ctx) -> Self {
        let is_at_home = ctx.is_staff() || matches!(ctx.principal(), Principal::System(_));
        Self {
            company: ctx.company(),
            channel: ctx.channel().map(|channel| channel.id),
            is_staff: is_at_home && ctx.company().is_none(),
            date: ctx.today().ok(),
            sight: OnceLock::new(),
        }
    }

    /// Somebody of a company, or a guest, on a channel and a day.
    pub fn somebody(company: Option<CompanyId>, channel: Option<ChannelId>, date: BusinessDate) -> Self {
        Self { company, channel, is_staff: false, date: Some(date), sight: OnceLock::new() }
    }
}

impl Snapshot {
    /// Whether somebody may find the product at a place: it is on sale on their channel and in what they see.
    pub fn is_visible(&self, place: u32, onlooker: &Onlooker) -> bool {
        let is_on_sale = self.at(place).is_some_and(|product| product.is_on_sale(onlooker.channel));
        is_on_sale && self.sight_of(onlooker).shows(place)
    }

    /// Whether somebody may open the page of the product at a place, and see what stands on it: it is visible, or it is no
    /// longer sold and another one stands in for it.
    pub fn has_page(&self, place: u32, onlooker: &Onlooker) -> bool {
        let is_replaced = self.at(place).is_some_and(|product| {
            product.is_archived && product.replacement().is_some() && product.is_published(onlooker.channel)
        });
        (is_replaced && self.is_in_sight(place, onlooker)) || self.is_visible(place, onlooker)
    }

    /// Whether somebody sees everything that is on sale on their channel.
    pub fn sees_all(&self, onlooker: &Onlooker) -> bool {
        self.sight_of(onlooker).is_whole()
    }

    /// Names what somebody sees of what is on sale on their channel: the same for everybody who sees the same.
    pub fn sight_name(&self, onlooker: &Onlooker) -> Box<[Box<[AssortmentId]>]> {
        self.sight_of(onlooker).ids().map(Into::into).collect()
    }

    /// Whether a product that is not on sale may be shown to somebody all the same, because another one stands in for it.
    pub fn is_in_sight(&self, place: u32, onlooker: &Onlooker) -> bool {
        self.sight_of(onlooker).shows(place)
    }

    /// What somebody is given, and what each says of a product: the frame of their channel, and what is theirs within it.
    pub fn given(&self, product: &Product, onlooker: &Onlooker) -> [Vec<(Given, Said)>; 2] {
        let said = |id: AssortmentId| self.assortments.said(self, id, product);
        let told = |given: Vec<Given>| given.into_iter().map(|given| (given, said(given.assortment))).collect();
        self.assortments.given(&self.chains, onlooker).map(told)
    }

    fn sight_of<'a>(&self, onlooker: &'a Onlooker) -> &'a Sight {
        onlooker.sight.get_or_init(|| self.assortments.sight(self, &self.chains, onlooker))
    }

    /// How many products somebody may find in a category, or below it.
    pub fn count_visible(&self, listing: Listing, category: CategoryId, onlooker: &Onlooker) -> usize {
        let places = self.places_in(listing, onlooker.channel, category);
        if self.sees_all(onlooker) {
            return places.len();
        }
        places.iter().filter(|place| self.is_visible(**place, onlooker)).count()
    }
}
