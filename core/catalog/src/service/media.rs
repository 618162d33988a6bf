//! Pictures and documents of a product: replaced whole by staff, shown on pages, and handed out to whoever sees the product.
//! What files hold is the files engine's; which of them are whose, and who may have them, is said here.

use std::collections::BTreeMap;

use kontor_contract::{
    FieldFault, Sentence,
    audit::Change,
    catalog::{DocumentKind, DocumentView, MediaAudience, MediaRole, PictureView},
    files::{FileBytes, FileFacts, FileUser, Files, MediaType, PixelSize},
};
use kontor_kernel::{FileId, Locale, ProductId};
use kontor_store::{Ctx, Principal, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{Catalogue, parts::field, products::find_product};
use crate::{
    entities::{medium, product},
    error::{CatalogError, CatalogResult},
    model::media::Medium,
    read_model::{Onlooker, Product},
};

/// The longest text about a picture or document, in characters.
const LONGEST_TEXT: usize = 250;
/// Who uses a file, in the files engine's words.
const PRODUCT: &str = "product";

/// A picture or document of a product, for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct MediumDetail {
    /// Its file.
    pub file_id: FileId,
    /// What it is to the product.
    pub role: MediaRole,
    /// Who is shown it.
    pub audience: MediaAudience,
    /// What kind of document it is.
    pub document_kind: Option<DocumentKind>,
    /// The language a document is written in.
    pub language: Option<Locale>,
    /// What it shows or is called, by language.
    pub texts: BTreeMap<String, String>,
    /// The name of its file.
    pub name: String,
    /// What its file is.
    pub media_type: MediaType,
    /// How large its file is, in bytes.
    pub bytes: i64,
    /// The sizes of a picture, narrow ones first.
    pub sizes: Vec<PixelSize>,
}

/// The pictures and documents of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct MediaList {
    /// In their order.
    pub items: Vec<MediumDetail>,
    /// The product's version, to be sent back with a change.
    pub version: i64,
}

/// A picture or document as it shall be.
#[derive(Debug, Clone)]
pub(crate) struct WantedMedium {
    pub file: FileId,
    pub role: MediaRole,
    pub audience: MediaAudience,
    pub kind: Option<DocumentKind>,
    pub language: Option<Locale>,
    pub texts: BTreeMap<String, String>,
}

/// A file of a product on its way to whoever may have it.
pub(crate) struct MediumBytes {
    pub medium: Medium,
    pub bytes: FileBytes,
    /// Whether every guest of the channel may have it, so that it may be kept by anybody.
    pub is_for_everybody: bool,
}

