//! The text of a parsed page as it shows: elements that stand as blocks end a line, those inside a line do not.

use dom_smoothie::Readability;

use crate::document::reader::blocks::Blocks;

/// What of a page to leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// Nothing that shows.
    Keep,
    /// Menus, headers and footers of the page, asides, and the controls of forms. Not forms themselves: whole sites stand in one.
    Skip,
}

/// Elements whose content never shows as text.
const INVISIBLE: [&str; 17] = [
    "audio", "canvas", "datalist", "embed", "frameset", "head", "iframe", "math", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "video",
];

const FURNITURE: [&str; 6] = ["aside", "button", "footer", "label", "menu", "nav"];

const FURNITURE_ROLES: [&str; 5] = [
    "banner",
    "complementary",
    "contentinfo",
    "navigation",
    "search",
];

const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// The text of a page. Takes time linear in its length and no stack, however deep it nests.
pub(super) fn text(page: &Readability, furniture: Furniture) -> String {
    let mut blocks = Blocks::default();
    let mut last_break = None;
    let mut node = page.doc.root();
    loop {
        let name = node.node_name().unwrap_or_default();
        let mut enter = true;
        match &*name {
            "" if node.is_text() => blocks.push(&node.text()),
            "" => {}
            "br" => {
                // One break wraps a line, two set off a paragraph.
                let written = blocks.current().len();
                if last_break.replace(written) == Some(written) {
                    blocks.end_block();
                }
                blocks.space();
            }
            name => {
                let is = |attribute: &str, test: &dyn Fn(&str) -> bool| {
                    node.attr(attribute).is_some_and(|value| test(&value))
                };
                let is_hidden = INVISIBLE.contains(&name)
                    || node.has_attr("hidden")
                    || is("aria-hidden", &|value| value == "true")
                    || is("style", &|style| {
                        style.replace(' ', "").contains("display:none")
                    });
                let is_furniture = furniture == Furniture::Skip
                    && (FURNITURE.contains(&name)
                        || is("role", &|role| FURNITURE_ROLES.contains(&role))
                        || (name == "header"
                            && !node
                                .ancestors_it(None)
                                .any(|above| above.has_name("article") || above.has_name("main"))));
                if BLOCKS.contains(&name) {
                    blocks.end_block();
                }
                enter = !is_hidden && !is_furniture;
                if enter && name == "pre" {
                    blocks.push_lines(&node.text());
                    enter = false;
                }
            }
        }
        if enter && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            match &*node.node_name().unwrap_or_default() {
                "td" | "th" => blocks.end_cell(),
                name if BLOCKS.contains(&name) => blocks.end_block(),
                _ => {}
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return blocks.finish(),
            }
        }
    }
}

/// The longest way from the root to a node.
pub(super) fn depth(page: &Readability) -> usize {
    let (mut depth, mut deepest) = (0, 0);
    let mut node = page.doc.root();
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            deepest = deepest.max(depth);
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return deepest,
            }
            depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str, furniture: Furniture) -> String {
        text(&Readability::from(html), furniture)
    }

    fn all(html: &str) -> String {
        shown(html, Furniture::Keep)
    }

    #[test]
    fn blocks_end_lines_and_inline_elements_do_not() {
        assert_eq!(
            all(
                "<h1>Head</h1><p>Ac<b>me</b> <i>Inc</i>.\nsells&nbsp;chips<p>Next<div>in<div>ner</div>tail</div>"
            ),
            "Head\n\nAcme Inc. sells chips\n\nNext\n\nin\n\nner\n\ntail"
        );
    }

    #[test]
    fn breaks() {
        assert_eq!(all("a<br>b<br>\n<br/>c<br>"), "a b\n\nc");
    }

    #[test]
    fn rows_lists_and_code() {
        assert_eq!(
            all(
                "<table><tr><th>Chip<th>Maker<tr><td>H800<td>Nvidia</table><ul><li>one<li>two</ul><pre> let a;\n  b</pre>"
            ),
            "Chip | Maker\n\nH800 | Nvidia\n\none\n\ntwo\n\n let a;\n  b"
        );
    }

    #[test]
    fn what_does_not_show() {
        assert_eq!(
            all(
                "<title>T</title><script>x</script><style>y</style><!-- c --><p hidden>h</p><p style='display: none'>n</p><p aria-hidden=true>a</p><select><option>o</select>shown"
            ),
            "shown"
        );
    }

    #[test]
    fn furniture() {
        let html = "<header>Site</header><nav>Menu</nav><form><main><header><h1>Head</h1></header>Text<label>Name</label></main></form><div role=navigation>More</div><footer>Imprint</footer>";
        assert_eq!(shown(html, Furniture::Skip), "Head\n\nText");
        assert!(all(html).contains("Imprint"));
    }

    #[test]
    fn depth_is_that_of_the_tree() {
        let flat = depth(&Readability::from("<p>a<p>b<p>c"));
        assert_eq!(
            depth(&Readability::from("<div><p>a<p>b<p>c</div>")),
            flat + 1
        );
    }
}
