//! Asks every regular expression of the built-in rules, once and for all, what it cannot do without
//! (see `src/rule/gate.rs`), and fails the build when one cannot be read.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

#[path = "src/rule/hir.rs"]
mod hir;
#[path = "src/rule/needs.rs"]
mod needs;
#[path = "src/rule/place.rs"]
mod place;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=builtin/rules");
    println!("cargo::rerun-if-changed=src/rule/hir.rs");
    let mut all: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    println!("cargo::rerun-if-changed=builtin/tone");
    for file in std::fs::read_dir("builtin/rules")?.chain(std::fs::read_dir("builtin/tone")?) {
        let path = file?.path();
        let text = std::fs::read_to_string(&path)?;
        let table: toml::Table = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let rules = table.get("rule").and_then(toml::Value::as_array).into_iter().flatten();
        for regex in
            rules.flat_map(|r| r.get("pattern").and_then(toml::Value::as_array).into_iter().flatten())
        {
            let Some(regex) = regex.as_str() else { continue };
            let parsed =
                regex_syntax::Parser::new().parse(regex).map_err(|e| format!("{}: {e}", path.display()))?;
            all.insert(regex.to_owned(), hir::gates(&parsed));
        }
    }
    let mut out = String::from("const SHIPPED: &[(&str, &[&[&str]])] = &[\n");
    for (regex, gates) in &all {
        let gates: Vec<String> = gates.iter().map(|g| format!("&{g:?}")).collect();
        writeln!(out, "    ({regex:?}, &[{}]),", gates.join(", "))?;
    }
    out.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("gates.rs"), out)?;
    rewords()
}

/// Writes the rewording rules as a table, so that a process that rewords reads no files and
/// compiles only the rules that a sentence may match.
fn rewords() -> Result<(), Box<dyn Error>> {
    for path in ["builtin/reframes", "src/rule/builtin.rs", "src/rule/needs.rs", "src/rule/place.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    // The order of the files is that of the list.
    let list = std::fs::read_to_string("src/rule/builtin.rs")?;
    let listed =
        list.split_once("pub const REWORDS").and_then(|(_, l)| l.split_once("];")).ok_or("REWORDS")?.0;
    let paths =
        listed.split('"').filter_map(|s| s.strip_prefix("../../")).filter(|s| s.starts_with("builtin/"));
    let (mut files, mut words) = (Vec::new(), BTreeMap::new());
    for path in paths {
        let table: toml::Table =
            toml::from_str(&std::fs::read_to_string(path)?).map_err(|e| format!("{path}: {e}"))?;
        let lang = text(&table, "lang").ok_or_else(|| format!("{path}: lang"))?.to_owned();
        for (word, alternatives) in table.get("words").and_then(toml::Value::as_table).into_iter().flatten() {
            words.insert((lang.clone(), word.clone()), alternatives.as_str().unwrap_or_default().to_owned());
        }
        files.push((path, lang, table));
    }
    let (mut names, mut out) = (Vec::new(), String::from("const TABLE: &[Reword] = &[\n"));
    for (path, lang, table) in &files {
        for rule in table.get("reword").and_then(toml::Value::as_array).into_iter().flatten() {
            let rule = rule.as_table().ok_or("reword")?;
            let get = |key: &str| text(rule, key).ok_or_else(|| format!("{path}: {key} is missing"));
            let id = get("id")?;
            let (find, gates) = with_gates(get("find")?, lang, &words, &mut names)
                .map_err(|e| format!("{path}: {id}: {e}"))?;
            let gates: Vec<String> = gates.iter().map(|g| format!("&{g:?}")).collect();
            writeln!(
                out,
                "    Reword {{ id: {id:?}, phase: {:?}, lang: {lang:?}, find: {find:?}, say: {:?}, gates: &[{}] }},",
                get("phase")?,
                get("say")?,
                gates.join(", ")
            )?;
        }
    }
    if names.len() > place::MOST_NAMES {
        return Err("the rewording rules name too many kinds of marks".into());
    }
    writeln!(out, "];\nconst NAMES: &[&str] = &{names:?};")?;
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("rewords.rs"), out)?;
    Ok(())
}

fn text<'t>(table: &'t toml::Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(toml::Value::as_str)
}

/// Sets of places.
type Gates = Vec<Vec<u16>>;

/// An expression with its words filled in and its marks still named, and what it cannot do without.
fn with_gates(
    find: &str,
    lang: &str,
    words: &BTreeMap<(String, String), String>,
    names: &mut Vec<String>,
) -> Result<(String, Gates), Box<dyn Error>> {
    let (mut full, mut plain, mut rest) = (String::new(), String::new(), find);
    let mut asked: Vec<u16> = Vec::new();
    while let Some((before, after)) = rest.split_once('⟨') {
        let (name, after) = after.split_once('⟩').ok_or("⟨ without ⟩")?;
        full.push_str(before);
        plain.push_str(before);
        if let Some(alternatives) = words.get(&(lang.to_owned(), name.to_owned())) {
            full.push_str(&format!("(?:{alternatives})"));
            plain.push_str(&format!("(?:{alternatives})"));
        } else {
            full.push_str(&format!("⟨{name}⟩"));
            let category = name.split_once(':').map_or(name, |(n, _)| n);
            let n = names.iter().position(|n| n == category).unwrap_or_else(|| {
                names.push(category.to_owned());
                names.len() - 1
            });
            let mark = needs::MARKS + 2 * u32::try_from(n)?;
            let range = format!("\\u{{{mark:x}}}-\\u{{{:x}}}", mark + 1);
            // `[^…⟨any⟩]` asks for no mark.
            let excluded = plain
                .rfind('[')
                .and_then(|at| plain.get(at..))
                .is_some_and(|i| i.starts_with("[^") && !i.contains(']'));
            if excluded {
                plain.push_str(&range);
            } else {
                asked.push(place::PLACES + u16::try_from(n)?);
                plain.push_str(&format!("[{range}]"));
            }
        }
        rest = after;
    }
    full.push_str(rest);
    plain.push_str(rest);
    let hir = regex_syntax::Parser::new().parse(&plain)?;
    let at = |piece: &String| -> u16 {
        let mut chars = piece.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(a), Some(b), Some(c)) => place::triple(a, b, c),
            (Some(a), Some(b), None) => place::pair(a, b),
            (Some(a), ..) if a as u32 >= needs::MARKS => {
                place::PLACES + u16::try_from((a as u32 - needs::MARKS) / 2).unwrap_or(0)
            }
            (a, ..) => place::single(a.unwrap_or_default()),
        }
    };
    // A rule that names marks is asked when one of them is there, even where it could do without.
    let mut gates: Gates = if asked.is_empty() { Vec::new() } else { vec![asked] };
    gates.extend(needs::needs(&hir).iter().map(|set| set.iter().map(at).collect()));
    for gate in &mut gates {
        gate.sort_unstable();
        gate.dedup();
    }
    let mut once: Gates = Vec::new();
    for gate in gates {
        if !once.contains(&gate) {
            once.push(gate);
        }
    }
    Ok((full, once))
}
