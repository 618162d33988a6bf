//! Promise 25: whatever address people or other systems give us, no connection leads inside. The one HTTP client of the
//! tree refuses before it connects; a plain client, asked the same, knocks at the trap.

use std::{
    io,
    net::{IpAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use kontor_fetch::{Fetch, FetchPolicy, Request, Resolver};
use kontor_testkit::{TestApp, both, outside::Issuer};
use serde_json::json;

use crate::outside::CODE;

both!(no_provider_leads_inside);

/// Listens on every address of this machine and counts who knocks.
struct Trap {
    port: u16,
    knocks: Arc<AtomicUsize>,
}

impl Trap {
    fn set() -> Self {
        let listener = TcpListener::bind("[::]:0").or_else(|_| TcpListener::bind("0.0.0.0:0")).unwrap();
        let (port, knocks) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&knocks);
        std::thread::spawn(move || {
            use io::{Read, Write};
            for mut stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
                let _ = stream.read(&mut [0; 1024]);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret");
            }
        });
        Self { port, knocks }
    }

    fn knocks(&self) -> usize {
        self.knocks.load(Ordering::SeqCst)
    }

    /// The trick with the trap's port where it says `PORT`.
    fn at(&self, trick: &str) -> String {
        trick.replace("PORT", &self.port.to_string())
    }
}

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
    let policy = FetchPolicy { ports: vec![80, 443, 8443, trap.port], ..FetchPolicy::default() };
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

/// Addresses that lead to the trap when they are believed.
const TO_THE_TRAP: [&str; 52] = [
    // Plain.
    "http://127.0.0.1:PORT/",
    "http://127.0.0.2:PORT/",
    "http://127.255.255.254:PORT/",
    "http://0.0.0.0:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST:PORT/",
    "http://localhost.:PORT/",
    "http://app.localhost:PORT/",
    "http://[::1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/",
    "http://[::]:PORT/",
    // IPv4 inside IPv6.
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[::FFFF:7F00:0001]:PORT/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
    "http://[::ffff:127.0.0.2]:PORT/",
    // Numbers written otherwise.
    "http://2130706433:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://0:PORT/",
    "http://0x7f000001:PORT/",
    "http://0X7F000001:PORT/",
    "http://0x7f.0.0.1:PORT/",
    "http://0x7f.0x0.0x0.0x1:PORT/",
    "http://0x7f.1:PORT/",
    "http://017700000001:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://0177.1:PORT/",
    "http://00000177.0.0.1:PORT/",
    "http://127.0.0.1.:PORT/",
    // Other characters for the same digits, letters and dots.
    "http://１２７.０.０.１:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/",
    "http://127。0。0。1:PORT/",
    "http://127．0．0．1:PORT/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/",
    "http://ｌｏｃａｌｈｏｓｔ:PORT/",
    "http://local\u{ad}host:PORT/",
    "http://%31%32%37.0.0.1:PORT/",
    "http://127.0.0.%31:PORT/",
    "http://loc%61lhost:PORT/",
    // The host is not where one looks for it.
    "http://example.com@127.0.0.1:PORT/",
    "http://example.com:80@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT\\@example.com/",
    "http:\\\\127.0.0.1:PORT\\",
    "http:///127.0.0.1:PORT/",
    "http:127.0.0.1:PORT/",
    " http://127.0.0.1:PORT/",
    "http://127.0.\t0.1:PORT/",
    "ht\ntp://127.0.0.1:PORT/",
    // Names that somebody lets lead to us.
    "http://rebind.example.com:PORT/",
    "http://metadata.google.internal:PORT/",
];

/// Addresses that lead elsewhere inside, or to no web server at all.
const ELSEWHERE: [&str; 74] = [
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://192.168.255.255/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xA9FEA9FE/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://169.254.170.2/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://100.127.255.255/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.19.255.255/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://192.88.99.1/",
    "http://224.0.0.1/",
    "http://239.255.255.255/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://0.1.2.3/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[fd12:3456:789a::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[::127.0.0.1]/",
    "http://[::2]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[64:ff9b:1::8.8.8.8]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:0:808:808:0:0:80ff:fffe]/",
    "http://[2a00:1450::5efe:127.0.0.1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[5f00::1]/",
    "http://db/",
    "http://kubernetes.default.svc.internal/",
    "http://printer.local/",
    "http://router.lan/",
    "http://1.0.0.127.in-addr.arpa/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:25/",
    "http://8.8.8.8:6379/",
    "http://8.8.8.8:0/",
    "http://134744072/",
    "http://8.8.8.8./",
    "http://user:password@8.8.8.8/",
    "http://a..example.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:PORT/_GET",
    "ftp://127.0.0.1:PORT/",
    "ws://127.0.0.1:PORT/",
    "dict://127.0.0.1:PORT/",
    "data:text/plain,secret",
    "javascript:alert(1)",
    "unix:/var/run/docker.sock",
];

#[test]
fn no_trick_of_an_address_makes_a_connection() {
    run(async {
        let trap = Trap::set();
        let fetch = guarded(&trap);
        for trick in TO_THE_TRAP.iter().chain(&ELSEWHERE) {
            let url = trap.at(trick);
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
        for trick in TO_THE_TRAP {
            let before = trap.knocks();
            let client = naive().dns_resolver(Arc::new(Hostile)).build().unwrap();
            let _ = client.get(trap.at(trick)).send().await;
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
            let policy = FetchPolicy { allow, ports: vec![80, trap.port], ..FetchPolicy::default() };
            let fetch = Fetch::with_resolver(policy, Hostile).unwrap();
            let refused = fetch.send(Request::get(format!("http://{address}/")).follow(3)).await.unwrap_err();
            assert!(refused.is_refusal(), "{url}: {refused}");
            server.await.unwrap();
        }
        assert_eq!(trap.knocks(), 0);
    });
}

/// From OIDC discovery: neither the issuer nor anything in a permitted issuer's documents leads inside.
async fn no_provider_leads_inside(app: &'static TestApp) {
    let (shop, trap) = (app.tenant().build().await, Trap::set());
    for trick in TO_THE_TRAP.iter().chain(&ELSEWHERE) {
        let mut body = Issuer::new().setup(CODE);
        body["issuer"] = json!(trap.at(trick));
        let reply = shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await;
        reply.problem(422, "identity.provider_unusable");
    }
    for field in ["jwks_uri", "token_endpoint", "userinfo_endpoint", "authorization_endpoint"] {
        let issuer = Issuer::new();
        issuer.says(field, json!(trap.at("http://127.0.0.1:PORT/")));
        let reply = shop.admin().post("/api/v1/admin/sign-in-providers").json(issuer.setup(CODE)).send().await;
        let problem = reply.problem(422, "identity.provider_unusable");
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
    assert_eq!(trap.knocks(), 0);
}
