-- Briefings as they were made; one that is made again is a new row, and the latest counts.
CREATE TABLE IF NOT EXISTS briefings
(
    id String COMMENT 'such as beijing-daily-2026-11-21',
    city LowCardinality(String),
    kind LowCardinality(String) COMMENT 'daily',
    day Date COMMENT 'the local day that it reports on',
    made_at DateTime64(3, 'UTC'),
    version UInt32 COMMENT 'the data version of its numbers',
    through String COMMENT 'the cut-off of its data, local time; empty: none',
    title String COMMENT 'JSON: en, zh',
    headline String COMMENT 'JSON: en, zh; plain text',
    document String COMMENT 'JSON: the whole briefing with its Questions'
)
ENGINE = MergeTree
ORDER BY (city, kind, day, made_at)
