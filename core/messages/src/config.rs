//! How a deployment sends mail: by an SMTP server or, without one, into files that can be looked at.
//! Checked when the process starts, so that a wrong setting is named there and not by the first mail.

use std::path::PathBuf;

use thiserror::Error;

/// How a deployment sends mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailConfig {
    /// Where mails go.
    pub transport: MailTransport,
    /// The address they come from, unless a tenant has set its own in a domain that the operator lets it use.
    pub from: String,
    /// The address that links begin with while nobody knows the tenant's own: `https://shop.example`.
    pub public_address: String,
}

/// Where mails go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTransport {
    /// To an SMTP server.
    Smtp {
        /// `smtp://user:password@host:587?tls=required` (STARTTLS), `smtps://…` (TLS from the start) or, for a server on
        /// the same machine, `smtp://localhost:25`.
        url: String,
        /// A file of PEM certificates that are trusted besides the public ones, for a company's own mail server.
        authorities: Option<PathBuf>,
    },
    /// Into `.eml` files below a folder, one folder per tenant.
    Capture {
        /// The folder.
        folder: PathBuf,
    },
}

/// Why mail cannot be sent with these settings.
#[derive(Debug, Error)]
pub enum MailConfigError {
    /// The URL of the mail server.
    #[error("KONTOR_SMTP_URL: {0}; write smtp://user:password@host:587?tls=required or smtps://user:password@host")]
    Url(String),
    /// A password would travel in the clear.
    #[error("KONTOR_SMTP_URL: the password would be sent unencrypted; add ?tls=required or write smtps://")]
    OpenPassword,
    /// The file of certificates.
    #[error("KONTOR_SMTP_CA: {0}")]
    Authorities(String),
    /// The sender's address.
    #[error("KONTOR_MAIL_FROM: '{0}' is not an e-mail address")]
    From(String),
}

impl MailConfig {
    /// Keeps mails in files below a folder; what is usual where nothing is set.
    #[must_use]
    pub fn capture(folder: PathBuf) -> Self {
        let transport = MailTransport::Capture { folder };
        Self { transport, from: "kontor@localhost".to_owned(), public_address: "http://localhost:8080".to_owned() }
    }
}
