//! Loads a tenant of the demo through the same services that people use: sinks of imports, routes, the order desk.
//! Each step can be repeated, so that an interrupted start is completed by the next one.

use std::sync::Arc;

use jiff::{civil::Time, tz::TimeZone};
use kontor_contract::{
    catalog::{AssignedLists, PriceListAssignment, ProductKind, ProductLookup, TaxKeeping, TaxRateRow},
    companies::CompanyKind,
    files::Files,
    identity::{Address, Companies, CompanyRef},
    imports::{CustomerRow, ImportSink, PriceRow, ProductRow},
    inventory::StockKeeping,
    orders::{DeskOrder, OrderDesk},
};
use kontor_identity::{TenantSpec, UserSpec};
use kontor_kernel::{BusinessDate, Clock, FileId, ProductId, Quantity, Rate, Timestamp, UnitPrice, code_key};
use kontor_store::{Ctx, WriteTx};
use serde_json::json;

use super::staff::Administrator;
use crate::{
    App,
    commands::Failure,
    demo::{
        AddressPlan, CompanyPlan, OrderPlan, OrderState, PASSWORD, ProductPlan, SitePlan, TenantPlan,
        facts::EAN,
        pictures::{data_sheet, draw, pictures},
    },
};

/// Rows written in one commit.
const BATCH: usize = 1_000;

fn host(plan: &TenantPlan) -> String {
    format!("{}.localhost", plan.shop.code)
}

/// Loads a tenant; false when everything was there already.
pub(super) async fn tenant(app: &App, plan: &TenantPlan) -> Result<bool, Failure> {
    let tenant = app.identity.create_tenant(&spec(plan)?).await?;
    let ctx = app.identity.operator_context(&tenant);
    let loader = Loader { app, plan, ctx };
    if loader.is_complete().await? {
        return Ok(false);
    }
    println!("{} is being loaded…", plan.shop.name);
    loader.taxes_and_people().await?;
    let administrator = plan.users.first().map(|user| user.email.clone()).unwrap_or_default();
    let mut administrator = Administrator::sign_in(app, &host(plan), &administrator).await?;
    administrator.name_attributes(plan).await?;
    administrator.make_categories(plan).await?;
    administrator.make_price_lists(plan).await?;
    administrator.open_warehouses(plan).await?;
    administrator.ask_newcomers(plan).await?;
    loader.catalogue().await?;
    loader.pictures(&mut administrator).await?;
    loader.customers().await?;
    loader.buyers().await?;
    administrator.describe_companies(plan).await?;
    administrator.draw_territories(plan).await?;
    loader.stock().await?;
    administrator.set_freight_rules(plan).await?;
    loader.orders().await?;
    Ok(true)
}

fn spec(plan: &TenantPlan) -> Result<TenantSpec, Failure> {
    let shop = &plan.shop;
    let bad = |cause: String| Failure::Failed(format!("{}: {cause}", shop.code));
    let languages = shop.languages.iter().map(|tag| tag.parse()).collect::<Result<_, _>>();
    Ok(TenantSpec {
        code: shop.code.to_owned(),
        name: shop.name.to_owned(),
        legal_name: shop.legal_entity.name.to_owned(),
        vat_id: Some(shop.legal_entity.vat_id.clone()),
        address: address(shop.legal_entity.name, &shop.legal_entity.address),
        time_zone: shop.time_zone.to_owned(),
        hosts: vec![host(plan)],
        currency: shop.currency.parse().map_err(|cause: kontor_kernel::UnknownCurrency| bad(cause.to_string()))?,
        languages: languages.map_err(|cause: kontor_kernel::UnknownLocale| bad(cause.to_string()))?,
        accent: shop.accent_colour.to_owned(),
        guests_see_prices: false,
    })
}

fn address(name: &str, plan: &AddressPlan) -> Address {
    Address {
        name: name.to_owned(),
        street: plan.street.clone(),
        postal_code: plan.postal_code.clone(),
        city: plan.city.to_owned(),
        country: plan.country.to_owned(),
    }
}

struct Loader<'a> {
    app: &'a App,
    plan: &'a TenantPlan,
    ctx: Ctx,
}

