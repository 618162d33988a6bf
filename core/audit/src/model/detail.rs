//! The parts of an entry that may be erased: of the actor, and of the content. The entry holds only salted hashes of
//! them. So a part may be emptied when a person is forgotten, and the chain over the entries still holds.

use kontor_kernel::{AuditEntryId, sort_key};
use kontor_store::{Ctx, Principal};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::chain::{Fields, hex};
use crate::entities::details;

/// What is known of the actor.
pub(crate) const ACTOR: &str = "actor";
/// What was done: label, before and after.
pub(crate) const CONTENT: &str = "content";

/// What is known of the actor beside the name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ActorBody {
    pub(crate) email: Option<String>,
    pub(crate) ip: Option<String>,
    pub(crate) user_agent: Option<String>,
}

impl ActorBody {
    /// Of whoever acts in a context.
    pub(crate) fn of(ctx: &Ctx) -> Self {
        let email = match ctx.principal() {
            Principal::User { email, .. } => Some(email.clone()),
            Principal::Anonymous | Principal::System(_) => None,
        };
        let origin = ctx.origin();
        Self {
            email,
            ip: origin.and_then(|origin| origin.ip).map(|ip| ip.to_string()),
            user_agent: origin.and_then(|origin| origin.user_agent.clone()),
        }
    }
}

/// How the thing stood and stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ContentBody {
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
}

impl ContentBody {
    /// E-mail addresses that it mentions: what people look for, and what must be found when a person is forgotten.
    pub(crate) fn addresses(&self) -> Vec<&str> {
        fn collect<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
            match value {
                Value::String(text) if text.contains('@') => found.push(text),
                Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
                Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        [&self.before, &self.after].into_iter().flatten().for_each(|state| collect(state, &mut found));
        found.dedup();
        found
    }
}

/// A part with a fresh salt, and its hash for the entry.
pub(crate) fn part(
    entry_id: AuditEntryId,
    part: &'static str,
    label: &str,
    body: &impl Serialize,
    searched: &[&str],
) -> serde_json::Result<(details::Model, String)> {
    let row = details::Model {
        tenant_id: kontor_kernel::TenantId::from_uuid(uuid::Uuid::nil()),
        entry_id,
        part: part.to_owned(),
        salt: Some(hex(&rand::random::<[u8; 32]>())),
        label: Some(without_nul(label)),
        body: Some(serde_json::to_string(body)?),
        search_key: sort_key(&searched.join(" ")),
        erased_by: None,
    };
    let hash = hash_of(&row);
    Ok((row, hash))
}

/// No text of PostgreSQL holds U+0000.
fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}

/// The salted hash of a part as it stands.
pub(crate) fn hash_of(row: &details::Model) -> String {
    Fields::of("kontor.audit.detail.1")
        .maybe(row.salt.as_deref())
        .and(&row.entry_id.to_string())
        .and(&row.part)
        .maybe(row.label.as_deref())
        .maybe(row.body.as_deref())
        .and(&row.search_key)
        .hash()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_words_have_another_hash_each_time() {
        let id = AuditEntryId::new();
        let hash = || part(id, ACTOR, "Anna Nowak", &ActorBody::default(), &["Anna Nowak"]).unwrap().1;
        assert_ne!(hash(), hash());
    }

    #[test]
    fn nothing_of_a_part_can_change_without_changing_its_hash() {
        let (row, hash) = part(AuditEntryId::new(), CONTENT, "Bolt", &ContentBody::default(), &["Bolt"]).unwrap();
        assert_eq!(hash_of(&row), hash);
        let changed = [
            details::Model { salt: None, ..row.clone() },
            details::Model { label: Some("Nut".to_owned()), ..row.clone() },
            details::Model { body: Some("{}".to_owned()), ..row.clone() },
            details::Model { search_key: String::new(), ..row.clone() },
            details::Model { part: ACTOR.to_owned(), ..row.clone() },
            details::Model { entry_id: AuditEntryId::new(), ..row.clone() },
        ];
        assert!(changed.iter().all(|other| hash_of(other) != hash));
    }

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        let body = ContentBody {
            before: Some(json!({ "email": "a@b.example", "name": "A" })),
            after: Some(json!({ "people": [{ "email": "c@d.example" }] })),
        };
        assert_eq!(body.addresses(), ["a@b.example", "c@d.example"]);
    }
}
