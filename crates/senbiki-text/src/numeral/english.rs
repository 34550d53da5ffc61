//! Number words of English: `three`, `forty-five`, `two hundred and ten`, `half a dozen`.

/// Longest number word, in bytes.
const LONGEST: usize = 9;
/// Words that one numeral may be made of; more than any real one needs.
const MOST_WORDS: usize = 16;

/// The number that begins at `at` in words, and where it ends.
pub(super) fn read(text: &str, at: usize) -> Option<(f64, usize)> {
    let mut total = 0.0;
    let mut section = 0.0;
    let mut end = None;
    // What may still be added: below this value, so that "five three" stays two numerals.
    let mut room = f64::INFINITY;
    let mut here = at;
    for _ in 0..MOST_WORDS {
        let Some((word, after)) = word_at(text, here) else {
            break;
        };
        match value(word) {
            Some(Kind::Small(n)) if n < room => {
                section += n;
                room = if n >= 20.0 { 10.0 } else { 0.0 };
            }
            Some(Kind::Times(n)) if section > 0.0 || total == 0.0 && end.is_none() => {
                let times = if section > 0.0 { section } else { 1.0 };
                if n == 100.0 || n == 12.0 {
                    section = times * n;
                    room = if n == 100.0 { 100.0 } else { 0.0 };
                } else {
                    total += times * n;
                    section = 0.0;
                    room = n;
                }
            }
            Some(Kind::Half) if end.is_none() => {
                return Some(match dozen_after(text, after) {
                    Some(end) => (6.0, end),
                    None => (0.5, after),
                });
            }
            _ => break,
        }
        end = Some(after);
        here = match next_word(text, after, room) {
            Next::Word(at) => at,
            Next::AndAHalf(after) => {
                let sum = total + section + 0.5;
                return Some(multiplier(text, after).map_or((sum, after), |(times, end)| (sum * times, end)));
            }
            Next::Nothing => break,
        };
    }
    end.map(|end| (total + section, end))
}

/// A magnitude in words or as `k` behind Arabic digits: `3 million`, `50k`, `2 dozen`.
pub(super) fn multiplier(text: &str, at: usize) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(at) == Some(&b'k')
        && !bytes
            .get(at + 1)
            .is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'/' || byte == b'-')
    {
        return Some((1e3, at + 1));
    }
    let start = match bytes.get(at)? {
        b' ' | b'-' => at + 1,
        _ => return None,
    };
    let (word, after) = word_at(text, start)?;
    match value(word)? {
        Kind::Times(n) => Some((n, after)),
        _ => None,
    }
}

enum Kind {
    Small(f64),
    Times(f64),
    Half,
}

fn value(word: &str) -> Option<Kind> {
    Some(match word {
        "half" => Kind::Half,
        "hundred" => Kind::Times(1e2),
        "thousand" => Kind::Times(1e3),
        "million" => Kind::Times(1e6),
        "billion" => Kind::Times(1e9),
        "dozen" => Kind::Times(12.0),
        "zero" => Kind::Small(0.0),
        "one" => Kind::Small(1.0),
        "two" => Kind::Small(2.0),
        "three" => Kind::Small(3.0),
        "four" => Kind::Small(4.0),
        "five" => Kind::Small(5.0),
        "six" => Kind::Small(6.0),
        "seven" => Kind::Small(7.0),
        "eight" => Kind::Small(8.0),
        "nine" => Kind::Small(9.0),
        "ten" => Kind::Small(10.0),
        "eleven" => Kind::Small(11.0),
        "twelve" => Kind::Small(12.0),
        "thirteen" => Kind::Small(13.0),
        "fourteen" => Kind::Small(14.0),
        "fifteen" => Kind::Small(15.0),
        "sixteen" => Kind::Small(16.0),
        "seventeen" => Kind::Small(17.0),
        "eighteen" => Kind::Small(18.0),
        "nineteen" => Kind::Small(19.0),
        "twenty" => Kind::Small(20.0),
        "thirty" => Kind::Small(30.0),
        "forty" | "fourty" => Kind::Small(40.0),
        "fifty" => Kind::Small(50.0),
        "sixty" => Kind::Small(60.0),
        "seventy" => Kind::Small(70.0),
        "eighty" => Kind::Small(80.0),
        "ninety" => Kind::Small(90.0),
        _ => return None,
    })
}

/// A whole word of at most [`LONGEST`] letters.
fn word_at(text: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes().get(at..)?;
    let len = bytes.iter().take(LONGEST + 1).take_while(|byte| byte.is_ascii_lowercase()).count();
    if len == 0 || len > LONGEST || bytes.get(len).is_some_and(|&byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((text.get(at..at + len)?, at + len))
}

enum Next {
    Word(usize),
    AndAHalf(usize),
    Nothing,
}

/// The next word of the same numeral: after a space or hyphen, perhaps after "and".
fn next_word(text: &str, at: usize, room: f64) -> Next {
    if !matches!(text.as_bytes().get(at), Some(b' ' | b'-')) {
        return Next::Nothing;
    }
    let rest = text.get(at + 1..).unwrap_or("");
    if let Some(after) = rest.strip_prefix("and ") {
        if let Some(tail) = after.strip_prefix("a half")
            && !tail.starts_with(|c: char| c.is_alphanumeric())
        {
            return Next::AndAHalf(text.len() - tail.len());
        }
        // "two and three" are two numerals; "two hundred and three" is one.
        return if room >= 100.0 && room.is_finite() { Next::Word(at + 5) } else { Next::Nothing };
    }
    Next::Word(at + 1)
}

fn dozen_after(text: &str, at: usize) -> Option<usize> {
    let tail = text.get(at..)?.strip_prefix(" a dozen").or_else(|| text.get(at..)?.strip_prefix("-dozen"))?;
    (!tail.starts_with(|c: char| c.is_alphanumeric())).then(|| text.len() - tail.len())
}
