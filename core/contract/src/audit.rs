//! What the audit trail offers: a place to say, in the commit of a change, what was changed and how it stood before.
//! Who did it, for whom and from where is taken from the context of the unit of work, never from the caller.

use async_trait::async_trait;
use kontor_store::WriteTx;
use serde::Serialize;
use serde_json::Value;

use crate::fault::Outcome;

/// A change as it is recorded. Secrets never stand in it: owners leave them out before they say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What was done, `owner.thing_verb` in the past tense such as `identity.role_changed`.
    pub action: &'static str,
    /// What kind of thing it was done to, `company`, `role`, `order`.
    pub subject: &'static str,
    /// Its id.
    pub subject_id: String,
    /// Its name for people, as it was then.
    pub label: String,
    /// How it stood before; nothing for something new.
    pub before: Option<Value>,
    /// How it stands now; nothing for something that is gone.
    pub after: Option<Value>,
}

impl Change {
    /// Something was done to a thing.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "ids are copied, and texts are said where they stand")]
    pub fn new(action: &'static str, subject: &'static str, id: impl ToString, label: impl Into<String>) -> Self {
        let (subject_id, label) = (id.to_string(), label.into());
        Self { action, subject, subject_id, label, before: None, after: None }
    }

    /// How the thing stood before.
    #[must_use]
    pub fn before(mut self, state: &impl Serialize) -> Self {
        self.before = serde_json::to_value(state).ok();
        self
    }

    /// How the thing stands now.
    #[must_use]
    pub fn after(mut self, state: &impl Serialize) -> Self {
        self.after = serde_json::to_value(state).ok();
        self
    }
}

/// The tenant's audit trail.
#[async_trait]
pub trait AuditTrail: Send + Sync {
    /// Records a change in the caller's commit: it is on record exactly when it happened.
    async fn record(&self, tx: &WriteTx, change: Change) -> Outcome<()>;
}