impl Loader<'_> {
    /// The last thing loaded is the last order.
    async fn is_complete(&self) -> Result<bool, Failure> {
        let host = host(self.plan);
        let Some(admin) = self.plan.users.first() else { return Ok(true) };
        let Ok(ctx) = self.app.identity.acting_context(&host, &admin.email, None, &Clock::System).await else {
            return Ok(false);
        };
        let page = kontor_kernel::PageRequest::new(1, kontor_kernel::Position::Number(1));
        let orders = self.app.boot.ports.get::<dyn kontor_contract::orders::Ordering>()?;
        let listed = orders.orders(&ctx, &kontor_contract::orders::OrderQuery::default(), &page).await?;
        Ok(listed.total.unwrap_or(0) >= self.plan.orders.len() as u64)
    }

    async fn write(&self) -> Result<WriteTx, Failure> {
        Ok(self.app.store.write(&self.ctx).await?)
    }

    async fn taxes_and_people(&self) -> Result<(), Failure> {
        let shop = &self.plan.shop;
        let from = BusinessDate::from_ymd(2000, 1, 1).ok_or_else(|| Failure::Failed("no such date".to_owned()))?;
        let rates: Vec<TaxRateRow> = shop
            .tax_classes
            .iter()
            .map(|class| TaxRateRow {
                country: shop.country.to_owned(),
                class: class.code.to_owned(),
                rate: Rate::from_ppm(i64::from(class.rate_bp) * 100),
                valid_from: from,
            })
            .collect();
        let tx = self.write().await?;
        self.app.boot.ports.get::<dyn TaxKeeping>()?.set_rates(&tx, &rates).await?;
        tx.commit().await?;
        self.users(true).await
    }

    async fn buyers(&self) -> Result<(), Failure> {
        self.users(false).await
    }

    async fn users(&self, staff: bool) -> Result<(), Failure> {
        for user in &self.plan.users {
            for membership in user.memberships.iter().filter(|membership| membership.role.is_staff() == staff) {
                let spec = UserSpec {
                    email: user.email.clone(),
                    name: user.name.clone(),
                    password: PASSWORD.to_owned(),
                    role: membership.role.code().to_owned(),
                    company: membership.company.clone(),
                };
                self.app.identity.create_user(&self.ctx, &spec).await?;
            }
        }
        Ok(())
    }

    async fn catalogue(&self) -> Result<(), Failure> {
        let native = self.plan.shop.languages[0];
        let products: Vec<ProductRow> = self.plan.products.iter().map(|product| product_row(product, native)).collect();
        self.apply(&products).await?;
        let prices: Vec<PriceRow> = self.plan.price_lists.iter().flat_map(|list| price_rows(self.plan, list)).collect();
        self.apply(&prices).await
    }

    /// Pictures of some products, and a data sheet of the first of each kind.
    async fn pictures(&self, administrator: &mut Administrator) -> Result<(), Failure> {
        let files = self.app.boot.ports.get::<dyn Files>()?;
        let lookup = self.app.boot.ports.get::<dyn ProductLookup>()?;
        for plan in pictures(self.plan) {
            let Some(drawn) = draw(plan.shape, plan.look) else { continue };
            let name = format!("{:?}-{}.png", plan.shape, plan.look + 1).to_lowercase();
            let picture = files.take(&self.ctx, &name, drawn).await?;
            let skus: Vec<String> = plan.products.iter().map(|product| product.sku.clone()).collect();
            let ids = lookup.ids(&self.ctx, &skus).await?;
            for (at, product) in plan.products.iter().enumerate() {
                let Some(id) = ids.get(&code_key(&product.sku)) else { continue };
                let sheet = if at == 0 { Some(self.data_sheet(product).await?) } else { None };
                administrator.show(self.plan, product, *id, (picture.id, sheet)).await?;
            }
        }
        Ok(())
    }

    async fn data_sheet(&self, product: &ProductPlan) -> Result<FileId, Failure> {
        let facts = product.attributes.iter().map(|(name, value)| format!("{name}: {value}"));
        let lines: Vec<String> =
            [product.sku.clone(), product.name.english.clone(), String::new()].into_iter().chain(facts).collect();
        let files = self.app.boot.ports.get::<dyn Files>()?;
        Ok(files.take(&self.ctx, &format!("{}.pdf", product.sku), data_sheet(&lines)).await?.id)
    }

    /// Whoever stands above comes in before those who stand below.
    async fn customers(&self) -> Result<(), Failure> {
        let (below, top): (Vec<CustomerRow>, Vec<CustomerRow>) =
            self.plan.companies.iter().map(customer_row).partition(|row| row.parent.is_some());
        let (sites, divisions): (Vec<CustomerRow>, Vec<CustomerRow>) =
            self.plan.sites.iter().map(site_row).partition(|row| row.kind == Some(CompanyKind::Site));
        for rows in [top, below, divisions, sites] {
            self.apply(&rows).await?;
        }
        self.assign_price_lists().await
    }

    async fn assign_price_lists(&self) -> Result<(), Failure> {
        let companies = self.app.boot.ports.get::<dyn Companies>()?;
        let mut lists = Vec::new();
        for plan in &self.plan.companies {
            let wanted = CompanyRef::Code(plan.code.clone());
            let Some(company) = companies.company(&self.ctx, &wanted).await? else { continue };
            let fallback = self.plan.price_lists.iter().find(|list| list.code == plan.price_list);
            let fallback = fallback.and_then(|list| list.fallback).map(str::to_owned);
            let price_lists = [plan.price_list.clone()].into_iter().chain(fallback).collect();
            lists.push(AssignedLists { company: company.id, price_lists });
        }
        let tx = self.write().await?;
        self.app.boot.ports.get::<dyn PriceListAssignment>()?.assign_all(&tx, &lists).await?;
        Ok(tx.commit().await?)
    }

    async fn apply<R: Clone + Send + Sync + 'static>(&self, rows: &[R]) -> Result<(), Failure> {
        let sink = self.app.boot.ports.get::<dyn ImportSink<R>>()?;
        for batch in rows.chunks(BATCH) {
            let tx = self.write().await?;
            sink.apply(&tx, batch).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn stock(&self) -> Result<(), Failure> {
        let skus: Vec<String> = self.plan.products.iter().map(|product| product.sku.clone()).collect();
        let ids = self.app.boot.ports.get::<dyn ProductLookup>()?.ids(&self.ctx, &skus).await?;
        let keeping = self.app.boot.ports.get::<dyn StockKeeping>()?;
        for warehouse in &self.plan.warehouses {
            let here = self.plan.stock.iter().filter(|stock| stock.warehouse == warehouse.code);
            let level = |stock: &crate::demo::StockPlan| {
                Some((*ids.get(&code_key(&stock.sku))?, Quantity::from_units(stock.on_hand)?))
            };
            let levels: Vec<(ProductId, Quantity)> = here.filter_map(level).collect();
            let tx = self.write().await?;
            keeping.set_on_hand(&tx, Some(warehouse.code), &levels).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn orders(&self) -> Result<(), Failure> {
        let desk = self.app.boot.ports.get::<dyn OrderDesk>()?;
        let zone = TimeZone::get(self.plan.shop.time_zone).map_err(|cause| Failure::Failed(cause.to_string()))?;
        let clerk = self.plan.users.iter().find(|user| user.memberships.iter().any(|m| m.role.code() == "order_desk"));
        let clerk = clerk.map(|user| user.email.clone()).unwrap_or_default();
        for order in &self.plan.orders {
            self.order(&desk, &zone, &clerk, order).await?;
        }
        Ok(())
    }

    async fn order(
        &self,
        desk: &Arc<dyn OrderDesk>,
        zone: &TimeZone,
        clerk: &str,
        plan: &OrderPlan,
    ) -> Result<(), Failure> {
        let host = host(self.plan);
        let placed_at = Clock::fixed(instant(plan, zone)?);
        let company = (!plan.on_behalf).then_some(plan.company.as_str());
        let buyer = self.app.identity.acting_context(&host, &plan.placed_by, company, &placed_at).await?;
        let lines = plan.lines.iter().filter_map(|line| Some((line.sku.clone(), Quantity::from_units(line.quantity)?)));
        let order = DeskOrder {
            company: CompanyRef::Code(plan.company.clone()),
            lines: lines.collect(),
            po_number: plan.po_number.clone(),
            note: plan.note.map(str::to_owned),
            on_behalf: plan.on_behalf,
        };
        let placed = desk.enter(&buyer, &order).await?;
        if plan.state == OrderState::Placed {
            return Ok(());
        }
        // Staff decide within the hour.
        let decided_at = Clock::fixed(placed.placed_at.plus_seconds(40 * 60));
        let clerk = self.app.identity.acting_context(&host, clerk, None, &decided_at).await?;
        match plan.state {
            OrderState::Confirmed => desk.confirm(&clerk, placed.id).await?,
            _ => desk.cancel(&clerk, placed.id, plan.cancel_reason.unwrap_or_default()).await?,
        };
        Ok(())
    }
}

fn customer_row(company: &CompanyPlan) -> CustomerRow {
    CustomerRow {
        code: company.code.clone(),
        name: company.name.clone(),
        vat_id: Some(company.vat_id.clone()),
        address: address(&company.name, &company.address),
        email: Some(company.email.clone()),
        parent: company.parent.clone(),
        account_manager: company.account_manager.clone(),
        ..CustomerRow::default()
    }
}

fn site_row(site: &SitePlan) -> CustomerRow {
    CustomerRow {
        code: site.code.clone(),
        name: site.name.clone(),
        address: address(&site.name, &site.address),
        kind: CompanyKind::named(site.kind),
        parent: Some(site.parent.clone()),
        ..CustomerRow::default()
    }
}

fn instant(plan: &OrderPlan, zone: &TimeZone) -> Result<Timestamp, Failure> {
    let failed = |cause: jiff::Error| Failure::Failed(cause.to_string());
    let (hour, minute) = (plan.minute_of_day / 60, plan.minute_of_day % 60);
    let time = Time::new(i8::try_from(hour).unwrap_or(0), i8::try_from(minute).unwrap_or(0), 0, 0).map_err(failed)?;
    let zoned = plan.placed_on.to_datetime(time).to_zoned(zone.clone()).map_err(failed)?;
    Ok(Timestamp::from_micros(zoned.timestamp().as_microsecond()))
}

fn product_row(plan: &ProductPlan, native: &str) -> ProductRow {
    let (barcodes, attributes): (Vec<_>, Vec<_>) = plan.attributes.iter().partition(|(name, _)| *name == EAN);
    let attributes: serde_json::Map<String, serde_json::Value> =
        attributes.into_iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    ProductRow {
        sku: plan.sku.clone(),
        name: plan.name.native.clone(),
        names: vec![(native.to_owned(), plan.name.native.clone()), ("en".to_owned(), plan.name.english.clone())],
        description: Some(plan.description.native.clone()),
        kind: Some(if plan.service { ProductKind::Service } else { ProductKind::Goods }),
        unit: Some(plan.unit.to_owned()),
        quantity_decimals: Some(plan.quantity_scale),
        weight_g: Some(plan.weight_g),
        tax_class: Some(plan.tax_class.to_owned()),
        category: Some(plan.category.to_owned()),
        attributes: Some(serde_json::Value::Object(attributes)),
        gtins: Some(barcodes.into_iter().map(|(_, barcode)| barcode.clone()).collect()),
        ..ProductRow::default()
    }
}

fn price_rows(plan: &TenantPlan, list: &crate::demo::PriceListPlan) -> Vec<PriceRow> {
    let currency = plan.shop.currency.parse().ok();
    let row = |price: &crate::demo::PricePlan| {
        Some(PriceRow {
            price_list: list.code.clone(),
            sku: price.sku.clone(),
            min_quantity: Quantity::from_units(price.min_quantity)?,
            unit_price: UnitPrice::from_millionths(price.unit_price_minor.checked_mul(10_000)?),
            per: Quantity::from_units(price.per)?,
            unit: None,
            valid_from: None,
            valid_to: None,
            currency,
            usual_currency: None,
        })
    };
    list.prices.iter().filter_map(row).collect()
}
