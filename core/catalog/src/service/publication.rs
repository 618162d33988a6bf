//! Products on their way into the shop: steps that staff take, on all channels or on one, and what is missing on each.
//! What the tenant asks for, and whether a product must be approved first, are rules of the tenant.

use std::collections::HashMap;

use kontor_contract::{Sentence, audit::Change, catalog::MediaRole};
use kontor_kernel::{ChannelId, Currency, Locale, ProductId, code_key};
use kontor_store::{Ctx, Tx, View, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, FromQueryResult, Order};
use serde::{Deserialize, Serialize};

use super::{Catalogue, parts::field, products::find_product, today};
use crate::{
    entities::{channel_state, product, rules},
    error::{CatalogError, CatalogResult},
    model::{
        codes::Owner,
        completeness::{Ask, Verdict, judge},
        publication::{State, Step},
    },
    read_model::{Product, Snapshot},
};

/// A channel of the tenant.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Channel {
    pub channel_id: ChannelId,
    pub code: String,
    pub code_key: String,
    pub currency: Currency,
    languages: serde_json::Value,
}

impl View for Channel {
    const NAME: &'static str = "v_identity_channel_languages";
    const LEGAL_ENTITY: Option<&'static str> = Some("legal_entity_id");
    const COLUMNS: &'static [&'static str] = &["channel_id", "code", "code_key", "currency", "languages"];
}

impl Channel {
    fn languages(&self) -> Vec<Locale> {
        let tags = self.languages.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
        tags.filter_map(|tag| tag.parse().ok()).collect()
    }
}

/// What the tenant asks of its products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductRules {
    /// Whether new products are drafts, so that somebody must approve and publish them; they are published at once otherwise.
    pub need_approval: bool,
    /// What a product must have to be complete.
    pub asks: Vec<Ask>,
}

impl Default for ProductRules {
    fn default() -> Self {
        Self { need_approval: false, asks: Ask::USUAL.to_vec() }
    }
}

/// How far a product has come on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ChannelState {
    /// The channel's code.
    pub channel_code: String,
    /// How far it has come there.
    pub state: State,
    /// Whether that is said of this channel alone.
    pub own: bool,
}

/// How complete a product is in a language on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Completeness {
    /// The channel's code.
    pub channel_code: String,
    /// The language.
    pub language: Locale,
    /// Per cent; 100 only where nothing is missing.
    pub percent: u8,
    /// What is missing, `name` or `attributes.length`.
    pub missing: Vec<String>,
}

/// A product on its way into the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PublicationView {
    /// How far it has come.
    pub state: State,
    /// What may be done with it as a whole.
    pub steps: Vec<Step>,
    /// How far it has come on each channel.
    pub channels: Vec<ChannelState>,
    /// How complete it is in each language of each channel.
    pub completeness: Vec<Completeness>,
    /// The product's version, to be sent back with a step.
    pub version: i64,
}

impl Catalogue {
    /// What the tenant asks of its products.
    pub async fn read_rules(&self, ctx: &Ctx) -> CatalogResult<ProductRules> {
        let tx = self.boot.store.read(ctx).await?;
        let rules = rules_of(&tx).await?;
        tx.finish().await?;
        Ok(rules)
    }

    /// Says what the tenant asks of its products.
    pub async fn set_rules(&self, ctx: &Ctx, wanted: ProductRules) -> CatalogResult<ProductRules> {
        for (at, ask) in wanted.asks.iter().enumerate() {
            if wanted.asks[..at].contains(ask) {
                let detail = "This stands in the list twice.".into();
                return Err(field(format!("/asks/{at}"), "catalog.ask_twice", detail));
            }
        }
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = rules_of(&tx).await?;
        if before == wanted {
            return Ok(before);
        }
        let asks = wanted.asks.iter().map(|ask| ask.name()).collect::<Vec<_>>();
        let row =
            rules::Model { tenant_id: tx.tenant(), need_approval: wanted.need_approval, asks: serde_json::json!(asks) };
        let columns = [rules::Column::NeedApproval, rules::Column::Asks];
        tx.upsert_all::<rules::Entity>(vec![row], [rules::Column::TenantId], columns).await?;
        let change = Change::new("catalog.product_rules_set", "product_rules", tx.tenant(), "");
        self.boot.record(&tx, change.before(&before).after(&wanted)).await?;
        tx.commit().await?;
        Ok(wanted)
    }

