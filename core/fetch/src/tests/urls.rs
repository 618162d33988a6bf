//! What a URL may say before anything is looked up.
//! A host that two parsers could read in two ways is refused, whatever it may mean.

use crate::{Allow, FetchError, FetchPolicy};

fn judge(url: &str, allow: &str) -> Result<(), FetchError> {
    let allow: Allow = allow.parse().unwrap();
    FetchPolicy { allow, ..FetchPolicy::default() }.target(url).map(drop)
}

#[test]
fn addresses_as_people_write_them_pass() {
    for url in [
        "https://example.com",
        "https://Example.COM/path?query=1#part",
        "http://example.com:80/",
        "https://xn--bcher-kva.example:8443/",
        "https://8.8.8.8/",
        "https://[2606:4700:4700::1111]/",
        "https://[2606:4700:4700:0:0:0:0:1111]:443/",
        "HTTPS://a-b_c.example.com/@user",
    ] {
        assert_eq!(judge(url, ""), Ok(()), "{url}");
    }
}

#[test]
fn what_is_no_plain_address_is_refused_with_its_reason() {
    let bad: [(&str, FetchError); 12] = [
        ("", FetchError::BadUrl),
        ("example.com", FetchError::BadUrl),
        ("https:example.com", FetchError::BadUrl),
        ("https:///example.com", FetchError::BadUrl),
        ("https://example.com\\@127.0.0.1/", FetchError::BadUrl),
        ("https://exa\tmple.com/", FetchError::BadUrl),
        (" https://example.com/", FetchError::BadUrl),
        ("https://ex%61mple.com/", FetchError::BadUrl),
        ("ftp://example.com/", FetchError::BadScheme),
        ("file:///etc/passwd", FetchError::BadScheme),
        ("https://user@example.com/", FetchError::UserInfo),
        ("https://example.com:22/", FetchError::BadPort(22)),
    ];
    for (url, expected) in bad {
        assert_eq!(judge(url, ""), Err(expected), "{url:?}");
    }
}

#[test]
fn a_refusal_names_what_was_asked_for_and_nothing_else() {
    let refused = judge("http://10.1.2.3/", "").unwrap_err();
    assert_eq!(refused, FetchError::NotPublic("10.1.2.3".to_owned()));
    let said = "10.1.2.3 is no host on the public internet. Check its name, or ask the operator to permit it \
                (KONTOR_OUTBOUND_ALLOW).";
    assert_eq!(refused.to_string(), said);
}

#[test]
fn an_operator_permits_a_service_by_host_and_port() {
    let allow = "idp.internal:8080, 10.0.0.7:9000 [fd00::7]:443";
    for url in
        ["http://idp.internal:8080/", "http://IDP.internal:8080/x", "http://10.0.0.7:9000/", "https://[fd00::7]/"]
    {
        assert_eq!(judge(url, allow), Ok(()), "{url}");
    }
    for url in ["http://idp.internal/", "http://x.idp.internal:8080/", "http://10.0.0.7/", "http://10.0.0.8:9000/"] {
        assert!(judge(url, allow).is_err(), "{url}");
    }
}

#[test]
fn an_operator_permits_a_network_on_every_port() {
    let allow = "10.1.0.0/16,fd00:1::/32";
    for url in ["http://10.1.2.3/", "http://10.1.255.255:9000/", "http://[fd00:1::5]:22/"] {
        assert_eq!(judge(url, allow), Ok(()), "{url}");
    }
    for url in ["http://10.2.0.1/", "http://[fd00:2::5]/", "http://127.0.0.1/", "http://[::ffff:10.1.2.3]/"] {
        assert!(judge(url, allow).is_err(), "{url}");
    }
}

#[test]
fn a_permission_without_meaning_is_refused_and_named() {
    for entry in ["idp.internal", "10.0.0.1", ":80", "host:0", "host:99999", "http://host:80", "a@b:80", "host/x:80"] {
        let refused = entry.parse::<Allow>().unwrap_err().to_string();
        assert!(refused.contains(entry), "{refused}");
    }
    assert_eq!("".parse::<Allow>(), Ok(Allow::default()));
}
