//! What the engine offers to others: the attributes of a thing, and the check of what it is given.
//! Checks join the caller's commit and read what is remembered, so a form costs no query most of the time.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    attributes::{AttributeView, Attributes, CustomAttributes},
};
use kontor_kernel::Locale;
use kontor_store::{Ctx, Tx, WriteTx};

use crate::{
    entities::definition::Thing,
    error::{AttributesError, AttributesResult},
    model::{
        merge::{Author, merge, public},
        texts::Reader,
    },
    service::Desk,
};

fn thing_called(name: &str) -> AttributesResult<Thing> {
    match name {
        "company" => Ok(Thing::Company),
        "person" => Ok(Thing::Person),
        "product" => Ok(Thing::Product),
        other => Err(AttributesError::UnknownThing(other.to_owned())),
    }
}

#[async_trait]
impl CustomAttributes for Desk {
    async fn of(&self, ctx: &Ctx, thing: &str, locale: Locale) -> Outcome<Vec<AttributeView>> {
        let thing = thing_called(thing)?;
        let reader = Reader::in_language(ctx, locale);
        let schema = self.schema(ctx).await?;
        Ok(schema.active_of(thing).map(|definition| definition.view(&reader)).collect())
    }

    async fn merge(
        &self,
        tx: &WriteTx,
        thing: &str,
        known: &Attributes,
        change: &Attributes,
        is_buyer: bool,
    ) -> Outcome<Attributes> {
        let thing = thing_called(thing)?;
        let author = Author { is_buyer, reader: Reader::of(tx.ctx()) };
        let schema = self.schema_within(tx).await?;
        Ok(merge(&schema, thing, known, change, &author).map_err(AttributesError::Values)?)
    }

    async fn public(&self, ctx: &Ctx, thing: &str, known: &Attributes) -> Outcome<Attributes> {
        let thing = thing_called(thing)?;
        Ok(public(&*self.schema(ctx).await?, thing, known))
    }
}
