// Into a new database, offline, from this folder:
//   neo4j-admin database import full --multiline-fields=true --nodes=nodes.csv --relationships=relationships.csv --relationships=relations.csv neo4j
// Into a running one: put the tables into its import folder and run this script with cypher-shell (in the Browser, put :auto before each
// statement with IN TRANSACTIONS). Set dbms.security.allow_csv_import_from_file_urls=true, and
// dbms.import.csv.legacy_quote_escaping=false, without which a backslash at the end of a text swallows what follows.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CALL (row) {
  MERGE (n:Entity {id: row.`id:ID(Entity)`})
  SET n.name = row.name,
    n.entity_type = row.entity_type,
    n.parent_id = row.parent_id,
    n.mentions = toInteger(row.`mentions:long`),
    n.sentences = toInteger(row.`sentences:long`),
    n.paragraphs = toInteger(row.`paragraphs:long`),
    n.documents = toInteger(row.`documents:long`),
    n.first_seen = row.first_seen,
    n.last_seen = row.last_seen
} IN TRANSACTIONS OF 1000 ROWS;
LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row
CALL (row) {
  MATCH (a:Entity {id: row.`:START_ID(Entity)`})
  MATCH (b:Entity {id: row.`:END_ID(Entity)`})
  MERGE (a)-[r:CO_MENTIONED_WITH]->(b)
  SET r.sentences = toInteger(row.`sentences:long`),
    r.paragraphs = toInteger(row.`paragraphs:long`),
    r.documents = toInteger(row.`documents:long`),
    r.count = toInteger(row.`count:long`),
    r.independent = toInteger(row.`independent:long`),
    r.points = toFloat(row.`points:double`),
    r.score = toFloat(row.`score:double`),
    r.measure = row.measure,
    r.p_value = toFloat(row.`p_value:double`),
    r.q_value = toFloat(row.`q_value:double`),
    r.first_seen = row.first_seen,
    r.last_seen = row.last_seen,
    r.relation = row.relation,
    r.relation_head = row.relation_head,
    r.relation_count = toInteger(row.`relation_count:long`),
    r.evidence = row.evidence,
    r.evidence_document = row.evidence_document,
    r.evidence_date = row.evidence_date,
    r.evidence_source = row.evidence_source,
    r.evidence_url = row.evidence_url
} IN TRANSACTIONS OF 1000 ROWS;
