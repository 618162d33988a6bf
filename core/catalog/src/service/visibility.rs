//! Why somebody sees a product or does not: whether it is on sale, and what each assortment they are given says of it.
//! The answer comes from the same memory as every list and search, so that it is what the shop does.

use std::collections::HashMap;

use kontor_contract::identity::{Companies, CompanyRef};
use kontor_kernel::{AssortmentId, BusinessDate, CategoryId, ChannelId, CompanyId, code_key};
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;
use uuid::Uuid;

use super::{Catalogue, today};
use crate::{
    entities::{assortment, assortment_viewer::Viewer},
    error::{CatalogError, CatalogResult},
    read_model::{Given, Onlooker, Said, Snapshot},
};

/// Who looks at what.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// The product's code.
    pub sku: String,
    /// The company; a guest where none is named.
    pub company: Option<CompanyId>,
    /// The channel they come by.
    pub channel: Option<ChannelId>,
}

/// Why a product is seen, or is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct VisibilityExplanation {
    /// The product's code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The company that looks; nothing for a guest.
    pub company_id: Option<CompanyId>,
    /// The channel it comes by.
    pub channel_id: Option<ChannelId>,
    /// The day on which it looks.
    pub date: BusinessDate,
    /// Whether it is seen.
    pub is_visible: bool,
    /// Whether the product is archived, and seen by nobody.
    pub is_archived: bool,
    /// Whether the product has come into the shop on this channel.
    pub is_published: bool,
    /// What the channel shows to everybody on it.
    pub frame: SightPart,
    /// What is shown to this company or to guests within that.
    pub own: SightPart,
}

/// What some assortments show together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct SightPart {
    /// Whether one of them holds the product. Where there are none, nothing is hidden.
    pub shows: bool,
    /// The assortments, by code.
    pub assortments: Vec<GivenAssortment>,
}

/// An assortment that is given, and what it says of the product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct GivenAssortment {
    /// Its id.
    pub id: AssortmentId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// To what it is given.
    pub by: ViewerKind,
    /// The company, which may be one above the one that looks, the group, territory or channel; nothing for guests, and for
    /// a company beyond the reader's reach.
    pub subject_id: Option<Uuid>,
    /// What it says.
    pub says: Saying,
    /// The code of the category it says it of.
    pub category: Option<String>,
}

/// To what an assortment is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ViewerKind {
    /// A channel: the frame of everybody on it.
    Channel,
    /// A company, or one above it.
    Company,
    /// A customer group that the company is in.
    Group,
    /// A territory in which the company is placed.
    Territory,
    /// Everybody who is not signed in.
    Guests,
}

/// What an assortment says of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Saying {
    /// It holds the product, or the product that it is a variant of.
    ProductHeld,
    /// It holds one of the product's categories, or one above.
    CategoryHeld,
    /// It leaves the product out.
    ProductLeftOut,
    /// It leaves out one of the product's categories, or one above.
    CategoryLeftOut,
    /// It does not name it.
    Nothing,
}

impl Catalogue {
    /// Why somebody sees a product, or does not. Staff ask for companies they reach.
    pub async fn explain_visibility(&self, ctx: &Ctx, look: &Look) -> CatalogResult<VisibilityExplanation> {
        self.refuse_unknown_company(ctx, look.company).await?;
        if let Some(channel) = look.channel
            && !self.knows_channel(ctx, channel).await?
        {
            return Err(CatalogError::NotFound("channel"));
        }
        let snapshot = self.cache.get_newest(ctx).await?;
        let place = snapshot.place_of_sku(&code_key(&look.sku)).ok_or(CatalogError::NotFound("product"))?;
        let product = snapshot.at(place).ok_or(CatalogError::NotFound("product"))?;
        let date = today(ctx)?;
        let onlooker = Onlooker::somebody(look.company, look.channel, date);
        let [frame, own] = snapshot.given(product, &onlooker);
        let names = self.names_of(ctx, frame.iter().chain(&own)).await?;
        let part = |given: Vec<(Given, Said)>| told(ctx, &snapshot, &names, given);
        Ok(VisibilityExplanation {
            sku: product.sku.to_string(),
            name: product.text(ctx.locale()).name.to_string(),
            company_id: look.company,
            channel_id: look.channel,
            date,
            is_visible: snapshot.is_visible(place, &onlooker),
            is_archived: product.is_archived,
            is_published: product.is_published(look.channel),
            frame: part(frame),
            own: part(own),
        })
    }

    async fn refuse_unknown_company(&self, ctx: &Ctx, company: Option<CompanyId>) -> CatalogResult<()> {
        let Some(company) = company else { return Ok(()) };
        if !ctx.scope().holds_company(company) {
            return Err(CatalogError::ForeignCompany);
        }
        let Some(companies) = self.boot.ports.find::<dyn Companies>() else { return Ok(()) };
        let known = companies.company(ctx, &CompanyRef::Id(company)).await?;
        known.map(drop).ok_or(CatalogError::ForeignCompany)
    }

    /// Codes and names of assortments.
    async fn names_of(
        &self,
        ctx: &Ctx,
        given: impl Iterator<Item = &(Given, Said)>,
    ) -> CatalogResult<HashMap<AssortmentId, assortment::Model>> {
        let ids: Vec<AssortmentId> = given.map(|(given, _)| given.assortment).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx.find::<assortment::Entity>().filter(assortment::Column::Id.is_in(ids)).all(&tx).await?;
        tx.finish().await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}

fn told(
    ctx: &Ctx,
    snapshot: &Snapshot,
    names: &HashMap<AssortmentId, assortment::Model>,
    given: Vec<(Given, Said)>,
) -> SightPart {
    let shows = given.is_empty() || given.iter().any(|(_, said)| said.is_held());
    let assortment = |(given, said): (Given, Said)| {
        let row = names.get(&given.assortment)?;
        let (says, category) = saying(said);
        let code = category.and_then(|id| snapshot.categories().get(id)).map(|category| category.code.clone());
        Some(GivenAssortment {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            by: given.by.into(),
            subject_id: subject(ctx, given),
            says,
            category: code,
        })
    };
    let mut assortments: Vec<GivenAssortment> = given.into_iter().filter_map(assortment).collect();
    assortments.sort_by(|one, other| one.code.cmp(&other.code));
    SightPart { shows, assortments }
}

fn subject(ctx: &Ctx, given: Given) -> Option<Uuid> {
    let is_told = match given.by {
        Viewer::Guests => false,
        Viewer::Company => ctx.scope().holds_company(CompanyId::from_uuid(given.subject)),
        Viewer::Group | Viewer::Territory | Viewer::Channel => true,
    };
    is_told.then_some(given.subject)
}

const fn saying(said: Said) -> (Saying, Option<CategoryId>) {
    match said {
        Said::ProductHeld => (Saying::ProductHeld, None),
        Said::CategoryHeld(category) => (Saying::CategoryHeld, Some(category)),
        Said::ProductLeftOut => (Saying::ProductLeftOut, None),
        Said::CategoryLeftOut(category) => (Saying::CategoryLeftOut, Some(category)),
        Said::Nothing => (Saying::Nothing, None),
    }
}

impl From<Viewer> for ViewerKind {
    fn from(viewer: Viewer) -> Self {
        match viewer {
            Viewer::Channel => Self::Channel,
            Viewer::Company => Self::Company,
            Viewer::Group => Self::Group,
            Viewer::Territory => Self::Territory,
            Viewer::Guests => Self::Guests,
        }
    }
}
