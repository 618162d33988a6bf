//! Use cases of approvals: what companies set, what an order needs, and deciding it.
//! Whatever is taken or decided is written in the caller's commit.

pub(crate) mod book;
pub(crate) mod budgets;
pub(crate) mod cases;
pub(crate) mod closing;
pub(crate) mod cost_centres;
pub(crate) mod deciding;
pub(crate) mod delegations;
pub(crate) mod fields;
pub(crate) mod mails;
pub(crate) mod opening;
mod personal;
pub(crate) mod requests;
pub(crate) mod rules;
pub(crate) mod taking;
pub(crate) mod watching;

use std::sync::Arc;

use kontor_contract::{
    identity::{Companies, CompanyFacts, CompanyRef},
    people::{CompanyCircle, CompanyCircles},
};
use kontor_kernel::CompanyId;
use kontor_module::Boot;
use kontor_store::Ctx;
use serde_json::Value;

use crate::{
    error::{ApprovalsError, ApprovalsResult},
    manifest::MANIFEST,
    model::workday::Workday,
};

/// The use cases.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
    pub(crate) memory: Arc<book::Memory>,
}

/// What the tenant has set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// Orders of a person within so many hours are summed up; 0 sums up none.
    pub(crate) split_window_hours: i64,
    /// Approvers are reminded after so many working hours; 0 reminds nobody.
    pub(crate) remind_after_hours: u32,
    pub(crate) workday: Workday,
}

impl Settings {
    fn of(settings: &Value) -> Self {
        let number = |name: &str, usual: i64| settings.get(name).and_then(Value::as_i64).unwrap_or(usual);
        let hour = |name: &str, usual: i8| i8::try_from(number(name, i64::from(usual))).unwrap_or(usual);
        let workday = Workday {
            from: hour("workday_from", Workday::USUAL.from).min(23),
            to: hour("workday_to", Workday::USUAL.to).min(23),
        };
        Self {
            split_window_hours: number("split_window_hours", 24),
            remind_after_hours: u32::try_from(number("remind_after_hours", 8)).unwrap_or(8),
            // A day that ends before it begins would never be over.
            workday: if workday.from < workday.to { workday } else { Workday::USUAL },
        }
    }
}

impl Service {
    pub(crate) fn new(boot: Boot) -> Self {
        Self { boot, memory: Arc::default() }
    }

    /// Whether the tenant has switched approvals on.
    pub(crate) async fn is_on(&self, ctx: &Ctx) -> bool {
        self.boot.modules.is_enabled(ctx, MANIFEST.id).await
    }

    pub(crate) async fn settings(&self, ctx: &Ctx) -> ApprovalsResult<Settings> {
        Ok(Settings::of(&self.boot.modules.state(ctx, MANIFEST.id).await?.settings))
    }

    /// The people around a company.
    pub(crate) async fn circle(&self, ctx: &Ctx, company: CompanyId) -> ApprovalsResult<CompanyCircle> {
        let found = self.boot.ports.get::<dyn CompanyCircles>()?.circle(ctx, company).await?;
        found.ok_or(ApprovalsError::Unknown("company"))
    }

    /// A company that the caller reaches: the one that is named, or their own.
    pub(crate) async fn company(&self, ctx: &Ctx, named: Option<CompanyId>) -> ApprovalsResult<CompanyFacts> {
        let Some(id) = named.or(ctx.company()) else {
            return Err(ApprovalsError::field(
                "/company_id",
                "approvals.company_needed",
                "Say which company it is about.",
            ));
        };
        let found = self.boot.ports.get::<dyn Companies>()?.company(ctx, &CompanyRef::Id(id)).await?;
        found.ok_or(ApprovalsError::Unknown("company"))
    }
}
