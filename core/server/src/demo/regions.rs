//! Where the demo's customers are looked after: regions with their staff, and divisions and sites of the largest customers.
//! All of it follows from the companies of the plan, so it takes nothing from the chance that made them.

use super::people::Country;
use super::plan::{AddressPlan, CompanyPlan, Role, SitePlan, TerritoryPlan, UserPlan};

/// A region with the towns that lie in it.
pub(super) struct Region {
    pub code: &'static str,
    pub name: &'static str,
    pub towns: &'static [&'static str],
}

/// These companies have a division, and a site below it.
const WITH_SITES: usize = 4;

/// The country, and its regions below it with the companies of their towns. Subsidiaries are where their group is.
pub(super) fn territories(country: &Country, companies: &[CompanyPlan]) -> Vec<TerritoryPlan> {
    let top = TerritoryPlan { code: country.code, name: country.name, parent: None, companies: Vec::new() };
    let region = |region: &'static Region| TerritoryPlan {
        code: region.code,
        name: region.name,
        parent: Some(country.code),
        companies: companies
            .iter()
            .filter(|company| company.parent.is_none() && region.towns.contains(&company.address.city))
            .map(|company| company.code.clone())
            .collect(),
    };
    std::iter::once(top).chain(country.regions.iter().map(region)).collect()
}

/// A division and a site below it for each of the first companies.
pub(super) fn sites(country: &Country, companies: &[CompanyPlan]) -> Vec<SitePlan> {
    let with = companies.iter().take(WITH_SITES);
    let both = |company: &CompanyPlan| {
        let [division, site] = country.sites;
        let code = |number: usize| format!("{}-{number}", company.code);
        let street = |ending: &str| format!("{} {ending}", company.address.street);
        let address = |ending: &str| AddressPlan { street: street(ending), ..company.address.clone() };
        [
            SitePlan {
                code: code(1),
                name: format!("{division}, {}", company.address.city),
                kind: "division",
                parent: company.code.clone(),
                address: address("A"),
            },
            SitePlan {
                code: code(2),
                name: format!("{site}, {}", company.address.city),
                kind: "site",
                parent: code(1),
                address: address("B"),
            },
        ]
    };
    with.flat_map(both).collect()
}

/// Who of the order desk looks after a company: they take turns.
pub(super) fn account_manager(users: &[UserPlan], number: usize) -> Option<String> {
    let is_at_the_desk = |user: &&UserPlan| user.memberships.iter().any(|held| held.role == Role::OrderDesk);
    let desk: Vec<&UserPlan> = users.iter().filter(is_at_the_desk).collect();
    (!desk.is_empty()).then(|| desk[number % desk.len()].email.clone())
}
