//! The sum of posts: what must be found across posts, and what must not.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::sum::{Attribute, Crossing, Disclosure, Fact, History, Post, RowId, SumKind};
use senbiki_engine::{Engine, Inspection, Material};
use senbiki_line::{Date, Line, parse_date};
use senbiki_text::Text;

const PARTIES: &str = "kind,name,aliases,say_instead,public,industry,region,size,supplies\n\
customer,東鷹自動車株式会社,東鷹,乗用車のお客様,,乗用車,愛知,大手,シャフト\n\
customer,西羽モータース株式会社,西羽,乗用車のお客様,,乗用車,静岡,中堅,シャフト\n\
customer,南風自動車株式会社,南風,乗用車のお客様,,乗用車,広島,大手,継手\n\
customer,北稜車体株式会社,北稜,乗用車のお客様,,乗用車,群馬,中堅,継手\n\
customer,瑞峰重機株式会社,瑞峰,建設機械のお客様,,建設機械,北陸,大手,油圧バルブ\n\
customer,柊木建機株式会社,柊木,建設機械のお客様,,建設機械,大阪,中堅,油圧バルブ\n\
customer,榎田ショベル株式会社,榎田,建設機械のお客様,,建設機械,北海道,小規模,シャフト\n\
customer,大雪農機株式会社,大雪,農業機械のお客様,,農業機械,北海道,中堅,シャフト\n\
customer,苗代機械株式会社,苗代,農業機械のお客様,,農業機械,九州,中堅,継手\n\
customer,暁星医療器株式会社,暁星,,yes,医療機器,京都,中堅,ノズル\n\
supplier,紅葉メッキ工業株式会社,紅葉,めっきの協力会社,,表面処理,東海,小規模,めっき\n\
supplier,銀杏鍍金株式会社,銀杏,めっきの協力会社,,表面処理,関東,中堅,めっき\n\
supplier,楓表面処理株式会社,楓,めっきの協力会社,,表面処理,近畿,小規模,めっき\n\
supplier,霧島鍛圧株式会社,霧島,鍛造の協力会社,,鍛造,東海,中堅,鍛造\n";

const PROJECTS: &str = "kind,name,aliases,say_instead,public,note\n\
plan,蛍ヶ丘新工場,蛍ヶ丘工場,今後の投資,,蛍ヶ丘に新設。2027年春に操業開始。無人搬送車。40名を採用\n";

fn engine_with(parties: &str, parts: &str) -> Engine {
    let toml = "[company]\nname = \"例示製作所株式会社\"\naliases = [\"例示製作所\", \"当社\"]\n\n[[place]]\nname = \"札幌事業所\"\npublic = true\n";
    let public = "fact,terms,evidence\n\
        公開製品 くるみロック(継手),くるみロック,カタログ\n\
        東門の新棟(2027年4月竣工。2026年2月に発表),東門の新棟,プレスリリース\n";
    let files: [(&str, &[u8]); 5] = [
        ("line.toml", toml.as_bytes()),
        ("public.csv", public.as_bytes()),
        ("protected/parties.csv", parties.as_bytes()),
        ("protected/parts.csv", parts.as_bytes()),
        ("protected/projects.csv", PROJECTS.as_bytes()),
    ];
    Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).unwrap()
}

fn engine() -> Engine {
    engine_with(PARTIES, "number,description,customer\n")
}

fn day(n: usize) -> Date {
    let mut day = parse_date("2026-03-02").unwrap();
    for _ in 0..n * 7 {
        day = day.tomorrow().unwrap();
    }
    day
}

fn replay(engine: &Engine, texts: &[&str]) -> Crossing {
    let posts: Vec<Post<'_>> =
        texts.iter().enumerate().map(|(n, text)| Post { date: day(n), channel: None, text }).collect();
    engine.replay(&posts)
}

fn disclose(engine: &Engine, text: &str, n: usize) -> Disclosure {
    let text = Text::new(text);
    engine.disclose(&Material { text: &text, channel: None, as_of: day(n), gaps: Vec::new() })
}

fn inspect(engine: &Engine, text: &str, n: usize) -> Inspection {
    let text = Text::new(text);
    engine.inspect(&Material { text: &text, channel: None, as_of: day(n), gaps: Vec::new() })
}

// ---------------------------------------------------------------- singling out

