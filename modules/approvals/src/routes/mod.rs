//! Routes of approvals: a company's people at `/api/v1/company` and `/api/v1/approvals`, staff below `/api/v1/admin`.
//! Both sides set the same things by the same use cases; who may is said where the route is declared.

mod budgets;
mod cost_centres;
mod delegations;
mod desk;
mod rules;

use kontor_kernel::CompanyId;
use kontor_web::Routes;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::service::Service;

/// All routes of the module.
pub(crate) fn all(service: &Service) -> Routes {
    let mut routes = Routes::new("approvals");
    cost_centres::declare(&mut routes, service);
    rules::declare(&mut routes, service);
    budgets::declare(&mut routes, service);
    delegations::declare(&mut routes, service);
    desk::declare(&mut routes, service);
    routes
}

/// Of which company.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OfCompany {
    /// The company; a buyer's own one where nothing is said.
    company_id: Option<CompanyId>,
}
