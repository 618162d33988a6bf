//! Who a legal entity is on paper, and the looks of the channel it sells in.
//! Read within the context's reach, as every other row of identity.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    letterheads::{Letterhead, Letterheads},
};
use kontor_kernel::{ChannelId, LegalEntityId};
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;

use super::Service;
use crate::entities::{channels, legal_entities};

#[async_trait]
impl Letterheads for Service {
    async fn letterhead(
        &self,
        ctx: &Ctx,
        legal_entity: LegalEntityId,
        channel: ChannelId,
    ) -> Outcome<Option<Letterhead>> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<legal_entities::Entity>().filter(legal_entities::Column::Id.eq(legal_entity));
        let entity = find.one(&tx).await?;
        let channel = tx.find::<channels::Entity>().filter(channels::Column::Id.eq(channel)).one(&tx).await?;
        tx.finish().await?;
        Ok(entity.zip(channel).map(|(entity, channel)| Letterhead {
            locale: channel.languages().first().copied().unwrap_or_default(),
            accent: channel.accent,
            address: serde_json::from_value(entity.address).unwrap_or_default(),
            name: entity.name,
            vat_id: entity.vat_id,
            time_zone: entity.time_zone,
        }))
    }
}
