//! Keeps mails as `.eml` files, one folder per tenant: what a deployment without a mail server does, such as the demo.
//! The files hold links with their secrets, so they are readable by the server's own user only.

use std::{
    io,
    path::{Path, PathBuf},
};

use kontor_store::Ctx;
use lettre::Message;
use tokio::{fs, io::AsyncWriteExt};

use super::Handover;
use crate::entities::outgoing;

pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Writes a mail; the same message again replaces its file.
    pub(crate) async fn keep(&self, ctx: &Ctx, row: &outgoing::Model, mail: &Message) -> Handover {
        let folder = self.root.join(plain(&ctx.tenant_facts().code));
        let at: String = row.queued_at.to_string().chars().take(19).collect();
        let name = format!("{}-{}-{}.eml", plain(&at), plain(&row.template), row.id.uuid().simple());
        match write(&folder, &name, &mail.formatted()).await {
            Ok(()) => Handover::Captured,
            Err(cause) => Handover::Postponed(format!("the mail cannot be written to a file: {cause}")),
        }
    }
}

async fn write(folder: &Path, name: &str, mail: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder).await?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(folder.join(name)).await?;
    file.write_all(mail).await?;
    file.flush().await
}

/// A part of a file's name: letters and digits, with a hyphen for everything else.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}
