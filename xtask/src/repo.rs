//! The repository: where it is, what files it holds, and running commands in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a task ends with: a sentence for the person who ran it.
pub type Done<T = ()> = Result<T, String>;

/// The root folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// A path below the root, with `/` between its parts.
pub fn relative(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The file's text.
pub fn read(path: &str) -> Done<String> {
    std::fs::read_to_string(root().join(path)).map_err(|e| format!("{path}: {e}"))
}

/// Writes a file, making its folder.
pub fn write(path: &str, text: &str) -> Done {
    let full = root().join(path);
    if let Some(folder) = full.parent() {
        std::fs::create_dir_all(folder).map_err(|e| format!("{path}: {e}"))?;
    }
    std::fs::write(full, text).map_err(|e| format!("{path}: {e}"))
}

/// Every file that belongs to the repository, sorted: what git knows, and what it would add.
pub fn files() -> Done<Vec<PathBuf>> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .map_err(|e| format!("git: {e}"))?;
    if !listed.status.success() {
        return Err(format!("git ls-files: {}", String::from_utf8_lossy(&listed.stderr).trim()));
    }
    let mut files: Vec<PathBuf> = String::from_utf8_lossy(&listed.stdout)
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root().join(name))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// `cargo`, the same one that runs this.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command and shows what it says; its failure is ours.
pub fn must(command: &mut Command) -> Done {
    let shown = shown(command);
    let status = command.status().map_err(|e| format!("{shown}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} ended with {status}")) }
}

/// Runs a command and takes what it writes to standard output, when its exit code is one of `codes`.
pub fn output(command: &mut Command, codes: &[i32]) -> Done<Vec<u8>> {
    let shown = shown(command);
    let output = command.output().map_err(|e| format!("{shown}: {e}"))?;
    match output.status.code() {
        Some(code) if codes.contains(&code) => Ok(output.stdout),
        _ => Err(format!(
            "{shown} ended with {}:\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        )),
    }
}

fn shown(command: &Command) -> String {
    let mut words =
        vec![Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(OsStr::to_string_lossy).map(std::borrow::Cow::into_owned));
    words.join(" ")
}

/// True when a command of this name can be started.
pub fn installed(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).current_dir(root()).output().is_ok_and(|o| o.status.success())
}

/// What `cargo metadata` says.
pub fn metadata(deps: bool) -> Done<serde_json::Value> {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1", "--locked"]);
    if !deps {
        command.arg("--no-deps");
    }
    let text = output(&mut command, &[0])?;
    serde_json::from_slice(&text).map_err(|e| format!("cargo metadata: {e}"))
}

/// The command of this repository, built for release.
pub fn senbiki() -> Done<PathBuf> {
    must(cargo().args(["build", "--quiet", "--release", "--package", "senbiki"]))?;
    let metadata = metadata(false)?;
    let target = metadata["target_directory"].as_str().ok_or("cargo metadata names no target directory")?;
    Ok(Path::new(target).join("release").join(format!("senbiki{}", std::env::consts::EXE_SUFFIX)))
}
