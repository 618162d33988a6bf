//! Passkeys as WebAuthn has them: challenges, what an authenticator answers, and what is kept of its key.
//! A passkey is good on one host, its user is always verified, and its counter only rises.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kontor_kernel::UserId;
use serde::Serialize;
use serde_json::Value;
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration, RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, DomainOrigin, ExtensionInfo, Port, PublicKeyCredentialDescriptor, RpId, Scheme,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle16, Username,
        },
    },
    response::{
        AuthTransports, CredentialId,
        register::{CompressedPubKey, DynamicState, StaticState},
    },
};

/// Why a passkey is refused, in words for a log or a person.
pub(crate) type Refused = String;

type KeptKey = StaticState<CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>>;

/// A challenge and what its answer is compared with.
pub(crate) struct Challenge {
    /// For `navigator.credentials`.
    pub(crate) public_key: Value,
    /// Kept until the answer comes.
    pub(crate) kept: String,
}

/// A passkey as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passkey {
    /// Base64url.
    pub(crate) credential_id: String,
    /// Public key and counter, base64url, with a point between.
    pub(crate) public_state: String,
}

/// The host on which passkeys are good; an address in figures cannot have any.
pub(crate) struct Host {
    name: String,
    rp: RpId,
}

impl Host {
    pub(crate) fn new(name: &str) -> Option<Self> {
        let is_address = name.parse::<std::net::IpAddr>().is_ok() || name.starts_with('[');
        let domain = AsciiDomain::try_from(name.to_owned()).ok().filter(|_| !is_address)?;
        Some(Self { name: name.to_owned(), rp: RpId::Domain(domain) })
    }

    /// From where an answer may come: this very host by HTTPS, on any port; on the machine itself by HTTP, too.
    fn origins(&self) -> [DomainOrigin<'static, '_>; 1] {
        let is_local = self.name == "localhost" || self.name.ends_with(".localhost");
        let scheme = if is_local { Scheme::Any } else { Scheme::Https };
        [DomainOrigin { scheme, host: &self.name, port: Port::Any }]
    }

    /// A challenge to make a passkey for a person who has `present` ones already.
    pub(crate) fn ask_for_new(&self, user: UserId, name: &str, present: &[Passkey]) -> Result<Challenge, Refused> {
        let handle = handle(user);
        let name = Username::try_from(name.to_owned()).or_else(|_| Username::try_from(user.to_string()));
        let name = name.map_err(|cause| cause.to_string())?;
        let entity = PublicKeyCredentialUserEntity { name, id: &handle, display_name: None };
        let present = present.iter().filter_map(|passkey| descriptor(&passkey.credential_id)).collect();
        let mut options = PublicKeyCredentialCreationOptions::passkey(&self.rp, entity, present);
        // Asked for and not insisted on: browsers refuse authenticators that do not know of it, such as those of phones, and
        // whoever signs in is verified anyway.
        options.extensions.cred_protect = CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
        let (server, client) = options.start_ceremony().map_err(|cause| cause.to_string())?;
        challenge(&client, &server.encode().map_err(|cause| cause.to_string())?)
    }

    /// Verifies what the authenticator has made.
    pub(crate) fn accept_new(&self, kept: &str, user: UserId, credential: &Value) -> Result<Passkey, Refused> {
        let state = RegistrationServerState::<16>::decode(&decoded(kept)?).map_err(|cause| cause.to_string())?;
        let answer =
            Registration::from_json_relaxed(credential.to_string().as_bytes()).map_err(|cause| cause.to_string())?;
        let origins = self.origins();
        let options = RegistrationVerificationOptions::<DomainOrigin<'_, '_>, DomainOrigin<'_, '_>> {
            allowed_origins: &origins,
            ..RegistrationVerificationOptions::default()
        };
        let made = state.verify(&self.rp, &answer, &options).map_err(|cause| cause.to_string())?;
        if *made.user_id() != handle(user) {
            return Err("it was made for somebody else".to_owned());
        }
        let Ok(key) = made.static_state().encode();
        Ok(Passkey {
            credential_id: URL_SAFE_NO_PAD.encode(made.id().as_ref()),
            public_state: with_counter(&URL_SAFE_NO_PAD.encode(key), made.dynamic_state()),
        })
    }

    /// A challenge to any passkey that the browser has for this host.
    pub(crate) fn ask(&self) -> Result<Challenge, Refused> {
        let options = DiscoverableCredentialRequestOptions::passkey(&self.rp);
        let (server, client) = options.start_ceremony().map_err(|cause| cause.to_string())?;
        challenge(&client, &server.encode().map_err(|cause| cause.to_string())?)
    }

