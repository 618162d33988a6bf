//! Assortments as staff see and change them: what each holds and who sees it.
//! What is hidden from somebody is hidden in lists, searches, counts, prices and orders alike; staff see everything.

use std::collections::{BTreeSet, HashMap, HashSet};

use kontor_contract::{
    FieldFault,
    audit::Change,
    identity::{Companies, CompanyRef, CustomerGroups},
};
use kontor_kernel::{
    AssortmentId, CategoryId, ChannelId, CompanyId, CustomerGroupId, ProductId, TerritoryId, code_key,
};
use kontor_store::{Ctx, Tx, View, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{
    ColumnTrait, FromQueryResult, Order,
    sea_query::{Alias, Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Catalogue,
    change::Changed,
    checks,
    prices::{field, refuse},
    product_import::by_sku,
};
use crate::{
    entities::{
        assortment,
        assortment_entry::{self, Kind},
        assortment_viewer::{self, Viewer},
        category, product,
    },
    error::{CatalogError, CatalogResult},
};

/// Categories and products that one assortment names at the most; a category counts once, whatever it holds.
const MOST_ENTRIES: usize = 20_000;
/// Companies that see one assortment by themselves at the most; more of them are put in a group.
const MOST_COMPANIES: usize = 500;
/// Groups, territories and channels that see one assortment at the most.
const MOST_VIEWERS: usize = 1_000;

/// An assortment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct AssortmentView {
    /// Its id.
    pub id: AssortmentId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is no longer in use.
    pub archived: bool,
    /// To be sent back with a change.
    pub version: i64,
}

/// An assortment in a list, with who sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct AssortmentRow {
    /// Its id.
    pub id: AssortmentId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is no longer in use.
    pub archived: bool,
    /// To be sent back with a change.
    pub version: i64,
    /// Who sees it.
    pub viewers: Viewers,
}

/// What an assortment holds and who sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct AssortmentDetail {
    /// The assortment.
    #[serde(rename = "assortment")]
    pub view: AssortmentView,
    /// Codes of categories that it holds with all below them.
    pub categories: Vec<String>,
    /// Codes of products that it holds.
    pub skus: Vec<String>,
    /// Codes of categories that it leaves out with all below them.
    pub without_categories: Vec<String>,
    /// Codes of products that it leaves out.
    pub without_skus: Vec<String>,
    /// Who sees it.
    pub viewers: Viewers,
}

/// Who sees an assortment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Viewers {
    /// Channels of which it is the frame: nobody on them sees what lies outside all their assortments.
    #[serde(default)]
    pub channel_ids: Vec<ChannelId>,
    /// Companies, with those below them that have none of their own.
    #[serde(default)]
    pub company_ids: Vec<CompanyId>,
    /// Customer groups.
    #[serde(default)]
    pub group_ids: Vec<CustomerGroupId>,
    /// Territories, with those below them that have none of their own.
    #[serde(default)]
    pub territory_ids: Vec<TerritoryId>,
    /// Everybody who is not signed in.
    #[serde(default)]
    pub guests: bool,
}

/// What an assortment shall be; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct AssortmentChange {
    pub code: Option<String>,
    pub name: Option<String>,
    pub archived: Option<bool>,
    pub categories: Option<Vec<String>>,
    pub skus: Option<Vec<String>>,
    pub without_categories: Option<Vec<String>>,
    pub without_skus: Option<Vec<String>>,
    pub viewers: Option<Viewers>,
    /// The version the change was made from; any where none is named.
    pub version: Option<i64>,
}

impl From<assortment::Model> for AssortmentView {
    fn from(row: assortment::Model) -> Self {
        let archived = row.archived_at.is_some();
        Self { id: row.id, code: row.code, name: row.name, archived, version: row.version }
    }
}

