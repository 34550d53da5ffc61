//! The word files and rule files that ship with the product. A new file needs one line here;
//! a test in the engine fails when a file is left out.

/// Word files, by name.
pub const WORDS: &[(&str, &str)] = &[
    ("contract_terms.txt", include_str!("../../builtin/words/contract_terms.txt")),
    ("defect_attack.txt", include_str!("../../builtin/words/defect_attack.txt")),
    ("free_numbers.txt", include_str!("../../builtin/words/free_numbers.txt")),
    ("general.txt", include_str!("../../builtin/words/general.txt")),
    ("people_places.txt", include_str!("../../builtin/words/people_places.txt")),
    ("process.txt", include_str!("../../builtin/words/process.txt")),
    ("riddles.txt", include_str!("../../builtin/words/riddles.txt")),
    ("schedule.txt", include_str!("../../builtin/words/schedule.txt")),
    ("tone.txt", include_str!("../../builtin/words/tone.txt")),
    ("trade_terms.txt", include_str!("../../builtin/words/trade_terms.txt")),
    ("unreleased.txt", include_str!("../../builtin/words/unreleased.txt")),
];
/// Rule files, by name.
pub const RULES: &[(&str, &str)] = &[
    ("contract_terms.toml", include_str!("../../builtin/rules/contract_terms.toml")),
    ("defamation.toml", include_str!("../../builtin/rules/defamation.toml")),
    ("defect_recall.toml", include_str!("../../builtin/rules/defect_recall.toml")),
    ("detectors.toml", include_str!("../../builtin/rules/detectors.toml")),
    ("free_numbers.toml", include_str!("../../builtin/rules/free_numbers.toml")),
    ("location.toml", include_str!("../../builtin/rules/location.toml")),
    ("personal.toml", include_str!("../../builtin/rules/personal.toml")),
    ("price.toml", include_str!("../../builtin/rules/price.toml")),
    ("process_figure.toml", include_str!("../../builtin/rules/process_figure.toml")),
    ("process_knowhow.toml", include_str!("../../builtin/rules/process_knowhow.toml")),
    ("quantity.toml", include_str!("../../builtin/rules/quantity.toml")),
    ("riddles.toml", include_str!("../../builtin/rules/riddles.toml")),
    ("schedule.toml", include_str!("../../builtin/rules/schedule.toml")),
    ("supplier_ratings.toml", include_str!("../../builtin/rules/supplier_ratings.toml")),
    ("unreleased.toml", include_str!("../../builtin/rules/unreleased.toml")),
];
/// Rewording rules, by name.
pub const REWORDS: &[(&str, &str)] = &[
    ("ja_names.toml", include_str!("../../builtin/reframes/ja_names.toml")),
    ("ja_figures.toml", include_str!("../../builtin/reframes/ja_figures.toml")),
    ("ja_process.toml", include_str!("../../builtin/reframes/ja_process.toml")),
    ("ja_plans.toml", include_str!("../../builtin/reframes/ja_plans.toml")),
    ("ja_people.toml", include_str!("../../builtin/reframes/ja_people.toml")),
    ("ja_riddles.toml", include_str!("../../builtin/reframes/ja_riddles.toml")),
    ("ja_smooth.toml", include_str!("../../builtin/reframes/ja_smooth.toml")),
    ("en_names.toml", include_str!("../../builtin/reframes/en_names.toml")),
    ("en_figures.toml", include_str!("../../builtin/reframes/en_figures.toml")),
    ("en_process.toml", include_str!("../../builtin/reframes/en_process.toml")),
    ("en_plans.toml", include_str!("../../builtin/reframes/en_plans.toml")),
    ("en_smooth.toml", include_str!("../../builtin/reframes/en_smooth.toml")),
];
/// Files of rules that make remarks, by name.
pub const TONE: &[(&str, &str)] = &[
    ("bargaining.toml", include_str!("../../builtin/tone/bargaining.toml")),
    ("offence.toml", include_str!("../../builtin/tone/offence.toml")),
    ("tone.toml", include_str!("../../builtin/tone/tone.toml")),
];
