//! A mail server in memory: takes mails by SMTP, with STARTTLS and sign-in where asked, and misbehaves as a test wants.
//! It runs on a thread and runtime of its own, so that tests of any runtime can speak to it.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use mail_parser::{Message, MessageParser, MimeHeaders};
use mailin::{Action, AuthMechanism, Handler, Response, Session, SessionBuilder, response};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufStream},
    net::{TcpListener, TcpStream},
    runtime::Builder,
    sync::oneshot,
    task::LocalSet,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivatePkcs8KeyDer},
};

const PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(15);
const HOST: &str = "localhost";

/// How the server treats mails to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It takes them.
    Take,
    /// It reads so many and answers each with 451, then takes them.
    Postpone(u32),
    /// It answers the address with 550.
    Refuse,
    /// It takes them and hangs up before saying so, so many times.
    HangUp(u32),
    /// It takes them, and takes its time to say so.
    Dawdle(Duration),
}

/// What the server asks of who connects.
#[derive(Debug, Clone, Default)]
pub struct Security {
    /// It offers STARTTLS with a certificate that only [`MailServer::authority`] vouches for.
    pub tls: bool,
    /// User and password that signing in takes.
    pub sign_in: Option<(String, String)>,
}

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Whom the envelope names.
    pub to: Vec<String>,
    /// Whether the server took it; one that it postponed is on record, too.
    pub was_taken: bool,
    /// Whether it came encrypted.
    pub was_encrypted: bool,
    /// All of it.
    pub raw: Vec<u8>,
}

impl Mail {
    fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.raw).expect("what arrives is a mail")
    }

    /// The subject, decoded.
    #[must_use]
    pub fn subject(&self) -> String {
        self.parsed().subject().unwrap_or_default().to_owned()
    }

    /// The plain text part, decoded.
    #[must_use]
    pub fn text(&self) -> String {
        let parsed = self.parsed();
        let part = parsed.text_bodies().find(|part| part.is_text() && !part.is_text_html());
        part.and_then(|part| part.text_contents()).unwrap_or_default().replace("\r\n", "\n")
    }

    /// The HTML part, decoded.
    #[must_use]
    pub fn html(&self) -> String {
        let parsed = self.parsed();
        let part = parsed.html_bodies().find(|part| part.is_text_html());
        part.and_then(|part| part.text_contents()).unwrap_or_default().replace("\r\n", "\n")
    }

    /// What came with it: names and bytes.
    #[must_use]
    pub fn attachments(&self) -> Vec<(String, Vec<u8>)> {
        let parsed = self.parsed();
        let named = |part: &mail_parser::MessagePart<'_>| {
            (part.attachment_name().unwrap_or_default().to_owned(), part.contents().to_vec())
        };
        parsed.attachments().map(named).collect()
    }

    /// A header as it was sent, on one line; nothing where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let parsed = self.parsed();
        let raw = parsed.headers_raw().find(|(given, _)| given.eq_ignore_ascii_case(name))?.1;
        Some(raw.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Names of all headers, in lower case.
    #[must_use]
    pub fn headers(&self) -> Vec<String> {
        self.parsed().headers_raw().map(|(name, _)| name.to_lowercase()).collect()
    }

    /// The sender as a reader sees it: name and address.
    #[must_use]
    pub fn from(&self) -> (String, String) {
        let parsed = self.parsed();
        let first = parsed.from().and_then(|from| from.first());
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        (text(first.and_then(|one| one.name())), text(first.and_then(|one| one.address())))
    }

    /// The addressee as a reader sees it: name and address.
    #[must_use]
    pub fn addressee(&self) -> (String, String) {
        let parsed = self.parsed();
        let first = parsed.to().and_then(|to| to.first());
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        (text(first.and_then(|one| one.name())), text(first.and_then(|one| one.address())))
    }

    /// The first link of the text part that holds some words, as a path: `/invitation/…`. Fails where there is none.
    pub fn path_with(&self, words: &str) -> String {
        let text = self.text();
        let mut links = text.split_whitespace().filter(|word| word.starts_with("http"));
        let link = links.find(|link| link.contains(words)).unwrap_or_else(|| panic!("no link with {words}: {text}"));
        let after_scheme = link.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |start| &after_scheme[start..]).to_owned()
    }
}

/// What dialogues share.
#[derive(Default)]
struct Desk {
    mails: Mutex<Vec<Mail>>,
    manners: Mutex<HashMap<String, Manner>>,
}

/// A running server.
pub struct MailServer {
    address: SocketAddr,
    security: Security,
    desk: Arc<Desk>,
    authority: Option<PathBuf>,
    _stop: oneshot::Sender<()>,
}

