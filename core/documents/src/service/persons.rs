//! What documents hold of a person: those that name a private customer as their buyer, and who had them issued.
//! A document stays for as long as the law wants it; who asked for it first is no part of it, and a stand-in takes their place.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ActiveEnum, ColumnTrait, Order};
use serde_json::{Value, json};

use super::Service;
use crate::entities::issued::{self, Column};

const SECTION: &str = "documents";
/// Why documents stay.
const KEPT: &str = "Documents that were issued to a private customer are commercial records and are kept unchanged for as \
                    long as tax and commercial law demand (GDPR, article 17, paragraph 3, point b).";

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        let tx = self.boot.store.read(ctx).await?;
        let own = tx.find::<issued::Entity>().filter(Column::CompanyId.is_in(subject.companies.iter().copied()));
        let own = own.order_by(Column::IssuedAt, Order::Asc).all(&tx).await?;
        tx.finish().await?;
        Ok(vec![PersonalSection { name: SECTION, data: own.iter().map(told).collect() }])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        let own = tx.find::<issued::Entity>().filter(Column::CompanyId.is_in(subject.companies.iter().copied()));
        let kept = own.count(tx).await?;
        tx.update::<issued::Entity>()
            .set(Column::IssuedBy, stand_in.user.to_string())
            .filter(Column::IssuedBy.eq(subject.user.to_string()))
            .run(tx)
            .await?;
        let reason = if kept > 0 { KEPT } else { "" };
        Ok(vec![Erased { name: SECTION, erased: 0, kept, reason }])
    }
}

fn told(row: &issued::Model) -> Value {
    json!({
        "kind": row.kind.to_value(), "number": row.number, "language": row.language, "format": row.format.to_value(),
        "file_name": row.file_name, "sha256": row.sha256, "issued_at": row.issued_at,
    })
}
