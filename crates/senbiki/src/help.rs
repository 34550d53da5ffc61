//! Help in both languages, and advice when the command line was not understood.

use std::io::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _};

use crate::args::Cli;
use crate::exit::{self, Exit};
use crate::lang::{Lang, say, word};

const EXAMPLES: (&str, &str) = (
    "例:\n  \
     senbiki line init line                      線引きの見本フォルダーを作る\n  \
     senbiki check draft.txt                     下書きを1件確認する\n  \
     pbpaste | senbiki check -                   書きかけの文章を確認する\n  \
     senbiki check --format jsonl drafts.jsonl   まとめて確認する\n  \
     senbiki ideas --job procurement             何を書くか迷ったとき\n\n\
     終了コード: 0 このまま出せます / 1 変えるところがあります / 2 使い方か線引きを直してください / 3 確かめられていないことがあります",
    "Examples:\n  \
     senbiki line init line                      make a starter line folder\n  \
     senbiki check draft.txt                     check one draft\n  \
     pbpaste | senbiki check -                   check what you are writing\n  \
     senbiki check --format jsonl drafts.jsonl   check many drafts\n  \
     senbiki ideas --job procurement             find something to write about\n\n\
     Exit codes: 0 all ready / 1 something to change / 2 wrong use or a broken line / 3 something was not inspected",
);

const CHECK_EXAMPLES: (&str, &str) = (
    "例:\n  \
     senbiki check --line examples/minato draft.txt\n  \
     senbiki check --channel x --as-of 2026-12-01 draft.md\n  \
     senbiki check --format jsonl drafts.jsonl > answers.jsonl\n  \
     senbiki check --format sarif posts/*.md > answers.sarif\n\n\
     下書きの JSON: {\"id\": \"a1\", \"text\": \"…\", \"channel\": \"x\", \"media\": [\"photo.jpg\"]}\n\
     終了コード: 0 このまま出せます / 1 変えるところがあります / 2 使い方か線引きを直してください / 3 確かめられていないことがあります（1 より優先）",
    "Examples:\n  \
     senbiki check --line examples/minato draft.txt\n  \
     senbiki check --channel x --as-of 2026-12-01 draft.md\n  \
     senbiki check --format jsonl drafts.jsonl > answers.jsonl\n  \
     senbiki check --format sarif posts/*.md > answers.sarif\n\n\
     A draft in JSON: {\"id\": \"a1\", \"text\": \"…\", \"channel\": \"x\", \"media\": [\"photo.jpg\"]}\n\
     Exit codes: 0 all ready / 1 something to change / 2 wrong use or a broken line / 3 something was not inspected (wins over 1)",
);

const LINE_EXAMPLES: (&str, &str) = (
    "例:\n  \
     senbiki line check line\n  \
     senbiki line explain 東鷹 --line line\n  \
     senbiki line diff line line-new --drafts drafts.jsonl\n  \
     senbiki line due line --as-of 2026-12-31",
    "Examples:\n  \
     senbiki line check line\n  \
     senbiki line explain Totaka --line line\n  \
     senbiki line diff line line-new --drafts drafts.jsonl\n  \
     senbiki line due line --as-of 2026-12-31",
);

const LEDGER_EXAMPLES: (&str, &str) = (
    "例:\n  \
     senbiki ledger import --ledger ledger.jsonl --line line posts.csv\n  \
     senbiki ledger add --ledger ledger.jsonl --line line --date 2026-11-22 --channel x post.txt\n  \
     senbiki ledger verify ledger.jsonl\n  \
     senbiki check --ledger ledger.jsonl --line line draft.txt\n\n\
     終了コード: 0 できました / 1 台帳が記録したときのままでないか、積み重ねが線を越えます / 2 使い方か台帳を直してください / 3 確かめられていないことがあります",
    "Examples:\n  \
     senbiki ledger import --ledger ledger.jsonl --line line posts.csv\n  \
     senbiki ledger add --ledger ledger.jsonl --line line --date 2026-11-22 --channel x post.txt\n  \
     senbiki ledger verify ledger.jsonl\n  \
     senbiki check --ledger ledger.jsonl --line line draft.txt\n\n\
     Exit codes: 0 done / 1 the ledger is not as it was recorded, or posts add up / 2 wrong use or a broken ledger / 3 something was not inspected",
);

