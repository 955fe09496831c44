-- `complaints` as it can hold 150 million: half the bytes, sorted so that what repeats lies together.
-- A table's order cannot be altered, so a filled copy takes its place in one step: whoever dies before
-- that has changed nothing, and to run it again copies it again. The reader of a requester's number
-- keeps 64 of its hash's 128 bits since then, hence the shorter keys. Lists are of plain strings: to part
-- rows with lists of a dictionary into slices took more than half of what writing them takes.
CREATE OR REPLACE TABLE complaints
(
    slice UInt32,
    batch UInt32,
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    version DateTime64(6, 'UTC') COMMENT 'updated_at, or the latest event time of the row' CODEC(GCD, T64, ZSTD(1)),
    content UInt64 COMMENT 'hash of the typed complaint: of equal versions the greater wins' CODEC(T64),
    loaded_by UInt32 COMMENT 'the batch that brought this version',
    received_at DateTime('UTC') CODEC(Delta, ZSTD(1)),
    due_at Nullable(DateTime('UTC')),
    dispatched_at Nullable(DateTime('UTC')),
    responded_at Nullable(DateTime('UTC')),
    closed_at Nullable(DateTime('UTC')) CODEC(T64, ZSTD(1)),
    rated_at Nullable(DateTime('UTC')),
    dispatched Nullable(Bool) COMMENT 'null: the source does not tell; so for the next three',
    responded Nullable(Bool),
    closed Nullable(Bool),
    has_due Nullable(Bool),
    on_time Nullable(Bool) COMMENT 'of the closed with a due time',
    resolved Nullable(Bool),
    satisfied Nullable(Bool),
    channel LowCardinality(String),
    kind LowCardinality(String),
    handling LowCardinality(String),
    requester LowCardinality(String),
    requester_key String COMMENT 'a keyed hash, 16 hex digits, empty where there is none',
    event_key String,
    enterprise LowCardinality(String),
    language LowCardinality(String),
    category1 LowCardinality(String),
    category2 LowCardinality(String),
    category3 LowCardinality(String),
    district LowCardinality(String),
    subdistrict LowCardinality(String),
    community LowCardinality(String),
    department LowCardinality(String),
    cooperating Array(String),
    deadline LowCardinality(String),
    sector LowCardinality(String),
    life_areas Array(String),
    good_life Array(String),
    lon Nullable(Float64),
    lat Nullable(Float64),
    title String CODEC(ZSTD(3)),
    text String CODEC(ZSTD(3)),
    raw Map(String, String) COMMENT 'bad fields as they came, by field',
    INDEX by_category2 category2 TYPE set(64) GRANULARITY 1,
    INDEX by_subdistrict subdistrict TYPE set(64) GRANULARITY 1,
    INDEX by_closed_at closed_at TYPE minmax GRANULARITY 1,
    INDEX by_rated_at rated_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY (slice, batch)
ORDER BY (category1, district, category2, category3, subdistrict, received_at)
SETTINGS non_replicated_deduplication_window = 0,
         default_compression_codec = 'ZSTD(1)',
         min_bytes_for_wide_part = 67108864
AS SELECT * REPLACE (left(requester_key, 16) AS requester_key) FROM complaints;

-- Every slice into which a version of a complaint was ever written: it only says where to look, so that
-- rows of loads that were never committed do no harm. What is there, the complaints themselves say.
CREATE OR REPLACE TABLE complaint_index
(
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    slice UInt32
)
ENGINE = ReplacingMergeTree
ORDER BY (city, source, id, slice)
SETTINGS non_replicated_deduplication_window = 0,
         default_compression_codec = 'ZSTD(1)'
AS SELECT city, source, id, slice FROM complaint_index;
