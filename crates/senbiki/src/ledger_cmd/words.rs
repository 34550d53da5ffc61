//! Ledgers and facts in the words of people.

use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::path::Path;

use senbiki_engine::Channel;
use senbiki_engine::sum::{Amount, Attribute, Detail, Fact, Measure, Piece, Reference};
use senbiki_line::{EntryKind, Line};
use senbiki_review::ledger::{Broken, Refusal, What};

use super::file::{FileProblem, Torn};
use crate::exit::{Failure, PathProblem};
use crate::lang::{Lang, say, word};

/// The names behind the references of facts, as far as a line is at hand.
#[derive(Debug, Default)]
pub struct Names(HashMap<Reference, String>);

impl Names {
    /// The names of this line.
    pub fn new(line: &Line) -> Self {
        Self(line.entries().map(|e| (Reference::new(e.kind, e.name), e.name.to_owned())).collect())
    }
}

/// So many things, in English: `1 row`, `3 rows`.
pub fn count(n: u64, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

/// What the facts tell, one sentence each; what is known of one unnamed party stands together.
pub fn tell(facts: &[Fact], names: &Names, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let mut parties: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for fact in facts {
        match fact {
            Fact::Clue { subject, attribute, value } => {
                parties.entry(*subject).or_default().push(clue(*attribute, value, lang));
            }
            Fact::Name { kind, reference } => out.push(name(*kind, *reference, names, lang)),
            Fact::Level { category, of, measure, from, to, detail } => {
                // What stands before the head noun is kept as a digest only.
                let of = of.split('#').next().unwrap_or_default().trim();
                let what = if of.is_empty() { word(lang, category.label()) } else { of };
                let amount = match detail {
                    Detail::Direction => String::new(),
                    _ => format!("{} ", range(*from, *to, *measure, lang)),
                };
                let detail = word(lang, detail.label());
                out.push(say(
                    lang,
                    &format!("{what}: {}（{detail}）", amount.trim_end()),
                    &format!("{what}: {amount}({detail})"),
                ));
            }
            Fact::Plan { about, piece, value } => out.push(plan(about, *piece, value, names, lang)),
            // Told by `topic`: it gives nothing away.
            Fact::Story { .. } => {}
            Fact::Capacity { of, what, value } => {
                let what = word(lang, what.label());
                let (ja, en) = match of.is_empty() {
                    true => (String::new(), String::new()),
                    false => (format!("（{}）", readable(of, lang)), format!(" ({})", readable(of, lang))),
                };
                out.push(say(
                    lang,
                    &format!("つくる力{ja}: {what} {value}"),
                    &format!("output{en}: {what} {value}"),
                ));
            }
        }
    }
    let several = parties.len() > 1;
    for (subject, clues) in parties {
        let number = if several { format!(" {subject}") } else { String::new() };
        out.push(say(
            lang,
            &format!("名前を出していない相手{number}: {}", clues.join("、")),
            &format!("a party without a name{number}: {}", clues.join(", ")),
        ));
    }
    out
}

/// How many words are kept, as digests, by which a later post is known to go on with the same story.
/// They cannot be read, so they are only counted.
pub fn topic(facts: &[Fact], lang: Lang) -> Option<String> {
    let pieces = facts.iter().filter_map(|fact| match fact {
        Fact::Story { words } => Some(words.len()),
        _ => None,
    });
    let n = Some(pieces.sum::<usize>()).filter(|n| *n > 0)?;
    Some(say(
        lang,
        &format!("話の続きを見分けるための言葉の符号 {n} 個"),
        &format!("{} of words, to know when a later post goes on with this story", count(n as u64, "digest")),
    ))
}

fn name(kind: EntryKind, reference: Reference, names: &Names, lang: Lang) -> String {
    let kind = word(lang, kind.label());
    match names.0.get(&reference) {
        Some(name) => {
            say(lang, &format!("「{name}」（{kind}）の名前"), &format!("the name “{name}” ({kind})"))
        }
        None => say(
            lang,
            &format!("名簿にある{kind}の名前（番号 {reference}）"),
            &format!("the name of a listed {kind} (reference {reference})"),
        ),
    }
}

/// A piece of something planned. What it is about may be an entry of the lists, by its reference.
fn plan(about: &str, piece: Piece, value: &str, names: &Names, lang: Lang) -> String {
    let value = match piece {
        Piece::Date => month(value, lang).unwrap_or_else(|| value.to_owned()),
        _ if value == about && about.parse::<Reference>().is_ok() => {
            word(lang, ("計画の名前", "its name")).to_owned()
        }
        _ => readable(value, lang).to_owned(),
    };
    let told = say(
        lang,
        &format!("{}「{value}」", word(lang, piece.label())),
        &format!("{} “{value}”", word(lang, piece.label())),
    );
    let listed = about.parse::<Reference>().ok();
    match (about, listed) {
        ("announced", _) => {
            say(lang, &format!("発表済みのこと: {told}"), &format!("already announced: {told}"))
        }
        ("", _) => say(lang, &format!("これからのこと: {told}"), &format!("something planned: {told}")),
        (_, Some(reference)) => {
            let known = names.0.get(&reference);
            let ja =
                known.map_or_else(|| format!("名簿の計画（番号 {reference}）"), |name| format!("「{name}」"));
            let en = known
                .map_or_else(|| format!("a listed plan (reference {reference})"), |name| format!("“{name}”"));
            say(lang, &format!("{ja}につながること: {told}"), &format!("something of {en}: {told}"))
        }
        (about, None) => say(
            lang,
            &format!("これからのこと（{about}）: {told}"),
            &format!("something planned ({about}): {told}"),
        ),
    }
}

/// `2027-09..11` as people say it.
fn month(value: &str, lang: Lang) -> Option<String> {
    let (year, months) = value.split_once('-')?;
    let (from, to) = months.split_once("..")?;
    let (from, to): (u8, u8) = (from.parse().ok()?, to.parse().ok()?);
    Some(match from == to {
        true => say(lang, &format!("{year}年{from}月"), &format!("{year}-{from:02}")),
        false => {
            say(lang, &format!("{year}年{from}〜{to}月"), &format!("{year}-{from:02} to {year}-{to:02}"))
        }
    })
}

fn clue(attribute: Attribute, value: &str, lang: Lang) -> String {
    let about = word(lang, attribute.label());
    match (attribute, value) {
        (Attribute::Reference, "same") => {
            say(lang, "前の投稿と同じ相手とわかる", "said to be the same as in an earlier post")
        }
        (Attribute::Reference, "other") => {
            say(lang, "前の投稿とは別の相手とわかる", "said to be another than in an earlier post")
        }
        (Attribute::Relation, id) => EntryKind::ALL
            .into_iter()
            .find(|k| k.id() == id)
            .map_or_else(|| value.to_owned(), |kind| word(lang, kind.label()).to_owned()),
        _ => {
            let value = readable(value, lang);
            say(lang, &format!("{about}は「{value}」"), &format!("{about} “{value}”"))
        }
    }
}

/// A word of a fact. One with a name of the lists in it is kept as a digest only.
fn readable(value: &str, lang: Lang) -> &str {
    if value.starts_with('#') {
        word(lang, ("名簿の名前を含む言葉", "words with a listed name"))
    } else {
        value
    }
}

fn range(from: Amount, to: Amount, measure: Measure, lang: Lang) -> String {
    let unit = word(lang, measure.label());
    let amount = match (from.0, to.0) {
        (i64::MIN, i64::MAX) => return unit.to_owned(),
        (_, i64::MAX) => say(lang, &format!("{from}以上"), &format!("{from} or more")),
        (i64::MIN, _) => say(lang, &format!("{to}以下"), &format!("{to} or less")),
        (a, b) if a == b => from.to_string(),
        _ => say(lang, &format!("{from}〜{to}"), &format!("{from} to {to}")),
    };
    if lang == Lang::En && !unit.is_empty() { format!("{amount} {unit}") } else { format!("{amount}{unit}") }
}

/// A channel by the name its users know; an id that this program does not know stays as it is.
pub fn channel(id: &str) -> &str {
    match Channel::from_id(id) {
        Some(Channel::X) => "X",
        Some(Channel::LinkedIn) => "LinkedIn",
        Some(Channel::Facebook) => "Facebook",
        Some(Channel::Instagram) => "Instagram",
        Some(Channel::YouTube) => "YouTube",
        None => id,
    }
}

/// The fixed id of what is wrong, for programs.
pub const fn what_id(what: What) -> &'static str {
    match what {
        What::Blank => "blank",
        What::Unreadable => "unreadable",
        What::Version(_) => "version",
        What::Form => "form",
        What::Changed => "changed",
        What::Doubled(_) => "doubled",
        What::Missing(_) => "missing",
        What::Place(_) => "place",
        What::Unlinked => "unlinked",
        What::Refused(_) => "refused",
        What::Unfinished => "unfinished",
    }
}

