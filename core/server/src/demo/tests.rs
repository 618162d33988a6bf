//! What must hold of every demo: the same from the same seed, right check digits, prices that make sense, orders that can be placed.
//! Most tests look at both tenants under several seeds, since nobody promises which one is used.

mod searching;

use super::codes::tests::{is_ean13, is_vat_id};
use super::*;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const TODAY: Date = date(2026, 11, 21);

/// Every plan the tests look at: that of the documentation, and some others.
static PLANS: LazyLock<Vec<TenantPlan>> =
    LazyLock::new(|| [SEED, 1, 99].into_iter().flat_map(|seed| tenants(seed, TODAY)).collect());

fn documented() -> [&'static TenantPlan; 2] {
    [&PLANS[0], &PLANS[1]]
}

fn attribute<'a>(product: &'a ProductPlan, key: &str) -> Option<&'a str> {
    product.attributes.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str())
}

fn unique<T: Ord>(values: impl Iterator<Item = T>) -> (usize, usize) {
    let all: Vec<_> = values.collect();
    let count = all.len();
    (all.into_iter().collect::<BTreeSet<_>>().len(), count)
}

#[test]
fn the_same_seed_gives_the_same_plan_and_another_seed_another() {
    assert_eq!(tenants(7, TODAY), tenants(7, TODAY));
    let [baltic, verdi] = documented();
    let [other, _] = tenants(SEED + 1, TODAY);
    assert_ne!(baltic.products, other.products);
    assert_ne!(baltic.companies, other.companies);
    assert_ne!(baltic.shop, verdi.shop);
}

/// The documentation shows these; a change here is a change of every reader's demo.
#[test]
fn the_plan_does_not_drift_with_versions_of_anything() {
    let [baltic, verdi] = documented();
    // Only what readers see, written by ourselves: derived texts may change with the compiler.
    let fingerprint = |plan: &TenantPlan| {
        let products = plan
            .products
            .iter()
            .map(|product| format!("{} {} {}", product.sku, product.name.native, product.price_minor));
        let companies = plan
            .companies
            .iter()
            .map(|company| format!("{} {} {}", company.name, company.vat_id, company.address.street));
        let users = plan.users.iter().map(|user| user.email.clone());
        let lines = plan
            .orders
            .iter()
            .flat_map(|order| order.lines.iter().map(|line| format!("{} {}", line.sku, line.quantity)));
        let all = products.chain(companies).chain(users).chain(lines).collect::<Vec<_>>().join("\n");
        all.bytes()
            .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    };
    assert_eq!([fingerprint(baltic), fingerprint(verdi)], [12_573_250_473_626_388_176, 8_574_792_995_189_132_904]);
}

#[test]
fn the_tenants_have_the_sizes_they_promise() {
    let [baltic, verdi] = documented();
    assert_eq!((baltic.products.len(), baltic.companies.len(), baltic.orders.len()), (4_000, 60, 200));
    assert_eq!((verdi.products.len(), verdi.companies.len(), verdi.orders.len()), (2_500, 40, 200));
    for plan in PLANS.iter() {
        for category in &plan.categories {
            let count = plan.products.iter().filter(|product| product.category == category.code).count();
            assert!(count >= 4, "{}: {count} products", category.code);
        }
    }
}

#[test]
fn skus_are_unique_without_regard_to_case_and_fit_their_columns() {
    for plan in PLANS.iter() {
        let (different, all) = unique(plan.products.iter().map(|product| product.sku.to_lowercase()));
        assert_eq!(different, all);
        for product in &plan.products {
            assert!(product.sku.len() <= 64 && product.name.native.chars().count() <= 200, "{}", product.sku);
            assert!(plan.categories.iter().any(|category| category.code == product.category), "{}", product.category);
            assert!(plan.shop.tax_classes.iter().any(|class| class.code == product.tax_class), "{}", product.sku);
        }
    }
}

#[test]
fn names_do_not_repeat() {
    for plan in PLANS.iter() {
        for (language, name) in [("native", 0), ("english", 1)] {
            let names = plan
                .products
                .iter()
                .map(|product| if name == 0 { &product.name.native } else { &product.name.english });
            let (different, all) = unique(names);
            assert_eq!(different, all, "{} {language}", plan.shop.code);
        }
        let (different, all) = unique(plan.companies.iter().map(|company| &company.name));
        assert_eq!(different, all);
        let (different, all) = unique(plan.users.iter().map(|user| &user.name));
        assert_eq!(different, all);
        assert!(
            plan.products
                .iter()
                .all(|product| !product.name.native.contains(",,") && !product.name.native.contains("  "))
        );
    }
}

