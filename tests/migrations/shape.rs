//! Tables, columns, references, keys, checks, indexes and triggers of a database, as facts to compare.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use crate::harness_database::Database;

/// What SQLite says: a word for what it is, the table, and the rest. Words in capitals are this database's own.
const SQLITE: &str = r#"
WITH t AS (SELECT name, sql FROM sqlite_master
            WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name <> '_sqlx_migrations')
SELECT 'column' AS what, t.name AS place, c.name AS said FROM t JOIN pragma_table_info(t.name) c
UNION ALL
SELECT 'type', t.name, c.name || ' ' || CASE c.type WHEN 'INTEGER' THEN 'number' WHEN 'BLOB' THEN 'bytes' ELSE lower(c.type) END
       || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN ', required' ELSE '' END
  FROM t JOIN pragma_table_info(t.name) c
UNION ALL
SELECT 'reference', t.name, f."from" || ' to ' || f."table" || '.' || f."to" FROM t JOIN pragma_foreign_key_list(t.name) f
UNION ALL
SELECT 'unique', t.name, (SELECT group_concat(c.name, ',' ORDER BY c.name) FROM pragma_table_info(t.name) c WHERE c.pk > 0) FROM t
UNION ALL
SELECT 'unique', t.name, (SELECT group_concat(c.name, ',' ORDER BY c.name) FROM pragma_index_info(i.name) c)
  FROM t JOIN pragma_index_list(t.name) i WHERE i.origin = 'u'
UNION ALL
SELECT 'checks', t.name, CAST((length(t.sql) - length(replace(t.sql, 'CHECK (', ''))) / 7 AS TEXT) FROM t
UNION ALL
SELECT 'index', tbl_name, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
UNION ALL
SELECT upper(type), tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"#;

/// What PostgreSQL says, in the same words.
const POSTGRES: &str = r#"
WITH t AS (SELECT c.oid, CAST(c.relname AS TEXT) AS name FROM pg_class c
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_sqlx_migrations'),
     a AS (SELECT a.attrelid, a.attnum, CAST(a.attname AS TEXT) AS name, a.attnotnull, format_type(a.atttypid, NULL) AS type
             FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped)
SELECT 'column' AS what, t.name AS place, a.name AS said FROM t JOIN a ON a.attrelid = t.oid
UNION ALL
SELECT 'type', t.name, a.name || ' ' || CASE a.type WHEN 'bigint' THEN 'number' WHEN 'bytea' THEN 'bytes' ELSE a.type END
       || CASE WHEN a.attnotnull THEN ', required' ELSE '' END
  FROM t JOIN a ON a.attrelid = t.oid
UNION ALL
SELECT 'reference', t.name, a.name || ' to ' || f.name || '.' || b.name
  FROM pg_constraint c JOIN t ON t.oid = c.conrelid JOIN t f ON f.oid = c.confrelid
  JOIN a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] JOIN a b ON b.attrelid = f.oid AND b.attnum = c.confkey[1]
 WHERE c.contype = 'f'
UNION ALL
SELECT 'unique', t.name, (SELECT string_agg(a.name, ',' ORDER BY a.name COLLATE "C") FROM a
                           WHERE a.attrelid = t.oid AND a.attnum = ANY (c.conkey))
  FROM pg_constraint c JOIN t ON t.oid = c.conrelid WHERE c.contype IN ('p', 'u')
UNION ALL
SELECT 'checks', t.name, CAST((SELECT COUNT(*) FROM pg_constraint c WHERE c.conrelid = t.oid AND c.contype = 'c') AS TEXT) FROM t
UNION ALL
SELECT 'index', t.name, CAST(i.relname AS TEXT) FROM t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
 WHERE NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u'))
UNION ALL
SELECT 'INDEX', t.name, pg_get_indexdef(x.indexrelid) FROM t JOIN pg_index x ON x.indrelid = t.oid
UNION ALL
SELECT 'TRIGGER', t.name, pg_get_triggerdef(g.oid) FROM t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
UNION ALL
SELECT 'FUNCTION', '', pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
UNION ALL
SELECT 'CONSTRAINT', t.name, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN t ON t.oid = c.conrelid"#;

/// Facts, each one that can be gone afterwards: what, where, and the rest.
#[derive(Debug)]
pub struct Shape(BTreeSet<(String, String, String)>);

impl Shape {
    /// Reads it.
    pub async fn read(connection: &mut AnyConnection, database: Database) -> Self {
        let asked = match database {
            Database::Sqlite => SQLITE,
            Database::Postgres => POSTGRES,
        };
        let rows = sqlx::query(AssertSqlSafe(asked)).fetch_all(connection).await.expect("it can be asked");
        let mut facts = BTreeSet::new();
        for row in &rows {
            let (what, place, said): (String, String, String) = (row.get(0), row.get(1), plain(row.get(2)));
            if what == "checks" {
                // One fact for each, so that one more loses none.
                let count: u32 = said.parse().expect("a count");
                facts.extend(
                    (1..=count).map(|number| ("check".to_owned(), place.clone(), number.to_string())),
                );
            } else {
                facts.insert((what, place, said));
            }
        }
        Self(facts)
    }

    /// Each table's columns.
    pub fn columns(&self) -> BTreeMap<String, Vec<String>> {
        let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (_, table, column) in self.0.iter().filter(|(what, ..)| what == "column") {
            columns.entry(table.clone()).or_default().push(column.clone());
        }
        columns
    }

    /// What has to be the same on both databases.
    pub fn common(&self) -> BTreeSet<(String, String, String)> {
        let common = |what: &str| !what.chars().all(char::is_uppercase);
        self.0.iter().filter(|(what, ..)| common(what)).cloned().collect()
    }

    /// What is there no more.
    pub fn lost(&self, after: &Self) -> Vec<String> {
        let lost = self.0.difference(&after.0);
        lost.map(|(what, place, rest)| format!("{place}: no longer {} {rest}", what.to_lowercase())).collect()
    }
}

/// A definition without what only its writing has: a rebuilt table's name comes back in quotation marks.
fn plain(text: &str) -> String {
    text.replace('"', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
