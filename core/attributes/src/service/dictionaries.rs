//! Dictionaries: made, named, reordered and archived; their codes and those of entries stay as they are.
//! Entries that a change leaves out are archived and stand behind the others, because things may hold their codes.

use std::collections::HashSet;

use kontor_contract::{FieldFault, audit::Change};
use kontor_kernel::DictionaryId;
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::ColumnTrait;

use super::Desk;
use crate::{
    entities::{dictionary, dictionary_text, entry, entry_text},
    error::{AttributesError, AttributesResult},
    model::{
        schema::{Dictionary, Entry, Schema},
        texts::{ByLanguage, Reader, Texts, check_code, check_name},
    },
    routes::dictionaries::{DictionarySummary, DictionaryView},
};

/// Dictionaries of a tenant at the most.
const MOST_DICTIONARIES: usize = 200;
/// Entries of a dictionary at the most.
pub(crate) const MOST_ENTRIES: usize = 1_000;

/// An entry as it shall be.
#[derive(Debug, Clone)]
pub(crate) struct WantedEntry {
    pub code: String,
    pub name: ByLanguage,
    pub is_archived: bool,
}

/// A dictionary to be made.
#[derive(Debug, Clone)]
pub(crate) struct NewDictionary {
    pub code: String,
    pub name: ByLanguage,
    pub entries: Vec<WantedEntry>,
}

/// A change; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct DictionaryChange {
    pub name: Option<ByLanguage>,
    pub entries: Option<Vec<WantedEntry>>,
    pub is_archived: Option<bool>,
    pub version: Option<i64>,
}

impl Desk {
    /// All dictionaries by name, archived ones behind.
    pub(crate) async fn list_dictionaries(&self, ctx: &Ctx) -> AttributesResult<Vec<DictionarySummary>> {
        let reader = Reader::of(ctx);
        let schema = self.newest(ctx).await?;
        let mut items: Vec<DictionarySummary> =
            schema.dictionaries.values().map(|dictionary| DictionarySummary::of(dictionary, &reader)).collect();
        items.sort_by_key(|item| (item.archived, kontor_kernel::sort_key(&item.title), item.code.clone()));
        Ok(items)
    }

    /// One dictionary with its entries.
    pub(crate) async fn read_dictionary(&self, ctx: &Ctx, id: DictionaryId) -> AttributesResult<DictionaryView> {
        view(&self.newest(ctx).await?, id, &Reader::of(ctx))
    }

    /// Makes a dictionary.
    pub(crate) async fn create_dictionary(&self, ctx: &Ctx, new: NewDictionary) -> AttributesResult<DictionaryView> {
        let mut faults: Vec<FieldFault> = check_code("/code", &new.code).into_iter().collect();
        faults.extend(check_name("/name", &new.name));
        faults.extend(check_entries(&new.entries));
        AttributesError::unless_clean(faults)?;
        let tx = self.boot.store.write(ctx).await?;
        if self.for_change(&tx).await?.dictionaries.len() >= MOST_DICTIONARIES {
            return Err(AttributesError::TooMany { most: MOST_DICTIONARIES, what: "dictionaries" });
        }
        let id = DictionaryId::new();
        let row = dictionary::Model {
            tenant_id: ctx.tenant(),
            id,
            code: new.code,
            version: 1,
            created_at: ctx.now(),
            updated_at: ctx.now(),
            archived_at: None,
        };
        match tx.insert::<dictionary::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(AttributesError::DictionaryCodeTaken(row.code)),
            other => other?,
        }
        write_name(&tx, id, new.name).await?;
        write_entries(&tx, id, &[], new.entries).await?;
        let view = view(&super::load::schema(&tx).await?, id, &Reader::of(ctx))?;
        let change = Change::new("attributes.dictionary_made", "dictionary", id, &view.title).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is given of a dictionary.
    pub(crate) async fn change_dictionary(
        &self,
        ctx: &Ctx,
        id: DictionaryId,
        change: DictionaryChange,
    ) -> AttributesResult<DictionaryView> {
        let mut faults = change.name.as_ref().map(|name| check_name("/name", name)).unwrap_or_default();
        faults.extend(change.entries.as_ref().map(|entries| check_entries(entries)).unwrap_or_default());
        AttributesError::unless_clean(faults)?;
        let tx = self.boot.store.write(ctx).await?;
        tx.lock(tx.find::<dictionary::Entity>().filter(dictionary::Column::Id.eq(id))).await?;
        let schema = self.for_change(&tx).await?;
        let before = view(&schema, id, &Reader::of(ctx))?;
        let known = schema.dictionaries.get(&id).ok_or(AttributesError::NoSuchDictionary)?;
        if change.version.is_some_and(|version| version != known.version) {
            return Err(AttributesError::Stale { now: known.version });
        }
        if change.is_archived == Some(true) {
            refuse_in_use(&schema, id)?;
        }
        write(&tx, known, change).await?;
        let after = view(&super::load::schema(&tx).await?, id, &Reader::of(ctx))?;
        let change = Change::new("attributes.dictionary_changed", "dictionary", id, &after.title);
        self.boot.record(&tx, change.before(&before).after(&after)).await?;
        tx.commit().await?;
        Ok(after)
    }
}

fn view(schema: &Schema, id: DictionaryId, reader: &Reader) -> AttributesResult<DictionaryView> {
    let dictionary = schema.dictionaries.get(&id).ok_or(AttributesError::NoSuchDictionary)?;
    Ok(DictionaryView::of(dictionary, schema.users_of(id), reader))
}