/// Which row does not hold, and what is wrong with it.
pub fn broken(broken: Broken) -> (String, String) {
    let row = broken.row;
    match broken.what {
        What::Blank => (format!("{row}行目が空の行になっています。"), format!("Row {row} is an empty line.")),
        What::Unreadable => (
            format!("{row}行目を台帳の行として読めません。一部が失われたか、書き換えられたようです。"),
            format!("Row {row} cannot be read as a row of a ledger. Part of it may be lost or overwritten."),
        ),
        What::Version(version) => (
            format!(
                "{row}行目は、このプログラムが知らない新しい形式（v{version}）です。プログラムを新しくしてください。"
            ),
            format!("Row {row} has a newer form (v{version}) than this program knows. Please update it."),
        ),
        What::Form => (
            format!("{row}行目の書き方が、記録したときと違います。エディターなどで保存し直されたようです。"),
            format!("Row {row} is not written as it was recorded. An editor may have saved it again."),
        ),
        What::Changed => (
            format!("{row}行目の中身が、記録したときから変わっています。"),
            format!("Row {row} does not say what it said when it was recorded."),
        ),
        What::Doubled(of) => (
            format!("{row}行目のところに、{of}行目と同じ行がもう一度あります。"),
            format!("In the place of row {row}, row {of} stands a second time."),
        ),
        What::Missing(next) if next == row + 1 => (
            format!("{row}行目がありません（その場所に{next}行目があります）。"),
            format!("Row {row} is missing (row {next} stands in its place)."),
        ),
        What::Missing(next) => {
            let last = next.saturating_sub(1);
            (
                format!("{row}行目から{last}行目までがありません（その場所に{next}行目があります）。"),
                format!("Rows {row} to {last} are missing (row {next} stands in their place)."),
            )
        }
        What::Place(found) => (
            format!("{row}行目のところに{found}行目があります。行の順番が変わっています。"),
            format!("In the place of row {row} stands row {found}. The rows are in another order."),
        ),
        What::Unlinked if row == 1 => (
            "1行目が、ほかの台帳の途中の行になっています。".to_owned(),
            "Row 1 is a row from the middle of another ledger.".to_owned(),
        ),
        What::Unlinked => {
            let before = row.saturating_sub(1);
            (
                format!(
                    "{row}行目が{before}行目の続きではありません。どちらかが別の行に置き換わっています。"
                ),
                format!(
                    "Row {row} does not continue row {before}. One of the two was put in the place of another."
                ),
            )
        }
        What::Refused(refusal) => {
            let (ja, en) = refused(refusal);
            (
                format!("{row}行目の取り下げが成り立ちません。{ja}"),
                format!("Row {row} takes back what it cannot. {en}"),
            )
        }
        What::Unfinished => (
            format!("{row}行目は、書き込みの途中で切れています。"),
            format!("Row {row} was cut off while it was written."),
        ),
    }
}

