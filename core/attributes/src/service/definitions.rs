//! Custom attributes: made, named, reordered and archived; thing, code, kind and dictionary stay as they are.
//! Nothing here touches the things themselves: they are asked for a new attribute when they are next changed.

use kontor_contract::{FieldFault, attributes::AttributeKind, audit::Change};
use kontor_kernel::{AttributeId, Timestamp};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::{ColumnTrait, Value};
use serde_json::json;

use super::Desk;
use crate::{
    entities::{
        definition,
        definition::{Column, Thing},
        definition_text,
    },
    error::{AttributesError, AttributesResult},
    model::{
        rule::{Limits, Rule},
        schema::{Definition, Schema},
        texts::{ByLanguage, LONGEST_HELP, Reader, Texts, check_code, check_name, check_texts},
    },
    routes::definitions::DefinitionView,
};

/// Attributes of one kind of thing at the most.
const MOST_ATTRIBUTES: usize = 200;

/// An attribute to be made.
#[derive(Debug, Clone)]
pub(crate) struct NewDefinition {
    pub thing: Thing,
    pub code: String,
    pub kind: AttributeKind,
    pub dictionary: Option<String>,
    pub labels: ByLanguage,
    pub help: ByLanguage,
    pub is_required: bool,
    pub is_public: bool,
    /// From 1; the last place where nothing is said.
    pub position: Option<usize>,
    pub limits: Limits,
}

/// A change; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct DefinitionChange {
    pub labels: Option<ByLanguage>,
    pub help: Option<ByLanguage>,
    pub is_required: Option<bool>,
    pub is_public: Option<bool>,
    pub position: Option<usize>,
    pub limits: Option<Limits>,
    pub is_archived: Option<bool>,
    pub version: Option<i64>,
}

impl Desk {
    /// Attributes of a kind of thing, or of all, in their order; archived ones behind, where they are asked for.
    pub(crate) async fn list_definitions(
        &self,
        ctx: &Ctx,
        thing: Option<Thing>,
        archived: Option<bool>,
    ) -> AttributesResult<Vec<DefinitionView>> {
        let reader = Reader::of(ctx);
        let schema = self.newest(ctx).await?;
        let things = [Thing::Company, Thing::Person, Thing::Product].into_iter();
        let things = things.filter(|known| thing.is_none_or(|thing| thing == *known));
        let is_wanted = |view: &DefinitionView| archived.is_none_or(|archived| archived == view.archived);
        Ok(things.flat_map(|thing| views(&schema, thing, &reader)).filter(is_wanted).collect())
    }

    /// One attribute.
    pub(crate) async fn read_definition(&self, ctx: &Ctx, id: AttributeId) -> AttributesResult<DefinitionView> {
        view(&self.newest(ctx).await?, id, &Reader::of(ctx))
    }

