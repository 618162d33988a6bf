//! Laws of the packing estimate, tried on goods made at random: nothing is lost, nothing is overfilled.
//! More goods never make fewer parcels where the goods are of one kind.

use kontor_hooks::{Packing, PackingSize, ShipmentLine};
use kontor_kernel::{Amount, ProductId, Quantity};
use proptest::prelude::*;

use crate::model::{
    packing::{Estimate, Kind, Plan, estimate},
    way::{Carries, PalletLimits, ParcelLimits, Units},
};

const PALLET_ROOM: PackingSize = PackingSize { length_mm: 1200, width_mm: 800, height_mm: 1600 };

fn units() -> Units {
    Units { pallets: vec!["PALLET".to_owned()], parcels: vec!["BOX".to_owned()] }
}

fn parcel() -> ParcelLimits {
    ParcelLimits { weight_g: Some(30_000), volume_mm3: Some(120_000_000), ..ParcelLimits::default() }
}

fn pallet() -> PalletLimits {
    PalletLimits { weight_g: Some(800_000), size: Some(PALLET_ROOM), fill_percent: 80, tare_g: 25_000 }
}

fn packed(lines: &[ShipmentLine], carries: Carries) -> Estimate {
    let (units, parcel, pallet) = (units(), parcel(), pallet());
    let lines: Vec<&ShipmentLine> = lines.iter().collect();
    estimate(&lines, &Plan { carries, parcel: &parcel, pallet: &pallet, units: &units }).unwrap()
}

/// As long as wide and high.
fn cube(side: u32) -> PackingSize {
    PackingSize { length_mm: side, width_mm: side, height_mm: side }
}

fn line(pieces: i64, piece_g: i64, per_box: i64, boxes_per_pallet: i64, size: Option<PackingSize>) -> ShipmentLine {
    let packing = |unit: &str, pieces: i64, size| Packing {
        unit: unit.to_owned(),
        factor: Quantity::from_units(pieces).unwrap(),
        weight_g: piece_g * pieces,
        size,
    };
    ShipmentLine {
        position: 1,
        product: ProductId::new(),
        sku: "A".to_owned(),
        categories: Vec::new(),
        quantity: Quantity::from_units(pieces).unwrap(),
        unit: "pcs".to_owned(),
        net: Amount::from_minor(100),
        weight_g: piece_g * pieces,
        packings: vec![
            packing("pallet", per_box * boxes_per_pallet, None),
            packing("box", per_box, None),
            packing("pcs", 1, size),
        ],
    }
}

prop_compose! {
    fn any_line()(
        pieces in 1_i64..5_000,
        piece_g in 1_i64..2_500,
        per_box in 2_i64..12,
        boxes_per_pallet in 2_i64..40,
        side_mm in prop::option::of(20_u32..400),
    ) -> ShipmentLine {
        line(pieces, piece_g, per_box, boxes_per_pallet, side_mm.map(cube))
    }
}

fn weight(lines: &[ShipmentLine]) -> i64 {
    lines.iter().map(|line| line.weight_g).sum()
}

proptest! {
    #[test]
    fn nothing_is_lost_in_parcels(lines in prop::collection::vec(any_line(), 1..8)) {
        prop_assert_eq!(packed(&lines, Carries::Parcels).measured().weight_g, weight(&lines));
    }

    #[test]
    fn on_pallets_all_goods_are_there_and_the_boards_of_the_mixed_ones(lines in prop::collection::vec(any_line(), 1..8)) {
        let estimate = packed(&lines, Carries::Pallets);
        let boards = estimate.measured().weight_g - weight(&lines);
        prop_assert!(boards >= 0 && boards % pallet().tare_g == 0 && boards / pallet().tare_g <= estimate.count(Kind::Pallet));
    }

    #[test]
    fn no_parcel_is_heavier_or_fuller_than_it_may_be(lines in prop::collection::vec(any_line(), 1..8)) {
        for run in packed(&lines, Carries::Parcels).runs {
            prop_assert!(run.count > 0 && run.each.weight_g <= 30_000 && run.each.volume_mm3 <= 120_000_000);
        }
    }

    #[test]
    fn there_are_never_fewer_parcels_than_weight_allows(lines in prop::collection::vec(any_line(), 1..8)) {
        let parcels = packed(&lines, Carries::Parcels).count(Kind::Parcel);
        prop_assert!(parcels * 30_000 >= weight(&lines));
    }

    #[test]
    fn more_pieces_never_make_fewer_parcels(pieces in 1_i64..5_000, more in 1_i64..500, piece_g in 1_i64..2_500, side in 20_u32..400) {
        // Of single goods of one kind. Boxes break it by right: the twelfth piece closes a box.
        let single = |pieces| {
            let mut line = line(pieces, piece_g, 2, 2, Some(cube(side)));
            line.packings.drain(..2);
            packed(&[line], Carries::Parcels).count(Kind::Parcel)
        };
        prop_assert!(single(pieces + more) >= single(pieces));
    }

    #[test]
    fn the_same_goods_give_the_same_estimate(lines in prop::collection::vec(any_line(), 1..8)) {
        prop_assert_eq!(packed(&lines, Carries::Both), packed(&lines, Carries::Both));
    }

    #[test]
    fn a_way_for_both_takes_whole_pallets_out_first(lines in prop::collection::vec(any_line(), 1..8)) {
        let whole: i64 = lines.iter().map(|line| {
            line.quantity.millionths() / line.packings[0].factor.millionths()
        }).sum();
        prop_assert!(packed(&lines, Carries::Both).count(Kind::Pallet) >= whole);
    }
}

#[test]
fn a_quantity_beyond_all_measure_takes_no_longer_than_one() {
    let mut line = line(1, 1, 2, 2, None);
    line.packings.drain(..2);
    line.quantity = Quantity::from_millionths(i64::MAX);
    line.weight_g = i64::MAX;
    let estimate = packed(&[line], Carries::Parcels);
    assert_eq!(estimate.count(Kind::Parcel), 9_223_372_036_854_i64 / 30_000 + 1);
}

#[test]
fn a_part_of_a_unit_weighs_its_share_rounded_up() {
    let mut line = line(1, 1_001, 2, 2, None);
    line.packings.drain(..2);
    line.quantity = "2.5".parse().unwrap();
    assert_eq!(packed(&[line], Carries::Parcels).measured().weight_g, 2 * 1_001 + 501);
}