/// The Japanese help: `command argument` or `command` to its sentence.
const JAPANESE: &[(&str, &str)] = &[
    ("senbiki", "線引き: この下書きは社外に出せるか、出せないなら何を変えればよいかを答えます"),
    ("senbiki lang", "文章の言語: ja か en（指定がなければ LC_ALL・LANG を見て、なければ ja）"),
    ("senbiki color", "色: auto・always・never（auto は端末で、NO_COLOR がないとき）"),
    ("check", "下書きを会社の線引きに照らして確認します"),
    ("check files", "下書き: .txt .md（1件ずつ）、.json（1件）、.jsonl（1行に1件）、標準入力は -"),
    ("check line", "線引きのフォルダー（指定がなければ $SENBIKI_LINE、なければ ./line）"),
    ("check format", "答えの形: pretty・json・jsonl・sarif（指定がなければ pretty）"),
    ("check input", "入力の種類: text・jsonl（指定がなければファイル名で、標準入力は { で始まれば jsonl）"),
    (
        "check channel",
        "発信先: x・linkedin・facebook・instagram・youtube（下書きに書いてあればそちらを使います）",
    ),
    ("check as_of", "公開する日 YYYY-MM-DD（解禁日をこの日で判断します。指定がなければ今日）"),
    ("check fail_on", "終了コードを 1 にする答え: reword・escalate・ng から上、never なら 1 にしません"),
    ("check reframe", "確かめた言い換えも JSON に書きます（人が読む形では、いつも最初の案を見せます）"),
    ("check readers", "だれが読み、それぞれ何を知り、どこまで広がるかも答えます（json ではいつも答えます）"),
    (
        "check writer",
        "線引きの [writer] に書いた外部の書き手にも頼みます（守るものは、送る前にすべて伏せます）",
    ),
    ("check threads", "まとめて確認するときのスレッド数（指定がなければ全部のコア）"),
    ("reframe", "下書きを言い換えます: 守るものを出さずに、同じ話を伝えます"),
    ("reframe files", "下書き（check と同じ種類。標準入力は -）"),
    ("reframe line", "線引きのフォルダー（指定がなければ $SENBIKI_LINE、なければ ./line）"),
    ("reframe diff", "前と後を番号つきの印で並べ、なぜ変えたかを見せます"),
    (
        "reframe take",
        "この番号の変更だけを取り入れます（--diff の番号。例 1,3）。文章は標準出力、その答えは stderr に書きます",
    ),
    ("reframe option", "この案だけ（1 がいちばんのおすすめ）"),
    (
        "reframe writer",
        "線引きの [writer] に書いた外部の書き手にも頼みます（守るものは、送る前にすべて伏せます）",
    ),
    ("reframe format", "答えの形: pretty・json"),
    (
        "reframe channel",
        "発信先: x・linkedin・facebook・instagram・youtube（下書きに書いてあればそちらを使います）",
    ),
    ("reframe as_of", "公開する日 YYYY-MM-DD（指定がなければ今日）"),
    ("line", "線引きのフォルダーを作り、点検し、試します"),
    ("line init", "製造業向けの見本フォルダーを、説明つきで作ります"),
    ("line init dir", "作るフォルダー（新しいか、空のもの）"),
    ("line check", "フォルダーを全部読み、直すところを一度に並べます"),
    ("line check dir", "線引きのフォルダー（指定がなければ --line、$SENBIKI_LINE、./line の順）"),
    ("line check line", "線引きのフォルダー（オプションで指定するとき）"),
    ("line test", "きまりの例文と先例を試します"),
    ("line test dir", "線引きのフォルダー（指定がなければ --line、$SENBIKI_LINE、./line の順）"),
    ("line test line", "線引きのフォルダー（オプションで指定するとき）"),
    (
        "line test builtin",
        "はじめから入っているきまりの例文も試します（例文は examples/minato の線引きに合わせてあります）",
    ),
    ("line test as_of", "日付のない先例を、いつの時点で判断するか YYYY-MM-DD（指定がなければ今日）"),
    ("line test format", "答えの形: pretty・json"),
    ("line explain", "ある言葉について、線引きが知っていることと理由を答えます"),
    ("line explain term", "言葉（どんな書き方でも）"),
    ("line explain line", "線引きのフォルダー（指定がなければ $SENBIKI_LINE、なければ ./line）"),
    ("line explain as_of", "いつの時点で見るか YYYY-MM-DD（指定がなければ今日）"),
    ("line explain format", "答えの形: pretty・json"),
    ("line diff", "新しい線引きを試します: どの下書きの答えが変わるでしょうか"),
    ("line diff old", "いまの線引きのフォルダー"),
    ("line diff new", "試したい線引きのフォルダー"),
    ("line diff drafts", "試す下書き（check と同じ種類。標準入力は -）"),
    ("line diff as_of", "公開する日 YYYY-MM-DD（指定がなければ今日）"),
    ("line diff format", "答えの形: pretty・json（1行に1件）"),
    ("line due", "見直しの日が来た項目を並べます"),
    ("line due dir", "線引きのフォルダー（指定がなければ --line、$SENBIKI_LINE、./line の順）"),
    ("line due line", "線引きのフォルダー（オプションで指定するとき）"),
    ("line due as_of", "いつの時点で見るか YYYY-MM-DD（指定がなければ今日）"),
    ("line due format", "答えの形: pretty・json"),
    ("line rules", "きまりを並べます（使わないことにしたものも）"),
    ("line rules dir", "線引きのフォルダー（指定がなければ --line、$SENBIKI_LINE、./line の順）"),
    ("line rules line", "線引きのフォルダー（オプションで指定するとき）"),
    ("line rules format", "答えの形: pretty・json"),
    ("completions", "シェルの入力補完スクリプトを書き出します"),
    ("completions shell", "bash・zsh・fish・elvish・powershell"),
    ("man", "マニュアルページ（roff）を書き出します"),
    ("check ledger", "公開した投稿の台帳（公開済みのことは自由に言え、積み重ねで伝わることは指摘します）"),
    ("ledger", "公開した投稿を台帳に残し、積み重ねで伝わることを確かめます"),
    ("ledger add", "公開した投稿を、そこから伝わることとあわせて記録します"),
    ("ledger add ledger", "台帳のファイル（なければ作ります）"),
    ("ledger add line", "線引きのフォルダー（指定がなければ $SENBIKI_LINE、なければ ./line）"),
    ("ledger add date", "公開した日 YYYY-MM-DD（JSON に書いてあればそちらを使います）"),
    (
        "ledger add channel",
        "発信先: x・linkedin・facebook・instagram・youtube（JSON に書いてあればそちらを使います）",
    ),
    ("ledger add evidence", "どこで見られるか: URL やメモ"),
    ("ledger add by", "記録した人の番号など（自由に決められます）"),
    ("ledger add media", "投稿の写真や動画（ハッシュだけを控えます。いくつでも指定できます）"),
    (
        "ledger add input",
        "入力の種類: text・jsonl（指定がなければファイル名で、標準入力は { で始まれば jsonl）",
    ),
    ("ledger add format", "答えの形: pretty・json（1行に1件）"),
    (
        "ledger add post",
        "投稿: テキスト、1行に1件の JSON（{\"date\",\"channel\",\"text\",\"evidence\"}）、標準入力は -",
    ),
    ("ledger import", "過去の投稿を表（CSV・XLSX）から記録します"),
    ("ledger import ledger", "台帳のファイル（なければ作ります）"),
    ("ledger import line", "線引きのフォルダー（指定がなければ $SENBIKI_LINE、なければ ./line）"),
    ("ledger import by", "記録した人の番号など（自由に決められます）"),
    ("ledger import format", "答えの形: pretty・json（1行に1件）"),
    ("ledger import posts", "表。列は 日付・発信先・本文 と、あれば 根拠（または URL）"),
    ("ledger show", "記録したことを、ふつうの言葉で見せます"),
    ("ledger show ledger", "台帳のファイル"),
    (
        "ledger show line",
        "名前を示すための線引き（指定がなければ $SENBIKI_LINE、./line、なければ番号で示します）",
    ),
    ("ledger show party", "線引きのこの名前を出した行だけ（どんな書き方でも）"),
    ("ledger show from", "この日からの投稿だけ YYYY-MM-DD"),
    ("ledger show to", "この日までの投稿だけ YYYY-MM-DD"),
    ("ledger show format", "答えの形: pretty・json（1行に1件）"),
    ("ledger verify", "どの行も記録したときのままかを確かめます"),
    ("ledger verify file", "台帳のファイル"),
    ("ledger verify head", "前に控えた末尾の値（64桁）。そのあとに行が失われていればわかります"),
    ("ledger verify format", "答えの形: pretty・json"),
    ("ledger withdraw", "投稿を取り下げたことを記録します"),
    ("ledger withdraw ledger", "台帳のファイル"),
    ("ledger withdraw row", "取り下げた投稿を記録した行の番号"),
    ("ledger withdraw date", "取り下げた日 YYYY-MM-DD"),
    ("ledger withdraw evidence", "理由や、それがわかる場所"),
    ("ledger withdraw by", "記録した人の番号など（自由に決められます）"),
    ("ledger withdraw format", "答えの形: pretty・json"),
    ("ledger replay", "投稿の並びを試します: 何件目で、積み重ねが線を越えるでしょうか"),
    (
        "ledger replay file",
        "1行に1つの並び（{\"id\",\"posts\":[{\"date\",\"channel\",\"text\"}]}）、標準入力は -",
    ),
    ("ledger replay line", "線引きのフォルダー（指定がなければ $SENBIKI_LINE、なければ ./line）"),
    ("ledger replay format", "答えの形: pretty・jsonl（1行に1件）"),
    ("ideas", "何を書こうか迷ったときの、問いかけと書き出しを出します（線引きのフォルダーは要りません）"),
    (
        "ideas job",
        "この職種への問いかけ: procurement・production_control・quality・production_engineering・manufacturing・maintenance・design・logistics・sales・hr・safety・management（購買、品質などとも書けます）",
    ),
    ("ideas topic", "この話題だけの問いかけ"),
    ("ideas count", "問いかけの数（指定がなければ 3）"),
    ("ideas list", "話題を並べます"),
    ("ideas as_of", "いつの問いかけか YYYY-MM-DD（毎日かわります。指定がなければ今日）"),
    ("ideas line", "自社の話題がある線引きのフォルダー（指定がなければ、あれば $SENBIKI_LINE か ./line）"),
    ("ideas format", "答えの形: pretty・json（1行に1件）"),
];