/// What to do about a row that does not hold.
pub fn way_out(what: What) -> (&'static str, &'static str) {
    match what {
        What::Unfinished => (
            "切れた分は、次に senbiki ledger add をすると別のファイルに移して残します。記録できていなかった投稿は、もう一度記録してください。",
            "senbiki ledger add sets what is left of it aside in another file, and goes on. A post that was not recorded can then be added again.",
        ),
        What::Version(_) => ("", ""),
        _ => (
            "控え（バックアップ）の同じ行と見比べてください。もとに戻るまで、この台帳は確認に使えず、書き足せません。",
            "Please compare the row with a backup. Until it is as it was, this ledger cannot be used for checks or added to.",
        ),
    }
}

/// Why an entry cannot be recorded.
pub fn refused(refusal: Refusal) -> (String, String) {
    match refusal {
        Refusal::NotWritable => (
            "書けない文字があるか、長すぎるものがあります。根拠は 4096 バイト、記録者は 128 バイトまでの1行で書いてください。".to_owned(),
            "Something in it is too long or holds characters that cannot be written. Keep evidence to one line of 4096 bytes, and the recorder's id to 128.".to_owned(),
        ),
        Refusal::TooLong => (
            "投稿から読み取ったことが1行に入りきりません。投稿ごとに分けてください。".to_owned(),
            "What was read from the post does not fit into one row. Please split it into single posts.".to_owned(),
        ),
        Refusal::NoSuchRow(row) => (format!("{row}行目はまだありません。"), format!("There is no row {row}.")),
        Refusal::NoPost(row) => (
            format!("{row}行目は投稿の記録ではありません。投稿を記録した行の番号を書いてください。"),
            format!("Row {row} records no post. Please give the row that recorded the post."),
        ),
        Refusal::AlreadyWithdrawn(row, by) => (
            format!("{row}行目は、{by}行目ですでに取り下げてあります。"),
            format!("Row {row} was taken back already, in row {by}."),
        ),
    }
}

