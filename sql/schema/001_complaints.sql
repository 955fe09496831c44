-- One row a complaint and generation of its slice. `slice` is yyyymm00 for a closed month, yyyymmdd
-- for a day of an open one (local day of receipt); `batch` is the load that wrote this generation.
-- Only the (slice, batch) pairs that a manifest row names are visible: partition id `slice-batch`.
CREATE TABLE IF NOT EXISTS complaints
(
    slice UInt32,
    batch UInt32,
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    version DateTime64(6, 'UTC') COMMENT 'updated_at, or the latest event time of the row',
    content UInt64 COMMENT 'hash of the typed complaint: of equal versions the greater wins',
    loaded_by UInt32 COMMENT 'the batch that brought this version',
    received_at DateTime('UTC'),
    due_at Nullable(DateTime('UTC')),
    dispatched_at Nullable(DateTime('UTC')),
    responded_at Nullable(DateTime('UTC')),
    closed_at Nullable(DateTime('UTC')),
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
    requester_key String COMMENT 'a keyed hash, empty where there is none',
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
    cooperating Array(LowCardinality(String)),
    deadline LowCardinality(String),
    sector LowCardinality(String),
    life_areas Array(LowCardinality(String)),
    good_life Array(LowCardinality(String)),
    lon Nullable(Float64),
    lat Nullable(Float64),
    title String,
    text String,
    raw Map(LowCardinality(String), String) COMMENT 'bad fields as they came, by field'
)
ENGINE = MergeTree
PARTITION BY (slice, batch)
ORDER BY (category1, district, received_at)
SETTINGS non_replicated_deduplication_window = 0
