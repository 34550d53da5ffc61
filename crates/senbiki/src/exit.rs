//! How a run ends: stable exit codes, and messages that say what to do next.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::lang::{Lang, say};
use crate::line_place::Trouble;

/// The exit codes. They are part of the interface and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: everything was inspected and nothing asks for a change.
    Ok,
    /// 1: something is to be changed (or an example of the line does not hold).
    Change,
    /// 2: wrong use, or a line that cannot be read.
    Usage,
    /// 3: something could not be inspected; it wins over 1.
    Gap,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Ok => Self::from(0),
            Exit::Change => Self::from(1),
            Exit::Usage => Self::from(2),
            Exit::Gap => Self::from(3),
        }
    }
}

/// What kept the command from doing its work.
#[derive(Debug)]
pub enum Failure {
    /// Standard output could not be written.
    Output(io::Error),
    /// A file or folder that was named cannot be used.
    Path(PathBuf, PathProblem),
    /// No line folder was named and none is in the usual place.
    NoLine,
    /// The line folder has problems; they are listed.
    Line(PathBuf, Vec<Trouble>),
    /// There was nothing to check.
    NoDrafts,
    /// Anything else that is wrong use; both languages.
    Usage(String, String),
}

/// Why a path cannot be used.
#[derive(Debug)]
pub enum PathProblem {
    /// Nothing is there.
    Missing,
    /// A folder stands where a file is needed.
    Folder,
    /// The system refuses.
    Io(io::Error),
}

impl PathProblem {
    /// Sorts an error of the system.
    pub fn from_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }

    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Missing => say(
                lang,
                "見つかりません。場所と名前を確かめてください。",
                "is not there. Please check the place and the name.",
            ),
            Self::Folder => say(
                lang,
                "フォルダーです。中のファイルを指定してください。",
                "is a folder. Please name the files inside it.",
            ),
            Self::Io(error) => {
                let code = error.raw_os_error().map_or_else(String::new, |n| format!(" [os {n}]"));
                match error.kind() {
                    io::ErrorKind::PermissionDenied => say(
                        lang,
                        "読む権限がありません。ファイルの権限を確かめてください。",
                        "may not be read by you. Please check its permissions.",
                    ),
                    _ => say(
                        lang,
                        &format!("読み取れませんでした{code}。"),
                        &format!("could not be read{code}."),
                    ),
                }
            }
        }
    }
}

impl Failure {
    /// The exit code it leads to.
    pub fn exit(&self) -> Exit {
        match self {
            // A reader that went away (`| head`) did not see everything, so this is not "all ok".
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Gap,
            _ => Exit::Usage,
        }
    }

    /// Tells it on standard error.
    pub fn print(&self, lang: Lang) {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Self::Output(error) => {
                let code = error.raw_os_error().map_or_else(String::new, |n| format!(" [os {n}]"));
                note(&say(
                    lang,
                    &format!("結果を書き出せませんでした{code}。空き容量と出力先を確かめてください。"),
                    &format!(
                        "The result could not be written{code}. Please check the space and the place it goes to."
                    ),
                ));
            }
            Self::Path(path, problem) => {
                let gap = if lang == Lang::Ja { ": " } else { " " };
                note(&format!("{}{gap}{}", path.display(), problem.sentence(lang)));
            }
            Self::NoLine => note(&say(
                lang,
                "線引きのフォルダーが決まっていません。--line DIR で指定するか、環境変数 SENBIKI_LINE に書くか、./line に置いてください。\n\
                 はじめての方は senbiki line init line で見本を作れます。",
                "No line folder is known. Name it with --line DIR, put it into SENBIKI_LINE, or keep it in ./line.\n\
                 If you are new here, senbiki line init line makes a starter folder.",
            )),
            Self::Line(dir, problems) => {
                let list = crate::line_cmd::problem_list(problems, lang);
                let n = problems.iter().filter(|p| p.stops()).count();
                note(&say(
                    lang,
                    &format!(
                        "線引き {} に直すところが {n} 件あり、まだ確認に使えません。\n{list}",
                        dir.display()
                    ),
                    &format!(
                        "The line {} has {n} thing(s) to put right before it can be used.\n{list}",
                        dir.display()
                    ),
                ));
            }
            Self::NoDrafts => note(&say(
                lang,
                "下書きが1件もありませんでした。何も確かめていないので「出せます」とは言えません。",
                "There was no draft at all. Nothing was inspected, so nothing can be called ready.",
            )),
            Self::Usage(ja, en) => note(&say(lang, ja, en)),
        }
    }
}

/// Writes one message to standard error; when even that fails there is nobody left to tell.
pub fn note(message: &str) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "senbiki: {}", message.trim_end());
}
