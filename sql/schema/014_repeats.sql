-- One narrow row for each complaint that is a repeated one: its requester had complained of the same
-- subcategory in the 90 days before. Sliced like `complaints`, with generations of its own, for a late
-- complaint can change what is repeated in slices that it does not lie in. `manifest.repeats` names the
-- visible ones; a version that has them for all its slices, those without a row included, is complete.
CREATE TABLE IF NOT EXISTS repeats
(
    slice UInt32, batch UInt32,
    key UInt64 COMMENT 'hash of requester_key and category2: the complaints that tell whether it is repeated',
    received_at DateTime('UTC'), closed_at Nullable(DateTime('UTC')), rated_at Nullable(DateTime('UTC')),
    channel LowCardinality(String), kind LowCardinality(String), handling LowCardinality(String),
    requester LowCardinality(String), enterprise LowCardinality(String), language LowCardinality(String),
    category1 LowCardinality(String), category2 LowCardinality(String), category3 LowCardinality(String),
    district LowCardinality(String), subdistrict LowCardinality(String), community LowCardinality(String),
    department LowCardinality(String), deadline LowCardinality(String), sector LowCardinality(String),
    life_areas Array(String), good_life Array(String)
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, district, category2, received_at)
SETTINGS default_compression_codec = 'ZSTD(1)', min_bytes_for_wide_part = 268435456;

ALTER TABLE manifest ADD COLUMN IF NOT EXISTS repeats Array(Tuple(slice UInt32, batch UInt32, rows UInt64))
    COMMENT 'the visible generation of each slice of `repeats`';
