//! Pages of a list: which rows are shown, and links to the other pages.
//! Search, filters and order stay in the address, so that every page can be shared.

use serde::Serialize;

use crate::render::encode;

/// Pages on either side of the current one that are linked by number.
const NEIGHBOURS: u64 = 1;

/// Where in a list a page is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// Number of the first row shown, from 1; 0 in an empty list.
    pub first: u64,
    /// Number of the last row shown.
    pub last: u64,
    /// Rows of the whole list.
    pub total: u64,
    /// The page shown, from 1.
    pub page: u64,
    /// Number of pages.
    pub pages: u64,
    /// Address of the page before.
    pub previous_url: Option<String>,
    /// Address of the page after.
    pub next_url: Option<String>,
    /// Numbered pages around this one, with gaps.
    pub links: Vec<PageLink>,
}

/// A numbered page, or a gap between two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageLink {
    /// The page's number; 0 for a gap.
    pub number: u64,
    /// Its address; `None` for a gap.
    pub url: Option<String>,
    /// Whether it is the page shown.
    pub current: bool,
}

impl Pager {
    /// Places page `page` (from 1) of `size` rows in a list of `total`; `path` and `query` address the list.
    ///
    /// A page beyond the end is shown as the last one.
    #[must_use]
    pub fn new(path: &str, query: &[(&str, &str)], page: u64, size: u64, total: u64) -> Self {
        let size = size.max(1);
        let pages = total.div_ceil(size).max(1);
        let page = page.clamp(1, pages);
        let url = |page: u64| address(path, query, page);
        let before = (page - 1) * size;
        Self {
            first: if total == 0 { 0 } else { before + 1 },
            last: total.min(before.saturating_add(size)),
            total,
            page,
            pages,
            previous_url: (page > 1).then(|| url(page - 1)),
            next_url: (page < pages).then(|| url(page + 1)),
            links: links(page, pages, url),
        }
    }
}

fn links(page: u64, pages: u64, url: impl Fn(u64) -> String) -> Vec<PageLink> {
    let mut links = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(page) <= NEIGHBOURS) {
        if number > last + 1 {
            links.push(PageLink::default());
        }
        links.push(PageLink { number, url: Some(url(number)), current: number == page });
        last = number;
    }
    links
}

/// The address of a list; empty fields are left out.
pub(crate) fn list_address(path: &str, query: &[(&str, &str)]) -> String {
    address(path, query, 1)
}

/// The address of a page; empty fields and page 1 are left out, so that a list has one address.
fn address(path: &str, query: &[(&str, &str)], page: u64) -> String {
    let number = page.to_string();
    let page = (page > 1).then_some(("page", number.as_str()));
    let mut url = path.to_owned();
    let mut separator = '?';
    for (name, value) in query.iter().copied().chain(page).filter(|(_, value)| !value.is_empty()) {
        url.push(separator);
        url.push_str(name);
        url.push('=');
        encode(value, &mut url);
        separator = '&';
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(page: u64, total: u64) -> Vec<u64> {
        Pager::new("/products", &[], page, 24, total).links.iter().map(|link| link.number).collect()
    }

    #[test]
    fn long_lists_link_their_ends_and_the_neighbourhood() {
        assert_eq!(numbers(1, 10), [1]);
        assert_eq!(numbers(1, 100), [1, 2, 0, 5]);
        assert_eq!(numbers(84, 4000), [1, 0, 83, 84, 85, 0, 167]);
        assert_eq!(numbers(999, 48), [1, 2]);
    }

    #[test]
    fn addresses_keep_search_and_filters_and_leave_out_what_is_empty() {
        let pager = Pager::new("/products", &[("q", "śruba M8&x"), ("category", "")], 1, 24, 50);
        assert_eq!(pager.next_url.as_deref(), Some("/products?q=%C5%9Bruba%20M8%26x&page=2"));
        assert_eq!(pager.links[0].url.as_deref(), Some("/products?q=%C5%9Bruba%20M8%26x"));
        assert_eq!((pager.first, pager.last, pager.previous_url), (1, 24, None));
    }

    #[test]
    fn an_empty_list_has_one_page_without_rows() {
        let pager = Pager::new("/orders", &[], 1, 24, 0);
        assert_eq!((pager.first, pager.last, pager.pages, pager.next_url), (0, 0, 1, None));
    }
}
