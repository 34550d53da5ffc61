//! What tables may look like, and what is said when they are not right.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod support;

use senbiki_line::{Category, Date, EntryKind, Found, Lang, Severity, Visibility, init};
use support::{day, failed, load, load_bytes, messages, number, text, workbook};

fn date(y: i16, m: i8, d: i8) -> Date {
    Date::new(y, m, d).unwrap()
}

#[test]
fn a_row_says_everything_its_columns_hold() {
    let csv = "kind,name,aliases,say_instead,public,public_scope,industry,region,size,supplies,owner,review_on,note\n\
        customer,東鷹自動車株式会社,東鷹自動車;東鷹；トータカ,乗用車のお客様,,,乗用車,愛知,大手,,営業,2027/4/1,メモ\n\
        \n\
        partner,仮名ロボット合同会社,,,yes,展示会;共同開発,,,,,,,\n\
        supplier,見本鍛造有限会社,,,2027-01-31,,,,,鍛造品,,,\n\
        competitor,架空シャフト,,,はい,,,,,,,,\n";
    let line = load(&[("protected/parties.csv", csv)]).unwrap().line;
    let all: Vec<_> = line.entries().collect();
    assert_eq!(all.len(), 4);
    assert_eq!(all[0].kind, EntryKind::Customer);
    assert_eq!(all[0].name, "東鷹自動車株式会社");
    assert_eq!(all[0].aliases.iter().collect::<Vec<_>>(), ["東鷹自動車", "東鷹", "トータカ"]);
    assert_eq!(all[0].say_instead, Some("乗用車のお客様"));
    assert_eq!((all[0].industry, all[0].region, all[0].size), (Some("乗用車"), Some("愛知"), Some("大手")));
    assert_eq!((all[0].owner, all[0].note, all[0].supplies), (Some("営業"), Some("メモ"), None));
    assert_eq!(all[0].review_on, Some(date(2027, 4, 1)));
    assert_eq!(all[0].visibility, Visibility::Protected);
    assert_eq!((all[0].file, all[0].row), ("protected/parties.csv", 2));
    let Visibility::PublicWith(words) = all[1].visibility else { panic!("{:?}", all[1]) };
    assert_eq!(words.iter().collect::<Vec<_>>(), ["展示会", "共同開発"]);
    assert_eq!(all[1].row, 4, "an empty row counts, as in a spreadsheet");
    assert_eq!(all[2].visibility, Visibility::Until(date(2027, 1, 31)));
    assert!(all[2].visibility.is_protected_on(date(2027, 1, 30)));
    assert!(!all[2].visibility.is_protected_on(date(2027, 1, 31)));
    assert_eq!(all[3].visibility, Visibility::Public);
    assert_eq!(all[3].kind.category(), None);
    assert_eq!(all[0].kind.category(), Some(Category::Customer));
}

#[test]
fn headers_and_kinds_may_be_japanese_or_wide_or_in_capitals() {
    for csv in [
        "種類,名称,別名,公開\n治具,カニばさみ治具,かにばさみ,いいえ\n",
        "種類,名前,別名,公開\n治具,カニばさみ治具,かにばさみ,\n",
        "KIND,Name,ALIASES,Public\nJIG,カニばさみ治具,かにばさみ,No\n",
        "ｋｉｎｄ,ｎａｍｅ,Aliases,public\nｊｉｇ,カニばさみ治具,かにばさみ,非公開\n",
        "\u{feff}種類,名称,別名,公開\r\n治具,カニばさみ治具,かにばさみ,FALSE\r\n",
    ] {
        let line = load(&[("protected/equipment.csv", csv)]).unwrap().line;
        let entry = line.entries().next().unwrap();
        assert_eq!((entry.kind, entry.name), (EntryKind::Jig, "カニばさみ治具"), "{csv}");
        assert_eq!(entry.visibility, Visibility::Protected, "{csv}");
    }
}

#[test]
fn cp932_as_excel_writes_it_and_a_byte_that_does_not_decode() {
    let csv = "種類,名称,別名\r\n顧客,㈱髙橋ﾓｰﾀｰ,髙橋；Ⅱ型\r\n";
    let (bytes, _, lost) = encoding_rs_encode(csv);
    assert!(!lost);
    let line = load_bytes(&[("protected/parties.csv", &bytes)]).unwrap().line;
    let entry = line.entries().next().unwrap();
    assert_eq!(entry.name, "㈱髙橋ﾓｰﾀｰ");
    assert_eq!(entry.aliases.len(), 2);

    let mut broken = bytes;
    let at = broken.len() - 3;
    broken[at] = 0xff;
    let problems = load_bytes(&[("protected/parties.csv", &broken)]).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].found, Found::NotText);
    assert_eq!((problems[0].row, problems[0].column.as_deref()), (Some(2), Some("別名")));
}

