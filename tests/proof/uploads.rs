//! Promise 26: uploads that want to be something else — programs in pictures, drawings with scripts, bombs, paths, streams
//! without an end — are refused or made anew, are saved rather than run, and take no more memory than any other.

use std::time::Duration;

use image::{DynamicImage, ImageFormat};
use kontor_testkit::{Client, Database, Reply, Server, ServerSpec, TestApp, both};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::pictures::{document, drawn, encoded, png, upload};

both!(
    programs_in_pictures_are_gone,
    drawings_and_pages_are_refused_whatever_they_say_they_are,
    bombs_are_refused,
    names_lead_nowhere,
    the_naive_twin_keeps_the_program,
);

const SCRIPT: &[u8] = b"<script>alert(document.domain)</script>";
const MIB: usize = 1024 * 1024;

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The bytes of a file as they are handed out.
async fn content(admin: &Client, file: &Reply) -> Reply {
    let id = file.expect(201)["id"].as_str().unwrap().to_owned();
    let reply = admin.get(format!("/api/v1/admin/files/{id}/content")).send().await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    reply
}

/// A JPEG that is a page to whoever believes its name: the page stands in a comment, and again behind the end.
fn jpeg_page() -> Vec<u8> {
    let mut jpeg = encoded(&drawn(64, 64, "page"), ImageFormat::Jpeg);
    let length = u16::try_from(SCRIPT.len() + 2).unwrap().to_be_bytes();
    jpeg.splice(2..2, [&[0xff, 0xfe], length.as_slice(), SCRIPT].concat());
    [jpeg.as_slice(), b"<html>", SCRIPT].concat()
}

/// A GIF that is a program to whoever runs it: `GIF89a/*…*/=1;alert(1)`, with its width written as the comment's begin.
fn gif_program() -> Vec<u8> {
    let mut gif = encoded(&drawn(64, 64, "program"), ImageFormat::Gif);
    // The comment extension takes what a decoder passes over.
    let comment = b"*/=1;alert(document.domain);/*";
    let end = gif.len() - 1;
    let block = [&[0x21, 0xfe, u8::try_from(comment.len()).unwrap()], comment.as_slice(), &[0]].concat();
    gif.splice(end..end, block);
    [gif.as_slice(), b"*/=1;", SCRIPT].concat()
}

/// A PNG with a text chunk and an archive behind it.
fn png_archive() -> Vec<u8> {
    let mut file = png(64, 64, "archive");
    let chunk = [b"tEXt".as_slice(), b"Comment\0", SCRIPT].concat();
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    let whole = [length.as_slice(), &chunk, &crc(&chunk).to_be_bytes()].concat();
    file.splice(33..33, whole);
    [file.as_slice(), b"PK\x03\x04", SCRIPT].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

async fn programs_in_pictures_are_gone(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let admin = shop.admin();
    for (name, file) in [("a.html", jpeg_page()), ("b.js", gif_program()), ("c.zip", png_archive())] {
        assert!(holds(&file, SCRIPT));
        let taken = upload(admin, name, file).await;
        assert_eq!(taken.expect(201)["media_type"], "image/jpeg", "{name}");
        let kept = content(admin, &taken).await;
        assert_eq!(kept.header("content-type"), Some("image/jpeg"));
        assert!(!holds(&kept.body, SCRIPT) && !holds(&kept.body, b"alert("), "{name}");
        let picture = image::load_from_memory_with_format(&kept.body, ImageFormat::Jpeg).unwrap();
        assert_eq!((picture.width(), picture.height()), (64, 64));
    }
    let program = b"GIF89a/*\0\0\0\0\0*/=1;alert(document.domain)//".to_vec();
    upload(admin, "a.gif", program).await.problem(422, "files.bad_picture");
    // A page in a document is handed out to be saved, as a document.
    let paper = document("page").replace("page", "<html><script>alert(1)</script>");
    let taken = upload(admin, "a.html", paper.into_bytes()).await;
    let kept = content(admin, &taken).await;
    assert_eq!(kept.header("content-type"), Some("application/pdf"));
    assert_eq!(kept.header("content-disposition"), Some("attachment"));
    for behind in [b"<script>".as_slice(), b"PK\x05\x06", &[b' '; 5000]] {
        let paper = [document("x").as_bytes(), behind].concat();
        upload(admin, "a.pdf", paper).await.problem(422, "files.bad_pdf");
    }
}

async fn drawings_and_pages_are_refused_whatever_they_say_they_are(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let page = "<!doctype html><script>alert(1)</script>";
    let workbook = "PK\x03\x04\x14\0\0\0\x08\0xl/workbook.xml";
    for said in ["image/png", "image/svg+xml", "application/pdf", "application/octet-stream", "text/html"] {
        for bytes in [drawing, page, workbook, "x", "\u{feff}<svg/>"] {
            let path = "/api/v1/admin/files?name=logo.png";
            let reply = shop.admin().post(path).body(said, bytes.as_bytes().to_vec()).send().await;
            let problem = reply.problem(422, "files.unknown_kind");
            assert!(problem["detail"].as_str().unwrap().contains("PNG"), "{problem}");
        }
    }
    upload(shop.admin(), "x.png", Vec::new()).await.problem(422, "files.empty");
    let polish = shop.admin().post("/api/v1/admin/files").header("accept-language", "pl");
    let refused = polish.body("image/png", drawing.as_bytes().to_vec()).send().await.expect(422);
    assert!(refused["detail"].as_str().unwrap().contains("Rysunków SVG"), "{refused}");
}

/// A PNG whose head says what it likes.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(8, 8, "claim");
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&file[12..29]).to_be_bytes();
    file[29..33].copy_from_slice(&sum);
    file
}