fn refuse_in_use(schema: &Schema, id: DictionaryId) -> AttributesResult<()> {
    let users: Vec<&str> = schema.users_of(id).map(|definition| definition.code.as_str()).collect();
    if users.is_empty() { Ok(()) } else { Err(AttributesError::DictionaryInUse(users.join(", "))) }
}

async fn write(tx: &WriteTx, known: &Dictionary, change: DictionaryChange) -> AttributesResult<()> {
    let now = tx.ctx().now();
    let mut update = tx
        .update::<dictionary::Entity>()
        .filter(dictionary::Column::Id.eq(known.id))
        .set(dictionary::Column::Version, known.version + 1)
        .set(dictionary::Column::UpdatedAt, now);
    match change.is_archived {
        Some(true) if !known.is_archived => update = update.set(dictionary::Column::ArchivedAt, Some(now)),
        Some(false) => update = update.set(dictionary::Column::ArchivedAt, None::<kontor_kernel::Timestamp>),
        _ => {}
    }
    update.run(tx).await?;
    if let Some(name) = change.name {
        write_name(tx, known.id, name).await?;
    }
    if let Some(entries) = change.entries {
        write_entries(tx, known.id, &known.entries, entries).await?;
    }
    Ok(())
}

async fn write_name(tx: &WriteTx, id: DictionaryId, name: ByLanguage) -> AttributesResult<()> {
    tx.delete::<dictionary_text::Entity>().filter(dictionary_text::Column::DictionaryId.eq(id)).run(tx).await?;
    let row = |(locale, name): (&kontor_kernel::Locale, &String)| dictionary_text::Model {
        tenant_id: tx.tenant(),
        dictionary_id: id,
        locale: *locale,
        name: name.clone(),
    };
    let rows = Texts::new(name).by_language().iter().map(row).collect();
    Ok(tx.insert_all::<dictionary_text::Entity>(rows).await?)
}

/// The entries as they shall stand: those wanted in their order, then archived ones, then what was left out.
fn arranged(known: &[Entry], wanted: Vec<WantedEntry>) -> AttributesResult<Vec<Entry>> {
    let named: HashSet<String> = wanted.iter().map(|entry| entry.code.clone()).collect();
    let left_out = known.iter().filter(|entry| !named.contains(&entry.code));
    let left_out = left_out.map(|entry| Entry { is_archived: true, ..entry.clone() });
    let entry =
        |entry: WantedEntry| Entry { code: entry.code, name: Texts::new(entry.name), is_archived: entry.is_archived };
    let mut all: Vec<Entry> = wanted.into_iter().map(entry).chain(left_out).collect();
    if all.len() > MOST_ENTRIES {
        return Err(AttributesError::TooMany {
            most: MOST_ENTRIES,
            what: "entries in a dictionary, archived ones too",
        });
    }
    all.sort_by_key(|entry| entry.is_archived);
    Ok(all)
}

async fn write_entries(
    tx: &WriteTx,
    id: DictionaryId,
    known: &[Entry],
    wanted: Vec<WantedEntry>,
) -> AttributesResult<()> {
    let before = tx.find::<entry::Entity>().filter(entry::Column::DictionaryId.eq(id)).all(tx).await?;
    let archived_since = |code: &str| before.iter().find(|row| row.code == code).and_then(|row| row.archived_at);
    let entries = arranged(known, wanted)?;
    let row = |(position, entry): (i32, &Entry)| entry::Model {
        tenant_id: tx.tenant(),
        dictionary_id: id,
        code: entry.code.clone(),
        position,
        archived_at: entry.is_archived.then(|| archived_since(&entry.code).unwrap_or(tx.ctx().now())),
    };
    let rows: Vec<entry::Model> = (1..).zip(&entries).map(row).collect();
    let keys = [entry::Column::TenantId, entry::Column::DictionaryId, entry::Column::Code];
    tx.upsert_all::<entry::Entity>(rows, keys, [entry::Column::Position, entry::Column::ArchivedAt]).await?;
    write_entry_names(tx, id, &entries).await
}

async fn write_entry_names(tx: &WriteTx, id: DictionaryId, entries: &[Entry]) -> AttributesResult<()> {
    tx.delete::<entry_text::Entity>().filter(entry_text::Column::DictionaryId.eq(id)).run(tx).await?;
    let of_entry = |entry: &Entry| {
        let row = |(locale, name): (&kontor_kernel::Locale, &String)| entry_text::Model {
            tenant_id: tx.tenant(),
            dictionary_id: id,
            code: entry.code.clone(),
            locale: *locale,
            name: name.clone(),
        };
        entry.name.by_language().iter().map(row).collect::<Vec<_>>()
    };
    Ok(tx.insert_all::<entry_text::Entity>(entries.iter().flat_map(of_entry).collect()).await?)
}

fn check_entries(entries: &[WantedEntry]) -> Vec<FieldFault> {
    if entries.len() > MOST_ENTRIES {
        let detail = format!("A dictionary has at most {MOST_ENTRIES} entries.");
        return vec![FieldFault { pointer: "/entries".to_owned(), code: "attributes.too_many", detail: detail.into() }];
    }
    let mut seen = HashSet::new();
    let mut faults = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let pointer = format!("/entries/{index}");
        faults.extend(check_code(&format!("{pointer}/code"), &entry.code));
        faults.extend(check_name(&format!("{pointer}/name"), &entry.name));
        if !seen.insert(entry.code.as_str()) {
            let detail = format!("The code {} stands in the list twice.", entry.code);
            faults.push(FieldFault {
                pointer: format!("{pointer}/code"),
                code: "attributes.duplicate_entry",
                detail: detail.into(),
            });
        }
    }
    faults
}