fn encoding_rs_encode(text: &str) -> (Vec<u8>, (), bool) {
    let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
    (bytes.into_owned(), (), lost)
}

#[test]
fn a_workbook_reads_like_the_table() {
    let book = workbook(&[
        &[text("種類"), text("名称"), text("別名"), text("公開")],
        &[text("製品"), text("例示ナット改"), text("ナット改;NK-2"), day(46_478.0)],
        &[text("コードネーム"), number(4471.0), text(""), text("")],
    ]);
    let line = load_bytes(&[("protected/projects.xlsx", &book)]).unwrap().line;
    let all: Vec<_> = line.entries().collect();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].visibility, Visibility::Until(date(2027, 4, 1)));
    assert_eq!((all[0].file, all[0].row), ("protected/projects.xlsx", 2));
    assert_eq!(all[1].name, "4471");
}

#[test]
fn a_workbook_with_a_failed_formula_or_that_is_none() {
    let book = workbook(&[&[text("番号"), text("説明")], &[text("REI-1"), failed("#N/A")]]);
    let problems = load_bytes(&[("protected/parts.xlsx", &book)]).unwrap_err();
    assert!(
        matches!(&problems[0].found, Found::CellFailed { value } if value.contains("N/A")),
        "{problems:?}"
    );
    assert_eq!((problems[0].row, problems[0].column.as_deref()), (Some(2), Some("B")));
    let problems = load_bytes(&[("protected/parts.xlsx", b"PK not really")]).unwrap_err();
    assert!(matches!(problems[0].found, Found::BadWorkbook { .. }));
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let mut told = messages(&[
        ("line.toml", "[company]\nname = \"例示\"\n[actions]\ncustomers = \"reword\"\nprice = \"maybe\"\n"),
        ("protected/parties.csv", "kind,name,public,review_on\nfriend,東鷹,はい?,\ncustomer,,,来月\n"),
        ("protected/partie.csv", "kind,name\n"),
        ("protected/parts.csv", "number,colour\nAB-1,red\n"),
        ("protected/people.csv", "aliases\nx\n"),
        ("public.csv", "fact,terms,since\n創業,,1962\n"),
        (
            "precedents/a.toml",
            "[[precedent]]\nid = \"a\"\ntext = \"x\"\nverdict = \"good\"\nwhy = \"y\"\nextra = 1\n",
        ),
    ]);
    told.sort();
    let expected = [
        "line.toml 4行目「actions」: 「customers」という分類はありません。",
        "line.toml 5行目「actions.price」: 「maybe」とあります。ok / reword / escalate / ng のどれかを書いてください。",
        "precedents/a.toml 6行目: 「extra」という項目はありません。使える項目: id, text, channel, verdict, why, as_of",
        "protected/parties.csv 2行目「kind」列: 「friend」とあります。customer / 顧客 /",
        "protected/parties.csv 2行目「public」列: 「はい?」とあります。yes / no / 日付（例 2026-12-31）のどれかを書いてください。",
        "protected/parties.csv 3行目「name」列: 空です。",
        "protected/parties.csv 3行目「review_on」列: 「来月」とあります。",
        "protected/parts.csv 1行目: 「colour」という列はこの表にはありません。使える列は number, aliases,",
        "protected/partie.csv: この名前の表は読まれません。「protected/parties.csv」の書き間違いなら",
        "protected/people.csv 1行目: 「name」の列がありません。",
        "public.csv 2行目「terms」列: 空です。",
    ];
    for start in expected {
        assert!(told.iter().any(|t| t.starts_with(start)), "{start}\n  not in\n{}", told.join("\n"));
    }
    assert_eq!(told.len(), expected.len(), "{}", told.join("\n"));
}

#[test]
fn a_folder_without_line_toml_says_how_to_begin() {
    let problems = senbiki_line::Line::from_memory(&[]).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].found, Found::NoLineToml);
    assert!(problems[0].message(Lang::En).contains("senbiki line init"));
    assert!(load(&[]).is_ok(), "tables may all be missing");
}