/// A GIF that claims a canvas of 65,535 pixels on each side.
fn wide_gif() -> Vec<u8> {
    let mut gif = encoded(&drawn(8, 8, "wide"), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    gif
}

async fn bombs_are_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let admin = shop.admin();
    let problem = upload(admin, "a.png", claiming(60_000, 60_000)).await.problem(422, "files.too_many_pixels");
    assert!(problem["detail"].as_str().unwrap().contains("60,000 × 60,000"), "{problem}");
    upload(admin, "a.gif", wide_gif()).await.problem(422, "files.too_many_pixels");
    // It claims as much as may be, and brings nothing of it.
    upload(admin, "a.png", claiming(5_000, 5_000)).await.problem(422, "files.bad_picture");
    // Real ones: a picture of one colour, which is small until it is decoded.
    let flat = encoded(&DynamicImage::new_luma8(12_000, 3_000), ImageFormat::Png);
    assert!(flat.len() < MIB, "{} bytes", flat.len());
    upload(admin, "a.png", flat).await.problem(422, "files.too_many_pixels");
    // A text of some hundred megabytes, deflated, which no decoder has to read.
    let taken = upload(admin, "a.png", with_deflated_text()).await;
    assert!(matches!(taken.status, 201 | 422), "{}", taken.text());
}

/// A PNG with a compressed text of one letter, 64 MiB long, put together from repeated blocks.
fn with_deflated_text() -> Vec<u8> {
    let mut file = png(16, 16, "text");
    let letters = vec![b'a'; 64 * MIB];
    let bomb = encoded_zlib(&letters);
    assert!(bomb.len() < 128 * 1024, "{} bytes", bomb.len());
    let chunk = [b"zTXt".as_slice(), b"Comment\0\0", &bomb].concat();
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    file.splice(33..33, [length.as_slice(), &chunk, &crc(&chunk).to_be_bytes()].concat());
    file
}

/// Deflated as a PNG of one colour deflates its rows: the stream of its only chunk of data is taken over.
fn encoded_zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

async fn names_lead_nowhere(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (index, (given, kept)) in [
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\windows\\win.ini", "win.jpg"),
        ("/dev/null", "null.jpg"),
        ("a\r\nSet-Cookie: x=1.png", "a Set-Cookie x=1.jpg"),
        ("photo\u{202e}gnp.exe", "photognp.jpg"),
        ("…/‥/photo.svg", "photo.jpg"),
    ]
    .into_iter()
    .enumerate()
    {
        let file = upload(shop.admin(), given, png(20, 20, &format!("{index}"))).await;
        assert_eq!(file.expect(201)["name"], kept, "{given}");
        content(shop.admin(), &file).await;
    }
}

/// The careless way: what comes is kept under the type it claims, and given back so.
async fn the_naive_twin_keeps_the_program(_: &'static TestApp) {
    let kept = jpeg_page();
    assert!(holds(&kept, SCRIPT), "whoever keeps the bytes keeps the program");
    assert!(image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).is_ok(), "and takes it for a picture");
}

