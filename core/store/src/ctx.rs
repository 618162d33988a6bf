//! Who asks, for whom and how far they may see: the context that every use case takes first.
//! Only an [`Authority`] makes one, and the store hands the authority out once, to the composition root.

use std::{collections::BTreeSet, net::IpAddr, sync::Arc};

use kontor_kernel::{
    ApiTokenId, BusinessDate, ChannelId, Clock, CompanyId, Currency, LegalEntityId, Locale, MembershipId, SessionId,
    TenantId, TimeError, Timestamp, UserId,
};

use crate::{idempotency::IdempotencyRequest, scope::Scope};

/// The tenant of a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantFacts {
    /// Its id.
    pub id: TenantId,
    /// Its short code, such as `baltic`.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// How taxes of a document are rounded (both are lawful; the tenant's accountant chooses).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaxRounding {
    /// Each line's tax is rounded, and the lines are summed.
    #[default]
    ByLine,
    /// The tax is rounded once per rate and allocated to the lines.
    ByTotal,
}

/// The legal entity that sells in a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalEntityFacts {
    /// Its id.
    pub id: LegalEntityId,
    /// Its registered name.
    pub name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Its VAT id.
    pub vat_id: Option<String>,
    /// Its IANA time zone.
    pub time_zone: String,
    /// The currency of its books.
    pub currency: Currency,
    /// How it rounds taxes.
    pub tax_rounding: TaxRounding,
}

/// The channel through which a request came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelFacts {
    /// Its id.
    pub id: ChannelId,
    /// Its short code.
    pub code: String,
    /// Who sells in it.
    pub legal_entity: LegalEntityFacts,
    /// The currency it shows and takes.
    pub currency: Currency,
    /// The languages it speaks, the first one by default.
    pub languages: Vec<Locale>,
    /// The theme of its pages.
    pub theme: String,
    /// The accent colour of its pages, `#rrggbb`.
    pub accent: String,
    /// Whether people who are not signed in see prices.
    pub guests_see_prices: bool,
    /// Whether buyers are shown prices with or without tax.
    pub price_display: PriceDisplay,
}

/// Whether buyers are shown prices with or without tax; what they pay is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PriceDisplay {
    /// Private persons with, firms without, guests as the price list has them.
    #[default]
    ByCustomer,
    /// Everybody without.
    Net,
    /// Everybody with.
    Gross,
    /// As the price list has them.
    AsListed,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// Nobody is signed in.
    Anonymous,
    /// A person, in a browser or by a token.
    User {
        /// The person.
        id: UserId,
        /// Their name.
        name: String,
        /// Their e-mail address.
        email: String,
    },
    /// A part of Kontor itself, by name: a job, the relay, an operator's command.
    System(&'static str),
}

/// The company of a buyer's persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonaCompany {
    /// Its id.
    pub id: CompanyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is a private person.
    pub is_consumer: bool,
}

/// The role in which a person acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// The membership behind it.
    pub membership: MembershipId,
    /// The role's code, such as `order_desk`.
    pub role_code: String,
    /// The role's name.
    pub role_name: String,
    /// The company for a buyer; nothing for staff.
    pub company: Option<PersonaCompany>,
}

/// By what a request proved who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// By nothing: a guest, or Kontor itself.
    None,
    /// By a browser's session.
    Session(SessionId),
    /// By an API token.
    Token(ApiTokenId),
}

/// Where a request came from, as far as the connection and trusted proxies tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The client's address.
    pub ip: Option<IpAddr>,
    /// What the client calls itself, cut to 200 characters.
    pub user_agent: Option<String>,
    /// Whether it came by HTTPS.
    pub is_secure: bool,
    /// The host name it was for, in lower case and without port.
    pub host: String,
    /// The mark of the browser, where it has one; it opens nothing.
    pub device: Option<String>,
}

/// What an [`Authority`] makes a context from.
#[derive(Debug, Clone)]
pub struct CtxParts {
    /// The tenant.
    pub tenant: Arc<TenantFacts>,
    /// The channel, unless a job or command acts.
    pub channel: Option<Arc<ChannelFacts>>,
    /// Who acts.
    pub principal: Principal,
    /// In which role.
    pub persona: Option<Persona>,
    /// What they may do.
    pub permissions: Arc<BTreeSet<String>>,
    /// How far they see.
    pub scope: Scope,
    /// For which company a member of staff acts.
    pub on_behalf_of: Option<CompanyId>,
    /// By what they proved who they are.
    pub credential: Credential,
    /// Where the request came from; nothing for jobs and commands.
    pub origin: Option<Arc<Origin>>,
    /// The language of answers.
    pub locale: Locale,
    /// The clock.
    pub clock: Clock,
    /// Names the request in logs and answers.
    pub request_id: String,
}

/// An authenticated context. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ctx {
    parts: Arc<CtxParts>,
    idempotency: Option<Arc<IdempotencyRequest>>,
    news: Option<Arc<SessionNews>>,
}

/// What whoever holds a session is to be told before anything else: why it opens less than its owner expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionNews {
    /// The tenant asks its staff for a second factor, and this session came about without one: it opens nothing but its
    /// owner's account.
    SecondFactorNeeded,
    /// The time for which a member of staff acted for a customer is over; until they have read so.
    ActingOver {
        /// The customer's name.
        company: String,
        /// Until when they acted.
        until: Timestamp,
    },
}