impl Catalogue {
    /// The pictures and documents of a product.
    pub async fn read_media(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<MediaList> {
        let tx = self.boot.store.read(ctx).await?;
        let product = find_product(&tx, id).await?;
        let list = MediaList { items: media_of(&tx, id).await?, version: product.epoch };
        tx.finish().await?;
        Ok(list)
    }

    /// Replaces the pictures and documents of a product.
    pub async fn set_media(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: &[WantedMedium],
        version: Option<i64>,
    ) -> CatalogResult<MediaList> {
        let tx = self.boot.store.write(ctx).await?;
        let product = self.begin_parts(&tx, id, version, wanted.len(), "/media").await?;
        let facts = self.use_files(&tx, id, wanted).await?;
        let rows = rows(&product, wanted, facts)?;
        let before = media_of(&tx, id).await?;
        tx.delete::<medium::Entity>().filter(medium::Column::ProductId.eq(id)).run(&tx).await?;
        tx.insert_all::<medium::Entity>(rows).await?;
        let items = media_of(&tx, id).await?;
        if items == before {
            return Ok(MediaList { items, version: product.epoch });
        }
        let version = self.touch_product(&tx, id).await?;
        let change = Change::new("catalog.media_set", "product", id, format!("{} {}", product.sku, product.name));
        self.boot.record(&tx, change.before(&before).after(&items)).await?;
        tx.commit().await?;
        Ok(MediaList { items, version })
    }

    /// Says which files the product uses from this commit on.
    async fn use_files(
        &self,
        tx: &WriteTx,
        id: ProductId,
        wanted: &[WantedMedium],
    ) -> CatalogResult<Vec<Option<FileFacts>>> {
        let Some(files) = self.boot.ports.find::<dyn Files>() else { return Ok(vec![None; wanted.len()]) };
        let ids: Vec<FileId> = wanted.iter().map(|one| one.file).collect();
        let mut known = files.set_used(tx, FileUser { kind: PRODUCT, id: id.to_string() }, &ids).await?;
        let mut facts_of = |id: &FileId| {
            let at = known.iter().position(|facts| facts.id == *id)?;
            Some(known.swap_remove(at))
        };
        Ok(ids.iter().map(&mut facts_of).collect())
    }

    /// A file of a product by the parts of its address; nothing where there is none, or not for whoever asks.
    pub async fn find_medium(
        &self,
        ctx: &Ctx,
        id: ProductId,
        hash: &str,
        name: &str,
    ) -> CatalogResult<Option<MediumBytes>> {
        let Some(files) = self.boot.ports.find::<dyn Files>() else { return Ok(None) };
        let snapshot = self.cache.get(ctx).await?;
        let Some(place) = snapshot.place_of(id).filter(|place| snapshot.has_page(*place, &Onlooker::of(ctx))) else {
            return Ok(None);
        };
        let shown = snapshot.at(place).and_then(|product| {
            let mut shown = product.media.iter().filter(|medium| medium.is_shown(is_guest(ctx)));
            shown.find(|medium| *medium.hash == *hash)
        });
        let Some((medium, part)) = shown.and_then(|medium| Some((medium, medium.part(name)?))) else {
            return Ok(None);
        };
        let is_for_everybody = medium.is_shown(true) && snapshot.has_page(place, &Onlooker::guest(ctx));
        let bytes = files.read(ctx.tenant(), medium.file, part).await?;
        Ok(bytes.map(|bytes| MediumBytes { medium: medium.clone(), bytes, is_for_everybody }))
    }
}

fn is_guest(ctx: &Ctx) -> bool {
    matches!(ctx.principal(), Principal::Anonymous)
}

/// The picture that stands for a product in lists.
pub(super) fn first_picture(ctx: &Ctx, product: &Product) -> Option<PictureView> {
    all_pictures(ctx, product).next()
}

/// The pictures on a product's page.
pub(super) fn pictures(ctx: &Ctx, product: &Product) -> Vec<PictureView> {
    all_pictures(ctx, product).collect()
}

fn all_pictures(ctx: &Ctx, product: &Product) -> impl Iterator<Item = PictureView> {
    let (is_guest, locale) = (is_guest(ctx), ctx.locale());
    let shown = product.media.iter().filter(move |medium| medium.is_shown(is_guest));
    shown.filter_map(move |medium| medium.picture(product.id, &product.text(locale).name, locale))
}

/// The documents on a product's page.
pub(super) fn documents(ctx: &Ctx, product: &Product) -> Vec<DocumentView> {
    let shown = product.media.iter().filter(|medium| medium.is_shown(is_guest(ctx)));
    shown.filter_map(|medium| medium.document(product.id, ctx.locale())).collect()
}

async fn media_of(tx: &impl Tx, id: ProductId) -> CatalogResult<Vec<MediumDetail>> {
    let rows = tx.find::<medium::Entity>().filter(medium::Column::ProductId.eq(id));
    let rows = rows.order_by(medium::Column::Position, Order::Asc).all(tx).await?;
    let detail = |row: medium::Model| MediumDetail {
        file_id: row.file_id,
        role: row.role.into(),
        audience: row.audience.into(),
        document_kind: row.document_kind.map(Into::into),
        language: row.language,
        texts: serde_json::from_value(row.texts).unwrap_or_default(),
        name: row.name,
        media_type: row.media_type.into(),
        bytes: row.bytes,
        sizes: serde_json::from_value(row.sizes).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(detail).collect())
}

/// The rows of a list that makes sense.
fn rows(
    product: &product::Model,
    wanted: &[WantedMedium],
    facts: Vec<Option<FileFacts>>,
) -> CatalogResult<Vec<medium::Model>> {
    let mut rows = Vec::with_capacity(wanted.len());
    for (at, (one, facts)) in wanted.iter().zip(facts).enumerate() {
        let fault =
            |name: &str, code, detail: &str| Err(field(format!("/media/{at}/{name}"), code, Sentence::new(detail)));
        if wanted[..at].iter().any(|other| other.file == one.file) {
            return fault("file_id", "catalog.file_twice", "This file stands in the list twice.");
        }
        let Some(facts) = facts else {
            return fault("file_id", "catalog.unknown_file", "There is no such file; upload it again.");
        };
        if one.role == MediaRole::Picture && !facts.media_type.is_picture() {
            return fault("role", "catalog.no_picture", "This file is a document, so it cannot be shown as a picture.");
        }
        if one.role == MediaRole::Picture && (one.kind.is_some() || one.language.is_some()) {
            let detail = "Only documents have a kind and a language; leave both out for a picture.";
            return fault("document_kind", "catalog.kind_of_picture", detail);
        }
        let texts = texts(at, &one.texts)?;
        rows.push(row(product, i32::try_from(at).unwrap_or(i32::MAX), one, &texts, facts));
    }
    Ok(rows)
}

fn row(
    product: &product::Model,
    position: i32,
    one: &WantedMedium,
    texts: &BTreeMap<String, String>,
    facts: FileFacts,
) -> medium::Model {
    let kind = one.kind.or((one.role == MediaRole::Document).then_some(DocumentKind::Other));
    medium::Model {
        tenant_id: product.tenant_id,
        product_id: product.id,
        file_id: facts.id,
        position,
        role: one.role.into(),
        audience: one.audience.into(),
        document_kind: kind.map(Into::into),
        language: one.language,
        texts: serde_json::json!(texts),
        content_hash: facts.hash,
        media_type: facts.media_type.into(),
        bytes: facts.bytes,
        sizes: serde_json::json!(facts.sizes),
        name: facts.name,
    }
}

/// Texts by language, without those that are empty.
fn texts(at: usize, given: &BTreeMap<String, String>) -> CatalogResult<BTreeMap<String, String>> {
    let mut kept = BTreeMap::new();
    let mut faults = Vec::new();
    for (tag, text) in given {
        let mut fault = |code: &'static str, detail: Sentence| {
            faults.push(FieldFault { pointer: format!("/media/{at}/texts/{tag}"), code, detail });
        };
        let text = text.trim();
        match tag.parse::<Locale>() {
            Err(cause) => fault("catalog.bad_language", cause.to_string().into()),
            Ok(_) if text.chars().count() > LONGEST_TEXT => {
                let detail = Sentence::new(format!("At most {LONGEST_TEXT} characters are taken."));
                fault("catalog.too_long", detail.of([("most", LONGEST_TEXT.into())]));
            }
            Ok(_) if text.chars().any(char::is_control) => {
                fault("catalog.bad_text", "The text holds control characters.".into());
            }
            Ok(_) if text.is_empty() => {}
            Ok(locale) => {
                kept.insert(locale.tag().to_owned(), text.to_owned());
            }
        }
    }
    if faults.is_empty() { Ok(kept) } else { Err(CatalogError::Fields(faults)) }
}
