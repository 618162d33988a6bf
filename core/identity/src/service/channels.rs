//! Channels: where a legal entity sells, with currency, languages and looks. They are made and changed, never deleted.
//! Which hosts lead to a channel is the operator's business; here they are only shown.

use std::collections::HashMap;

use kontor_contract::audit::Change;
use kontor_kernel::{ChannelId, Currency, LegalEntityId, Locale, code_key};
use kontor_store::{Ctx, PriceDisplay, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter};
use serde_json::{Value, json};

use super::{Service, companies::required};
use crate::{
    entities::{channel_hosts, channels},
    error::IdentityError,
};

/// The themes that pages can be drawn in, folders of `themes`.
const THEMES: [&str; 1] = ["default"];
/// The accent of a channel that asks for none.
const USUAL_ACCENT: &str = "#1f4e79";

/// What a channel is made or changed to. What is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct ChannelChange {
    pub(crate) code: Option<String>,
    pub(crate) legal_entity: Option<LegalEntityId>,
    pub(crate) currency: Option<Currency>,
    pub(crate) languages: Option<Vec<Locale>>,
    pub(crate) theme: Option<String>,
    pub(crate) accent: Option<String>,
    pub(crate) guests_see_prices: Option<bool>,
    pub(crate) price_display: Option<String>,
}

/// How prices may be shown, as requests say it.
const DISPLAYS: [(&str, PriceDisplay); 4] = [
    ("by_customer", PriceDisplay::ByCustomer),
    ("net", PriceDisplay::Net),
    ("gross", PriceDisplay::Gross),
    ("as_listed", PriceDisplay::AsListed),
];

impl channels::Model {
    pub(crate) fn languages(&self) -> Vec<Locale> {
        serde_json::from_value(self.languages.clone()).unwrap_or_default()
    }

    pub(crate) fn price_display(&self) -> PriceDisplay {
        let said = self.price_display.as_deref();
        DISPLAYS.iter().find(|(name, _)| said == Some(name)).map(|(_, display)| *display).unwrap_or_default()
    }

    /// The same as requests say it.
    pub(crate) fn price_display_name(&self) -> &'static str {
        let display = self.price_display();
        DISPLAYS.iter().find(|(_, known)| *known == display).map_or("by_customer", |(name, _)| name)
    }

    /// As the audit trail keeps it.
    fn state(&self) -> Value {
        json!({
            "code": self.code, "legal_entity_id": self.legal_entity_id, "currency": self.currency,
            "languages": self.languages, "theme": self.theme, "accent": self.accent,
            "guests_see_prices": self.guests_see_prices, "price_display": self.price_display_name(),
        })
    }
}

