//! What is held of a person: the codes that are theirs, and the uses that were made by them.
//! That a code was used stays without saying by whom; nothing of it has to be kept by law.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::ColumnTrait;
use serde_json::json;

use super::{Promoting, UseView};
use crate::{
    entities::{code, tally, used},
    ids::holder,
};

const CODES: &str = "discount_codes";
const USES: &str = "discount_uses";

#[async_trait]
impl PersonalData for Promoting {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        let tx = self.boot.store.read(ctx).await?;
        let codes = tx.find::<code::Entity>().filter(code::Column::UserId.eq(subject.user)).all(&tx).await?;
        let uses = tx.find::<used::Entity>().filter(used::Column::UserId.eq(subject.user)).all(&tx).await?;
        tx.finish().await?;
        let codes: Vec<_> = codes.iter().map(|row| json!({ "code": row.code, "since": row.created_at })).collect();
        let uses: Vec<_> = uses.into_iter().map(UseView::from).collect();
        Ok(vec![PersonalSection { name: CODES, data: json!(codes) }, PersonalSection { name: USES, data: json!(uses) }])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        let codes = tx.update::<code::Entity>().set(code::Column::UserId, stand_in.user);
        let codes = codes.filter(code::Column::UserId.eq(subject.user)).run(tx).await?;
        let uses = tx.update::<used::Entity>().set(used::Column::UserId, stand_in.user);
        let uses = uses.filter(used::Column::UserId.eq(subject.user)).run(tx).await?;
        tx.delete::<tally::Entity>().filter(tally::Column::HolderId.eq(holder(subject.user))).run(tx).await?;
        let gone = |name, erased| Erased { name, erased, kept: 0, reason: "" };
        Ok(vec![gone(CODES, codes), gone(USES, uses)])
    }
}
