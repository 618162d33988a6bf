//! Why something was not fetched, in sentences for the person who gave the address.
//! They name nothing that only somebody inside the operator's network can know; the log says more.

use thiserror::Error;

/// Why something was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Not a URL, or not written the plain way.
    #[error("This is not an address on the web. Write it as https://host/path, with the host as it is read.")]
    BadUrl,
    /// Another scheme.
    #[error("Only https:// and http:// addresses are fetched.")]
    BadScheme,
    /// A user or password stands before the host.
    #[error("The address names a user or password before the host; leave it out.")]
    UserInfo,
    /// An unusual port.
    #[error(
        "Port {0} is not fetched from; use 443, 80 or 8443, or ask the operator to permit it (KONTOR_OUTBOUND_ALLOW)."
    )]
    BadPort(u16),
    /// Not on the public internet, or nowhere. Which of the two is not told: it would map the operator's network.
    #[error(
        "{0} is no host on the public internet. Check its name, or ask the operator to permit it (KONTOR_OUTBOUND_ALLOW)."
    )]
    NotPublic(String),
    /// It redirects from https to http.
    #[error("The server redirects from https to http, which is not followed. Give the address it should lead to.")]
    Downgrade,
    /// It redirects again and again.
    #[error("The server redirects more than {0} times. Give the address it should lead to.")]
    TooManyRedirects(u8),
    /// A header cannot be sent.
    #[error("A header of the request cannot be sent.")]
    BadHeader,
    /// It took too long.
    #[error("The server did not answer in time. Try again later.")]
    TimedOut,
    /// No connection, no TLS or no HTTP.
    #[error(
        "The server could not be reached or did not speak HTTP. Check that it runs and that its certificate is valid."
    )]
    Unreachable,
    /// More than is taken.
    #[error("The answer is larger than {0} bytes, which is more than is taken.")]
    TooLarge(usize),
    /// The client cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Setup(String),
}

impl FetchError {
    /// Whether the policy refused before any connection was made.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::BadUrl | Self::BadScheme | Self::UserInfo | Self::BadPort(_) | Self::NotPublic(_) | Self::Downgrade
        )
    }
}