fn japanese(key: &str) -> Option<&'static str> {
    JAPANESE.iter().find(|(k, _)| *k == key).map(|(_, sentence)| *sentence)
}

/// The whole command with help in this language.
pub fn command(lang: Lang) -> Command {
    let command = Cli::command().after_help(word(lang, EXAMPLES));
    let command = command
        .mut_subcommand("check", |c| c.after_help(word(lang, CHECK_EXAMPLES)))
        .mut_subcommand("line", |c| c.after_help(word(lang, LINE_EXAMPLES)));
    let command = command.mut_subcommand("ledger", |c| c.after_help(word(lang, LEDGER_EXAMPLES)));
    match lang {
        Lang::En => command,
        Lang::Ja => in_japanese(command, ""),
    }
}

fn in_japanese(command: Command, path: &str) -> Command {
    let name = command.get_name().to_owned();
    let key = match path {
        "" => name.clone(),
        "senbiki" => name.clone(),
        path => format!("{path} {name}"),
    };
    let mut command = command
        .disable_help_flag(true)
        .help_template("{before-help}{about}\n\n使い方: {usage}\n\n{all-args}{after-help}\n");
    if name == "senbiki" {
        command = command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .long("version")
                .short('V')
                .action(clap::ArgAction::Version)
                .help("版を表示します")
                .help_heading("指定"),
        );
    }
    command = command.subcommand_help_heading("コマンド").subcommand_value_name("コマンド").arg(
        clap::Arg::new("help")
            .long("help")
            .short('h')
            .action(clap::ArgAction::Help)
            .help("この説明を表示します")
            .help_heading("指定"),
    );
    if let Some(about) = japanese(&key) {
        command = command.about(about);
    }
    let ids: Vec<(clap::Id, bool)> =
        command.get_arguments().map(|a| (a.get_id().clone(), a.is_positional())).collect();
    for (id, positional) in ids {
        let sentence = japanese(&format!("{key} {id}"));
        command = command.mut_arg(id, |arg| {
            let arg = arg.help_heading(if positional { "対象" } else { "指定" });
            match sentence {
                Some(sentence) => arg.help(sentence),
                None => arg,
            }
        });
    }
    let subcommands: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for subcommand in subcommands {
        command = command.mut_subcommand(subcommand, |c| in_japanese(c, &key));
    }
    command
}

