//! Mappings that a tenant keeps: listed, made, changed, removed, and found by name.
//! Names are compared whatever their case, within a kind of file.

use kontor_contract::audit::Change;
use kontor_kernel::{ImportMappingId, Page, PageRequest, Timestamp, sort_key};
use kontor_store::{Ctx, Keyset, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::Service;
use crate::{csv::Kind, entities::mappings, error::ImportError, model::mapping::Mapping};

const LONGEST_NAME: usize = 100;

/// A mapping that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportMappingView")]
pub(crate) struct MappingView {
    /// Its id.
    id: ImportMappingId,
    /// The kind of files it is for.
    kind: String,
    /// Its name.
    name: String,
    /// What it says.
    mapping: Mapping,
    /// When it was made.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

impl From<mappings::Model> for MappingView {
    fn from(row: mappings::Model) -> Self {
        let mapping = row.mapping();
        let mappings::Model { id, kind, name, created_at, updated_at, .. } = row;
        Self { id, kind, name, mapping, created_at, updated_at }
    }
}

async fn find_mapping(tx: &impl Tx, id: ImportMappingId) -> Result<mappings::Model, ImportError> {
    let row = tx.find::<mappings::Entity>().filter(mappings::Column::Id.eq(id)).one(tx).await?;
    row.ok_or(ImportError::NoSuchMapping)
}

fn checked(kind: Kind, name: &str, mapping: &Mapping) -> Result<String, ImportError> {
    let name = name.trim();
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(ImportError::BadMappingName);
    }
    let faults = mapping.faults(kind, "/mapping");
    if faults.is_empty() { Ok(name.to_owned()) } else { Err(ImportError::BadMapping(faults)) }
}

fn kept(mapping: &Mapping) -> Result<serde_json::Value, ImportError> {
    serde_json::to_value(mapping).map_err(|cause| ImportError::Unreadable(cause.to_string()))
}

impl Service {
    /// A page of mappings, the newest first.
    pub(crate) async fn list_mappings(
        &self,
        ctx: &Ctx,
        kind: Option<Kind>,
        page: &PageRequest,
    ) -> Result<Page<MappingView>, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let of_kind = kind.map(|kind| mappings::Column::Kind.eq(kind.as_str()));
        let find = tx.find::<mappings::Entity>().filter_some(of_kind);
        let keys = Keyset { column: mappings::Column::CreatedAt, id: mappings::Column::Id, order: Order::Desc };
        let Page { items, next_cursor, total } = find.page(&tx, keys, page).await?;
        tx.finish().await?;
        Ok(Page { items: items.into_iter().map(MappingView::from).collect(), next_cursor, total })
    }

    /// The mapping of a name for files of a kind.
    pub(crate) async fn mapping_named(&self, ctx: &Ctx, kind: Kind, name: &str) -> Result<Mapping, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<mappings::Entity>().filter(mappings::Column::Kind.eq(kind.as_str()));
        let row = find.filter(mappings::Column::NameKey.eq(sort_key(name))).one(&tx).await?;
        tx.finish().await?;
        let shown = || name.chars().take(LONGEST_NAME).collect();
        row.map(|row| row.mapping()).ok_or_else(|| ImportError::UnknownMapping(shown()))
    }

    /// Keeps a mapping.
    pub(crate) async fn create_mapping(
        &self,
        ctx: &Ctx,
        kind: Kind,
        name: &str,
        mapping: &Mapping,
    ) -> Result<MappingView, ImportError> {
        let name = checked(kind, name, mapping)?;
        let tx = self.boot.store.write(ctx).await?;
        refuse_taken_name(&tx, kind.as_str(), &name, None).await?;
        let row = mappings::Model {
            tenant_id: ctx.tenant(),
            id: ImportMappingId::new(),
            kind: kind.as_str().to_owned(),
            name_key: sort_key(&name),
            name,
            mapping: kept(mapping)?,
            created_at: ctx.now(),
            updated_at: ctx.now(),
        };
        tx.insert::<mappings::Entity>(row.clone()).await?;
        let view = MappingView::from(row);
        let change = Change::new("import.mapping_made", "import_mapping", view.id, &view.name).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes name and content of a mapping.
    pub(crate) async fn change_mapping(
        &self,
        ctx: &Ctx,
        id: ImportMappingId,
        name: &str,
        mapping: &Mapping,
    ) -> Result<MappingView, ImportError> {
        let tx = self.boot.store.write(ctx).await?;
        let before = find_mapping(&tx, id).await?;
        let kind = Kind::named(&before.kind).ok_or(ImportError::NoSuchMapping)?;
        let name = checked(kind, name, mapping)?;
        refuse_taken_name(&tx, &before.kind, &name, Some(id)).await?;
        let update = tx.update::<mappings::Entity>().filter(mappings::Column::Id.eq(id));
        let update = update.set(mappings::Column::Name, name.clone()).set(mappings::Column::NameKey, sort_key(&name));
        let update = update.set(mappings::Column::Mapping, kept(mapping)?);
        update.set(mappings::Column::UpdatedAt, ctx.now()).run(&tx).await?;
        let (before, view) = (MappingView::from(before), MappingView::from(find_mapping(&tx, id).await?));
        let change = Change::new("import.mapping_changed", "import_mapping", id, &view.name);
        self.boot.record(&tx, change.before(&before).after(&view)).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Removes a mapping; runs that used it keep theirs.
    pub(crate) async fn remove_mapping(&self, ctx: &Ctx, id: ImportMappingId) -> Result<(), ImportError> {
        let tx = self.boot.store.write(ctx).await?;
        let view = MappingView::from(find_mapping(&tx, id).await?);
        tx.delete::<mappings::Entity>().filter(mappings::Column::Id.eq(id)).run(&tx).await?;
        let change = Change::new("import.mapping_removed", "import_mapping", id, &view.name).before(&view);
        self.boot.record(&tx, change).await?;
        Ok(tx.commit().await?)
    }
}

async fn refuse_taken_name(
    tx: &WriteTx,
    kind: &str,
    name: &str,
    but: Option<ImportMappingId>,
) -> Result<(), ImportError> {
    let find = tx.find::<mappings::Entity>().filter(mappings::Column::Kind.eq(kind));
    let taken = find.filter(mappings::Column::NameKey.eq(sort_key(name))).one(tx).await?;
    match taken {
        Some(row) if Some(row.id) != but => Err(ImportError::MappingExists(name.to_owned())),
        _ => Ok(()),
    }
}