impl Catalogue {
    /// All assortments by code.
    pub async fn list_assortments(&self, ctx: &Ctx) -> CatalogResult<Vec<AssortmentRow>> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx.find::<assortment::Entity>().order_by(assortment::Column::CodeKey, Order::Asc).all(&tx).await?;
        let viewers = tx.find::<assortment_viewer::Entity>().all(&tx).await?;
        tx.finish().await?;
        let mut viewers_of: HashMap<AssortmentId, Vec<assortment_viewer::Model>> = HashMap::new();
        viewers.into_iter().for_each(|row| viewers_of.entry(row.assortment_id).or_default().push(row));
        let row = |row: assortment::Model| {
            let viewers = told_viewers(ctx, viewers_of.get(&row.id).map_or(&[][..], Vec::as_slice));
            let AssortmentView { id, code, name, archived, version } = row.into();
            AssortmentRow { id, code, name, archived, version, viewers }
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// One assortment with what it holds.
    pub async fn read_assortment(&self, ctx: &Ctx, id: AssortmentId) -> CatalogResult<AssortmentDetail> {
        let tx = self.boot.store.read(ctx).await?;
        let row = find(&tx, id).await?;
        let detail = detail(&tx, row).await?;
        tx.finish().await?;
        Ok(detail)
    }

    /// Makes an assortment. Code and name must be given.
    pub async fn create_assortment(&self, ctx: &Ctx, change: AssortmentChange) -> CatalogResult<AssortmentDetail> {
        self.refuse_unknown_viewers(ctx, change.viewers.as_ref()).await?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let known = assortment::Model {
            tenant_id: ctx.tenant(),
            id: AssortmentId::new(),
            code: String::new(),
            code_key: String::new(),
            name: String::new(),
            archived_at: None,
            version: 0,
        };
        let id = known.id;
        self.write_assortment(&tx, known, change, true).await?;
        let view = detail(&tx, find(&tx, id).await?).await?;
        let recorded = Change::new("catalog.assortment_made", "assortment", id, &view.view.code).after(&view);
        self.boot.record(&tx, recorded).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is given of an assortment.
    pub async fn change_assortment(
        &self,
        ctx: &Ctx,
        id: AssortmentId,
        change: AssortmentChange,
    ) -> CatalogResult<AssortmentDetail> {
        self.refuse_unknown_viewers(ctx, change.viewers.as_ref()).await?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let known = find(&tx, id).await?;
        if change.version.is_some_and(|version| version != known.version) {
            return Err(CatalogError::Stale { now: known.version });
        }
        let before = detail(&tx, known.clone()).await?;
        self.write_assortment(&tx, known, change, false).await?;
        let view = detail(&tx, find(&tx, id).await?).await?;
        let recorded = Change::new("catalog.assortment_changed", "assortment", id, &view.view.code);
        self.boot.record(&tx, recorded.before(&before).after(&view)).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Whoever is named must be one of the tenant's own; nobody can say where nobody keeps companies.
    async fn refuse_unknown_viewers(&self, ctx: &Ctx, viewers: Option<&Viewers>) -> CatalogResult<()> {
        let Some((viewers, companies)) = viewers.zip(self.boot.ports.find::<dyn Companies>()) else { return Ok(()) };
        refuse(too_many_viewers(viewers))?;
        let mut faults = Vec::new();
        for (at, company) in viewers.company_ids.iter().enumerate() {
            if companies.company(ctx, &CompanyRef::Id(*company)).await?.is_none() {
                faults.push(unknown_viewer("company_ids", at, "company"));
            }
        }
        if !viewers.group_ids.is_empty() {
            let known = self.boot.ports.get::<dyn CustomerGroups>()?.named(ctx, &viewers.group_ids).await?;
            let is_unknown = |(_, group): &(usize, &CustomerGroupId)| !known.contains_key(*group);
            let unknown = viewers.group_ids.iter().enumerate().filter(is_unknown);
            faults.extend(unknown.map(|(at, _)| unknown_viewer("group_ids", at, "customer group")));
        }
        let tx = self.boot.store.read(ctx).await?;
        let channels = viewers.channel_ids.iter().map(|channel| channel.uuid());
        faults.extend(missing::<KnownChannel>(&tx, "channel_ids", "channel", channels.collect()).await?);
        let territories = viewers.territory_ids.iter().map(|territory| territory.uuid());
        faults.extend(missing::<KnownTerritory>(&tx, "territory_ids", "territory", territories.collect()).await?);
        tx.finish().await?;
        refuse(faults)
    }

    /// Whether the tenant has a channel.
    pub(super) async fn knows_channel(&self, ctx: &Ctx, channel: ChannelId) -> CatalogResult<bool> {
        let tx = self.boot.store.read(ctx).await?;
        let missing = missing::<KnownChannel>(&tx, "channel_ids", "channel", vec![channel.uuid()]).await?;
        tx.finish().await?;
        Ok(missing.is_empty())
    }

    async fn write_assortment(
        &self,
        tx: &WriteTx,
        known: assortment::Model,
        change: AssortmentChange,
        is_new: bool,
    ) -> CatalogResult<()> {
        use assortment::Column as C;
        let id = known.id;
        let mut row = changed(tx, known, &change).await?;
        let entries = wanted_entries(tx, id, &change).await?;
        row.version = self.raise_epoch(tx, Changed::Assignments).await?;
        if is_new {
            tx.insert::<assortment::Entity>(row).await?;
        } else {
            let columns = [C::Code, C::CodeKey, C::Name, C::ArchivedAt, C::Version];
            tx.upsert_all::<assortment::Entity>(vec![row], [C::TenantId, C::Id], columns).await?;
        }
        replace_entries(tx, id, entries).await?;
        match change.viewers {
            Some(viewers) => replace_viewers(tx, id, &viewers).await,
            None => Ok(()),
        }
    }
}

/// A channel, as identity publishes it.
#[derive(Debug, FromQueryResult)]
struct KnownChannel {
    id: Uuid,
}

impl View for KnownChannel {
    const NAME: &'static str = "v_identity_channels";
    const COLUMNS: &'static [&'static str] = &["id"];
}

/// A territory, as identity publishes it.
#[derive(Debug, FromQueryResult)]
struct KnownTerritory {
    id: Uuid,
}

impl View for KnownTerritory {
    const NAME: &'static str = "v_identity_territories";
    const COLUMNS: &'static [&'static str] = &["id"];
}

impl From<KnownChannel> for Uuid {
    fn from(row: KnownChannel) -> Self {
        row.id
    }
}

impl From<KnownTerritory> for Uuid {
    fn from(row: KnownTerritory) -> Self {
        row.id
    }
}

/// Those of some ids that a published view does not hold.
async fn missing<V: View + Into<Uuid>>(
    tx: &impl Tx,
    field: &'static str,
    what: &'static str,
    ids: Vec<Uuid>,
) -> CatalogResult<Vec<FieldFault>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let known = tx.find_view::<V>().filter(Expr::col(Alias::new("id")).is_in(ids.clone())).all(tx).await?;
    let known: HashSet<Uuid> = known.into_iter().map(Into::into).collect();
    let unknown = ids.iter().enumerate().filter(|(_, id)| !known.contains(id));
    Ok(unknown.map(|(at, _)| unknown_viewer(field, at, what)).collect())
}

