//! The engine on real databases: SQLite and PostgreSQL.
//! Every check has a tenant of its own; what people see is tested through the routes elsewhere.

use std::{collections::BTreeSet, sync::Arc};

use kontor_contract::attributes::{AttributeKind, Attributes, CustomAttributes};
use kontor_kernel::{Clock, Locale, TenantId, Timestamp};
use kontor_module::{Boot, Hooks, Modules, Ports};
use kontor_store::{Authority, Credential, Ctx, CtxParts, Principal, Scope, Store, StoreConfig, TenantFacts};
use kontor_testkit::{Database, on_both as both};
use serde_json::{Value, json};

use crate::{
    entities::definition::Thing,
    model::{rule::Limits, texts::ByLanguage},
    service::{
        Desk,
        definitions::{DefinitionChange, NewDefinition},
        dictionaries::{DictionaryChange, NewDictionary, WantedEntry},
    },
};

both!(
    what_is_defined_is_checked_at_once_on_its_node_and_soon_on_others,
    a_form_is_told_what_is_asked_for_in_its_order_and_its_language,
);

/// A tenant that has defined nothing.
struct Office {
    desk: Desk,
    store: Store,
    authority: Authority,
    tenant: Arc<TenantFacts>,
    _folder: tempfile::TempDir,
}

fn desk(store: &Store) -> Desk {
    Desk::new(Boot {
        store: store.clone(),
        ports: Ports::default(),
        hooks: Hooks::default(),
        modules: Modules::new(Vec::new(), store.clone()),
        clock: Clock::System,
    })
}

impl Office {
    /// A desk in a database of its own.
    async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 4, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<kontor_migrations::Migrator>().await.unwrap();
        let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic".into() });
        Self { desk: desk(&store), store, authority, tenant, _folder: folder }
    }

    fn staff(&self) -> Ctx {
        self.authority.context(CtxParts {
            tenant: Arc::clone(&self.tenant),
            channel: None,
            principal: Principal::Anonymous,
            persona: None,
            permissions: Arc::new(BTreeSet::new()),
            scope: Scope::tenant(),
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale: Locale::En,
            clock: Clock::fixed("2026-11-21T10:00:00Z".parse::<Timestamp>().unwrap()),
            request_id: "test".into(),
        })
    }

    async fn define(&self, code: &str, kind: AttributeKind, dictionary: Option<&str>) -> kontor_kernel::AttributeId {
        let new = NewDefinition {
            thing: Thing::Company,
            code: code.into(),
            kind,
            dictionary: dictionary.map(str::to_owned),
            labels: called(code),
            help: ByLanguage::new(),
            is_required: false,
            is_public: true,
            position: None,
            limits: Limits::default(),
        };
        self.desk.create_definition(&self.staff(), new).await.unwrap().id
    }

    async fn merged(&self, desk: &Desk, known: Value, change: Value) -> Result<Value, String> {
        let tx = self.store.write(&self.staff()).await.unwrap();
        let merged = desk.merge(&tx, "company", &map(known), &map(change), false).await;
        tx.commit().await.unwrap();
        merged.map(Value::Object).map_err(|fault| fault.to_string())
    }
}

fn called(name: &str) -> ByLanguage {
    [(Locale::En, name.to_owned())].into()
}

fn map(value: Value) -> Attributes {
    serde_json::from_value(value).unwrap()
}

fn entry(code: &str) -> WantedEntry {
    WantedEntry { code: code.into(), name: called(code), is_archived: false }
}

async fn what_is_defined_is_checked_at_once_on_its_node_and_soon_on_others(database: Database) {
    let office = Office::open(database).await;
    let other = desk(&office.store);
    let change = json!({ "size": "012.50" });
    // Both nodes remember that nothing is defined.
    for node in [&office.desk, &other] {
        assert!(office.merged(node, json!({}), change.clone()).await.is_err());
    }
    office.define("size", AttributeKind::Number, None).await;
    let kept = Ok(json!({ "size": "12.5" }));
    assert_eq!(office.merged(&office.desk, json!({}), change.clone()).await, kept);
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    assert_eq!(office.merged(&other, json!({}), change).await, kept);
}

async fn a_form_is_told_what_is_asked_for_in_its_order_and_its_language(database: Database) {
    let office = Office::open(database).await;
    let ctx = office.staff();
    let new = NewDictionary {
        code: "sizes".into(),
        name: called("Sizes"),
        entries: ["small", "large", "huge"].map(entry).into(),
    };
    let dictionary = office.desk.create_dictionary(&ctx, new).await.unwrap();
    office.define("flag", AttributeKind::Flag, None).await;
    let size = office.define("size", AttributeKind::Choice, Some("sizes")).await;
    let entries = Some(vec![entry("large"), entry("small")]);
    let change = DictionaryChange { entries, ..DictionaryChange::default() };
    office.desk.change_dictionary(&ctx, dictionary.id, change).await.unwrap();
    let polish = [(Locale::Pl, "Rozmiar".to_owned())].into();
    let change = DefinitionChange { position: Some(1), labels: Some(polish), ..DefinitionChange::default() };
    office.desk.change_definition(&ctx, size, change).await.unwrap();
    let form = office.desk.of(&ctx, "company", Locale::Pl).await.unwrap();
    let shown: Vec<(&str, &str)> = form.iter().map(|field| (field.code.as_str(), field.label.as_str())).collect();
    assert_eq!(shown, [("size", "Rozmiar"), ("flag", "flag")]);
    let options: Vec<&str> = form[0].options.iter().map(|option| option.code.as_str()).collect();
    assert_eq!(options, ["large", "small"]);
    assert!(office.desk.of(&ctx, "person", Locale::Pl).await.unwrap().is_empty());
    assert!(office.desk.of(&ctx, "order", Locale::Pl).await.is_err());
}
