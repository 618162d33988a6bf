//! One typed id over UUIDv7: ids of different things cannot be mistaken for each other.
//! They rise roughly with time, but nothing may rely on that for order; the event feed has positions for it.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    str::FromStr,
};

use uuid::Uuid;

/// An id of a `Tag`.
pub struct Id<Tag> {
    uuid: Uuid,
    tag: PhantomData<fn() -> Tag>,
}

impl<Tag> Id<Tag> {
    /// A fresh id.
    #[must_use]
    pub fn new() -> Self {
        Self::from_uuid(Uuid::now_v7())
    }

    /// Wraps a UUID read from a column or a request.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self { uuid, tag: PhantomData }
    }

    /// The UUID inside.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl<Tag> Default for Id<Tag> {
    fn default() -> Self {
        Self::new()
    }
}
impl<Tag> Clone for Id<Tag> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Tag> Copy for Id<Tag> {}
impl<Tag> PartialEq for Id<Tag> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<Tag> Eq for Id<Tag> {}
impl<Tag> PartialOrd for Id<Tag> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<Tag> Ord for Id<Tag> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<Tag> Hash for Id<Tag> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<Tag> fmt::Display for Id<Tag> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<Tag> fmt::Debug for Id<Tag> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<Tag> FromStr for Id<Tag> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::try_parse(text).map(Self::from_uuid)
    }
}
impl<Tag> serde::Serialize for Id<Tag> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.uuid.serialize(serializer)
    }
}
impl<'de, Tag> serde::Deserialize<'de> for Id<Tag> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from_uuid)
    }
}
impl<Tag> schemars::JsonSchema for Id<Tag> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "uuid" })
    }
}

#[cfg(feature = "orm")]
mod orm {
    use super::Id;
    use sea_orm::{ColIdx, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, Value, sea_query};
    use uuid::Uuid;

    impl<Tag> From<Id<Tag>> for Value {
        fn from(id: Id<Tag>) -> Self {
            Value::Uuid(Some(id.uuid()))
        }
    }

    impl<Tag> TryGetable for Id<Tag> {
        fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
            Uuid::try_get_by(row, index).map(Self::from_uuid)
        }
    }

    impl<Tag> sea_query::ValueType for Id<Tag> {
        fn try_from(value: Value) -> Result<Self, sea_query::ValueTypeErr> {
            <Uuid as sea_query::ValueType>::try_from(value).map(Self::from_uuid)
        }
        fn type_name() -> String {
            "Id".to_owned()
        }
        fn array_type() -> sea_query::ArrayType {
            sea_query::ArrayType::Uuid
        }
        fn column_type() -> sea_query::ColumnType {
            sea_query::ColumnType::Uuid
        }
    }

    impl<Tag> sea_query::Nullable for Id<Tag> {
        fn null() -> Value {
            Value::Uuid(None)
        }
    }

    impl<Tag> TryFromU64 for Id<Tag> {
        fn try_from_u64(_: u64) -> Result<Self, DbErr> {
            Err(DbErr::ConvertFromU64("Id"))
        }
    }

    impl<Tag> sea_orm::IntoActiveValue<Id<Tag>> for Id<Tag> {
        fn into_active_value(self) -> sea_orm::ActiveValue<Id<Tag>> {
            sea_orm::ActiveValue::Set(self)
        }
    }
}

/// Declares a tag and the id type that carries it.
#[macro_export]
macro_rules! ids {
    ($($(#[$doc:meta])* $alias:ident = $tag:ident;)*) => {$(
        #[doc = concat!("Tag of [`", stringify!($alias), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub enum $tag {}
        $(#[$doc])*
        pub type $alias = $crate::Id<$tag>;
    )*};
}

ids! {
    /// A tenant: one firm that runs its trade on Kontor, unrelated to the others.
    TenantId = TenantTag;
    /// A legal entity of a tenant: who sells, with VAT id, number series and time zone.
    LegalEntityId = LegalEntityTag;
    /// A channel: a host name with its currency, assortment and languages.
    ChannelId = ChannelTag;
    /// A company: a business partner of the tenant, a node of a tree.
    CompanyId = CompanyTag;
    /// A group of customers that the tenant has formed.
    CustomerGroupId = CustomerGroupTag;
    /// A person who signs in.
    UserId = UserTag;
    /// A membership: the persona in which a user acts.
    MembershipId = MembershipTag;
    /// A role: a named set of permissions.
    RoleId = RoleTag;
    /// A product.
    ProductId = ProductTag;
    /// A category of products.
    CategoryId = CategoryTag;
    /// An assortment: products that some see and others do not.
    AssortmentId = AssortmentTag;
    /// A price list.
    PriceListId = PriceListTag;
    /// A certificate by which a company is exempt from tax.
    TaxExemptionId = TaxExemptionTag;
    /// A warehouse.
    WarehouseId = WarehouseTag;
    /// A cart.
    CartId = CartTag;
    /// A line of a cart.
    CartLineId = CartLineTag;
    /// An order.
    OrderId = OrderTag;
    /// A line of an order.
    OrderLineId = OrderLineTag;
    /// An event in the outbox.
    EventId = EventTag;
    /// A job.
    JobId = JobTag;
    /// An import.
    ImportId = ImportTag;
    /// A file: a picture or a document.
    FileId = FileTag;
    /// A mapping of the columns of imports.
    ImportMappingId = ImportMappingTag;
    /// A session of a browser.
    SessionId = SessionTag;
    /// An API token.
    ApiTokenId = ApiTokenTag;
    /// An invitation to become a member.
    InvitationId = InvitationTag;
    /// A request to be registered.
    RegistrationId = RegistrationTag;
    /// A passkey of a person.
    PasskeyId = PasskeyTag;
    /// An outside provider that people sign in through.
    SignInProviderId = SignInProviderTag;
    /// A time in which a member of staff acted for a company.
    ActingId = ActingTag;
    /// A territory: a node of the tenant's tree of areas.
    TerritoryId = TerritoryTag;
    /// A person or company placed in a territory for some time.
    PlacementId = PlacementTag;
    /// A message that is to be sent.
    MessageId = MessageTag;
    /// An entry of the audit trail.
    AuditEntryId = AuditEntryTag;
    /// A dictionary of the tenant.
    DictionaryId = DictionaryTag;
    /// A custom attribute.
    AttributeId = AttributeTag;
    /// Stock that is held for somebody without an order.
    HoldId = HoldTag;
    /// A change of what stands in a warehouse.
    MovementId = MovementTag;
    /// Goods that are expected in a warehouse.
    ExpectedReceiptId = ExpectedReceiptTag;
}
