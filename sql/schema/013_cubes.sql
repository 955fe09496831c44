-- Aggregates of `complaints` (sql/model/cubes.ts), sliced like their source. Cubes of before go: a version
-- of the data is answered from a cube only where the manifest names it, and the ETL fills those it does not.
DROP TABLE IF EXISTS cube_district_category1_day;
DROP TABLE IF EXISTS cube_subdistrict_category1_day;
ALTER TABLE manifest ADD COLUMN IF NOT EXISTS cubes Array(String) COMMENT 'the tables that hold all slices of this version';

CREATE TABLE IF NOT EXISTS cube_district_category1_day
(
    slice UInt32, batch UInt32, day Date,
    category1 LowCardinality(String), district LowCardinality(String), handling LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, closed_timed UInt32, response_told UInt32,
    responded UInt32, resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32, requester_told UInt32, entered UInt32,
    gone UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, district, handling, day);

CREATE TABLE IF NOT EXISTS cube_district_category2_day
(
    slice UInt32, batch UInt32, day Date,
    category1 LowCardinality(String), category2 LowCardinality(String), district LowCardinality(String),
    department LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, closed_timed UInt32, response_told UInt32,
    responded UInt32, resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32, requester_told UInt32, entered UInt32,
    gone UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, category2, district, department, day);

CREATE TABLE IF NOT EXISTS cube_category3_day
(
    slice UInt32, batch UInt32, day Date,
    category1 LowCardinality(String), category2 LowCardinality(String), category3 LowCardinality(String),
    department LowCardinality(String), requester LowCardinality(String), deadline LowCardinality(String),
    sector LowCardinality(String), life_areas Array(String), good_life Array(String),
    complaints UInt32, closing_told UInt32, open UInt32, closed_timed UInt32, response_told UInt32,
    responded UInt32, resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32, requester_told UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, category2, category3, department, requester, day);

CREATE TABLE IF NOT EXISTS cube_subdistrict_category1_day
(
    slice UInt32, batch UInt32, day Date,
    category1 LowCardinality(String), district LowCardinality(String), subdistrict LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, closed_timed UInt32, response_told UInt32,
    responded UInt32, resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32, requester_told UInt32, entered UInt32,
    gone UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (district, subdistrict, category1, day);

CREATE TABLE IF NOT EXISTS cube_calls_day
(
    slice UInt32, batch UInt32, day Date,
    category1 LowCardinality(String), district LowCardinality(String), handling LowCardinality(String),
    kind LowCardinality(String), channel LowCardinality(String), requester LowCardinality(String),
    language LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, closed_timed UInt32, response_told UInt32,
    responded UInt32, resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32, requester_told UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, district, handling, kind, channel, requester, language, day);

CREATE TABLE IF NOT EXISTS cube_district_category1_hour
(
    slice UInt32, batch UInt32, hour DateTime('UTC') COMMENT 'of the wall clock',
    category1 LowCardinality(String), district LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, closed_timed UInt32, response_told UInt32,
    responded UInt32, resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32, requester_told UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, district, hour);

-- The complaints that are open and have a due time, narrow: which of them are overdue changes with the cut-off.
CREATE TABLE IF NOT EXISTS open_complaints
(
    slice UInt32, batch UInt32, received_at DateTime('UTC'), rated_at Nullable(DateTime('UTC')),
    due_at DateTime('UTC'),
    channel LowCardinality(String), kind LowCardinality(String), handling LowCardinality(String),
    requester LowCardinality(String), enterprise LowCardinality(String), language LowCardinality(String),
    category1 LowCardinality(String), category2 LowCardinality(String), category3 LowCardinality(String),
    district LowCardinality(String), subdistrict LowCardinality(String), community LowCardinality(String),
    department LowCardinality(String), deadline LowCardinality(String), sector LowCardinality(String),
    life_areas Array(String), good_life Array(String)
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, district, category2, received_at);

-- One of four of the closed complaints, by a hash of their id, narrow: medians of very many cases.
-- `level`: how many further times its hash can be halved; those of a level and above are a sample too.
CREATE TABLE IF NOT EXISTS closed_sample
(
    slice UInt32, batch UInt32, level UInt8, received_at DateTime('UTC'), closed_at DateTime('UTC'),
    rated_at Nullable(DateTime('UTC')),
    channel LowCardinality(String), kind LowCardinality(String), handling LowCardinality(String),
    requester LowCardinality(String), enterprise LowCardinality(String), language LowCardinality(String),
    category1 LowCardinality(String), category2 LowCardinality(String), category3 LowCardinality(String),
    district LowCardinality(String), subdistrict LowCardinality(String), community LowCardinality(String),
    department LowCardinality(String), deadline LowCardinality(String), sector LowCardinality(String),
    life_areas Array(String), good_life Array(String)
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (level, category1, district, category2, received_at)
SETTINGS default_compression_codec = 'ZSTD(1)';