    /// Verifies an answer with the passkey it names; tells the passkey's new state.
    pub(crate) fn accept(
        &self,
        kept: &str,
        answer: &Answer,
        user: UserId,
        passkey: &Passkey,
    ) -> Result<String, Refused> {
        let state = DiscoverableAuthenticationServerState::decode(&decoded(kept)?);
        let state = state.map_err(|cause| cause.to_string())?;
        let (key, counter) = passkey.public_state.split_once('.').ok_or("its key cannot be read")?;
        let kept_key = KeptKey::decode(&decoded(key)?).map_err(|cause| cause.to_string())?;
        let counter: [u8; 7] = decoded(counter)?.try_into().map_err(|_| "its counter cannot be read")?;
        let counter = DynamicState::decode(counter).map_err(|cause| cause.to_string())?;
        let (id, handle) = (decoded(&passkey.credential_id)?, handle(user));
        let id = CredentialId::<&[u8]>::decode(&id).map_err(|cause| cause.to_string())?;
        let credential = AuthenticatedCredential::new(id, &handle, kept_key, counter);
        let mut credential = credential.map_err(|cause| cause.to_string())?;
        let origins = self.origins();
        let options = AuthenticationVerificationOptions::<DomainOrigin<'_, '_>, DomainOrigin<'_, '_>> {
            allowed_origins: &origins,
            ..AuthenticationVerificationOptions::default()
        };
        state.verify(&self.rp, &answer.0, &mut credential, &options).map_err(|cause| cause.to_string())?;
        Ok(with_counter(key, credential.dynamic_state()))
    }
}

/// What an authenticator answers to a challenge to sign in.
pub(crate) struct Answer(DiscoverableAuthentication16);

impl Answer {
    pub(crate) fn read(credential: &Value) -> Result<Self, Refused> {
        let read = DiscoverableAuthentication16::from_json_relaxed(credential.to_string().as_bytes());
        read.map(Self).map_err(|cause| cause.to_string())
    }

    /// The passkey it names, base64url.
    pub(crate) fn credential_id(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.raw_id().as_ref())
    }
}

fn handle(user: UserId) -> UserHandle16 {
    let Ok(handle) = UserHandle16::decode(*user.uuid().as_bytes());
    handle
}

fn descriptor(credential_id: &str) -> Option<PublicKeyCredentialDescriptor<Vec<u8>>> {
    let id = CredentialId::<Vec<u8>>::decode(decoded(credential_id).ok()?).ok()?;
    // How the authenticator was reached is not kept; browsers try all ways.
    let transports = AuthTransports::decode(0).ok()?;
    Some(PublicKeyCredentialDescriptor { id, transports })
}

fn challenge(client: &impl Serialize, server: &[u8]) -> Result<Challenge, Refused> {
    let mut options = serde_json::to_value(client).map_err(|cause| cause.to_string())?;
    // Browsers take what stands under `publicKey`; mediation beside it is theirs to choose.
    let public_key = options.get_mut("publicKey").map(Value::take).unwrap_or(options);
    Ok(Challenge { public_key, kept: URL_SAFE_NO_PAD.encode(server) })
}

fn with_counter(key: &str, counter: DynamicState) -> String {
    let Ok(counter) = counter.encode();
    format!("{key}.{}", URL_SAFE_NO_PAD.encode(counter))
}

fn decoded(text: &str) -> Result<Vec<u8>, Refused> {
    URL_SAFE_NO_PAD.decode(text).map_err(|cause| cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_and_no_address() {
        for good in ["shop.example", "baltic.localhost"] {
            assert!(Host::new(good).is_some(), "{good}");
        }
        for bad in ["127.0.0.1", "[::1]", "", "."] {
            assert!(Host::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_challenge_names_the_host_and_asks_for_a_verified_user() {
        let host = Host::new("shop.example").unwrap();
        let made = host.ask_for_new(UserId::new(), "anna@baltic.example", &[]).unwrap().public_key;
        assert_eq!(made["rp"]["id"], "shop.example", "{made}");
        assert_eq!(made["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(made["authenticatorSelection"]["residentKey"], "required");
        let asked = host.ask().unwrap().public_key;
        assert_eq!((&asked["rpId"], &asked["userVerification"]), (&"shop.example".into(), &"required".into()));
        assert_ne!(asked["challenge"], host.ask().unwrap().public_key["challenge"]);
    }
}
