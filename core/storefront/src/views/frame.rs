//! What surrounds every page: the shop's name, the visitor's account, navigation, languages, notices.
//! Templates read it as `page`, or as `@root.page` inside a partial.

use serde::Serialize;

/// The frame of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Frame {
    /// The shop's name, as the tenant writes it.
    pub shop: String,
    /// Address of the tenant's logo, if it has one.
    pub logo_url: Option<String>,
    /// Address of the stylesheet with the tenant's colours.
    pub brand_url: String,
    /// Language tag of the page.
    pub language: String,
    /// Languages the channel offers, when there is more than one.
    pub languages: Vec<LanguageChoice>,
    /// Token that every form carries as `_csrf`; `None` where the visitor has no session.
    pub csrf: Option<String>,
    /// Who is signed in.
    pub account: Option<Account>,
    /// Which part of the shop the page belongs to: `products`, `orders`, `cart` or empty.
    pub section: String,
    /// Words in the search field.
    pub search: String,
    /// Lines in the visitor's cart, where they have been counted.
    pub cart_lines: Option<u32>,
    /// Whether the visitor may fill a cart.
    pub can_order: bool,
    /// The customer for whom a member of staff acts.
    pub acting: Option<Acting>,
    /// What has to be said on every page until it is settled.
    pub banner: Option<Banner>,
    /// Path and query of this page, to come back to.
    pub here: String,
    /// What the last action did, or what the visitor should know.
    pub notices: Vec<Notice>,
    /// Whether the last action was done: what was typed for it is kept no more.
    pub is_done: bool,
}

/// For whom a member of staff acts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Acting {
    /// The customer.
    pub company: String,
    /// Day and time of its end, and why, where a page could find out.
    pub terms: Option<ActingTerms>,
}

/// How long and why somebody acts for a customer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ActingTerms {
    /// Day and time of its end.
    pub until: String,
    /// Why, as the customer reads it.
    pub reason: String,
}

/// What has to be said on every page until it is settled.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Banner {
    /// What it says.
    pub text: String,
    /// Where to settle it.
    pub link: Option<Link>,
    /// A form whose button settles it: what the button says and where it is posted to.
    pub button: Option<Link>,
}

/// A language to switch to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LanguageChoice {
    /// Language tag.
    pub code: String,
    /// The language's name in itself.
    pub name: String,
    /// Whether the page is in it.
    pub current: bool,
}

/// The signed-in visitor.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Account {
    /// The person's name.
    pub name: String,
    /// The person's e-mail address.
    pub email: String,
    /// The company acted for; `None` for the shop's own staff.
    pub company: Option<String>,
    /// Address of the administration, for staff.
    pub admin_url: Option<String>,
    /// The name of the role acted in.
    pub role: Option<String>,
}

/// A message above the page.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// How it is coloured; the text says the same.
    pub tone: Tone,
    /// The message, in the visitor's language.
    pub text: String,
    /// The next step.
    pub link: Option<Link>,
}

/// The five tones of the design tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing to act on.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// Done as asked.
    Good,
    /// Needs a look.
    Warn,
    /// Stops the visitor.
    Bad,
}

/// A link with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What the visitor reads.
    pub label: String,
    /// A path on this shop.
    pub url: String,
}
