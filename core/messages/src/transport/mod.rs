//! Where composed mails go: to a mail server, or into files.
//! Both say in one of four words what became of a mail; everything else is decided by whoever asked.

mod capture;
mod compose;
mod route;
mod smtp;

use kontor_store::Ctx;
use lettre::Message;

pub(crate) use compose::{Enclosed, Sender, compose};

use crate::{
    config::{MailConfigError, MailTransport},
    entities::outgoing,
};

/// What became of a mail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Handover {
    /// The mail server has taken it.
    Sent,
    /// It was written to a file.
    Captured,
    /// Not now, and why; or nobody knows whether it was taken.
    Postponed(String),
    /// Never, and why.
    Refused(String),
}

/// Where mails go.
pub(crate) enum Transport {
    Smtp(smtp::MailServer),
    Capture(capture::Folder),
}

impl Transport {
    pub(crate) fn open(config: &MailTransport) -> Result<Self, MailConfigError> {
        Ok(match config {
            MailTransport::Smtp { url, authorities } => {
                Self::Smtp(smtp::MailServer::open(url, authorities.as_deref())?)
            }
            MailTransport::Capture { folder } => Self::Capture(capture::Folder::new(folder)),
        })
    }

    /// Hands a mail over. Whoever calls holds no transaction.
    pub(crate) async fn hand_over(&self, ctx: &Ctx, row: &outgoing::Model, mail: &Message) -> Handover {
        match self {
            Self::Smtp(server) => server.send(mail).await,
            Self::Capture(folder) => folder.keep(ctx, row, mail).await,
        }
    }
}