impl MailServer {
    /// One that takes mails from everybody, unencrypted.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(Security::default())
    }

    /// One that asks for more.
    #[must_use]
    pub fn start_with(security: Security) -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (acceptor, authority) = if security.tls { encryption(address.port()) } else { (None, None) };
        let desk = Arc::new(Desk::default());
        let (stop, stopped) = oneshot::channel::<()>();
        let (counter, asked) = (Arc::clone(&desk), security.clone());
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            LocalSet::new().block_on(&runtime, async move {
                let listener = TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    () = accept(listener, counter, asked, acceptor) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, security, desk, authority, _stop: stop }
    }

    /// How a client is told of it.
    #[must_use]
    pub fn url(&self) -> String {
        let user = self.security.sign_in.as_ref().map(|(user, password)| format!("{user}:{password}@"));
        let tls = if self.security.tls { "?tls=required" } else { "" };
        format!("smtp://{}{HOST}:{}{tls}", user.unwrap_or_default(), self.address.port())
    }

    /// The file of the certificate that vouches for it, where it encrypts.
    #[must_use]
    pub fn authority(&self) -> Option<&Path> {
        self.authority.as_deref()
    }

    /// Has it treat mails to an address in a certain manner from now on.
    pub fn treat(&self, to: &str, manner: Manner) {
        self.desk.manners.lock().unwrap().insert(to.to_owned(), manner);
    }

    /// Every mail to an address that was read, taken or not.
    #[must_use]
    pub fn seen_by(&self, to: &str) -> Vec<Mail> {
        let mails = self.desk.mails.lock().unwrap();
        mails.iter().filter(|mail| mail.to.iter().any(|given| given == to)).cloned().collect()
    }

    /// Every mail to addresses with this word in them.
    #[must_use]
    pub fn to_whom(&self, word: &str) -> Vec<Mail> {
        let mails = self.desk.mails.lock().unwrap();
        mails.iter().filter(|mail| mail.to.iter().any(|given| given.contains(word))).cloned().collect()
    }

    /// Every mail that an address got.
    #[must_use]
    pub fn mailbox(&self, to: &str) -> Vec<Mail> {
        self.seen_by(to).into_iter().filter(|mail| mail.was_taken).collect()
    }

    /// The first mail to an address whose text holds some words, as soon as it is there: other mails may come between.
    pub async fn mail_with(&self, to: &str, words: &str) -> Mail {
        let give_up_at = Instant::now() + PATIENCE;
        loop {
            if let Some(mail) = self.mailbox(to).into_iter().find(|mail| mail.text().contains(words)) {
                return mail;
            }
            assert!(Instant::now() < give_up_at, "waited in vain for a mail to {to} with {words}");
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// The newest mail in a mailbox that holds at least so many, as soon as it does.
    pub async fn nth_mail(&self, to: &str, nth: usize) -> Mail {
        let give_up_at = Instant::now() + PATIENCE;
        loop {
            if let Some(mail) = self.mailbox(to).into_iter().nth(nth - 1) {
                return mail;
            }
            assert!(Instant::now() < give_up_at, "waited in vain for mail number {nth} to {to}");
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        if let Some(file) = &self.authority {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// A certificate for this machine, and the file that vouches for it.
fn encryption(port: u16) -> (Option<TlsAcceptor>, Option<PathBuf>) {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let made = rcgen::generate_simple_self_signed([HOST.to_owned()]).unwrap();
    let name = format!("kontor-mail-{}-{port}-{}.pem", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, made.cert.pem()).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    (Some(TlsAcceptor::from(Arc::new(config))), Some(file))
}

async fn accept(listener: TcpListener, desk: Arc<Desk>, security: Security, acceptor: Option<TlsAcceptor>) {
    while let Ok((stream, from)) = listener.accept().await {
        let dialogue = dialogue(stream, from.ip(), Arc::clone(&desk), security.clone(), acceptor.clone());
        tokio::task::spawn_local(async move {
            // A client that hangs up has its reasons.
            let _ = dialogue.await;
        });
    }
}

/// What a dialogue remembers between lines.
#[derive(Default)]
struct Memory {
    to: Vec<String>,
    data: Vec<u8>,
    is_encrypted: bool,
    hangs_up: bool,
    /// What is answered to a mail that is not taken. Told the truth, the state machine would go on reading the mail.
    instead: Option<Response>,
    dawdles: Option<Duration>,
}

struct Clerk {
    desk: Arc<Desk>,
    memory: Arc<Mutex<Memory>>,
    sign_in: Option<(String, String)>,
}

impl Clerk {
    /// How the first addressee is treated; what is limited in number is used up by asking.
    fn manner(&self, to: &str) -> Manner {
        let mut manners = self.desk.manners.lock().unwrap();
        let Some(manner) = manners.get_mut(to) else { return Manner::Take };
        let now = *manner;
        match manner {
            Manner::Postpone(0) | Manner::HangUp(0) => return Manner::Take,
            Manner::Postpone(times) | Manner::HangUp(times) => *times -= 1,
            Manner::Take | Manner::Refuse | Manner::Dawdle(_) => {}
        }
        now
    }
}

impl Handler for Clerk {
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        let mut memory = self.memory.lock().unwrap();
        memory.to.clear();
        memory.data.clear();
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        if self.desk.manners.lock().unwrap().get(to) == Some(&Manner::Refuse) {
            return Response::custom(550, "5.1.1 Nobody of that name lives here".to_owned());
        }
        self.memory.lock().unwrap().to.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.memory.lock().unwrap().data.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let mut memory = self.memory.lock().unwrap();
        let manner = memory.to.first().map_or(Manner::Take, |to| self.manner(to));
        let was_taken = !matches!(manner, Manner::Postpone(_));
        memory.hangs_up = matches!(manner, Manner::HangUp(_));
        memory.dawdles = if let Manner::Dawdle(pause) = manner { Some(pause) } else { None };
        let (to, raw) = (std::mem::take(&mut memory.to), std::mem::take(&mut memory.data));
        let mail = Mail { to, was_taken, was_encrypted: memory.is_encrypted, raw };
        self.desk.mails.lock().unwrap().push(mail);
        if !was_taken {
            memory.instead = Some(Response::custom(451, "4.3.0 Come back later".to_owned()));
        }
        response::OK
    }

    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        let is_known = self.sign_in.as_ref().is_some_and(|(own, secret)| own == user && secret == password);
        if is_known { response::AUTH_OK } else { response::INVALID_CREDENTIALS }
    }
}

async fn dialogue(
    stream: TcpStream,
    from: IpAddr,
    desk: Arc<Desk>,
    security: Security,
    acceptor: Option<TlsAcceptor>,
) -> io::Result<()> {
    let builder = manners(acceptor.is_some(), security.sign_in.is_some());
    let memory = Arc::new(Mutex::new(Memory::default()));
    let clerk = Clerk { desk, memory: Arc::clone(&memory), sign_in: security.sign_in };
    let mut session = builder.build(from, clerk);
    let mut stream = BufStream::new(stream);
    answer(&mut stream, &session.greeting()).await?;
    if converse(&mut session, &mut stream, &memory).await? == Next::Encrypt
        && let Some(acceptor) = acceptor
    {
        let encrypted = acceptor.accept(stream.into_inner()).await?;
        session.tls_active();
        memory.lock().unwrap().is_encrypted = true;
        converse(&mut session, &mut BufStream::new(encrypted), &memory).await?;
    }
    Ok(())
}

/// What the server offers in its greeting.
fn manners(encrypts: bool, asks_who: bool) -> SessionBuilder {
    let mut builder = SessionBuilder::new(HOST);
    if encrypts {
        builder.enable_start_tls();
    }
    if asks_who {
        builder.enable_auth(AuthMechanism::Plain);
    }
    if asks_who && !encrypts {
        builder.insecure_enable_plaintext_auth();
    }
    builder
}

#[derive(PartialEq, Eq)]
enum Next {
    Encrypt,
    End,
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<Clerk>,
    stream: &mut BufStream<S>,
    memory: &Mutex<Memory>,
) -> io::Result<Next> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(Next::End);
        }
        let Some(reply) = told(session.process(&line), memory).await else { return Ok(Next::End) };
        match reply.action {
            Action::NoReply => {}
            Action::Reply => answer(stream, &reply).await?,
            Action::UpgradeTls => {
                answer(stream, &reply).await?;
                return Ok(Next::Encrypt);
            }
            Action::Close => {
                answer(stream, &reply).await?;
                return Ok(Next::End);
            }
        }
    }
}

/// What is said instead of the protocol's own reply, and when; nothing where the desk hangs up.
async fn told(reply: Response, memory: &Mutex<Memory>) -> Option<Response> {
    let (hangs_up, dawdles, instead) = {
        let mut memory = memory.lock().unwrap();
        (std::mem::take(&mut memory.hangs_up), memory.dawdles.take(), memory.instead.take())
    };
    if let Some(pause) = dawdles.filter(|_| !hangs_up) {
        tokio::time::sleep(pause).await;
    }
    (!hangs_up).then(|| instead.unwrap_or(reply))
}

async fn answer<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufStream<S>, reply: &Response) -> io::Result<()> {
    stream.write_all(&reply.buffer()?).await?;
    stream.flush().await
}
