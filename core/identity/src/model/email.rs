//! E-mail addresses as sign-in names: compared without case, checked for shape only.
//! Whether an address exists is known only once a mail has reached it.

/// The longest address of RFC 5321.
const LONGEST: usize = 254;

/// The key by which an address is found, or nothing when it has not the shape of one.
#[must_use]
pub(crate) fn email_key(email: &str) -> Option<String> {
    let email = email.trim();
    let (local, domain) = email.rsplit_once('@')?;
    let is_shaped = !local.is_empty()
        && !domain.is_empty()
        && email.len() <= LONGEST
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && !domain.starts_with('.')
        && !domain.ends_with('.');
    is_shaped.then(|| email.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::email_key;

    #[test]
    fn addresses_are_compared_without_case() {
        assert_eq!(email_key(" Anna@Baltic.Example "), Some("anna@baltic.example".to_owned()));
        for bad in ["", "anna", "@x.example", "anna@", "an na@x.example", "a@.x", "a@x."] {
            assert_eq!(email_key(bad), None, "{bad}");
        }
    }
}