const VISIT: [&str; 3] = [
    "乗用車のお客様から、面取りの練習帳をいただきました。鉛筆の跡まで残っていて、宝物です。",
    "雨の日の通路に、すべり止めのマットを敷きました。",
    "練習帳をくださったあのお客様は、愛知から始発の電車で来られたそうです。面取りの話で半日が過ぎました。",
];

#[test]
fn clues_of_one_story_single_a_customer_out() {
    let found = replay(&engine(), &VISIT);
    assert_eq!(found.crosses_at, Some(2));
    assert_eq!(found.kind, Some(SumKind::SingledOut));
    assert_eq!(found.entity.as_deref(), Some("東鷹自動車株式会社"));
    assert_eq!(found.because, [0, 2]);
    let reveals = found.reveals.unwrap();
    assert!(reveals.ja.contains("愛知") && reveals.en.contains("aichi"), "{reveals:?}");
}

#[test]
fn a_region_that_holds_the_place_is_a_clue_too() {
    let texts = [VISIT[0], "練習帳のお客様からお礼状。東海は桜が満開とのこと、面取りの宿題も増えました。"];
    // 東海 holds two of the four.
    let found = replay(&engine(), &texts);
    assert_eq!(found.crosses_at, Some(1));
    assert!(found.reveals.unwrap().ja.contains("西羽"));
}

#[test]
fn english_posts_add_up_the_same_way() {
    let found = replay(
        &engine(),
        &[
            "A customer in construction machinery lent us a marble tray to explain backlash. We have kept every marble.",
            "New shelves for the reading corner.",
            "The marble tray has gone home to Hokuriku by courier, with a card from all of us to the customer.",
        ],
    );
    assert_eq!(found.crosses_at, Some(2), "{found:?}");
    assert_eq!(found.entity.as_deref(), Some("瑞峰重機株式会社"));
}

#[test]
fn again_speaks_of_an_earlier_post() {
    let engine = engine();
    let first = "Our plating supplier let us stir the bath with a paddle older than all of us.";
    let again = "The paddle again: our supplier in Kanto has carved our initials into it.";
    assert_eq!(replay(&engine, &[first, again]).entity.as_deref(), Some("銀杏鍍金株式会社"));
    // Without the paddle nothing ties the two together.
    let other = "The rain again: our supplier in Kanto sent a photograph of the river.";
    assert_eq!(replay(&engine, &[first, other]).crosses_at, None);
}

#[test]
fn suppliers_are_singled_out_as_well() {
    let found = replay(
        &engine(),
        &[
            "めっきの協力会社さんで、味見ならぬ液見をさせてもらいました。色で分かるのは三十年の目です。",
            "液見の師匠は関東の方。帰りの車で、うちの若手がずっと瓶の色を思い出していました。",
        ],
    );
    assert_eq!(found.crosses_at, Some(1), "{found:?}");
    assert_eq!(found.entity.as_deref(), Some("銀杏鍍金株式会社"));
}

#[test]
fn a_line_with_industries_alone_still_works() {
    let parties = "kind,name,say_instead,industry\n\
        customer,瑞峰重機株式会社,建設機械のお客様,建設機械\n\
        customer,東鷹自動車株式会社,乗用車のお客様,乗用車\n\
        customer,大雪農機株式会社,農業機械のお客様,農業機械\n\
        customer,渓流ポンプ株式会社,ポンプのお客様,ポンプ\n";
    let parts = "number,description,customer\nKX-1,旋回用シャフト,瑞峰重機株式会社\nKX-2,耕うん用シャフト,大雪農機株式会社\n";
    let engine = engine_with(parties, parts);
    let said = "建設機械のお客様から、泥落としのへらをいただきました。朱色の柄が目印です。";
    let more = "朱色のへらのお客様と、旋回用シャフトの溝の話。泥落としの知恵が図面に一行増えました。";
    assert_eq!(replay(&engine, &[said, more]).crosses_at, Some(1));
    // What may be said of it crosses nothing, however often it is said.
    let again = "泥落としのへらは今日も朱色。建設機械のお客様に、写真を送りました。";
    assert_eq!(replay(&engine, &[said, again, said]).crosses_at, None);
}

