//! A browser as far as signing in needs one: cookies by host and path, redirects one at a time, forms.
//! It knows where hosts live, so that tenants and providers on loopback look to it as they would on the internet.

use std::{collections::HashMap, net::SocketAddr};

use url::Url;

use crate::client::{Client, Reply};

#[derive(Debug, Clone)]
struct Cookie {
    host: String,
    path: String,
    name: String,
    value: String,
}

/// A browser.
#[derive(Default)]
pub struct Browser {
    hosts: HashMap<String, SocketAddr>,
    cookies: Vec<Cookie>,
}

/// A page, and where it is.
pub struct Page {
    /// Its address.
    pub url: Url,
    /// What the server answered.
    pub reply: Reply,
}

impl Browser {
    /// A browser that finds this host at this address.
    #[must_use]
    pub fn new(host: &str, address: SocketAddr) -> Self {
        Self::default().knowing(host, address)
    }

    /// The same browser, which finds another host.
    #[must_use]
    pub fn knowing(mut self, host: &str, address: SocketAddr) -> Self {
        self.hosts.insert(host.to_owned(), address);
        self
    }

    /// The value of a cookie that a host has set.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|cookie| cookie.name == name).map(|cookie| cookie.value.as_str())
    }

    /// Puts a cookie in, as something else on the machine might.
    pub fn plant(&mut self, host: &str, name: &str, value: &str) {
        self.keep(Cookie { host: host.to_owned(), path: "/".into(), name: name.into(), value: value.into() });
    }

    /// Goes to an address and stays there, whatever it answers.
    pub async fn get(&mut self, url: &str) -> Page {
        self.send(Url::parse(url).unwrap(), None).await
    }

    /// Sends a form.
    pub async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Page {
        self.send(Url::parse(url).unwrap(), Some(fields)).await
    }

    /// Follows redirects until a page answers by itself, or until one leads to `stop`.
    pub async fn follow(&mut self, mut page: Page, stop: &str) -> Page {
        for _ in 0..20 {
            let Some(next) = page.redirect() else { return page };
            if next.as_str().starts_with(stop) {
                return page;
            }
            page = self.send(next, None).await;
        }
        panic!("{} redirects without end", page.url);
    }

    async fn send(&mut self, url: Url, form: Option<&[(&str, &str)]>) -> Page {
        let host = host_of(&url);
        let address = *self.hosts.get(&host).unwrap_or_else(|| panic!("the browser does not find {host}"));
        let client = Client::new(address, &host);
        let path = url[url::Position::BeforePath..url::Position::AfterQuery].to_owned();
        let request = match form {
            Some(fields) => client.post(path).form(fields),
            None => client.get(path),
        };
        let request = request.header("accept", "text/html");
        let reply = match self.cookies_for(&url) {
            Some(cookies) => request.header("cookie", cookies).send().await,
            None => request.send().await,
        };
        self.take_cookies(&url, &reply);
        Page { url, reply }
    }

    fn cookies_for(&self, url: &Url) -> Option<String> {
        let (host, path) = (host_of(url), url.path());
        let fits = |cookie: &&Cookie| cookie.host == host && path.starts_with(cookie.path.as_str());
        let pairs: Vec<String> =
            self.cookies.iter().filter(fits).map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn take_cookies(&mut self, url: &Url, reply: &Reply) {
        for line in reply.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let mut parts = line.split(';').map(str::trim);
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let path = parts.find_map(|part| {
                let (name, value) = part.split_once('=')?;
                name.eq_ignore_ascii_case("path").then_some(value)
            });
            let path = path.unwrap_or("/").to_owned();
            self.keep(Cookie { host: host_of(url), path, name: name.into(), value: value.into() });
        }
    }

    fn keep(&mut self, new: Cookie) {
        self.cookies.retain(|old| (&old.host, &old.path, &old.name) != (&new.host, &new.path, &new.name));
        if !new.value.is_empty() {
            self.cookies.push(new);
        }
    }
}

impl Page {
    /// Where it redirects to.
    #[must_use]
    pub fn redirect(&self) -> Option<Url> {
        let location = self.reply.header("location").filter(|_| (300..400).contains(&self.reply.status))?;
        Some(self.url.join(location).unwrap())
    }

    /// The address of the first form.
    #[must_use]
    pub fn form(&self) -> String {
        let text = self.reply.text();
        let action = text.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
        action.unwrap_or_else(|| panic!("no form at {}: {text}", self.url)).to_owned()
    }
}

fn host_of(url: &Url) -> String {
    match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap()),
        None => url.host_str().unwrap().to_owned(),
    }
}