/// Prints help where help was asked for; otherwise says what was not understood, and how to go on.
pub fn explain_usage(error: &clap::Error, lang: Lang) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            show(error, true);
            Exit::Ok
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            show(error, false);
            Exit::Usage
        }
        kind => {
            exit::note(&advice(error, kind, lang));
            Exit::Usage
        }
    }
}

/// Help that was asked for is an answer and goes to standard output.
fn show(error: &clap::Error, asked: bool) {
    let page = format!("{}\n", error.render().to_string().trim_end());
    let _ = if asked {
        std::io::stdout().write_all(page.as_bytes())
    } else {
        std::io::stderr().write_all(page.as_bytes())
    };
}

fn advice(error: &clap::Error, kind: ErrorKind, lang: Lang) -> String {
    let text = |context| match error.get(context) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(list)) => list.join(", "),
        Some(ContextValue::StyledStr(s)) => s.to_string(),
        _ => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .map(text)
            .find(|s| !s.is_empty());
    let mut sentence = match kind {
        ErrorKind::UnknownArgument => say(
            lang,
            &format!("{argument} という指定はありません。"),
            &format!("There is no option {argument}."),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand);
            say(
                lang,
                &format!("{name} というコマンドはありません。"),
                &format!("There is no command {name}."),
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say(lang, &format!("{argument} に値がありません。"), &format!("{argument} needs a value."))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = text(ContextKind::ValidValue);
            let known =
                if known.is_empty() && argument.contains("DATE") { "YYYY-MM-DD".to_owned() } else { known };
            if known.is_empty() {
                say(
                    lang,
                    &format!("{argument} に「{value}」は使えません。"),
                    &format!("{argument} cannot be \"{value}\"."),
                )
            } else {
                say(
                    lang,
                    &format!("{argument} に「{value}」は使えません。{known} から書いてください。"),
                    &format!("{argument} cannot be \"{value}\"; write {known}."),
                )
            }
        }
        ErrorKind::MissingRequiredArgument => {
            say(lang, &format!("{argument} を指定してください。"), &format!("Please give {argument}."))
        }
        _ => say(
            lang,
            "指定の組み合わせがわかりませんでした。",
            "The arguments could not be understood together.",
        ),
    };
    if let Some(suggestion) = suggestion {
        sentence.push_str(&say(
            lang,
            &format!("{suggestion} のことでしょうか。"),
            &format!(" Did you mean {suggestion}?"),
        ));
    }
    sentence.push_str(&say(
        lang,
        "\n使い方は senbiki --help で見られます。",
        "\nsenbiki --help shows how it is used.",
    ));
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(command: &Command, path: &str, all: &mut Vec<String>) {
        let name = command.get_name();
        let key =
            if path.is_empty() || path == "senbiki" { name.to_owned() } else { format!("{path} {name}") };
        for argument in command.get_arguments().filter(|a| !a.is_global_set() || key == "senbiki") {
            if !matches!(argument.get_id().as_str(), "help" | "version") {
                all.push(format!("{key} {}", argument.get_id()));
            }
        }
        for subcommand in command.get_subcommands() {
            keys(subcommand, &key, all);
        }
        all.push(key);
    }

    #[test]
    fn every_command_and_argument_has_a_japanese_sentence_and_no_sentence_is_left_over() {
        let mut all = Vec::new();
        keys(&Cli::command(), "", &mut all);
        for key in &all {
            assert!(japanese(key).is_some(), "no Japanese help for: {key}");
        }
        for (key, _) in JAPANESE {
            assert!(all.iter().any(|k| k == key), "Japanese help for something that is gone: {key}");
        }
    }

    #[test]
    fn both_commands_are_well_formed() {
        command(Lang::En).debug_assert();
        command(Lang::Ja).debug_assert();
    }
}