#[test]
fn who_is_told_by_a_rare_thing_is_known_from_an_earlier_post() {
    let engine = engine();
    let first = "乗用車のお客様が、粘土で図面の角を作って見せてくださいました。";
    let found = replay(&engine, &[first, "粘土のお客様から新茶が届きました。愛知からの宅配便です。"]);
    assert_eq!((found.crosses_at, found.entity.as_deref()), (Some(1), Some("東鷹自動車株式会社")));
    // Neither a word that everybody writes nor a trade is such a thing.
    for second in
        ["新規のお客様が来られました。愛知の方です。", "機械のお客様から新茶が届きました。愛知からです。"]
    {
        assert_eq!(replay(&engine, &[first, second]).crosses_at, None, "{second}");
    }
}

#[test]
fn a_headcount_tells_how_large_a_firm_is() {
    let size = |text: &str| {
        let facts = disclose(&engine(), text, 0).facts;
        let is = |f: Fact| match f {
            Fact::Clue { attribute: Attribute::Size, value, .. } => Some(value),
            _ => None,
        };
        facts.into_iter().find_map(is)
    };
    assert_eq!(size("建設機械のお客様は、従業員8人の会社です。").as_deref(), Some("中小"));
    assert_eq!(size("お客様は社員3000人の会社です。").as_deref(), Some("大手"));
    for other in [
        "お客様が8人でお越しになりました。",
        "お客様は社員200人の会社です。",
        "うちは社員12人の会社です。お客様に恵まれました。",
    ] {
        assert_eq!(size(other), None, "{other}");
    }
}

#[test]
fn a_firm_with_san_is_no_person() {
    let d = disclose(&engine(), "めっきの仕入先さんに教わりました。", 0);
    let relation = |f: &Fact| matches!(f, Fact::Clue { attribute: Attribute::Relation, value, .. } if value == "supplier");
    assert!(d.facts.iter().any(relation), "{d:?}");
    let d = disclose(&engine(), "福島さんと、お客様の図面を見ました。", 0);
    let region = |f: &Fact| matches!(f, Fact::Clue { attribute: Attribute::Region, .. });
    assert!(!d.facts.iter().any(region), "{d:?}");
}

#[test]
fn a_level_frees_the_same_thing_of_the_same_part_alone() {
    let engine = engine();
    let mut history = History::new(&engine);
    history.push(RowId(1), &disclose(&engine, "シャフトの歩留まりが92.3%になりました。", 0));
    let frees = |text: &str| {
        let result = engine.add_up(&history, &disclose(&engine, text, 1), &inspect(&engine, text, 1));
        !result.freed.is_empty()
    };
    assert!(frees("シャフトの歩留まりが92.3%です。"));
    assert!(frees("シャフトの歩留まりは92.3%です。"));
    assert!(!frees("継手の歩留まりが92.3%です。"));
    assert!(!frees("シャフトの歩留まりが92.4%です。"));
}

#[test]
fn different_parties_are_not_added_up() {
    let engine = engine();
    for texts in [
        // Another customer, and the post says so.
        &[
            "乗用車のお客様の食堂で、名物のカレーを教わりました。",
            "今週は別のお客様へ。愛知まで来たら、カレーより味噌でした。",
        ][..],
        // Two stories that share nothing.
        &["乗用車のお客様と、面取りの練習帳を作りました。", "愛知の親戚から、みかんが一箱届きました。"],
        // The trade alone leaves four.
        &[
            "乗用車のお客様から、折り紙の箱をいただきました。",
            "折り紙の箱を増やして、乗用車のお客様にお返ししました。",
        ],
        // A clue that does not fit anybody.
        &["乗用車のお客様から、折り紙の箱をいただきました。", "折り紙のお客様は沖縄のご出身だそうです。"],
        // Our own place is no clue.
        &[
            "農業機械のお客様に、雪かきのこつを教わりました。竹ぼうきが一番とのこと。",
            "竹ぼうきの雪かきを、札幌事業所でも試しました。",
        ],
    ] {
        assert_eq!(replay(&engine, texts).crosses_at, None, "{texts:?}");
    }
}

#[test]
fn a_party_that_may_be_named_is_no_secret() {
    let texts = [
        "医療機器のお客様から、絹の布の畳み方を教わりました。角がぴたりと合います。",
        "絹の布の畳み方を教わったお客様を訪ねて京都へ。角の合わせ方は、まだ練習中です。",
    ];
    assert_eq!(replay(&engine(), &texts).crosses_at, None);
}