    /// A product on its way into the shop.
    pub async fn read_publication(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<PublicationView> {
        let snapshot = self.cache.get_newest(ctx).await?;
        let tx = self.boot.store.read(ctx).await?;
        let view = view_of(ctx, &tx, &snapshot, id).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// Takes a step with a product, on all channels or on one.
    pub async fn take_step(
        &self,
        ctx: &Ctx,
        id: ProductId,
        step: Step,
        channel_code: Option<&str>,
        version: Option<i64>,
    ) -> CatalogResult<PublicationView> {
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let product = find_product(&tx, id).await?;
        if version.is_some_and(|version| version != product.epoch) {
            return Err(CatalogError::Stale { now: product.epoch });
        }
        let own = product.state.map_or(State::Published, State::from);
        match channel_code {
            None => {
                let to = own.after(step).ok_or(CatalogError::NoStep { step, state: own })?;
                let update = tx.update::<product::Entity>().filter(product::Column::Id.eq(id));
                update.set(product::Column::State, Some(product::State::from(to))).run(&tx).await?;
                self.record_step(&tx, &product, None, own, to).await?;
            }
            Some(code) => {
                let channel = channel_called(&tx, code).await?;
                let known = channel_states(&tx, id).await?.get(&channel.channel_id).copied();
                let from = known.unwrap_or(own);
                let to = from.after(step).ok_or(CatalogError::NoStep { step, state: from })?;
                write_channel_state(&tx, id, channel.channel_id, to).await?;
                self.record_step(&tx, &product, Some(&channel.code), from, to).await?;
            }
        }
        self.touch_product(&tx, id).await?;
        tx.commit().await?;
        self.read_publication(ctx, id).await
    }

    async fn record_step(
        &self,
        tx: &WriteTx,
        product: &product::Model,
        channel: Option<&str>,
        from: State,
        to: State,
    ) -> CatalogResult<()> {
        let told = |state: State| serde_json::json!({ "channel": channel, "state": state });
        let label = format!("{} {}", product.sku, product.name);
        let change = Change::new("catalog.product_state_set", "product", product.id, label);
        Ok(self.boot.record(tx, change.before(&told(from)).after(&told(to))).await?)
    }

    /// The least complete language and channel of products, in per cent.
    pub(super) async fn least_complete(&self, ctx: &Ctx, ids: &[ProductId]) -> CatalogResult<HashMap<ProductId, u8>> {
        let snapshot = self.cache.get_newest(ctx).await?;
        let tx = self.boot.store.read(ctx).await?;
        let (channels, rules) = (channels_of(&tx).await?, rules_of(&tx).await?);
        tx.finish().await?;
        let mut least = HashMap::with_capacity(ids.len());
        for id in ids {
            if let Some(product) = snapshot.product(*id) {
                let all = completeness(ctx, &snapshot, product, &channels, &rules.asks)?;
                least.insert(*id, all.iter().map(|one| one.percent).min().unwrap_or(100));
            }
        }
        Ok(least)
    }

    /// Products on sale that are complete everywhere, or those that are not.
    pub(super) async fn of_completeness(&self, ctx: &Ctx, is_complete: bool) -> CatalogResult<Vec<ProductId>> {
        let snapshot = self.cache.get_newest(ctx).await?;
        let ids: Vec<ProductId> = snapshot.products().filter(|one| !one.is_archived).map(|one| one.id).collect();
        let least = self.least_complete(ctx, &ids).await?;
        Ok(ids.into_iter().filter(|id| (least.get(id) == Some(&100)) == is_complete).collect())
    }
}

/// What the tenant asks of its products, within a transaction.
pub(super) async fn rules_of(tx: &impl Tx) -> CatalogResult<ProductRules> {
    let Some(row) = tx.find::<rules::Entity>().one(tx).await? else { return Ok(ProductRules::default()) };
    // An ask that this version does not know is asked for no more.
    let asks = row.asks.as_array().into_iter().flatten();
    let asks = asks.filter_map(|ask| serde_json::from_value(ask.clone()).ok()).collect();
    Ok(ProductRules { need_approval: row.need_approval, asks })
}

/// The state in which new products begin.
pub(super) async fn first_state(tx: &impl Tx) -> CatalogResult<Option<product::State>> {
    Ok(rules_of(tx).await?.need_approval.then_some(product::State::Draft))
}

async fn channels_of(tx: &impl Tx) -> CatalogResult<Vec<Channel>> {
    Ok(tx.find_view::<Channel>().order_by("code_key", Order::Asc).all(tx).await?)
}

async fn channel_called(tx: &impl Tx, code: &str) -> CatalogResult<Channel> {
    let key = code_key(code);
    let found = channels_of(tx).await?.into_iter().find(|channel| channel.code_key == key);
    found.ok_or_else(|| {
        let detail = Sentence::new(format!("There is no channel with the code {code}.")).of([("code", code.into())]);
        field("/channel_code".to_owned(), "catalog.unknown_channel", detail)
    })
}

async fn channel_states(tx: &impl Tx, id: ProductId) -> CatalogResult<HashMap<ChannelId, State>> {
    let rows = tx.find::<channel_state::Entity>().filter(channel_state::Column::ProductId.eq(id)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.channel_id, row.state.into())).collect())
}