#[test]
fn every_attribute_of_a_product_has_a_name() {
    for plan in PLANS.iter() {
        let named: Vec<&str> = plan.facts.iter().map(|fact| fact.code).chain([super::facts::EAN]).collect();
        let attributes = plan.products.iter().flat_map(|product| &product.attributes);
        let nameless: Vec<&str> = attributes.map(|(name, _)| *name).filter(|name| !named.contains(name)).collect();
        assert!(nameless.is_empty(), "{}: {nameless:?}", plan.shop.code);
    }
}

#[test]
fn check_digits_are_right_and_numbers_unique() {
    for plan in PLANS.iter() {
        let goods: Vec<_> = plan.products.iter().filter(|product| !product.service).collect();
        assert!(goods.iter().all(|product| attribute(product, "ean").is_some_and(is_ean13)));
        let (different, all) = unique(goods.iter().filter_map(|product| attribute(product, "ean")));
        assert_eq!((different, all), (goods.len(), goods.len()));
        let ids = plan.companies.iter().map(|company| &company.vat_id).chain([&plan.shop.legal_entity.vat_id]);
        assert!(ids.clone().all(|id| is_vat_id(id) && id.starts_with(plan.shop.country)));
        let (different, all) = unique(ids);
        assert_eq!(different, all);
    }
}

#[test]
fn letters_of_both_languages_are_present() {
    let [baltic, verdi] = documented();
    let text = |plan: &TenantPlan| format!("{:?} {:?} {:?}", plan.products, plan.companies, plan.users);
    for (text, letters) in [(text(baltic), "ąćęłńóśźżĆŁŚŹŻ"), (text(verdi), "àèéìòù")] {
        let missing: String = letters.chars().filter(|letter| !text.contains(*letter)).collect();
        assert_eq!(missing, "");
    }
}

#[test]
fn descriptions_are_sentences() {
    for product in PLANS.iter().flat_map(|plan| &plan.products) {
        for text in [&product.description.native, &product.description.english] {
            assert!(text.ends_with('.') && (15..300).contains(&text.chars().count()), "{text}");
        }
    }
}

#[test]
fn goods_weigh_something_and_services_nothing() {
    for product in PLANS.iter().flat_map(|plan| &plan.products) {
        assert_eq!(product.weight_g == 0, product.service, "{}", product.sku);
        assert!(product.weight_g < 500_000 && product.carton >= 1, "{}", product.sku);
    }
}

#[test]
fn prices_are_positive_above_cost_and_fall_with_the_quantity() {
    for plan in PLANS.iter() {
        let products: BTreeMap<_, _> = plan.products.iter().map(|product| (product.sku.as_str(), product)).collect();
        let codes: BTreeSet<_> = plan.price_lists.iter().map(|list| list.code.as_str()).collect();
        assert!(plan.companies.iter().all(|company| codes.contains(company.price_list.as_str())));
        for list in &plan.price_lists {
            for price in &list.prices {
                let product = products[price.sku.as_str()];
                assert!(price.unit_price_minor > product.cost_minor, "{} {price:?}", list.code);
                assert!(price.min_quantity >= 1 && price.per == product.per);
            }
            for pair in list.prices.windows(2).filter(|pair| pair[0].sku == pair[1].sku) {
                assert!(pair[0].min_quantity < pair[1].min_quantity, "{pair:?}");
                assert!(pair[0].unit_price_minor > pair[1].unit_price_minor, "{pair:?}");
            }
        }
    }
}

#[test]
fn dealers_pay_less_and_contracts_less_still() {
    for plan in PLANS.iter() {
        let first = |list: &str| -> BTreeMap<String, i64> {
            let prices = plan.prices_of(list).into_iter().filter(|price| price.min_quantity == 1);
            prices.map(|price| (price.sku, price.unit_price_minor)).collect()
        };
        let (standard, dealer) = (first("standard"), first("dealer"));
        assert_eq!(standard.len(), plan.products.len());
        assert!(standard.iter().all(|(sku, price)| dealer[sku] < *price));
        let contracts: Vec<_> = plan.price_lists.iter().filter(|list| list.fallback == Some("dealer")).collect();
        assert!(contracts.len() >= 3);
        for list in contracts {
            let agreed = first(&list.code);
            assert_eq!(agreed.len(), plan.products.len());
            assert!(agreed.iter().all(|(sku, price)| *price <= dealer[sku]));
            assert!((50..800).contains(&list.prices.len()), "{}", list.prices.len());
        }
    }
}

#[test]
fn many_products_have_quantity_prices() {
    for plan in PLANS.iter() {
        let standard = &plan.price_lists[0];
        let tiered = standard.prices.iter().filter(|price| price.min_quantity > 1).count();
        assert!(tiered > plan.products.len(), "{tiered}");
    }
}

