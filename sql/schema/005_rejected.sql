-- Rows that could not become complaints, as they came.
CREATE TABLE IF NOT EXISTS rejected
(
    batch UInt32,
    line UInt64 COMMENT 'where the record begins in the file, from 1',
    reasons Array(LowCardinality(String)),
    raw String
)
ENGINE = MergeTree
ORDER BY (batch, line)
