//! How deep the tags of a page nest, found out before parsing it: the time to parse grows with length times depth.

use memchr::memmem;

/// Elements without content, and those that the next of their kind closes although their end tag may be missing.
const NOT_COUNTED: [&[u8]; 30] = [
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
    b"colgroup",
    b"caption",
    b"thead",
    b"tbody",
    b"tfoot",
    b"tr",
    b"td",
    b"th",
];

/// Items of lists of two kinds: one does not close the other.
const ITEMS: [&[&[u8]]; 2] = [&[b"li"], &[b"dt", b"dd"]];

/// What may miss its end tag in a ruby, and there only.
const ANNOTATIONS: [&[u8]; 2] = [b"rt", b"rp"];

/// Elements whose content is no mark-up.
const RAW: [&[u8]; 4] = [b"script", b"style", b"textarea", b"title"];

/// Whether more than `limit` elements are open at once. An estimate: it takes start tags without an end tag for open to the end, and does not
/// follow the finer rules by which browsers repair a page.
pub(super) fn is_deeper(html: &str, limit: usize) -> bool {
    let html = html.as_bytes();
    let mut open = Open::default();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html[at..]) {
        at += found + 1;
        let rest = &html[at..];
        if rest.starts_with(b"!--") {
            at += memmem::find(rest, b"-->").unwrap_or(rest.len());
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
        if is_end {
            open.end(name);
        } else if !is_closed {
            open.start(name);
            if is_in(name, &RAW) {
                at += end_tag(&html[at..], name);
            }
        }
        if open.depth > limit {
            return true;
        }
    }
    false
}

/// The elements open at some place, by number.
#[derive(Default)]
struct Open {
    depth: usize,
    /// The kind of the last item that started, while its list goes on.
    item: Option<usize>,
    in_ruby: bool,
}

impl Open {
    fn start(&mut self, name: &[u8]) {
        let item = ITEMS.iter().position(|kind| is_in(name, kind));
        let other_item = item.is_some() && self.item.is_some_and(|last| Some(last) != item);
        let annotation = is_in(name, &ANNOTATIONS) && self.in_ruby;
        self.item = item.or(self.item.filter(|_| !is_list(name)));
        self.in_ruby |= name.eq_ignore_ascii_case(b"ruby");
        if other_item || !(annotation || is_in(name, &NOT_COUNTED)) {
            self.depth += 1;
        }
    }

    fn end(&mut self, name: &[u8]) {
        if is_list(name) || ITEMS.iter().any(|kind| is_in(name, kind)) {
            self.item = None;
        }
        let is_ruby = name.eq_ignore_ascii_case(b"ruby");
        let annotation = is_in(name, &ANNOTATIONS) && self.in_ruby;
        self.in_ruby &= !is_ruby;
        if !(annotation || is_in(name, &NOT_COUNTED)) {
            self.depth = self.depth.saturating_sub(1);
        }
    }
}

fn is_list(name: &[u8]) -> bool {
    is_in(name, &[b"ul", b"ol", b"dl", b"menu"])
}

fn is_in(name: &[u8], names: &[&[u8]]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

fn name(tag: &[u8]) -> &[u8] {
    if !tag.first().is_some_and(u8::is_ascii_alphabetic) {
        return &[];
    }
    let end = tag
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
    &tag[..end.unwrap_or(tag.len())]
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
    while let Some(found) = memmem::find(&html[at..], b"</") {
        at += found;
        let rest = &html[at + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name) {
            return at;
        }
        at += 2;
    }
    html.len()
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
    fn what_nests_without_looking_so() {
        for html in ["<dd><li>", "<rt>", "<optgroup>"] {
            assert!(is_deeper(&html.repeat(100), 98), "{html}");
        }
    }

    #[test]
    fn what_does_not_nest() {
        for html in [
            "<p>a<br>b<img src='x'><p>c",
            "<path d='M0'/>",
            "<dl><dt>a<dd>b<ul><li>c<li>d</ul><dd>e</dl>",
            "<ruby>a<rt>b<rp>c</ruby>",
            "<table><tr><td>a<td>b<tr><th>c</table>",
            "<!-- <div><div> -->",
            "<!-- <div><div>",
            "3 < 4 <5 <",
            "<",
            "</",
            "<ul",
        ] {
            assert!(!is_deeper(&html.repeat(100), 3), "{html}");
        }
        assert!(!is_deeper("<a title=\"<b><b><b>\" href='>'>x</a>", 1));
        assert!(!is_deeper("<script>'<b><b><b></b'</SCRIPT><b></b>", 1));
        assert!(!is_deeper("<script>'<b><b><b>", 1));
    }
}
