//! What every owner of personal data offers: telling what it holds of a person, and letting go of it.
//! Offered by many; identity asks all of them when a person wants a copy or wants to be forgotten (GDPR, articles 15 and 17).

use async_trait::async_trait;
use kontor_kernel::{CompanyId, MembershipId, UserId};
use kontor_store::{Ctx, WriteTx};
use serde_json::Value;

use crate::fault::Outcome;

/// The person it is about, and how they are known in the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSubject {
    /// The person.
    pub user: UserId,
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their memberships in the tenant, ended ones too.
    pub memberships: Vec<MembershipId>,
    /// Companies that are nobody but them: what private consumers buy as.
    pub companies: Vec<CompanyId>,
}

/// What stands in a person's place where something of theirs stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// Somebody who never signs in; the person's own id where nobody else knows them.
    pub user: UserId,
    /// An address that no mail reaches.
    pub email: String,
    /// A name that says nothing.
    pub name: String,
}

impl DataSubject {
    /// Whether a text speaks of the person: it holds their address, or is their name, alone or in brackets.
    #[must_use]
    pub fn is_named_by(&self, text: &str) -> bool {
        let is_name = !self.name.is_empty() && (text == self.name || text.contains(&format!("({})", self.name)));
        is_name || places(text, &self.email).next().is_some()
    }

    /// A text in which the stand-in has taken the place of the person's address and name; nothing where neither stands
    /// in it.
    #[must_use]
    pub fn taken_out_of(&self, text: &str, stand_in: &StandIn) -> Option<String> {
        let without = replaced(text, &self.email, &stand_in.email);
        let without = replaced(&without, &self.name, &stand_in.name);
        (without != text).then_some(without)
    }

    /// The same in every text of a value.
    #[must_use]
    pub fn taken_out_of_all(&self, value: &Value, stand_in: &StandIn) -> Option<Value> {
        let mut without = value.clone();
        self.take_out_of(&mut without, stand_in);
        (without != *value).then_some(without)
    }

    fn take_out_of(&self, value: &mut Value, stand_in: &StandIn) {
        match value {
            Value::String(text) => *text = self.taken_out_of(text, stand_in).unwrap_or_else(|| text.clone()),
            Value::Array(items) => items.iter_mut().for_each(|item| self.take_out_of(item, stand_in)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.take_out_of(field, stand_in)),
            _ => {}
        }
    }
}

/// Where a word or more stand in a text by themselves, letter case aside.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
    let is_bound = |near: Option<char>| near.is_none_or(|near| !near.is_alphanumeric());
    text.char_indices().filter_map(move |(at, _)| {
        let length = length_of(&text[at..], words)?;
        let is_whole = is_bound(text[..at].chars().next_back()) && is_bound(text[at + length..].chars().next());
        is_whole.then_some(at..at + length)
    })
}

/// How many bytes of a text's beginning are these words; nothing where it begins otherwise.
fn length_of(text: &str, words: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in words.chars() {
        if !rest.next()?.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    (!words.is_empty()).then(|| text.len() - rest.as_str().len())
}

fn replaced(text: &str, words: &str, by: &str) -> String {
    match places(text, words).next() {
        Some(place) => [&text[..place.start], by, &replaced(&text[place.end..], words, by)].concat(),
        None => text.to_owned(),
    }
}

/// What an owner holds of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonalSection {
    /// What it is, `orders`, `messages`.
    pub name: &'static str,
    /// All of it.
    pub data: Value,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// What it was, `orders`, `messages`.
    pub name: &'static str,
    /// Rows whose personal data is gone.
    pub erased: u64,
    /// Rows that stay.
    pub kept: u64,
    /// Why those stay: the law and its term; empty where none stays.
    pub reason: &'static str,
}

/// Holds personal data.
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// All that is held of a person in the tenant.
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>>;

    /// Takes the person out of what is held; what the law wants kept stays and is named.
    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>>;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn anna() -> (DataSubject, StandIn) {
        let (user, email, name) = (UserId::new(), "Anna@Baltic.example".to_owned(), "Anna Żak".to_owned());
        let stand_in = StandIn { user, email: "x@erased.invalid".to_owned(), name: "Former user 1".to_owned() };
        (DataSubject { user, email, name, memberships: Vec::new(), companies: Vec::new() }, stand_in)
    }

    #[test]
    fn a_person_is_taken_out_of_a_text_whole_words_only_and_letter_case_aside() {
        let (anna, stand_in) = anna();
        let text = "For ANNA ŻAK, anna@baltic.example; not for Joanna Żakowa or anna@baltic.example2.";
        let left = "For Former user 1, x@erased.invalid; not for Joanna Żakowa or anna@baltic.example2.";
        assert_eq!(anna.taken_out_of(text, &stand_in).as_deref(), Some(left));
    }

    #[test]
    fn a_text_in_which_the_person_is_not_named_stays_as_it_is() {
        let (anna, stand_in) = anna();
        assert_eq!(anna.taken_out_of("Anna ŻakAnna Żak", &stand_in), None);
        assert_eq!(anna.taken_out_of("Leave it at the gate.", &stand_in), None);
        let nameless = DataSubject { name: String::new(), ..anna };
        assert_eq!(nameless.taken_out_of("Anna Żak", &stand_in), None);
    }

    #[test]
    fn a_person_is_taken_out_of_every_text_of_a_value() {
        let (anna, stand_in) = anna();
        let value = json!({ "name": "Anna Żak", "of": [{ "to": "anna@baltic.example" }, 1, null] });
        let left = json!({ "name": "Former user 1", "of": [{ "to": "x@erased.invalid" }, 1, null] });
        assert_eq!(anna.taken_out_of_all(&value, &stand_in), Some(left.clone()));
        assert_eq!(anna.taken_out_of_all(&left, &stand_in), None);
    }

    #[test]
    fn a_firm_that_is_called_like_a_person_is_not_the_person() {
        let (anna, _) = anna();
        assert!(anna.is_named_by("Anna Żak") && anna.is_named_by("Buyer (Anna Żak)"));
        assert!(anna.is_named_by("write to anna@baltic.example"));
        assert!(!anna.is_named_by("Anna Żak Trading") && !anna.is_named_by("joanna@baltic.example"));
    }
}
