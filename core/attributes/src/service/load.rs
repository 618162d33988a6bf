//! Reads what a tenant has defined, whole: a few hundred rows at the most.
//! Rows become what the model works with as they arrive.

use std::{collections::HashMap, sync::Arc};

use kontor_contract::FieldFault;
use kontor_kernel::DictionaryId;
use kontor_store::Tx;
use sea_orm::Order;

use crate::{
    entities::{definition, definition_text, dictionary, dictionary_text, entry, entry_text},
    error::{AttributesError, AttributesResult},
    model::{
        rule::{Limits, Rule},
        schema::{Definition, Dictionary, Entry, Schema},
        texts::Texts,
    },
};

/// Everything a tenant has defined, archived or not.
pub(crate) async fn schema(tx: &impl Tx) -> AttributesResult<Schema> {
    let dictionaries = dictionaries(tx).await?;
    let definitions = definitions(tx, &dictionaries).await?;
    Ok(Schema { dictionaries, definitions })
}

async fn dictionaries(tx: &impl Tx) -> AttributesResult<HashMap<DictionaryId, Arc<Dictionary>>> {
    let rows = tx.find::<dictionary::Entity>().all(tx).await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let mut names: HashMap<DictionaryId, Texts> = HashMap::new();
    for text in tx.find::<dictionary_text::Entity>().all(tx).await? {
        names.entry(text.dictionary_id).or_default().add(text.locale, text.name);
    }
    let mut entries = entries(tx).await?;
    let dictionary = |row: dictionary::Model| {
        let dictionary = Dictionary {
            id: row.id,
            code: row.code,
            name: names.remove(&row.id).unwrap_or_default(),
            entries: entries.remove(&row.id).unwrap_or_default(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            is_archived: row.archived_at.is_some(),
        };
        (row.id, Arc::new(dictionary))
    };
    Ok(rows.into_iter().map(dictionary).collect())
}

async fn entries(tx: &impl Tx) -> AttributesResult<HashMap<DictionaryId, Vec<Entry>>> {
    let mut names: HashMap<(DictionaryId, String), Texts> = HashMap::new();
    for text in tx.find::<entry_text::Entity>().all(tx).await? {
        names.entry((text.dictionary_id, text.code)).or_default().add(text.locale, text.name);
    }
    let mut entries: HashMap<DictionaryId, Vec<Entry>> = HashMap::new();
    for row in tx.find::<entry::Entity>().order_by(entry::Column::Position, Order::Asc).all(tx).await? {
        let name = names.remove(&(row.dictionary_id, row.code.clone())).unwrap_or_default();
        let entry = Entry { code: row.code, name, is_archived: row.archived_at.is_some() };
        entries.entry(row.dictionary_id).or_default().push(entry);
    }
    Ok(entries)
}

async fn definitions(
    tx: &impl Tx,
    dictionaries: &HashMap<DictionaryId, Arc<Dictionary>>,
) -> AttributesResult<Vec<Definition>> {
    let mut texts: HashMap<_, (Texts, Texts)> = HashMap::new();
    for text in tx.find::<definition_text::Entity>().all(tx).await? {
        let (labels, help) = texts.entry(text.definition_id).or_default();
        labels.add(text.locale, text.label);
        help.add(text.locale, text.help);
    }
    let rows = tx.find::<definition::Entity>().order_by(definition::Column::Position, Order::Asc);
    let rows = rows.order_by(definition::Column::Code, Order::Asc).all(tx).await?;
    let mut definitions = Vec::with_capacity(rows.len());
    for row in rows {
        let (labels, help) = texts.remove(&row.id).unwrap_or_default();
        definitions.push(Definition {
            rule: rule(&row, dictionaries)?,
            id: row.id,
            thing: row.thing,
            code: row.code,
            labels,
            help,
            is_required: row.is_required,
            is_public: row.is_public,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            is_archived: row.archived_at.is_some(),
        });
    }
    definitions.sort_by_key(|definition| definition.is_archived);
    Ok(definitions)
}

fn rule(row: &definition::Model, dictionaries: &HashMap<DictionaryId, Arc<Dictionary>>) -> AttributesResult<Rule> {
    let limits: Limits = serde_json::from_value(row.limits.clone()).unwrap_or_default();
    let dictionary = row.dictionary_id.and_then(|id| dictionaries.get(&id)).cloned();
    let broken = |fault: FieldFault| AttributesError::Fields(vec![fault]);
    Rule::new(row.kind.into(), &limits, dictionary).map_err(broken)
}