#[test]
fn one_table_in_two_forms_is_refused() {
    let book = workbook(&[&[text("名前")], &[text("見本 太郎")]]);
    let csv = "名前\n見本 太郎\n".as_bytes();
    let problems =
        load_bytes(&[("protected/people.csv", csv), ("protected/people.xlsx", &book)]).unwrap_err();
    assert!(problems.iter().any(|p| matches!(p.found, Found::TwoForms { .. })));
}

#[test]
fn one_name_for_two_firms_is_refused_and_for_two_people_only_mentioned() {
    let csv = "kind,name,aliases\ncustomer,東鷹自動車,東鷹\nsupplier,東鷹精密,東　鷹\n";
    let problems = load(&[("protected/parties.csv", csv)]).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].row, Some(3));
    let told = problems[0].message(Lang::Ja);
    assert!(told.contains("protected/parties.csv 2行目「東鷹自動車」"), "{told}");

    let csv = "kind,name\ncustomer,東鷹自動車\nsupplier,東鷹自動車\n";
    let loaded = load(&[("protected/parties.csv", csv)]).unwrap();
    assert!(matches!(loaded.warnings[0].found, Found::NameTwice { .. }), "a firm may be both");

    let loaded = load(&[("protected/people.csv", "name,role\n相沢,製造\n相沢,品質\n")]).unwrap();
    assert_eq!(loaded.warnings.len(), 1);
    assert_eq!(loaded.warnings[0].severity, Severity::Warning);
}

#[test]
fn protected_and_public_at_once_is_refused() {
    let parties = "kind,name,aliases,public\ncustomer,東鷹自動車株式会社,,\n";
    for (parties, public) in [
        (parties, "fact,terms\n納入先,東鷹自動車\n"),
        (parties, "fact,terms\n納入先,東鷹自動車株式会社\n"),
        ("kind,name,public\ncustomer,東鷹自動車,\npartner,東鷹自動車,yes\n", "fact,terms\n創業,1962年\n"),
        (
            "kind,name,public\ncustomer,東鷹自動車,2027-01-01\n",
            "fact,terms,since\n発表,東鷹自動車,2026-12-01\n",
        ),
    ] {
        let problems = load(&[("protected/parties.csv", parties), ("public.csv", public)]).unwrap_err();
        assert!(matches!(problems[0].found, Found::ProtectedAndPublic { .. }), "{problems:?}");
    }
    let added = "kind,name\ncustomer,Kestrel Light Metals Inc.\n";
    let fact = "fact,terms\n製品,Kestrel\n";
    assert!(load(&[("protected/parties.csv", added), ("public.csv", fact)]).is_ok(), "a form nobody wrote");
    let after = "kind,name,public\ncustomer,東鷹自動車,2027-01-01\n";
    let fact = "fact,terms,since\n発表,東鷹自動車,2027-01-01\n";
    assert!(load(&[("protected/parties.csv", after), ("public.csv", fact)]).is_ok());
    let rival = "kind,name\ncompetitor,東鷹自動車\n";
    assert!(load(&[("protected/parties.csv", rival), ("public.csv", fact)]).is_ok());
}

#[test]
fn own_names_ordinary_words_and_single_characters() {
    let problems = load(&[("protected/parties.csv", "kind,name\ncustomer,例示製作所\n")]).unwrap_err();
    assert!(matches!(problems[0].found, Found::OwnName { .. }));

    let loaded = load(&[("protected/parties.csv", "kind,name,aliases\ncustomer,大雪農機,大雪\n")]).unwrap();
    assert!(matches!(&loaded.warnings[0].found, Found::OrdinaryWord { name } if name == "大雪"));
    let posting = loaded.line.names().exact("大雪")[0];
    assert!(posting.flags.contains(senbiki_line::NameFlags::ORDINARY));

    let loaded = load(&[("protected/people.csv", "name\n泉\n")]).unwrap();
    assert!(matches!(loaded.warnings[0].found, Found::OneCharacter { .. }));
    for single in ["A", "あ", "ン"] {
        // A warning that says how it is treated: only in company that speaks of business.
        let loaded = load(&[("protected/people.csv", &format!("name\n{single}\n"))]).unwrap();
        assert!(matches!(loaded.warnings[0].found, Found::OneCharacter { .. }), "{single}");
        let posting = loaded.line.names().exact(&senbiki_text::key(single))[0];
        assert!(posting.flags.contains(senbiki_line::NameFlags::ORDINARY), "{single}");
    }
    let problems = load(&[("protected/people.csv", "name\n・・\n")]).unwrap_err();
    assert!(matches!(problems[0].found, Found::NothingToMatch { .. }));
}

