//! What the catalogue offers to others, each port on the one service.
//! The contract's traits say what they promise; nothing is decided here.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    catalog::{
        AssignedLists, Browse, CategoryView, CodeMatch, FoundPage, KitPart, Kits, LineWish, OwnPriceExplanation,
        OwnPriceQuestion, OwnPrices, PriceListAssignment, Priced, Pricing, ProductCard, ProductDetail, ProductFacts,
        ProductKnowledge, ProductLookup, ProductQuery, Suggestion, TaxKeeping, TaxRateRow, Taxation,
    },
    exports::ExportSource,
    imports::{Applied, ImportSink, PriceRow, ProductRow, RowFault},
    inventory::Availability,
    privacy::PersonalData,
    quotas::{Counted, QuotaKind},
    tenants::KeptOutside,
};
use kontor_hooks::{TaxExemption, TaxesCompute};
use kontor_kernel::{BusinessDate, CompanyId, Currency, Page, PageRequest, ProductId, TenantId};
use kontor_module::Registrar;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::ColumnTrait;

use crate::{
    entities::product,
    service::{
        Catalogue,
        export::{PriceExport, ProductExport},
    },
};

/// Offers all of them.
pub(crate) fn offer(registrar: &mut Registrar<'_>, service: &Arc<Catalogue>) {
    registrar.offer::<dyn Browse>(Arc::clone(service) as _);
    registrar.offer::<dyn OwnPrices>(Arc::clone(service) as _);
    registrar.offer::<dyn Pricing>(Arc::clone(service) as _);
    registrar.offer::<dyn ProductKnowledge>(Arc::clone(service) as _);
    registrar.offer::<dyn PriceListAssignment>(Arc::clone(service) as _);
    registrar.offer::<dyn ProductLookup>(Arc::clone(service) as _);
    registrar.offer::<dyn Kits>(Arc::clone(service) as _);
    registrar.offer::<dyn TaxKeeping>(Arc::clone(service) as _);
    registrar.offer::<dyn Taxation>(Arc::clone(service) as _);
    registrar.hook::<TaxesCompute>(500, Arc::clone(service) as _);
    registrar.offer::<dyn ImportSink<ProductRow>>(Arc::clone(service) as _);
    registrar.offer::<dyn ImportSink<PriceRow>>(Arc::clone(service) as _);
    registrar.offer_among::<dyn ExportSource>(Arc::new(ProductExport(Arc::clone(service))));
    registrar.offer_among::<dyn ExportSource>(Arc::new(PriceExport(Arc::clone(service))));
    registrar.offer_among::<dyn Counted>(Arc::clone(service) as _);
    registrar.offer_among::<dyn PersonalData>(Arc::clone(service) as _);
    registrar.offer_among::<dyn KeptOutside>(Arc::clone(service) as _);
}

#[async_trait]
impl KeptOutside for Catalogue {
    async fn forget(&self, tenant: TenantId) -> Outcome<()> {
        Ok(self.forget_tenant(tenant).await?)
    }
}

#[async_trait]
impl Counted for Catalogue {
    fn kind(&self) -> QuotaKind {
        QuotaKind::Products
    }

    async fn count(&self, tx: &WriteTx) -> Outcome<u64> {
        Ok(tx.find::<product::Entity>().filter(product::Column::ArchivedAt.is_null()).count(tx).await?)
    }
}

#[async_trait]
impl Browse for Catalogue {
    async fn products(&self, ctx: &Ctx, query: &ProductQuery, page: &PageRequest) -> Outcome<Page<ProductCard>> {
        Ok(self.browse(ctx, query, page).await?.page)
    }

    async fn product(&self, ctx: &Ctx, sku: &str) -> Outcome<Option<ProductDetail>> {
        Ok(self.detail(ctx, sku).await?)
    }

    async fn categories(&self, ctx: &Ctx) -> Outcome<Vec<CategoryView>> {
        Ok(self.all_categories(ctx).await?)
    }

    async fn search(&self, ctx: &Ctx, query: &ProductQuery, page: &PageRequest) -> Outcome<FoundPage> {
        Ok(self.search_products(ctx, query, page).await?)
    }

    async fn suggest(&self, ctx: &Ctx, text: &str) -> Outcome<Vec<Suggestion>> {
        Ok(self.suggestions(ctx, text).await?)
    }
}

