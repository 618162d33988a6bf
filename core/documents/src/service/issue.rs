//! Issues a confirmation once for each language and format, and hands out what was issued ever after.
//! Of two who issue the same at once, one succeeds and both hand out its file; the other's is swept away unused.

use kontor_contract::{
    files::{FileBytes, FileFacts, FilePart, FileUser, Files, MediaType},
    orders::OrderState,
};
use kontor_kernel::{Locale, OrderId};
use kontor_store::{Ctx, Tx};
use sea_orm::{ActiveEnum, ColumnTrait};

use super::Service;
use crate::{
    confirmation::{self, Facts, Speech},
    entities::issued::{self, Column, Format, Kind},
    error::DocumentsError,
};

/// A document on its way to its reader.
pub(crate) struct Handout {
    /// What is known of it.
    pub(crate) document: issued::Model,
    /// Its bytes.
    pub(crate) bytes: FileBytes,
}

impl Format {
    /// What its files are.
    pub(crate) const fn media_type(self) -> MediaType {
        match self {
            Self::Pdf => MediaType::Pdf,
            Self::Xlsx => MediaType::Xlsx,
        }
    }
}

impl Service {
    /// The confirmation of an order that the context sees, with its bytes.
    pub(crate) async fn confirmation(
        &self,
        ctx: &Ctx,
        order: OrderId,
        language: Locale,
        format: Format,
    ) -> Result<Handout, DocumentsError> {
        let document = self.confirm(ctx, order, language, format).await?;
        let files = self.boot.ports.get::<dyn Files>()?;
        let bytes = files.read(ctx.tenant(), document.file_id, FilePart::Document).await?;
        let bytes = bytes.ok_or_else(|| DocumentsError::FileMissing(document.file_name.clone()))?;
        Ok(Handout { document, bytes })
    }

    /// The confirmation of an order: the one that was issued, or a new one for an order that has been confirmed.
    pub(super) async fn confirm(
        &self,
        ctx: &Ctx,
        id: OrderId,
        language: Locale,
        format: Format,
    ) -> Result<issued::Model, DocumentsError> {
        let order = self.order(ctx, id, language).await?;
        if let Some(known) = self.known(ctx, id, language, format).await? {
            return Ok(known);
        }
        if order.state != OrderState::Confirmed {
            return Err(DocumentsError::NotConfirmed);
        }
        let facts = self.with_seller(ctx, order).await?;
        self.issue(ctx, facts, language, format).await
    }

    async fn known(
        &self,
        ctx: &Ctx,
        order: OrderId,
        language: Locale,
        format: Format,
    ) -> Result<Option<issued::Model>, DocumentsError> {
        let tx = self.boot.store.read(ctx).await?;
        let found = find(&tx, order, language, format).await?;
        tx.finish().await?;
        Ok(found)
    }

    /// Makes the file and takes it into use as the document.
    async fn issue(
        &self,
        ctx: &Ctx,
        facts: Facts,
        language: Locale,
        format: Format,
    ) -> Result<issued::Model, DocumentsError> {
        let (order, number) = (facts.order.id, facts.order.number.clone());
        let (company_id, legal_entity_id) = (facts.order.buyer.company, facts.order.legal_entity);
        let title = confirmation::title(&Speech::new(self.boot.texts(), language), &facts);
        let content = self.make(facts, language, format).await?;
        let files = self.boot.ports.get::<dyn Files>()?;
        let file = files.keep(ctx, &title, format.media_type(), content).await?;
        let FileFacts { id: file_id, hash: sha256, bytes, name: file_name, .. } = file;
        let row = issued::Model {
            tenant_id: ctx.tenant(),
            kind: Kind::OrderConfirmation,
            subject_id: order.to_string(),
            language,
            format,
            number,
            company_id,
            legal_entity_id,
            file_id,
            file_name,
            sha256,
            bytes,
            issued_at: ctx.now(),
            issued_by: ctx.actor_id(),
        };
        let tx = self.boot.store.write(ctx).await?;
        if tx.insert_missing::<issued::Entity>(vec![row.clone()]).await? == 0 {
            let first = find(&tx, order, language, format).await?;
            return first.ok_or(DocumentsError::Store(kontor_store::StoreError::Conflict));
        }
        files.set_used(&tx, user(&row), &[file_id]).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// The bytes of a new file, made on a thread that may be busy for a while.
    async fn make(&self, facts: Facts, language: Locale, format: Format) -> Result<Vec<u8>, DocumentsError> {
        let (press, boot) = (self.press.clone(), self.boot.clone());
        let made = tokio::task::spawn_blocking(move || {
            let speech = Speech::new(boot.texts(), language);
            match format {
                Format::Pdf => Ok(press.print(&confirmation::page(&speech, &facts)?)?),
                Format::Xlsx => Ok(confirmation::sheet(&speech, &facts)?),
            }
        });
        made.await.map_err(|cause| DocumentsError::Unfinished(cause.to_string()))?
    }
}

async fn find(
    tx: &impl Tx,
    order: OrderId,
    language: Locale,
    format: Format,
) -> Result<Option<issued::Model>, DocumentsError> {
    let find = tx.find::<issued::Entity>().filter(Column::Kind.eq(Kind::OrderConfirmation));
    let find = find.filter(Column::SubjectId.eq(order.to_string())).filter(Column::Language.eq(language));
    Ok(find.filter(Column::Format.eq(format)).one(tx).await?)
}

/// What keeps the file from being swept: the document, by all that names it.
fn user(row: &issued::Model) -> FileUser {
    let (kind, format) = (row.kind.to_value(), row.format.to_value());
    FileUser { kind: "document", id: format!("{kind}/{}/{}/{format}", row.subject_id, row.language) }
}