/// What kept a ledger from being used, as the command tells it.
pub fn failure(path: &Path, problem: FileProblem) -> Failure {
    let name = path.display();
    match problem {
        FileProblem::Folder => Failure::Path(path.to_owned(), PathProblem::Folder),
        FileProblem::Io(error) => match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Failure::Usage(
                format!(
                    "{name}: 読み書きする権限がありません。ファイルとフォルダーの権限を確かめてください。"
                ),
                format!(
                    "{name}: you may not read or write it. Please check the permissions of file and folder."
                ),
            ),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failure::Usage(
                format!("{name}: 空き容量が足りず、記録していません。空けてから、もう一度試してください。"),
                format!("{name}: the disk is full, so nothing was recorded. Please make room and try again."),
            ),
            _ => Failure::Path(path.to_owned(), PathProblem::from_io(error)),
        },
        FileProblem::Busy => Failure::Usage(
            format!("{name}: ほかのプログラムが書き込み中です。少し待って、もう一度試してください。"),
            format!("{name}: another program is writing. Please wait a little and try again."),
        ),
        FileProblem::NoLocks => Failure::Usage(
            format!("{name}: この場所では、同時に書き込むのを防げません。手元のディスクに置いてください。"),
            format!(
                "{name}: this place cannot keep two programs from writing at once. Please keep it on a local disk."
            ),
        ),
        FileProblem::TooLarge => Failure::Usage(
            format!("{name}: 4 GiB を超えていて、台帳としては大きすぎます。ファイルを確かめてください。"),
            format!("{name}: this is larger than 4 GiB, too large for a ledger. Please check the file."),
        ),
        FileProblem::Broken(row) => {
            let (ja, en) = broken(row);
            let (then_ja, then_en) = way_out(row.what);
            Failure::Usage(format!("{name}: {ja}\n{then_ja}"), format!("{name}: {en}\n{then_en}"))
        }
        FileProblem::Refused(_, refusal) => {
            let (ja, en) = refused(refusal);
            Failure::Usage(ja, en)
        }
    }
}

