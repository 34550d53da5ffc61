//! A small line for examples and tests: one entry of every kind, ordinary words among the aliases.

/// The files of the example line, by their path in the folder.
pub const EXAMPLE_LINE: &[(&str, &[u8])] = &[
    (
        "line.toml",
        "[company]\nname = \"例示製作所株式会社\"\naliases = [\"例示製作所\", \"当社\", \"弊社\", \"うち\", \"Reiji Works\"]\n\n[[place]]\nname = \"本社工場\"\npublic = true\n\n[[place]]\nname = \"星ヶ原工場\"\npublic = false\n"
            .as_bytes(),
    ),
    (
        "protected/parties.csv",
        "kind,name,aliases,say_instead,public,public_scope\n\
         customer,東鷹自動車株式会社,東鷹自動車;東鷹;トータカ;Totaka Motor,乗用車のお客様,,\n\
         customer,大雪農機株式会社,大雪農機;大雪,農業機械のお客様,,\n\
         customer,株式会社渓流ポンプ製作所,渓流ポンプ;渓流,ポンプのお客様,,\n\
         customer,夕凪マリン株式会社,夕凪マリン;夕凪,,yes,船外機\n\
         supplier,紅葉メッキ工業株式会社,紅葉メッキ;紅葉;モミジ,めっきの協力会社,,\n\
         supplier,六角研磨工業株式会社,六角研磨;六角,研磨の協力会社,,\n\
         competitor,鐘ヶ淵シャフト株式会社,鐘ヶ淵シャフト,,,\n"
            .as_bytes(),
    ),
    ("protected/parts.csv", "number,aliases\nKX-4471-B,\n7H-33810-02,\n".as_bytes()),
    (
        "protected/equipment.csv",
        "kind,name,aliases\nequipment,トンボ,\nequipment,白鷺,\njig,おにぎりチャック,\njig,MJ-07,\nline,L7ライン,\n".as_bytes(),
    ),
    (
        "protected/projects.csv",
        "kind,name,aliases,public\ncode_name,オーロラ,,\ncode_name,Kestrel,,\nproduct,ロックII,,2027-04-01\nalliance,東鷹自動車との資本業務提携,資本業務提携,\n"
            .as_bytes(),
    ),
    ("protected/people.csv", "name,aliases,role,public\n堂本,,品質保証部,\n湊 耕平,湊耕平,社長,yes\n".as_bytes()),
    ("public.csv", "fact,terms,evidence\n創業,1962年;1962,サイト\n従業員,412名;412,サイト\n".as_bytes()),
];
