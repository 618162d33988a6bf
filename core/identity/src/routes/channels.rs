//! Channels for the tenant's administrators: list, make, see and change.
//! Hosts are shown; the operator gives them.

use std::collections::HashMap;

use axum::extract::State;
use kontor_kernel::{ChannelId, Currency, LegalEntityId, Locale};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entities::channels,
    manifest::CHANNELS_MANAGE,
    service::{Service, channels::ChannelChange},
};

/// A channel to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewChannel {
    /// Unique whatever its case; it never changes.
    code: String,
    /// Who sells in it.
    legal_entity_id: LegalEntityId,
    /// The currency it shows and takes.
    currency: Currency,
    /// Its languages, the usual one first; English where nothing is said.
    languages: Option<Vec<Locale>>,
    theme: Option<String>,
    /// `#rrggbb`.
    accent: Option<String>,
    guests_see_prices: Option<bool>,
    /// `by_customer`: private persons see prices with tax and firms without; or `net`, `gross`, `as_listed`.
    price_display: Option<String>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChannelPatch {
    legal_entity_id: Option<LegalEntityId>,
    currency: Option<Currency>,
    languages: Option<Vec<Locale>>,
    theme: Option<String>,
    accent: Option<String>,
    guests_see_prices: Option<bool>,
    /// `by_customer`: private persons see prices with tax and firms without; or `net`, `gross`, `as_listed`.
    price_display: Option<String>,
}

/// A channel.
#[derive(Debug, Serialize, JsonSchema)]
struct ChannelDetail {
    id: ChannelId,
    code: String,
    legal_entity_id: LegalEntityId,
    currency: Currency,
    languages: Vec<Locale>,
    theme: String,
    accent: String,
    guests_see_prices: bool,
    /// `by_customer`, `net`, `gross` or `as_listed`.
    price_display: String,
    /// Names under which it is found, given by the operator.
    hosts: Vec<String>,
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct ChannelList {
    items: Vec<ChannelDetail>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/channels", Access::Staff(CHANNELS_MANAGE))
        .summary("List channels")
        .returns::<ChannelList>(200)
        .handle(service.clone(), list_channels);
    routes
        .post("/api/v1/admin/channels", Access::Staff(CHANNELS_MANAGE))
        .summary("Make a channel")
        .creates()
        .body::<NewChannel>()
        .returns::<ChannelDetail>(201)
        .handle(service.clone(), create_channel);
    routes
        .get("/api/v1/admin/channels/{id}", Access::Staff(CHANNELS_MANAGE))
        .summary("See a channel")
        .returns::<ChannelDetail>(200)
        .handle(service.clone(), get_channel);
    routes
        .patch("/api/v1/admin/channels/{id}", Access::Staff(CHANNELS_MANAGE))
        .summary("Change a channel")
        .body::<ChannelPatch>()
        .returns::<ChannelDetail>(200)
        .handle(service.clone(), change_channel);
}

async fn list_channels(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<ChannelList>, Problem> {
    let hosts = service.hosts_of_channels(&ctx).await?;
    let rows = service.list_channels(&ctx).await?;
    Ok(Json(ChannelList { items: rows.into_iter().map(|row| view(row, &hosts)).collect() }))
}

async fn create_channel(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewChannel>,
) -> Result<Created<ChannelDetail>, Problem> {
    let change = ChannelChange {
        code: Some(body.code),
        legal_entity: Some(body.legal_entity_id),
        currency: Some(body.currency),
        languages: body.languages,
        theme: body.theme,
        accent: body.accent,
        guests_see_prices: body.guests_see_prices,
        price_display: body.price_display,
    };
    let tx = service.boot.store.write(&ctx).await?;
    let view = view(service.create_channel(&tx, &change).await?, &HashMap::new());
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn get_channel(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ChannelId>,
) -> Result<Json<ChannelDetail>, Problem> {
    let tx = service.boot.store.read(&ctx).await?;
    let row = service.find_channel(&tx, id).await?;
    tx.finish().await?;
    Ok(Json(view(row, &service.hosts_of_channels(&ctx).await?)))
}

async fn change_channel(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ChannelId>,
    Json(body): Json<ChannelPatch>,
) -> Result<Json<ChannelDetail>, Problem> {
    let change = ChannelChange {
        code: None,
        legal_entity: body.legal_entity_id,
        currency: body.currency,
        languages: body.languages,
        theme: body.theme,
        accent: body.accent,
        guests_see_prices: body.guests_see_prices,
        price_display: body.price_display,
    };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.change_channel(&tx, id, &change).await?;
    tx.commit().await?;
    Ok(Json(view(row, &service.hosts_of_channels(&ctx).await?)))
}

fn view(row: channels::Model, hosts: &HashMap<ChannelId, Vec<String>>) -> ChannelDetail {
    ChannelDetail {
        languages: row.languages(),
        price_display: row.price_display_name().to_owned(),
        hosts: hosts.get(&row.id).cloned().unwrap_or_default(),
        id: row.id,
        code: row.code,
        legal_entity_id: row.legal_entity_id,
        currency: row.currency,
        theme: row.theme,
        accent: row.accent,
        guests_see_prices: row.guests_see_prices,
    }
}
