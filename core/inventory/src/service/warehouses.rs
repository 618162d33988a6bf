//! Warehouses as staff make and change them, and which of them serve a channel in which order.
//! One that is archived has nothing in it and owes nothing; the main one is never archived.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kontor_contract::{
    FieldFault, Sentence,
    audit::Change,
    identity::{Address, Place, Places},
};
use kontor_kernel::{ChannelId, LegalEntityId, WarehouseId, code_key};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition, Order, sea_query::ExprTrait};
use serde::Serialize;
use serde_json::json;

use super::{Warehousing, booking::keep, count, field, keeping::warehouses, refuse, twice};
use crate::{
    entities::{channel_warehouse, stock_level, warehouse},
    error::{InventoryError, InventoryResult},
};

const LONGEST_CODE: usize = 64;
const LONGEST_NAME: usize = 300;
/// Characters of one line of an address.
const LONGEST_LINE: usize = 200;

/// A warehouse as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct WarehouseView {
    /// Its id.
    pub id: WarehouseId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether orders are served from it first, unless their channel says otherwise.
    pub is_main: bool,
    /// Where it is.
    pub address: Address,
    /// Whose it is.
    pub legal_entity_id: Option<LegalEntityId>,
    /// Whether it is not used any more.
    pub archived: bool,
    /// Rises with every change.
    pub version: i64,
}

impl From<warehouse::Model> for WarehouseView {
    fn from(row: warehouse::Model) -> Self {
        Self {
            address: row.address.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default(),
            id: row.id,
            code: row.code,
            name: row.name,
            is_main: row.is_main,
            legal_entity_id: row.legal_entity_id,
            archived: row.archived_at.is_some(),
            version: row.version.unwrap_or(1),
        }
    }
}

/// What a warehouse is made or changed to; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct WarehouseChange {
    pub code: Option<String>,
    pub name: Option<String>,
    pub address: Option<Address>,
    pub legal_entity: Option<LegalEntityId>,
    /// Another one stops being the main one.
    pub becomes_main: bool,
    pub archived: Option<bool>,
    /// The version that was seen, where the caller wants to be sure.
    pub version: Option<i64>,
}

/// The warehouses that serve a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ChannelWarehouses {
    /// The channel's code.
    pub channel_code: String,
    /// In the order in which they are asked; none where all serve it, the main one first.
    pub warehouse_codes: Vec<String>,
}