/// Sends a body without an end in pieces, until the server has had enough; gives its answer and what it took.
async fn endless(admin: &Client, head: &[u8], most: usize) -> (String, usize) {
    let mut stream = TcpStream::connect(admin.address()).await.unwrap();
    let request = format!(
        "POST /api/v1/admin/files?name=x HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\nx-csrf-token: {}\r\n\
         content-type: application/octet-stream\r\ntransfer-encoding: chunked\r\n\r\n",
        admin.host(),
        admin.cookie(),
        admin.csrf(),
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let piece = vec![b' '; 64 * 1024];
    let mut sent = head.len();
    let mut alive = stream.write_all(&chunked(head)).await.is_ok();
    while alive && sent < most {
        alive = stream.write_all(&chunked(&piece)).await.is_ok();
        sent += piece.len();
    }
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    (String::from_utf8_lossy(&answer).into_owned(), sent)
}

fn chunked(piece: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat()
}

/// How many files lie below a folder, and their bytes.
fn kept_below(folder: &std::path::Path) -> (usize, u64) {
    let Ok(entries) = std::fs::read_dir(folder) else { return (0, 0) };
    entries.flatten().map(|entry| entry.path()).fold((0, 0), |(files, bytes), path| {
        let (more, size) =
            if path.is_dir() { kept_below(&path) } else { (1, std::fs::metadata(&path).map_or(0, |meta| meta.len())) };
        (files + more, bytes + size)
    })
}

/// A large document of which nothing repeats.
fn large_document(bytes: usize) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut block = Sha256::digest(b"large").to_vec();
    while file.len() < bytes {
        block = Sha256::digest(&block).to_vec();
        file.extend(&block);
    }
    file.extend(b"\n%%EOF\n");
    file
}

/// What large uploads may add to the memory of a process that has served a small one: some buffers, not their size.
const MOST_MORE_MIB: u64 = 48;
/// And a picture as large as may be, while it is decoded.
const MOST_FOR_A_PICTURE_MIB: u64 = 320;

async fn large_and_endless_uploads_take_no_memory(database: Database) {
    let server = Server::start(ServerSpec { database, env: &[] }).await;
    let admin = server.admin().await;
    upload(&admin, "warm.png", png(800, 600, "warm")).await.expect(201);
    let before = server.peak_mib();
    let (files_before, _) = kept_below(&server.path("files"));

    let (answer, sent) = endless(&admin, b"%PDF-1.7\n", 400 * MIB).await;
    assert!(sent < 60 * MIB, "{} MiB were taken", sent / MIB);
    assert!(answer.is_empty() || answer.contains("413"), "{answer}");
    let (answer, sent) = endless(&admin, b"\xff\xd8\xff\xe0 no picture", 400 * MIB).await;
    assert!(sent < 30 * MIB, "{} MiB of a picture were taken", sent / MIB);
    assert!(answer.is_empty() || answer.contains("413"), "{answer}");
    let (answer, sent) = endless(&admin, b"<svg onload='alert(1)'>", 400 * MIB).await;
    assert!(sent < 8 * MIB, "{} MiB of a drawing were taken", sent / MIB);
    assert!(answer.is_empty() || answer.contains("422"), "{answer}");

    let paper = large_document(40 * MIB);
    let hash: String = Sha256::digest(&paper).iter().map(|byte| format!("{byte:02x}")).collect();
    let file = upload(&admin, "large.pdf", paper.clone()).await;
    assert_eq!(file.expect(201)["hash"], json!(hash));
    let back = content(&admin, &file).await;
    assert_eq!(back.body.len(), paper.len());
    assert!(back.body == paper, "a document comes back as it was");
    upload(&admin, "too-large.pdf", large_document(50 * MIB + 64 * 1024)).await.problem(413, "files.too_large");
    if let (Some(before), Some(after)) = (before, server.peak_mib()) {
        println!("{before} MiB before, {after} MiB after");
        assert!(after < before + MOST_MORE_MIB, "{before} MiB before, {after} MiB after");
    }
    let (files, _) = kept_below(&server.path("files"));
    assert_eq!(files, files_before + 1, "what was refused left nothing");
    assert_eq!(kept_below(&server.path("incoming")).0, 0);

    let photo = encoded(&DynamicImage::new_rgb8(7_000, 4_500), ImageFormat::Png);
    let at_once = (0..3).map(|index| upload(&admin, "photo.png", with_comment(&photo, index)));
    for taken in futures_util::future::join_all(at_once).await {
        assert_eq!(taken.expect(201)["sizes"].as_array().unwrap().len(), 5);
    }
    if let (Some(before), Some(after)) = (before, server.peak_mib()) {
        println!("{after} MiB after the largest pictures, three at a time");
        assert!(after < before + MOST_FOR_A_PICTURE_MIB, "{before} MiB before, {after} MiB after");
    }
}

/// The same picture as other bytes.
fn with_comment(picture: &[u8], index: u8) -> Vec<u8> {
    let chunk = [b"tEXt".as_slice(), b"Comment\0", &[b'0' + index]].concat();
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    let mut file = picture.to_vec();
    file.splice(33..33, [length.as_slice(), &chunk, &crc(&chunk).to_be_bytes()].concat());
    file
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(test);
}

#[test]
fn sqlite_large_and_endless_uploads_take_no_memory() {
    run(large_and_endless_uploads_take_no_memory(Database::Sqlite));
}

#[test]
fn postgres_large_and_endless_uploads_take_no_memory() {
    run(large_and_endless_uploads_take_no_memory(Database::Postgres));
}