fn unknown_viewer(field: &str, at: usize, what: &str) -> FieldFault {
    let detail = format!("There is no such {what}.");
    FieldFault { pointer: format!("/viewers/{field}/{at}"), code: "catalog.unknown_viewer", detail: detail.into() }
}

fn too_many_viewers(viewers: &Viewers) -> Vec<FieldFault> {
    let counts = [
        ("company_ids", viewers.company_ids.len(), MOST_COMPANIES),
        ("group_ids", viewers.group_ids.len(), MOST_VIEWERS),
        ("territory_ids", viewers.territory_ids.len(), MOST_VIEWERS),
        ("channel_ids", viewers.channel_ids.len(), MOST_VIEWERS),
    ];
    let fault = |(field, count, most): (&str, usize, usize)| {
        let detail = format!("At most {most} are named here; put companies in a customer group.");
        let pointer = format!("/viewers/{field}");
        (count > most).then(|| FieldFault { pointer, code: "catalog.too_many_viewers", detail: detail.into() })
    };
    counts.into_iter().filter_map(fault).collect()
}

async fn find(tx: &impl Tx, id: AssortmentId) -> CatalogResult<assortment::Model> {
    let found = tx.find::<assortment::Entity>().filter(assortment::Column::Id.eq(id)).one(tx).await?;
    found.ok_or(CatalogError::NotFound("assortment"))
}