#[test]
fn the_finding_names_posts_and_the_clue_to_leave_out() {
    let engine = engine();
    let mut history = History::new(&engine);
    history.push(RowId(70), &disclose(&engine, VISIT[0], 0));
    history.push(RowId(71), &disclose(&engine, VISIT[1], 1));
    let draft = disclose(&engine, VISIT[2], 2);
    let result = engine.add_up(&history, &draft, &Inspection::default());
    let [f] = result.findings.as_slice() else { panic!("{result:?}") };
    assert_eq!((f.posts.as_slice(), f.left), (&[RowId(70)][..], 1));
    assert_eq!(f.surface, "愛知");
    let opens = f.opens.as_ref().unwrap();
    assert_eq!((opens.attribute, opens.left), (Attribute::Region, 4));
    assert!(f.why.ja.contains("2026-03-02") && f.advice.en.contains("aichi"), "{f:?}");
    // As a finding among the others it stands on the entry.
    let finding = f.to_finding(None);
    assert_eq!((finding.category.id(), finding.rule.as_str()), ("aggregate", "sum.single_out"));
    // The same draft again adds nothing: it is told by now.
    history.push(RowId(72), &draft);
    assert!(engine.add_up(&history, &draft, &Inspection::default()).findings.is_empty());
}

#[test]
fn facts_carry_no_protected_name_and_are_read_back() {
    let engine = engine();
    let text = "東鷹自動車さんと瑞峰さんの話。乗用車のお客様は愛知、歩留まりは92.3%でした。";
    let d = disclose(&engine, text, 0);
    assert_eq!((d.places.len(), d.surfaces.len()), (d.facts.len(), d.facts.len()));
    assert!(d.facts.iter().any(|f| matches!(f, Fact::Name { .. })));
    assert!(d.facts.iter().any(|f| matches!(f, Fact::Level { .. })), "{d:?}");
    for fact in &d.facts {
        let stored = fact.to_string();
        assert!(!stored.contains("東鷹") && !stored.contains("瑞峰"), "{stored}");
        assert_eq!(stored.parse::<Fact>().as_ref(), Ok(fact));
    }
    assert_eq!(d, disclose(&engine, text, 0), "the same text gives the same facts");
}

// ---------------------------------------------------------------- plans

#[test]
fn pieces_of_a_listed_plan_add_up() {
    let found = replay(
        &engine(),
        &[
            "蛍ヶ丘の用水路で、本物の蛍を数えました。今夜は三十匹。網は使いません。",
            "午後の小休止に、ほうじ茶を。",
            "2027年の春、用水路の蛍を見ながら朝礼をしませんか。一緒に働く方を募集しています。",
        ],
    );
    assert_eq!(found.crosses_at, Some(2), "{found:?}");
    assert_eq!(found.kind, Some(SumKind::Plan));
    assert_eq!(found.entity.as_deref(), Some("蛍ヶ丘新工場"));
}

#[test]
fn pieces_of_a_plan_in_no_list_add_up() {
    let found = replay(
        &engine(),
        &[
            "水車小屋の裏手に、きれいな更地を見つけました。測量の赤い杭が並んでいます。",
            "水車小屋の話の続き。来年の夏、あの杭の内側で一緒に働く方を募集します。",
        ],
    );
    assert_eq!((found.crosses_at, found.kind), (Some(1), Some(SumKind::Plan)), "{found:?}");
    assert_eq!(found.entity, None);
}

#[test]
fn what_is_no_plan_is_left_alone() {
    let engine = engine();
    for texts in [
        // Announced.
        &[
            "東門の新棟、くい打ちが始まりました。測量の赤い杭も片づきました。",
            "東門の新棟で一緒に働く方を募集しています。赤い杭は記念に一本残しました。",
            "来年の春、東門の新棟が竣工します。残した杭は玄関に飾ります。",
        ][..],
        // Recruiting alone.
        &["設計職を募集しています。", "面接では好きな工具を教えてください。募集は通年です。"],
        // A journey.
        &["蛍ヶ丘の里山を歩きました。", "来年の春も蛍ヶ丘の里山を歩きたいです。"],
        // Three pieces in three stories.
        &["更地に咲いたひまわりがきれいです。", "来年の夏は山に登りたい。", "経理の仲間を募集しています。"],
    ] {
        assert_eq!(replay(&engine, texts).crosses_at, None, "{texts:?}");
    }
}