/// Price of a piece in millionths, packs taken apart.
fn piece_price(product: &ProductPlan) -> i64 {
    let pieces: i64 = attribute(product, "pieces").map_or(1, |pieces| pieces.parse().unwrap());
    product.price_minor * 1_000_000 / product.per / pieces
}

#[test]
fn longer_screws_cost_more() {
    let [baltic, _] = documented();
    let mut groups: BTreeMap<String, Vec<(i64, &ProductPlan)>> = BTreeMap::new();
    for product in &baltic.products {
        let (Some(standard), Some(length)) = (attribute(product, "standard"), attribute(product, "length")) else {
            continue;
        };
        let size = attribute(product, "thread").or(attribute(product, "diameter")).unwrap();
        let finish = product.sku.rsplit('-').next().unwrap();
        let length = length.trim_end_matches(" mm").parse().unwrap();
        groups
            .entry(format!("{standard} {size} {finish} {}", product.sku.split('-').next().unwrap()))
            .or_default()
            .push((length, product));
    }
    assert!(groups.len() > 100);
    for (group, mut products) in groups {
        products.sort_by_key(|(length, _)| *length);
        for pair in products.windows(2) {
            assert!(piece_price(pair[0].1) < piece_price(pair[1].1), "{group}: {} {}", pair[0].1.sku, pair[1].1.sku);
        }
    }
}

#[test]
fn prices_are_of_this_world() {
    let [baltic, verdi] = documented();
    for (plan, sku, range) in [
        // An M8×40 class 8.8 sells at some thirty to forty grosz, a pack of a hundred at a hundred times that.
        (baltic, "933-080040-88ZN", 2_500..6_000),
        (baltic, "EWW-5AH-F", 120_000..220_000),
        (verdi, "FOR-06-E", 150_000..260_000),
    ] {
        let product = plan.products.iter().find(|product| product.sku == sku).unwrap();
        assert!(range.contains(&product.price_minor), "{sku}: {}", product.price_minor);
    }
}

#[test]
fn users_of_every_role_can_sign_in() {
    for plan in PLANS.iter() {
        let held = |role: Role| {
            plan.users.iter().flat_map(|user| &user.memberships).filter(|held| held.role == role).collect::<Vec<_>>()
        };
        for role in [Role::Administrator, Role::OrderDesk, Role::Warehouse] {
            assert!(held(role).iter().all(|held| held.company.is_none()) && !held(role).is_empty());
        }
        for role in [Role::CompanyAdmin, Role::Buyer, Role::Viewer] {
            let (companies, _) = unique(held(role).iter().map(|held| held.company.as_deref().unwrap()));
            assert!(companies >= 2, "{}", role.code());
        }
        let (different, all) = unique(plan.users.iter().map(|user| user.email.as_str()));
        assert_eq!(different, all);
        assert!(
            plan.users
                .iter()
                .all(|user| user.email.is_ascii() && user.email.ends_with(".example") && !user.name.is_empty())
        );
        assert!(plan.users.iter().any(|user| user.memberships.len() == 2));
        assert!(
            plan.users
                .iter()
                .flat_map(|user| &user.memberships)
                .all(|held| held.role.is_staff() == held.company.is_none())
        );
    }
}

#[test]
fn parents_stand_before_their_subsidiaries() {
    for plan in PLANS.iter() {
        let mut seen = BTreeSet::new();
        for company in &plan.companies {
            assert!(company.parent.as_ref().is_none_or(|parent| seen.contains(parent)));
            seen.insert(&company.code);
        }
        assert_eq!(seen.len(), plan.companies.len());
        assert!(plan.companies.iter().any(|company| company.parent.is_some()));
    }
}

#[test]
fn some_shelves_are_empty_and_some_low() {
    for plan in PLANS.iter() {
        let main = plan.warehouses[0].code;
        let levels: Vec<_> = plan.stock.iter().filter(|level| level.warehouse == main).collect();
        assert_eq!(levels.len(), plan.products.iter().filter(|product| !product.service).count());
        let share =
            |wanted: fn(i64) -> bool| levels.iter().filter(|level| wanted(level.on_hand)).count() * 100 / levels.len();
        assert!((2..7).contains(&share(|on_hand| on_hand == 0)));
        assert!((4..14).contains(&share(|on_hand| (1..=5).contains(&on_hand))));
    }
}

