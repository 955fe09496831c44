-- One row a data version of a city: which generation of each slice is visible, and what the load did.
CREATE TABLE IF NOT EXISTS manifest
(
    city LowCardinality(String),
    version UInt32,
    batch UInt32,
    token String,
    at DateTime64(3, 'UTC'),
    slices Array(Tuple(slice UInt32, batch UInt32, rows UInt64)),
    sources Array(Tuple(source String, through DateTime('UTC'))),
    rows_read UInt64,
    loaded UInt64,
    superseded UInt64,
    duplicates UInt64,
    rejected UInt64,
    warnings UInt64,
    first_day Nullable(Date),
    last_day Nullable(Date),
    seconds Float64
)
ENGINE = MergeTree
ORDER BY (city, version)
SETTINGS non_replicated_deduplication_window = 10000
