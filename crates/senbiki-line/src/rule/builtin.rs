//! The word files and rule files that ship with the product. A new file needs one line here;
//! a test fails when a file is left out.

/// Word files, by name.
pub const WORDS: &[(&str, &str)] = &[
    ("free_numbers.txt", include_str!("../../builtin/words/free_numbers.txt")),
    ("general.txt", include_str!("../../builtin/words/general.txt")),
    ("matters.txt", include_str!("../../builtin/words/matters.txt")),
    ("people_places.txt", include_str!("../../builtin/words/people_places.txt")),
    ("process.txt", include_str!("../../builtin/words/process.txt")),
    ("riddles.txt", include_str!("../../builtin/words/riddles.txt")),
    ("trade_terms.txt", include_str!("../../builtin/words/trade_terms.txt")),
];
/// Rule files, by name.
pub const RULES: &[(&str, &str)] = &[
    ("detectors.toml", include_str!("../../builtin/rules/detectors.toml")),
    ("free_numbers.toml", include_str!("../../builtin/rules/free_numbers.toml")),
    ("matters.toml", include_str!("../../builtin/rules/matters.toml")),
    ("people_places.toml", include_str!("../../builtin/rules/people_places.toml")),
    ("process.toml", include_str!("../../builtin/rules/process.toml")),
    ("riddles.toml", include_str!("../../builtin/rules/riddles.toml")),
    ("trade_terms.toml", include_str!("../../builtin/rules/trade_terms.toml")),
];
