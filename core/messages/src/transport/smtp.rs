//! A mail server, spoken to by lettre over connections that are kept for a while.
//! Only what the server says about the mail itself is final; what it says about us is for the operator to mend.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::DEFAULT_MECHANISMS,
        client::{AsyncSmtpConnection, TlsParameters},
        response::Category,
    },
};

use super::{
    Handover,
    route::{Encryption, Route},
};
use crate::config::MailConfigError;

/// How long connecting may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// How long a connection may rest before a new one is better.
const KEPT_FOR: Duration = Duration::from_secs(30);
/// As many as the store's worker has jobs at once, and one to spare.
const MOST_KEPT: usize = 3;

/// A mail server.
pub(crate) struct MailServer {
    route: Route,
    resting: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

impl MailServer {
    pub(crate) fn open(url: &str, authorities: Option<&Path>) -> Result<Self, MailConfigError> {
        Ok(Self { route: Route::of(url, authorities)?, resting: Mutex::default() })
    }

    /// Hands a mail over. Whoever loses patience drops this future, and the connection goes with it.
    pub(crate) async fn send(&self, mail: &Message) -> Handover {
        match self.try_send(mail).await {
            Ok(()) => Handover::Sent,
            Err(error) if is_final(&error) => Handover::Refused(error.to_string()),
            Err(error) => Handover::Postponed(error.to_string()),
        }
    }

    /// Only a connection whose last dialogue came to its end is kept. One that was cut short would give the next mail
    /// the answers to this one; lettre's own pool does keep those.
    async fn try_send(&self, mail: &Message) -> Result<(), Error> {
        let mut connection = self.connection().await?;
        connection.send(mail.envelope(), &mail.formatted()).await?;
        let mut resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        if resting.len() < MOST_KEPT {
            resting.push((connection, Instant::now()));
        }
        Ok(())
    }

    async fn connection(&self) -> Result<AsyncSmtpConnection, Error> {
        while let Some((mut connection, since)) = self.rested() {
            if since.elapsed() < KEPT_FOR && connection.test_connected().await {
                return Ok(connection);
            }
        }
        self.connect().await
    }

    fn rested(&self) -> Option<(AsyncSmtpConnection, Instant)> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let Route { host, port, encryption, credentials, hello } = &self.route;
        let wrapped: Option<TlsParameters> = match encryption {
            Encryption::Wrapped(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let server = (host.as_str(), *port);
        let connecting = AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT_WITHIN), hello, wrapped, None);
        let mut connection = connecting.await?;
        match encryption {
            Encryption::Required(parameters) => connection.starttls(parameters.clone(), hello).await?,
            Encryption::Opportunistic(parameters) if connection.can_starttls() => {
                connection.starttls(parameters.clone(), hello).await?;
            }
            _ => {}
        }
        if let Some(credentials) = credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

/// Whether a reply is a last word on this mail: 55x, the mail system's own codes (RFC 5321, 4.2.1). Others of 5xx are
/// about signing in (53x) or commands (50x): the mail is as good as any other.
fn is_final(error: &Error) -> bool {
    error.is_permanent() && error.status().is_some_and(|code| code.category == Category::MailSystem)
}