async fn changed(
    tx: &WriteTx,
    known: assortment::Model,
    change: &AssortmentChange,
) -> CatalogResult<assortment::Model> {
    let code = change.code.as_deref().unwrap_or(&known.code).trim().to_owned();
    let name = change.name.as_deref().unwrap_or(&known.name).trim().to_owned();
    let bad = [checks::code("code", &code), checks::name("name", &name)];
    refuse(bad.into_iter().filter_map(Result::err).map(|fault| field(fault, "")).collect())?;
    let key = code_key(&code);
    let same = tx.find::<assortment::Entity>().filter(assortment::Column::CodeKey.eq(&key));
    if same.filter(assortment::Column::Id.ne(known.id)).one(tx).await?.is_some() {
        return Err(CatalogError::DuplicateAssortment(code));
    }
    let archived_at = match change.archived {
        Some(true) => known.archived_at.or_else(|| Some(tx.ctx().now())),
        Some(false) => None,
        None => known.archived_at,
    };
    Ok(assortment::Model { code, code_key: key, name, archived_at, ..known })
}

/// What is held and left out, by kind and whether it is left out.
type Entries = HashMap<(Kind, bool), HashSet<Uuid>>;

/// The entries that a change names, by the parts of the list it replaces.
async fn wanted_entries(tx: &WriteTx, id: AssortmentId, change: &AssortmentChange) -> CatalogResult<Entries> {
    let parts = [
        ("categories", Kind::Category, false, &change.categories),
        ("skus", Kind::Product, false, &change.skus),
        ("without_categories", Kind::Category, true, &change.without_categories),
        ("without_skus", Kind::Product, true, &change.without_skus),
    ];
    let (mut faults, mut entries) = (Vec::new(), Entries::new());
    let known = tx.find::<assortment_entry::Entity>().filter(assortment_entry::Column::AssortmentId.eq(id));
    for row in known.all(tx).await? {
        entries.entry((row.kind, row.is_excluded)).or_default().insert(row.target_id);
    }
    for (pointer, kind, is_excluded, codes) in parts {
        let Some(codes) = codes else { continue };
        let found = targets(tx, kind, codes).await?;
        let missing = |(at, code): (usize, &String)| {
            let what = if kind == Kind::Category { "category" } else { "product" };
            let code_of = if kind == Kind::Category { "catalog.unknown_category" } else { "catalog.unknown_product" };
            let detail = format!("There is no {what} with the code {code}.");
            let is_missing = !found.contains_key(&code_key(code));
            is_missing.then(|| FieldFault { pointer: format!("/{pointer}/{at}"), code: code_of, detail: detail.into() })
        };
        faults.extend(codes.iter().enumerate().filter_map(missing));
        entries.insert((kind, is_excluded), found.into_values().collect());
    }
    // The same thing cannot be held and left out: whoever leaves it out means it.
    for kind in [Kind::Category, Kind::Product] {
        let left_out = entries.get(&(kind, true)).cloned().unwrap_or_default();
        entries.entry((kind, false)).or_default().retain(|target| !left_out.contains(target));
    }
    if entries.values().map(HashSet::len).sum::<usize>() > MOST_ENTRIES {
        let detail = format!("An assortment names at most {MOST_ENTRIES} categories and products; name categories.");
        let code = "catalog.too_many_entries";
        faults.push(FieldFault { pointer: "/skus".to_owned(), code, detail: detail.into() });
    }
    refuse(faults)?;
    Ok(entries)
}

async fn targets(tx: &WriteTx, kind: Kind, codes: &[String]) -> CatalogResult<HashMap<String, Uuid>> {
    let keys: Vec<String> = codes.iter().map(|code| code_key(code)).collect();
    match kind {
        Kind::Product => Ok(by_sku(tx, &keys).await?.into_iter().map(|(key, row)| (key, row.id.uuid())).collect()),
        Kind::Category => {
            let keys: HashSet<String> = keys.into_iter().collect();
            let rows = tx.find::<category::Entity>().all(tx).await?;
            let known = rows.into_iter().filter(|row| keys.contains(&row.code_key));
            Ok(known.map(|row| (row.code_key, row.id.uuid())).collect())
        }
    }
}

async fn replace_entries(tx: &WriteTx, id: AssortmentId, entries: Entries) -> CatalogResult<()> {
    let old = tx.delete::<assortment_entry::Entity>().filter(assortment_entry::Column::AssortmentId.eq(id));
    old.run(tx).await?;
    let row = |((kind, is_excluded), targets): ((Kind, bool), HashSet<Uuid>)| {
        targets.into_iter().map(move |target_id| assortment_entry::Model {
            tenant_id: tx.tenant(),
            assortment_id: id,
            kind,
            target_id,
            is_excluded,
        })
    };
    tx.insert_all::<assortment_entry::Entity>(entries.into_iter().flat_map(row).collect()).await?;
    Ok(())
}

