-- What was found in the data of a city as of a day: one that is looked for again is a new row, and the
-- latest counts. What people said of an alert stands beside it and is never changed.
CREATE TABLE IF NOT EXISTS insights
(
    city LowCardinality(String),
    kind LowCardinality(String) COMMENT 'alerts, hotspots or forecasts',
    as_of Date COMMENT 'the local day at whose begin it was looked: complaints before it are used',
    made_at DateTime64(3, 'UTC'),
    version UInt32 COMMENT 'the data version of its numbers',
    document String COMMENT 'JSON: all that was found, with its Questions' CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY (city, kind, as_of, made_at);

CREATE TABLE IF NOT EXISTS alert_events
(
    city LowCardinality(String),
    alert String,
    at DateTime64(3, 'UTC'),
    kind LowCardinality(String) COMMENT 'acknowledged or commented',
    author String COMMENT 'as they call themselves; empty: nobody said',
    text String
)
ENGINE = MergeTree
ORDER BY (city, alert, at)
