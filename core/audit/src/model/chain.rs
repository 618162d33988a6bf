//! The chain: each entry's hash is taken over the hash before it and every column of the entry.
//! Fields are hashed with their lengths, so that no two different rows can have the same bytes.

use kontor_kernel::Id;
use sha2::{Digest as _, Sha256};

use crate::entities::entries;

/// What the first entry of a chain stands on.
pub(crate) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A hash over fields that are told apart.
pub(crate) struct Fields(Sha256);

impl Fields {
    /// Begins with what the hash is for, so that a hash of one kind never passes for another.
    pub(crate) fn of(purpose: &str) -> Self {
        Self(Sha256::new()).and(purpose)
    }

    /// Adds a field.
    pub(crate) fn and(self, text: &str) -> Self {
        self.maybe(Some(text))
    }

    /// Adds a field that may be absent, which is not the same as empty.
    pub(crate) fn maybe(mut self, text: Option<&str>) -> Self {
        match text {
            None => self.0.update([0]),
            Some(text) => {
                self.0.update([1]);
                self.0.update((text.len() as u64).to_be_bytes());
                self.0.update(text.as_bytes());
            }
        }
        self
    }

    /// The hash in hexadecimal.
    pub(crate) fn hash(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn id<Tag>(id: Option<Id<Tag>>) -> Option<String> {
    id.map(|id| id.to_string())
}

/// The hash of an entry at a position behind a hash. Covers every column.
pub(crate) fn entry_hash(entry: &entries::Model, position: i64, previous: &str) -> String {
    Fields::of("kontor.audit.entry.1")
        .and(previous)
        .and(&position.to_string())
        .and(&entry.tenant_id.to_string())
        .and(&entry.id.to_string())
        .and(&entry.at.micros().to_string())
        .and(&entry.actor_kind)
        .maybe(id(entry.actor_user_id).as_deref())
        .maybe(id(entry.actor_membership_id).as_deref())
        .maybe(id(entry.company_id).as_deref())
        .maybe(id(entry.on_behalf_of).as_deref())
        .and(&entry.signed_in_by)
        .maybe(entry.signed_in_id.map(|id| id.to_string()).as_deref())
        .and(&entry.action)
        .and(&entry.subject)
        .and(&entry.subject_id)
        .and(&entry.request_id)
        .and(&entry.actor_hash)
        .and(&entry.content_hash)
        .hash()
}

/// Links entries behind a head, in their order: each with its position, the hash before it and its own.
pub(crate) fn link(waiting: &[entries::Model], head: Option<(i64, &str)>) -> Vec<(i64, String, String)> {
    let (mut position, mut previous) =
        head.map_or((0, GENESIS.to_owned()), |(position, hash)| (position, hash.to_owned()));
    let mut links = Vec::with_capacity(waiting.len());
    for entry in waiting {
        position += 1;
        let hash = entry_hash(entry, position, &previous);
        links.push((position, std::mem::replace(&mut previous, hash.clone()), hash));
    }
    links
}

#[cfg(test)]
mod tests {
    use kontor_kernel::{AuditEntryId, CompanyId, TenantId, Timestamp, UserId};
    use proptest::prelude::*;

    use super::*;

    fn entry() -> entries::Model {
        entries::Model {
            tenant_id: TenantId::new(),
            id: AuditEntryId::new(),
            at: Timestamp::from_micros(7),
            actor_kind: "user".to_owned(),
            actor_user_id: Some(UserId::new()),
            actor_membership_id: None,
            company_id: None,
            on_behalf_of: None,
            signed_in_by: "session".to_owned(),
            signed_in_id: Some(uuid::Uuid::now_v7()),
            action: "orders.order_confirmed".to_owned(),
            subject: "order".to_owned(),
            subject_id: "1".to_owned(),
            request_id: "r".to_owned(),
            actor_hash: "a".to_owned(),
            content_hash: "c".to_owned(),
            position: None,
            previous_hash: None,
            hash: None,
        }
    }

    #[test]
    fn no_column_can_change_without_changing_the_hash() {
        let entry = entry();
        let was = entry_hash(&entry, 1, GENESIS);
        let company = Some(CompanyId::new());
        let changed = [
            entries::Model { tenant_id: TenantId::new(), ..entry.clone() },
            entries::Model { id: AuditEntryId::new(), ..entry.clone() },
            entries::Model { at: Timestamp::from_micros(8), ..entry.clone() },
            entries::Model { actor_kind: "system".to_owned(), ..entry.clone() },
            entries::Model { actor_user_id: None, ..entry.clone() },
            entries::Model { actor_membership_id: Some(Id::new()), ..entry.clone() },
            entries::Model { company_id: company, ..entry.clone() },
            entries::Model { on_behalf_of: company, ..entry.clone() },
            entries::Model { signed_in_by: "token".to_owned(), ..entry.clone() },
            entries::Model { signed_in_id: None, ..entry.clone() },
            entries::Model { action: "orders.order_cancelled".to_owned(), ..entry.clone() },
            entries::Model { subject: "orders".to_owned(), ..entry.clone() },
            entries::Model { subject_id: "2".to_owned(), ..entry.clone() },
            entries::Model { request_id: String::new(), ..entry.clone() },
            entries::Model { actor_hash: "b".to_owned(), ..entry.clone() },
            entries::Model { content_hash: "b".to_owned(), ..entry.clone() },
        ];
        for other in changed {
            assert_ne!(entry_hash(&other, 1, GENESIS), was, "{other:?}");
        }
        assert_ne!(entry_hash(&entry, 2, GENESIS), was);
        assert_ne!(entry_hash(&entry, 1, &was), was);
    }

    #[test]
    fn a_chain_goes_on_where_it_ended() {
        let entries = [entry(), entry(), entry()];
        let whole = link(&entries, None);
        let first = link(&entries[..1], None);
        let rest = link(&entries[1..], Some((first[0].0, &first[0].2)));
        assert_eq!(whole, [first, rest].concat());
        assert_eq!(whole.iter().map(|(position, ..)| *position).collect::<Vec<_>>(), [1, 2, 3]);
    }

    proptest! {
        #[test]
        fn texts_that_run_into_each_other_are_told_apart(a in ".{0,8}", b in ".{0,8}", c in ".{0,8}") {
            let hash = |fields: &[&str]| fields.iter().fold(Fields::of("t"), |all, text| all.and(text)).hash();
            prop_assert_ne!(hash(&[&format!("{a}{b}"), &c]), hash(&[&a, &format!("{b}{c}"), ""]));
            prop_assert_eq!(hash(&[&format!("{a}{b}"), &c]) == hash(&[&a, &format!("{b}{c}")]), b.is_empty());
            prop_assert_ne!(Fields::of("t").maybe(None).hash(), hash(&[""]));
        }
    }
}
