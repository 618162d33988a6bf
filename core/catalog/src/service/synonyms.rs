//! Words that mean the same to a tenant's customers, kept by staff for each language.
//! A change raises the epoch, so that every node searches by it as soon as it knows anything else that is new.

use kontor_contract::{FieldFault, audit::Change};
use kontor_kernel::{Locale, sort_key};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;

use super::{Catalogue, change::Changed, checks};
use crate::{
    entities::synonym::{Column, Entity, Model, SynonymId},
    error::{CatalogError, CatalogResult},
};

/// So many entries a tenant may keep.
const MOST_ENTRIES: u64 = 2_000;
/// So many phrases an entry may name besides its own.
const MOST_MEANINGS: usize = 20;
/// The longest phrase, in characters.
const LONGEST_PHRASE: usize = 60;

/// Words that mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct SynonymView {
    /// Its id.
    #[schemars(with = "String")]
    pub id: SynonymId,
    /// The language they belong to.
    pub language: Locale,
    /// What people look for.
    pub phrase: String,
    /// What is found as well.
    pub means: Vec<String>,
    /// Whether each of them stands for every other one.
    pub both_ways: bool,
}

/// An entry to be made or set.
#[derive(Debug, Clone)]
pub(crate) struct SynonymEntry {
    pub language: Locale,
    pub phrase: String,
    pub means: Vec<String>,
    pub both_ways: bool,
}

impl From<Model> for SynonymView {
    fn from(row: Model) -> Self {
        let means = row.means.lines().map(str::to_owned).collect();
        Self { id: row.id, language: row.locale, phrase: row.phrase, means, both_ways: row.both_ways }
    }
}

impl Catalogue {
    /// All entries by language and phrase.
    pub async fn list_synonyms(&self, ctx: &Ctx) -> CatalogResult<Vec<SynonymView>> {
        let tx = self.boot.store.read(ctx).await?;
        let mut rows = tx.find::<Entity>().all(&tx).await?;
        tx.finish().await?;
        rows.sort_by(|one, other| (one.locale, &one.phrase_key).cmp(&(other.locale, &other.phrase_key)));
        Ok(rows.into_iter().map(SynonymView::from).collect())
    }

    /// Makes an entry.
    pub async fn create_synonym(&self, ctx: &Ctx, entry: SynonymEntry) -> CatalogResult<SynonymView> {
        let row = checked(ctx, SynonymId::new(), &entry)?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        refuse_twin(&tx, &row).await?;
        if tx.find::<Entity>().count(&tx).await? >= MOST_ENTRIES {
            return Err(CatalogError::TooManySynonyms { most: MOST_ENTRIES });
        }
        self.raise_epoch(&tx, Changed::Basics).await?;
        tx.insert::<Entity>(row.clone()).await?;
        let view = SynonymView::from(row);
        let change = Change::new("catalog.synonym_made", "synonym", view.id, &view.phrase).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Sets an entry.
    pub async fn set_synonym(&self, ctx: &Ctx, id: SynonymId, entry: SynonymEntry) -> CatalogResult<SynonymView> {
        let row = checked(ctx, id, &entry)?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = SynonymView::from(find(&tx, id).await?);
        refuse_twin(&tx, &row).await?;
        let after = SynonymView::from(row.clone());
        if after != before {
            self.raise_epoch(&tx, Changed::Basics).await?;
            let update = tx.update::<Entity>().filter(Column::Id.eq(id)).set(Column::Locale, row.locale);
            let update = update.set(Column::Phrase, row.phrase).set(Column::PhraseKey, row.phrase_key);
            update.set(Column::Means, row.means).set(Column::BothWays, row.both_ways).run(&tx).await?;
            let change = Change::new("catalog.synonym_changed", "synonym", id, &after.phrase);
            self.boot.record(&tx, change.before(&before).after(&after)).await?;
        }
        tx.commit().await?;
        Ok(after)
    }

    /// Removes an entry.
    pub async fn remove_synonym(&self, ctx: &Ctx, id: SynonymId) -> CatalogResult<()> {
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = SynonymView::from(find(&tx, id).await?);
        self.raise_epoch(&tx, Changed::Basics).await?;
        tx.delete::<Entity>().filter(Column::Id.eq(id)).run(&tx).await?;
        let change = Change::new("catalog.synonym_removed", "synonym", id, &before.phrase).before(&before);
        self.boot.record(&tx, change).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn find(tx: &WriteTx, id: SynonymId) -> CatalogResult<Model> {
    let row = tx.find::<Entity>().filter(Column::Id.eq(id)).one(tx).await?;
    row.ok_or(CatalogError::NotFound("synonym"))
}

async fn refuse_twin(tx: &WriteTx, row: &Model) -> CatalogResult<()> {
    let same = tx.find::<Entity>().filter(Column::Locale.eq(row.locale)).filter(Column::PhraseKey.eq(&row.phrase_key));
    match same.one(tx).await? {
        Some(other) if other.id != row.id => Err(CatalogError::DuplicateSynonym(row.phrase.clone())),
        _ => Ok(()),
    }
}

/// The row of an entry, or everything that is wrong with it.
fn checked(ctx: &Ctx, id: SynonymId, entry: &SynonymEntry) -> CatalogResult<Model> {
    let mut faults = Vec::new();
    let mut phrase = |pointer: String, text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fault = checks::phrase("phrase", &text, LONGEST_PHRASE).err();
        faults.extend(fault.map(|fault| FieldFault { pointer, code: fault.code, detail: fault.detail }));
        text
    };
    let own = phrase("/phrase".to_owned(), &entry.phrase);
    let mut means: Vec<String> = Vec::new();
    for (number, text) in entry.means.iter().take(MOST_MEANINGS).enumerate() {
        let text = phrase(format!("/means/{number}"), text);
        let is_known = |known: &String| sort_key(known) == sort_key(&text);
        if !means.iter().any(is_known) && sort_key(&own) != sort_key(&text) {
            means.push(text);
        }
    }
    if entry.means.len() > MOST_MEANINGS {
        faults.push(field("/means", "catalog.too_many", format!("At most {MOST_MEANINGS} phrases are taken.")));
    } else if means.is_empty() && faults.is_empty() {
        let detail = "Name at least one other phrase that is to be found.";
        faults.push(field("/means", "catalog.empty", detail.to_owned()));
    }
    if !faults.is_empty() {
        return Err(CatalogError::Fields(faults));
    }
    Ok(Model {
        tenant_id: ctx.tenant(),
        id,
        locale: entry.language,
        phrase_key: sort_key(&own),
        phrase: own,
        means: means.join("\n"),
        both_ways: entry.both_ways,
    })
}

fn field(pointer: &str, code: &'static str, detail: String) -> FieldFault {
    FieldFault { pointer: pointer.to_owned(), code, detail: detail.into() }
}
