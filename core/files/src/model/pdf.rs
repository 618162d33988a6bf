//! Whether a file that begins as a PDF also ends as one, so that nothing else hides behind it.
//! Nobody opens it here: it is handed out to be saved, never shown within a page.

use std::io::{self, Read, Seek, SeekFrom};

/// The end is looked for in so many bytes.
const TAIL_BYTES: u64 = 1024;
const END: &[u8] = b"%%EOF";

/// Whether nothing but white space follows the last mark of the end.
pub(crate) fn ends_as_pdf<F: Read + Seek>(file: &mut F) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut tail)?;
    let end = tail.windows(END.len()).rposition(|window| window == END);
    Ok(end.is_some_and(|at| tail[at + END.len()..].iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_pdf_ends_with_its_mark() {
        let end = |bytes: &[u8]| ends_as_pdf(&mut Cursor::new(bytes.to_vec())).unwrap();
        assert!(end(b"%PDF-1.4\n...\n%%EOF"));
        assert!(end(b"%PDF-1.4\n...\n%%EOF\r\n\0"));
        assert!(!end(b"%PDF-1.4\n...\n%%EOF\n<script>"));
        assert!(!end(b"%PDF-1.4"));
        let far = [b"%PDF-1.4\n%%EOF".as_slice(), &[b' '; 2000]].concat();
        assert!(!end(&far));
    }
}
