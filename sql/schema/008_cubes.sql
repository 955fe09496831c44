-- Aggregates of `complaints` by local day of receipt (sql/model/cubes.ts), sliced like their source.
CREATE TABLE IF NOT EXISTS cube_district_category1_day
(
    slice UInt32, batch UInt32, day Date,
    district LowCardinality(String), category1 LowCardinality(String),
    kind LowCardinality(String), handling LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, response_told UInt32, responded UInt32,
    resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, district, kind, handling, day);

CREATE TABLE IF NOT EXISTS cube_subdistrict_category1_day
(
    slice UInt32, batch UInt32, day Date,
    district LowCardinality(String), subdistrict LowCardinality(String), category1 LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, response_told UInt32, responded UInt32,
    resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (category1, subdistrict, district, day);
