//! Identity on a database of its own: who is let in by what, and what an import makes of customers.
//! Hosts, sessions and tokens are asked as the gate asks them.

mod reach;

use kontor_contract::{
    account::{NewToken, OpenedSession, SignIn, SignInAttempt, SignInStep},
    identity::Address,
    imports::{CustomerRow, ImportSink},
};
use kontor_fetch::{Fetch, FetchPolicy};
use kontor_kernel::{Clock, Currency, Locale};
use kontor_module::{Boot, Hooks, Modules, Ports};
use kontor_store::{Ctx, Store, StoreConfig, Tx, Vault};
use kontor_web::{Authenticator, Credentials, RequestFacts};
use sea_orm::ColumnTrait;

use crate::{Identity, MANIFEST, Outside, PublicOrigin, TenantSpec, UserSpec, entities::companies};

const HOST: &str = "baltic.localhost";
const PASSWORD: &str = "correct horse battery";

struct World {
    _folder: tempfile::TempDir,
    identity: Identity,
    operator: Ctx,
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("kontor.db").display());
    let (store, authority) = Store::open(StoreConfig::new(url)).await.unwrap();
    store.migrate::<kontor_migrations::Migrator>().await.unwrap();
    let boot = Boot {
        store: store.clone(),
        ports: Ports::default(),
        hooks: Hooks::default(),
        modules: Modules::new(vec![&MANIFEST], store),
        clock: Clock::System,
    };
    let outside = Outside {
        vault: Vault::fresh_key().parse().unwrap(),
        fetch: Fetch::new(FetchPolicy::default()).unwrap(),
        public: PublicOrigin::default(),
    };
    let identity = Identity::new(boot, authority, outside);
    let spec = TenantSpec {
        code: "baltic".to_owned(),
        name: "Baltic".to_owned(),
        legal_name: "Baltic sp. z o.o.".to_owned(),
        vat_id: None,
        address: Address { country: "PL".to_owned(), ..Address::default() },
        time_zone: "Europe/Warsaw".to_owned(),
        hosts: vec![HOST.to_owned()],
        currency: Currency::PLN,
        languages: vec![Locale::En],
        accent: "#336699".to_owned(),
        guests_see_prices: false,
    };
    let tenant = identity.create_tenant(&spec).await.unwrap();
    let operator = identity.operator_context(&tenant);
    World { _folder: folder, identity, operator }
}

fn customer(code: &str) -> CustomerRow {
    CustomerRow {
        code: code.to_owned(),
        name: code.to_owned(),
        usual_country: Some("PL".to_owned()),
        ..CustomerRow::default()
    }
}

impl World {
    async fn bring_in(&self, rows: &[CustomerRow]) {
        let tx = self.identity.service.boot.store.write(&self.operator).await.unwrap();
        self.identity.service.apply(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn company(&self, code: &str) -> companies::Model {
        let tx = self.identity.service.boot.store.read(&self.operator).await.unwrap();
        let found = tx.find::<companies::Entity>().filter(companies::Column::Code.eq(code)).one(&tx).await.unwrap();
        found.unwrap()
    }

    async fn buyer(&self, company: &str) {
        let spec = UserSpec {
            email: "anna@baltic.example".to_owned(),
            name: "Anna".to_owned(),
            password: PASSWORD.to_owned(),
            role: "buyer".to_owned(),
            company: Some(company.to_owned()),
        };
        self.identity.create_user(&self.operator, &spec).await.unwrap();
    }

    async fn archive(&self, company: &str) {
        let id = self.company(company).await.id;
        let change = crate::service::companies::CompanyChange {
            archived: Some(true),
            ..crate::service::companies::CompanyChange::default()
        };
        let tx = self.identity.service.boot.store.write(&self.operator).await.unwrap();
        self.identity.service.change_company(&tx, id, &change).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The session of a guest who brings Anna's password.
    async fn sign_in(&self, guest: &Ctx) -> Option<OpenedSession> {
        let email = "anna@baltic.example";
        let attempt = SignInAttempt { email, password: PASSWORD, membership: None, remember: false };
        match self.identity.service.sign_in(guest, attempt).await {
            Ok(SignInStep::Opened(opened)) => Some(*opened),
            Ok(SignInStep::SecondFactor(_)) | Err(_) => None,
        }
    }

    /// The context that credentials open, or nothing.
    async fn opened(&self, credentials: Credentials<'_>) -> Option<Ctx> {
        let site = self.identity.service.site(HOST).await.unwrap().unwrap();
        let origin = std::sync::Arc::default();
        let facts = RequestFacts { request_id: "test", accept_language: None, locale_cookie: None, origin: &origin };
        self.identity.service.authenticate(&site, credentials, facts).await.ok().map(|found| found.ctx)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_no_token_and_a_token_no_session_even_while_they_are_remembered() {
    let world = world().await;
    world.bring_in(&[customer("K-1")]).await;
    world.buyer("K-1").await;
    let guest = world.opened(Credentials::None).await.unwrap();
    let session = world.sign_in(&guest).await.unwrap().secret;
    let ctx = world.opened(Credentials::Session(&session)).await.unwrap();
    assert!(world.opened(Credentials::Bearer(&session)).await.is_none());
    let tx = world.identity.service.boot.store.write(&ctx).await.unwrap();
    let token = {
        let new = NewToken { name: "sync".to_owned(), expires_at: None, permissions: None };
        crate::service::Service::make_token(&world.identity.service, &tx, &new).await.unwrap().token.unwrap()
    };
    tx.commit().await.unwrap();
    assert!(world.opened(Credentials::Bearer(&token)).await.is_some());
    assert!(world.opened(Credentials::Session(&token)).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_role_left_gets_in_when_the_first_ones_company_is_archived() {
    let world = world().await;
    world.bring_in(&[customer("K-1"), customer("K-2")]).await;
    world.buyer("K-1").await;
    world.buyer("K-2").await;
    world.archive("K-1").await;
    let guest = world.opened(Credentials::None).await.unwrap();
    let opened = world.sign_in(&guest).await.unwrap();
    assert_eq!(opened.view.persona.company.map(|company| company.code), Some("K-2".to_owned()));
    world.archive("K-2").await;
    assert!(world.sign_in(&guest).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_customers_row_leaves_empty_stays_and_a_new_one_has_the_usual_country() {
    let world = world().await;
    let street = Address {
        name: "K-1".to_owned(),
        street: "Hauptstr. 1".to_owned(),
        postal_code: "10115".to_owned(),
        city: "Berlin".to_owned(),
        country: "DE".to_owned(),
    };
    world.bring_in(&[CustomerRow { address: street, ..customer("K-1") }]).await;
    let bare = [CustomerRow { name: "Renamed".to_owned(), ..customer("K-1") }, customer("K-2")];
    assert_eq!(world.identity.service.check(&world.operator, &bare).await.unwrap(), []);
    world.bring_in(&bare).await;
    let known = world.company("K-1").await;
    assert_eq!((known.name.as_str(), known.country.as_str()), ("Renamed", "DE"));
    assert_eq!(known.address["street"], "Hauptstr. 1");
    assert_eq!(known.address["country"], "DE");
    assert_eq!(world.company("K-2").await.country, "PL");
    let nowhere = [CustomerRow { usual_country: None, ..customer("K-3") }];
    assert_eq!(world.identity.service.check(&world.operator, &nowhere).await.unwrap().len(), 1);
}
