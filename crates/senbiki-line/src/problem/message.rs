//! The sentences for [`super::Found`]: first the place, then what stands there, then what to do.

use super::{Elsewhere, Found, Lang, Problem};

pub(super) fn render(problem: &Problem, lang: Lang) -> String {
    let place = place(problem, lang);
    let sentence = match lang {
        Lang::Ja => japanese(&problem.found),
        Lang::En => english(&problem.found),
    };
    if place.is_empty() { sentence } else { format!("{place}: {sentence}") }
}

fn place(problem: &Problem, lang: Lang) -> String {
    let mut place = problem.file.to_string_lossy().into_owned();
    match lang {
        Lang::Ja => {
            if let Some(row) = problem.row {
                place.push_str(&format!(" {row}行目"));
            }
            if let Some(column) = &problem.column {
                let unit = if is_toml(problem) { "" } else { "列" };
                place.push_str(&format!("「{column}」{unit}"));
            }
        }
        Lang::En => {
            if let Some(row) = problem.row {
                let unit = if is_toml(problem) { "line" } else { "row" };
                place.push_str(&format!(", {unit} {row}"));
            }
            if let Some(column) = &problem.column {
                let unit = if is_toml(problem) { "key" } else { "column" };
                place.push_str(&format!(", {unit} \"{column}\""));
            }
        }
    }
    place
}

