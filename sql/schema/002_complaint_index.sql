-- Where each complaint's versions lie: one row for each version that a batch made current. Only rows
-- of committed batches count; of those the greatest (version, content) is the complaint's present one.
CREATE TABLE IF NOT EXISTS complaint_index
(
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    batch UInt32,
    slice UInt32,
    version DateTime64(6, 'UTC'),
    content UInt64
)
ENGINE = MergeTree
ORDER BY (city, source, id)
