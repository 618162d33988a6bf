//! Companies as people see them: with the names above them, who looks after them, and what they inherit.
//! A page of companies takes as many questions as a single one.

use std::collections::{BTreeSet, HashMap};

use kontor_contract::{
    catalog::PriceListAssignment,
    companies::{AccountManagerView, CompanyWarning},
    identity::{CompanyName, NamedCode},
};
use kontor_kernel::{BusinessDate, CompanyId, MembershipId, TerritoryId};
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

use super::{Service, reach};
use crate::{
    entities::{companies, memberships, placements, territories, users},
    error::IdentityError,
    model::{
        tree::{self, nearest},
        vat_id,
    },
};

/// The price list a company's prices come from first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PriceListOfCompany {
    /// Its code.
    code: String,
    /// Whether a company above has it, and not this one itself.
    is_inherited: bool,
    /// The company above that has it, where the reader may see it.
    inherited_from: Option<CompanyName>,
}

/// The territory a company is in today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TerritoryOfCompany {
    /// Its id.
    pub(crate) id: TerritoryId,
    /// Code and name.
    pub(crate) territory: NamedCode,
    /// Whether a company above is placed there, and not this one itself.
    pub(crate) is_inherited: bool,
}

/// A member of the staff by name.
#[derive(Debug, Clone)]
pub(crate) struct Colleague {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) is_open: bool,
}

/// What surrounds some companies: everything that is inherited comes from here, and by one rule ([`nearest`]). Price
/// lists, account managers and territories are inherited; attributes, addresses and ids are each company's own.
pub(crate) struct Surroundings {
    known: HashMap<CompanyId, companies::Model>,
    /// Own price lists, the first of each company.
    lists: HashMap<CompanyId, String>,
    managers: HashMap<MembershipId, Colleague>,
    placed: HashMap<CompanyId, TerritoryId>,
    territories: HashMap<TerritoryId, territories::Model>,
    /// VAT ids that several companies have.
    shared: BTreeSet<String>,
}

impl Service {
    /// Looks around some companies, also at what the reader does not see.
    pub(crate) async fn around(&self, ctx: &Ctx, rows: &[companies::Model]) -> Result<Surroundings, IdentityError> {
        let tx = self.read_wide(ctx).await?;
        let around = self.around_within(&tx, rows).await?;
        tx.finish().await?;
        Ok(around)
    }

    /// The same within a unit of work that sees the whole tenant. Price lists that it assigns itself are not among it.
    pub(crate) async fn around_within(
        &self,
        tx: &impl Tx,
        rows: &[companies::Model],
    ) -> Result<Surroundings, IdentityError> {
        let ids: BTreeSet<CompanyId> = rows.iter().flat_map(|row| tree::ids(&row.path)).collect();
        let above = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(ids.iter().copied()));
        let known: HashMap<_, _> = above.all(tx).await?.into_iter().map(|row| (row.id, row)).collect();
        let (placed, territories) = self.placed(tx, &ids).await?;
        let shared = shared_vat_ids(tx, rows).await?;
        let of_staff = |row: &companies::Model| [row.account_manager_id, row.vat_id_confirmed_by];
        let named: Vec<MembershipId> = known.values().flat_map(of_staff).flatten().collect();
        let managers = self.colleagues(tx, named).await?;
        let mut lists = HashMap::new();
        if let Some(port) = self.boot.ports.find::<dyn PriceListAssignment>() {
            for (company, code) in port.assigned(tx.ctx(), &ids.iter().copied().collect::<Vec<_>>()).await? {
                lists.entry(company).or_insert(code);
            }
        }
        Ok(Surroundings { known, lists, managers, placed, territories, shared })
    }

    async fn placed(
        &self,
        tx: &impl Tx,
        ids: &BTreeSet<CompanyId>,
    ) -> Result<(HashMap<CompanyId, TerritoryId>, HashMap<TerritoryId, territories::Model>), IdentityError> {
        let today = self.tenants_today(tx).await?;
        let find = tx.find::<placements::Entity>().filter(placements::Column::CompanyId.is_in(ids.iter().copied()));
        let rows = find.filter(reach::good_on(today)).all(tx).await?;
        let placed: HashMap<_, _> =
            rows.into_iter().filter_map(|row| Some((row.company_id?, row.territory_id))).collect();
        let named = territories::Column::Id.is_in(placed.values().copied());
        let areas = tx.find::<territories::Entity>().filter(named).all(tx).await?;
        Ok((placed, areas.into_iter().map(|row| (row.id, row)).collect()))
    }

    /// Members of the staff by their memberships, those who have left among them.
    pub(crate) async fn colleagues(
        &self,
        tx: &impl Tx,
        named: impl IntoIterator<Item = MembershipId>,
    ) -> Result<HashMap<MembershipId, Colleague>, IdentityError> {
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::Id.is_in(named));
        let rows = find.all(tx).await?;
        if rows.is_empty() {
            return Ok(HashMap::new());
        }
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = users::Entity::find().filter(users::Column::Id.is_in(rows.iter().map(|row| row.user_id)));
        let people: HashMap<_, _> = system.all(select).await?.into_iter().map(|user| (user.id, user)).collect();
        let colleague = |row: memberships::Model| {
            let person = people.get(&row.user_id)?;
            let is_open = row.ended_at.is_none() && person.disabled_at.is_none() && person.erased_at.is_none();
            Some((row.id, Colleague { name: person.name.clone(), email: person.email.clone(), is_open }))
        };
        Ok(rows.into_iter().filter_map(colleague).collect())
    }

    /// How many people a company has.
    pub(crate) async fn count_people(&self, tx: &impl Tx, company: CompanyId) -> Result<u64, IdentityError> {
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::CompanyId.eq(company));
        Ok(find.filter(memberships::Column::EndedAt.is_null()).count(tx).await?)
    }
}