async fn replace_viewers(tx: &WriteTx, id: AssortmentId, viewers: &Viewers) -> CatalogResult<()> {
    let guests = viewers.guests.then_some((Viewer::Guests, Uuid::nil()));
    let all: BTreeSet<(u8, Uuid)> = viewers
        .channel_ids
        .iter()
        .map(|channel| (0, channel.uuid()))
        .chain(viewers.company_ids.iter().map(|company| (1, company.uuid())))
        .chain(viewers.group_ids.iter().map(|group| (2, group.uuid())))
        .chain(viewers.territory_ids.iter().map(|territory| (3, territory.uuid())))
        .collect();
    let kinds = [Viewer::Channel, Viewer::Company, Viewer::Group, Viewer::Territory];
    let old = tx.delete::<assortment_viewer::Entity>().filter(assortment_viewer::Column::AssortmentId.eq(id));
    old.run(tx).await?;
    let rows = all.into_iter().map(|(kind, id)| (kinds[usize::from(kind)], id)).chain(guests);
    let row = |(subject, subject_id)| assortment_viewer::Model {
        tenant_id: tx.tenant(),
        assortment_id: id,
        subject,
        subject_id,
    };
    tx.insert_all::<assortment_viewer::Entity>(rows.map(row).collect()).await?;
    Ok(())
}

async fn detail(tx: &impl Tx, row: assortment::Model) -> CatalogResult<AssortmentDetail> {
    let entries = tx.find::<assortment_entry::Entity>().filter(assortment_entry::Column::AssortmentId.eq(row.id));
    let entries = entries.all(tx).await?;
    let viewers = tx.find::<assortment_viewer::Entity>().filter(assortment_viewer::Column::AssortmentId.eq(row.id));
    let viewers = viewers.all(tx).await?;
    let of = |kind: Kind| entries.iter().filter(move |row| row.kind == kind).map(|row| row.target_id);
    let categories = of(Kind::Category).map(CategoryId::from_uuid);
    let categories = tx.find::<category::Entity>().filter(category::Column::Id.is_in(categories)).all(tx).await?;
    let products = of(Kind::Product).map(ProductId::from_uuid);
    let products = tx.find::<product::Entity>().filter(product::Column::Id.is_in(products)).all(tx).await?;
    let codes: HashMap<Uuid, String> = categories
        .into_iter()
        .map(|row| (row.id.uuid(), row.code))
        .chain(products.into_iter().map(|row| (row.id.uuid(), row.sku)))
        .collect();
    let told = |kind: Kind, is_excluded: bool| {
        let rows = entries.iter().filter(|row| row.kind == kind && row.is_excluded == is_excluded);
        let mut told: Vec<String> = rows.filter_map(|row| codes.get(&row.target_id).cloned()).collect();
        told.sort();
        told
    };
    Ok(AssortmentDetail {
        view: row.into(),
        categories: told(Kind::Category, false),
        skus: told(Kind::Product, false),
        without_categories: told(Kind::Category, true),
        without_skus: told(Kind::Product, true),
        viewers: told_viewers(tx.ctx(), &viewers),
    })
}

/// Whoever reaches only some companies is told of those.
fn told_viewers(ctx: &Ctx, rows: &[assortment_viewer::Model]) -> Viewers {
    let of = |viewer: Viewer| rows.iter().filter(move |row| row.subject == viewer).map(|row| row.subject_id);
    let companies = of(Viewer::Company).map(CompanyId::from_uuid);
    Viewers {
        channel_ids: of(Viewer::Channel).map(ChannelId::from_uuid).collect(),
        company_ids: companies.filter(|company| ctx.scope().holds_company(*company)).collect(),
        group_ids: of(Viewer::Group).map(CustomerGroupId::from_uuid).collect(),
        territory_ids: of(Viewer::Territory).map(TerritoryId::from_uuid).collect(),
        guests: of(Viewer::Guests).next().is_some(),
    }
}