#[test]
fn bounds_on_cells_values_and_problems() {
    let long = "あ".repeat(1400);
    let csv = format!("name,note\n見本 太郎,{long}\n");
    let problems = load(&[("protected/people.csv", &csv)]).unwrap_err();
    assert!(matches!(problems[0].found, Found::CellTooLong { bytes: 4200, limit: 4096 }));

    let many: Vec<String> = (0..201).map(|n| format!("別名{n}")).collect();
    let csv = format!("name,aliases\n見本 太郎,{}\n", many.join(";"));
    let problems = load(&[("protected/people.csv", &csv)]).unwrap_err();
    assert!(matches!(problems[0].found, Found::TooManyValues { count: 201, limit: 200 }));

    let csv = format!("name\n{}\n", "名".repeat(100));
    let problems = load(&[("protected/people.csv", &csv)]).unwrap_err();
    assert!(matches!(problems[0].found, Found::NameTooLong { .. }));

    let csv = format!("kind,name\n{}", "friend,x\n".repeat(20_000));
    let problems = load(&[("protected/parties.csv", &csv)]).unwrap_err();
    assert_eq!(problems.len(), senbiki_line::MOST_PROBLEMS + 1);
    assert!(matches!(problems.last().unwrap().found, Found::ManyMore { .. }));
}

#[test]
fn values_that_would_silently_protect_nothing_are_refused() {
    let gaiji = "name\n\u{e000}田\n";
    let problems = load(&[("protected/people.csv", gaiji)]).unwrap_err();
    assert_eq!(problems[0].found, Found::PrivateCharacter);
    let comma = "number,note\nAB-1,a\nAB-2,1,800個\n";
    let problems = load(&[("protected/parts.csv", comma)]).unwrap_err();
    assert!(matches!(&problems[0].found, Found::CellWithoutColumn { value } if value == "800個"));
    let problems = load(&[("protected/parts.csv", "")]).unwrap_err();
    assert_eq!(problems[0].found, Found::NoHeader);
    let problems = load(&[("protected/parts.csv", "number\n\"AB-1\nAB-2\n")]).unwrap_err();
    assert_eq!((&problems[0].found, problems[0].row), (&Found::OpenQuote, Some(2)));
    let loaded = load(&[("protected/parties.csv", "kind,name,public_scope\ncustomer,東鷹自動車,展示会\n")]);
    assert_eq!(loaded.unwrap().warnings[0].found, Found::ScopeUnused);
}

#[test]
fn settings_precedents_and_the_rest_come_through() {
    let loaded = load(&[
        (
            "line.toml",
            "[company]\nname = \"例示\"\nbusiness = \"切削\"\n\n[[place]]\nname = \"第九工場\"\naliases = [\"九工\"]\n\n[actions]\nprice = \"ng\"\n\n[channels]\nx = true\n",
        ),
        ("rules/a.toml", "[[rule]]\nid = \"x\"\n"),
        ("topics/a.toml", "[[topic]]\nid = \"x\"\ntitle = { ja = \"話\", en = \"A talk\" }\n"),
        (
            "precedents/a.toml",
            "[[precedent]]\nid = \"a\"\ntext = \"本文\"\nverdict = \"reword\"\nwhy = \"理由\"\nas_of = 2026-12-01\nchannel = \"x\"\n",
        ),
        ("public.csv", "fact,terms,evidence,since\n創業,1962年;1962,サイト,2020/1/2\n受賞,賞状,,2025年6月\n移転,新社屋,,いつか\n"),
    ])
    .unwrap();
    let line = loaded.line;
    assert_eq!(line.company().business.as_deref(), Some("切削"));
    assert_eq!(line.action(Category::Price), Some(senbiki_line::Action::Ng));
    assert_eq!(line.action(Category::Customer), None);
    assert_eq!(line.places()[0].aliases, ["九工"]);
    let place = line.entries().next().unwrap();
    assert_eq!((place.kind, place.visibility, place.row), (EntryKind::Place, Visibility::Protected, 6));
    assert_eq!(line.rule_files()[0].1, "[[rule]]\nid = \"x\"\n");
    assert_eq!(line.topic_files().len(), 1);
    assert_eq!(line.precedents()[0].as_of, Some(date(2026, 12, 1)));
    assert_eq!(line.public_facts()[0].terms, ["1962年", "1962"]);
    assert_eq!(line.public_facts()[0].since, Some(date(2020, 1, 2)));
    assert_eq!(line.public_facts()[1].since, Some(date(2025, 6, 1)), "a month is enough");
    assert_eq!(line.public_facts()[2].since, None);
    assert!(line.line_toml().contains("[channels]"));
}

