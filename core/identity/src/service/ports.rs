//! What identity offers to pages about signing in and one's own account: each port method is one use case.
//! The API's routes call the same.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    account::{
        AccountRecovery, ActForCustomers, HandoverView, MeChange, MeView, MyAccount, NewToken, OpenedSession,
        OwnSessionView, PasskeyChallenge, PasskeyView, PersonalDataView, RecoveryCodes, SignIn, SignInAttempt,
        SignInStep, StartActing, TokenView, TotpSetup,
    },
    identity::{Place, Places, SessionView},
    people::PermissionView,
};
use kontor_kernel::{ApiTokenId, ChannelId, LegalEntityId, MembershipId, PasskeyId, SessionId};
use kontor_store::{Credential, Ctx};
use serde_json::Value;

use super::Service;
use crate::error::{AccountError, IdentityError};

#[async_trait]
impl SignIn for Service {
    async fn sign_in(&self, ctx: &Ctx, attempt: SignInAttempt<'_>) -> Outcome<SignInStep> {
        Ok(self.sign_in_by_password(ctx, attempt).await?)
    }

    async fn second_factor(&self, ctx: &Ctx, ticket: &str, code: &str) -> Outcome<OpenedSession> {
        Ok(self.sign_in_by_code(ctx, ticket, code).await?)
    }

    async fn passkey_challenge(&self, ctx: &Ctx) -> Outcome<PasskeyChallenge> {
        Ok(self.challenge_to_sign_in(ctx).await?)
    }

    async fn sign_in_with_passkey(
        &self,
        ctx: &Ctx,
        ticket: &str,
        credential: &Value,
        membership: Option<MembershipId>,
    ) -> Outcome<OpenedSession> {
        Ok(self.sign_in_by_passkey(ctx, ticket, credential, membership).await?)
    }

    async fn sign_out(&self, ctx: &Ctx, secret: &str) -> Outcome<()> {
        Ok(self.close_session(ctx, secret).await?)
    }

    async fn session(&self, ctx: &Ctx, csrf_token: Option<&str>) -> Outcome<SessionView> {
        Ok(self.session_view(ctx, csrf_token.unwrap_or_default()).await?)
    }

    async fn switch_persona(&self, ctx: &Ctx, membership: MembershipId) -> Outcome<OpenedSession> {
        in_person(ctx)?;
        Ok(self.act_in(ctx, membership).await?)
    }

    async fn hand_over(&self, ctx: &Ctx, tenant_code: &str) -> Outcome<HandoverView> {
        in_person(ctx)?;
        Ok(self.way_elsewhere(ctx, tenant_code).await?)
    }

    async fn accept_handover(&self, ctx: &Ctx, ticket: &str) -> Outcome<OpenedSession> {
        Ok(self.arrive_from_elsewhere(ctx, ticket).await?)
    }
}

#[async_trait]
impl Places for Service {
    async fn channels(&self, ctx: &Ctx) -> Outcome<Vec<Place<ChannelId>>> {
        let rows = self.list_channels(ctx).await?;
        Ok(rows.into_iter().map(|row| Place { id: row.id, code: row.code }).collect())
    }

    async fn legal_entities(&self, ctx: &Ctx) -> Outcome<Vec<Place<LegalEntityId>>> {
        let rows = self.list_legal_entities(ctx).await?;
        Ok(rows.into_iter().map(|row| Place { id: row.id, code: row.code }).collect())
    }
}

/// One's account is one's own: a program with a token sees who it acts for, and no more.
pub(super) fn in_person(ctx: &Ctx) -> Result<(), IdentityError> {
    match ctx.credential() {
        Credential::Session(_) => Ok(()),
        Credential::None | Credential::Token(_) => Err(AccountError::SessionNeeded.into()),
    }
}

#[async_trait]
impl MyAccount for Service {
    async fn me(&self, ctx: &Ctx) -> Outcome<MeView> {
        Ok(self.my_view(ctx).await?)
    }

    async fn change_me(&self, ctx: &Ctx, change: &MeChange) -> Outcome<MeView> {
        in_person(ctx)?;
        Ok(self.change_myself(ctx, change).await?)
    }

    async fn change_password(&self, ctx: &Ctx, current: &str, new: &str) -> Outcome<OpenedSession> {
        in_person(ctx)?;
        Ok(self.set_own_password(ctx, current, new).await?)
    }

    async fn change_email(&self, ctx: &Ctx, email: &str, password: &str) -> Outcome<()> {
        in_person(ctx)?;
        Ok(self.ask_for_email(ctx, email, password).await?)
    }

    async fn resend_confirmation(&self, ctx: &Ctx) -> Outcome<()> {
        in_person(ctx)?;
        Ok(self.ask_for_confirmation(ctx).await?)
    }

