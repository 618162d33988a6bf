//! The way to a mail server, read from its URL: host, port, encryption, and who signs in.
//! Written as lettre's own URLs are; read here, because connections are made here (see the README).

use std::{borrow::Cow, net::IpAddr, path::Path};

use lettre::transport::smtp::{
    SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT,
    authentication::Credentials,
    client::{Certificate, TlsParameters},
    extension::ClientId,
};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::config::MailConfigError;

/// How a dialogue is encrypted.
#[derive(Clone)]
pub(super) enum Encryption {
    /// Not at all.
    None,
    /// By STARTTLS, or not at all where the server does not offer it.
    Opportunistic(TlsParameters),
    /// By STARTTLS.
    Required(TlsParameters),
    /// From the first byte.
    Wrapped(TlsParameters),
}

/// The way to a mail server.
pub(super) struct Route {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) credentials: Option<Credentials>,
    pub(super) hello: ClientId,
}

impl Route {
    /// Reads `smtp://user:password@host:port?tls=required|opportunistic` or `smtps://…`. Authorities in the PEM file are
    /// trusted besides the public ones.
    pub(super) fn of(url: &str, authorities: Option<&Path>) -> Result<Self, MailConfigError> {
        let url = Url::parse(url).map_err(|cause| MailConfigError::Url(cause.to_string()))?;
        let bad = |what: &str| MailConfigError::Url(what.to_owned());
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("it names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value);
        let trust = || trusted(&host, authorities);
        let (encryption, usual_port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => (Encryption::Wrapped(trust()?), SUBMISSIONS_PORT),
            ("smtp", Some("required")) => (Encryption::Required(trust()?), SUBMISSION_PORT),
            ("smtp", Some("opportunistic")) => (Encryption::Opportunistic(trust()?), SUBMISSION_PORT),
            ("smtp", None) => (Encryption::None, SMTP_PORT),
            _ => return Err(bad("its scheme or its tls= is unknown")),
        };
        let credentials = credentials(&url)?;
        let is_encrypted = matches!(encryption, Encryption::Required(_) | Encryption::Wrapped(_));
        if credentials.is_some() && !is_encrypted && !is_this_machine(&host) {
            return Err(MailConfigError::OpenPassword);
        }
        let port = url.port().unwrap_or(usual_port);
        Ok(Self { host, port, encryption, credentials, hello: ClientId::default() })
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, MailConfigError> {
    let Some(password) = url.password() else { return Ok(None) };
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8().map(Cow::into_owned);
        text.map_err(|_| MailConfigError::Url("its user or password is no text".to_owned()))
    };
    Ok(Some(Credentials::new(decoded(url.username())?, decoded(password)?)))
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn trusted(host: &str, authorities: Option<&Path>) -> Result<TlsParameters, MailConfigError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    let named = authorities.map_or(String::new(), |file| file.display().to_string());
    let unusable = |cause: String| MailConfigError::Authorities(format!("{named}: {cause}"));
    if let Some(file) = authorities {
        let pem = std::fs::read(file).map_err(|cause| unusable(cause.to_string()))?;
        builder =
            builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|cause| unusable(cause.to_string()))?);
    }
    builder.build().map_err(|cause| unusable(cause.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> String {
        Route::of(url, None).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_password_travels_encrypted_or_not_at_all() {
        for open in ["smtp://a:b@mail.example", "smtp://a:b@mail.example:587?tls=opportunistic"] {
            assert!(refused(open).contains("unencrypted"), "{open}");
        }
        let fine = ["smtp://a:b@mail.example?tls=required", "smtps://a:b@mail.example", "smtp://mail.example:25"];
        for url in fine.into_iter().chain(["smtp://a:b@localhost:2525", "smtp://a:b@[::1]:2525"]) {
            assert_eq!(refused(url), "", "{url}");
        }
    }

    #[test]
    fn a_url_that_cannot_be_used_is_named_without_its_password() {
        let unusable = ["mail.example:25", "http://mail.example", "smtp://", "smtp://mail.example?tls=maybe"];
        for url in unusable.into_iter().chain(["smtps://u:s3cret@mail.example:port", "smtps://u:s3cret@/x"]) {
            let told = refused(url);
            assert!(told.starts_with("KONTOR_SMTP_URL: ") && !told.contains("s3cret"), "{url}: {told}");
        }
    }

    #[test]
    fn each_way_has_its_usual_port() {
        let port = |url: &str| Route::of(url, None).unwrap().port;
        assert_eq!(port("smtp://mail.example"), 25);
        assert_eq!(port("smtp://mail.example?tls=required"), 587);
        assert_eq!(port("smtps://mail.example"), 465);
        assert_eq!(port("smtps://mail.example:2465"), 2465);
    }

    #[test]
    fn a_missing_file_of_authorities_is_named() {
        let told = Route::of("smtps://mail.example", Some(Path::new("/nowhere.pem"))).err().unwrap().to_string();
        assert!(told.starts_with("KONTOR_SMTP_CA: /nowhere.pem: "), "{told}");
    }
}
