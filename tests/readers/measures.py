"""Figures of nodes, shape, communities, backbones and missing links of the example, as networkx has them."""

import json
import unittest
from fractions import Fraction

import networkx
import numpy

import ledgers
from ledgers import comention


class Measures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = ledgers.example()
        cls.folder, cls.ledger = cls.desk.folder, cls.desk.path

    def graph(self, window):
        return networkx.node_link_graph(self.desk.json(f"{window}.json", "-w", window), edges="edges")

    def measured(self, *options):
        """The graph with every figure of its nodes, and what `export` was asked for."""
        names = "degree,strength,pagerank,betweenness,weighted-betweenness,eigenvector,closeness,weighted-closeness,harmonic,clustering,weighted-clustering,k-core"
        path = self.folder / "measured.json"
        comention("export", "-g", self.ledger, "-o", path, "--node-measures", names + ",effective-size,community", *options)
        graph = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
        for edge in graph.edges.values():
            edge["length"] = Fraction(1, edge["count"])  # exact: equal lengths are equal
        return graph

    def assert_figures(self, graph, field, wanted, places=9):
        for key, value in wanted.items():
            self.assertAlmostEqual(graph.nodes[key][field], float(value), places=places, msg=f"{field} of {key}")

    def test_networkx_measures_the_same(self):
        graph = self.measured()
        self.assert_figures(graph, "degree", dict(graph.degree()))
        self.assert_figures(graph, "strength", dict(graph.degree(weight="count")))
        # `networkx.pagerank` needs SciPy; its matrix does not, and leaves the right shares as they are.
        ranks = numpy.array([node["pagerank"] for node in graph.nodes.values()])
        self.assertAlmostEqual(ranks.sum(), 1)
        moved = ranks @ networkx.google_matrix(graph, alpha=0.85, weight="count")
        self.assertLess(abs(moved - ranks).max(), 1e-12)
        self.assert_figures(graph, "betweenness", networkx.betweenness_centrality(graph, normalized=False))
        weighted = networkx.betweenness_centrality(graph, normalized=False, weight="length")
        self.assert_figures(graph, "weighted_betweenness", weighted)
        self.assert_figures(graph, "closeness", networkx.closeness_centrality(graph))
        self.assert_figures(graph, "weighted_closeness", networkx.closeness_centrality(graph, distance="length"))
        self.assert_figures(graph, "harmonic", networkx.harmonic_centrality(graph))
        self.assert_figures(graph, "clustering", networkx.clustering(graph))
        self.assert_figures(graph, "weighted_clustering", networkx.clustering(graph, weight="count"))
        self.assert_figures(graph, "k_core", networkx.core_number(graph))
        joined = [key for key in graph if graph[key]]
        self.assert_figures(graph, "effective_size", {key: networkx.effective_size(graph, [key])[key] for key in joined})
        largest = graph.subgraph(max(networkx.connected_components(graph), key=len))
        eigenvector = networkx.eigenvector_centrality(largest, weight="count", tol=1e-13, max_iter=10**5)
        self.assert_figures(graph, "eigenvector", eigenvector, places=7)

    def test_networkx_sees_the_shape(self):
        graph = self.graph("sentence")
        shape = comention("stats", "-g", self.ledger, "--shape", "--json", json_out=True)["shape"]
        self.assertAlmostEqual(shape["density"], networkx.density(graph))
        self.assertAlmostEqual(shape["transitivity"], networkx.transitivity(graph))
        self.assertAlmostEqual(shape["average_clustering"], networkx.average_clustering(graph))
        self.assertAlmostEqual(shape["assortativity"], networkx.degree_assortativity_coefficient(graph))
        self.assertEqual(shape["components"], networkx.number_connected_components(graph))
        steps = [far for _, row in networkx.all_pairs_shortest_path_length(graph) for far in row.values() if far]
        self.assertEqual(shape["diameter"], max(steps))
        self.assertAlmostEqual(shape["average_path_length"], sum(steps) / len(steps))

    def test_networkx_sees_the_communities(self):
        graph = self.measured()
        groups = {}
        for key, node in graph.nodes.items():
            groups.setdefault(node.get("community", key), set()).add(key)  # those without edges are by themselves
        for number, members in groups.items():
            self.assertTrue(networkx.is_connected(graph.subgraph(members)), number)
        told = comention("communities", "-g", self.ledger, "--json", json_out=True)
        modularity = networkx.community.modularity(graph, groups.values(), weight="count")
        self.assertAlmostEqual(told["modularity"], modularity)
        rival = networkx.community.louvain_communities(graph, weight="count", seed=1)
        self.assertGreaterEqual(modularity, networkx.community.modularity(graph, rival, weight="count") - 0.01)

    def test_networkx_weighs_the_constant_potts_model(self):
        graph = self.graph("sentence")
        told = comention("communities", "-g", self.ledger, "--quality", "constant-potts", "-n", 10**6, "--json", json_out=True)
        groups = [[member["id"] for member in one["members"]] for one in told["list"]]
        self.assertEqual(sum(map(len, groups)), sum(1 for key in graph if graph[key]))
        inside = [graph.subgraph(group) for group in groups]
        value = sum(part.size(weight="count") - len(part) * (len(part) - 1) / 2 for part in inside)
        self.assertAlmostEqual(told["quality_value"], value)
        self.assertTrue(all(map(networkx.is_connected, inside)))

    def test_networkx_sees_the_backbones(self):
        graph = self.graph("sentence")

        def kept(*options):
            path = self.folder / "backbone.json"
            comention("export", "-g", self.ledger, "-o", path, *options)
            seen = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
            self.assertEqual(set(seen), set(graph))
            return seen

        tree = kept("--backbone", "mst")
        wanted = networkx.maximum_spanning_tree(graph, weight="score")
        self.assertEqual(tree.number_of_edges(), wanted.number_of_edges())
        self.assertAlmostEqual(tree.size(weight="score"), wanted.size(weight="score"))
        core = kept("--k-core", "4")
        self.assertEqual(set(core.edges), set(networkx.k_core(graph, 4).subgraph(graph).edges))
        alpha = 0.2
        disparity = kept("--backbone", f"disparity={alpha}")
        for a, b, edge in graph.edges(data=True):
            shares = [(1 - edge["count"] / graph.degree(end, weight="count")) ** (graph.degree(end) - 1) for end in (a, b)]
            self.assertEqual(disparity.has_edge(a, b), min(shares) < alpha, (a, b, shares))

    def test_networkx_predicts_the_same_links(self):
        graph = self.graph("sentence")
        apart = [pair for pair in networkx.non_edges(graph) if any(True for _ in networkx.common_neighbors(graph, *pair))]
        for name, index in (
            ("resource-allocation", networkx.resource_allocation_index),
            ("adamic-adar", networkx.adamic_adar_index),
            ("jaccard", networkx.jaccard_coefficient),
            ("preferential-attachment", networkx.preferential_attachment),
        ):
            wanted = {(min(a, b), max(a, b)): score for a, b, score in index(graph, apart)}
            told = comention("missing", "-g", self.ledger, "--by", name, "-n", 10**6, "--json", json_out=True)
            self.assertEqual({(row["a"], row["b"]) for row in told}, set(wanted))
            for row in told:
                self.assertAlmostEqual(row["score"], wanted[row["a"], row["b"]])
                self.assertEqual({one["id"] for one in row["shared"]}, set(networkx.common_neighbors(graph, row["a"], row["b"])))

    def test_numpy_sums_the_same_walks(self):
        graph = self.graph("sentence")
        matrix = networkx.to_numpy_array(graph, weight=None)
        unit = numpy.eye(len(graph))
        beta = 0.5 / max(numpy.linalg.eigvalsh(matrix))
        sums = numpy.linalg.inv(unit - beta * matrix) - unit
        place = {key: at for at, key in enumerate(graph)}
        told = comention("missing", "-g", self.ledger, "--by", "katz", "-n", 10**6, "--json", json_out=True)
        apart = [(a, b) for a, b in networkx.non_edges(graph) if networkx.has_path(graph, a, b)]
        self.assertEqual({(row["a"], row["b"]) for row in told}, {(min(pair), max(pair)) for pair in apart})
        for row in told:
            self.assertAlmostEqual(row["score"], sums[place[row["a"]], place[row["b"]]], places=9)
            self.assertEqual(row["steps"], networkx.shortest_path_length(graph, row["a"], row["b"]))