fn is_toml(problem: &Problem) -> bool {
    problem.file.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

fn other_ja(other: &Elsewhere) -> String {
    let row = other.row.map(|row| format!(" {row}行目")).unwrap_or_default();
    let name = if other.name.is_empty() { String::new() } else { format!("「{}」", other.name) };
    format!("{}{row}{name}", other.file.display())
}

fn other_en(other: &Elsewhere) -> String {
    let row = other.row.map(|row| format!(", row {row}")).unwrap_or_default();
    let name = if other.name.is_empty() { String::new() } else { format!(" (\"{}\")", other.name) };
    format!("{}{row}{name}", other.file.display())
}

fn japanese(found: &Found) -> String {
    match found {
        Found::NoFolder => "線引きのフォルダが見つかりません。場所を確かめるか、`senbiki line init` で作ってください。".into(),
        Found::NoLineToml => "このファイルがありません。`senbiki line init` でひな形を作れます。".into(),
        Found::Unreadable { why } => format!("読み取れませんでした（{why}）。ほかのソフトで開いていないか、読む権限があるかを確かめてください。"),
        Found::FileTooLarge { limit_mib } => format!("ファイルが大きすぎます。{limit_mib} MiB までにしてください。"),
        Found::UnknownFile { nearest: Some(file) } => format!("この名前の表は読まれません。「{file}」の書き間違いなら、名前を直してください。使わない表なら、このフォルダの外に移してください。"),
        Found::UnknownFile { nearest: None } => "この名前の表は読まれません。使わない表なら、このフォルダの外に移してください。".into(),
        Found::TwoForms { other } => format!("同じ表が {} にもあります。どちらか一つにしてください。", other.display()),
        Found::NotText => "文字として読めない部分があります。UTF-8 か Shift_JIS（CP932）で保存し直してください。".into(),
        Found::Utf16 => "UTF-16 で保存されています。Excel では「CSV UTF-8（コンマ区切り）」を選んで保存してください。".into(),
        Found::PrivateCharacter => "外字が使われています。ほかの人の文章には出てこない文字なので、一般の漢字に直してください。".into(),
        Found::OpenQuote => "ここで始まる「\"」が閉じられていないため、以降の行を読めません。閉じる「\"」を足してください。".into(),
        Found::BadWorkbook { why } => format!("ブックを開けませんでした（{why}）。Excel で開いて .xlsx として保存し直してください。"),
        Found::CellFailed { value } => format!("「{value}」と表示されています。数式をやめて、値そのものを入れてください。"),
        Found::NoHeader => "見出しの行がありません。1行目に列の名前を書いてください。".into(),
        Found::UnknownColumn { name, known } => format!("「{name}」という列はこの表にはありません。使える列は {} です。", known.join(", ")),
        Found::ColumnTwice { name } => format!("「{name}」と同じ意味の列が二つあります。一つにまとめてください。"),
        Found::NoColumn { name } => format!("「{name}」の列がありません。この表には必ず必要です。"),
        Found::CellWithoutColumn { value } => format!("「{value}」の上に列の名前がありません。値にコンマが含まれるなら全体を「\"」で囲み、そうでなければ見出しを書いてください。"),
        Found::EmptyCell => "空です。ここには必ず書いてください。".into(),
        Found::UnknownKind { value, known } => format!("「{value}」とあります。{} のどれかを書いてください。", known.join(" / ")),
        Found::BadPublic { value } => format!("「{value}」とあります。yes / no / 日付（例 2026-12-31）のどれかを書いてください。"),
        Found::BadDate { value } => format!("「{value}」とあります。日付を 2026-12-31 の形で書いてください。"),
        Found::ScopeUnused => "公開の条件は「公開」が yes のときだけ使われます。公開するなら yes にし、守るなら条件を消してください。".into(),
        Found::CellTooLong { bytes, limit } => format!("値が長すぎます（{bytes} バイト）。{limit} バイトまでにしてください。"),
        Found::TooManyValues { count, limit } => format!("値が {count} 個あります。{limit} 個までにしてください。"),
        Found::NothingToMatch { name } => format!("「{name}」は記号だけなので、文章の中から見つけられません。文字を含む名前を書いてください。"),
        Found::NameTooLong { name, limit } => format!("「{name}…」は名前として長すぎます。かな漢字で {} 文字ほどまでにしてください。", limit / 3),
        Found::OneCharacter { name } => format!("「{name}」は一文字なので、「さん」「様」「向け」などと一緒のときだけ見つけます。できれば二文字以上の呼び方にしてください。"),
        Found::OrdinaryWord { name } => format!("「{name}」は普通の言葉でもあります。仕事の話の中で使われたときだけ見つけます。"),
        Found::NameTwice { name, other } => format!("「{name}」は {} にもあります。別のものなら、どちらかの別名から外してください。", other_ja(other)),
        Found::ProtectedAndPublic { name, other } => format!("「{name}」は、ここでは守ることになっていますが、{} では公開になっています。どちらかに合わせてください。", other_ja(other)),
        Found::OwnName { name } => format!("「{name}」は line.toml では自社の名前です。守る名前から外すか、line.toml の別名から外してください。"),
        Found::UnknownKey { name, known } => format!("「{name}」という項目はありません。{}", hint(known, "使える項目")),
        Found::NoKey { name } => format!("「{name}」がありません。ここには必ず書いてください。"),
        Found::BadToml { why } => format!("TOML として読めませんでした（{why}）。この行の書き方を見直してください。"),
        Found::UnknownCategory { value } => format!("「{value}」という分類はありません。{} のどれかを書いてください。", categories()),
        Found::UnknownAction { value } => format!("「{value}」とあります。ok / reword / escalate / ng のどれかを書いてください。"),
        Found::IdTwice { id, other } => format!("id「{id}」は {} にもあります。別の id にしてください。", other_ja(other)),
        Found::KeyInFile => "鍵やパスワードは、このファイルには書けません（フォルダは写したり送ったりされるためです）。環境変数に入れ、key_env にその環境変数の名前だけを書いてください。すでに書いた鍵は、発行し直すと安心です。".into(),
        Found::BadVariable => "環境変数の名前ではありません。SENBIKI_WRITER_KEY のように、大文字・数字・_ で書いてください。鍵そのものは書けません。".into(),
        Found::NotWords => "「\"」で囲んだ言葉で書いてください。".into(),
        Found::NotInRange { least, most } => format!("{least} から {most} までの整数で書いてください。"),
        Found::BadEndpoint => "接続先として読めません。https://writer.example.co.jp/v1 のように書いてください。この端末の中のサーバーなら http://127.0.0.1:8080/v1 の形で書けます。? や # は使えません。".into(),
        Found::PlainHttp => "http:// は暗号化されないので、途中で下書きを読まれるおそれがあります。https:// にしてください。http:// が使えるのは、この端末の中（127.0.0.1・localhost・[::1]）だけです。".into(),
        Found::LineTooLarge => "表の文字の量が、一つの線引きに入る量（4 GiB）を超えています。フォルダを分けてください。".into(),
        Found::UnknownJob { value } => format!("「{value}」という職種はありません。{} のどれかを書いてください。", jobs()),
        Found::UnknownTopic { value } => format!("「{value}」という組み込みの話題はありません。`senbiki ideas --list` の一覧から選んでください。"),
        Found::OneLanguage { missing: "ja" } => "日本語の文がありません。英語の文で代用しています。ja = \"…\" を足すと、日本語でも表示できます。".into(),
        Found::OneLanguage { .. } => "英語の文がありません。日本語の文で代用しています。en = \"…\" を足すと、英語でも表示できます。".into(),
        Found::ManyMore { kept } => format!("ほかにもあります。ここには {kept} 件までを挙げました。"),
    }
}

fn english(found: &Found) -> String {
    match found {
        Found::NoFolder => "There is no line folder here. Check the path, or create one with `senbiki line init`.".into(),
        Found::NoLineToml => "This file is missing. `senbiki line init` writes one to start from.".into(),
        Found::Unreadable { why } => format!("This could not be read ({why}). Check that no other program holds it open and that you may read it."),
        Found::FileTooLarge { limit_mib } => format!("The file is too large. Keep it to {limit_mib} MiB."),
        Found::UnknownFile { nearest: Some(file) } => format!("No table has this name, so it is not read. If \"{file}\" was meant, rename it; if it is not in use, move it out of this folder."),
        Found::UnknownFile { nearest: None } => "No table has this name, so it is not read. If it is not in use, move it out of this folder.".into(),
        Found::TwoForms { other } => format!("The same table is also there as {}. Keep one of them.", other.display()),
        Found::NotText => "Some of this cannot be read as text. Save it again as UTF-8 or Shift_JIS (CP932).".into(),
        Found::Utf16 => "The file is UTF-16. In Excel, save it as \"CSV UTF-8 (comma delimited)\".".into(),
        Found::PrivateCharacter => "A private-use character (gaiji) stands here. It never occurs in other people's text; write a common character instead.".into(),
        Found::OpenQuote => "The \" that opens here is never closed, so the rows after it cannot be read. Add the closing \".".into(),
        Found::BadWorkbook { why } => format!("The workbook could not be opened ({why}). Open it in Excel and save it again as .xlsx."),
        Found::CellFailed { value } => format!("The cell shows \"{value}\". Put the value itself in place of the formula."),
        Found::NoHeader => "There is no header row. Write the names of the columns in row 1.".into(),
        Found::UnknownColumn { name, known } => format!("This table has no column \"{name}\". It has {}.", known.join(", ")),
        Found::ColumnTwice { name } => format!("There are two columns that mean \"{name}\". Keep one."),
        Found::NoColumn { name } => format!("The column \"{name}\" is missing. This table needs it."),
        Found::CellWithoutColumn { value } => format!("There is no header above \"{value}\". If the value holds a comma, put it in \" marks; otherwise write a header."),
        Found::EmptyCell => "This is empty. It has to be filled in.".into(),
        Found::UnknownKind { value, known } => format!("It says \"{value}\". Write one of {}.", known.join(" / ")),
        Found::BadPublic { value } => format!("It says \"{value}\". Write yes, no or a date (such as 2026-12-31)."),
        Found::BadDate { value } => format!("It says \"{value}\". Write a date such as 2026-12-31."),
        Found::ScopeUnused => "public_scope only counts with public = yes. Write yes to publish, or clear the scope to protect.".into(),
        Found::CellTooLong { bytes, limit } => format!("The value is too long ({bytes} bytes). Keep it to {limit} bytes."),
        Found::TooManyValues { count, limit } => format!("There are {count} values. Keep them to {limit}."),
        Found::NothingToMatch { name } => format!("\"{name}\" holds only marks, so it cannot be found in text. Write a name with letters."),
        Found::NameTooLong { name, limit } => format!("\"{name}…\" is too long for a name. Keep it to about {limit} letters."),
        Found::OneCharacter { name } => format!("\"{name}\" is a single character, so it counts only where the text speaks of business. Prefer a form of two or more."),
        Found::OrdinaryWord { name } => format!("\"{name}\" is also an ordinary word. It counts only where the text speaks of business."),
        Found::NameTwice { name, other } => format!("\"{name}\" is also in {}. If that is something else, take the name off one of the two.", other_en(other)),
        Found::ProtectedAndPublic { name, other } => format!("\"{name}\" is protected here, but public in {}. Make the two agree.", other_en(other)),
        Found::OwnName { name } => format!("\"{name}\" is the company's own name in line.toml. Take it off the protected names, or off the aliases in line.toml."),
        Found::UnknownKey { name, known } => format!("There is no key \"{name}\" here. {}", hint(known, "Known keys")),
        Found::NoKey { name } => format!("\"{name}\" is missing. It has to be there."),
        Found::BadToml { why } => format!("This cannot be read as TOML ({why}). Check how this line is written."),
        Found::UnknownCategory { value } => format!("There is no category \"{value}\". Write one of {}.", categories()),
        Found::UnknownAction { value } => format!("It says \"{value}\". Write one of ok / reword / escalate / ng."),
        Found::IdTwice { id, other } => format!("The id \"{id}\" is also in {}. Choose another.", other_en(other)),
        Found::KeyInFile => "A key or password cannot stand in this file, because folders are copied and sent. Put it into an environment variable and write only that variable's name as key_env. It is safer to replace a key that has stood here.".into(),
        Found::BadVariable => "This is not the name of an environment variable. Write capitals, digits and _ such as SENBIKI_WRITER_KEY; the key itself cannot stand here.".into(),
        Found::NotWords => "Write this in quotation marks.".into(),
        Found::NotInRange { least, most } => format!("Write a whole number from {least} to {most}."),
        Found::BadEndpoint => "This cannot be read as an address. Write one such as https://writer.example.com/v1, or http://127.0.0.1:8080/v1 for a server on this machine. ? and # cannot be used.".into(),
        Found::PlainHttp => "http:// is not encrypted, so somebody on the way could read the draft. Write https://. http:// is only for this machine (127.0.0.1, localhost, [::1]).".into(),
        Found::LineTooLarge => "The tables hold more text than one line can (4 GiB). Split the folder.".into(),
        Found::UnknownJob { value } => format!("There is no job \"{value}\". Write one of {}.", jobs()),
        Found::UnknownTopic { value } => format!("No built-in topic is called \"{value}\". Choose one from `senbiki ideas --list`."),
        Found::OneLanguage { missing: "ja" } => "The Japanese text is missing; the English one is shown in its place. Add ja = \"…\".".into(),
        Found::OneLanguage { .. } => "The English text is missing; the Japanese one is shown in its place. Add en = \"…\".".into(),
        Found::ManyMore { kept } => format!("There are more; {kept} are listed here."),
    }
}

fn categories() -> String {
    crate::Category::ALL.map(crate::Category::id).join(" / ")
}

fn jobs() -> String {
    crate::Job::ALL.map(crate::Job::id).join(" / ")
}

/// The keys that the TOML reader lists in its own words, without those words.
fn hint(known: &str, label: &str) -> String {
    let keys: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    if keys.is_empty() { String::new() } else { format!("{label}: {}", keys.join(", ")) }
}
