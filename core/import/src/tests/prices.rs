//! Price files: what rows mean that name no currency, and rows that must agree however far apart they stand.
//! Their owner makes price lists as the catalogue does: the first row of a list says its currency.

use kontor_contract::imports::PriceRow;
use kontor_kernel::{ChannelId, Currency, LegalEntityId, Locale, code_key};
use kontor_store::{ChannelFacts, LegalEntityFacts, TaxRounding};

use super::*;
use crate::RunState;

/// An owner of prices without any list, who remembers what it was given.
#[derive(Default)]
pub(super) struct Tariff {
    taken: Arc<Mutex<Vec<PriceRow>>>,
}

#[async_trait]
impl ImportSink<PriceRow> for Tariff {
    async fn check(&self, _: &Ctx, rows: &[PriceRow]) -> Outcome<Vec<RowFault>> {
        let mut lists = BTreeMap::new();
        let mut faults = Vec::new();
        for (row, price) in rows.iter().enumerate() {
            let wants = price.currency.or(price.usual_currency);
            let has = *lists.entry(code_key(&price.price_list)).or_insert(wants);
            if has.is_none() || price.currency.is_some_and(|says| Some(says) != has) {
                let detail = "The list is in another currency.".into();
                faults.push(RowFault { row, column: "currency", code: "tariff.other_currency", detail });
            }
        }
        Ok(faults)
    }

    async fn apply(&self, tx: &WriteTx, rows: &[PriceRow]) -> Outcome<Applied> {
        let (taken, rows) = (Arc::clone(&self.taken), rows.to_vec());
        let applied = Applied { created: rows.len() as u64, ..Applied::default() };
        tx.after_commit(move || taken.lock().unwrap().extend(rows)).await;
        Ok(applied)
    }
}

impl World {
    /// Somebody in a shop that sells in Polish money.
    fn in_a_shop(&self) -> Ctx {
        let legal_entity = LegalEntityFacts {
            id: LegalEntityId::new(),
            name: "Baltic sp. z o.o.".to_owned(),
            country: "PL".to_owned(),
            vat_id: None,
            time_zone: "Europe/Warsaw".to_owned(),
            currency: Currency::PLN,
            tax_rounding: TaxRounding::ByLine,
        };
        let mut parts = self.ctx.parts();
        parts.channel = Some(Arc::new(ChannelFacts {
            id: ChannelId::new(),
            code: "web".to_owned(),
            legal_entity,
            currency: Currency::PLN,
            languages: vec![Locale::Pl],
            theme: "default".to_owned(),
            accent: "#336699".to_owned(),
            guests_see_prices: false,
            price_display: kontor_store::PriceDisplay::ByCustomer,
        }));
        self.authority.context(parts)
    }

    async fn import_prices(&self, ctx: &Ctx, file: &str) -> ImportView {
        let new = NewImport { kind: Kind::Prices, file_name: None, ..new(OnError::Stop) };
        let run = self.import.start_from_reader(ctx, &new, file.as_bytes()).await.unwrap();
        let worker = self.worker();
        let ended = self.import.wait(&self.ctx, run.id).await.unwrap();
        drop(worker);
        ended
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_takes_currency_and_country_from_the_shop_through_which_the_file_came() {
    let world = world().await;
    let file = "price_list,sku,unit_price,currency\nS,A,1,\nS,B,1,PLN\nE,A,1,EUR\n";
    let ended = world.import_prices(&world.in_a_shop(), file).await;
    assert_eq!((ended.state, counts(&ended)[1]), (RunState::Done, 3));
    let taken = world.tariff.taken.lock().unwrap().clone();
    let told: Vec<_> = taken.iter().map(|row| (row.currency, row.usual_currency)).collect();
    let usual = Some(Currency::PLN);
    assert_eq!(told, [(None, usual), (usual, usual), (Some(Currency::EUR), usual)]);
    let refused = world.import_prices(&world.ctx, file).await;
    assert_eq!(refused.state, RunState::Refused, "outside a shop nothing says what a row without a currency means");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_new_list_agree_on_its_currency_however_far_apart_they_stand() {
    let world = world().await;
    let rows = (0..1_700).map(|row| match row {
        0 => "new,A0,1,PLN\n".to_owned(),
        900 => "other,A900,1,EUR\n".to_owned(),
        1_600 => "NEW,A1600,1,EUR\n".to_owned(),
        1_650 => "other,A1650,1,PLN\n".to_owned(),
        _ => format!("new,A{row},1,\n"),
    });
    let file: String = std::iter::once("price_list,sku,unit_price,currency\n".to_owned()).chain(rows).collect();
    let ended = world.import_prices(&world.in_a_shop(), &file).await;
    assert_eq!((ended.state, counts(&ended)), (RunState::Refused, [1_700, 0, 2, 0, 0, 0]));
    let lines: Vec<_> = ended.first_errors.iter().map(|error| error.line).collect();
    assert_eq!(lines, [1_602, 1_652]);
    assert!(world.tariff.taken.lock().unwrap().is_empty());
}