#[test]
fn orders_lie_on_working_days_of_the_last_ninety_and_rise_in_time() {
    for plan in PLANS.iter() {
        let moments: Vec<_> = plan.orders.iter().map(|order| (order.placed_on, order.minute_of_day)).collect();
        assert!(moments.is_sorted());
        for order in &plan.orders {
            let age = TODAY.since(order.placed_on).unwrap().get_days();
            assert!((1..=90).contains(&age) && order.minute_of_day < 24 * 60);
            assert!(order.placed_on.weekday().to_monday_zero_offset() < 5);
            assert_eq!(order.cancel_reason.is_some(), order.state == OrderState::Cancelled);
        }
        for state in [OrderState::Placed, OrderState::Confirmed, OrderState::Cancelled] {
            assert!(plan.orders.iter().filter(|order| order.state == state).count() >= 3, "{state:?}");
        }
    }
}

#[test]
fn every_order_can_be_placed_from_the_first_warehouse_by_who_places_it() {
    for plan in PLANS.iter() {
        let main = plan.warehouses[0].code;
        let mut left: BTreeMap<_, _> = plan
            .stock
            .iter()
            .filter(|level| level.warehouse == main)
            .map(|level| (level.sku.as_str(), level.on_hand))
            .collect();
        let services: BTreeSet<_> =
            plan.products.iter().filter(|product| product.service).map(|product| product.sku.as_str()).collect();
        for order in &plan.orders {
            let user = plan.users.iter().find(|user| user.email == order.placed_by).unwrap();
            let may = |held: &MembershipPlan| match held.role {
                Role::OrderDesk => order.on_behalf,
                Role::CompanyAdmin | Role::Buyer => !order.on_behalf && held.company.as_ref() == Some(&order.company),
                _ => false,
            };
            assert!(user.memberships.iter().any(may), "{order:?}");
            let (different, all) = unique(order.lines.iter().map(|line| &line.sku));
            assert!(different == all && all > 0);
            for line in order.lines.iter().filter(|line| !services.contains(line.sku.as_str())) {
                let left = left.get_mut(line.sku.as_str()).unwrap();
                *left -= line.quantity;
                assert!(line.quantity > 0 && *left >= 0, "{line:?}");
            }
        }
    }
}

#[test]
fn every_order_meets_the_minimums_that_block() {
    for plan in PLANS.iter() {
        let lists: BTreeMap<_, BTreeMap<String, Vec<PricePlan>>> = plan
            .price_lists
            .iter()
            .map(|list| {
                let mut prices: BTreeMap<String, Vec<PricePlan>> = BTreeMap::new();
                for price in plan.prices_of(&list.code) {
                    prices.entry(price.sku.clone()).or_default().push(price);
                }
                (list.code.as_str(), prices)
            })
            .collect();
        let blocks: Vec<_> =
            plan.freight_minimums.iter().filter(|minimum| minimum.severity == Severity::Block).collect();
        assert!(blocks.len() >= 3);
        for order in &plan.orders {
            let company = plan.companies.iter().find(|company| company.code == order.company).unwrap();
            let net: i64 = order
                .lines
                .iter()
                .map(|line| {
                    let price = lists[company.price_list.as_str()][&line.sku]
                        .iter()
                        .rfind(|price| price.min_quantity <= line.quantity)
                        .unwrap();
                    price.unit_price_minor * line.quantity / price.per
                })
                .sum();
            let is_bound = |code: &String| *code == order.company || company.parent.as_ref() == Some(code);
            for minimum in blocks.iter().filter(|minimum| minimum.company.as_ref().is_none_or(is_bound)) {
                match (minimum.measure, &minimum.sku) {
                    (Measure::NetValue(value), None) => assert!(net >= value, "{order:?}: {net}"),
                    (_, Some(sku)) => assert!(order.lines.iter().all(|line| line.sku != *sku)),
                    (measure, None) => panic!("no order can be checked for {measure:?}"),
                }
            }
        }
    }
}

#[test]
fn every_customer_has_a_place_and_somebody_who_looks_after_it() {
    for plan in PLANS.iter() {
        let tops: Vec<_> = plan.companies.iter().filter(|company| company.parent.is_none()).collect();
        assert!(tops.iter().all(|company| company.account_manager.is_some()), "{}", plan.shop.code);
        let (different, all) = unique(plan.territories.iter().flat_map(|territory| &territory.companies));
        assert_eq!((different, all), (tops.len(), tops.len()), "each in one territory");
        let (different, all) = unique(plan.sites.iter().map(|site| &site.code));
        assert_eq!((different, all), (8, 8));
        let is_known = |code: &String| {
            plan.companies.iter().any(|company| company.code == *code)
                || plan.sites.iter().any(|site| site.code == *code)
        };
        assert!(plan.sites.iter().all(|site| is_known(&site.parent)));
    }
}
