//! lesson: 16
//! mistake: does not know how the log writes a carriage return, and takes a right text for a wrong one
//! expect: texts read back, byte for byte: expected 40, came 35
//! file: checks/src/quality/points/logger.rs

fn unescape(message: &str) -> Option<String> {
    let (mut text, mut rest) = (String::new(), message.chars());
    while let Some(letter) = rest.next() {
        let plain = match letter {
            '\\' => match rest.next()? {
                't' => '\t',
                'n' => '\n',
                '\\' => '\\',
                'u' => {
                    let digits: String = rest.by_ref().take_while(|digit| *digit != '}').collect();
                    char::from_u32(u32::from_str_radix(digits.strip_prefix('{')?, 16).ok()?)?
                }
                _ => return None,
            },
            _ => letter,
        };
        text.push(plain);
    }
    Some(text)
}