/// What became of a row whose writing was cut off.
pub fn torn(torn: &Torn, lang: Lang) -> String {
    match torn {
        Torn::Finished(row) => say(
            lang,
            &format!("前の書き込みが終わる直前で切れていました。{row}行目として仕上げました。"),
            &format!("An earlier write was cut off just before its end. It is finished now, as row {row}."),
        ),
        Torn::SetAside(path) => {
            let path = path.display();
            say(
                lang,
                &format!("前の書き込みが途中で切れていました。切れた分は {path} に移して残してあります。"),
                &format!("An earlier write was cut off. What is left of it is kept in {path}."),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(facts: &[&str], lang: Lang) -> Vec<String> {
        let facts: Vec<Fact> = facts.iter().filter_map(|f| f.parse().ok()).collect();
        tell(&facts, &Names::default(), lang)
    }

    #[test]
    fn facts_are_told_in_words() {
        let facts = [
            "clue:of=1,attr=relation,is=customer",
            "clue:of=1,attr=industry,is=建設機械",
            "level:in=process_figure,of=歩留まり,unit=percent,from=92.3,to=92.3,detail=exact",
            "level:in=process_figure,of=,unit=percent,from=90,to=99,detail=magnitude",
            "plan:about=北上,piece=place,is=北上",
            "plan:about=,piece=date,is=2027-09..11",
            "plan:about=0123456789abcdef,piece=investment,is=機械",
            "plan:about=0123456789abcdef,piece=place,is=0123456789abcdef",
            "level:in=process_figure,of=不良率#0a1b2c3d,unit=percent,from=2,to=2,detail=exact",
            "clue:of=1,attr=product,is=#0a1b2c3d",
            "plan:about=announced,piece=date,is=2027-04..04",
            "capacity:of=,what=cycle,is=40",
            "name:kind=customer,ref=0123456789abcdef",
        ];
        assert_eq!(
            told(&facts, Lang::Ja),
            [
                "歩留まり: 92.3%（正確な値）",
                "工程の数値: 90〜99%（大きさの程度）",
                "これからのこと（北上）: 場所「北上」",
                "これからのこと: 時期「2027年9〜11月」",
                "名簿の計画（番号 0123456789abcdef）につながること: 設備・投資「機械」",
                "名簿の計画（番号 0123456789abcdef）につながること: 場所「計画の名前」",
                "不良率: 2%（正確な値）",
                "発表済みのこと: 時期「2027年4月」",
                "つくる力: 1個あたりの秒数 40",
                "名簿にあるお客様の名前（番号 0123456789abcdef）",
                "名前を出していない相手: お客様、業種は「建設機械」、製品は「名簿の名前を含む言葉」",
            ]
        );
        let english = told(&facts, Lang::En);
        assert_eq!(english.len(), 11);
        assert!(english[0].ends_with("92.3 % (exact)"), "{english:?}");
    }

    #[test]
    fn two_parties_are_told_apart() {
        let facts = ["clue:of=1,attr=region,is=愛知", "clue:of=2,attr=reference,is=same"];
        assert_eq!(
            told(&facts, Lang::Ja),
            [
                "名前を出していない相手 1: 地域は「愛知」",
                "名前を出していない相手 2: 前の投稿と同じ相手とわかる"
            ]
        );
    }

    #[test]
    fn every_damage_is_told_with_its_row_in_both_languages() {
        let all = [
            What::Blank,
            What::Unreadable,
            What::Version(7),
            What::Form,
            What::Changed,
            What::Doubled(3),
            What::Missing(12),
            What::Missing(15),
            What::Place(3),
            What::Unlinked,
            What::Refused(Refusal::NoSuchRow(99)),
            What::Unfinished,
        ];
        for what in all {
            let (ja, en) = broken(Broken { row: 11, what });
            assert!(ja.contains("11行目") && en.contains("11") && !en.contains('行'), "{ja} {en}");
        }
    }
}
