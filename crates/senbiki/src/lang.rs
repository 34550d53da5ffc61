//! Which language the sentences are in.

use std::ffi::OsString;

pub use senbiki_line::Lang;

/// The language asked for on the command line, else by the environment, else Japanese.
///
/// It must be known before the arguments are parsed, since help and advice about wrong arguments
/// are sentences too.
pub fn from_arguments(arguments: impl Iterator<Item = OsString>) -> Lang {
    let mut last = None;
    let mut next_is_lang = false;
    for argument in arguments.skip(1) {
        let argument = argument.to_string_lossy();
        if std::mem::take(&mut next_is_lang) {
            last = parse(&argument).or(last);
        } else if argument == "--" {
            break;
        } else if argument == "--lang" {
            next_is_lang = true;
        } else if let Some(value) = argument.strip_prefix("--lang=") {
            last = parse(value).or(last);
        }
    }
    last.unwrap_or_else(|| from_environment(|name| std::env::var(name).ok()))
}

fn parse(value: &str) -> Option<Lang> {
    match value {
        "ja" => Some(Lang::Ja),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// `LC_ALL` wins over `LC_MESSAGES`, which wins over `LANG`; the first one that is set decides.
/// English only when it is asked for: most users of this tool read Japanese, and `C` or `POSIX`
/// says nothing about them.
fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|v| !v.is_empty()));
    match value {
        Some(value) if value.starts_with("en") => Lang::En,
        _ => Lang::Ja,
    }
}

/// One of two sentences.
pub fn say(lang: Lang, ja: &str, en: &str) -> String {
    match lang {
        Lang::Ja => ja.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// One of two words.
pub const fn word<'a>(lang: Lang, pair: (&'a str, &'a str)) -> &'a str {
    match lang {
        Lang::Ja => pair.0,
        Lang::En => pair.1,
    }
}

/// The side of a message that is in this language.
pub fn of(lang: Lang, message: &senbiki_engine::Message) -> &str {
    match lang {
        Lang::Ja => &message.ja,
        Lang::En => &message.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Lang {
        from_environment(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn english_only_when_asked_for() {
        assert_eq!(environment(&[]), Lang::Ja);
        assert_eq!(environment(&[("LANG", "C.UTF-8")]), Lang::Ja);
        assert_eq!(environment(&[("LANG", "de_DE.UTF-8")]), Lang::Ja);
        assert_eq!(environment(&[("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(environment(&[("LC_ALL", "ja_JP.UTF-8"), ("LANG", "en_US.UTF-8")]), Lang::Ja);
        assert_eq!(environment(&[("LC_ALL", ""), ("LANG", "en_GB")]), Lang::En);
    }

    #[test]
    fn the_option_wins_in_both_spellings() {
        let ask = |args: &[&str]| from_arguments(args.iter().map(OsString::from));
        assert_eq!(ask(&["senbiki", "check", "--lang", "en"]), Lang::En);
        assert_eq!(ask(&["senbiki", "--lang=en", "check"]), Lang::En);
        assert_eq!(ask(&["senbiki", "check", "--lang", "en", "--lang", "ja"]), Lang::Ja);
    }
}
