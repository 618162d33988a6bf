//! Promise 25: whatever address people or other systems give us, no connection leads inside. The one HTTP client of the
//! tree refuses before it connects; a plain client, asked the same, knocks at the trap.

use std::{
    io,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use kontor_fetch::{Fetch, FetchPolicy, Request, Resolver};
use kontor_testkit::{
    TestApp, both,
    outside::Issuer,
    trap::{ELSEWHERE, TO_THE_TRAP, Trap, over_tls},
};
use serde_json::json;

use crate::outside::CODE;

both!(no_provider_leads_inside, no_redirected_document_leads_inside);

/// Every name leads to loopback, as a name server of somebody else's may say.
struct Hostile;

impl Resolver for Hostile {
    fn resolve(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async { Ok(vec![IpAddr::from([127, 0, 0, 1]), IpAddr::from([93, 184, 216, 34])]) })
    }
}

impl reqwest::dns::Resolve for Hostile {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let found = Resolver::resolve(self, name.as_str());
        Box::pin(async move {
            let found = found.await?.into_iter().map(|address| (address, 0_u16).into());
            Ok(Box::new(found) as reqwest::dns::Addrs)
        })
    }
}

/// The trap's port counts as a usual one: no trick is refused for its port alone.
fn guarded(trap: &Trap) -> Fetch {
    let policy = FetchPolicy { ports: vec![80, 443, 8443, trap.port()], ..FetchPolicy::default() };
    Fetch::with_resolver(policy, Hostile).unwrap()
}

/// The naive twin: the same library without a policy.
fn naive() -> reqwest::ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(3))
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

#[test]
fn no_trick_of_an_address_makes_a_connection() {
    run(async {
        let trap = Trap::set();
        let fetch = guarded(&trap);
        let by_tls = TO_THE_TRAP.iter().map(|trick| over_tls(trick));
        for trick in TO_THE_TRAP.iter().chain(&ELSEWHERE).map(|trick| (*trick).to_owned()).chain(by_tls) {
            let url = trap.at(&trick);
            let refused = fetch.send(Request::get(&url).follow(3)).await.expect_err(&url);
            assert!(refused.is_refusal(), "{url:?}: {refused}");
        }
        assert_eq!(trap.knocks(), 0);
    });
}

#[test]
fn the_naive_twin_walks_into_the_trap_each_time() {
    run(async {
        let (trap, mut missed) = (Trap::set(), Vec::new());
        for trick in TO_THE_TRAP.iter().flat_map(|trick| [(*trick).to_owned(), over_tls(trick)]) {
            let before = trap.knocks();
            let client = naive().dns_resolver(Arc::new(Hostile)).build().unwrap();
            let _ = client.get(trap.at(&trick)).send().await;
            if trap.knocks() == before {
                missed.push(trick);
            }
        }
        assert_eq!(missed, [""; 0], "what does not lead there proves nothing");
    });
}

/// Answers with a public address when it is asked first, to be checked, and with loopback from then on, to be connected
/// to. The public one is a stranger's, so the proof permits loopback's second address in its place.
struct Rebinding {
    asked: AtomicUsize,
}

impl Resolver for Rebinding {
    fn resolve(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let first = self.asked.fetch_add(1, Ordering::SeqCst) == 0;
        let answer = IpAddr::from(if first { [127, 0, 0, 2] } else { [127, 0, 0, 1] });
        Box::pin(async move { Ok(vec![answer]) })
    }
}

/// Answers every request with its own address.
async fn mirror(address: &str) -> (u16, Arc<AtomicUsize>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    let (port, knocks) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&knocks);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").await;
        }
    });
    (port, knocks)
}

#[test]
fn a_name_that_changes_its_mind_does_not_lead_inside() {
    run(async {
        let (port, public) = mirror("127.0.0.2:0").await;
        let (_, inside) = mirror(&format!("127.0.0.1:{port}")).await;
        let rebinding = Arc::new(Rebinding { asked: AtomicUsize::new(0) });
        let allow = "127.0.0.2/32".parse().unwrap();
        let policy = FetchPolicy { allow, ports: vec![port], ..FetchPolicy::default() };
        let fetch = Fetch::with_resolver(policy, Arc::clone(&rebinding)).unwrap();
        let url = format!("http://rebind.example.com:{port}/");
        // The answer that was checked is the one that is connected to; nobody asks a second time.
        assert_eq!(fetch.send(Request::get(&url)).await.unwrap().status(), 204);
        assert_eq!((rebinding.asked.load(Ordering::SeqCst), public.load(Ordering::SeqCst)), (1, 1));
        // The next request resolves and checks anew.
        assert!(fetch.send(Request::get(&url)).await.unwrap_err().is_refusal());
        assert_eq!(inside.load(Ordering::SeqCst), 0);
    });
}