// ---------------------------------------------------------------- capacity

#[test]
fn machines_time_and_hours_make_an_output() {
    let found = replay(
        &engine(),
        &[
            "くるみロックの組立ラインは5本。色違いの前掛けが並びます。",
            "くるみロックは1個30秒で組み上がります。",
            "くるみロックの組立は二交代。引き継ぎのあいさつが元気です。",
        ],
    );
    assert_eq!((found.crosses_at, found.kind), (Some(2), Some(SumKind::Capacity)), "{found:?}");
    assert_eq!(found.entity.as_deref(), Some("くるみロック"));
    assert_eq!(found.because, [0, 1, 2]);
    // 5 lines x 120 an hour x 16 hours.
    assert!(found.reveals.unwrap().en.contains("9600"));
}

#[test]
fn figures_of_different_things_are_not_multiplied() {
    let engine = engine();
    for texts in [
        &["くるみロックの組立ラインは5本です。", "シャフトは1本30秒で削れます。", "梱包は二交代です。"][..],
        &[
            "食堂に自販機が3台入りました。",
            "くるみロックは1個30秒で組み上がります。",
            "勉強会は毎日2時間です。",
        ],
        &["くるみロックの組立ラインは5本です。", "くるみロックは1個30秒で組み上がります。"],
    ] {
        assert_eq!(replay(&engine, texts).crosses_at, None, "{texts:?}");
    }
}

// ---------------------------------------------------------------- what is public by now

fn freed(engine: &Engine, history: &History, draft: &str) -> Vec<String> {
    let inspection = inspect(engine, draft, 9);
    let result = engine.add_up(history, &disclose(engine, draft, 9), &inspection);
    result.freed.iter().map(|f| inspection.findings[f.finding].surface.clone()).collect()
}

#[test]
fn a_name_that_was_published_is_free_as_a_name() {
    let engine = engine();
    let mut history = History::new(&engine);
    let draft = "瑞峰重機さん向けの部品、1個480円で受注しました。";
    assert!(freed(&engine, &history, draft).is_empty());
    history.push(RowId(1), &disclose(&engine, "瑞峰重機さん向けの部品が量産に入りました。", 0));
    let free = freed(&engine, &history, draft);
    assert!(free.iter().any(|s| s.starts_with("瑞峰")), "{free:?}");
    assert!(!free.iter().any(|s| s.contains("480")), "the price stays: {free:?}");
    assert!(freed(&engine, &history, "柊木建機さん向けの部品が量産に入りました。").is_empty());
    history.withdraw(RowId(1));
    assert!(freed(&engine, &history, draft).is_empty());
}

#[test]
fn a_level_is_free_only_when_it_was_said_as_exactly() {
    let engine = engine();
    let said = |text: &str| {
        let mut history = History::new(&engine);
        history.push(RowId(1), &disclose(&engine, text, 0));
        history
    };
    let exact = "歩留まりが92.3%になりました。";
    let exactly = said(exact);
    assert!(!freed(&engine, &exactly, exact).is_empty(), "{:?}", inspect(&engine, exact, 0));
    assert!(freed(&engine, &exactly, "歩留まりが94.1%になりました。").is_empty());
    assert!(freed(&engine, &exactly, "不良率が92.3%になりました。").is_empty());
    let roughly = said("歩留まりが90%台になりました。");
    assert!(freed(&engine, &roughly, exact).is_empty());
}

// ---------------------------------------------------------------- hostile input

#[test]
fn what_stands_behind_a_hostile_run_is_still_read() {
    let engine = engine();
    for piece in [
        "東鷹と",
        "愛知の大手のお客様。先日の",
        "「「しゃりしゃり",
        "2027年2027年来年の春",
        "5台6台1個30秒",
        "a b ",
    ] {
        let text = piece.repeat(64 * 1024 / piece.len()) + "\n瑞峰重機さん向けの部品です。";
        let d = disclose(&engine, &text, 0);
        let last = d.surfaces.iter().any(|s| s.starts_with("瑞峰"));
        assert!(last, "{piece}: {:?}", d.facts.len());
        // What is said a thousand times is one fact.
        assert!(d.facts.len() < 200, "{piece}: {}", d.facts.len());
    }
}
