"""Works out graph_measures.json: NetworkX and igraph where they have the measure, else its formula in fractions. Run: python3 graph_measures.py > graph_measures.json (needs networkx and igraph)."""
import itertools
import json
import random
from fractions import Fraction as F
from math import comb, log, sqrt

import igraph
import networkx as nx
import numpy

EDGES = [("A", "B", 5), ("A", "C", 3), ("B", "C", 4), ("C", "D", 1), ("D", "E", 6), ("D", "F", 2), ("E", "F", 3), ("F", "G", 1), ("A", "D", 1)]
PARTITION = [["A", "B", "C"], ["D", "E", "F", "G"]]

graph = nx.Graph()
graph.add_nodes_from("ABCDEFG")
graph.add_weighted_edges_from(EDGES)
for edge in graph.edges.values():
    edge["length"] = F(1, edge["weight"])
other = igraph.Graph.TupleList(EDGES, weights=True)
k = dict(graph.degree())
s = dict(graph.degree(weight="weight"))
random.seed(0)  # igraph draws from here


def shown(value):
    """Ten digits; whole numbers and names as they are."""
    if isinstance(value, dict):
        return {key: shown(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(each) for each in value]
    return value if isinstance(value, (int, str)) else float(f"{float(value):.10g}")


def of_edges(name, probability):
    """The value of each edge seen from both its ends."""
    return [{"u": u, "v": v} | {f"{name}_{end}": probability(w, k[node], s[node]) for end, node in (("u", u), ("v", v))} for u, v, w in EDGES]


def disparity():
    rows = of_edges("alpha", lambda w, k, s: (1 - F(w, s)) ** (k - 1))
    return [row | {"alpha_min": min(row["alpha_u"], row["alpha_v"])} for row in rows]


def noise_corrected():
    n = sum(s.values())
    rows = []
    for u, v, w in EDGES:
        n_u, n_v = s[u], s[v]
        kappa = F(n, n_u * n_v)
        mean, variance = F(n_u * n_v, n * n), F(n_u * n_v * (n - n_u) * (n - n_v), n**4 * (n - 1))
        alpha = mean**2 / variance * (1 - mean) - mean
        beta = mean / variance * (1 - mean**2) - (1 - mean)
        share = (alpha + w) / (alpha + n + beta)
        slope = F(1, n_u * n_v) - F(n * (n_u + n_v), (n_u * n_v) ** 2)
        deviation = sqrt(share * (1 - share) * n) * abs(2 * (kappa + w * slope) / (kappa * w + 1) ** 2)
        rows.append({"u": u, "v": v, "score": (kappa * w - 1) / (kappa * w + 1), "sdev": deviation})
    return rows


def rising(x, n):
    product = F(1)
    for step in range(n):
        product *= x + step
    return product


def polya(a):
    """The tail of a beta-binomial distribution, for a = 0 of its limit, the binomial."""
    def tail(w, k, s):
        if k == 1:
            return F(1)
        if a == 0:
            return sum(comb(s, x) * F(1, k) ** x * F(k - 1, k) ** (s - x) for x in range(w, s + 1))
        alpha, beta = 1 / F(a), (k - 1) / F(a)
        return sum(comb(s, x) * rising(alpha, x) * rising(beta, s - x) for x in range(w, s + 1)) / rising(alpha + beta, s)
    return tail


def named(of_other):
    """Values that igraph gives in the order of its own nodes."""
    return {node: of_other[other.vs.find(name=node).index] for node in graph}


def groups(found):
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def leiden(objective, resolution):
    found = other.community_leiden(objective, weights="weight", resolution=resolution, n_iterations=-1)
    return [sorted(other.vs[node]["name"] for node in group) for group in found]


def katz(beta):
    """The sum of the powers of beta times the matrix: the inverse of what it is less than one, less one."""
    matrix = nx.to_numpy_array(graph, weight=None)
    assert beta * max(numpy.linalg.eigvalsh(matrix)) < 1
    sums = numpy.linalg.inv(numpy.eye(len(graph)) - beta * matrix) - numpy.eye(len(graph))
    at = {node: place for place, node in enumerate(graph)}
    return {f"{u}-{v}": sums[at[u], at[v]] for u, v in itertools.combinations(graph, 2) if not graph.has_edge(u, v)}


def weighted_core():
    """Of each node the greatest level so that it is among nodes that all have it, sqrt(degree * strength) rounded, among themselves."""
    level = dict.fromkeys(graph, 0)
    for floor in range(1, max(s.values()) + 1):
        left = graph.copy()
        while weak := [node for node in left if int(sqrt(left.degree(node) * left.degree(node, weight="weight")) + 0.5) < floor]:
            left.remove_nodes_from(weak)
        level |= dict.fromkeys(left, floor)
    return level


def link_prediction():
    rows = []
    for u, v in [("A", "E"), ("B", "D"), ("C", "E"), ("C", "F"), ("A", "F"), ("E", "G"), ("D", "G"), ("B", "G"), ("A", "G")]:
        common = set(nx.common_neighbors(graph, u, v))
        index = lambda function: next(iter(function(graph, [(u, v)])))[2]
        rows.append({
            "u": u, "v": v, "common_neighbors": len(common), "jaccard": float(index(nx.jaccard_coefficient)),
            "adamic_adar": index(nx.adamic_adar_index), "resource_allocation": index(nx.resource_allocation_index),
            "preferential_attachment": index(nx.preferential_attachment), "salton": len(common) / sqrt(k[u] * k[v]),
            "sorensen": 2 * len(common) / (k[u] + k[v]),
            "weighted_adamic_adar": sum((graph[u][z]["weight"] + graph[v][z]["weight"]) / log(1 + s[z]) for z in sorted(common)),
        })
    return rows


tree = nx.maximum_spanning_tree(graph)
leiden_modularity = groups(leiden("modularity", 1))
eigenvector = {"tol": 1e-14, "max_iter": 10**5}
wanted = {
    "edges": EDGES,
    "disparity": disparity(),
    "noise_corrected": noise_corrected(),
    "polya": [{"u": row["u"], "v": row["v"], "a": a} | row for a in (1.0, 0.5) for row in of_edges("p", polya(a))],
    "polya_a0_binomial": of_edges("p", polya(0)),
    # Of equal edges the one whose ends come first: the networks agree on the weight only.
    "maximum_spanning_tree": sorted(sorted(ends) for ends in nx.maximum_spanning_edges(nx.Graph(sorted(graph.edges(data=True))), data=False)),
    "maximum_spanning_tree_weight": float(tree.size(weight="weight")),
    "core_number": nx.core_number(graph),
    "weighted_core_initial": {node: sqrt(k[node] * s[node]) for node in graph},
    "weighted_core": weighted_core(),
    "degree": k,
    "degree_centrality": nx.degree_centrality(graph),
    "strength": s,
    "pagerank_weighted_d085": named(other.pagerank(weights="weight", damping=0.85)),
    "pagerank_unweighted_d085": named(other.pagerank(damping=0.85)),
    "betweenness_unnormalised": nx.betweenness_centrality(graph, normalized=False),
    "betweenness_normalised": nx.betweenness_centrality(graph),
    "betweenness_distance_1_over_w_unnormalised": nx.betweenness_centrality(graph, normalized=False, weight="length"),
    "eigenvector_weighted_l2": nx.eigenvector_centrality(graph, weight="weight", **eigenvector),
    "eigenvector_weighted_max1": named(other.eigenvector_centrality(weights="weight", scale=True)),
    "closeness": nx.closeness_centrality(graph),
    "closeness_distance_1_over_w": nx.closeness_centrality(graph, distance="length"),
    "harmonic": {node: nx.harmonic_centrality(graph)[node] for node in graph},
    "clustering": nx.clustering(graph),
    "clustering_weighted_onnela": nx.clustering(graph, weight="weight"),
    "transitivity": nx.transitivity(graph),
    "density": nx.density(graph),
    "average_clustering": nx.average_clustering(graph),
    "diameter": nx.diameter(graph),
    "average_shortest_path_length": nx.average_shortest_path_length(graph),
    "assortativity_degree": nx.degree_assortativity_coefficient(graph),
    "partition": PARTITION,
    "modularity_weighted": nx.community.modularity(graph, PARTITION),
    "modularity_unweighted": nx.community.modularity(graph, PARTITION, weight=None),
    "modularity_weighted_res2": nx.community.modularity(graph, PARTITION, resolution=2),
    "louvain_weighted": groups(nx.community.louvain_communities(graph, seed=1)),
    "leiden_modularity_weighted": leiden_modularity,
    "leiden_modularity_value": nx.community.modularity(graph, leiden_modularity),
    "leiden_cpm_res1": groups(leiden("CPM", 1)),
    "leiden_cpm_res1_value": sum(graph.subgraph(group).size(weight="weight") - comb(len(group), 2) for group in leiden("CPM", 1)),
    "link_prediction": link_prediction(),
    "katz_index_beta_0.05": katz(0.05),
}
lines = []
for name, value in wanted.items():
    value = shown(value)
    if isinstance(value, list) and isinstance(value[0], dict):
        lines.append(f'"{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in value) + "\n]")
    else:
        lines.append(f'"{name}": {json.dumps(value)}')
print("{\n" + ",\n".join(lines) + "\n}")
