//! Ids of what the module keeps.
//! A tally counts for a subject, a promotion or a code, and for a holder: everybody, a company or a person.

use kontor_kernel::Id;
use uuid::Uuid;

kontor_kernel::ids! {
    /// A promotion.
    PromotionId = PromotionTag;
    /// A code.
    CodeId = CodeTag;
    /// Codes that are generated together.
    BatchId = BatchTag;
    /// A use of a promotion by an order.
    UseId = UseTag;
    /// What is counted: a promotion or a code.
    SubjectId = SubjectTag;
    /// For whom it is counted: everybody, a company or a person.
    HolderId = HolderTag;
}

/// The holder that stands for everybody.
pub(crate) const EVERYBODY: HolderId = Id::from_uuid(Uuid::nil());

/// A promotion or code as something that is counted.
pub(crate) fn subject<Tag>(id: Id<Tag>) -> SubjectId {
    Id::from_uuid(id.uuid())
}

/// A company or person as somebody for whom it is counted.
pub(crate) fn holder<Tag>(id: Id<Tag>) -> HolderId {
    Id::from_uuid(id.uuid())
}
