//! The edges of every block that is set aside, and what lies beside them.
//! What carries an IPv4 address is as public as the one it carries.

use crate::is_public;

fn check(addresses: &str, expected: bool) {
    for text in addresses.split_whitespace() {
        assert_eq!(is_public(text.parse().unwrap()), expected, "{text}");
    }
}

#[test]
fn addresses_of_the_public_internet_are_public() {
    check("1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0", true);
    check("168.63.129.15 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0", true);
    check("192.0.3.0 192.88.98.255 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 198.51.101.0", true);
    check("203.0.112.255 203.0.114.0 223.255.255.255", true);
    check("2606:4700:4700::1111 2001:4860:4860::8888 2001:200::1 2003::1 2a00:1450::1 3ffe::1", true);
    check("::ffff:8.8.8.8 64:ff9b::8.8.8.8 2a00:1450::5efe:8.8.8.8", true);
}

#[test]
fn addresses_that_lead_elsewhere_are_not() {
    check("0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.100.100.200 100.127.255.255", false);
    check("127.0.0.1 127.255.255.255 168.63.129.16 169.254.0.0 169.254.169.254 169.254.255.255", false);
    check("172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1", false);
    check("192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 198.51.100.1 203.0.113.1", false);
    check("224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.254 255.255.255.255", false);
    check(":: ::1 ::2 100::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fec0::1 ff02::1 4000::1", false);
    check("2001::1 2001:2::1 2001:10::1 2001:20::1 2001:1ff::1 2001:db8::1 2620:4f:8000::1 3fff::1 3fff:fff::1", false);
}

#[test]
fn addresses_that_carry_an_inside_one_are_not() {
    check("::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0.0.0.0", false);
    check("64:ff9b::127.0.0.1 64:ff9b::10.1.2.3 64:ff9b:1::8.8.8.8 64:ff9b:1:fffe::10.0.0.1", false);
    check("2002:7f00:1:: 2002:a00:1::1 2002:808:808::1 2001:0:7f00:1::1 2001:0:808:808::80ff:fffe", false);
    check("2a00:1450::5efe:127.0.0.1 2a00:1450::200:5efe:10.0.0.1 fe80::5efe:8.8.8.8 ::ffff:0:127.0.0.1", false);
}
