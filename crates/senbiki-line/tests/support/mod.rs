//! Small folders for tests.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it, and may fail loudly")]

use std::path::Path;

use senbiki_line::{Lang, Line, Loaded, Problem};

pub const LINE_TOML: &str =
    "[company]\nname = \"例示製作所株式会社\"\naliases = [\"例示製作所\", \"当社\"]\n";

/// Loads `line.toml` and the given files.
pub fn load(files: &[(&str, &str)]) -> Result<Loaded, Vec<Problem>> {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(p, t)| (*p, t.as_bytes())).collect();
    load_bytes(&bytes)
}

pub fn load_bytes(files: &[(&str, &[u8])]) -> Result<Loaded, Vec<Problem>> {
    let mut all = vec![("line.toml", LINE_TOML.as_bytes())];
    all.retain(|(path, _)| files.iter().all(|(p, _)| p != path));
    all.extend_from_slice(files);
    Line::from_memory(&all)
}

/// The messages of a load, problems or warnings, in Japanese.
pub fn messages(files: &[(&str, &str)]) -> Vec<String> {
    let problems = match load(files) {
        Ok(loaded) => loaded.warnings,
        Err(problems) => problems,
    };
    problems.iter().map(|p| p.message(Lang::Ja)).collect()
}

pub fn write(dir: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// Moves the time of the last change of every source into the past, as if nobody had just saved.
pub fn settle(dir: &Path) {
    let past = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    for folder in ["", "protected", "rules", "topics", "precedents"] {
        let Ok(entries) = std::fs::read_dir(dir.join(folder)) else { continue };
        for entry in entries.flatten().filter(|e| e.path().is_file()) {
            let file = std::fs::File::options().append(true).open(entry.path()).unwrap();
            file.set_modified(past).unwrap();
        }
    }
}

/// A workbook with one sheet. Each cell is XML as it stands in a sheet, see [`text`] and [`number`].
pub fn workbook(rows: &[&[String]]) -> Vec<u8> {
    let mut sheet = String::from(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (r, row) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", r + 1));
        for (c, cell) in row.iter().enumerate() {
            let at = format!("{}{}", char::from(b'A' + u8::try_from(c).unwrap()), r + 1);
            sheet.push_str(&cell.replace("AT", &at));
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zip(&[
        ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("<?xml version=\"1.0\"?><workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")),
        ("xl/styles.xml", format!("<?xml version=\"1.0\"?><styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>")),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

pub fn text(s: &str) -> String {
    format!("<c r=\"AT\" t=\"inlineStr\"><is><t>{s}</t></is></c>")
}

pub fn number(n: f64) -> String {
    format!("<c r=\"AT\"><v>{n}</v></c>")
}

/// A number with a date format.
pub fn day(serial: f64) -> String {
    format!("<c r=\"AT\" s=\"1\"><v>{serial}</v></c>")
}

pub fn failed(error: &str) -> String {
    format!("<c r=\"AT\" t=\"e\"><v>{error}</v></c>")
}

/// An archive whose members are stored as they are.
fn zip(members: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in members {
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut about = Vec::new();
        about.extend_from_slice(&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]);
        about.extend_from_slice(&crc32(content.as_bytes()).to_le_bytes());
        about.extend_from_slice(&size);
        about.extend_from_slice(&size);
        about.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        about.extend_from_slice(&[0, 0]);
        let at = u32::try_from(out.len()).unwrap();
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&about);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(content.as_bytes());
        directory.extend_from_slice(b"PK\x01\x02\x14\0");
        directory.extend_from_slice(&about);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    let at = u32::try_from(out.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count);
    out.extend_from_slice(&count);
    out.extend_from_slice(&size);
    out.extend_from_slice(&at);
    out.extend_from_slice(&[0, 0]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, &b| {
        (0..8).fold(crc ^ u32::from(b), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 })
    })
}
