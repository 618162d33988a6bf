//! Routes that are not sound do not start, and sound ones describe themselves.
//! The document and the matrix come from the same declarations as the router.

use super::*;

async fn nothing() {}

fn faults(declare: impl FnOnce(&mut Routes)) -> String {
    let mut routes = Routes::new("shop");
    declare(&mut routes);
    Registry::new([routes]).err().map(|error| error.faults.join("; ")).unwrap_or_default()
}

#[test]
fn a_route_that_is_not_sound_is_named() {
    let check = |expected: &str, declare: fn(&mut Routes)| {
        let faults = faults(declare);
        assert!(faults.contains(expected), "{expected}: {faults}");
    };
    check("GET /a of shop: it has no handler", |routes| drop(routes.get("/a", Access::Public)));
    check("POST /a of shop: a POST says either", |routes| routes.post("/a", Access::Public).handle((), nothing));
    check("only a POST creates", |routes| routes.put("/a", Access::Public).creates().handle((), nothing));
    check("does not begin with a slash", |routes| routes.get("a", Access::Public).handle((), nothing));
    check("GET /a of shop: shop declares it, too", |routes| {
        routes.get("/a", Access::Public).handle((), nothing);
        routes.get("/a", Access::SignedIn).handle((), nothing);
    });
    check("PUT /a/{key} of shop: ", |routes| {
        routes.get("/a/{id}", Access::Public).handle((), nothing);
        routes.put("/a/{key}", Access::Public).handle((), nothing);
    });
    for permission in ["orders.orders.read", "shop.orders", "shop.Orders.read", "shop..read", "shop.a.b.c"] {
        let faults = faults(|routes| routes.get("/a", Access::Staff(permission)).handle((), nothing));
        assert!(faults.contains(&format!("'{permission}' is not of the form shop.thing.verb")), "{faults}");
    }
    let borrowed = faults(|routes| {
        routes.get("/a", Access::Staff("orders.orders.read")).permission_of("orders").handle((), nothing);
    });
    assert_eq!(borrowed, "");
}

#[test]
fn a_page_may_post_without_saying_what_repeats_do() {
    assert_eq!(faults(|routes| routes.post("/a", Access::Public).page().handle((), nothing)), "");
}

#[tokio::test]
async fn the_document_describes_bodies_answers_and_permissions() {
    let app = app().await;
    let document = app.send("GET /api/openapi.json", &[("host", "any.test")], "").await.json();
    let place = &document["paths"]["/api/v1/orders"]["post"];
    assert_eq!(place["x-permission"], "shop.orders.place");
    assert_eq!(place["operationId"], "place_order");
    let schema = |name: &str| format!("#/components/schemas/{name}");
    assert_eq!(place["requestBody"]["content"]["application/json"]["schema"]["$ref"], schema("NewOrder"));
    assert_eq!(place["responses"]["201"]["content"]["application/json"]["schema"]["$ref"], schema("OrderView"));
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["NewOrder"]["additionalProperties"], false);
    assert_eq!(schemas["NewOrder"]["properties"]["lines"]["items"]["$ref"], schema("NewLine"));
    let names: Vec<_> = document["paths"]["/api/v1/orders"]["get"]["parameters"].as_array().unwrap().iter().collect();
    let names: Vec<_> = names.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["above", "state", "limit", "cursor", "page", "sort"]);
    assert!(document["paths"].get("/page").is_none());
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Both {
    #[serde(default)]
    optional_when_read: String,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Outer {
    both: Both,
}

#[test]
fn what_is_read_otherwise_than_written_has_two_schemas() {
    let mut routes = Routes::new("shop");
    routes.put("/a", Access::Public).body::<Outer>().returns::<Outer>(200).handle((), nothing);
    let document = Registry::new([routes]).unwrap().openapi();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let names: Vec<_> = schemas.keys().map(String::as_str).collect();
    assert_eq!(names, ["Both", "BothInput", "Outer", "OuterInput", "Problem"]);
    assert_eq!(schemas["OuterInput"]["properties"]["both"]["$ref"], "#/components/schemas/BothInput");
    let body = &document["paths"]["/a"]["put"]["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(body, "#/components/schemas/OuterInput");
}

#[test]
fn the_matrix_is_text_that_people_read() {
    let mut routes = Routes::new("shop");
    routes.get("/b", Access::Staff("shop.b.read")).handle((), nothing);
    routes.get("/a/{id}", Access::Public).handle((), nothing);
    let registry = Registry::new([routes]).unwrap();
    let expected = "GET    /a/{id} shop         public\nGET    /b      shop         staff shop.b.read\n";
    assert_eq!(registry.matrix_text(), expected);
    assert_eq!(registry.permissions().into_iter().collect::<Vec<_>>(), ["shop.b.read"]);
}
