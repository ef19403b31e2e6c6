//! How deep the tags of a page nest, found out before parsing it: the time to parse grows with length times depth.

/// Elements without content, and those that the next of their kind closes although their end tag may be missing.
const NOT_COUNTED: [&[u8]; 33] = [
    b"area",
    b"base",
    b"br",
    b"col",
    b"embed",
    b"hr",
    b"img",
    b"input",
    b"link",
    b"meta",
    b"param",
    b"source",
    b"track",
    b"wbr",
    b"html",
    b"head",
    b"body",
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"option",
    b"optgroup",
    b"colgroup",
    b"caption",
    b"thead",
    b"tbody",
    b"tfoot",
    b"tr",
    b"td",
    b"th",
    b"rt",
    b"rp",
];

/// Elements whose content is no mark-up.
const RAW: [&[u8]; 4] = [b"script", b"style", b"textarea", b"title"];

/// Whether more than `limit` elements are open at once. An estimate: it takes start tags without an end tag for open to the end, and does not
/// follow the finer rules by which browsers repair a page.
pub(super) fn is_deeper(html: &str, limit: usize) -> bool {
    let html = html.as_bytes();
    let mut depth: usize = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html[at..]) {
        at += found + 1;
        let rest = &html[at..];
        if rest.starts_with(b"!--") {
            at += find(rest, b"-->").unwrap_or(rest.len());
            continue;
        }
        let is_end = rest.starts_with(b"/");
        let name = name(&rest[usize::from(is_end)..]);
        if name.is_empty() {
            continue;
        }
        let length = tag_length(rest);
        let is_closed = rest[..length].ends_with(b"/");
        at += length;
        if is_in(name, &NOT_COUNTED) || is_closed {
            continue;
        }
        if is_end {
            depth = depth.saturating_sub(1);
            continue;
        }
        depth += 1;
        if depth > limit {
            return true;
        }
        if is_in(name, &RAW) {
            at += end_tag(&html[at..], name);
        }
    }
    false
}

fn is_in(name: &[u8], names: &[&[u8]]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

fn name(tag: &[u8]) -> &[u8] {
    let is_letter = tag.first().is_some_and(u8::is_ascii_alphabetic);
    let end = tag
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
    if is_letter {
        &tag[..end.unwrap_or(tag.len())]
    } else {
        &[]
    }
}

/// Up to the bracket that closes a tag, which in a quoted value does not.
fn tag_length(tag: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'>', b'=', &tag[at..]) {
        at += found;
        if tag[at] == b'>' {
            return at;
        }
        at += 1;
        if let Some(quote @ (b'"' | b'\'')) = tag.get(at) {
            let Some(length) = memchr::memchr(*quote, &tag[at + 1..]) else {
                break;
            };
            at += length + 2;
        }
    }
    tag.len()
}

/// Up to the end tag of that name; the end of the page if there is none.
fn end_tag(html: &[u8], name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = find(&html[at..], b"</") {
        at += found;
        let rest = &html[at + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name) {
            return at;
        }
        at += 2;
    }
    html.len()
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_of_nesting() {
        assert!(!is_deeper("<div><div></div></div>", 2));
        assert!(is_deeper("<div><div></div></div>", 1));
        assert!(!is_deeper(&"<div></div>".repeat(100), 1));
        assert!(is_deeper(&"<DIV class=a>".repeat(100), 99));
        assert!(!is_deeper(&"</div>".repeat(100), 0));
    }

    #[test]
    fn what_does_not_nest() {
        for html in [
            "<p>a<br>b<img src='x'><p>c",
            "<path d='M0'/>",
            "<!-- <div><div> -->",
            "<!-- <div><div>",
            "3 < 4 <5 <",
            "<",
            "</",
            "<ul",
        ] {
            assert!(!is_deeper(&html.repeat(100), 1), "{html}");
        }
        assert!(!is_deeper("<a title=\"<b><b><b>\" href='>'>x</a>", 1));
        assert!(!is_deeper("<script>'<b><b><b></b'</SCRIPT><b></b>", 1));
        assert!(!is_deeper("<script>'<b><b><b>", 1));
    }
}
