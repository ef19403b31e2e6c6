"""What every format with attributes says of a node and of an edge, made of Graph JSON."""


def present(facts):
    return {key: value for key, value in facts.items() if value not in (None, "")}


def of_node(node):
    """The attributes of a node beside its id and name."""
    facts = {"entity_type": node["type"], "parent_id": node.get("parent")}
    return present(facts | {key: value for key, value in node.items() if key not in ("id", "name", "type", "parent")})


def text_of(piece):
    return " … ".join(passage["text"] for passage in piece.get("passages", [piece]))


def of_edge(edge):
    """The attributes of an edge beside its ends and its weight."""
    facts = {key: value for key, value in edge.items() if key not in ("source", "target", "relations", "evidence")}
    label = label_of(edge)
    if label:
        facts |= {"relation": label[0], "relation_head": label[1], "relation_count": label[2]}
    for piece in edge["evidence"][:1]:
        facts |= {"evidence": text_of(piece)}
        facts |= {f"evidence_{key}": piece.get(key) for key in ("document", "date", "source", "url")}
    return present(facts)


def label_of(edge):
    """The relation that most sentences assert, with the id it leads from and their number."""
    counts = {}
    for relation in edge.get("relations", []):
        if relation["polarity"] == "asserted":
            key = relation["type"], relation["head"]
            counts[key] = counts.get(key, 0) + relation["count"]
    best = min(counts, key=lambda key: (-counts[key], key), default=None)
    return best and (*best, counts[best])