#[test]
fn the_naive_twin_checks_one_answer_and_connects_to_the_next() {
    run(async {
        let (port, _) = mirror("127.0.0.2:0").await;
        let (_, inside) = mirror(&format!("127.0.0.1:{port}")).await;
        let rebinding = Rebinding { asked: AtomicUsize::new(0) };
        let checked = Resolver::resolve(&rebinding, "rebind.example.com").await.unwrap();
        assert_eq!(checked, [IpAddr::from([127, 0, 0, 2])], "the check finds nothing wrong");
        let connected = Resolver::resolve(&rebinding, "rebind.example.com").await.unwrap()[0];
        let client = naive().resolve("rebind.example.com", (connected, port).into()).build().unwrap();
        client.get(format!("http://rebind.example.com:{port}/")).send().await.unwrap();
        assert_eq!(inside.load(Ordering::SeqCst), 1);
    });
}

/// A server that an operator permits redirects, or names in its documents, what nobody has permitted.
#[test]
fn no_redirect_leads_inside() {
    run(async {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let trap = Trap::set();
        let is_location = |url: &String| url.starts_with("http://") && url.bytes().all(|byte| byte.is_ascii_graphic());
        let tricks: Vec<String> = TO_THE_TRAP.iter().map(|trick| trap.at(trick)).filter(is_location).collect();
        assert!(tricks.len() > 35, "{}", tricks.len());
        for url in tricks {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let answer =
                format!("HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let server = tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.unwrap();
                let _ = stream.read(&mut [0; 1024]).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            });
            let allow = address.to_string().parse().unwrap();
            let policy = FetchPolicy { allow, ports: vec![80, trap.port()], ..FetchPolicy::default() };
            let fetch = Fetch::with_resolver(policy, Hostile).unwrap();
            let refused = fetch.send(Request::get(format!("http://{address}/")).follow(3)).await.unwrap_err();
            assert!(refused.is_refusal(), "{url}: {refused}");
            server.await.unwrap();
        }
        assert_eq!(trap.knocks(), 0);
    });
}

/// From OIDC discovery: neither the issuer nor anything in a permitted issuer's documents leads inside. Why each trick is
/// refused is seen from within, in `core/identity/src/oidc/tests.rs`; here it is the whole way that an administrator goes.
async fn no_provider_leads_inside(app: &'static TestApp) {
    let (shop, trap) = (app.tenant().build().await, Trap::set());
    let by_tls = TO_THE_TRAP.iter().map(|trick| over_tls(trick));
    for trick in TO_THE_TRAP.iter().chain(&ELSEWHERE).map(|trick| (*trick).to_owned()).chain(by_tls) {
        let mut body = Issuer::new().setup(CODE);
        body["issuer"] = json!(trap.at(&trick));
        let reply = shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await;
        reply.problem(422, "identity.provider_unusable");
    }
    for field in ["jwks_uri", "token_endpoint", "userinfo_endpoint", "authorization_endpoint"] {
        for scheme in ["http", "https"] {
            let issuer = Issuer::new();
            issuer.says(field, json!(trap.at(&format!("{scheme}://127.0.0.1:PORT/"))));
            let reply = shop.admin().post("/api/v1/admin/sign-in-providers").json(issuer.setup(CODE)).send().await;
            let problem = reply.problem(422, "identity.provider_unusable");
            assert!(!problem.to_string().contains("secret"), "{problem}");
        }
    }
    assert_eq!(trap.knocks(), 0);
}

/// A permitted issuer whose discovery document is somewhere else: inside, where its word counts for nothing.
async fn no_redirected_document_leads_inside(app: &'static TestApp) {
    let (shop, trap) = (app.tenant().build().await, Trap::set());
    for scheme in ["http", "https"] {
        let issuer = Issuer::new();
        issuer.leads(&trap.at(&format!("{scheme}://127.0.0.1:PORT/")));
        let reply = shop.admin().post("/api/v1/admin/sign-in-providers").json(issuer.setup(CODE)).send().await;
        reply.problem(422, "identity.provider_unusable");
        assert_eq!((issuer.times_asked("discovery"), trap.knocks()), (1, 0), "it was asked, and not followed");
        // The naive twin reads the same document with the same library and follows.
        let document = format!("{}/.well-known/openid-configuration", issuer.url());
        let _ = naive().build().unwrap().get(document).send().await;
        assert_eq!(trap.knocks(), 1, "what does not lead there proves nothing");
        trap.forget();
    }
}
