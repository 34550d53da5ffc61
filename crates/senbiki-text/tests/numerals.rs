//! Numerals, as they stand in posts.

use senbiki_text::fold;
use senbiki_text::numeral::{Form, Numeral, scan};

fn found(text: &str) -> Vec<(String, f64)> {
    let folded = fold(text);
    scan(&folded).into_iter().map(|n| (folded[n.span.range()].to_owned(), n.value)).collect()
}

#[test]
fn values() {
    let table: &[(&str, &[(&str, f64)])] = &[
        ("単価は18,000円", &[("18,000", 18_000.0)]),
        ("１８，０００円", &[("18,000", 18_000.0)]),
        ("1 234 567", &[("1", 1.0), ("234", 234.0), ("567", 567.0)]),
        ("47.5%", &[("47.5", 47.5)]),
        ("約.5ミリ", &[(".5", 0.5)]),
        ("0.015mm", &[("0.015", 0.015)]),
        ("2,400万円", &[("2,400万", 24_000_000.0)]),
        ("3万個", &[("3万", 30_000.0)]),
        ("3万5千個", &[("3万5千", 35_000.0)]),
        ("3万5000個", &[("3万5000", 35_000.0)]),
        ("1.2億円", &[("1.2億", 120_000_000.0)]),
        ("2億3,000万円", &[("2億3,000万", 230_000_000.0)]),
        ("5千台", &[("5千", 5_000.0)]),
        ("七千八百万円", &[("七千八百万", 78_000_000.0)]),
        ("三万台", &[("三万", 30_000.0)]),
        ("二千六百", &[("二千六百", 2_600.0)]),
        ("二十三万四千五百六十七", &[("二十三万四千五百六十七", 234_567.0)]),
        ("六割減", &[("六", 6.0)]),
        ("百人力", &[("百", 100.0)]),
        ("一〇〇個", &[("一〇〇", 100.0)]),
        ("二〇二六年", &[("二〇二六", 2026.0)]),
        ("〇.五ミリ", &[("〇.五", 0.5)]),
        ("〇・五ミリ", &[("〇・五", 0.5)]),
        ("二〇万", &[("二〇万", 200_000.0)]),
        ("3 万円", &[("3 万", 30_000.0)]),
        ("2026/12/5", &[("2026", 2026.0), ("12", 12.0), ("5", 5.0)]),
        ("12月5日", &[("12", 12.0), ("5", 5.0)]),
        ("2026.12.5", &[("2026", 2026.0), ("12", 12.0), ("5", 5.0)]),
        ("v1.10.2とv2.0.1", &[("1", 1.0), ("10", 10.0), ("2", 2.0), ("2", 2.0), ("0", 0.0), ("1", 1.0)]),
        ("192.168.0.1", &[("192", 192.0), ("168", 168.0), ("0", 0.0), ("1", 1.0)]),
        ("1,1,1,1", &[("1", 1.0), ("1", 1.0), ("1", 1.0), ("1", 1.0)]),
        ("18,0000", &[("18", 18.0), ("0000", 0.0)]),
        ("1,000,000,000", &[("1,000,000,000", 1e9)]),
        ("1,000.", &[("1,000", 1_000.0)]),
        ("10-20個", &[("10", 10.0), ("20", 20.0)]),
        ("10〜20万円", &[("10", 10.0), ("20万", 200_000.0)]),
        ("20万10個", &[("20万10", 200_010.0)]),
        ("二、三日", &[("二", 2.0), ("三", 3.0)]),
        ("第二、三工場", &[("二", 2.0), ("三", 3.0)]),
        ("万が一", &[("万", 10_000.0), ("一", 1.0)]),
        ("百万", &[("百万", 1_000_000.0)]),
        ("千百", &[("千百", 1_100.0)]),
        ("百千", &[("百", 100.0), ("千", 1_000.0)]),
        ("3千5百万", &[("3千5百万", 35_000_000.0)]),
        ("1兆2億", &[("1兆2億", 1_000_200_000_000.0)]),
        // 〇 alone blanks something out; it is no number.
        ("〇〇社", &[]),
        ("ト〇タ", &[]),
        ("第〇工場", &[]),
        ("零", &[("零", 0.0)]),
        // English.
        ("three machines", &[("three", 3.0)]),
        ("forty-five minutes", &[("forty-five", 45.0)]),
        ("two thousand units", &[("two thousand", 2_000.0)]),
        ("two hundred and ten", &[("two hundred and ten", 210.0)]),
        ("one hundred twenty thousand", &[("one hundred twenty thousand", 120_000.0)]),
        ("half of it", &[("half", 0.5)]),
        ("half a dozen jigs", &[("half a dozen", 6.0)]),
        ("a dozen jigs", &[("dozen", 12.0)]),
        ("two dozen", &[("two dozen", 24.0)]),
        ("two and a half weeks", &[("two and a half", 2.5)]),
        ("one and a half million", &[("one and a half million", 1.5e6)]),
        ("two thousand and five", &[("two thousand and five", 2_005.0)]),
        ("3 万一", &[("3", 3.0), ("万", 10_000.0), ("一", 1.0)]),
        ("5 億円", &[("5 億", 5e8)]),
        ("数万円", &[("万", 10_000.0)]),
        ("two and three", &[("two", 2.0), ("three", 3.0)]),
        ("five three", &[("five", 5.0), ("three", 3.0)]),
        ("3 million yen", &[("3 million", 3e6)]),
        ("1.5 billion", &[("1.5 billion", 1.5e9)]),
        ("50k units", &[("50k", 50_000.0)]),
        ("50kg", &[("50", 50.0)]),
        ("eleven", &[("eleven", 11.0)]),
        // Words that only look like numbers.
        ("someone often phoned the tenant", &[]),
        ("weight, height, none", &[]),
        ("oneself", &[]),
        ("", &[]),
    ];
    for (text, expected) in table {
        let expected: Vec<(String, f64)> = expected.iter().map(|(w, v)| ((*w).to_owned(), *v)).collect();
        assert_eq!(found(text), expected, "{text}");
    }
}