impl Ctx {
    /// The tenant's id.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.parts.tenant.id
    }

    /// The tenant.
    #[must_use]
    pub fn tenant_facts(&self) -> &Arc<TenantFacts> {
        &self.parts.tenant
    }

    /// The channel, unless a job or command acts.
    #[must_use]
    pub fn channel(&self) -> Option<&Arc<ChannelFacts>> {
        self.parts.channel.as_ref()
    }

    /// Who acts.
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.parts.principal
    }

    /// The acting person's id.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match &self.parts.principal {
            Principal::User { id, .. } => Some(*id),
            Principal::Anonymous | Principal::System(_) => None,
        }
    }

    /// A name for the one who acts, as histories show it.
    #[must_use]
    pub fn actor(&self) -> &str {
        match &self.parts.principal {
            Principal::User { name, .. } => name,
            Principal::System(name) => name,
            Principal::Anonymous => "guest",
        }
    }

    /// The one who acts, by id: what outlives the person may not name them.
    #[must_use]
    pub fn actor_id(&self) -> String {
        self.user().map_or_else(|| self.actor().to_owned(), |user| user.to_string())
    }

    /// The role in which a person acts.
    #[must_use]
    pub fn persona(&self) -> Option<&Persona> {
        self.parts.persona.as_ref()
    }

    /// The company a buyer acts in, or that a member of staff acts for.
    #[must_use]
    pub fn company(&self) -> Option<CompanyId> {
        self.parts.persona.as_ref().and_then(|persona| persona.company.as_ref()).map(|company| company.id)
    }

    /// Whether prices are shown with tax; as their list has them where nothing is said, and to staff.
    #[must_use]
    pub fn shows_tax(&self) -> Option<bool> {
        let buyer = self.parts.persona.as_ref().map(|persona| persona.company.as_ref());
        match (self.parts.channel.as_ref()?.price_display, buyer) {
            (_, Some(None)) | (PriceDisplay::AsListed, _) | (PriceDisplay::ByCustomer, None) => None,
            (PriceDisplay::ByCustomer, Some(Some(company))) => Some(company.is_consumer),
            (PriceDisplay::Net, _) => Some(false),
            (PriceDisplay::Gross, _) => Some(true),
        }
    }

    /// For which company a member of staff acts. Their persona is that company's while they do.
    #[must_use]
    pub fn on_behalf_of(&self) -> Option<CompanyId> {
        self.parts.on_behalf_of
    }

    /// By what the request proved who asks.
    #[must_use]
    pub fn credential(&self) -> Credential {
        self.parts.credential
    }

    /// Where the request came from; nothing for jobs and commands.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.parts.origin.as_deref()
    }

    /// Whether the persona belongs to the tenant's staff.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.parts.persona.as_ref().is_some_and(|persona| persona.company.is_none())
    }

    /// Whether a permission is held. Kontor itself holds all of them.
    #[must_use]
    pub fn allows(&self, permission: &str) -> bool {
        matches!(self.parts.principal, Principal::System(_)) || self.parts.permissions.contains(permission)
    }

    /// All permissions held.
    #[must_use]
    pub fn permissions(&self) -> &BTreeSet<String> {
        &self.parts.permissions
    }

    /// How far this context sees.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.parts.scope
    }

    /// The language of answers.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.parts.locale
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// The date now in the legal entity's zone; UTC where no channel is known.
    pub fn today(&self) -> Result<BusinessDate, TimeError> {
        let zone = self.parts.channel.as_ref().map_or("UTC", |channel| channel.legal_entity.time_zone.as_str());
        self.now().date_in(zone)
    }

    /// Names the request in logs and answers.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.parts.request_id
    }

    /// The idempotency key of the request, where it carries one.
    #[must_use]
    pub fn idempotency(&self) -> Option<&Arc<IdempotencyRequest>> {
        self.idempotency.as_ref()
    }

    /// The same context for a request that carries an idempotency key.
    #[must_use]
    pub fn with_idempotency(mut self, request: IdempotencyRequest) -> Self {
        self.idempotency = Some(Arc::new(request));
        self
    }

    /// What the owner of the session is to be told first.
    #[must_use]
    pub fn news(&self) -> Option<&SessionNews> {
        self.news.as_deref()
    }

    /// The same context with something to be told first.
    #[must_use]
    pub fn with_news(mut self, news: Option<Arc<SessionNews>>) -> Self {
        self.news = news;
        self
    }

    /// The parts, to derive a narrower context through an [`Authority`].
    #[must_use]
    pub fn parts(&self) -> CtxParts {
        CtxParts::clone(&self.parts)
    }
}

/// The right to make contexts and to read system tables. Made once, by opening a store; whoever holds it is trusted.
#[derive(Debug, Clone)]
pub struct Authority {
    _sealed: (),
}

impl Authority {
    pub(crate) const fn new() -> Self {
        Self { _sealed: () }
    }

    /// Makes a context. The caller has authenticated whom it names.
    #[must_use]
    pub fn context(&self, parts: CtxParts) -> Ctx {
        Ctx { parts: Arc::new(parts), idempotency: None, news: None }
    }

    /// The same context, idempotency key included, with another reach: for a use case that has itself decided how far
    /// its caller reaches.
    #[must_use]
    pub fn with_scope(&self, ctx: &Ctx, scope: Scope) -> Ctx {
        let parts = Arc::new(CtxParts { scope, ..ctx.parts() });
        Ctx { parts, idempotency: ctx.idempotency.clone(), news: ctx.news.clone() }
    }

    /// The context of a job or command that serves a whole tenant.
    #[must_use]
    pub fn system_context(&self, tenant: &Arc<TenantFacts>, name: &'static str, clock: &Clock) -> Ctx {
        self.context(CtxParts {
            tenant: Arc::clone(tenant),
            channel: None,
            principal: Principal::System(name),
            persona: None,
            permissions: Arc::default(),
            scope: Scope::tenant(),
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale: Locale::default(),
            clock: clock.clone(),
            request_id: format!("{name}-{}", uuid::Uuid::now_v7().simple()),
        })
    }
}