impl Service {
    /// The channels of legal entities that the context reaches, the first one first.
    pub(crate) async fn list_channels(&self, ctx: &Ctx) -> Result<Vec<channels::Model>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx.find::<channels::Entity>().order_by(channels::Column::Id, Order::Asc).all(&tx).await?;
        tx.finish().await?;
        Ok(rows)
    }

    pub(crate) async fn find_channel(&self, tx: &impl Tx, id: ChannelId) -> Result<channels::Model, IdentityError> {
        let row = tx.find::<channels::Entity>().filter(channels::Column::Id.eq(id)).one(tx).await?;
        row.ok_or(IdentityError::Unknown("channel"))
    }

    /// The hosts of the tenant's channels, each in its order.
    pub(crate) async fn hosts_of_channels(&self, ctx: &Ctx) -> Result<HashMap<ChannelId, Vec<String>>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = channel_hosts::Entity::find().filter(channel_hosts::Column::TenantId.eq(ctx.tenant()));
        let mut hosts: HashMap<ChannelId, Vec<String>> = HashMap::new();
        for row in system.all(select).await? {
            hosts.entry(row.channel_id).or_default().push(row.host);
        }
        hosts.values_mut().for_each(|hosts| hosts.sort());
        Ok(hosts)
    }

    pub(crate) async fn create_channel(
        &self,
        tx: &WriteTx,
        change: &ChannelChange,
    ) -> Result<channels::Model, IdentityError> {
        let code = required(change.code.as_deref(), "/code", 60)?;
        let missing = |pointer| IdentityError::BadField { pointer, detail: "This must be given.".into() };
        let mut row = channels::Model {
            tenant_id: tx.tenant(),
            id: ChannelId::new(),
            code_key: code_key(&code),
            code,
            legal_entity_id: change.legal_entity.ok_or_else(|| missing("/legal_entity_id"))?,
            currency: change.currency.ok_or_else(|| missing("/currency"))?,
            languages: json!([Locale::En]),
            theme: THEMES[0].to_owned(),
            accent: USUAL_ACCENT.to_owned(),
            guests_see_prices: false,
            price_display: None,
        };
        self.put_channel(tx, &mut row, change).await?;
        match tx.insert::<channels::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(IdentityError::CodeTaken(row.code)),
            other => other?,
        }
        let made = Change::new("identity.channel_made", "channel", row.id, &row.code);
        self.boot.record(tx, made.after(&row.state())).await?;
        Ok(row)
    }

    /// Changes a channel; the next request sees it.
    pub(crate) async fn change_channel(
        &self,
        tx: &WriteTx,
        id: ChannelId,
        change: &ChannelChange,
    ) -> Result<channels::Model, IdentityError> {
        tx.lock(tx.find::<channels::Entity>().filter(channels::Column::Id.eq(id))).await?;
        let before = self.find_channel(tx, id).await?;
        let mut row = before.clone();
        self.put_channel(tx, &mut row, change).await?;
        tx.update::<channels::Entity>()
            .set(channels::Column::LegalEntityId, row.legal_entity_id)
            .set(channels::Column::Currency, row.currency)
            .set(channels::Column::Languages, row.languages.clone())
            .set(channels::Column::Theme, row.theme.clone())
            .set(channels::Column::Accent, row.accent.clone())
            .set(channels::Column::GuestsSeePrices, row.guests_see_prices)
            .set(channels::Column::PriceDisplay, row.price_display.clone())
            .filter(channels::Column::Id.eq(id))
            .run(tx)
            .await?;
        self.forget_people_after(tx).await;
        let changed = Change::new("identity.channel_changed", "channel", id, &row.code);
        self.boot.record(tx, changed.before(&before.state()).after(&row.state())).await?;
        Ok(row)
    }

    /// What making and changing have in common.
    async fn put_channel(
        &self,
        tx: &WriteTx,
        row: &mut channels::Model,
        change: &ChannelChange,
    ) -> Result<(), IdentityError> {
        if let Some(entity) = change.legal_entity {
            let unknown = |_| IdentityError::BadField {
                pointer: "/legal_entity_id",
                detail: "There is no such legal entity.".into(),
            };
            row.legal_entity_id = self.find_legal_entity(tx, entity).await.map_err(unknown)?.id;
        }
        row.currency = change.currency.unwrap_or(row.currency);
        row.guests_see_prices = change.guests_see_prices.unwrap_or(row.guests_see_prices);
        if let Some(display) = &change.price_display {
            if !DISPLAYS.iter().any(|(name, _)| name == display) {
                let detail = format!("Say {}.", DISPLAYS.map(|(name, _)| name).join(", "));
                return Err(IdentityError::BadField { pointer: "/price_display", detail: detail.into() });
            }
            row.price_display = Some(display.clone());
        }
        if let Some(languages) = &change.languages {
            row.languages = json!(checked_languages(languages)?);
        }
        if let Some(theme) = &change.theme {
            if !THEMES.contains(&theme.as_str()) {
                let detail = format!("There is no theme {theme}; there is {}.", THEMES.join(", "));
                return Err(IdentityError::BadField { pointer: "/theme", detail: detail.into() });
            }
            row.theme.clone_from(theme);
        }
        if let Some(accent) = &change.accent {
            row.accent = checked_accent(accent)?;
        }
        Ok(())
    }
}

fn checked_languages(languages: &[Locale]) -> Result<&[Locale], IdentityError> {
    let is_repeated = languages.iter().enumerate().any(|(at, language)| languages[..at].contains(language));
    if languages.is_empty() || is_repeated {
        let detail = "Name one language at least and each once; the first one is the usual one.".to_owned();
        return Err(IdentityError::BadField { pointer: "/languages", detail: detail.into() });
    }
    Ok(languages)
}

fn checked_accent(accent: &str) -> Result<String, IdentityError> {
    let digits = accent.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(accent.to_ascii_lowercase());
    }
    let detail = "Write the colour as # and six hexadecimal digits, such as #1f4e79.".to_owned();
    Err(IdentityError::BadField { pointer: "/accent", detail: detail.into() })
}