/// VAT ids that more than one company that still buys has.
async fn shared_vat_ids(tx: &impl Tx, rows: &[companies::Model]) -> Result<BTreeSet<String>, IdentityError> {
    let ids: BTreeSet<&String> = rows.iter().filter_map(|row| row.vat_id.as_ref()).collect();
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let find = tx.find::<companies::Entity>().filter(companies::Column::VatId.is_in(ids));
    let having = find.filter(companies::Column::ArchivedAt.is_null()).all(tx).await?;
    let mut seen: HashMap<String, BTreeSet<&str>> = HashMap::new();
    for row in &having {
        // A firm and its divisions and sites share one id by right.
        let top = row.path.split('/').next().unwrap_or_default();
        seen.entry(row.vat_id.clone().unwrap_or_default()).or_default().insert(top);
    }
    Ok(seen.into_iter().filter(|(_, tops)| tops.len() > 1).map(|(id, _)| id).collect())
}

impl Surroundings {
    /// The list that a company has been given a moment ago.
    pub(crate) fn with_price_list(mut self, company: CompanyId, code: Option<String>) -> Self {
        self.lists.extend(code.map(|code| (company, code)));
        self
    }

    /// The names of the companies above one, as far as the reader sees them.
    pub(crate) fn names_above(&self, ctx: &Ctx, row: &companies::Model) -> Vec<CompanyName> {
        let above = tree::ids::<kontor_kernel::CompanyTag>(&row.path).into_iter().filter(|id| *id != row.id);
        above.filter_map(|id| self.name(ctx, id)).collect()
    }

    fn name(&self, ctx: &Ctx, id: CompanyId) -> Option<CompanyName> {
        let row = self.known.get(&id).filter(|_| ctx.scope().holds_company(id))?;
        Some(CompanyName { id, code: row.code.clone(), name: row.name.clone() })
    }

    /// The company a thing is inherited from, where it is another one and the reader sees it.
    fn origin(&self, ctx: &Ctx, row: &companies::Model, by: CompanyId) -> (bool, Option<CompanyName>) {
        (by != row.id, if by == row.id { None } else { self.name(ctx, by) })
    }

    pub(crate) fn account_manager(&self, ctx: &Ctx, row: &companies::Model) -> Option<AccountManagerView> {
        let (by, membership_id) = nearest(&row.path, |id| self.known.get(&id)?.account_manager_id)?;
        let colleague = self.managers.get(&membership_id)?;
        let (is_inherited, inherited_from) = self.origin(ctx, row, by);
        let (name, email) = (colleague.name.clone(), colleague.email.clone());
        Some(AccountManagerView { membership_id, name, email, is_inherited, inherited_from })
    }

    /// Who has found the company's VAT id to be valid, and when; nothing once it has another one.
    pub(crate) fn vat_id_check(&self, row: &companies::Model) -> Option<(BusinessDate, String)> {
        row.tax_id().filter(|tax_id| tax_id.is_confirmed)?;
        let by = row.vat_id_confirmed_by.and_then(|by| self.managers.get(&by));
        Some((row.vat_id_confirmed_on?, by.map(|colleague| colleague.name.clone()).unwrap_or_default()))
    }

    /// The code of the company's own price list.
    pub(crate) fn own_price_list(&self, row: &companies::Model) -> Option<String> {
        self.lists.get(&row.id).cloned()
    }

    pub(crate) fn price_list(&self, ctx: &Ctx, row: &companies::Model) -> Option<PriceListOfCompany> {
        let (by, code) = nearest(&row.path, |id| self.lists.get(&id).cloned())?;
        let (is_inherited, inherited_from) = self.origin(ctx, row, by);
        Some(PriceListOfCompany { code, is_inherited, inherited_from })
    }

    pub(crate) fn territory(&self, row: &companies::Model) -> Option<TerritoryOfCompany> {
        let (by, id) = nearest(&row.path, |id| self.placed.get(&id).copied())?;
        let area = self.territories.get(&id)?;
        let territory = NamedCode { code: area.code.clone(), name: area.name.clone() };
        Some(TerritoryOfCompany { id, territory, is_inherited: by != row.id })
    }

    /// What is worth a look.
    pub(crate) fn warnings(&self, row: &companies::Model) -> Vec<CompanyWarning> {
        let warning = |code: &str, pointer: &str, detail: String| CompanyWarning {
            code: code.to_owned(),
            pointer: pointer.to_owned(),
            detail,
        };
        let mut warnings = Vec::new();
        if let Some(id) = &row.vat_id {
            let fault = vat_id::fault(&vat_id::normalise(id, &row.country));
            warnings.extend(fault.map(|detail| warning("vat_id_invalid", "/vat_id", detail)));
            if self.shared.contains(id) {
                let detail = format!("Another company has the VAT id {id}, too.");
                warnings.push(warning("vat_id_shared", "/vat_id", detail));
            }
        }
        let left = nearest(&row.path, |id| self.known.get(&id)?.account_manager_id)
            .and_then(|(_, manager)| self.managers.get(&manager))
            .filter(|colleague| !colleague.is_open);
        if let Some(colleague) = left {
            let detail = format!("{} has left; name somebody else to look after it.", colleague.name);
            warnings.push(warning("account_manager_left", "/account_manager_id", detail));
        }
        warnings
    }
}