    async fn start_totp(&self, ctx: &Ctx, password: &str) -> Outcome<TotpSetup> {
        in_person(ctx)?;
        Ok(self.begin_totp(ctx, password).await?)
    }

    async fn confirm_totp(&self, ctx: &Ctx, code: &str) -> Outcome<RecoveryCodes> {
        in_person(ctx)?;
        Ok(self.finish_totp(ctx, code).await?)
    }

    async fn renew_recovery_codes(&self, ctx: &Ctx, password: &str) -> Outcome<RecoveryCodes> {
        in_person(ctx)?;
        Ok(self.renew_codes(ctx, password).await?)
    }

    async fn remove_totp(&self, ctx: &Ctx, password: &str) -> Outcome<()> {
        in_person(ctx)?;
        Ok(self.drop_totp(ctx, password).await?)
    }

    async fn new_passkey_challenge(&self, ctx: &Ctx, password: Option<&str>) -> Outcome<PasskeyChallenge> {
        in_person(ctx)?;
        Ok(self.challenge_for_new(ctx, password).await?)
    }

    async fn add_passkey(&self, ctx: &Ctx, ticket: &str, name: &str, credential: &Value) -> Outcome<PasskeyView> {
        in_person(ctx)?;
        Ok(self.keep_passkey(ctx, ticket, name, credential).await?)
    }

    async fn remove_passkey(&self, ctx: &Ctx, id: PasskeyId) -> Outcome<()> {
        in_person(ctx)?;
        Ok(self.drop_passkey(ctx, id).await?)
    }

    async fn sessions(&self, ctx: &Ctx) -> Outcome<Vec<OwnSessionView>> {
        in_person(ctx)?;
        Ok(self.own_sessions(ctx).await?)
    }

    async fn end_session(&self, ctx: &Ctx, id: SessionId) -> Outcome<()> {
        in_person(ctx)?;
        Ok(self.end_own_session(ctx, id).await?)
    }

    async fn end_other_sessions(&self, ctx: &Ctx) -> Outcome<u64> {
        in_person(ctx)?;
        Ok(self.end_own_other_sessions(ctx).await?)
    }

    async fn tokens(&self, ctx: &Ctx) -> Outcome<Vec<TokenView>> {
        Ok(self.own_tokens(ctx).await?)
    }

    async fn token_permissions(&self, ctx: &Ctx) -> Outcome<Vec<PermissionView>> {
        let known = self.permission_views(ctx).await?;
        Ok(known.into_iter().filter(|permission| ctx.permissions().contains(&permission.name)).collect())
    }

    async fn make_token(&self, ctx: &Ctx, new: &NewToken) -> Outcome<TokenView> {
        let tx = self.boot.store.write(ctx).await?;
        let made = Service::make_token(self, &tx, new).await?;
        tx.commit().await?;
        Ok(made)
    }

    async fn revoke_token(&self, ctx: &Ctx, id: ApiTokenId) -> Outcome<()> {
        Ok(self.revoke_own_token(ctx, id).await?)
    }

    async fn my_data(&self, ctx: &Ctx) -> Outcome<PersonalDataView> {
        in_person(ctx)?;
        let user = ctx.user().ok_or(IdentityError::WrongCredentials)?;
        Ok(self.export_person(ctx, user).await?)
    }
}

#[async_trait]
impl AccountRecovery for Service {
    async fn ask_for_reset(&self, ctx: &Ctx, email: &str) -> Outcome<()> {
        Ok(self.ask_for_password(ctx, email)?)
    }

    async fn is_reset_open(&self, ctx: &Ctx, token: &str) -> Outcome<bool> {
        Ok(self.is_reset_good(ctx, token).await?)
    }

    async fn reset_password(&self, ctx: &Ctx, token: &str, password: &str) -> Outcome<()> {
        Ok(self.set_password_by_mail(ctx, token, password).await?)
    }

    async fn confirm_email(&self, ctx: &Ctx, token: &str) -> Outcome<String> {
        Ok(self.accept_email(ctx, token).await?)
    }
}

#[async_trait]
impl ActForCustomers for Service {
    async fn start_acting(&self, ctx: &Ctx, start: &StartActing, csrf_token: Option<&str>) -> Outcome<SessionView> {
        in_person(ctx)?;
        Ok(self.begin_acting(ctx, start, csrf_token.unwrap_or_default()).await?)
    }

    async fn end_acting(&self, ctx: &Ctx, csrf_token: Option<&str>) -> Outcome<SessionView> {
        in_person(ctx)?;
        Ok(self.stop_acting(ctx, csrf_token.unwrap_or_default()).await?)
    }
}