    /// Makes an attribute.
    pub(crate) async fn create_definition(&self, ctx: &Ctx, new: NewDefinition) -> AttributesResult<DefinitionView> {
        let mut faults: Vec<FieldFault> = check_code("/code", &new.code).into_iter().collect();
        faults.extend(check_name("/labels", &new.labels));
        faults.extend(check_texts("/help", &new.help, LONGEST_HELP));
        AttributesError::unless_clean(faults)?;
        let tx = self.boot.store.write(ctx).await?;
        lock_order(&tx, new.thing).await?;
        let schema = self.for_change(&tx).await?;
        if schema.all_of(new.thing).count() >= MOST_ATTRIBUTES {
            return Err(AttributesError::TooMany { most: MOST_ATTRIBUTES, what: "attributes of one kind of thing" });
        }
        let row = new_row(ctx, &schema, &new)?;
        let id = row.id;
        match tx.insert::<definition::Entity>(row).await {
            Err(StoreError::Duplicate(_)) => return Err(AttributesError::AttributeCodeTaken(new.code)),
            other => other?,
        }
        write_texts(&tx, id, &Texts::new(new.labels), &Texts::new(new.help)).await?;
        put_in_order(&tx, &schema, new.thing, id, Some(new.position.unwrap_or(usize::MAX))).await?;
        let view = view(&super::load::schema(&tx).await?, id, &Reader::of(ctx))?;
        let change = Change::new("attributes.attribute_made", "attribute", id, &view.label).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is given of an attribute.
    pub(crate) async fn change_definition(
        &self,
        ctx: &Ctx,
        id: AttributeId,
        change: DefinitionChange,
    ) -> AttributesResult<DefinitionView> {
        let mut faults = change.labels.as_ref().map(|labels| check_name("/labels", labels)).unwrap_or_default();
        faults.extend(change.help.as_ref().map(|help| check_texts("/help", help, LONGEST_HELP)).unwrap_or_default());
        AttributesError::unless_clean(faults)?;
        let tx = self.boot.store.write(ctx).await?;
        let view = self.change_within(&tx, id, change).await?;
        tx.commit().await?;
        Ok(view)
    }

    async fn change_within(
        &self,
        tx: &WriteTx,
        id: AttributeId,
        change: DefinitionChange,
    ) -> AttributesResult<DefinitionView> {
        let reader = Reader::of(tx.ctx());
        let found = tx.find::<definition::Entity>().filter(Column::Id.eq(id)).one(tx).await?;
        let thing = found.ok_or(AttributesError::NoSuchAttribute)?.thing;
        lock_order(tx, thing).await?;
        let schema = self.for_change(tx).await?;
        let before = view(&schema, id, &reader)?;
        let known = find(&schema, id)?;
        if change.version.is_some_and(|version| version != known.version) {
            return Err(AttributesError::Stale { now: known.version });
        }
        refuse_archived_dictionary(known, &change)?;
        write(tx, known, &change).await?;
        // Coming back, it takes the last place, unless the change names another one.
        let returns = known.is_archived && change.is_archived == Some(false);
        let place = change.position.or(returns.then_some(usize::MAX));
        put_in_order(tx, &super::load::schema(tx).await?, thing, id, place).await?;
        let after = view(&super::load::schema(tx).await?, id, &reader)?;
        let action = if after.archived && !before.archived {
            "attributes.attribute_archived"
        } else {
            "attributes.attribute_changed"
        };
        let recorded = Change::new(action, "attribute", id, &after.label).before(&before).after(&after);
        self.boot.record(tx, recorded).await?;
        Ok(after)
    }
}

fn find(schema: &Schema, id: AttributeId) -> AttributesResult<&Definition> {
    schema.definitions.iter().find(|definition| definition.id == id).ok_or(AttributesError::NoSuchAttribute)
}

fn views(schema: &Schema, thing: Thing, reader: &Reader) -> Vec<DefinitionView> {
    let numbered = (1..).zip(schema.all_of(thing));
    numbered.map(|(position, definition)| DefinitionView::of(definition, position, reader)).collect()
}

fn view(schema: &Schema, id: AttributeId, reader: &Reader) -> AttributesResult<DefinitionView> {
    let thing = find(schema, id)?.thing;
    let found = views(schema, thing, reader).into_iter().find(|view| view.id == id);
    found.ok_or(AttributesError::NoSuchAttribute)
}

/// Whoever changes the order of a thing's attributes holds all of them.
async fn lock_order(tx: &WriteTx, thing: Thing) -> AttributesResult<()> {
    Ok(tx.lock(tx.find::<definition::Entity>().filter(Column::Thing.eq(thing))).await?)
}

fn new_row(ctx: &Ctx, schema: &Schema, new: &NewDefinition) -> AttributesResult<definition::Model> {
    let unknown = |code: &String| AttributesError::UnknownDictionary(code.clone());
    let dictionary = match &new.dictionary {
        None => None,
        Some(code) => {
            let found = schema.dictionary(code).filter(|dictionary| !dictionary.is_archived);
            Some(found.cloned().ok_or_else(|| unknown(code))?)
        }
    };
    let dictionary_id = dictionary.as_ref().map(|dictionary| dictionary.id);
    let rule = Rule::new(new.kind, &new.limits, dictionary).map_err(|fault| AttributesError::Fields(vec![fault]))?;
    Ok(definition::Model {
        tenant_id: ctx.tenant(),
        id: AttributeId::new(),
        thing: new.thing,
        code: new.code.clone(),
        kind: new.kind.into(),
        dictionary_id,
        is_required: new.is_required,
        is_public: new.is_public,
        position: 0,
        limits: json!(rule.limits()),
        version: 1,
        created_at: ctx.now(),
        updated_at: ctx.now(),
        archived_at: None,
    })
}

/// An attribute does not come back while there is nothing to choose from.
fn refuse_archived_dictionary(known: &Definition, change: &DefinitionChange) -> AttributesResult<()> {
    let archived = known.rule.dictionary().filter(|dictionary| dictionary.is_archived);
    match archived.filter(|_| change.is_archived == Some(false)) {
        Some(dictionary) => Err(AttributesError::UnknownDictionary(dictionary.code.clone())),
        None => Ok(()),
    }
}

async fn write(tx: &WriteTx, known: &Definition, change: &DefinitionChange) -> AttributesResult<()> {
    let now = tx.ctx().now();
    let mut update = tx
        .update::<definition::Entity>()
        .filter(Column::Id.eq(known.id))
        .set(Column::IsRequired, change.is_required.unwrap_or(known.is_required))
        .set(Column::IsPublic, change.is_public.unwrap_or(known.is_public))
        .set(Column::Version, known.version + 1)
        .set(Column::UpdatedAt, now);
    if let Some(limits) = &change.limits {
        let rule = Rule::new(known.rule.kind(), limits, known.rule.dictionary().cloned());
        let rule = rule.map_err(|fault| AttributesError::Fields(vec![fault]))?;
        update = update.set(Column::Limits, json!(rule.limits()));
    }
    match change.is_archived {
        Some(true) if !known.is_archived => update = update.set(Column::ArchivedAt, Some(now)),
        Some(false) => update = update.set(Column::ArchivedAt, None::<Timestamp>),
        _ => {}
    }
    update.run(tx).await?;
    let labels = change.labels.clone().map_or_else(|| known.labels.clone(), Texts::new);
    let help = change.help.clone().map_or_else(|| known.help.clone(), Texts::new);
    write_texts(tx, known.id, &labels, &help).await
}

async fn write_texts(tx: &WriteTx, id: AttributeId, labels: &Texts, help: &Texts) -> AttributesResult<()> {
    tx.delete::<definition_text::Entity>().filter(definition_text::Column::DefinitionId.eq(id)).run(tx).await?;
    let text = |texts: &Texts, locale| texts.by_language().get(&locale).cloned().unwrap_or_default();
    let row = |locale| definition_text::Model {
        tenant_id: tx.tenant(),
        definition_id: id,
        locale,
        label: text(labels, locale),
        help: text(help, locale),
    };
    let has_text = |row: &definition_text::Model| !(row.label.is_empty() && row.help.is_empty());
    let rows = kontor_kernel::Locale::ALL.into_iter().map(row).filter(has_text).collect();
    Ok(tx.insert_all::<definition_text::Entity>(rows).await?)
}

/// Numbers a thing's attributes from 1 with one of them in its place, those that are asked for before archived ones.
async fn put_in_order(
    tx: &WriteTx,
    schema: &Schema,
    thing: Thing,
    id: AttributeId,
    place: Option<usize>,
) -> AttributesResult<()> {
    let mut ids: Vec<AttributeId> = schema.all_of(thing).map(|definition| definition.id).collect();
    if let Some(place) = place {
        ids.retain(|known| *known != id);
        let open = schema.active_of(thing).filter(|definition| definition.id != id).count();
        ids.insert(place.saturating_sub(1).min(open), id);
    }
    let rows = (1_i32..).zip(ids).map(|(position, id)| vec![Value::from(id), Value::from(position)]);
    let update = tx.bulk_update::<definition::Entity>().keys([Column::Id]).rows(rows);
    let position = update.value(0);
    update.set(Column::Position, position).run(tx).await?;
    Ok(())
}