fn one(text: &str) -> Numeral {
    scan(&fold(text)).into_iter().next().expect("a numeral")
}

#[test]
fn forms_and_digits() {
    assert_eq!(one("18,000").form, Form::Arabic);
    assert_eq!(one("七千").form, Form::Kanji);
    assert_eq!(one("3万5千").form, Form::Mixed);
    assert_eq!(one("3 million").form, Form::Mixed);
    assert_eq!(one("eleven").form, Form::Word);
    assert_eq!((one("0.015").decimals, one("0.015").digits), (3, 4));
    assert_eq!((one("18,000").decimals, one("18,000").digits), (0, 5));
    assert_eq!((one("〇.五").decimals, one("〇.五").digits), (1, 2));
}

#[test]
fn digits_of_a_designation_are_glued() {
    let glued = |text: &str| scan(&fold(text)).iter().map(|n| n.glued).collect::<Vec<_>>();
    assert_eq!(glued("HV-880"), [true]);
    assert_eq!(glued("HV-880-2を2台"), [true, true, false]);
    assert_eq!(glued("SUS304"), [true]);
    assert_eq!(glued("M8×20"), [true, false]);
    assert_eq!(glued("A5052とL7"), [true, true]);
    assert_eq!(glued("ＨＶ－８８０"), [true]);
    assert_eq!(glued("HV 880"), [false]);
    assert_eq!(glued("型番880"), [false]);
    assert_eq!(glued("10-20"), [false, false]);
    assert_eq!(glued("3-axis"), [false]);
}

/// The work is what is found, so twice the text gives exactly twice as many numerals.
#[test]
fn hostile_texts_cost_what_they_weigh() {
    for unit in
        ["1,", "1.1.", ".", "一", "一〇", "3万", "three ", "1 万", "a1-", "〇.", "half a ", "12,345,", "1e"]
    {
        let text = unit.repeat(4_000);
        let one = scan(&text).len();
        let two = scan(&text.repeat(2)).len();
        assert!(two <= one * 2 && two + 2 >= one * 2 || one <= 1, "{unit}: {one} then {two}");
    }
    assert!(scan(&"9".repeat(5_000))[0].value.is_finite());
}