#[async_trait]
impl OwnPrices for Catalogue {
    async fn explain(&self, ctx: &Ctx, question: &OwnPriceQuestion) -> Outcome<OwnPriceExplanation> {
        Ok(self.explain_own_price(ctx, question).await?)
    }
}

#[async_trait]
impl Pricing for Catalogue {
    async fn price(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        date: BusinessDate,
        currency: Currency,
        wishes: &[LineWish],
    ) -> Outcome<Priced> {
        Ok(self.price_lines(ctx, company, date, currency, wishes).await?)
    }

    async fn is_current(&self, tx: &WriteTx, epoch: i64, products: &[ProductId]) -> Outcome<bool> {
        Ok(self.still_holds(tx, epoch, products).await?)
    }

    async fn refresh(&self, ctx: &Ctx) -> Outcome<()> {
        Ok(self.read_newest(ctx).await?)
    }
}

#[async_trait]
impl PriceListAssignment for Catalogue {
    async fn assign(&self, tx: &WriteTx, company: CompanyId, price_list: Option<&str>) -> Outcome<()> {
        let price_lists = price_list.into_iter().map(str::to_owned).collect();
        Ok(self.assign_lists(tx, &[AssignedLists { company, price_lists }]).await?)
    }

    async fn assign_all(&self, tx: &WriteTx, lists: &[AssignedLists]) -> Outcome<()> {
        Ok(self.assign_lists(tx, lists).await?)
    }

    async fn unknown(&self, ctx: &Ctx, codes: &[String]) -> Outcome<Vec<String>> {
        Ok(self.unknown_lists(ctx, codes).await?)
    }

    async fn inheritance_changed(&self, tx: &WriteTx) -> Outcome<()> {
        Ok(self.inheritance_has_changed(tx).await?)
    }

    async fn assigned(&self, ctx: &Ctx, companies: &[CompanyId]) -> Outcome<Vec<(CompanyId, String)>> {
        Ok(self.assigned_lists(ctx, companies).await?)
    }
}

#[async_trait]
impl ProductLookup for Catalogue {
    async fn by_codes(&self, ctx: &Ctx, codes: &[String]) -> Outcome<HashMap<String, CodeMatch>> {
        Ok(self.match_codes(ctx, codes).await?)
    }

    async fn ids(&self, ctx: &Ctx, skus: &[String]) -> Outcome<HashMap<String, ProductId>> {
        Ok(self.find_ids(ctx, skus).await?)
    }
}

#[async_trait]
impl Taxation for Catalogue {
    async fn exemptions(&self, ctx: &Ctx, company: CompanyId, date: BusinessDate) -> Outcome<Vec<TaxExemption>> {
        Ok(self.exemptions_on(ctx, company, date).await?)
    }
}

#[async_trait]
impl Kits for Catalogue {
    async fn parts(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, Vec<KitPart>>> {
        Ok(self.parts_of_kits(ctx, products).await?)
    }

    async fn availability(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, Availability>> {
        Ok(self.to_be_had_now(ctx, products).await?)
    }
}

#[async_trait]
impl ProductKnowledge for Catalogue {
    async fn facts(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, ProductFacts>> {
        Ok(self.facts_of_products(ctx, products).await?)
    }
}

#[async_trait]
impl TaxKeeping for Catalogue {
    async fn set_rates(&self, tx: &WriteTx, rates: &[TaxRateRow]) -> Outcome<()> {
        Ok(self.set_tax_rates(tx, rates).await?)
    }
}

#[async_trait]
impl ImportSink<ProductRow> for Catalogue {
    async fn check(&self, ctx: &Ctx, rows: &[ProductRow]) -> Outcome<Vec<RowFault>> {
        let mut faults = Self::check_products(rows);
        faults.extend(self.check_units(ctx, rows).await?);
        faults.extend(self.check_identification(ctx, rows).await?);
        Ok(faults)
    }

    async fn apply(&self, tx: &WriteTx, rows: &[ProductRow]) -> Outcome<Applied> {
        Ok(self.apply_products(tx, rows).await?)
    }
}

#[async_trait]
impl ImportSink<PriceRow> for Catalogue {
    async fn check(&self, ctx: &Ctx, rows: &[PriceRow]) -> Outcome<Vec<RowFault>> {
        Ok(self.check_prices(ctx, rows).await?)
    }

    async fn apply(&self, tx: &WriteTx, rows: &[PriceRow]) -> Outcome<Applied> {
        Ok(self.apply_prices(tx, rows).await?)
    }
}