impl Warehousing {
    /// Opens a warehouse.
    pub async fn create_warehouse(&self, ctx: &Ctx, new: WarehouseChange) -> InventoryResult<WarehouseView> {
        let (code, name) = (new.code.clone().unwrap_or_default(), new.name.clone().unwrap_or_default());
        self.check(ctx, &WarehouseChange { code: Some(code.clone()), name: Some(name.clone()), ..new.clone() }).await?;
        let tx = self.boot.store.write(ctx).await?;
        if warehouses(&tx).await?.iter().any(|row| row.code_key == code_key(&code)) {
            return Err(InventoryError::DuplicateWarehouse(code));
        }
        let id = self.open(&tx, &code, &name).await?;
        let row = find(&tx, id).await?;
        let row = warehouse::Model {
            address: new.address.map(|address| json!(address)),
            legal_entity_id: new.legal_entity.or(row.legal_entity_id),
            ..row
        };
        write(&tx, &row).await?;
        let view = WarehouseView::from(row);
        let change = Change::new("inventory.warehouse_opened", "warehouse", id, &view.name).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// A warehouse within the context's reach.
    pub async fn warehouse(&self, ctx: &Ctx, id: WarehouseId) -> InventoryResult<WarehouseView> {
        let tx = self.boot.store.read(ctx).await?;
        let row = find(&tx, id).await?;
        tx.finish().await?;
        Ok(row.into())
    }

    /// Changes a warehouse.
    pub async fn change_warehouse(
        &self,
        ctx: &Ctx,
        id: WarehouseId,
        change: WarehouseChange,
    ) -> InventoryResult<WarehouseView> {
        self.check(ctx, &change).await?;
        let tx = self.boot.store.write(ctx).await?;
        // All of them: only one is the main one, and whoever books keeps theirs as it is.
        let ids: BTreeSet<WarehouseId> = warehouses(&tx).await?.into_iter().map(|row| row.id).collect();
        for one in ids {
            keep(&tx, one).await?;
        }
        let all = warehouses(&tx).await?;
        let before = all.iter().find(|row| row.id == id).cloned().ok_or(InventoryError::Unknown("warehouse"))?;
        let after = changed(&tx, &before, &change);
        check_change(&before, &after, &change, &all)?;
        if after.archived_at.is_some() && before.archived_at.is_none() {
            refuse_in_use(&tx, &before).await?;
        }
        if after.is_main && !before.is_main {
            let others = tx.update::<warehouse::Entity>().set(warehouse::Column::IsMain, false);
            others.filter(warehouse::Column::Id.ne(id)).run(&tx).await?;
        }
        write(&tx, &after).await?;
        self.raise_epoch(&tx).await?;
        let (before, view) = (WarehouseView::from(before), WarehouseView::from(after));
        let change = Change::new("inventory.warehouse_changed", "warehouse", id, &view.name);
        self.boot.record(&tx, change.before(&before).after(&view)).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// What is wrong with a request, whatever stands in the database.
    async fn check(&self, ctx: &Ctx, change: &WarehouseChange) -> InventoryResult<()> {
        let texts = [("/code", change.code.as_deref(), LONGEST_CODE), ("/name", change.name.as_deref(), LONGEST_NAME)];
        let mut faults: Vec<FieldFault> =
            texts.into_iter().filter_map(|(pointer, text, longest)| bad_name(pointer, text?, longest)).collect();
        faults.extend(change.address.as_ref().map(bad_lines).unwrap_or_default());
        if let Some(entity) = change.legal_entity {
            let known = self.boot.ports.get::<dyn Places>()?.legal_entities(ctx).await?;
            if known.iter().all(|place| place.id != entity) {
                let detail = "There is no such legal entity.";
                faults.push(field("/legal_entity_id", "inventory.unknown_legal_entity", detail));
            }
        }
        refuse(faults)
    }

    /// Every channel with the warehouses that serve it.
    pub async fn allocation(&self, ctx: &Ctx) -> InventoryResult<Vec<ChannelWarehouses>> {
        let channels = self.boot.ports.get::<dyn Places>()?.channels(ctx).await?;
        let tx = self.boot.store.read(ctx).await?;
        let told = told(&tx, &channels).await?;
        tx.finish().await?;
        Ok(told)
    }

    /// Sets which warehouses serve channels; channels that are not named stay as they are.
    pub async fn set_allocation(
        &self,
        ctx: &Ctx,
        wanted: &[ChannelWarehouses],
    ) -> InventoryResult<Vec<ChannelWarehouses>> {
        let channels = self.boot.ports.get::<dyn Places>()?.channels(ctx).await?;
        let tx = self.boot.store.write(ctx).await?;
        let rows = allocation_rows(&tx, &channels, wanted).await?;
        let before = told(&tx, &channels).await?;
        for (channel, rows) in rows {
            let gone = tx.delete::<channel_warehouse::Entity>();
            gone.filter(channel_warehouse::Column::ChannelId.eq(channel)).run(&tx).await?;
            tx.insert_all::<channel_warehouse::Entity>(rows).await?;
        }
        self.raise_epoch(&tx).await?;
        let after = told(&tx, &channels).await?;
        let change = Change::new("inventory.allocation_changed", "allocation", "", "channels");
        self.boot.record(&tx, change.before(&by_channel(&before)).after(&by_channel(&after))).await?;
        tx.commit().await?;
        Ok(after)
    }
}

fn by_channel(told: &[ChannelWarehouses]) -> BTreeMap<&str, String> {
    told.iter().map(|one| (one.channel_code.as_str(), one.warehouse_codes.join(", "))).collect()
}

fn bad_name(pointer: &str, text: &str, longest: usize) -> Option<FieldFault> {
    let is_bad = text.trim().is_empty() || text.chars().count() > longest || text.chars().any(char::is_control);
    let detail = || Sentence::new(format!("Write 1 to {longest} characters.")).of([("most", count(longest))]);
    is_bad.then(|| field(pointer, "inventory.bad_text", detail()))
}

fn bad_lines(address: &Address) -> Vec<FieldFault> {
    let lines = [
        ("name", &address.name),
        ("street", &address.street),
        ("postal_code", &address.postal_code),
        ("city", &address.city),
    ];
    let bad = |(line, text): (&str, &String)| super::bad_text(&format!("/address/{line}"), Some(text), LONGEST_LINE);
    let mut faults: Vec<FieldFault> = lines.into_iter().filter_map(bad).collect();
    let country = &address.country;
    if !country.is_empty() && (country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase())) {
        let detail = "Write the country as two capital letters, such as PL.";
        faults.push(field("/address/country", "inventory.bad_country", detail));
    }
    faults
}

async fn find(tx: &impl Tx, id: WarehouseId) -> InventoryResult<warehouse::Model> {
    let found = tx.find::<warehouse::Entity>().filter(warehouse::Column::Id.eq(id)).one(tx).await?;
    found.ok_or(InventoryError::Unknown("warehouse"))
}

fn changed(tx: &WriteTx, before: &warehouse::Model, change: &WarehouseChange) -> warehouse::Model {
    let code = change.code.as_deref().map_or_else(|| before.code.clone(), |code| code.trim().to_owned());
    warehouse::Model {
        code_key: code_key(&code),
        code,
        name: change.name.as_deref().map_or_else(|| before.name.clone(), |name| name.trim().to_owned()),
        address: change.address.as_ref().map(|address| json!(address)).or_else(|| before.address.clone()),
        legal_entity_id: change.legal_entity.or(before.legal_entity_id),
        is_main: before.is_main || change.becomes_main,
        archived_at: match change.archived {
            Some(true) => before.archived_at.or_else(|| Some(tx.ctx().now())),
            Some(false) => None,
            None => before.archived_at,
        },
        version: Some(before.version.unwrap_or(1) + 1),
        ..before.clone()
    }
}

fn check_change(
    before: &warehouse::Model,
    after: &warehouse::Model,
    change: &WarehouseChange,
    all: &[warehouse::Model],
) -> InventoryResult<()> {
    if change.version.is_some_and(|seen| seen != before.version.unwrap_or(1)) {
        return Err(InventoryError::ChangedMeanwhile);
    }
    if all.iter().any(|row| row.id != before.id && row.code_key == after.code_key) {
        return Err(InventoryError::DuplicateWarehouse(after.code.clone()));
    }
    if after.is_main && after.archived_at.is_some() {
        return Err(InventoryError::MainWarehouse(after.code.clone()));
    }
    Ok(())
}

/// Nothing stands in it and nothing is promised from it.
async fn refuse_in_use(tx: &WriteTx, row: &warehouse::Model) -> InventoryResult<()> {
    use stock_level::Column;
    let is_used = Condition::any().add(Column::OnHand.ne(0_i64)).add(Column::Reserved.ne(0_i64));
    let used = tx.find::<stock_level::Entity>().filter(Column::WarehouseId.eq(row.id)).filter(is_used);
    if used.limit(1).one(tx).await?.is_some() {
        return Err(InventoryError::WarehouseInUse(row.code.clone()));
    }
    use crate::entities::expected;
    let open = expected::Column::WarehouseId.eq(row.id).and(expected::Column::State.eq(expected::OPEN));
    match tx.find::<expected::Entity>().filter(open).one(tx).await? {
        Some(_) => Err(InventoryError::WarehouseInUse(row.code.clone())),
        None => Ok(()),
    }
}

async fn write(tx: &WriteTx, row: &warehouse::Model) -> InventoryResult<()> {
    use warehouse::Column;
    let update = tx.update::<warehouse::Entity>().set(Column::Code, row.code.clone());
    let update = update.set(Column::CodeKey, row.code_key.clone()).set(Column::Name, row.name.clone());
    let update = update.set(Column::Address, row.address.clone()).set(Column::LegalEntityId, row.legal_entity_id);
    let update = update.set(Column::IsMain, row.is_main).set(Column::ArchivedAt, row.archived_at);
    let update = update.set(Column::Version, row.version).filter(Column::Id.eq(row.id));
    match update.run(tx).await {
        Ok(1) => Ok(()),
        Ok(_) => Err(InventoryError::Unknown("warehouse")),
        Err(StoreError::Duplicate(_)) => Err(InventoryError::DuplicateWarehouse(row.code.clone())),
        Err(error) => Err(error.into()),
    }
}

async fn told(tx: &impl Tx, channels: &[Place<ChannelId>]) -> InventoryResult<Vec<ChannelWarehouses>> {
    let by_place = tx.find::<channel_warehouse::Entity>().order_by(channel_warehouse::Column::Place, Order::Asc);
    let rows = by_place.all(tx).await?;
    let codes: HashMap<WarehouseId, String> = warehouses(tx).await?.into_iter().map(|row| (row.id, row.code)).collect();
    let of_channel = |channel: &Place<ChannelId>| {
        let serving = rows.iter().filter(|row| row.channel_id == channel.id);
        ChannelWarehouses {
            channel_code: channel.code.clone(),
            warehouse_codes: serving.filter_map(|row| codes.get(&row.warehouse_id).cloned()).collect(),
        }
    };
    Ok(channels.iter().map(of_channel).collect())
}

/// The rows of channels, or what is wrong with a request.
async fn allocation_rows(
    tx: &WriteTx,
    channels: &[Place<ChannelId>],
    wanted: &[ChannelWarehouses],
) -> InventoryResult<BTreeMap<ChannelId, Vec<channel_warehouse::Model>>> {
    let known = warehouses(tx).await?;
    let (mut rows, mut faults) = (BTreeMap::new(), Vec::new());
    for (index, one) in wanted.iter().enumerate() {
        let at = format!("/channels/{index}");
        let key = code_key(&one.channel_code);
        let Some(channel) = channels.iter().find(|channel| code_key(&channel.code) == key) else {
            let detail = Sentence::new(format!("There is no channel with the code {}.", one.channel_code));
            let detail = detail.of([("code", one.channel_code.as_str().into())]);
            faults.push(field(format!("{at}/channel_code"), "inventory.unknown_channel", detail));
            continue;
        };
        let serving = serving(tx, channel.id, &known, &one.warehouse_codes, &at);
        faults.extend(serving.1);
        if rows.insert(channel.id, serving.0).is_some() {
            let detail = twice(&one.channel_code);
            faults.push(field(format!("{at}/channel_code"), "inventory.duplicate_row", detail));
        }
    }
    refuse(faults)?;
    Ok(rows)
}

/// The rows of one channel, and what is wrong with its warehouses.
fn serving(
    tx: &WriteTx,
    channel: ChannelId,
    known: &[warehouse::Model],
    codes: &[String],
    at: &str,
) -> (Vec<channel_warehouse::Model>, Vec<FieldFault>) {
    let (mut rows, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (place, code) in codes.iter().enumerate() {
        let key = code_key(code);
        let found = known.iter().find(|row| row.code_key == key && row.archived_at.is_none());
        match found.filter(|row| seen.insert(row.id)) {
            Some(row) => rows.push(channel_warehouse::Model {
                tenant_id: tx.tenant(),
                channel_id: channel,
                warehouse_id: row.id,
                place: i32::try_from(place).unwrap_or(i32::MAX),
            }),
            None => {
                let detail = format!("{code} is no warehouse that can serve here, or stands here twice.");
                let detail = Sentence::new(detail).of([("code", code.as_str().into())]);
                faults.push(field(format!("{at}/warehouse_codes/{place}"), "inventory.bad_warehouse", detail));
            }
        }
    }
    (rows, faults)
}