async fn write_channel_state(
    tx: &WriteTx,
    product_id: ProductId,
    channel_id: ChannelId,
    to: State,
) -> CatalogResult<()> {
    use channel_state::Column as C;
    let row = channel_state::Model { tenant_id: tx.tenant(), product_id, channel_id, state: to.into() };
    tx.upsert_all::<channel_state::Entity>(vec![row], [C::TenantId, C::ProductId, C::ChannelId], [C::State]).await?;
    Ok(())
}

async fn view_of(ctx: &Ctx, tx: &impl Tx, snapshot: &Snapshot, id: ProductId) -> CatalogResult<PublicationView> {
    let product = find_product(tx, id).await?;
    let state = product.state.map_or(State::Published, State::from);
    let (channels, own) = (channels_of(tx).await?, channel_states(tx, id).await?);
    let on_channel = |channel: &Channel| ChannelState {
        channel_code: channel.code.clone(),
        state: own.get(&channel.channel_id).copied().unwrap_or(state),
        own: own.contains_key(&channel.channel_id),
    };
    let asks = rules_of(tx).await?.asks;
    Ok(PublicationView {
        state,
        steps: state.steps().collect(),
        channels: channels.iter().map(on_channel).collect(),
        completeness: match snapshot.product(id) {
            Some(known) => completeness(ctx, snapshot, known, &channels, &asks)?,
            None => Vec::new(),
        },
        version: product.epoch,
    })
}

fn completeness(
    ctx: &Ctx,
    snapshot: &Snapshot,
    product: &Product,
    channels: &[Channel],
    asks: &[Ask],
) -> CatalogResult<Vec<Completeness>> {
    let mut all = Vec::new();
    for channel in channels {
        // The first language of a channel is the one in which its tenant writes.
        for (at, language) in channel.languages().into_iter().enumerate() {
            let language_of = (at > 0).then_some(language);
            let Verdict { percent, missing } = verdict(ctx, snapshot, product, channel, language_of, asks)?;
            all.push(Completeness { channel_code: channel.code.clone(), language, percent, missing });
        }
    }
    Ok(all)
}

/// Judges a product in a language, in the tenant's own where none is named.
fn verdict(
    ctx: &Ctx,
    snapshot: &Snapshot,
    product: &Product,
    channel: &Channel,
    language: Option<Locale>,
    asks: &[Ask],
) -> CatalogResult<Verdict> {
    let own = language.and_then(|language| product.translations.iter().find(|(known, _)| *known == language));
    let text = if language.is_some() { own.map(|(_, text)| text) } else { Some(&product.text) };
    let on = today(ctx)?;
    let mut found = Vec::new();
    for ask in asks {
        let is_there = match ask {
            Ask::Name => text.is_some_and(|text| !text.name.is_empty()),
            Ask::Description => text.is_some_and(|text| !text.description.is_empty()),
            Ask::Price => {
                product.is_style() || snapshot.has_price(product.id, channel.channel_id, channel.currency, on)
            }
            Ask::Category => product
                .categories
                .iter()
                .any(|id| snapshot.categories().get(*id).is_some_and(crate::read_model::Category::is_shown)),
            Ask::Weight => {
                product.kind == kontor_contract::catalog::ProductKind::Service || snapshot.weight_of(product) > 0
            }
            Ask::Barcode => product.codes.iter().any(|code| code.owner == Owner::Barcode && code.unit_key.is_empty()),
            Ask::Picture => product.media.iter().any(|medium| medium.role == MediaRole::Picture),
            Ask::Attributes => {
                found.extend(required_of(snapshot, product));
                continue;
            }
        };
        found.push((ask.name().to_owned(), is_there));
    }
    Ok(judge(found))
}

/// The attributes that a product's categories ask for, and whether it has them.
fn required_of(snapshot: &Snapshot, product: &Product) -> Vec<(String, bool)> {
    let all = snapshot.categories().attributes_of(&product.categories).into_iter();
    let has = |name: &str| product.attributes.get(name).is_some_and(|value| !value.is_null() && value != "");
    let required = all.filter(|(_, attribute)| attribute.is_required);
    required.map(|(name, _)| (format!("attributes.{name}"), has(name))).collect()
}
