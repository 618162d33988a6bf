//! The module on real databases: SQLite and PostgreSQL.
//! Every check has a tenant of its own.

mod answering;
mod counting;
mod keeping;

use std::{collections::BTreeMap, sync::Arc};

use kontor_contract::{Fault, discounts::DiscountUse};
use kontor_hooks::{DiscountAnswer, DiscountLine, DiscountQuestion};
use kontor_kernel::{
    Amount, BusinessDate, ChannelId, Clock, CompanyId, Currency, Locale, OrderId, ProductId, Quantity, TenantId,
    Timestamp, UserId,
};
use kontor_module::{Boot, Hooks, Modules, Ports};
use kontor_store::{Authority, Ctx, Principal, Scope, Store, StoreConfig, TenantFacts};
use kontor_testkit::Database;
use serde_json::json;

use crate::{
    error::PromotionResult,
    ids::PromotionId,
    manifest::MANIFEST,
    service::{CodeFacts, CodeView, LimitsView, NewCode, Promoting, PromotionChange, PromotionView},
};

/// A tenant without promotions.
pub(crate) struct Shelf {
    pub service: Arc<Promoting>,
    pub store: Store,
    /// Who buys where nobody is named.
    pub company: CompanyId,
    clock: Clock,
    authority: Authority,
    tenant: Arc<TenantFacts>,
    _folder: tempfile::TempDir,
}

pub(crate) const UNLIMITED: LimitsView = LimitsView { total: None, per_company: None, per_person: None };

pub(crate) fn times(total: i64) -> LimitsView {
    LimitsView { total: Some(total), ..UNLIMITED }
}

/// Five per cent off everything.
pub(crate) fn spring(limits: LimitsView) -> PromotionChange {
    let terms = json!({ "effect": { "kind": "percent_of_order", "rate": "5" } });
    PromotionChange {
        code: Some("SPRING".to_owned()),
        names: Some(BTreeMap::from([(Locale::En, "Spring".to_owned()), (Locale::Pl, "Wiosna".to_owned())])),
        period: Some((None, BusinessDate::from_ymd(2026, 3, 31))),
        terms: Some(serde_json::from_value(terms).unwrap()),
        limits: Some(limits),
        ..PromotionChange::default()
    }
}

impl Shelf {
    /// A shelf in a database of its own.
    pub(crate) async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 8, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<kontor_migrations::Migrator>().await.unwrap();
        let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic".into() });
        let service = Arc::new(Promoting::new(Boot {
            store: store.clone(),
            ports: Ports::default(),
            hooks: Hooks::default(),
            modules: Modules::new(vec![&MANIFEST], store.clone()),
            clock: Clock::System,
        }));
        let clock = Clock::fixed("2026-03-10T12:00:00Z".parse::<Timestamp>().unwrap());
        Self { service, store, company: CompanyId::new(), clock, authority, tenant, _folder: folder }
    }

    /// Kontor itself, which reaches everything.
    pub fn ctx(&self) -> Ctx {
        self.authority.system_context(&self.tenant, "test", &self.clock)
    }

    /// Somebody who buys for a company and reaches nothing else.
    pub fn buyer(&self, company: CompanyId, person: UserId) -> Ctx {
        let mut parts = self.ctx().parts();
        parts.principal = Principal::User { id: person, name: "Anna".into(), email: "anna@baltic.example".into() };
        parts.scope = Scope::of_companies([company]);
        self.authority.context(parts)
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }

    pub async fn promotion(&self, needs_code: bool, change: PromotionChange) -> PromotionView {
        self.service.create_promotion(&self.ctx(), needs_code, change).await.unwrap()
    }

    /// A promotion that is had by codes, and one of those.
    pub async fn coded(&self, code: &str, limits: LimitsView) -> (PromotionView, CodeView) {
        let promotion = self.promotion(true, spring(UNLIMITED)).await;
        let code = self.code(promotion.id, code, CodeFacts { limits, ..CodeFacts::default() }).await;
        (promotion, code)
    }

    pub async fn code(&self, promotion: PromotionId, code: &str, given: CodeFacts) -> CodeView {
        let new = NewCode { code: code.to_owned(), given };
        // Companies are kept by nobody here, so they are written without being looked up.
        let (company, person) = (new.given.company_id, new.given.user_id);
        let given = CodeFacts { company_id: None, user_id: None, ..new.given };
        let made = self.service.create_code(&self.ctx(), promotion, NewCode { given, ..new }).await.unwrap();
        if company.is_some() || person.is_some() {
            use crate::entities::code::{Column, Entity};
            use sea_orm::ColumnTrait;
            let tx = self.store.write(&self.ctx()).await.unwrap();
            let owned = tx.update::<Entity>().set(Column::CompanyId, company).set(Column::UserId, person);
            assert_eq!(owned.filter(Column::Id.eq(made.id)).run(&tx).await.unwrap(), 1);
            tx.commit().await.unwrap();
        }
        made
    }

    /// Places an order of the usual company that uses a promotion, for 1.00.
    pub async fn order(&self, order: OrderId, promotion: PromotionId, code: Option<&str>) -> Result<(), Fault> {
        self.order_as(&self.ctx(), self.company, order, (promotion, code)).await
    }

    /// The same for somebody.
    pub async fn order_as(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        order: OrderId,
        (promotion, code): (PromotionId, Option<&str>),
    ) -> Result<(), Fault> {
        let each = DiscountUse {
            source: format!("promotions:{promotion}"),
            code: code.map(str::to_owned),
            amount: Amount::from_minor(50),
            currency: Currency::EUR,
        };
        // What takes off several lines is told in several parts and used once.
        let uses = [each.clone(), each];
        kontor_store::retry(|| async {
            let tx = self.store.write(ctx).await?;
            self.service.take_uses(&tx, order, company, &uses).await.map_err(Fault::from)?;
            Ok(tx.commit().await?)
        })
        .await
    }

    pub async fn cancel(&self, order: OrderId) -> PromotionResult<()> {
        kontor_store::retry(|| async {
            let tx = self.store.write(&self.ctx()).await?;
            self.service.give_back_uses(&tx, order).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    /// What is answered to a cart of 100.00 with some codes.
    pub async fn ask(&self, ctx: &Ctx, company: CompanyId, person: Option<UserId>, codes: &[&str]) -> DiscountAnswer {
        let question = DiscountQuestion {
            company,
            user: person,
            channel: ChannelId::new(),
            currency: Currency::EUR,
            date: ctx.today().unwrap(),
            locale: Locale::En,
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            lines: vec![DiscountLine {
                position: 1,
                product: ProductId::new(),
                sku: "BOLT".to_owned(),
                categories: Vec::new(),
                quantity: Quantity::ONE,
                amount: Amount::from_minor(10_000),
                is_manual: false,
            }],
        };
        self.service.propose(ctx, &question).await.unwrap()
    }

    /// What is said of codes.
    pub async fn said(&self, company: CompanyId, codes: &[&str]) -> Vec<String> {
        let answer = self.ask(&self.ctx(), company, None, codes).await;
        answer.codes.into_iter().map(|verdict| verdict.text).collect()
    }
}

/// The code of a refusal.
pub(crate) fn refusal(outcome: Result<(), Fault>) -> &'static str {
    match outcome {
        Err(Fault::Refused { code, .. }) => code,
        Err(Fault::Store(error)) => panic!("the store failed: {error}"),
        Ok(()) => "nothing",
    }
}
