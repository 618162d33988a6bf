//! Use cases of messages: queueing, sending, looking into the register, sending again, and tidying up.
//! Only [`send`] speaks to a mail server, and it holds no transaction while it does.

mod enclosed;
mod personal;
mod queue;
mod register;
mod send;
mod sweep;

use std::sync::Arc;

use kontor_contract::{
    Outcome,
    messages::{MailDraft, MailRendering, RenderedMail},
};
use kontor_module::Boot;
use kontor_store::Ctx;
use lettre::Address;

pub(crate) use register::RegisterQuery;

use crate::{
    config::{MailConfig, MailConfigError},
    entities::outgoing,
    transport::Transport,
};

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
    transport: Arc<Transport>,
    from: Address,
    public_address: String,
}

/// What stands in the register where a mail has its link.
const LINK_PLACEHOLDER: &str = "/[link]";

impl Service {
    pub(crate) fn new(boot: Boot, config: &MailConfig) -> Result<Self, MailConfigError> {
        let from = config.from.parse().map_err(|_| MailConfigError::From(config.from.clone()))?;
        let transport = Arc::new(Transport::open(&config.transport)?);
        let public_address = config.public_address.trim_end_matches('/').to_owned();
        Ok(Self { boot, transport, from, public_address })
    }

    /// Draws a message with its link, for its reader.
    fn draw(&self, ctx: &Ctx, row: &outgoing::Model) -> Outcome<RenderedMail> {
        self.draw_with(ctx, row, row.link.as_deref())
    }

    /// Draws a message with a placeholder in the place of its link, for the register.
    fn draw_for_register(&self, ctx: &Ctx, row: &outgoing::Model) -> Outcome<RenderedMail> {
        self.draw_with(ctx, row, row.link.as_ref().map(|_| LINK_PLACEHOLDER))
    }

    fn draw_with(&self, ctx: &Ctx, row: &outgoing::Model, link: Option<&str>) -> Outcome<RenderedMail> {
        let link = link.map(|path| format!("{}{path}", row.site));
        let draft = MailDraft {
            template: &row.template,
            locale: row.locale,
            to_name: row.to_name.as_deref(),
            data: &row.data,
            link: link.as_deref(),
            site: &row.site,
            accent: row.accent.as_deref(),
            time_zone: &row.time_zone,
        };
        self.boot.ports.get::<dyn MailRendering>()?.render(ctx, &draft)
    }
}
