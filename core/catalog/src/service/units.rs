//! The tenant's dictionary of units of measure: those that trade knows, and those the tenant has defined or redefined.
//! A unit is archived rather than deleted; what names it keeps it.

use std::collections::BTreeMap;

use kontor_contract::{FieldFault, audit::Change};
use kontor_kernel::{Locale, Timestamp, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;

use super::{Catalogue, change::Changed, checks, checks::ColumnFault};
use crate::{
    entities::{unit, unit_text},
    error::{CatalogError, CatalogResult},
    model::units::{Unit, Units},
};

/// A unit of measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct UnitView {
    /// Its code, unique whatever its case.
    pub code: String,
    /// Its name in the language of the request.
    pub title: String,
    /// Its names by language.
    pub names: BTreeMap<Locale, String>,
    /// Its code in UN/ECE Recommendation 20.
    pub standard_code: Option<String>,
    /// How many decimals a quantity entered in it may have, 0 to 6.
    pub decimals: u8,
    /// Whether nothing new can name it.
    pub archived: bool,
    /// Whether the tenant has defined it; the others are known to trade.
    pub own: bool,
}

impl UnitView {
    fn of(unit: &Unit, locale: Locale) -> Self {
        Self {
            code: unit.code.clone(),
            title: unit.name(locale).to_owned(),
            names: unit.names.clone(),
            standard_code: unit.standard_code.clone(),
            decimals: unit.decimals,
            archived: unit.is_archived,
            own: unit.is_own,
        }
    }
}

/// A unit as it shall be.
#[derive(Debug, Clone)]
pub(crate) struct WantedUnit {
    pub names: BTreeMap<Locale, String>,
    pub standard_code: Option<String>,
    pub decimals: u8,
    pub is_archived: bool,
}

impl Catalogue {
    /// All units by code, archived ones behind.
    pub async fn list_units(&self, ctx: &Ctx) -> CatalogResult<Vec<UnitView>> {
        let tx = self.boot.store.read(ctx).await?;
        let units = units_of(&tx).await?;
        tx.finish().await?;
        let mut views: Vec<UnitView> = units.iter().map(|(_, unit)| UnitView::of(unit, ctx.locale())).collect();
        views.sort_by_key(|view| view.archived);
        Ok(views)
    }

    /// Defines a unit, or says anew what it is.
    pub async fn set_unit(&self, ctx: &Ctx, code: &str, wanted: WantedUnit) -> CatalogResult<UnitView> {
        let code = code.trim();
        check(code, &wanted)?;
        let key = code_key(code);
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = units_of(&tx).await?;
        let known = before.get(&key).map(|unit| UnitView::of(unit, ctx.locale()));
        write(&tx, code, &key, wanted).await?;
        let after = units_of(&tx).await?;
        let view = after.get(&key).map(|unit| UnitView::of(unit, ctx.locale()));
        let view = view.ok_or(CatalogError::NotFound("unit"))?;
        if known.as_ref() != Some(&view) {
            self.raise_epoch(&tx, Changed::Basics).await?;
            let change = Change::new("catalog.unit_set", "unit", &view.code, &view.title);
            let change = match &known {
                Some(known) => change.before(known),
                None => change,
            };
            self.boot.record(&tx, change.after(&view)).await?;
        }
        tx.commit().await?;
        Ok(view)
    }
}

/// The units of a tenant as they stand in the database.
pub(super) async fn units_of(tx: &impl Tx) -> CatalogResult<Units> {
    let rows = tx.find::<unit::Entity>().all(tx).await?;
    let texts = tx.find::<unit_text::Entity>().all(tx).await?;
    Ok(Units::new(rows, texts))
}

async fn write(tx: &WriteTx, code: &str, key: &str, wanted: WantedUnit) -> CatalogResult<()> {
    use unit::Column as C;
    let known = tx.find::<unit::Entity>().filter(C::CodeKey.eq(key)).one(tx).await?;
    let archived_since = known.and_then(|known| known.archived_at);
    let archived_at: Option<Timestamp> = wanted.is_archived.then(|| archived_since.unwrap_or(tx.ctx().now()));
    let row = unit::Model {
        tenant_id: tx.tenant(),
        code_key: key.to_owned(),
        code: code.to_owned(),
        standard_code: wanted.standard_code.map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty()),
        decimals: i32::from(wanted.decimals),
        archived_at,
    };
    let columns = [C::Code, C::StandardCode, C::Decimals, C::ArchivedAt];
    tx.upsert_all::<unit::Entity>(vec![row], [C::TenantId, C::CodeKey], columns).await?;
    tx.delete::<unit_text::Entity>().filter(unit_text::Column::UnitKey.eq(key)).run(tx).await?;
    let text = |(locale, name): (Locale, String)| unit_text::Model {
        tenant_id: tx.tenant(),
        unit_key: key.to_owned(),
        locale,
        name: name.trim().to_owned(),
    };
    let names = wanted.names.into_iter().filter(|(_, name)| !name.trim().is_empty());
    tx.insert_all::<unit_text::Entity>(names.map(text).collect()).await?;
    Ok(())
}

fn check(code: &str, wanted: &WantedUnit) -> CatalogResult<()> {
    let own = [checks::word("code", code), checks::decimals(wanted.decimals).map_err(as_decimals)];
    let standard = wanted.standard_code.as_deref().map(standard_code);
    let faults = own.into_iter().chain(standard).filter_map(Result::err).map(|fault| (fault.column.to_owned(), fault));
    let names = wanted.names.iter().filter(|(_, name)| !name.trim().is_empty());
    let names =
        names.filter_map(|(locale, name)| Some((format!("names/{locale}"), checks::name("names", name).err()?)));
    let none = wanted.names.values().all(|name| name.trim().is_empty()).then(|| {
        let detail = "A unit has a name in one language at least.";
        ("names".to_owned(), ColumnFault::new("names", "catalog.empty", detail))
    });
    let field = |(place, fault): (String, ColumnFault)| FieldFault {
        pointer: format!("/{place}"),
        code: fault.code,
        detail: fault.detail,
    };
    let faults: Vec<FieldFault> = faults.chain(names).chain(none).map(field).collect();
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}

fn as_decimals(fault: ColumnFault) -> ColumnFault {
    ColumnFault { column: "decimals", ..fault }
}

/// Codes of Recommendation 20 have two or three letters or digits; those of packaging have an X before them.
fn standard_code(code: &str) -> Result<(), ColumnFault> {
    let code = code.trim();
    if code.is_empty() || ((2..=4).contains(&code.len()) && code.bytes().all(|letter| letter.is_ascii_alphanumeric())) {
        return Ok(());
    }
    let detail = "A code of UN/ECE Recommendation 20 has two to four letters or digits, such as KGM or XBX.";
    Err(ColumnFault::new("standard_code", "catalog.bad_standard_code", detail))
}