#[test]
fn what_is_due() {
    let parties =
        "kind,name,public,review_on\ncustomer,甲乙丙工業,,2026-11-22\ncustomer,丁戊己工業,2026-11-23,\n";
    let people = "name,public,consent_until\n見本 太郎,yes,2026-11-21\n例示 花子,yes,2026-11-22\n";
    let line = load(&[("protected/parties.csv", parties), ("protected/people.csv", people)]).unwrap().line;
    let names: Vec<_> = line.due(date(2026, 11, 22)).iter().map(|e| e.name).collect();
    assert_eq!(names, ["甲乙丙工業", "見本 太郎"]);
    assert_eq!(line.due(date(2026, 11, 20)).len(), 0);
    assert_eq!(line.due(date(2026, 11, 23)).len(), 4);
}

#[test]
fn the_starter_loads_without_a_word_and_never_overwrites() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("線引き");
    let written = init(&target).unwrap();
    assert!(written.iter().any(|p| p.ends_with("line.toml")));
    let table = std::fs::read(target.join("protected/parties.csv")).unwrap();
    assert!(table.starts_with(b"\xef\xbb\xbf") && table.ends_with(b"\r\n"));
    let options = senbiki_line::LoadOptions { cache: senbiki_line::Cache::None };
    let loaded = senbiki_line::Line::load_with(&target, &options).unwrap();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.line.precedents().len(), 2);
    assert!(loaded.line.len() >= 12);

    assert!(matches!(init(&target), Err(senbiki_line::InitError::NotEmpty(_))));
    let other = dir.path().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join(".hidden"), "x").unwrap();
    assert!(init(&other).is_err());
    assert_eq!(std::fs::read_dir(&other).unwrap().count(), 1);
}

#[test]
fn every_message_speaks_kindly_in_both_languages() {
    let problems = load(&[
        ("protected/parties.csv", "kind,name,public\nfriend,東鷹,maybe\ncustomer,,\n"),
        ("protected/x.csv", ""),
    ])
    .unwrap_err();
    for problem in problems {
        let (ja, en) = (problem.message(Lang::Ja), problem.message(Lang::En));
        assert!(["違反", "エラー", "禁止", "不適切"].iter().all(|w| !ja.contains(w)), "{ja}");
        assert!(ja != en && en.is_ascii() || en.contains('東') || en.contains("顧客"), "{en}");
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_in_any_file_give_a_line_or_problems(
        file in proptest::sample::select(vec![
            "line.toml", "public.csv", "protected/parties.csv", "protected/parts.xlsx", "protected/people.csv",
            "rules/a.toml", "precedents/a.toml", "topics/a.toml",
        ]),
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
    ) {
        let _ = load_bytes(&[(file, &bytes)]);
    }

    #[test]
    fn any_cells_under_good_headers(cells in proptest::collection::vec("[^\"]{0,12}", 0..24)) {
        let mut csv = String::from("kind,name,aliases,public,review_on,note\n");
        for row in cells.chunks(5) {
            csv.push_str("customer");
            for cell in row {
                csv.push_str(&format!(",\"{cell}\""));
            }
            csv.push('\n');
        }
        if let Ok(loaded) = load(&[("protected/parties.csv", &csv)]) {
            for entry in loaded.line.entries() {
                let key = senbiki_text::key(entry.name);
                proptest::prop_assert!(loaded.line.names().exact(&key).iter().any(|p| p.entry == entry.id));
            }
        }
    }
}

#[test]
fn a_cell_at_an_impossible_place_stops_nothing() {
    let strange = support::text("x").replacen("<c", "<c r=\"AT9999999999999(a{1,20}){1,20}ZZZZZZZZ1\"", 1);
    let cells = ["number".to_owned(), "aliases".to_owned()];
    let rows: Vec<Vec<String>> = vec![cells.iter().map(|c| support::text(c)).collect(), vec![strange]];
    let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    let files: [(&str, &[u8]); 2] = [
        ("line.toml", "[company]\nname = \"例示製作所株式会社\"\n".as_bytes()),
        ("protected/parts.xlsx", &support::workbook(&rows)),
    ];
    // Read or refused with a reason; never a panic.
    if let Err(problems) = senbiki_line::Line::from_memory(&files) {
        assert!(!problems.is_empty());
    }
}
