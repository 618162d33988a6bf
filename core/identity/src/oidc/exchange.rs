//! The flow: the address a person is sent to, and what becomes of the code they come back with.
//! State, nonce and verifier are new for every attempt and leave this server only as the protocol has it.

use kontor_kernel::Timestamp;
use openidconnect::{
    AccessToken, AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client, ClientId,
    ClientSecret, CsrfToken, EmptyAdditionalClaims, EndpointMaybeSet, EndpointNotSet, EndpointSet, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, SignatureVerificationError,
    StandardErrorResponse, SubjectIdentifier, UserInfoClaims,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse,
    },
};
use serde::{Deserialize, Serialize};

use super::{
    MoreClaims, Token, Tokens,
    claims::{self, Expected, Proof},
    discovery::{Known, Providers},
    error::OidcError,
};

/// Who we are to a provider.
#[derive(Clone)]
pub(crate) struct Party {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    /// Where the provider sends people back to; it compares this to the letter.
    pub(crate) redirect_uri: String,
}

/// What is kept of an attempt on this side until the person comes back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Started {
    nonce: String,
    verifier: String,
}

/// A new attempt: what is kept, and what the person is sent with.
pub(crate) struct Start {
    pub(crate) kept: Started,
    challenge: PkceCodeChallenge,
}

/// What a person comes back with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Return {
    pub(crate) code: Option<String>,
    /// RFC 9207: which provider sent them.
    pub(crate) iss: Option<String>,
    /// What the provider says went wrong.
    pub(crate) error: Option<String>,
}

type Asker = Client<
    MoreClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Start {
    /// New secrets.
    pub(crate) fn new() -> Self {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let kept = Started { nonce: Nonce::new_random().secret().clone(), verifier: verifier.into_secret() };
        Self { kept, challenge }
    }
}

impl Providers {
    /// Where a person is sent to prove who they are.
    pub(crate) async fn address(
        &self,
        party: &Party,
        scopes: Vec<String>,
        start: Start,
        state: String,
    ) -> Result<String, OidcError> {
        let known = self.known(&party.issuer).await?;
        let asker = asker(&known, party)?;
        let nonce = start.kept.nonce;
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let request = asker.authorize_url(flow, || CsrfToken::new(state), || Nonce::new(nonce));
        let request = request.add_scopes(scopes.into_iter().filter(|scope| scope != "openid").map(Scope::new));
        let (url, ..) = request.set_pkce_challenge(start.challenge).url();
        Ok(url.into())
    }

    /// What the provider proves about whoever came back.
    pub(crate) async fn redeem(
        &self,
        party: &Party,
        started: Started,
        started_at: Timestamp,
        now: Timestamp,
        back: Return,
    ) -> Result<Proof, OidcError> {
        let known = self.known(&party.issuer).await?;
        check_sender(&known, party, back.iss.as_deref())?;
        if let Some(error) = back.error {
            return Err(OidcError::Reported(error.chars().filter(|c| !c.is_control()).take(100).collect()));
        }
        let code = back.code.filter(|code| !code.is_empty()).ok_or(OidcError::NoCode)?;
        let asker = asker(&known, party)?;
        let nonce = Nonce::new(started.nonce);
        let request = asker.exchange_code(AuthorizationCode::new(code)).map_err(exchange_failed)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(started.verifier));
        let tokens = request.request_async(&self.door()).await.map_err(exchange_failed)?;
        let token = tokens.extra_fields().id_token().ok_or(OidcError::NoToken)?;
        let expected = Expected {
            issuer: known.metadata.issuer().clone(),
            client_id: ClientId::new(party.client_id.clone()),
            nonce,
            algorithms: known.algorithms.clone(),
            started_at,
            now,
        };
        let proof = self.believe(&known, token, tokens.access_token(), &expected).await?;
        if proof.email.is_some() || known.metadata.userinfo_endpoint().is_none() {
            return Ok(proof);
        }
        self.ask_for_more(&asker, tokens.access_token(), proof).await
    }

    /// A token signed with a key we do not know is judged again with the keys of now.
    async fn believe(
        &self,
        known: &Known,
        token: &Token,
        access: &AccessToken,
        expected: &Expected,
    ) -> Result<Proof, OidcError> {
        match claims::verify(token, access, &known.keys, expected) {
            Err(OidcError::Untrusted(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            ))) => {
                let newer = self.with_newer_keys(expected.issuer.as_str(), known).await?;
                claims::verify(token, access, &newer.keys, expected)
            }
            judged => judged,
        }
    }

    /// Many providers tell e-mail address and name at another address only. It must speak of the same subject.
    async fn ask_for_more(&self, asker: &Asker, access: &AccessToken, proof: Proof) -> Result<Proof, OidcError> {
        // The library panics on a token that cannot be a header.
        if !access.secret().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(OidcError::OtherAccessToken);
        }
        let subject = SubjectIdentifier::new(proof.subject.clone());
        let request = asker.user_info(access.clone(), Some(subject)).map_err(user_info_failed)?;
        let more: UserInfoClaims<EmptyAdditionalClaims, CoreGenderClaim> =
            request.request_async(&self.door()).await.map_err(user_info_failed)?;
        let name = more.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        Ok(Proof {
            email: more.email().map(|email| email.as_str().to_owned()),
            is_email_verified: more.email_verified() == Some(true),
            name: proof.name.or(name),
            ..proof
        })
    }
}

fn asker(known: &Known, party: &Party) -> Result<Asker, OidcError> {
    let client = ClientId::new(party.client_id.clone());
    let secret = ClientSecret::new(party.client_secret.clone());
    let asker = Asker::from_provider_metadata((*known.metadata).clone(), client, Some(secret));
    let redirect = RedirectUrl::new(party.redirect_uri.clone()).map_err(|_| OidcError::BadIssuer)?;
    let methods = known.metadata.token_endpoint_auth_methods_supported();
    let takes_basic = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
    let how = if takes_basic { AuthType::BasicAuth } else { AuthType::RequestBody };
    Ok(asker.set_redirect_uri(redirect).set_auth_type(how))
}

/// A provider that names itself in its answers must have been the one that was asked (RFC 9207).
fn check_sender(known: &Known, party: &Party, sender: Option<&str>) -> Result<(), OidcError> {
    let must_say = known.metadata.additional_metadata().authorization_response_iss_parameter_supported;
    match sender {
        Some(sender) if sender == party.issuer => Ok(()),
        None if !must_say => Ok(()),
        _ => Err(OidcError::OtherIssuer),
    }
}

fn exchange_failed(error: impl std::fmt::Display) -> OidcError {
    OidcError::Exchange(error.to_string())
}

fn user_info_failed(error: impl std::fmt::Display) -> OidcError {
    OidcError::UserInfo(error.to_string())
}
