// Opens a file with a library that is not ours, and prints what it sees as JSON: node read_back.mjs READER FILE
import fs from "node:fs";

const [reader, path] = process.argv.slice(2);
const text = fs.readFileSync(path, "utf8");

const graphs = {
  async cytoscape() {
    const { default: cytoscape } = await import("cytoscape");
    const graph = cytoscape({ headless: true, elements: JSON.parse(text).elements, layout: { name: "preset" } });
    return {
      nodes: graph.nodes().map((node) => [node.id(), node.data(), node.position()]),
      edges: graph.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data()]),
    };
  },
  async graphology() {
    const { default: Graph } = await import("graphology");
    return told(Graph.from(JSON.parse(text)));
  },
  async gexf() {
    const [{ default: Graph }, { default: gexf }] = await Promise.all([import("graphology"), import("graphology-gexf")]);
    return told(gexf.parse(Graph, text));
  },
  async graphml() {
    const [{ default: Graph }, { default: graphml }] = await Promise.all([import("graphology"), import("graphology-graphml")]);
    return told(graphml.parse(Graph, text));
  },
  async d3() {
    const { forceLink, forceSimulation } = await import("d3-force");
    const { nodes, links } = JSON.parse(text);
    forceSimulation(nodes).force("link", forceLink(links).id((node) => node.id)).stop().tick(2);
    return {
      nodes: nodes.map((node) => [node.id, node]),
      edges: links.map((link) => [link.source.id, link.target.id, { ...link, source: undefined, target: undefined }]),
    };
  },
  async mermaid() {
    const { parseHTML } = await import("linkedom"); // Mermaid wants a page, to clean texts in
    const { window } = parseHTML("<!doctype html><body></body>");
    Object.assign(globalThis, { window, document: window.document });
    const { default: mermaid } = await import("mermaid");
    return mermaid.parse(text);
  },
  async jsonld() {
    const { default: jsonld } = await import("jsonld");
    return jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" });
  },
};

function told(graph) {
  return {
    type: graph.type,
    nodes: graph.mapNodes((key, attributes) => [key, attributes]),
    edges: graph.mapEdges((key, attributes, source, target) => [source, target, attributes]),
  };
}

process.stdout.write(JSON.stringify(await graphs[reader]()));
